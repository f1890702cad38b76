//! The families of distributions as scenario files write them: the one table
//! that the reader, its messages and the documentation are made from.

use crate::model::key::{ANY, NON_NEGATIVE, POSITIVE, Range, SHARE};
use crate::sampling::family::{DEGREES, MOST_COUNTS};

/// What a family of distributions is called and takes.
pub struct Form {
    /// As written after `dist =`.
    pub name: &'static str,
    /// What it is, and what for.
    pub about: &'static str,
    /// How it is written.
    pub example: &'static str,
    /// The sets of parameters that define it; one of them must be complete.
    pub ways: &'static [&'static [&'static str]],
    /// The least and the most percentiles that define it instead, if they can.
    pub percentiles: Option<(usize, usize)>,
    /// Parameters that may be left out.
    pub optional: &'static [&'static str],
    /// All its parameters.
    pub parameters: &'static [Parameter],
}

/// What a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// A list of numbers.
    Numbers,
    /// Text.
    Text,
    /// True or false.
    Switch,
    /// A list of numbers or distributions.
    Distributions,
}

/// A parameter of a family.
pub struct Parameter {
    /// As written; `pNN` stands for every percentile.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Which values it, or each of its list, may have.
    pub range: Range,
    /// What it means, and which values it may have.
    pub about: &'static str,
}

const fn number(name: &'static str, about: &'static str) -> Parameter {
    Parameter { name, kind: Kind::Number, range: ANY, about }
}

const fn other(name: &'static str, kind: Kind, about: &'static str) -> Parameter {
    Parameter { name, kind, range: ANY, about }
}

impl Parameter {
    const fn in_range(self, range: Range) -> Self {
        Self { range, ..self }
    }
}

/// Parameters that say how pointed a distribution is: beyond these limits it is a
/// single value, or all tail, and its quantiles are no longer found in
/// reasonable time.
const POINTED: Range = Range::closed(1e-3, 1e4, "");
const WEIBULL_SHAPES: Range = Range::closed(0.05, 1e4, "");
/// The same of a table's length: beyond, a normal distribution does as well.
const TRIALS: Range = Range::closed(1.0, MOST_COUNTS as f64, "");
const COUNTS: Range = Range { open_min: true, ..Range::closed(0.0, MOST_COUNTS as f64, "") };

const CUT: &[&str] = &["min", "max"];
const CUT_MIN: Parameter =
    number("min", "smallest value: what lies below is cut off and the rest rescaled; below `max`");
const CUT_MAX: Parameter =
    number("max", "largest value: what lies above is cut off and the rest rescaled");
const END_MIN: Parameter = number("min", "smallest value, where the distribution begins");
const END_MAX: Parameter = number("max", "largest value, where the distribution ends; above `min`");
const MODE: Parameter = number("mode", "most likely value; from `min` to `max`");
const VALUE: Parameter = number("value", "the number");
const PERCENTILES: Parameter = number(
    "pNN",
    "a percentile, `p1` to `p99`, or `p2_5` for 2.5 %: the value that is not exceeded with that \
     probability; `median` is `p50`; must rise with NN",
);
const SCALE: Parameter = number("scale", "unit of the values; more than 0").in_range(POSITIVE);

