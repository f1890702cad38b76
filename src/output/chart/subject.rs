//! What a picture shows: another must show the same to be drawn on its axes.

use super::kind::Kind;
use crate::analysis::statistic::Statistic;
use crate::model::outcome::Unit;
use crate::sampling::assumptions::Assumption;

/// What a chart shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its kind.
    pub kind: &'static Kind,
    /// The statistic and what it is shown by, as in `p_loss by sites.site_capex`; empty for kinds
    /// that always show the same.
    pub of: String,
    /// Whether amounts of money are on its axes.
    pub in_money: bool,
}

impl Subject {
    /// A kind of chart that always shows the same.
    pub fn of_kind(kind: &'static Kind) -> Self {
        Self { kind, of: String::new(), in_money: kind.in_money }
    }

    /// A statistic.
    pub fn of_statistic(kind: &'static Kind, statistic: &Statistic) -> Self {
        Self { kind, of: statistic.to_string(), in_money: statistic.unit() == Unit::Money }
    }

    /// The parts of the mean MOIC, as the bridge of a run shows them.
    pub fn of_parts(kind: &'static Kind) -> Self {
        Self { of: "the parts of mean_moic".to_owned(), ..Self::of_kind(kind) }
    }

    /// A statistic along values of an assumption.
    pub fn by_value(kind: &'static Kind, statistic: &Statistic, pushed: &Assumption) -> Self {
        let Self { of, in_money, .. } = Self::of_statistic(kind, statistic);
        let in_money = in_money || pushed.unit.starts_with("money");
        Self { kind, of: format!("{of} by {}", pushed.name), in_money }
    }

    /// A statistic in a table of so many values of two assumptions.
    pub fn in_table(
        kind: &'static Kind,
        statistic: &Statistic,
        pushed: [(&Assumption, usize); 2],
    ) -> Self {
        let alone = Self::of_statistic(kind, statistic);
        let [rows, columns] = pushed.map(|(one, count)| format!("{count} values of {}", one.name));
        Self { of: format!("{} by {rows} and {columns}", alone.of), ..alone }
    }
}
