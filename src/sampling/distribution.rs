//! A checked distribution with an accurate and fast quantile function,
//! truncated or not.

use std::sync::{Arc, OnceLock};

use super::atoms::Atoms;
use super::elementary::exp;
use super::family::Family;
use super::invert::invert;
use super::lanes::by_lane;
use super::law::Curve;
use super::mixture::Breaks;
use super::quadrature::{self, FINE, WIDE};
use super::quantile_table::{QuantileTable, Tabulated};
use super::shared_tables::{Shared, table_of};
use super::solve::{Bracket, Tailed, solve};
use super::special::Tails;
use super::special::normal_quantile;
use super::student;
pub use super::valid::ShapeError;
use super::window::Window;

/// A distribution of one uncertain number.
#[derive(Clone, Debug)]
pub struct Distribution {
    family: Family,
    window: Window,
    method: Method,
    /// Mean and standard deviation, once they were asked for: most runs never do.
    moments: OnceLock<(f64, f64)>,
}

/// How quantiles are found.
#[derive(Clone, Debug)]
enum Method {
    /// By a formula.
    Closed,
    /// In the list of all values.
    Listed(Arc<Atoms>),
    /// By solving, and from a table that is made when it is first needed.
    Solved(Box<Tabled<Curve>>),
    /// The same, between the breaks of a mixture.
    Mixed(Box<Tabled<Arc<Breaks>>>),
}

/// What a solver goes by, and the table of what it finds.
#[derive(Clone, Debug)]
struct Tabled<T> {
    by: T,
    table: OnceLock<Shared>,
}

impl<T> Tabled<T> {
    fn new(by: T) -> Box<Self> {
        Box::new(Self { by, table: OnceLock::new() })
    }
}

/// What a quantile is found from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    /// The logit of the probability, in a table.
    ByLogit,
    /// The standard normal quantile.
    ByScore(ByScore),
    /// Neither.
    Alone,
}

by_lane! {
    /// A quantile that is a line in the normal quantile, or the exponential of one.
    pub(super) struct ByScore {
        pub(super) location,
        pub(super) scale,
        /// 1: the exponential.
        pub(super) is_log,
    }
}

impl ByScore {
    /// The quantile where the normal one is `z`.
    #[inline(always)]
    pub(super) fn at(&self, z: f64) -> f64 {
        let line = self.location + self.scale * z;
        if 0.0 < self.is_log { exp(line) } else { line }
    }
}

impl Method {
    fn of(family: &Family) -> Self {
        let points = family.points();
        match family {
            _ if !points.is_empty() => Self::Listed(Arc::new(Atoms::new(points))),
            Family::Mixture(mixture) => Self::Mixed(Tabled::new(Arc::new(Breaks::of(mixture)))),
            Family::Pert { .. }
            | Family::Beta { .. }
            | Family::Gamma { .. }
            | Family::StudentT { .. } => Self::Solved(Tabled::new(Curve::of(family))),
            _ => Self::Closed,
        }
    }

    /// The same for another part of the family: with a table of its own.
    fn renewed(&self) -> Self {
        match self {
            Self::Solved(solved) => Self::Solved(Tabled::new(solved.by)),
            Self::Mixed(mixed) => Self::Mixed(Tabled::new(Arc::clone(&mixed.by))),
            method => method.clone(),
        }
    }
}

impl PartialEq for Distribution {
    fn eq(&self, other: &Self) -> bool {
        self.family == other.family && self.support() == other.support()
    }
}

impl Distribution {
    /// The whole of a family.
    ///
    /// # Errors
    /// Where the parameters do not make a distribution; the error names the
    /// one at fault.
    pub fn new(family: Family) -> Result<Self, ShapeError> {
        family.check()?;
        let method = Method::of(&family);
        let window = Window::whole(family.support());
        Ok(Self { window, family, method, moments: OnceLock::new() })
    }

