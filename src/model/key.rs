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
}

impl Range {
    const fn closed(min: f64, max: f64) -> Self {
        Self { min, max, open_min: false, open_max: false }
    }

    /// Whether `value` lies inside; never true for NaN.
    pub fn contains(&self, value: f64) -> bool {
        let above = if self.open_min { self.min < value } else { self.min <= value };
        let below = if self.open_max { value < self.max } else { value <= self.max };
        above && below
    }
}

/// Any finite number.
pub const ANY: Range =
    Range { min: f64::NEG_INFINITY, max: f64::INFINITY, open_min: true, open_max: true };
/// Zero or more, finite.
pub const NON_NEGATIVE: Range = Range { open_max: true, ..Range::closed(0.0, f64::INFINITY) };
/// More than zero, finite.
pub const POSITIVE: Range =
    Range { open_min: true, open_max: true, ..Range::closed(0.0, f64::INFINITY) };
/// From 0 to 1, both included.
pub const SHARE: Range = Range::closed(0.0, 1.0);
/// From 0 up to, not including, 1.
pub const BELOW_ONE: Range = Range { open_max: true, ..Range::closed(0.0, 1.0) };
/// More than 0, up to 1.
pub const POSITIVE_SHARE: Range = Range { open_min: true, ..Range::closed(0.0, 1.0) };
/// Above -1: a rate of growth or return.
pub const RATE: Range =
    Range { open_min: true, open_max: true, ..Range::closed(-1.0, f64::INFINITY) };
/// At least one, finite.
pub const AT_LEAST_ONE: Range = Range { open_max: true, ..Range::closed(1.0, f64::INFINITY) };

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
    /// Its meaning.
    pub about: &'static str,
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
            about,
        }
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
            #[inline]
            pub fn map<R>(&self, mut value_of: impl FnMut(&Q) -> R) -> $name<R> {
                $name { $( $field: value_of(&self.$field), )* }
            }
        }
    };
}
pub(crate) use table;

#[cfg(test)]
mod tests {
    use super::{NON_NEGATIVE, POSITIVE, SHARE};

    #[test]
    fn a_range_excludes_its_open_ends_nan_and_infinity() {
        assert!(SHARE.contains(0.0) && SHARE.contains(1.0) && !SHARE.contains(1.3));
        assert!(!POSITIVE.contains(0.0) && POSITIVE.contains(1e-300));
        assert!(!NON_NEGATIVE.contains(f64::INFINITY) && !NON_NEGATIVE.contains(f64::NAN));
    }
}
