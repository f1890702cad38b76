//! What a scenario key is: its unit, allowed range, default and meaning.
//!
//! One declaration per key serves the reader of scenario files, the checks,
//! the documentation and the model, so that none of them can drift.

/// The interval a value must lie in, with each end open or closed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Smallest value.
    pub min: f64,
    /// Largest value (may be infinite).
    pub max: f64,
    /// Whether `min` itself is excluded.
    pub open_min: bool,
    /// Whether `max` itself is excluded.
    pub open_max: bool,
    /// Whether smaller values than `min` have a meaning, and no deal has them.
    pub soft_min: bool,
    /// Whether larger values than `max` have a meaning, and no deal has them.
    pub soft_max: bool,
    /// Why it ends where it does.
    pub why: &'static str,
}

impl Range {
    /// Between two numbers that are in it.
    pub const fn closed(min: f64, max: f64, why: &'static str) -> Self {
        Self { min, max, open_min: false, open_max: false, soft_min: false, soft_max: false, why }
    }

    /// Without its smallest value.
    const fn above(self) -> Self {
        Self { open_min: true, ..self }
    }

    /// Without its largest value.
    const fn below(self) -> Self {
        Self { open_max: true, ..self }
    }

    /// Up to the largest value that a deal has.
    const fn up_to(self, max: f64, why: &'static str) -> Self {
        Self { max, open_max: false, soft_max: true, why, ..self }
    }

    /// From the smallest value that a deal has.
    const fn from(self, min: f64) -> Self {
        Self { min, open_min: false, soft_min: true, ..self }
    }

    /// Whether `value` lies inside; never true for NaN.
    pub fn contains(&self, value: f64) -> bool {
        self.is_high_enough(value) && self.is_low_enough(value)
    }

    /// Whether `value` is not below it; never true for NaN.
    pub fn is_high_enough(&self, value: f64) -> bool {
        if self.open_min { self.min < value } else { self.min <= value }
    }

    /// Whether `value` is not above it; never true for NaN.
    pub fn is_low_enough(&self, value: f64) -> bool {
        if self.open_max { value < self.max } else { value <= self.max }
    }

    /// The same with any value that has a meaning, whether a deal has it or not.
    pub fn hard(&self) -> Self {
        let low = if self.soft_min { Self { min: f64::NEG_INFINITY, ..ANY } } else { *self };
        let high = if self.soft_max { ANY } else { *self };
        Self { min: low.min, open_min: low.open_min, max: high.max, open_max: high.open_max, ..ANY }
    }
}

const NO_END: Range =
    Range::closed(f64::NEG_INFINITY, f64::INFINITY, "any number has a meaning").above().below();
const FROM_0: Range = Range::closed(0.0, f64::INFINITY, "less than nothing has no meaning").below();

/// Any finite number.
pub const ANY: Range = NO_END;
/// Zero or more, finite.
pub const NON_NEGATIVE: Range = FROM_0;
/// More than zero, finite.
pub const POSITIVE: Range = FROM_0.above();
/// From 0 to 1, both included.
pub const SHARE: Range = Range::closed(0.0, 1.0, "a part of a whole, or a chance");
/// From 0 up to, not including, 1.
pub const BELOW_ONE: Range =
    Range { why: "a part of a whole: something is always left", ..SHARE }.below();
/// More than 0, up to 1.
pub const POSITIVE_SHARE: Range =
    Range { why: "a part of a whole that is never nothing", ..SHARE }.above();

const TEN_TRILLION: &str =
    "ten trillion: the largest companies, in yen or rupees; sums of more lose their cents";
/// Money, perhaps none.
pub const MONEY: Range = NON_NEGATIVE.up_to(1e13, TEN_TRILLION);
/// Money.
pub const SOME_MONEY: Range = POSITIVE.up_to(1e13, TEN_TRILLION);

const TEN_YEARS: &str = "ten years: nothing that is made and sold takes longer";
/// A length in days, perhaps 0.
pub const DAYS: Range = NON_NEGATIVE.up_to(3650.0, TEN_YEARS);
/// A length in days.
pub const SOME_DAYS: Range = POSITIVE.up_to(3650.0, TEN_YEARS);

