//! Uncertain numbers that move together in practice, and are drawn each on its
//! own here: their joint extremes then come too seldom.

use crate::model::operator::Operator;
use crate::sampling::assumptions::{Assumptions, Correlation, Shape};

/// Two numbers by their dotted paths.
pub type Pair = (String, String);

/// The pairs, both uncertain and neither linked to the other, that belong
/// together:
///
/// - lead time and markdown depth of a line: who orders earlier is wrong by
///   more, and clears deeper;
/// - demand of two lines: the same customers come to the same sites;
/// - integration readiness and the rate of sales on a route that discounts for
///   its lack: what plugs in easily is bought sooner.
///
/// A pair that the scenario correlates, if only by a rank of 0, is tied.
pub fn untied(operator: &Operator, assumptions: &Assumptions) -> Vec<Pair> {
    let both_uncertain =
        |(a, b): &Pair| is_uncertain(assumptions, a) && is_uncertain(assumptions, b);
    let pairs = candidates(operator, assumptions).into_iter();
    pairs.filter(both_uncertain).filter(|pair| !is_tied(assumptions, pair)).collect()
}

fn is_uncertain(assumptions: &Assumptions, name: &str) -> bool {
    let input = assumptions.find(name);
    input.is_some_and(|input| matches!(assumptions.get(input).shape, Shape::Uncertain(_)))
}

fn is_tied(assumptions: &Assumptions, (a, b): &Pair) -> bool {
    let name = |input| assumptions.get(input).name.as_str();
    assumptions.correlations().iter().flat_map(Correlation::pairs).any(|(one, other)| {
        let (one, other) = (name(one), name(other));
        (one == a && other == b) || (one == b && other == a)
    })
}

fn candidates(operator: &Operator, assumptions: &Assumptions) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (index, line) in operator.lines.iter().enumerate() {
        let of_line = |key: &str| format!("product.{}.{key}", line.name);
        pairs.push((of_line("lead_time_days"), of_line("markdown_depth")));
        for other in &operator.lines[index + 1..] {
            let demand = format!("product.{}.units_per_site_month", other.name);
            pairs.push((of_line("units_per_site_month"), demand));
        }
    }
    for ((route, _), terms) in operator.routes.iter().zip(&operator.terms.routes) {
        let discounts = assumptions.known(terms.integration_discount).is_none_or(|d| 0.0 < d);
        if discounts {
            let hazard = format!("exit.route.{route}.hazard_per_year");
            pairs.push(("exit.integration_readiness".to_owned(), hazard));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::untied;
    use crate::input::load;

    #[test]
    fn known_numbers_and_correlated_pairs_are_left_out() {
        let text = include_str!("../../tests/support/apparel.toml");
        let of = |text: &str| {
            let Ok((scenario, _)) = load("apparel.toml", text) else { panic!("it reads") };
            untied(&scenario.operator, &scenario.assumptions)
        };
        let all = of(text);
        // The custom line's lead time and markdown depth are not both uncertain.
        assert_eq!(all.len(), 3, "{all:?}");
        let (a, b) = &all[1];
        let tied = format!(
            "{text}\n[[correlation]]\nbetween = [\"{b}\", \"{a}\"]\nrank = 0.4\nsource = \"orders\"\n"
        );
        assert_eq!(of(&tied), [all[0].clone(), all[2].clone()]);
    }
}