    /// What of this distribution lies from `lower` to `upper`: the tails are
    /// cut off and the rest is rescaled to 1. Values at the ends themselves
    /// stay in.
    ///
    /// # Errors
    /// Unless there is some probability between them.
    pub fn truncated(&self, lower: Option<f64>, upper: Option<f64>) -> Result<Self, ShapeError> {
        let lower = lower.unwrap_or(f64::NEG_INFINITY).max(self.window.lower);
        let upper = upper.unwrap_or(f64::INFINITY).min(self.window.upper);
        let empty = || {
            let message = format!(
                "nothing of this {} lies between min {lower} and max {upper}",
                self.family.name()
            );
            ShapeError::new(None, message)
        };
        let (lower, upper) = self.within(lower, upper).ok_or_else(empty)?;
        let (at_lower, at_upper) = (self.family_below(lower), self.family_tails(upper));
        let window = Window { lower, upper, at_lower, at_upper, is_whole: false };
        if !(1e-300 < window.mass()) {
            return Err(empty());
        }
        let (family, method) = (self.family.clone(), self.method.renewed());
        Ok(Self { window, family, method, moments: OnceLock::new() })
    }

    /// The smallest value that is not exceeded with probability `u`, for `u`
    /// in (0, 1).
    #[inline]
    pub fn quantile(&self, u: f64) -> f64 {
        if let Way::ByScore(form) = self.way() {
            return form.at(normal_quantile(u));
        }
        match self.table().map_or(Err(None), |table| table.at(u)) {
            Ok(value) => value,
            Err(guess) => self.exact(tails_of(u), guess),
        }
    }

    /// How the quantile is found from numbers that many distributions need alike.
    #[inline]
    pub(super) fn way(&self) -> Way {
        match (&self.method, &self.family) {
            (Method::Solved(..) | Method::Mixed(..), _) => Way::ByLogit,
            (_, Family::Normal { mean, sd }) if self.window.is_whole => {
                Way::ByScore(ByScore { location: *mean, scale: *sd, is_log: 0.0 })
            }
            (_, Family::Lognormal { log_mean, log_sd }) if self.window.is_whole => {
                Way::ByScore(ByScore { location: *log_mean, scale: *log_sd, is_log: 1.0 })
            }
            _ => Way::Alone,
        }
    }

    /// Its table, made when it is first needed; none where it has none.
    #[inline]
    fn table(&self) -> Option<&QuantileTable> {
        self.own_table().and_then(Option::as_deref)
    }

    #[inline]
    fn own_table(&self) -> Option<&Shared> {
        match &self.method {
            Method::Solved(solved) => {
                Some(solved.table.get_or_init(|| table_of(self, || QuantileTable::smooth(self))))
            }
            Method::Mixed(mixed) => Some(
                mixed.table.get_or_init(|| table_of(self, || Some(QuantileTable::patchy(self)))),
            ),
            _ => None,
        }
    }

    /// The same to be kept at hand.
    pub(super) fn shared_table(&self) -> Shared {
        self.own_table().and_then(Clone::clone)
    }

    /// The quantile at `u`, which the table does not know but for a guess.
    #[cold]
    pub(super) fn quantile_near(&self, u: f64, guess: Option<f64>) -> f64 {
        self.exact(tails_of(u), guess)
    }

    /// The same for a single use: without the table that makes the next ones
    /// fast but takes long to make. Within 1e-10 of it in probability.
    pub fn single_quantile(&self, u: f64) -> f64 {
        self.exact(tails_of(u), None)
    }

    /// The probability of at most `x`.
    pub fn cdf(&self, x: f64) -> f64 {
        self.tails(x).lower
    }

    /// The probability of less than `x`; where single values have a
    /// probability of their own, less than that of at most `x`.
    pub fn cdf_below(&self, x: f64) -> f64 {
        self.tails_below(x).lower
    }

    /// Mean; not a number where there is none: for Student's t with one
    /// degree of freedom or less. Infinite for a metalog with an open tail so
    /// heavy that it has none.
    pub fn mean(&self) -> f64 {
        self.moments().0
    }

    /// Standard deviation; infinite or not a number where there is none: for
    /// Student's t with two degrees of freedom or less, and metalogs with a
    /// heavy open tail.
    pub fn sd(&self) -> f64 {
        self.moments().1
    }

    /// Smallest and largest possible value; may be infinite.
    pub fn support(&self) -> (f64, f64) {
        (self.window.lower, self.window.upper)
    }

