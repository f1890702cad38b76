//! A memo for an investment committee: text, tables and pictures from the
//! results of the analyses, each sentence made from their figures.

mod against;
mod assumptions;
mod breaks;
mod cap_table;
mod comparables;
mod deal_json;
pub mod deal_table;
mod drivers;
mod ends;
mod finding;
mod history;
pub mod json;
mod later;
mod method;
pub mod not_modelled;
mod operations;
mod price;
mod questions;
mod returns;
mod rules;
mod sales;
mod sources;
mod terms;
mod terms_json;
mod trading;
mod words;

use super::document::{Document, Section};

use super::screen::words::Screening;
use crate::analysis::assumption_rows::AssumptionRow;
use crate::analysis::cash_marks::Mark;
use crate::analysis::comparables::{Comparable, MemoTexts};
use crate::analysis::compare::{Comparison, Contender};
use crate::analysis::deal_page::DealPage;
use crate::analysis::drivers::Sensitivity;
use crate::analysis::information::Information;
use crate::analysis::run_info::RunInfo;
use crate::analysis::shared_draws::SharedDraws;
use crate::analysis::stress::Findings;
use crate::analysis::summary::Summary;
use crate::model::operator::Operator;

/// What a memo is made from.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The plan, and after it what it is held against.
    pub contenders: &'a [Contender<'a>],
    /// The operator and the deal of the plan.
    pub operator: &'a Operator,
    /// What follows from the deal.
    pub deal: &'a DealPage,
    /// What others were sold for.
    pub comparables: &'a [Comparable],
    /// What an analyst has written.
    pub texts: &'a MemoTexts,
    /// What is to be said of the plan's own figures.
    pub caveats: &'a [String],
    /// All numbers of the plan's file, in its order.
    pub assumptions: &'a [AssumptionRow],
    /// How long its money lasts.
    pub runway: &'a [Mark],
    /// What moves the chance of loss, and where its variance comes from.
    pub sensitivity: &'a Sensitivity,
    /// What is to be said of that.
    pub sensitivity_remarks: &'a [String],
    /// Where it breaks, and what is to be said of that; absent where the file
    /// pushes nothing.
    pub stress: Option<(&'a Findings, &'a [String])>,
    /// What it is held against, if anything.
    pub against: Option<&'a Against<'a>>,
    /// What could be asked before the decision, and the run that tells what that
    /// is worth; absent where the file asks nothing.
    pub questions: Option<(&'a Information, &'a RunInfo)>,
    /// The rules that it is held to, and after it what it is held against.
    pub screening: &'a Screening,
    /// How many rules the files of these have of their own, which nothing is
    /// held to.
    pub unused_rules: &'a [usize],
}

/// The plan against its alternatives.
#[derive(Clone, Debug)]
pub struct Against<'a> {
    /// The plan against each alternative, path by path.
    pub comparison: &'a Comparison,
    /// What the scenarios draw alike.
    pub shared: &'a [SharedDraws],
    /// How they differ in what they say of the run and the deal.
    pub remarks: &'a [String],
    /// All remarks on the comparison, those on each scenario among them.
    pub all_remarks: &'a [String],
}

impl<'a> Material<'a> {
    /// The plan's run, to which alternatives are held.
    fn plan(&self) -> &'a Contender<'a> {
        &self.contenders[0]
    }

    fn info(&self) -> &'a RunInfo {
        self.plan().info
    }

    fn summary(&self) -> &'a Summary {
        self.plan().summary
    }

    fn currency(&self) -> &'a str {
        &self.info().currency
    }
}

/// The memo; `drawn` are the names of its pictures.
pub fn document(of: &Material<'_>, drawn: &[String]) -> Document {
    let mut sections = first_pages(of, drawn);
    sections.push(returns::section(of, drawn));
    sections.extend(history::section(of, drawn));
    sections.extend([
        drivers::section(of, drawn),
        breaks::section(of, drawn),
        ends::section(of, drawn),
        ends::runway(of, drawn),
    ]);
    sections.extend(against::sections(of, drawn));
    sections.push(rules::section(of));
    sections.extend(questions::section(of));
    sections.extend([
        operations::section(of, drawn),
        assumptions::section(of),
        method::section(of),
        method::not_modelled(),
        method::checking(),
    ]);
    sections.extend(returns::with_errors(of));
    Document { title: finding::title(of), facts: finding::facts(of), sections }
}

/// What is to be decided, and what a committee asks of it first.
fn first_pages(of: &Material<'_>, drawn: &[String]) -> Vec<Section> {
    let written = |title: &str, text: &Option<String>| {
        text.as_deref().map(|text| Section::new(title).prose(text))
    };
    let mut sections: Vec<Section> =
        written("Recommendation", &of.texts.recommendation).into_iter().collect();
    sections.extend([terms::section(of), finding::section(of), price::section(of)]);
    sections.push(cap_table::section(of));
    sections.extend(sources::section(of));
    sections.extend(sales::section(of, drawn));
    sections.extend(trading::section(of, drawn));
    sections.extend(later::section(of));
    sections.extend(comparables::section(of));
    sections.extend(written("Team", &of.texts.team));
    sections.extend(written("Market", &of.texts.market));
    sections
}