/// All families, in the order in which they are listed.
pub const FAMILIES: &[Form] = &[
    Form {
        name: "point",
        about: "A known number.",
        example: "{ dist = \"point\", value = 16 }",
        ways: &[&["value"]],
        percentiles: None,
        optional: &[],
        parameters: &[VALUE],
    },
    Form {
        name: "constant",
        about: "A known number: another word for `point`.",
        example: "{ dist = \"constant\", value = 16 }",
        ways: &[&["value"]],
        percentiles: None,
        optional: &[],
        parameters: &[VALUE],
    },
    Form {
        name: "uniform",
        about: "Every value from `min` to `max` is as likely as any other.",
        example: "{ dist = \"uniform\", min = 8, max = 24 }",
        ways: &[&["min", "max"]],
        percentiles: None,
        optional: &[],
        parameters: &[END_MIN, END_MAX],
    },
    Form {
        name: "triangular",
        about: "Likelihood rises in a straight line to `mode` and falls from it.",
        example: "{ dist = \"triangular\", min = 8, mode = 16, max = 45 }",
        ways: &[&["min", "mode", "max"]],
        percentiles: None,
        optional: &[],
        parameters: &[END_MIN, MODE, END_MAX],
    },
    Form {
        name: "pert",
        about: "A smooth hump from `min` over `mode` to `max`: a beta distribution with mean \
                (min + lambda mode + max) / (lambda + 2).",
        example: "{ dist = \"pert\", min = 8, mode = 16, max = 45 }",
        ways: &[&["min", "mode", "max"]],
        percentiles: None,
        optional: &["lambda"],
        parameters: &[
            END_MIN,
            MODE,
            END_MAX,
            number("lambda", "how much the mode counts, 4 if left out; from 0.001 to 10_000")
                .in_range(POINTED),
        ],
    },
    Form {
        name: "normal",
        about: "The bell curve. It has no ends: give `min` or `max` where a value has no meaning.",
        example: "{ dist = \"normal\", p5 = -2, p95 = 4 }",
        ways: &[&["mean", "sd"]],
        percentiles: Some((2, 2)),
        optional: CUT,
        parameters: &[
            number("mean", "mean before truncation"),
            number("sd", "standard deviation before truncation; more than 0").in_range(POSITIVE),
            PERCENTILES,
            CUT_MIN,
            CUT_MAX,
        ],
    },
    Form {
        name: "lognormal",
        about: "A positive value whose logarithm is normal: effects that multiply.",
        example: "{ dist = \"lognormal\", p10 = 9, p90 = 34 }",
        ways: &[&["mean", "sd"]],
        percentiles: Some((2, 2)),
        optional: CUT,
        parameters: &[
            number("mean", "mean of the value itself, before truncation; more than 0")
                .in_range(POSITIVE),
            number("sd", "standard deviation of the value itself; more than 0").in_range(POSITIVE),
            PERCENTILES.in_range(POSITIVE),
            CUT_MIN,
            CUT_MAX,
        ],
    },
    Form {
        name: "beta",
        about: "A share: a hump, slope or bowl from `min` to `max`, with mean \
                alpha / (alpha + beta) of the way.",
        example: "{ dist = \"beta\", alpha = 2, beta = 6 }",
        ways: &[&["alpha", "beta"]],
        percentiles: None,
        optional: CUT,
        parameters: &[
            number("alpha", "weight of the upper end; from 0.001 to 10_000").in_range(POINTED),
            number("beta", "weight of the lower end; from 0.001 to 10_000").in_range(POINTED),
            number("min", "smallest value, where the distribution begins; 0 if left out"),
            number("max", "largest value, where the distribution ends; 1 if left out"),
        ],
    },
    Form {
        name: "gamma",
        about: "A positive value, such as a waiting time made up of several; mean shape × scale.",
        example: "{ dist = \"gamma\", shape = 2, scale = 8 }",
        ways: &[&["shape", "scale"]],
        percentiles: None,
        optional: CUT,
        parameters: &[
            number("shape", "1 is exponential, more is humped; from 0.001 to 10_000")
                .in_range(POINTED),
            SCALE,
            CUT_MIN,
            CUT_MAX,
        ],
    },
    Form {
        name: "weibull",
        about: "A time until something fails; `scale` is its 63rd percentile.",
        example: "{ dist = \"weibull\", shape = 1.5, scale = 20 }",
        ways: &[&["shape", "scale"]],
        percentiles: None,
        optional: CUT,
        parameters: &[
            number(
                "shape",
                "below 1 failure gets less likely with age, above 1 more; from 0.05 to 10_000",
            )
            .in_range(WEIBULL_SHAPES),
            SCALE,
            CUT_MIN,
            CUT_MAX,
        ],
    },
    Form {
        name: "exponential",
        about: "A waiting time that does not depend on how long one has waited.",
        example: "{ dist = \"exponential\", mean = 16 }",
        ways: &[&["mean"], &["rate"]],
        percentiles: None,
        optional: CUT,
        parameters: &[
            number("mean", "mean before truncation; more than 0").in_range(POSITIVE),
            number("rate", "one over the mean; more than 0").in_range(POSITIVE),
            CUT_MIN,
            CUT_MAX,
        ],
    },
    Form {
        name: "student-t",
        about: "A bell curve with heavy tails. With 2 degrees of freedom or less it has no finite \
                standard deviation, with 1 or less no mean.",
        example: "{ dist = \"student-t\", df = 4, location = 0.05, scale = 0.02 }",
        ways: &[&["df", "location", "scale"]],
        percentiles: None,
        optional: CUT,
        parameters: &[
            number("df", "degrees of freedom: fewer make heavier tails; from 0.5 to 10_000")
                .in_range(Range::closed(DEGREES.0, DEGREES.1, "")),
            number("location", "median before truncation"),
            number("scale", "stretches it; not the standard deviation; more than 0")
                .in_range(POSITIVE),
            CUT_MIN,
            CUT_MAX,
        ],
    },
    Form {
        name: "bernoulli",
        about: "1 with probability `p`, otherwise 0.",
        example: "{ dist = \"bernoulli\", p = 0.25 }",
        ways: &[&["p"]],
        percentiles: None,
        optional: &[],
        parameters: &[number("p", "probability of 1; from 0 to 1").in_range(SHARE)],
    },
    Form {
        name: "binomial",
        about: "How many of `n` independent trials succeed.",
        example: "{ dist = \"binomial\", n = 12, p = 0.25 }",
        ways: &[&["n", "p"]],
        percentiles: None,
        optional: CUT,
        parameters: &[
            other("n", Kind::Whole, "number of trials; from 1 to 1_000_000").in_range(TRIALS),
            number("p", "probability that a trial succeeds; from 0 to 1").in_range(SHARE),
            CUT_MIN,
            CUT_MAX,
        ],
    },
    Form {
        name: "poisson",
        about: "How many independent events happen.",
        example: "{ dist = \"poisson\", mean = 2.5 }",
        ways: &[&["mean"]],
        percentiles: None,
        optional: CUT,
        parameters: &[
            number("mean", "mean number of events; more than 0, at most 1_000_000")
                .in_range(COUNTS),
            CUT_MIN,
            CUT_MAX,
        ],
    },
    Form {
        name: "discrete",
        about: "One of a few values, each as likely as its weight says.",
        example: "{ dist = \"discrete\", values = [8, 16, 45], weights = [2, 5, 1] }",
        ways: &[&["values", "weights"]],
        percentiles: None,
        optional: CUT,
        parameters: &[
            other("values", Kind::Numbers, "the values"),
            other("weights", Kind::Numbers, "one for each value, in any unit; 0 or more")
                .in_range(NON_NEGATIVE),
            CUT_MIN,
            CUT_MAX,
        ],
    },
    Form {
        name: "empirical",
        about: "Observed values: each as likely as any other, or with `interpolate` any value \
                between neighbours.",
        example: "{ dist = \"empirical\", values = [12, 14, 14, 19, 31], interpolate = true }",
        ways: &[&["values"], &["file", "column"]],
        percentiles: None,
        optional: &["interpolate", "min", "max"],
        parameters: &[
            other("values", Kind::Numbers, "the values"),
            other(
                "file",
                Kind::Text,
                "a csv file with a line of column names, instead of `values`",
            ),
            other("column", Kind::Text, "which column of the file holds the values"),
            other(
                "interpolate",
                Kind::Switch,
                "whether values between the observed ones are drawn too, false if left out: the \
                 quantile is a straight line between neighbours",
            ),
            CUT_MIN,
            CUT_MAX,
        ],
    },
    Form {
        name: "metalog",
        about: "A smooth distribution through any 2 to 9 percentiles: what an expert can say. \
                `dist` may be left out. With `min` or `max` it ends there; without, it has no \
                end. Some percentiles allow no smooth distribution: then a message says which to \
                change and how far (Keelin 2016).",
        example: "{ p10 = 9, p50 = 16, p90 = 34, min = 0 }",
        ways: &[],
        percentiles: Some((2, 9)),
        optional: &["min", "max"],
        parameters: &[
            PERCENTILES,
            number("min", "where the distribution begins; below all percentiles"),
            number("max", "where the distribution ends; above all percentiles"),
        ],
    },
    Form {
        name: "mixture",
        about: "One of several distributions, each as likely as its weight says: two regimes, or \
                a chance that something is exactly 0.",
        example: "{ dist = \"mixture\", components = [0, { dist = \"gamma\", shape = 2, \
                  scale = 8 }], weights = [0.3, 0.7] }",
        ways: &[&["components", "weights"]],
        percentiles: None,
        optional: CUT,
        parameters: &[
            other("components", Kind::Distributions, "numbers or distributions of any family"),
            other("weights", Kind::Numbers, "one for each component, in any unit; more than 0")
                .in_range(POSITIVE),
            CUT_MIN,
            CUT_MAX,
        ],
    },
];

/// What may stand beside any distribution or value.
pub const EVIDENCE: &[&str] = &["source", "grade", "note"];
