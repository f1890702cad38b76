//! Who gets what of an exit: management's carve-out, then the preferences by seniority, then the
//! equilibrium in which no class would gain by converting into common or by not converting.
//!
//! # Why one equation is the equilibrium
//!
//! Each class chooses whether to convert. With some choice made, preferences not converted are
//! paid by rank; what is left is shared per share among common, converted and participating
//! holders, the latter up to their cap. A choice is an equilibrium when no class gains by
//! switching alone. Let `P` be the sum of all preferences and `X` what there is to share.
//!
//! - `X <= P`: nobody converts. A class that converts alone shares with others what the other
//!   preferences leave of `X`; one that does not is paid all of that, or its whole preference, at
//!   any rank. So the payouts are those by rank and no equation is needed.
//! - `P <= X`: every preference is paid in full, whatever the ranks and whoever converts. Let
//!   `v` solve Σ payoff(v) = `X`, with the better of its two choices as each class's payoff at the
//!   value `v` of one share. A class that switches alone takes, at `v`, no more than before, so `v`
//!   cannot fall; the others' payoffs do not fall with `v`, and the sum is given, so it does not
//!   gain.
//!
//! Payouts are the same in all equilibria. In the second case any equilibrium solves the same
//! equation, which determines every payoff even where it leaves `v` open. In the first, if the
//! converted classes `S` of an equilibrium get anything, each could have had its preference or
//! all that they now share; were it the preference for each, `X` would exceed `P`. What remains
//! are choices that nobody is hurt by: of a class that is paid nothing either way, or of one that
//! alone takes all that is left. Seniority thus matters only in a shortfall of all preferences.

/// How far payouts may be from proceeds, as a share of proceeds.
const TOLERANCE: f64 = 1e-9;

/// What a preferred class takes beside its preference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Participation {
    /// The preference, or the shares' part of the rest if the class converts: never both.
    None,
    /// The preference and then the shares' part of the rest, without limit.
    Full,
    /// As `Full`, but at most `multiple` × invested in all; the class converts where that pays
    /// more.
    Capped {
        /// Cap on preference plus participation, as a multiple of the amount invested. A cap below
        /// the preference counts as the preference.
        multiple: f64,
    },
}

/// One class of preferred shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareClass {
    /// Amount invested, in money, at least 0.
    pub invested: f64,
    /// As-converted shares, a count or a fully diluted fraction, at least 0; 0 for a class that
    /// has only its preference. The same unit in a whole [`CapTable`].
    pub shares: f64,
    /// Liquidation preference as a multiple of `invested`, at least 0.
    pub preference: f64,
    /// What the class takes beside its preference.
    pub participation: Participation,
    /// Seniority: a higher rank is paid first, equal ranks are pari passu.
    pub rank: i32,
}

impl ShareClass {
    /// The liquidation preference in money.
    #[must_use]
    pub fn preference_amount(&self) -> f64 {
        self.preference * self.invested
    }

    /// The most the class can get without converting, in money, if it participates up to a cap.
    fn cap(&self, multiple: f64) -> f64 {
        (multiple * self.invested).max(self.preference_amount())
    }

    /// The share values at which the class's payoff bends; infinite where there is no bend.
    fn bends(&self) -> [f64; 2] {
        const NEVER: f64 = f64::INFINITY;
        if self.shares <= 0.0 {
            return [NEVER; 2];
        }
        match self.participation {
            Participation::None => [self.preference_amount() / self.shares, NEVER],
            Participation::Full => [NEVER; 2],
            Participation::Capped { multiple } => {
                let cap = self.cap(multiple);
                [(cap - self.preference_amount()) / self.shares, cap / self.shares]
            }
        }
    }

    /// The payoff as a line in the value of one share, just above `share_value`.
    fn payoff_above(&self, share_value: f64) -> Line {
        let preference = Line { fixed: self.preference_amount(), shares: 0.0 };
        let converted = Line { fixed: 0.0, shares: self.shares };
        let both = Line { fixed: self.preference_amount(), shares: self.shares };
        let [first, second] = self.bends();
        match self.participation {
            Participation::None if first <= share_value => converted,
            Participation::None => preference,
            Participation::Full => both,
            Participation::Capped { .. } if second <= share_value => converted,
            Participation::Capped { multiple } if first <= share_value => {
                Line { fixed: self.cap(multiple), shares: 0.0 }
            }
            Participation::Capped { .. } => both,
        }
    }
}

