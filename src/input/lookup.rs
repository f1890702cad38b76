//! The numbers of a scenario by their dotted paths, as a person writes them on
//! the command line.

use super::catalogue::{is_other, number_at};
use super::renamed;
use crate::model::key::Key;
use crate::model::names::nearest;
use crate::sampling::assumptions::{Assumptions, Input};

/// A dotted path by the names that keys have today.
pub fn path_of_today(path: &str) -> String {
    renamed::path_of_today(path).unwrap_or_else(|| path.to_owned())
}

/// The number at a dotted path, and what its key is.
///
/// # Errors
/// What is wrong with the path, and what was probably meant.
pub fn number(path: &str, assumptions: &Assumptions) -> Result<(Input, &'static Key), String> {
    let path = path_of_today(path);
    let path = path.as_str();
    if let (Some(input), Some(key)) = (assumptions.find(path), number_at(path)) {
        return Ok((input, key));
    }
    if is_other(path) {
        return Err(format!("`{path}` is not a number"));
    }
    let names: Vec<&str> = assumptions.iter().map(|(_, one)| one.name.as_str()).collect();
    let last = |text: &str| text.rsplit('.').next().map(str::to_owned);
    let same_key = || names.iter().copied().find(|name| last(name) == last(path));
    Err(match nearest(path, &names).or_else(same_key) {
        Some(near) => format!("there is no assumption `{path}`; did you mean `{near}`?"),
        None => format!(
            "there is no assumption `{path}`\nwrite the dotted path of a number, as in \
             investment.pre_money or, for a [[product]] called core, product.core.price; \
             shortrun check --all lists them"
        ),
    })
}
