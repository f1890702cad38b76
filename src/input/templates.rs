//! Scenarios to begin from: the shipped ones.

/// A scenario to begin from.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// What it is asked for by.
    pub name: &'static str,
    /// What it describes.
    pub about: &'static str,
    /// Its text: a scenario that runs.
    pub text: &'static str,
}

/// The shipped scenarios.
pub const ALL: [Template; 4] = [
    Template {
        name: "apparel",
        about: "cut-and-sew sites close to the customer, small batches, pop-ups",
        text: include_str!("../../scenarios/apparel-nearshore.toml"),
    },
    Template {
        name: "electronics",
        about: "an assembly cell, made to order, one vendor of a critical component",
        text: include_str!("../../scenarios/electronics-custom.toml"),
    },
    Template {
        name: "food",
        about: "small kitchens: permits, suspensions, a short season",
        text: include_str!("../../scenarios/food-microkitchen.toml"),
    },
    Template {
        name: "offshore",
        about: "the traditional plan: long lead time, large batches, lower unit cost",
        text: include_str!("../../scenarios/apparel-offshore.toml"),
    },
];

impl Template {
    /// The template called `name`.
    pub fn find(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|template| template.name == name)
    }

    /// The text of a scenario called `name` that starts from this one, under
    /// a comment that says so. `file` is where it is going to be.
    pub fn start(&self, name: &str, file: &str) -> String {
        let quoted = toml::Value::String(name.to_owned()).to_string();
        let mut replaced = false;
        let body: Vec<String> = self
            .text
            .lines()
            .map(|line| {
                if replaced || !line.starts_with("name = ") {
                    return line.to_owned();
                }
                replaced = true;
                format!("name = {quoted}")
            })
            .collect();
        format!("{}\n{}\n", self.head(file), body.join("\n"))
    }

    fn head(&self, file: &str) -> String {
        let Self { name, about, .. } = self;
        let file = file.replace(char::is_control, " ");
        format!(
            "\
# Begun from the template `{name}`: {about}.
#
# Every figure below describes that made-up operator. Replace each by what is
# known of yours, and its `source` and `grade` with it; wherever a number stands,
# a distribution may stand instead. `shortrun run {file}` simulates the file as it is.
#
# What the template says of itself:
#"
        )
    }
}
