//! Uncertain numbers that move together in practice, and are drawn each on its
//! own here: their joint extremes then come too seldom.

use crate::model::operator::Operator;
use crate::sampling::assumptions::{Assumptions, Shape};

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
/// `linked` are the pairs that a scenario correlates, either way round.
pub fn untied(operator: &Operator, assumptions: &Assumptions, linked: &[Pair]) -> Vec<Pair> {
    let uncertain = |name: &str| {
        let input = assumptions.find(name)?;
        matches!(assumptions.get(input).shape, Shape::Uncertain(_)).then_some(())
    };
    let is_linked =
        |(a, b): &Pair| linked.iter().any(|(c, d)| (a == c && b == d) || (a == d && b == c));
    let pairs = candidates(operator, assumptions).into_iter();
    pairs
        .filter(|(a, b)| uncertain(a).and(uncertain(b)).is_some())
        .filter(|pair| !is_linked(pair))
        .collect()
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
    fn known_numbers_and_linked_pairs_are_left_out() {
        let text = include_str!("../../tests/support/apparel.toml");
        let Ok((scenario, _)) = load("apparel.toml", text) else { panic!("it reads") };
        let of =
            |linked: &[(String, String)]| untied(&scenario.operator, &scenario.assumptions, linked);
        let all = of(&[]);
        // The custom line's lead time and markdown depth are not both uncertain.
        assert_eq!(all.len(), 3, "{all:?}");
        let (a, b) = all[1].clone();
        assert_eq!(of(&[(b, a)]), [all[0].clone(), all[2].clone()]);
        assert_eq!(of(&all), []);
    }
}
