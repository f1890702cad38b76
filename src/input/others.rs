//! The keys of a scenario file that are not numbers of the model: names,
//! choices, settings, and the tables inside tables. One declaration serves the
//! reader, the schema for editors and the documentation.

use crate::analysis::run_info::MOST_PATHS;
use crate::model::key::{ANY, MULTIPLE, NON_NEGATIVE, POSITIVE, Range};
use crate::model::operator::{ConvertibleKind, Metric, NewRoundSeniority};
use crate::sampling::assumptions::Grade;
use crate::sampling::correlation::LARGEST_RANK;
use crate::sampling::design::Design;

/// What a key holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// One line of text.
    Line,
    /// Text of one line or several.
    Passage,
    /// A year, a month or a day.
    Date,
    /// An ISO 4217 code.
    Currency,
    /// One of these words.
    Word(&'static [&'static str]),
    /// True or false.
    Switch,
    /// A whole number in this range, both ends included.
    Whole {
        /// Smallest value.
        min: u64,
        /// Largest value.
        max: u64,
    },
    /// A whole number, possibly negative; higher comes first.
    Rank,
    /// A plain number, never a distribution.
    Number(Range),
    /// A list of plain numbers, each in this range: so many of them, or at
    /// least one.
    Numbers(Range, Option<usize>),
    /// A list of lines: at least so many of them.
    Lines(usize),
    /// `"none"`, `"full"` or `{ cap = … }`.
    Participation,
    /// A table of its own.
    Table,
    /// Several tables, in double brackets.
    List,
}