const CENTURY: &str =
    "a hundred years, twice the longest horizon: never, for all that is simulated";
/// A length or a point of time in months, perhaps 0.
pub const MONTHS: Range = NON_NEGATIVE.up_to(1200.0, CENTURY);
/// A length in months.
pub const SOME_MONTHS: Range = POSITIVE.up_to(1200.0, CENTURY);
/// At least a month.
pub const MONTH_OR_MORE: Range = Range::closed(1.0, f64::INFINITY, "").up_to(1200.0, CENTURY);

const TENFOLD: &str = "1000 % a year: more than in any economy that has a market for companies";
/// A rate of growth or return per year.
pub const GROWTH: Range = Range::closed(-1.0, f64::INFINITY, "").above().up_to(10.0, TENFOLD);
/// A rate of return that is asked for.
pub const RETURN: Range = GROWTH.from(-0.5);
/// A rate per year that cannot be negative.
pub const YEARLY: Range = NON_NEGATIVE.up_to(10.0, TENFOLD);

/// Events in a year.
pub const EVENTS: Range = NON_NEGATIVE
    .up_to(1e9, "a billion a year: in every month for certain; a larger number says nothing more");
const TRILLION: &str = "a trillion: more than anything is made of by anybody";
/// Units, perhaps none.
pub const UNITS: Range = NON_NEGATIVE.up_to(1e12, TRILLION);
/// Units.
pub const SOME_UNITS: Range = POSITIVE.up_to(1e12, TRILLION);
/// At least one unit.
pub const UNIT_OR_MORE: Range = Range::closed(1.0, f64::INFINITY, "").up_to(1e12, TRILLION);
/// Sites.
pub const SITES: Range =
    NON_NEGATIVE.up_to(1e5, "a hundred thousand: twice the largest chain of restaurants");
/// Rounds of funding.
pub const ROUNDS: Range =
    NON_NEGATIVE.up_to(100.0, "a hundred: one in every half year for 50 years");

const HUNDREDFOLD: &str = "a hundredfold: no contract and no market gives more";
/// How many times something.
pub const TIMES: Range = NON_NEGATIVE.up_to(100.0, HUNDREDFOLD);
/// A premium, or with a minus a discount of less than all.
pub const PREMIUM: Range = Range::closed(-1.0, f64::INFINITY, "").above().up_to(100.0, HUNDREDFOLD);
/// A multiple of what a company earns or is made of.
pub const MULTIPLE: Range =
    NON_NEGATIVE.up_to(1000.0, "a thousandfold: beyond the dearest company of any boom");
/// A standard deviation of a logarithm, or one over its mean.
pub const SPREAD: Range = NON_NEGATIVE.up_to(
    5.0,
    "one standard deviation either way is then a factor of 148: nothing is known any more",
);
/// A power to which something grows.
pub const EXPONENT: Range = NON_NEGATIVE
    .up_to(5.0, "twice as large is then 32 times as much: no cost and no chance grows faster");
/// A share of revenue that is earned.
pub const MARGIN: Range = ANY
    .up_to(1.0, "a margin is never more than all revenue; at the lowest it is no condition")
    .from(-1e9);

/// What stands in for a key that the file leaves out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Absent {
    /// The file must have it.
    Required,
    /// This value.
    Default(f64),
    /// Its absence has a meaning of its own; the number is what the model
    /// then computes with (an infinite `switch_days`: no alternate).
    Means(&'static str, f64),
}

/// How often a value is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// Never: a fact of the deal, which must be a plain number.
    Never,
    /// Once per simulated future; it holds for all of it.
    PerPath,
    /// Anew at every event.
    PerEvent,
}

