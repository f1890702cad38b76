//! Parts of the round that are paid later: whether their conditions are met.

use super::operator::Terms;
use super::tables::Tranche;

/// What the conditions of a tranche look at, at the beginning of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Traction {
    /// Contribution over revenue of the last six months lived; NaN without revenue.
    pub contribution_margin: f64,
    /// Revenue of the last twelve months.
    pub ltm_revenue: f64,
    /// Open sites.
    pub sites_open: f64,
}

/// A tranche with what decided on it.
#[derive(Clone, Copy, Debug)]
pub struct Decided {
    /// Its position.
    pub tranche: usize,
    /// Its terms.
    pub terms: Tranche<f64>,
    /// What they were held against.
    pub traction: Traction,
    /// What the round gets; nothing where it is never paid.
    pub raised: f64,
    /// What the investor pays of it.
    pub paid_in: f64,
    /// The investor's fully diluted share after it.
    pub share_after: f64,
}

/// The tranches of one path.
#[derive(Clone, Debug)]
pub(super) struct Tranches {
    /// Whether each is still to come.
    open: Vec<bool>,
}

/// What becomes of a tranche in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Paid,
    /// Its time is over.
    Lapsed,
}

impl Tranches {
    pub(super) fn new(terms: &Terms<f64>) -> Self {
        Self { open: vec![true; terms.tranche.len()] }
    }

    /// Becomes those of another path at time 0, without giving up their memory.
    pub(super) fn start(&mut self, terms: &Terms<f64>) {
        self.open.clear();
        self.open.resize(terms.tranche.len(), true);
    }

    /// The first month from `t` on in which any can be decided on.
    pub(super) fn next_turn(&self, terms: &[Tranche<f64>], t: usize) -> usize {
        let open = terms.iter().zip(&self.open).filter(|(_, open)| **open);
        open.map(|(terms, _)| (terms.month as usize).max(t)).min().unwrap_or(usize::MAX)
    }

    /// Whether any is decided on in month `t`.
    pub(super) fn is_due(&self, terms: &[Tranche<f64>], t: usize) -> bool {
        let due = |(terms, open): (&Tranche<f64>, &bool)| *open && terms.month as usize <= t;
        terms.iter().zip(&self.open).any(due)
    }

    /// The tranches on which month `t` decides, with what becomes of them.
    pub(super) fn decide(
        &mut self,
        terms: &[Tranche<f64>],
        t: usize,
        traction: &Traction,
    ) -> Vec<(usize, Fate)> {
        let mut decided = Vec::new();
        for (index, (terms, open)) in terms.iter().zip(&mut self.open).enumerate() {
            if !*open || t < terms.month as usize {
                continue;
            }
            let is_met = is_met(terms, traction);
            let is_last = last_month(terms) <= t;
            if is_met || is_last {
                *open = false;
                decided.push((index, if is_met { Fate::Paid } else { Fate::Lapsed }));
            }
        }
        decided
    }
}

/// The last month at whose beginning a tranche can be paid.
fn last_month(terms: &Tranche<f64>) -> usize {
    terms.latest_month.max(terms.month) as usize
}

fn is_met(terms: &Tranche<f64>, traction: &Traction) -> bool {
    meets_margin(terms, traction)
        && terms.ltm_revenue <= traction.ltm_revenue
        && terms.sites_open <= traction.sites_open
}

/// A margin that is asked for is not met without revenue.
fn meets_margin(terms: &Tranche<f64>, traction: &Traction) -> bool {
    let is_asked = NO_MARGIN < terms.contribution_margin;
    !is_asked || terms.contribution_margin <= traction.contribution_margin
}

/// The margin that stands for no condition.
const NO_MARGIN: f64 = -1e9;

impl Decided {
    /// The conditions, each with its name in the file, what it asks for and what it was held
    /// against, and whether it is met; those that the tranche does not have are left out.
    pub fn conditions(&self) -> impl Iterator<Item = Condition> {
        let Self { terms, traction, .. } = *self;
        [
            Condition {
                name: "contribution_margin",
                asked: terms.contribution_margin,
                found: traction.contribution_margin,
                is_met: meets_margin(&terms, &traction),
                is_there: NO_MARGIN < terms.contribution_margin,
            },
            Condition {
                name: "ltm_revenue",
                asked: terms.ltm_revenue,
                found: traction.ltm_revenue,
                is_met: terms.ltm_revenue <= traction.ltm_revenue,
                is_there: 0.0 < terms.ltm_revenue,
            },
            Condition {
                name: "sites_open",
                asked: terms.sites_open,
                found: traction.sites_open,
                is_met: terms.sites_open <= traction.sites_open,
                is_there: 0.0 < terms.sites_open,
            },
        ]
        .into_iter()
        .filter(|condition| condition.is_there)
    }

    /// Whether it was paid.
    pub fn is_paid(&self) -> bool {
        0.0 < self.raised
    }
}

/// One condition of a tranche.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// Its key.
    pub name: &'static str,
    /// At least so much.
    pub asked: f64,
    /// So much was found; NaN where there was nothing to find.
    pub found: f64,
    /// Whether that suffices.
    pub is_met: bool,
    is_there: bool,
}

#[cfg(test)]
mod tests {
    use super::{Fate, NO_MARGIN, Traction, Tranches};
    use crate::model::tables::Tranche;

    fn tranche() -> Tranche<f64> {
        let mut terms = Tranche::build(|_| 0.0);
        terms.share = 0.5;
        terms.month = 6.0;
        terms.contribution_margin = NO_MARGIN;
        terms
    }

    fn traction(contribution_margin: f64, ltm_revenue: f64, sites_open: f64) -> Traction {
        Traction { contribution_margin, ltm_revenue, sites_open }
    }

    fn fates(terms: Tranche<f64>, traction: impl Fn(usize) -> Traction) -> Vec<(usize, Fate)> {
        let mut tranches = Tranches { open: vec![true] };
        let of = |t: usize| {
            tranches.decide(&[terms], t, &traction(t)).into_iter().map(move |one| (t, one.1))
        };
        (0..40).flat_map(of).collect()
    }

    #[test]
    fn one_without_conditions_is_paid_in_its_month() {
        assert_eq!(fates(tranche(), |_| traction(f64::NAN, 0.0, 0.0)), [(6, Fate::Paid)]);
    }

    #[test]
    fn one_is_paid_as_soon_as_all_its_conditions_hold_and_never_after_its_time() {
        let terms = Tranche {
            latest_month: 20.0,
            contribution_margin: 0.1,
            ltm_revenue: 500.0,
            sites_open: 3.0,
            ..tranche()
        };
        let grows = |t: usize| traction(0.02 * t as f64, 60.0 * t as f64, t as f64);
        assert_eq!(fates(terms, grows), [(9, Fate::Paid)]);
        let comes_late = |t: usize| traction(0.5, if t < 21 { 499.0 } else { 501.0 }, 9.0);
        assert_eq!(fates(terms, comes_late), [(20, Fate::Lapsed)]);
        let sells_nothing = |_| traction(f64::NAN, 501.0, 9.0);
        assert_eq!(fates(terms, sells_nothing), [(20, Fate::Lapsed)]);
        let then_or_never = Tranche { latest_month: 0.0, ..terms };
        assert_eq!(fates(then_or_never, |_| traction(0.0, 0.0, 0.0)), [(6, Fate::Lapsed)]);
    }
}
