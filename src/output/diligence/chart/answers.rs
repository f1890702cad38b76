//! What is drawn of each question, or of each assumption where none is asked.

use crate::analysis::estimate::Estimate;
use crate::analysis::information::{Information, Worth};
use crate::analysis::run_info::RunInfo;
use crate::output::chart::{BETTER, NEUTRAL, round_amount};
use crate::output::diligence::words::{changes, may_be_nothing};
use crate::output::format::money_with_error;
use crate::output::words::input_label;
use plotters::style::RGBColor;

/// What is drawn of a question, or of an assumption.
pub(super) struct Row<'a> {
    pub(super) name: String,
    pub(super) worth: &'a Worth,
    /// What asking costs; none for an assumption.
    pub(super) cost: Option<f64>,
    /// What the answer adds to those of the rows above, where it is worth
    /// asking.
    pub(super) adds: Option<Estimate>,
}

impl Row<'_> {
    /// What the bar shows: what the answer adds where it is worth asking, else
    /// what it is worth alone.
    pub(super) fn value(&self) -> Estimate {
        self.adds.unwrap_or(self.worth.value)
    }

    /// Both ends of the whisker.
    pub(super) fn ends(&self) -> [f64; 2] {
        let value = self.value();
        let two = 2.0 * value.standard_error;
        [(value.value - two).max(0.0), value.value + two]
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.value().value <= 0.0
    }

    /// The number beside the bar.
    pub(super) fn number(&self, currency: &str) -> String {
        if self.is_nothing() {
            "nothing".to_owned()
        } else {
            money_with_error(&self.value(), currency)
        }
    }

    pub(super) fn colour(&self) -> RGBColor {
        let is_asked = self.cost.is_none() || self.adds.is_some();
        if is_asked && !may_be_nothing(&self.value()) { BETTER } else { NEUTRAL }
    }

    /// How often it changes the decision; of what is useful only with the
    /// answers above, that.
    pub(super) fn changes(&self, info: &RunInfo) -> String {
        if self.adds.is_some() && self.worth.value.value <= 0.0 {
            "only jointly".to_owned()
        } else {
            changes(self.worth, info)
        }
    }
}

/// The rows that there is room for.
pub(super) fn rows(found: &Information, most: usize) -> Vec<Row<'_>> {
    if found.questions.is_empty() {
        let numbers = found.numbers.iter().take(most);
        let rows = numbers.map(|one| Row {
            name: input_label(&one.name),
            worth: &one.worth,
            cost: None,
            adds: None,
        });
        return rows.collect();
    }
    // First what is worth asking, then the rest by its worth: where there is no
    // room for all, what is worth nothing is left out.
    let place = |question: usize| {
        let steps = &found.purchase.steps;
        steps.iter().position(|step| step.question == question).unwrap_or(steps.len())
    };
    let mut questions: Vec<usize> = (0..found.questions.len()).collect();
    questions.sort_by(|a, b| {
        let [one, other] = [a, b].map(|place| found.questions[*place].worth.value.value);
        place(*a).cmp(&place(*b)).then(other.total_cmp(&one))
    });
    let rows = questions.into_iter().take(most).map(|question| {
        let asked = &found.questions[question];
        let step = found.purchase.steps.get(place(question));
        Row {
            name: asked.text.clone(),
            worth: &asked.worth,
            cost: Some(asked.cost),
            adds: step.map(|step| step.adds),
        }
    });
    rows.collect()
}

/// The end of the axis, which starts at 0 and holds all bars and all costs: what an answer costs is
/// what it is worth it against.
pub(super) fn domain(rows: &[Row<'_>]) -> f64 {
    let bars = rows.iter().map(|row| row.ends()[1]);
    let costs = rows.iter().filter_map(|row| row.cost);
    let most = bars.chain(costs).fold(0.0, f64::max);
    if 0.0 < most { round_amount(most) } else { 1.0 }
}
