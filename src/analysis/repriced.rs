//! The paths of a run at another price of the round. No price that is paid for shares at time 0
//! moves what an operator lives through, so that the investor's cash flows at any other follow from
//! what was lived: nothing is simulated again, and at the plan's own price they are the run's to
//! the bit.

use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

use crate::engine::Tally;
use crate::model::deal::{DealTerms, Holdings};
use crate::model::deal_path::{DealPath, ShareEvent};
use crate::model::ledger::Ledger;
use crate::model::memory::Kept;
use crate::model::operator::{Operator, paid_at_closing};
use crate::model::tables::{Convertible, Deal, Existing};
use crate::sampling::assumptions::{Assumptions, Draws, Input};

/// Later rounds and tranches of a path in memory, as most have them.
const USUAL_EVENTS: usize = 2;
/// Bytes that what a path's shares live through is usually kept in.
pub(super) const BYTES_A_PATH: usize =
    size_of::<DealPath>() + USUAL_EVENTS * size_of::<ShareEvent>();

/// Paths that one thread takes at a stretch.
const STRETCH: usize = 1_024;

/// What the shares of all paths live through, in path order.
#[derive(Clone, Debug, Default)]
pub struct DealPaths(Vec<DealPath>);

impl DealPaths {
    /// Those of each path.
    pub fn all(&self) -> &[DealPath] {
        &self.0
    }

    /// Of numbered paths.
    pub(super) fn in_order(mut numbered: Vec<(u64, DealPath)>) -> Self {
        numbered.sort_unstable_by_key(|(path, _)| *path);
        Self(numbered.into_iter().map(|(_, path)| path).collect())
    }

    /// Takes in the next path.
    pub fn push(&mut self, path: &DealPath) {
        self.0.push(path.clone());
    }

    /// Takes in the paths that follow upon these.
    pub(super) fn follow(&mut self, later: Self) {
        self.0.extend(later.0);
    }
}

impl Tally for DealPaths {
    fn push(&mut self, _: &Draws, ledger: &Ledger) {
        Self::push(self, &ledger.deal);
    }

    fn merge(&mut self, later: Self) {
        self.follow(later);
    }

    fn reads(&self) -> Kept {
        Kept::ENDING
    }
}

/// A deal at any price, on the paths of a run.
#[derive(Clone, Debug)]
pub struct Repriced<'a> {
    operator: &'a Operator,
    /// As the plan has it; what of it may be uncertain is each path's own.
    deal: Deal<f64>,
    existing: Vec<Existing<f64>>,
    convertible: Vec<Convertible<f64>>,
    first_closing: f64,
    /// Management's share, where it is the same on all paths.
    carve_out: Option<f64>,
    paths: &'a DealPaths,
}

impl<'a> Repriced<'a> {
    /// Of an operator, its numbers and the paths that they were simulated to.
    pub fn new(operator: &'a Operator, assumptions: &Assumptions, paths: &'a DealPaths) -> Self {
        let fact = |input: &Input| assumptions.get(*input).quantile(0.5);
        let terms = &operator.terms;
        Self {
            operator,
            deal: terms.deal.map(fact),
            existing: terms.existing.iter().map(|class| class.map(fact)).collect(),
            convertible: terms.convertible.iter().map(|one| one.map(fact)).collect(),
            first_closing: paid_at_closing(terms.tranche.iter().map(|one| fact(&one.share))),
            carve_out: assumptions.known(terms.deal.carve_out),
            paths,
        }
    }

    /// The deal as the plan has it.
    pub fn deal(&self) -> &Deal<f64> {
        &self.deal
    }

    /// Who holds what right after a closing of which all tranches are paid.
    pub fn fully_paid(&self) -> Option<Holdings> {
        self.closed(&self.deal, 1.0)
    }

    /// The shareholders right after the closing as the plan has it.
    pub fn at_the_plan(&self) -> Option<Holdings> {
        self.closed(&self.deal, self.first_closing)
    }

    /// The shareholders right after the closing at a price; none where the round cannot close.
    pub fn at(&self, pre_money: f64) -> Option<Holdings> {
        self.closed(&Deal { pre_money, ..self.deal }, self.first_closing)
    }

    fn closed(&self, deal: &Deal<f64>, first_closing: f64) -> Option<Holdings> {
        let terms = DealTerms {
            deal,
            existing: &self.existing,
            convertible: &self.convertible,
            first_closing,
            new_round_preference: 0.0,
            option_pool_top_up: 0.0,
        };
        Holdings::closed(self.operator, &terms).ok()
    }

    /// Puts in `lived` what a path comes to that begins with this closing.
    pub(super) fn relive(&self, lived: &mut Holdings, closed: &Holdings, path: &DealPath) {
        lived.relive(closed, path, self.carve_out.unwrap_or(path.carve_out));
    }

    /// What each path comes to that begins with this closing, in path order.
    pub fn each<T: Send>(&self, closed: &Holdings, of: impl Fn(&Holdings) -> T + Sync) -> Vec<T> {
        let stretches = self.paths.all().par_chunks(STRETCH).map(|paths| {
            let mut lived = closed.clone();
            let one = |path: &DealPath| {
                self.relive(&mut lived, closed, path);
                of(&lived)
            };
            paths.iter().map(one).collect::<Vec<T>>()
        });
        let stretches: Vec<Vec<T>> = stretches.collect();
        stretches.into_iter().flatten().collect()
    }
}
