//! What became of others: published shares of venture financings that lost
//! money or returned many times it, and of businesses that were closed after
//! some years; and where a run is rosier or gloomier than these.

use super::estimate::{Estimate, share};
use super::outcomes::Outcomes;
use super::statistic::Relation::{Ge, Lt};
use crate::model::outcome::Route;

/// What a share is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The investor got back less than was paid in.
    LosesMoney,
    /// At least this multiple came back.
    Returns(u8),
    /// Closed within so many years.
    FailsWithin(u8),
}

/// Whom a published share is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Population {
    /// US venture financings, each counted once.
    Financings,
    /// The same, each dollar counted once.
    Dollars,
    /// Exits of US angel investors.
    AngelExits,
    /// New US establishments of all trades with employees.
    Establishments,
    /// US startups on a cap-table platform.
    Startups,
}

impl Population {
    /// In a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Financings => "venture financings",
            Self::Dollars => "venture dollars",
            Self::AngelExits => "angel exits",
            Self::Establishments => "new establishments",
            Self::Startups => "startups",
        }
    }
}

/// A published share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BaseRate {
    /// Of what.
    pub fate: Fate,
    /// From 0 to 1.
    pub share: f64,
    /// Among whom.
    pub population: Population,
    /// Who says so, of when.
    pub source: &'static str,
}

const LEVINE: &str = "Correlation Ventures, 2004-2013, over 21,000 financings: S. Levine, Venture \
    Outcomes are Even More Skewed Than You Think, 12 August 2014";
const COATS_2019: &str = "Correlation Ventures, exits of the decade before: D. Coats, Venture Capital \
    - No, We're Not Normal, 11 September 2019";
const COATS_2023: &str = "Correlation Ventures, exits of the decade before: D. Coats, Venture Capital \
    - We're Still Not Normal, 13 July 2023";
const ANGELS: &str = "R. Wiltbank and W. Boeker, Returns to Angel Investors in Groups, Kauffman \
    Foundation, November 2007, 1,137 exits";
const SBA_2019: &str = "US Small Business Administration, Office of Advocacy, Frequently Asked \
    Questions, 2019: 79.4% of those started in 2017 survived until 2018";
const SBA_2023: &str = "US Small Business Administration, Office of Advocacy, Frequently Asked \
    Questions, 2023: average of 1994-2020, from the Bureau of Labor Statistics' BDM";
const KNAUP: &str = "A. E. Knaup, Survival and longevity in the Business Employment Dynamics data, \
    Monthly Labor Review, May 2005: 66% alive after 2 years and 44% after 4, at an even rate between";
const CARTA: &str = "Carta, 4,369 US startups founded in 2018, closed by January 2025: Duet Partners, \
    20 February 2025";

const fn rate(fate: Fate, share: f64, population: Population, source: &'static str) -> BaseRate {
    BaseRate { fate, share, population, source }
}

/// The published shares.
pub const BASE_RATES: [BaseRate; 11] = [
    rate(Fate::LosesMoney, 0.65, Population::Financings, LEVINE),
    rate(Fate::LosesMoney, 0.51, Population::Dollars, COATS_2019),
    rate(Fate::LosesMoney, 0.37, Population::Dollars, COATS_2023),
    rate(Fate::Returns(5), 0.10, Population::Financings, LEVINE),
    rate(Fate::Returns(10), 0.04, Population::Financings, LEVINE),
    rate(Fate::Returns(10), 0.07, Population::AngelExits, ANGELS),
    rate(Fate::FailsWithin(1), 0.206, Population::Establishments, SBA_2019),
    rate(Fate::FailsWithin(2), 0.323, Population::Establishments, SBA_2023),
    rate(Fate::FailsWithin(3), 0.461, Population::Establishments, KNAUP),
    rate(Fate::FailsWithin(5), 0.511, Population::Establishments, SBA_2023),
    rate(Fate::FailsWithin(7), 0.619, Population::Startups, CARTA),
];

/// How a run stands to what became of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Better than every published share, by more than two standard errors and
    /// three paths.
    Rosier,
    /// Worse than every one, by as much.
    Gloomier,
    /// Among them, or no further than its error tells.
    Among,
}

/// A run beside the published shares of one fate.
#[derive(Clone, Debug)]
pub struct BaseRateComparison {
    /// The fate.
    pub fate: Fate,
    /// Its share of the run's paths.
    pub run: Estimate,
    /// What is published of it.
    pub published: Vec<BaseRate>,
    /// How the one stands to the other.
    pub standing: Standing,
}

impl BaseRateComparison {
    /// The least and the greatest published share.
    pub fn range(&self) -> (f64, f64) {
        let shares = || self.published.iter().map(|one| one.share);
        (shares().fold(f64::INFINITY, f64::min), shares().fold(f64::NEG_INFINITY, f64::max))
    }

    fn of(fate: Fate, outcomes: &Outcomes) -> Self {
        let published: Vec<BaseRate> =
            BASE_RATES.iter().filter(|one| one.fate == fate).copied().collect();
        let run = share(count(fate, outcomes), outcomes.moic.len());
        let one = Self { fate, run, published, standing: Standing::Among };
        Self { standing: one.stands(outcomes.moic.len()), ..one }
    }