    /// Values and probabilities of a discrete distribution, in ascending
    /// order; none for one that has a density.
    pub fn atoms(&self) -> Option<Vec<(f64, f64)>> {
        let Method::Listed(atoms) = &self.method else { return None };
        let (lower, upper) = self.support();
        let inside = atoms.values().filter(|value| lower <= *value && *value <= upper);
        Some(inside.map(|value| (value, self.cdf(value) - self.cdf_below(value))).collect())
    }

    /// The family and its parameters, before truncation.
    pub fn family(&self) -> &Family {
        &self.family
    }

    /// The family's name in scenario files.
    pub fn family_name(&self) -> &'static str {
        self.family.name()
    }

    /// Both tails at `x`.
    pub(super) fn tails(&self, x: f64) -> Tails {
        if x < self.window.lower {
            Tails { lower: 0.0, upper: 1.0 }
        } else if self.window.upper <= x {
            Tails { lower: 1.0, upper: 0.0 }
        } else {
            self.window.inner(self.family_tails(x))
        }
    }

    /// Less than `x`, and `x` or more.
    pub(super) fn tails_below(&self, x: f64) -> Tails {
        if x <= self.window.lower {
            Tails { lower: 0.0, upper: 1.0 }
        } else if self.window.upper < x {
            Tails { lower: 1.0, upper: 0.0 }
        } else {
            self.window.inner(self.family_below(x))
        }
    }

    /// Density at `x`; 0 at the ends and where there are single values only.
    pub(super) fn density(&self, x: f64) -> f64 {
        let is_inside = self.window.lower < x && x < self.window.upper;
        if is_inside { self.family_density(x) / self.window.mass() } else { 0.0 }
    }

    /// The probability of a value from `low` to `high`.
    pub(super) fn mass_within(&self, low: f64, high: f64) -> f64 {
        let (at_lower, at_upper) = (self.tails_below(low), self.tails(high));
        Window { lower: low, upper: high, at_lower, at_upper, is_whole: false }.mass()
    }

    /// The smallest and largest possible value from `low` to `high`; none
    /// where there is none.
    pub(super) fn within(&self, low: f64, high: f64) -> Option<(f64, f64)> {
        let (low, high) = (low.max(self.window.lower), high.min(self.window.upper));
        match (&self.method, &self.family) {
            (Method::Listed(atoms), _) => atoms.within(low, high),
            (_, Family::Mixture(mixture)) => mixture.within(low, high),
            _ => (low <= high).then_some((low, high)),
        }
    }

    /// Values and probabilities of a list of separate values; empty for others.
    pub(super) fn points(&self) -> Vec<(f64, f64)> {
        let Method::Listed(atoms) = &self.method else { return Vec::new() };
        atoms.points(self.window.lower, self.window.upper)
    }

    /// Where the distribution function may jump, or begin or end to rise.
    pub(super) fn breaks(&self) -> Vec<f64> {
        let inner = match (&self.method, &self.family) {
            (Method::Listed(_), _) => return self.points().iter().map(|point| point.0).collect(),
            (Method::Mixed(mixed), _) => mixed.by.values().collect(),
            (_, Family::Empirical(empirical)) => empirical.repeated(),
            _ => Vec::new(),
        };
        let (low, high) = self.support();
        let inner = inner.into_iter().filter(|value| low < *value && *value < high);
        let ends = [low, high].into_iter().filter(|end| end.is_finite());
        inner.chain(ends).collect()
    }

    fn family_tails(&self, x: f64) -> Tails {
        match &self.method {
            Method::Listed(atoms) => atoms.tails(x),
            Method::Solved(solved) => solved.by.tails(&self.family, x),
            _ => self.family.tails(x),
        }
    }

    fn family_below(&self, x: f64) -> Tails {
        match &self.method {
            Method::Listed(atoms) => atoms.tails_below(x),
            // No value has a probability of its own.
            Method::Solved(solved) => solved.by.tails(&self.family, x),
            _ => self.family.tails_below(x),
        }
    }

    fn family_density(&self, x: f64) -> f64 {
        match &self.method {
            Method::Solved(solved) => solved.by.density(&self.family, x),
            _ => self.family.density(x),
        }
    }

    /// Whether no value has a probability of its own.
    fn is_smooth(&self) -> bool {
        matches!(self.method, Method::Solved(..))
    }

    /// The quantile without the table; `guess` is any value near it.
    fn exact(&self, inner: Tails, guess: Option<f64>) -> f64 {
        let at = self.window.outer(inner);
        let value = match (&self.method, &self.family) {
            (Method::Listed(atoms), _) => atoms.quantile(at),
            (Method::Mixed(mixed), Family::Mixture(mixture)) => {
                mixed.by.quantile(mixture, at, guess)
            }
            (_, Family::StudentT { location, scale, .. }) => {
                let start = guess.unwrap_or(*location);
                let (low, high) = (f64::NEG_INFINITY, f64::INFINITY);
                solve(&self.family, at, Bracket { low, high, start, scale: *scale })
            }
            (Method::Solved(solved), family) => invert(family, &solved.by, at, guess),
            (_, family) => {
                let solved = || invert(family, &Curve::of(family), at, guess);
                family.closed_quantile(at).unwrap_or_else(solved)
            }
        };
        value.clamp(self.window.lower, self.window.upper)
    }

    fn moments(&self) -> (f64, f64) {
        *self.moments.get_or_init(|| match &self.method {
            _ if !self.window.is_whole => self.moments_inside(),
            Method::Listed(atoms) => atoms.moments(f64::NEG_INFINITY, f64::INFINITY),
            _ => self.family.moments(),
        })
    }

    /// Mean and standard deviation of the part that truncation leaves.
    fn moments_inside(&self) -> (f64, f64) {
        let Window { lower, upper, at_lower, at_upper, .. } = self.window;
        let is_open = lower.is_infinite() || upper.is_infinite();
        match (&self.method, &self.family) {
            (Method::Listed(atoms), _) => atoms.moments(lower, upper),
            (_, Family::Mixture(mixture)) => mixture.moments_within(lower, upper),
            (_, Family::Empirical(empirical)) => empirical.moments(at_lower.lower, at_upper.lower),
            (_, Family::StudentT { df, location, scale }) if is_open => {
                let (low, high) = ((lower - location) / scale, (upper - location) / scale);
                let mass = self.window.mass();
                let (mean, sd) = student::moments_between(low, high, mass, *df);
                (location + scale * mean, scale * sd)
            }
            (_, family) => {
                let is_analytic = is_open && matches!(self.method, Method::Closed);
                let rule = if is_analytic { WIDE } else { FINE };
                let quantile = |inner, guess| self.exact(inner, guess);
                let sums = quadrature::moments(self.support(), rule, quantile);
                family.tail_moments(is_open, sums)
            }
        }
    }
}