/// A piece of a payoff: `fixed` money plus the value of `shares` shares.
#[derive(Debug, Clone, Copy)]
struct Line {
    fixed: f64,
    shares: f64,
}

impl Line {
    fn at(self, share_value: f64) -> f64 {
        self.fixed + self.shares * share_value
    }
}

/// What each holder is paid, in money. Reused from path to path, it allocates once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Payouts {
    /// Paid to each class, in the order of [`CapTable::classes`].
    pub classes: Vec<f64>,
    /// Paid to common, options included.
    pub common: f64,
    /// Paid to management off the top.
    pub carve_out: f64,
}

impl Payouts {
    /// The sum of all payouts.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.classes.iter().sum::<f64>() + self.common + self.carve_out
    }

    /// Starts again with nothing paid to any of `classes` classes.
    fn reset(&mut self, classes: usize) {
        self.classes.clear();
        self.classes.resize(classes, 0.0);
        self.common = 0.0;
        self.carve_out = 0.0;
    }

    /// Takes off what has been paid before; both are cumulative payouts of one cap table.
    fn subtract(&mut self, before: &Payouts) {
        let noise = TOLERANCE * self.total();
        let less = |now: f64, before: f64| {
            let paid = now - before;
            assert!(-noise <= paid, "payouts fell from {before} to {now}");
            paid.max(0.0)
        };
        for (now, before) in self.classes.iter_mut().zip(&before.classes) {
            *now = less(*now, *before);
        }
        self.common = less(self.common, before.common);
        self.carve_out = less(self.carve_out, before.carve_out);
    }

    /// Panics unless the payouts are non-negative and add up to `proceeds`.
    fn check(&self, proceeds: f64) {
        let negative = |paid: &f64| *paid < 0.0;
        assert!(
            !self.classes.iter().any(negative) && 0.0 <= self.common && 0.0 <= self.carve_out,
            "a payout is negative: {self:?}"
        );
        assert!(
            (self.total() - proceeds).abs() <= TOLERANCE * proceeds,
            "payouts do not add up to {proceeds}: {self:?}"
        );
    }
}

/// Who holds what: preferred classes in the order they were added, and common.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CapTable {
    classes: Vec<ShareClass>,
    common_shares: f64,
}

impl CapTable {
    /// A cap table with common alone; `common_shares` is at least 0 and includes options.
    ///
    /// # Panics
    ///
    /// If `common_shares` is negative or not finite.
    #[must_use]
    pub fn new(common_shares: f64) -> Self {
        let mut table = Self::default();
        table.start(common_shares);
        table
    }

    /// Becomes one with common alone, without giving up the memory it has.
    ///
    /// # Panics
    ///
    /// If `common_shares` is negative or not finite.
    pub fn start(&mut self, common_shares: f64) {
        assert!(is_amount(common_shares), "common shares: {common_shares}");
        self.classes.clear();
        self.common_shares = common_shares;
    }

    /// Adds a class that has its shares already; nobody is diluted.
    ///
    /// # Panics
    ///
    /// If a figure of the class is negative or not finite.
    pub fn push(&mut self, class: ShareClass) {
        let cap_is_right = match class.participation {
            Participation::Capped { multiple } => is_amount(multiple),
            Participation::None | Participation::Full => true,
        };
        let figures = [class.invested, class.shares, class.preference, class.preference_amount()];
        assert!(figures.into_iter().all(is_amount) && cap_is_right, "share class: {class:?}");
        self.classes.push(class);
    }

