//! What of a path can be measured: one table of keys, units, labels and
//! columns of the outcomes.

use std::borrow::Cow;

use super::outcomes::Outcomes;
use crate::model::outcome::{Figure, Outcome, Unit};

/// A number that every path has, or lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Distributions over contributions.
    Moic,
    /// Yearly internal rate of return; -1 for a total loss.
    Irr,
    /// Net present value at the hurdle rate.
    Npv,
    /// The month in which the path ended.
    ExitMonth,
    /// Paid in by the investor.
    Invested,
    /// Got back by the investor.
    Returned,
    /// Enterprise value at the end.
    EnterpriseValue,
    /// Paid to all holders.
    EquityProceeds,
    /// The investor's fully diluted share at the end.
    Ownership,
    /// An operating figure.
    Figure(Figure),
}

/// The measures that are not operating figures: key, unit, label.
const OF_THE_DEAL: [(Measure, &str, Unit, &str); 9] = [
    (Measure::Moic, "moic", Unit::Multiple, "MOIC"),
    (Measure::Irr, "irr", Unit::RatePerYear, "IRR"),
    (Measure::Npv, "npv", Unit::Money, "NPV"),
    (Measure::ExitMonth, "exit_month", Unit::Month, "Month of exit"),
    (Measure::Invested, "invested", Unit::Money, "Paid in by the investor"),
    (Measure::Returned, "returned", Unit::Money, "Got back by the investor"),
    (Measure::EnterpriseValue, "enterprise_value", Unit::Money, "Enterprise value"),
    (Measure::EquityProceeds, "equity_proceeds", Unit::Money, "Equity proceeds"),
    (Measure::Ownership, "ownership_at_exit", Unit::Share, "Ownership at exit"),
];

impl Measure {
    /// All of them: the deal's first, then the operating figures.
    pub fn all() -> impl Iterator<Item = Self> {
        let figures = Figure::ALL.into_iter().map(Self::Figure);
        OF_THE_DEAL.into_iter().map(|(measure, ..)| measure).chain(figures)
    }

    /// The measure of this key.
    pub fn find(key: &str) -> Option<Self> {
        Self::all().find(|measure| measure.key() == key)
    }

    /// Name in statistics, and in the head of `paths.csv`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Figure(figure) => figure.key(),
            of_the_deal => of_the_deal.row().0,
        }
    }

    /// Unit.
    pub fn unit(self) -> Unit {
        match self {
            Self::Figure(figure) => figure.unit(),
            of_the_deal => of_the_deal.row().1,
        }
    }

    /// Name for a reader.
    pub fn label(self) -> &'static str {
        match self {
            Self::Figure(figure) => figure.label(),
            of_the_deal => of_the_deal.row().2,
        }
    }

    /// Its value on every path, in path order; NaN: absent.
    pub fn column(self, outcomes: &Outcomes) -> Cow<'_, [f64]> {
        let column = match self {
            Self::Moic => &outcomes.moic,
            Self::Irr => &outcomes.irr,
            Self::Npv => &outcomes.npv,
            Self::ExitMonth => {
                return Cow::Owned(outcomes.exit_month.iter().map(|t| f64::from(*t)).collect());
            }
            Self::Invested => &outcomes.invested,
            Self::Returned => &outcomes.returned,
            Self::EnterpriseValue => &outcomes.enterprise_value,
            Self::EquityProceeds => &outcomes.equity_proceeds,
            Self::Ownership => &outcomes.ownership,
            Self::Figure(figure) => outcomes.figure(figure),
        };
        Cow::Borrowed(column)
    }

    /// Its value on one path; NaN: absent.
    pub fn of_path(self, outcome: &Outcome) -> f64 {
        match self {
            Self::Moic => outcome.moic,
            Self::Irr => outcome.irr,
            Self::Npv => outcome.npv,
            Self::ExitMonth => outcome.exit_month as f64,
            Self::Invested => outcome.invested,
            Self::Returned => outcome.returned,
            Self::EnterpriseValue => outcome.enterprise_value,
            Self::EquityProceeds => outcome.equity_proceeds,
            Self::Ownership => outcome.ownership,
            Self::Figure(figure) => outcome.figures[figure as usize],
        }
    }

    fn row(self) -> (&'static str, Unit, &'static str) {
        let row = OF_THE_DEAL.into_iter().find(|(measure, ..)| *measure == self);
        let (_, key, unit, label) = row.expect("a measure of the deal is in the table");
        (key, unit, label)
    }
}

#[cfg(test)]
mod tests {
    use super::Measure;

    #[test]
    fn every_key_stands_for_one_measure() {
        assert_eq!(Measure::all().count(), 9 + super::Figure::COUNT);
        for measure in Measure::all() {
            assert_eq!(Measure::find(measure.key()), Some(measure));
            assert!(!measure.label().is_empty());
        }
        assert_eq!(Measure::find("colour"), None);
    }
}
