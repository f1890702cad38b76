//! A run beside what became of others like it, and where it is rosier or gloomier than all
//! that is published of them.

use super::estimate::Estimate;
use super::outcomes::{MonthFigure, NEVER, Outcomes};
use super::published_rates::{BASE_RATES, BaseRate, Fate, Peers};
use super::statistic::Relation::{Ge, Lt};
use crate::model::outcome::{Figure, Route};

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

/// A run beside the published shares of those like it.
#[derive(Clone, Debug, Default)]
pub struct BaseRateComparisons {
    /// Whom it is held against.
    pub peers: Peers,
    /// One for each fate of which something is published.
    pub fates: Vec<BaseRateComparison>,
}

impl BaseRateComparison {
    /// The least and the greatest published share.
    pub fn range(&self) -> (f64, f64) {
        let shares = || self.published.iter().map(|one| one.share);
        (shares().fold(f64::INFINITY, f64::min), shares().fold(f64::NEG_INFINITY, f64::max))
    }

    fn of(fate: Fate, peers: Peers, run: Estimate, paths: usize) -> Self {
        let published = BASE_RATES.iter().filter(|one| is_beside(one, fate, peers)).copied();
        let one = Self { fate, run, published: published.collect(), standing: Standing::Among };
        Self { standing: one.stands(paths), ..one }
    }

    fn stands(&self, paths: usize) -> Standing {
        let (least, most) = self.range();
        // Of none in n paths the chance may still be 3 in n; and shares are
        // published as whole percents.
        const ROUNDING: f64 = 0.005;
        let doubt = (2.0 * self.run.standard_error).max(3.0 / paths as f64) + ROUNDING;
        let (below, above) = (self.run.value + doubt < least, most < self.run.value - doubt);
        let much_is_good = matches!(self.fate, Fate::Returns(_) | Fate::RaisesAgain);
        match (below, above) {
            (true, _) if much_is_good => Standing::Gloomier,
            (true, _) => Standing::Rosier,
            (_, true) if much_is_good => Standing::Rosier,
            (_, true) => Standing::Gloomier,
            _ => Standing::Among,
        }
    }
}

fn is_beside(one: &BaseRate, fate: Fate, peers: Peers) -> bool {
    one.fate == fate && one.population.is_of(peers)
}

/// Whom a run is held against. Established is an operator that earns from its first year on, on most paths; all others
/// live on what this round and later ones bring.
pub fn peers(outcomes: &Outcomes) -> Peers {
    let paths = outcomes.panel.paths();
    let earns = |months: &&[f64]| 0.0 < months.iter().take(12).sum::<f64>();
    let earning = outcomes.panel.figure(MonthFigure::Ebitda).filter(earns).count();
    if paths < 2 * earning { Peers::Established } else { Peers::Funded }
}

/// The run beside every fate that it lasts long enough to tell of.
pub fn base_rates(outcomes: &Outcomes, horizon_months: usize) -> BaseRateComparisons {
    beside(outcomes, horizon_months, peers(outcomes))
}

/// The same where it is known whom it is held against: outcomes without months do not tell.
pub fn beside(outcomes: &Outcomes, horizon_months: usize, peers: Peers) -> BaseRateComparisons {
    let paths = outcomes.moic.len();
    let seeks_money = outcomes.first_round_tried.iter().any(|month| *month != NEVER);
    let has = |fate| move |path| has_fate(path, fate, outcomes);
    let of = |fate| outcomes.errors.share_where(paths, has(fate));
    beside_shares(paths, horizon_months, (peers, seeks_money), of)
}

/// The same of so many paths, from the share of those with each fate, and whether any seeks money
/// in a later round.
pub fn beside_shares(
    paths: usize,
    horizon_months: usize,
    (peers, seeks_money): (Peers, bool),
    share: impl Fn(Fate) -> Estimate,
) -> BaseRateComparisons {
    let mut fates: Vec<Fate> =
        BASE_RATES.iter().filter(|one| one.population.is_of(peers)).map(|one| one.fate).collect();
    fates.dedup();
    fates.retain(|fate| match fate {
        Fate::FailsWithin(years) => 12 * usize::from(*years) <= horizon_months,
        // Cohorts were followed for five years and more; who never seeks money says nothing
        // of how it is had.
        Fate::RaisesAgain => 60 <= horizon_months && seeks_money,
        Fate::LosesMoney | Fate::Returns(_) => true,
    });
    let of = |fate| BaseRateComparison::of(fate, peers, share(fate), paths);
    BaseRateComparisons { peers, fates: fates.into_iter().map(of).collect() }
}

