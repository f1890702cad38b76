//! What a command can draw, as a list.

use super::display::Chart;
use super::kind::Kind;
use super::like::Domains;
use super::size::Size;
use super::subject::Subject;

/// A chart that can be drawn, in any size, and on the axes of another picture.
pub struct Picture<'a> {
    /// Name of its files, without the size and the ending.
    pub name: String,
    /// What it shows; of another that shows the same it can take the axes.
    pub subject: Subject,
    drawing: Drawing<'a>,
}

/// Draws it in a size, on the axes of another picture if they are lent.
type Drawing<'a> = Box<dyn Fn(Option<&Domains>, Size) -> Chart + Sync + 'a>;

/// Pictures of one kind and subject, told apart by their names: results list all of one size
/// before those of the next.
pub type Group<'a> = Vec<Picture<'a>>;

impl<'a> Picture<'a> {
    /// By its name, what it shows, and how it is drawn.
    pub fn new(
        name: impl Into<String>,
        subject: Subject,
        drawing: impl Fn(Option<&Domains>, Size) -> Chart + Sync + 'a,
    ) -> Self {
        Self { name: name.into(), subject, drawing: Box::new(drawing) }
    }

    /// One of a kind that always shows the same, under the name of that kind.
    pub fn of_kind(
        kind: &'static Kind,
        drawing: impl Fn(Option<&Domains>, Size) -> Chart + Sync + 'a,
    ) -> Self {
        Self::new(kind.name, Subject::of_kind(kind), drawing)
    }

    /// Draws it, on the axes of another picture if they are lent.
    pub fn draw(&self, like: Option<&Domains>, size: Size) -> Chart {
        (self.drawing)(like, size)
    }
}

/// Names for pictures of one kind: its own where there is one picture; else with what each shows,
/// told apart.
pub(in crate::output) fn names_apart<'a>(
    kind: &str,
    shown: impl Iterator<Item = &'a str>,
) -> Vec<String> {
    let shown: Vec<&str> = shown.collect();
    if shown.len() == 1 {
        return vec![kind.to_owned()];
    }
    let mut names: Vec<String> = Vec::new();
    for one in shown {
        let plain = format!("{kind}-{}", plain(one));
        let tries = (2..).map(|n| format!("{plain}-{n}"));
        names.extend(std::iter::once(plain.clone()).chain(tries).find(|one| !names.contains(one)));
    }
    names
}

/// Letters and digits in lower case, with hyphens for the rest.
fn plain(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::names_apart;

    #[test]
    fn charts_are_named_after_what_they_show_and_told_apart() {
        assert_eq!(names_apart("stress", ["Site capex"].into_iter()), ["stress"]);
        let three = names_apart("stress", ["Site capex", "site-capex", "p.core.price"].into_iter());
        assert_eq!(three, ["stress-site-capex", "stress-site-capex-2", "stress-p-core-price"]);
    }
}
