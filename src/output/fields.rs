//! What is said of each of many things, declared once for all files that say it: JSON has a
//! member for each field, a table a column for each number of it.

use serde_json::{Map, Value};

use super::cell::{Cell, with_error};
use crate::analysis::estimate::Estimate;
use crate::analysis::sobol::Interval;

/// The part of a field whose column bears the field's name alone.
const VALUE: &str = "value";

/// Between names in a cell.
const AND: &str = " + ";

/// What a field has to say of a thing.
type Cells<T> = Box<dyn Fn(&T) -> Vec<Cell>>;

/// A field of things of one kind.
pub(in crate::output) struct Field<T> {
    name: &'static str,
    shape: Shape,
    /// As many cells as it has parts, or names.
    cells: Cells<T>,
}

/// How the cells of a field are written.
#[derive(Clone, Copy)]
enum Shape {
    /// One value: a member and a column.
    One,
    /// Several names: a list, in tables one cell.
    Names,
    /// Parts by their names: an object, and the first `columns` of them in tables.
    Parts { names: &'static [&'static str], columns: usize },
}

impl<T> Field<T> {
    /// One value.
    pub(in crate::output) fn new<C: Into<Cell>>(
        name: &'static str,
        value: impl Fn(&T) -> C + 'static,
    ) -> Self {
        Self { name, shape: Shape::One, cells: Box::new(move |of| vec![value(of).into()]) }
    }

    /// Several names.
    pub(in crate::output) fn names(
        name: &'static str,
        names: impl Fn(&T) -> Vec<String> + 'static,
    ) -> Self {
        let cells = move |of: &T| names(of).into_iter().map(Cell::from).collect();
        Self { name, shape: Shape::Names, cells: Box::new(cells) }
    }

    /// A figure and its standard error.
    pub(in crate::output) fn estimate(
        name: &'static str,
        figure: impl Fn(&T) -> Estimate + 'static,
    ) -> Self {
        let names = &[VALUE, "standard_error"];
        Self::parts(name, names, move |of| with_error(&figure(of)).to_vec())
    }

    /// A share of a variance, its interval, and whether that reaches nothing.
    pub(in crate::output) fn share(
        name: &'static str,
        share: impl Fn(&T) -> Interval + 'static,
    ) -> Self {
        Self::parts(name, &[VALUE, "low", "high", "inside_noise"], move |of| {
            let share = share(of);
            let ends = [share.value, share.low, share.high].map(Cell::from);
            ends.into_iter().chain([share.may_be_nothing().into()]).collect()
        })
    }

    /// Several values by their names.
    pub(in crate::output) fn parts(
        name: &'static str,
        names: &'static [&'static str],
        cells: impl Fn(&T) -> Vec<Cell> + 'static,
    ) -> Self {
        let shape = Shape::Parts { names, columns: names.len() };
        Self { name, shape, cells: Box::new(cells) }
    }

    /// With only the first so many parts in tables.
    #[must_use]
    pub(in crate::output) fn in_columns(self, columns: usize) -> Self {
        let shape = match self.shape {
            Shape::Parts { names, .. } => Shape::Parts { names, columns },
            other => other,
        };
        Self { shape, ..self }
    }

    fn heads(&self) -> Vec<String> {
        match self.shape {
            Shape::One | Shape::Names => vec![self.name.to_owned()],
            Shape::Parts { names, columns } => {
                let head = |part: &&str| match *part {
                    VALUE => self.name.to_owned(),
                    part => format!("{}_{part}", self.name),
                };
                names.iter().take(columns).map(head).collect()
            }
        }
    }

    fn in_row(&self, of: &T) -> Vec<Cell> {
        let mut cells = (self.cells)(of);
        match self.shape {
            Shape::One => cells,
            Shape::Names => {
                let names: Vec<String> = cells.iter().map(|name| name.words("")).collect();
                vec![names.join(AND).into()]
            }
            Shape::Parts { columns, .. } => {
                cells.truncate(columns);
                cells
            }
        }
    }

    fn value(&self, of: &T) -> Value {
        let mut values = (self.cells)(of).into_iter().map(|cell| cell.json());
        match self.shape {
            Shape::One => values.next().unwrap_or_default(),
            Shape::Names => Value::Array(values.collect()),
            Shape::Parts { names, .. } => {
                let names = names.iter().map(|name| (*name).to_owned());
                Value::Object(names.zip(values).collect())
            }
        }
    }
}

/// Heads of the columns of some fields.
pub(in crate::output) fn heads<T>(fields: &[Field<T>]) -> Vec<String> {
    fields.iter().flat_map(Field::heads).collect()
}

/// The cells of a row, one below each head.
pub(in crate::output) fn cells<T>(fields: &[Field<T>], of: &T) -> Vec<Cell> {
    fields.iter().flat_map(|field| field.in_row(of)).collect()
}

/// The members of an object.
pub(in crate::output) fn members<T>(fields: &[Field<T>], of: &T) -> Map<String, Value> {
    fields.iter().map(|field| (field.name.to_owned(), field.value(of))).collect()
}

/// An object of them alone.
pub(in crate::output) fn object<T>(fields: &[Field<T>], of: &T) -> Value {
    Value::Object(members(fields, of))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Field, cells, heads, object};
    use crate::analysis::estimate::Estimate;
    use crate::output::cell::Cell;

    #[test]
    fn a_field_has_as_many_columns_as_numbers_and_one_member() {
        let fields = [
            Field::names("group", |_: &f64| vec!["a".to_owned(), "b".to_owned()]),
            Field::estimate("npv", |of: &f64| Estimate { value: *of, standard_error: f64::NAN }),
            Field::parts("given", &["p5", "p95"], |of: &f64| vec![(of - 1.0).into(), true.into()]),
            Field::new("paths", |_: &f64| 3_usize),
        ];
        assert_eq!(
            heads(&fields).join(" "),
            "group npv npv_standard_error given_p5 given_p95 paths"
        );
        let row: Vec<String> = cells(&fields, &2.0).iter().map(|cell| cell.words("EUR")).collect();
        assert_eq!(row, ["a + b", "2", "–", "1", "true", "3"]);
        let object = object(&fields, &2.0);
        let expected = json!({
            "group": ["a", "b"],
            "npv": { "value": 2.0, "standard_error": null },
            "given": { "p5": 1.0, "p95": true },
            "paths": 3,
        });
        assert_eq!(object, expected);
        assert_eq!(Cell::from(f64::NAN).json(), json!(null));
    }
}