/// Whether a path has that fate.
fn has_fate(path: usize, fate: Fate, outcomes: &Outcomes) -> bool {
    match fate {
        Fate::LosesMoney => Lt.holds(outcomes.moic[path], 1.0),
        Fate::Returns(multiple) => Ge.holds(outcomes.moic[path], f64::from(multiple)),
        Fate::RaisesAgain => 0.5 < outcomes.figure(Figure::RoundsClosed)[path],
        // Months are counted from 0.
        Fate::FailsWithin(years) => {
            outcomes.route[path] == Route::Failure
                && outcomes.exit_month[path] < 12 * u16::from(years)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fate, Peers, Standing, base_rates};
    use crate::analysis::outcomes::{NEVER, Outcomes};
    use crate::engine::Tally;
    use crate::model::ledger::{Ledger, Month};
    use crate::model::outcome::{Outcome, Route};
    use crate::sampling::assumptions::Draws;

    /// So many paths in a hundred lose, fail in month 54, and return 12 times.
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
                if is_failed { 54 } else { 119 },
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
        let found = base_rates(outcomes, 84);
        assert_eq!(found.peers, Peers::Funded, "nothing is known of its first year");
        found.fates.iter().find(|one| one.fate == fate).map(|one| one.standing)
    }

    #[test]
    fn a_run_is_rosier_or_gloomier_only_beyond_every_published_share() {
        let rosy = run(20, 5, 30);
        assert_eq!(standing(&rosy, Fate::LosesMoney), Some(Standing::Rosier));
        assert_eq!(standing(&rosy, Fate::Returns(10)), Some(Standing::Rosier));
        assert_eq!(standing(&rosy, Fate::FailsWithin(5)), Some(Standing::Rosier));
        assert_eq!(standing(&rosy, Fate::FailsWithin(7)), Some(Standing::Rosier));
        let gloomy = run(80, 70, 1);
        assert_eq!(standing(&gloomy, Fate::LosesMoney), Some(Standing::Gloomier));
        assert_eq!(standing(&gloomy, Fate::Returns(10)), Some(Standing::Gloomier));
        assert_eq!(standing(&gloomy, Fate::FailsWithin(5)), Some(Standing::Gloomier));
        assert_eq!(standing(&gloomy, Fate::FailsWithin(7)), Some(Standing::Gloomier));
        let usual = run(52, 46, 5);
        assert_eq!(standing(&usual, Fate::LosesMoney), Some(Standing::Among));
        assert_eq!(standing(&usual, Fate::Returns(10)), Some(Standing::Among));
        assert_eq!(standing(&usual, Fate::FailsWithin(7)), Some(Standing::Among));
        assert_eq!(standing(&usual, Fate::FailsWithin(8)), None, "the run ends before");
        assert_eq!(standing(&usual, Fate::RaisesAgain), None, "nobody seeks money");
    }

    /// Paths of two years that earn so much in every month, one after the other.
    fn earning(ebitda: &[f64]) -> Outcomes {
        let mut outcomes = Outcomes::default();
        for (path, ebitda) in ebitda.iter().enumerate() {
            let months = vec![Month { ebitda: *ebitda, ..Month::default() }; 24];
            let outcome = Outcome { route: Route::Horizon, ..Outcome::default() };
            let ledger = Ledger { path: path as u64, months, outcome, ..Ledger::default() };
            outcomes.push(&Draws::default(), &ledger);
        }
        outcomes
    }

    #[test]
    fn who_earns_on_most_paths_is_held_against_businesses_that_have_lived() {
        let fates = |outcomes: &Outcomes| {
            let found = base_rates(outcomes, 120);
            (found.peers, found.fates.iter().map(|one| one.fate).collect::<Vec<Fate>>())
        };
        let (peers, beside) = fates(&earning(&[5.0, 3.0, -1.0]));
        assert_eq!(peers, Peers::Established);
        assert!(beside.contains(&Fate::FailsWithin(2)) && !beside.contains(&Fate::FailsWithin(7)));
        let (peers, beside) = fates(&earning(&[5.0, -3.0, -1.0]));
        assert_eq!(peers, Peers::Funded);
        assert!(!beside.contains(&Fate::FailsWithin(2)) && beside.contains(&Fate::FailsWithin(7)));
    }

    #[test]
    fn money_raised_again_counts_where_it_was_sought() {
        let mut all = earning(&[-1.0; 400]);
        assert_eq!(all.first_round_tried, [NEVER; 400]);
        all.first_round_tried[0] = 3;
        let rounds = &mut all.figures[crate::model::outcome::Figure::RoundsClosed as usize];
        rounds.iter_mut().enumerate().for_each(|(i, rounds)| *rounds = (i % 4) as f64);
        let found = base_rates(&all, 60);
        let raised = found.fates.iter().find(|one| one.fate == Fate::RaisesAgain).expect("sought");
        assert!((raised.run.value - 0.75).abs() < 1e-12);
        assert_eq!(raised.standing, Standing::Rosier);
        assert_eq!(raised.range(), (0.40, 0.54));
    }
}