impl Tailed for Family {
    fn tails(&self, x: f64) -> Tails {
        self.tails(x)
    }

    fn density(&self, x: f64) -> f64 {
        self.density(x)
    }
}

impl Tabulated for Distribution {
    fn solve(&self, inner: Tails, guess: Option<f64>) -> f64 {
        self.exact(inner, guess)
    }

    fn slope(&self, value: f64, inner: Tails) -> f64 {
        if !self.is_smooth() {
            let (below, at) = (self.family_below(value), self.family_tails(value));
            if below.lower < at.lower && at.upper < below.upper {
                return 0.0;
            }
        }
        // dx/dlogit = (dx/du)(du/dlogit), and du/dlogit = u (1 - u).
        inner.lower * inner.upper * self.window.mass() / self.family_density(value)
    }

    fn miss(&self, value: f64, inner: Tails) -> f64 {
        let wanted = self.window.outer(inner);
        let at = self.family_tails(value);
        let below = if self.is_smooth() { at } else { self.family_below(value) };
        let miss = if wanted.lower <= wanted.upper {
            (below.lower - wanted.lower).max(wanted.lower - at.lower)
        } else {
            (at.upper - wanted.upper).max(wanted.upper - below.upper)
        };
        miss.max(0.0) / self.window.mass()
    }
}

fn tails_of(u: f64) -> Tails {
    Tails { lower: u, upper: 1.0 - u }
}
