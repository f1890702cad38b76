//! What of a path can be measured: one table of keys, units, labels and
//! columns of the outcomes.

use std::borrow::Cow;

use super::outcomes::Outcomes;
use crate::model::outcome::{Figure, Outcome, Unit};

macro_rules! measures {
    ($( $(#[doc = $doc:literal])* $variant:ident, $key:literal, $unit:expr, $label:literal; )*) => {
        /// A number that every path has, or lacks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Measure {
            $( $(#[doc = $doc])* $variant, )*
            /// An operating figure.
            Figure(Figure),
        }

        /// A measure that is not an operating figure.
        struct OfTheDeal {
            measure: Measure,
            key: &'static str,
            unit: Unit,
            label: &'static str,
            meaning: &'static str,
        }

        /// All of these.
        const OF_THE_DEAL: &[OfTheDeal] = &[
            $( OfTheDeal {
                measure: Measure::$variant,
                key: $key,
                unit: $unit,
                label: $label,
                meaning: concat!($( $doc ),*).trim_ascii_start(),
            }, )*
        ];
    };
}

measures! {
    /// Distributions over contributions.
    Moic, "moic", Unit::Multiple, "MOIC";
    /// Yearly internal rate of return; -1 for a total loss.
    Irr, "irr", Unit::RatePerYear, "IRR";
    /// Net present value at the hurdle rate.
    Npv, "npv", Unit::Money, "NPV";
    /// The month in which the path ended.
    ExitMonth, "exit_month", Unit::Month, "Month of exit";
    /// Paid in by the investor.
    PaidIn, "paid_in", Unit::Money, "Paid in by the investor";
    /// Got back by the investor.
    Returned, "returned", Unit::Money, "Got back by the investor";
    /// Enterprise value at the end; of a failed path, what inventory and plant
    /// fetch, before debt.
    EnterpriseValue, "enterprise_value", Unit::Money, "Enterprise value";
    /// Paid to all holders.
    EquityProceeds, "equity_proceeds", Unit::Money, "Equity proceeds";
    /// Raised by the company in later rounds, from all investors.
    MoneyRaised, "money_raised", Unit::Money, "Raised in later rounds";
    /// The investor's fully diluted share at the end.
    Ownership, "ownership_at_exit", Unit::Share, "Ownership at exit";
}

impl Measure {
    /// All of them: the deal's first, then the operating figures.
    pub fn all() -> impl Iterator<Item = Self> {
        let figures = Figure::ALL.into_iter().map(Self::Figure);
        OF_THE_DEAL.iter().map(|row| row.measure).chain(figures)
    }

    /// The measure of this key, or of its column.
    pub fn find(key: &str) -> Option<Self> {
        Self::all().find(|measure| measure.key() == key || measure.column_name() == key)
    }

    /// Name of its column in the tables of paths, which keep theirs so that what reads them need
    /// not change.
    pub fn column_name(self) -> &'static str {
        match self {
            Self::PaidIn => "invested",
            Self::MoneyRaised => "raised_later",
            other => other.key(),
        }
    }

    /// Name in statistics.
    pub fn key(self) -> &'static str {
        match self {
            Self::Figure(figure) => figure.key(),
            of_the_deal => of_the_deal.row().key,
        }
    }

    /// Unit.
    pub fn unit(self) -> Unit {
        match self {
            Self::Figure(figure) => figure.unit(),
            of_the_deal => of_the_deal.row().unit,
        }
    }

    /// Name for a reader.
    pub fn label(self) -> &'static str {
        match self {
            Self::Figure(figure) => figure.label(),
            of_the_deal => of_the_deal.row().label,
        }
    }

    /// What it is, in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Figure(figure) => figure.meaning(),
            of_the_deal => of_the_deal.row().meaning,
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
            Self::MoneyRaised => {
                return Cow::Owned(outcomes.stages.iter().map(|one| one.raised_later).collect());
            }
            Self::PaidIn => &outcomes.invested,
            Self::Returned => &outcomes.returned,
            Self::EnterpriseValue => &outcomes.enterprise_value,
            Self::EquityProceeds => &outcomes.equity_proceeds,
            Self::Ownership => &outcomes.ownership,
            Self::Figure(figure) => outcomes.figure(figure),
        };
        Cow::Borrowed(column)
    }

    /// Its value on the path of this index; NaN: absent.
    pub fn at(self, outcomes: &Outcomes, index: usize) -> f64 {
        match self {
            Self::ExitMonth => f64::from(outcomes.exit_month[index]),
            Self::MoneyRaised => outcomes.stages[index].raised_later,
            other => other.column(outcomes)[index],
        }
    }

    /// The column of outcomes that holds it; none for the month of exit, which
    /// is not a column of real numbers, and for what is one of the stages.
    pub fn column_mut(self, outcomes: &mut Outcomes) -> Option<&mut Vec<f64>> {
        Some(match self {
            Self::Moic => &mut outcomes.moic,
            Self::Irr => &mut outcomes.irr,
            Self::Npv => &mut outcomes.npv,
            Self::ExitMonth | Self::MoneyRaised => return None,
            Self::PaidIn => &mut outcomes.invested,
            Self::Returned => &mut outcomes.returned,
            Self::EnterpriseValue => &mut outcomes.enterprise_value,
            Self::EquityProceeds => &mut outcomes.equity_proceeds,
            Self::Ownership => &mut outcomes.ownership,
            Self::Figure(figure) => &mut outcomes.figures[figure as usize],
        })
    }

    /// Its value on one path; NaN: absent.
    pub fn of_path(self, outcome: &Outcome) -> f64 {
        match self {
            Self::Moic => outcome.moic,
            Self::Irr => outcome.irr,
            Self::Npv => outcome.npv,
            Self::ExitMonth => outcome.exit_month as f64,
            Self::MoneyRaised => outcome.stages.raised_later,
            Self::PaidIn => outcome.invested,
            Self::Returned => outcome.returned,
            Self::EnterpriseValue => outcome.enterprise_value,
            Self::EquityProceeds => outcome.equity_proceeds,
            Self::Ownership => outcome.ownership,
            Self::Figure(figure) => outcome.figures[figure as usize],
        }
    }

    fn row(self) -> &'static OfTheDeal {
        let row = OF_THE_DEAL.iter().find(|row| row.measure == self);
        row.expect("a measure of the deal is in the table")
    }
}

#[cfg(test)]
mod tests {
    use super::Measure;

    #[test]
    fn every_key_stands_for_one_measure() {
        assert_eq!(Measure::all().count(), 10 + super::Figure::COUNT);
        for measure in Measure::all() {
            assert_eq!(Measure::find(measure.key()), Some(measure));
            assert!(!measure.label().is_empty());
            assert!(measure.meaning().ends_with('.'), "{}", measure.meaning());
        }
        assert_eq!(Measure::find("colour"), None);
    }

    #[test]
    fn what_is_a_column_by_another_name_is_found_by_both() {
        for (key, column) in [("paid_in", "invested"), ("money_raised", "raised_later")] {
            let measure = Measure::find(key).expect("a measure");
            assert_eq!(measure.column_name(), column);
            assert_eq!(Measure::find(column), Some(measure));
        }
    }
}
