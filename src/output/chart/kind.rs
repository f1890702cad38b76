//! What a kind of chart says of itself, once, beside its drawing.

use super::like::Domains;
use super::scale::Scale;
use super::size::Size;

/// A kind of chart.
pub struct Kind {
    /// Its name on the command line and in file names.
    pub name: &'static str,
    /// Whether its charts show one of several things, such as a statistic by one or another
    /// assumption: two of them line up only where they show the same ([`super::Subject::of`]).
    pub shows_one_of_several: bool,
    /// Whether amounts of money are on its axes, whatever it shows.
    pub in_money: bool,
    /// Whether its bins are cut at the hurdle rate: one drawn on its axes must have a cut at
    /// that of its own runs.
    pub is_cut_at_hurdle: bool,
    /// What its pictures tell of their scales; none for kinds that lend no axes.
    pub scales: &'static [Scale],
    /// What else must hold of the scales of a picture of this size, where they depend on each
    /// other.
    pub agree: fn(&Domains, Size) -> bool,
}

impl Kind {
    /// A kind that always shows the same, lends no axes, and has no money on them.
    pub const PLAIN: Self = Self {
        name: "",
        shows_one_of_several: false,
        in_money: false,
        is_cut_at_hurdle: false,
        scales: &[],
        agree: |_, _| true,
    };

    /// Whether a picture of this size tells all that another needs to be drawn on its axes.
    pub(in crate::output) fn lends(&self, domains: &Domains, size: Size) -> bool {
        self.scales.iter().all(|scale| scale.is_lent(domains)) && (self.agree)(domains, size)
    }
}

/// Kinds are told apart by their names.
impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Kind {}

impl std::fmt::Debug for Kind {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(self.name)
    }
}