    /// Adds the class of a new round, which takes `fully_diluted_share` (0 to 1) of the company
    /// after it: `raised / (pre_money + raised)`. All holdings, common included, shrink in
    /// proportion, and the number of shares stays as it is. `class.shares` is not read.
    ///
    /// # Panics
    ///
    /// If the share is outside 0 to 1, or a figure of the class is negative or not finite.
    pub fn add_round(&mut self, class: ShareClass, fully_diluted_share: f64) {
        assert!((0.0..=1.0).contains(&fully_diluted_share), "share: {fully_diluted_share}");
        let shares = fully_diluted_share * self.fully_diluted_shares();
        let kept = 1.0 - fully_diluted_share;
        self.classes.iter_mut().for_each(|held| held.shares *= kept);
        self.common_shares *= kept;
        self.push(ShareClass { shares, ..class });
    }

    /// Issues more shares of a class for `invested` more: `fully_diluted_share` (0 to 1) of the
    /// company after it. All holdings shrink in proportion, and the number of shares stays as
    /// it is.
    ///
    /// # Panics
    ///
    /// If the share is outside 0 to 1, or there is no such class.
    pub fn issue(&mut self, class: usize, fully_diluted_share: f64, invested: f64) {
        assert!((0.0..=1.0).contains(&fully_diluted_share), "share: {fully_diluted_share}");
        let shares = fully_diluted_share * self.fully_diluted_shares();
        let kept = 1.0 - fully_diluted_share;
        self.classes.iter_mut().for_each(|held| held.shares *= kept);
        self.common_shares *= kept;
        self.classes[class].shares += shares;
        self.classes[class].invested += invested;
    }

    /// Creates options, which are `fully_diluted_share` (0 to 1) of the company after it and count
    /// as common. All holdings shrink in proportion, and the number of shares stays as it is.
    ///
    /// # Panics
    ///
    /// If the share is outside 0 to 1.
    pub fn create_options(&mut self, fully_diluted_share: f64) {
        assert!((0.0..=1.0).contains(&fully_diluted_share), "share: {fully_diluted_share}");
        let options = fully_diluted_share * self.fully_diluted_shares();
        let kept = 1.0 - fully_diluted_share;
        self.classes.iter_mut().for_each(|held| held.shares *= kept);
        self.common_shares = self.common_shares * kept + options;
    }

    /// Becomes a copy of `other` without giving up the memory it has.
    pub fn copy_from(&mut self, other: &CapTable) {
        self.classes.clear();
        self.classes.extend_from_slice(&other.classes);
        self.common_shares = other.common_shares;
    }

    /// The preferred classes, in the order they were added.
    #[must_use]
    pub fn classes(&self) -> &[ShareClass] {
        &self.classes
    }

    /// Shares of common, options included, in the unit of [`ShareClass::shares`].
    #[must_use]
    pub fn common_shares(&self) -> f64 {
        self.common_shares
    }

    /// All shares as if every class had converted.
    #[must_use]
    pub fn fully_diluted_shares(&self) -> f64 {
        self.classes.iter().map(|class| class.shares).sum::<f64>() + self.common_shares
    }

    /// The class's fully diluted share of the company (0 to 1); 0 where there are no shares.
    ///
    /// # Panics
    ///
    /// If there is no such class.
    #[must_use]
    pub fn ownership(&self, class: usize) -> f64 {
        let all = self.fully_diluted_shares();
        if all <= 0.0 { 0.0 } else { self.classes[class].shares / all }
    }

    /// The rank of the class that is paid first; absent where there is only common.
    #[must_use]
    pub fn most_senior_rank(&self) -> Option<i32> {
        self.classes.iter().map(|class| class.rank).max()
    }

    /// Shares `proceeds` (money, at least 0) out, of which `carve_out_share` (0 to 1) goes to
    /// management first. What nobody has a claim to, since there are preferences alone and no
    /// shares, goes to common.
    ///
    /// # Panics
    ///
    /// If an argument is outside its range, or the payouts do not add up to the proceeds.
    pub fn distribute(&self, proceeds: f64, carve_out_share: f64, payouts: &mut Payouts) {
        assert!(is_amount(proceeds), "proceeds: {proceeds}");
        assert!((0.0..=1.0).contains(&carve_out_share), "carve-out: {carve_out_share}");
        payouts.reset(self.classes.len());
        payouts.carve_out = carve_out_share * proceeds;
        let to_holders = proceeds - payouts.carve_out;
        if to_holders < self.payoff_above(0.0).fixed {
            self.pay_by_rank(to_holders, payouts);
        } else {
            self.pay_in_full(to_holders, payouts);
        }
        payouts.check(proceeds);
    }

