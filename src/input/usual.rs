//! What a number usually is: its median in a shipped scenario, of the same trade first.

use super::catalogue::home_of;
use super::describe::example_of;
use super::{Scenario, load, templates};
use crate::sampling::assumptions::{Assumption, Shape};

/// A usual value of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usual {
    /// The value.
    pub value: f64,
    /// The template that has it, as `shortrun init` calls it; none where none has such a
    /// number, and the value is the documentation's example.
    pub template: Option<&'static str>,
}

/// The shipped scenarios, to look for usual values in.
pub struct UsualValues {
    scenarios: Vec<(&'static str, Scenario)>,
}

impl UsualValues {
    /// For an operator of a trade, such as `apparel`.
    pub fn for_vertical(vertical: &str) -> Self {
        let read = |template: &templates::Template| {
            let (scenario, _) = load(template.name, template.text).ok()?;
            Some((template.name, scenario))
        };
        let mut scenarios: Vec<_> = templates::ALL.iter().filter_map(read).collect();
        scenarios.sort_by_key(|(_, scenario)| scenario.vertical != vertical);
        Self { scenarios }
    }

    /// The usual value of the number at a dotted path, if there is one.
    pub fn of(&self, path: &str) -> Option<Usual> {
        let (table, key) = home_of(path)?;
        let same_key = |one: &Assumption| {
            home_of(&one.name)
                .is_some_and(|(home, other)| home.title == table.title && other.name == key.name)
        };
        let shipped = self.scenarios.iter().find_map(|(name, scenario)| {
            let mut all = scenario.assumptions.iter().map(|(_, one)| one);
            let found = all.find(|one| one.written && same_key(one))?;
            Some(Usual { value: median(found), template: Some(name) })
        });
        let example = || Some(Usual { value: example_of(table, key)?, template: None });
        shipped.or_else(example)
    }
}

fn median(assumption: &Assumption) -> f64 {
    let middle = match &assumption.shape {
        Shape::Known(value) => *value,
        Shape::Uncertain(distribution) => distribution.quantile(0.5),
    };
    if assumption.whole { middle.round() } else { middle }
}

#[cfg(test)]
mod tests {
    use super::{Usual, UsualValues};

    #[test]
    fn the_trade_of_the_operator_goes_first_and_then_the_documentation() {
        let of = |vertical: &str| UsualValues::for_vertical(vertical);
        let capacity = |vertical: &str| of(vertical).of("sites.site_capacity_units");
        let template = |vertical: &str| capacity(vertical).and_then(|usual| usual.template);
        assert_eq!(template("food"), Some("food"));
        assert_eq!(template("apparel"), Some("apparel"));
        // A name of the user's own, with a dot in it.
        let batch = of("food").of("product.rye no. 5.batch_units");
        assert!(batch.is_some_and(|usual| 1.0 <= usual.value));
        let month = of("food").of("investment.tranche.second.month");
        assert_eq!(month, Some(Usual { value: 12.0, template: None }));
        assert_eq!(of("food").of("product.rye.colour"), None);
    }
}
