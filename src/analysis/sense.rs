//! Which way an investor would like a statistic to go.

use super::measure::Measure;
use super::statistic::{Event, Relation, Statistic};
use crate::model::outcome::Figure;

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// The more the better.
    HighIsGood,
    /// The less the better.
    LowIsGood,
    /// It depends.
    Neither,
}

impl Sense {
    fn opposite(self) -> Self {
        match self {
            Self::HighIsGood => Self::LowIsGood,
            Self::LowIsGood => Self::HighIsGood,
            Self::Neither => Self::Neither,
        }
    }
}

impl Statistic {
    /// Which way is better. A spread has no better way: it holds gains and
    /// losses.
    pub fn sense(&self) -> Sense {
        match self {
            Self::Mean(measure) | Self::Percentile(measure, _) => measure.sense(),
            Self::Sd(_) => Sense::Neither,
            Self::Chance(event) => event.sense(),
            Self::BreakEvenRate => Sense::HighIsGood,
        }
    }
}

impl Event {
    fn sense(&self) -> Sense {
        match self {
            Self::Loss | Self::TotalLoss | Self::NearTotalLoss => Sense::LowIsGood,
            Self::Sale => Sense::HighIsGood,
            Self::FailedBy(_) => Sense::LowIsGood,
            Self::Route(name) if name == "failure" => Sense::LowIsGood,
            Self::Route(_) => Sense::Neither,
            Self::Compares(measure, Relation::Ge | Relation::Gt, _) => measure.sense(),
            Self::Compares(measure, Relation::Le | Relation::Lt, _) => measure.sense().opposite(),
        }
    }
}

impl Measure {
    fn sense(self) -> Sense {
        match self {
            Self::Moic
            | Self::Irr
            | Self::Npv
            | Self::Returned
            | Self::EnterpriseValue
            | Self::EquityProceeds
            | Self::Ownership => Sense::HighIsGood,
            Self::ExitMonth | Self::PaidIn | Self::MoneyRaised => Sense::Neither,
            Self::Figure(figure) => of_figure(figure),
        }
    }
}

fn of_figure(figure: Figure) -> Sense {
    match figure {
        Figure::BatchGrossMargin
        | Figure::UnitGrossMargin
        | Figure::GrossMarginShare
        | Figure::SellThrough
        | Figure::ReturnOnInvestedCapital
        | Figure::SiteRoic
        | Figure::LowestCash
        | Figure::LtmRevenue
        | Figure::GrossMarginChange => Sense::HighIsGood,
        Figure::FulfilmentDays
        | Figure::MarkdownRate
        | Figure::LostSalesRate
        | Figure::InventoryDays
        | Figure::CapexPerIncrementalSku
        | Figure::SitePaybackMonths
        | Figure::SitesClosed
        | Figure::DisruptionDays
        | Figure::PermitsRefused => Sense::LowIsGood,
        Figure::LowestCashMonth
        | Figure::SitesOpen
        | Figure::RoundsClosed
        | Figure::EvToEbitda
        | Figure::PopupRevenueShare => Sense::Neither,
    }
}

#[cfg(test)]
mod tests {
    use super::Sense::{HighIsGood, LowIsGood, Neither};
    use crate::analysis::grammar::statistic;

    #[test]
    fn chances_and_means_have_the_sense_of_what_they_are_about() {
        for (text, sense) in [
            ("p_loss", LowIsGood),
            ("p_moic_ge_3", HighIsGood),
            ("p_moic_lt_0.5", LowIsGood),
            ("p_markdown_rate_le_0.2", HighIsGood),
            ("p90_npv", HighIsGood),
            ("mean_disruption_days", LowIsGood),
            ("sd_moic", Neither),
            ("p_horizon", Neither),
            ("p_failed_by_18", LowIsGood),
            ("break_even_rate", HighIsGood),
        ] {
            assert_eq!(statistic(text, &[]).expect(text).sense(), sense, "{text}");
        }
    }
}