    /// Shares out proceeds that arrive in `parts`: closing first, then escrow and earn-out. The
    /// waterfall runs on cumulative proceeds, so `paid[i]` is what the first `i + 1` parts
    /// together give each holder less what it had before.
    ///
    /// # Panics
    ///
    /// As [`CapTable::distribute`], or if `parts` and `paid` have different lengths.
    pub fn distribute_in_parts(&self, parts: &[f64], carve_out_share: f64, paid: &mut [Payouts]) {
        assert_eq!(parts.len(), paid.len(), "one set of payouts for each part of the proceeds");
        let mut cumulative = 0.0;
        for (part, payouts) in parts.iter().zip(paid.iter_mut()) {
            assert!(is_amount(*part), "proceeds: {part}");
            cumulative += part;
            self.distribute(cumulative, carve_out_share, payouts);
        }
        for later in (1..paid.len()).rev() {
            let (before, from_here) = paid.split_at_mut(later);
            from_here[0].subtract(&before[later - 1]);
        }
    }

    /// What all holders together get, as a line in the value of one share, above `share_value`.
    fn payoff_above(&self, share_value: f64) -> Line {
        let common = Line { fixed: 0.0, shares: self.common_shares };
        self.classes.iter().fold(common, |sum, class| {
            let line = class.payoff_above(share_value);
            Line { fixed: sum.fixed + line.fixed, shares: sum.shares + line.shares }
        })
    }

    /// Preferences by rank until the money is gone; pari passu shortfalls in proportion.
    fn pay_by_rank(&self, proceeds: f64, payouts: &mut Payouts) {
        let mut left = proceeds;
        let mut next = self.most_senior_rank();
        while let Some(rank) = next.filter(|_| 0.0 < left) {
            let peers = || self.classes.iter().enumerate().filter(move |(_, c)| c.rank == rank);
            let due: f64 = peers().map(|(_, class)| class.preference_amount()).sum();
            let paid_share = if due <= left { 1.0 } else { left / due };
            for (index, class) in peers() {
                payouts.classes[index] = paid_share * class.preference_amount();
            }
            left -= due;
            next = self.classes.iter().map(|class| class.rank).filter(|&r| r < rank).max();
        }
    }

    /// The conversion equilibrium, given that the proceeds cover all preferences.
    fn pay_in_full(&self, proceeds: f64, payouts: &mut Payouts) {
        let bend = self.last_bend_paid_by(proceeds);
        let total = self.payoff_above(bend);
        let left = proceeds - total.fixed;
        let share_value = if total.shares <= 0.0 { bend } else { (left / total.shares).max(bend) };
        for (paid, class) in payouts.classes.iter_mut().zip(&self.classes) {
            *paid = class.payoff_above(bend).at(share_value);
        }
        let unclaimed = if total.shares <= 0.0 { left.max(0.0) } else { 0.0 };
        payouts.common = self.common_shares * share_value + unclaimed;
    }

    /// The highest share value at which a payoff bends and all payoffs are within `proceeds`; 0
    /// if there is none. The sum of payoffs never falls with the share value, so every bend tried
    /// bounds the answer from below or from above, and there is no need to sort them.
    fn last_bend_paid_by(&self, proceeds: f64) -> f64 {
        let (mut paid, mut unpaid) = (0.0, f64::INFINITY);
        for bend in self.classes.iter().flat_map(ShareClass::bends) {
            if paid < bend && bend < unpaid {
                let within = self.payoff_above(bend).at(bend) <= proceeds;
                *(if within { &mut paid } else { &mut unpaid }) = bend;
            }
        }
        paid
    }
}

/// Whether a figure is a finite number of at least 0; false for NaN.
fn is_amount(value: f64) -> bool {
    value.is_finite() && 0.0 <= value
}