/// One key of a table of the scenario file.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As written in the file.
    pub name: &'static str,
    /// Unit, in words.
    pub unit: &'static str,
    /// Allowed values.
    pub range: Range,
    /// What its absence means.
    pub absent: Absent,
    /// How often it is drawn.
    pub drawn: Drawn,
    /// Whether it is rounded to the nearest whole number.
    pub whole: bool,
    /// Whether it may be a list, of a number for each year.
    pub by_year: bool,
    /// Its meaning.
    pub about: &'static str,
    /// What it was called once: read as its name, and what its draws are keyed by.
    pub was: Option<&'static str>,
}

impl Key {
    /// A required number, drawn once per path.
    pub const fn number(
        name: &'static str,
        unit: &'static str,
        range: Range,
        about: &'static str,
    ) -> Self {
        Self {
            name,
            unit,
            range,
            absent: Absent::Required,
            drawn: Drawn::PerPath,
            whole: false,
            by_year: false,
            about,
            was: None,
        }
    }

    /// Which was once called something else.
    pub const fn was(self, old: &'static str) -> Self {
        Self { was: Some(old), ..self }
    }

    /// With a default.
    pub const fn or(self, value: f64) -> Self {
        Self { absent: Absent::Default(value), ..self }
    }

    /// Whose absence means something.
    pub const fn absent_means(self, meaning: &'static str, value: f64) -> Self {
        Self { absent: Absent::Means(meaning, value), ..self }
    }

    /// A fact, never a distribution.
    pub const fn fact(self) -> Self {
        Self { drawn: Drawn::Never, ..self }
    }

    /// Drawn anew at each event.
    pub const fn per_event(self) -> Self {
        Self { drawn: Drawn::PerEvent, ..self }
    }

    /// Rounded to the nearest whole number.
    pub const fn whole(self) -> Self {
        Self { whole: true, ..self }
    }

    /// A number for all years, or a list of one for each; the last goes on.
    pub const fn by_year(self) -> Self {
        Self { by_year: true, ..self }
    }
}

/// Declares one table of the scenario file: a struct generic over what stands
/// for a number (an id in the table of assumptions, or one path's value), and
/// the list of its keys.
macro_rules! table {
    (
        $(#[$doc:meta])*
        $name:ident {
            $( $field:ident: $unit:literal, $range:expr, $about:literal $(, $method:ident($($arg:expr),*))* ; )*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name<Q> {
            $( #[doc = concat!($about, " (", $unit, ")")] pub $field: Q, )*
        }

        impl<Q> $name<Q> {
            /// The keys of this table, in the order of the fields.
            pub const KEYS: &'static [Key] = &[
                $( Key::number(stringify!($field), $unit, $range, $about)$(.$method($($arg),*))*, )*
            ];

            /// Fills the table by asking for each key in turn.
            pub fn build(mut value_of: impl FnMut(&'static Key) -> Q) -> Self {
                let mut keys = Self::KEYS.iter();
                let mut next = || keys.next().expect("one key per field");
                Self { $( $field: value_of(next()), )* }
            }

            /// The same table over other values.
            #[inline(always)]
            pub fn map<R>(&self, mut value_of: impl FnMut(&Q) -> R) -> $name<R> {
                $name { $( $field: value_of(&self.$field), )* }
            }
        }
    };
}
pub(crate) use table;

#[cfg(test)]
mod tests {
    use super::{MONEY, NON_NEGATIVE, POSITIVE, RETURN, SHARE};

    #[test]
    fn a_range_excludes_its_open_ends_nan_and_infinity() {
        assert!(SHARE.contains(0.0) && SHARE.contains(1.0) && !SHARE.contains(1.3));
        assert!(!POSITIVE.contains(0.0) && POSITIVE.contains(1e-300));
        assert!(!NON_NEGATIVE.contains(f64::INFINITY) && !NON_NEGATIVE.contains(f64::NAN));
    }

    #[test]
    fn what_no_deal_has_may_still_have_a_meaning() {
        assert!(MONEY.contains(1e13) && !MONEY.contains(1.1e13) && MONEY.hard().contains(1e300));
        assert!(!MONEY.hard().contains(-1.0) && RETURN.hard().contains(-0.9));
        assert_eq!((SHARE.hard().min, SHARE.hard().max), (0.0, 1.0));
    }
}