/// What holds where the key is left out.
#[derive(Clone, Copy, Debug)]
pub enum Missing {
    /// The file must have it.
    Required,
    /// This whole number.
    Whole(u64),
    /// This word.
    Word(&'static str),
    /// This switch.
    Switch(bool),
    /// What this says.
    Means(&'static str),
}

/// A key that is not a number of the model.
#[derive(Clone, Copy, Debug)]
pub struct Other {
    /// As written in the file.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What holds where it is left out.
    pub absent: Missing,
    /// Its meaning.
    pub about: &'static str,
    /// A value as written in the file; empty for tables.
    pub example: &'static str,
}

const fn key(
    name: &'static str,
    kind: Kind,
    absent: Missing,
    about: &'static str,
    example: &'static str,
) -> Other {
    Other { name, kind, absent, about, example }
}

/// One that is off where it is not given.
const fn switch(name: &'static str, about: &'static str) -> Other {
    key(name, Kind::Switch, Missing::Switch(false), about, "true")
}

const fn table(name: &'static str, absent: Missing) -> Other {
    key(name, Kind::Table, absent, "", "")
}

const fn list(name: &'static str, absent: Missing) -> Other {
    key(name, Kind::List, absent, "", "")
}

/// The words of a list of choices.
const fn words<T: Copy, const N: usize>(choices: [(&'static str, T); N]) -> [&'static str; N] {
    let mut words = [""; N];
    let mut place = 0;
    while place < N {
        words[place] = choices[place].0;
        place += 1;
    }
    words
}

/// What an exit multiple can be applied to.
pub(super) const METRICS: [(&str, Metric); 4] = [
    ("ltm-revenue", Metric::LtmRevenue),
    ("ltm-ebitda", Metric::LtmEbitda),
    ("invested-capital", Metric::InvestedCapital),
    ("better-of", Metric::BetterOf),
];
/// What a comparable's multiple can be of.
pub(super) const COMPARABLE_METRICS: [(&str, Metric); 2] =
    [("ltm-revenue", Metric::LtmRevenue), ("ltm-ebitda", Metric::LtmEbitda)];
/// What a convertible can be.
pub(super) const CONVERTIBLE_KINDS: [(&str, ConvertibleKind); 3] = [
    ("safe", ConvertibleKind::Safe),
    ("safe-pre-money", ConvertibleKind::PreMoneySafe),
    ("note", ConvertibleKind::Note),
];
/// Where later rounds can rank.
pub(super) const SENIORITIES: [(&str, NewRoundSeniority); 2] =
    [("senior", NewRoundSeniority::Senior), ("pari-passu", NewRoundSeniority::PariPassu)];

const GRADES: [&str; Grade::ALL.len()] = {
    let mut words = [""; Grade::ALL.len()];
    let mut place = 0;
    while place < words.len() {
        words[place] = Grade::ALL[place].name();
        place += 1;
    }
    words
};
const DEFAULTS_HOLD: Missing = Missing::Means("the defaults of its keys");
const NONE: Missing = Missing::Means("there are none");
const NAME: Other = key(
    "name",
    Kind::Line,
    Missing::Required,
    "a name of its own within the list; dotted paths use it",
    "\"core\"",
);
const REMOVE: Other = key(
    "remove",
    Kind::Switch,
    Missing::Switch(false),
    "in a file that extends another: whether the entry of this name is taken out",
    "true",
);
const PARTICIPATION: Other = key(
    "participation",
    Kind::Participation,
    Missing::Word("none"),
    "share in what is left after all preferences: none, full, or up to a cap on preference and participation together, in x invested",
    "{ cap = 3.0 }",
);
const METRIC: Other = key(
    "metric",
    Kind::Word(&words(METRICS)),
    Missing::Required,
    "what the multiple applies to; EBITDA and invested capital are floored at 0. `better-of`: the larger of revenue_multiple and ebitda_multiple times theirs",
    "\"ltm-revenue\"",
);

/// Keys of the file itself.
pub(super) const ROOT: &[Other] = &[
    key(
        "extends",
        Kind::Line,
        Missing::Means("the file stands alone"),
        "another scenario file, relative to this one, from which all is taken that this one does not say",
        "\"apparel-nearshore.toml\"",
    ),
    table("scenario", Missing::Required),
    table("simulation", Missing::Required),
    table("investment", Missing::Required),
    table("balance_sheet", DEFAULTS_HOLD),
    table("market", DEFAULTS_HOLD),
    table("sites", Missing::Required),
    table("scaling", DEFAULTS_HOLD),
    list("product", Missing::Required),
    list("supplier", NONE),
    table("popups", DEFAULTS_HOLD),
    table("funding", DEFAULTS_HOLD),
    table("failure", DEFAULTS_HOLD),
    table("exit", Missing::Required),
    list("correlation", NONE),
    list("stress", NONE),
    list("screen", NONE),
    list("diligence", NONE),
    list("comparable", NONE),
    table("memo", Missing::Means("a memo has no text but the program's")),
];
/// Keys of `[scenario]`.
pub(super) const SCENARIO: &[Other] = &[
    key(
        "name",
        Kind::Line,
        Missing::Required,
        "what the scenario is called in reports",
        "\"Nearshore apparel microfactory\"",
    ),
    key(
        "vertical",
        Kind::Line,
        Missing::Means("none is shown"),
        "the operator's trade, for reports",
        "\"apparel\"",
    ),
    key(
        "currency",
        Kind::Currency,
        Missing::Required,
        "ISO 4217 code of the currency of all amounts",
        "\"USD\"",
    ),
    key(
        "source",
        Kind::Line,
        Missing::Means("figures without one have none"),
        "where figures come from that name neither source nor grade",
        "\"management plan, March 2026\"",
    ),
    key(
        "grade",
        Kind::Word(&GRADES),
        Missing::Means("figures without one have none"),
        "how well figures are known that name neither source nor grade",
        "\"management\"",
    ),
];
/// `paths` of `[simulation]`.
pub(super) const PATHS: Other = key(
    "paths",
    Kind::Whole { min: 1, max: MOST_PATHS },
    Missing::Whole(20_000),
    "how many paths are simulated",
    "50_000",
);
/// `seed` of `[simulation]`.
pub(super) const SEED: Other = key(
    "seed",
    Kind::Whole { min: 0, max: u64::MAX },
    Missing::Whole(1),
    "seed of all random numbers",
    "20260101",
);
/// `horizon_months` of `[simulation]`.
pub(super) const HORIZON_MONTHS: Other = key(
    "horizon_months",
    Kind::Whole { min: 1, max: 600 },
    Missing::Required,
    "months: how far ahead each path is simulated",
    "120",
);
/// How the paths of a run lie among all that could happen.
pub(super) const DESIGNS: [(&str, Design); 2] =
    [(Design::Sobol.name(), Design::Sobol), (Design::Plain.name(), Design::Plain)];
/// `design` of `[simulation]`.
pub(super) const DESIGN: Other = key(
    "design",
    Kind::Word(&words(DESIGNS)),
    Missing::Word(Design::Sobol.name()),
    "how paths are drawn: spread evenly over all that could happen, or each independent of all others",
    "\"plain\"",
);
/// Keys of `[simulation]`.
pub(super) const SIMULATION: &[Other] = &[PATHS, SEED, DESIGN, HORIZON_MONTHS];
/// Keys of `[investment]` that are not numbers, and the list in it.
pub(super) const INVESTMENT: &[Other] = &[
    key(
        "seniority",
        Kind::Rank,
        Missing::Whole(1),
        "rank of the round's class: higher is paid first, equal ranks share",
        "1",
    ),
    PARTICIPATION,
    switch("pro_rata", "whether the investor keeps its share by paying into later rounds"),
    list("existing", NONE),
    list("convertible", NONE),
    list("tranche", NONE),
];
/// Keys of `[[investment.existing]]` that are not numbers.
pub(super) const EXISTING: &[Other] = &[
    NAME,
    PARTICIPATION,
    key(
        "seniority",
        Kind::Rank,
        Missing::Whole(0),
        "rank of the class: higher is paid first, equal ranks share",
        "0",
    ),
    REMOVE,
];
/// Keys of `[[investment.tranche]]` that are not numbers.
pub(super) const TRANCHE: &[Other] = &[NAME, REMOVE];
/// Keys of `[[investment.convertible]]` that are not numbers.
pub(super) const CONVERTIBLE: &[Other] = &[
    NAME,
    key(
        "kind",
        Kind::Word(&words(CONVERTIBLE_KINDS)),
        Missing::Required,
        "its standard form: a SAFE with a post-money cap, one with a pre-money cap, or a note",
        "\"safe\"",
    ),
    key(
        "cap_counts_new_pool",
        Kind::Switch,
        Missing::Means("as in its standard form: not of a safe, but of the others"),
        "whether the cap is spread over the options created for the round, too",
        "false",
    ),
    REMOVE,
];
/// The table in `[sites]`.
pub(super) const SITES: &[Other] = &[FIRST_SALE_GATE, table("permits", DEFAULTS_HOLD)];
/// `sells_at_loss` of `[[product]]`.
pub(super) const SELLS_AT_LOSS: Other = switch(
    "sells_at_loss",
    "whether the line is made also while a unit costs more than it brings, stocked at its service_level",
);
/// `first_sale_gate` of `[sites]`.
pub(super) const FIRST_SALE_GATE: Other =
    switch("first_sale_gate", "whether no site is applied for before the first sale");
/// The table in `[popups]`.
pub(super) const POPUPS: &[Other] = &[table("campaign", DEFAULTS_HOLD)];
/// Keys of `[[product]]` that are not numbers.
pub(super) const PRODUCT: &[Other] = &[
    NAME,
    key(
        "seasonality",
        Kind::Numbers(NON_NEGATIVE, Some(12)),
        Missing::Means("no season"),
        "twelve factors of demand with a mean of 1, the first for month 0",
        "[0.8, 0.8, 0.9, 0.9, 1.0, 1.0, 1.0, 1.0, 1.1, 1.1, 1.2, 1.2]",
    ),
    SELLS_AT_LOSS,
    REMOVE,
];
/// Keys of `[[supplier]]` that are not numbers.
pub(super) const SUPPLIER: &[Other] = &[NAME, REMOVE];
/// Keys of `[funding]` that are not numbers, and the table in it.
pub(super) const FUNDING: &[Other] = &[
    key(
        "new_round_seniority",
        Kind::Word(&words(SENIORITIES)),
        Missing::Word("senior"),
        "whether a later round ranks above all classes so far, or with the most senior of them",
        "\"pari-passu\"",
    ),
    table("traction", Missing::Means("odds do not hang on it")),
];
/// The tables in `[exit]`.
pub(super) const EXIT: &[Other] = &[list("route", NONE), table("horizon", Missing::Required)];
/// Keys of `[[exit.route]]` that are not numbers.
pub(super) const ROUTE: &[Other] = &[NAME, METRIC, REMOVE];
/// Keys of `[exit.horizon]` that are not numbers.
pub(super) const HORIZON: &[Other] = &[METRIC];

/// Keys of `[[correlation]]`.
pub(super) const CORRELATION: &[Other] = &[
    key(
        "between",
        Kind::Lines(2),
        Missing::Required,
        "dotted paths of two or more uncertain numbers; every two of them are tied",
        "[\"product.core.lead_time_days\", \"product.core.markdown_depth\"]",
    ),
    key(
        "rank",
        Kind::Number(Range::closed(-LARGEST_RANK, LARGEST_RANK, "")),
        Missing::Required,
        "Spearman's rank correlation of every two",
        "0.5",
    ),
    key(
        "source",
        Kind::Line,
        Missing::Means("nothing is known of it"),
        "who or what says so",
        "\"twelve seasons of orders\"",
    ),
    key(
        "grade",
        Kind::Word(&GRADES),
        Missing::Means("nothing is known of it"),
        "how well it is known",
        "\"analogue\"",
    ),
    key(
        "note",
        Kind::Line,
        Missing::Means("there is none"),
        "anything else worth knowing",
        "\"weaker for basics\"",
    ),
];
/// Keys of `[[stress]]`.
pub(super) const STRESS: &[Other] = &[
    key("name", Kind::Line, Missing::Required, "what the axis is called", "\"Coordination cost\""),
    key(
        "key",
        Kind::Line,
        Missing::Required,
        "dotted path of the number to push",
        "\"scaling.coordination_exponent\"",
    ),
    key(
        "values",
        Kind::Numbers(ANY, None),
        Missing::Means("`percentiles` or `band` is given"),
        "the values it is set to, one after the other",
        "[1.0, 1.1, 1.2, 1.3]",
    ),
    key(
        "percentiles",
        Kind::Numbers(crate::model::key::SHARE, None),
        Missing::Means("`values` or `band` is given"),
        "percentiles of its own distribution that it is set to",
        "[0.05, 0.5, 0.95]",
    ),
    key(
        "band",
        Kind::Numbers(crate::model::key::SHARE, Some(2)),
        Missing::Means("`values` or `percentiles` is given"),
        "part of its own distribution that it is drawn from, in percentiles",
        "[0.9, 1.0]",
    ),
    key(
        "limit",
        Kind::Line,
        Missing::Means("no limit"),
        "condition on a statistic that the run should keep to",
        "\"p_loss <= 0.5\"",
    ),
];
/// Keys of `[[screen]]`.
pub(super) const SCREEN: &[Other] = &[
    key(
        "name",
        Kind::Line,
        Missing::Required,
        "what the investor screens for",
        "\"Evidence of low markdowns\"",
    ),
    key(
        "metric",
        Kind::Line,
        Missing::Required,
        "figure of the simulated results, or the dotted path of an assumption, with * for any entry \
            of a list",
        "\"markdown_rate\"",
    ),
    key(
        "statistic",
        Kind::Line,
        Missing::Required,
        "statistic of the figure over all paths: mean, sd, prob, or a percentile such as p75; of an \
            assumption mean or a percentile",
        "\"p75\"",
    ),
    key(
        "min",
        Kind::Number(ANY),
        Missing::Means("no lower limit"),
        "smallest value that passes",
        "0.1",
    ),
    key(
        "max",
        Kind::Number(ANY),
        Missing::Means("no upper limit"),
        "largest value that passes",
        "0.18",
    ),
];
/// Keys of `[[diligence]]`.
pub(super) const DILIGENCE: &[Other] = &[
    key(
        "question",
        Kind::Line,
        Missing::Required,
        "what would be asked",
        "\"Can the operator switch suppliers within 48 hours?\"",
    ),
    key(
        "resolves",
        Kind::Lines(1),
        Missing::Required,
        "dotted paths of the uncertain numbers that the answer would settle",
        "[\"supplier.dye house.switch_days\"]",
    ),
    key(
        "cost",
        Kind::Number(NON_NEGATIVE),
        Missing::Required,
        "what asking costs, in the scenario's currency",
        "25_000",
    ),
    key(
        "to_sd",
        Kind::Number(POSITIVE),
        Missing::Means("the answer is exact, or `sample_size` is given"),
        "standard deviation of the number that the answer leaves",
        "2.5",
    ),
    key(
        "sample_size",
        Kind::Whole { min: 1, max: 1_000_000_000 },
        Missing::Means("the answer is exact, or `to_sd` is given"),
        "observations that the answer is worth",
        "12",
    ),
];
/// Keys of `[[comparable]]`.
pub(super) const COMPARABLE: &[Other] = &[
    key(
        "name",
        Kind::Line,
        Missing::Required,
        "a name of its own within the list: the company",
        "\"Acme\"",
    ),
    key(
        "metric",
        Kind::Word(&words(COMPARABLE_METRICS)),
        Missing::Required,
        "what its multiple is of",
        "\"ltm-revenue\"",
    ),
    key(
        "multiple",
        Kind::Number(Range { open_min: true, ..MULTIPLE }),
        Missing::Required,
        "enterprise value over the metric",
        "0.8",
    ),
    key("date", Kind::Date, Missing::Required, "when that was paid or seen", "\"2024-05\""),
    key("source", Kind::Line, Missing::Required, "who says so", "\"press release\""),
    REMOVE,
];
/// Keys of `[memo]`.
pub(super) const MEMO: &[Other] = &[
    key(
        "recommendation",
        Kind::Passage,
        Missing::Means("the memo has none"),
        "what is proposed to the committee, as Markdown; it stands at the top of the memo",
        "\"Invest, if the lease is signed.\"",
    ),
    key(
        "team",
        Kind::Passage,
        Missing::Means("the memo says nothing of it"),
        "what is to be said of the people, as Markdown",
        "\"Two founders, ten years in apparel.\"",
    ),
    key(
        "market",
        Kind::Passage,
        Missing::Means("the memo says nothing of it"),
        "what is to be said of the market, as Markdown",
        "\"Brands within a day by road.\"",
    ),
];