    fn stands(&self, paths: usize) -> Standing {
        let (least, most) = self.range();
        // Of none in n paths the chance may still be 3 in n; and shares are
        // published as whole percents.
        const ROUNDING: f64 = 0.005;
        let doubt = (2.0 * self.run.standard_error).max(3.0 / paths as f64) + ROUNDING;
        let (below, above) = (self.run.value + doubt < least, most < self.run.value - doubt);
        let much_is_good = matches!(self.fate, Fate::Returns(_));
        match (below, above) {
            (true, _) if much_is_good => Standing::Gloomier,
            (true, _) => Standing::Rosier,
            (_, true) if much_is_good => Standing::Rosier,
            (_, true) => Standing::Gloomier,
            _ => Standing::Among,
        }
    }
}

/// The run beside every fate that it lasts long enough to tell of.
pub fn base_rates(outcomes: &Outcomes, horizon_months: usize) -> Vec<BaseRateComparison> {
    let mut fates: Vec<Fate> = BASE_RATES.iter().map(|one| one.fate).collect();
    fates.dedup();
    fates.retain(|fate| match fate {
        Fate::FailsWithin(years) => 12 * usize::from(*years) <= horizon_months,
        _ => true,
    });
    fates.into_iter().map(|fate| BaseRateComparison::of(fate, outcomes)).collect()
}

/// Paths with that fate.
fn count(fate: Fate, outcomes: &Outcomes) -> usize {
    match fate {
        Fate::LosesMoney => outcomes.moic.iter().filter(|moic| Lt.holds(**moic, 1.0)).count(),
        Fate::Returns(multiple) => {
            outcomes.moic.iter().filter(|moic| Ge.holds(**moic, f64::from(multiple))).count()
        }
        Fate::FailsWithin(years) => {
            let ends = outcomes.route.iter().zip(&outcomes.exit_month);
            // Months are counted from 0.
            let within = |month: u16| month < 12 * u16::from(years);
            ends.filter(|(route, month)| **route == Route::Failure && within(**month)).count()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BASE_RATES, Fate, Standing, base_rates};
    use crate::analysis::outcomes::Outcomes;
    use crate::model::outcome::Route;

    /// So many paths in a hundred lose, fail in month 30, and return 12 times.
    fn run(losing: usize, failing: usize, winning: usize) -> Outcomes {
        let copies = 40;
        let of = |index: usize| {
            let i = index / copies;
            let is_failed = i < failing;
            let moic = if i < losing {
                0.2
            } else if 100 - winning <= i {
                12.0
            } else {
                1.5
            };
            (
                moic,
                if is_failed { Route::Failure } else { Route::Horizon },
                if is_failed { 30 } else { 119 },
            )
        };
        let mut outcomes = Outcomes::default();
        for (moic, route, month) in (0..100 * copies).map(of) {
            outcomes.moic.push(moic);
            outcomes.route.push(route);
            outcomes.exit_month.push(month);
        }
        outcomes
    }

    fn standing(outcomes: &Outcomes, fate: Fate) -> Option<Standing> {
        let found = base_rates(outcomes, 72);
        found.iter().find(|one| one.fate == fate).map(|one| one.standing)
    }

    #[test]
    fn a_run_is_rosier_or_gloomier_only_beyond_every_published_share() {
        let rosy = run(20, 5, 30);
        assert_eq!(standing(&rosy, Fate::LosesMoney), Some(Standing::Rosier));
        assert_eq!(standing(&rosy, Fate::Returns(10)), Some(Standing::Rosier));
        assert_eq!(standing(&rosy, Fate::FailsWithin(3)), Some(Standing::Rosier));
        let gloomy = run(80, 70, 1);
        assert_eq!(standing(&gloomy, Fate::LosesMoney), Some(Standing::Gloomier));
        assert_eq!(standing(&gloomy, Fate::Returns(10)), Some(Standing::Gloomier));
        assert_eq!(standing(&gloomy, Fate::FailsWithin(3)), Some(Standing::Gloomier));
        assert_eq!(standing(&gloomy, Fate::FailsWithin(2)), Some(Standing::Rosier), "none by then");
        let usual = run(52, 46, 5);
        assert_eq!(standing(&usual, Fate::LosesMoney), Some(Standing::Among));
        assert_eq!(standing(&usual, Fate::Returns(10)), Some(Standing::Among));
        assert_eq!(standing(&usual, Fate::FailsWithin(3)), Some(Standing::Among));
        assert_eq!(standing(&usual, Fate::FailsWithin(7)), None, "the run ends before");
    }

    #[test]
    fn shares_are_shares_and_those_of_closure_rise_with_the_years() {
        let closed: Vec<f64> = BASE_RATES
            .iter()
            .filter(|one| matches!(one.fate, Fate::FailsWithin(_)))
            .map(|one| one.share)
            .collect();
        assert!(
            closed.is_sorted() && BASE_RATES.iter().all(|one| 0.0 < one.share && one.share < 1.0)
        );
        // An even rate between the second and the fourth year.
        let third = 1.0 - (0.66_f64 * 0.44).sqrt();
        assert!((closed[2] - third).abs() < 5e-4, "{third}");
    }
}
