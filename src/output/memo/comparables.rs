//! What others of the kind were sold for, beside what the scenario supposes.

use super::Material;
use super::words::listed;
use crate::analysis::comparables::{OfMetric, by_metric};
use crate::output::document::{Section, Table, figures, words};
use crate::output::format::moic;
use crate::output::given;
use crate::output::words::metric;

/// Nothing where the file names none.
pub(super) fn section(of: &Material<'_>) -> Option<Section> {
    if of.comparables.is_empty() {
        return None;
    }
    let mut rows = Table::new([
        words("Comparable"),
        figures("multiple"),
        words("of"),
        words("date"),
        words("source"),
    ]);
    for one in of.comparables {
        let multiple = given::multiple(one.multiple);
        let of = metric(one.metric).to_owned();
        rows.row([one.name.clone(), multiple, of, one.date.clone(), one.source.clone()]);
    }
    let mut together = Table::new([
        words("Multiple of"),
        figures("comparables"),
        figures("from"),
        figures("median"),
        figures("to"),
        words("this plan supposes"),
    ]);
    for one in by_metric(of.comparables, &of.deal.exit_multiples) {
        together.row([
            metric(one.metric).to_owned(),
            one.count.to_string(),
            moic(one.lowest),
            moic(one.median),
            moic(one.highest),
            supposed(&one),
        ]);
    }
    let said =
        "Of an uncertain multiple the median stands, with P5 to P95; what luck at a sale adds \
                is not in it."
            .to_owned();
    Some(Section::new("Comparables").table(together).text(&[said]).table(rows))
}

/// `sale 1.2x (0.6x to 2.4x), horizon 0.7x`.
fn supposed(of: &OfMetric) -> String {
    let one = |route: &str, [low, middle, high]: [f64; 3]| match low < high {
        true => format!("{route} {} ({} to {})", moic(middle), moic(low), moic(high)),
        false => format!("{route} {}", given::multiple(middle)),
    };
    let all: Vec<String> = of.own.iter().map(|own| one(&own.route, own.percentiles)).collect();
    if all.is_empty() { "nothing of this kind".to_owned() } else { listed(&all) }
}
