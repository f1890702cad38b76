//! What of a path is tallied: a number that it has, or lacks.

use std::fmt;

use crate::analysis::compare::is_less;
use crate::analysis::grammar::{self, route_key};
use crate::analysis::measure::Measure;
use crate::analysis::outcomes::{Outcomes, PANEL_PATHS};
use crate::analysis::statistic::{Event, Rates, Statistic};
use crate::model::ledger::Ledger;
use crate::model::outcome::{FailureCause, Figure, Outcome, Route};

/// A number of every path; NaN: absent.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// A measure.
    Of(Measure),
    /// Line revenue less line cost, per batch, of the product line at this position.
    Line(usize),
    /// A measure of the paths that end by one route; of others absent.
    By(Measure, Route),
    /// 1 on paths that end by the route, 0 on others.
    Ends(Route),
    /// 1 on paths on which the event holds, 0 on others; absent where what it looks at is.
    Holds(Event),
    /// The same, and 0 where what it looks at is absent.
    Met(Event),
    /// 1 on paths that fail for the cause, 0 on others.
    Fails(FailureCause),
    /// 1 on paths that try to raise money in a later round, 0 on others.
    SeeksMoney,
    /// What a path is beside the same path of another scenario.
    Beside(Beside),
}

/// What a path is beside the same path of another scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Beside {
    /// 1 where its MOIC is lower, by more than rounding, 0 elsewhere.
    Worse,
    /// 1 where it is the same.
    Same,
    /// 1 where it is higher.
    Better,
    /// The other's figure, where both have it.
    Theirs(Figure),
    /// Its own, where both have it.
    Own(Figure),
    /// Its own less the other's.
    Difference(Figure),
}

/// What of the same path of another scenario columns hang on.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    moic: f64,
    figures: [f64; Figure::COUNT],
}

impl Seen {
    /// Of such a path.
    pub fn of(ledger: &Ledger) -> Self {
        Self { moic: ledger.outcome.moic, figures: ledger.outcome.figures }
    }
}

impl Beside {
    fn on(self, outcome: &Outcome, seen: &Seen) -> f64 {
        let one_if = |holds: bool| f64::from(u8::from(holds));
        let (own, theirs) = (outcome.moic, seen.moic);
        let both = |figure: Figure| {
            let (own, theirs) = (outcome.figures[figure as usize], seen.figures[figure as usize]);
            if own.is_nan() || theirs.is_nan() { (f64::NAN, f64::NAN) } else { (own, theirs) }
        };
        match self {
            Self::Worse => one_if(is_less(own, theirs)),
            Self::Same => one_if(!is_less(own, theirs) && !is_less(theirs, own)),
            Self::Better => one_if(is_less(theirs, own)),
            Self::Theirs(figure) => both(figure).1,
            Self::Own(figure) => both(figure).0,
            Self::Difference(figure) => {
                let (own, theirs) = both(figure);
                own - theirs
            }
        }
    }

    fn read(text: &str) -> Option<Self> {
        let (kind, key) = text.split_once(' ').unwrap_or((text, ""));
        let figure = || Figure::ALL.into_iter().find(|figure| figure.key() == key);
        match kind {
            "worse" => Some(Self::Worse),
            "same" => Some(Self::Same),
            "better" => Some(Self::Better),
            "theirs" => figure().map(Self::Theirs),
            "own" => figure().map(Self::Own),
            "difference" => figure().map(Self::Difference),
            _ => None,
        }
    }
}

/// As jobs write it.
impl fmt::Display for Beside {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Worse => to.write_str("worse"),
            Self::Same => to.write_str("same"),
            Self::Better => to.write_str("better"),
            Self::Theirs(figure) => write!(to, "theirs {}", figure.key()),
            Self::Own(figure) => write!(to, "own {}", figure.key()),
            Self::Difference(figure) => write!(to, "difference {}", figure.key()),
        }
    }
}

/// What a column hangs on beside the path.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// Yearly rates that the investor asks for.
    pub rates: Rates,
    /// Names of the exit routes.
    pub route_names: &'a [String],
}

impl Column {
    /// The column of a statistic; none of one that is of no column.
    pub fn of_statistic(statistic: &Statistic) -> Option<Self> {
        match statistic {
            Statistic::Mean(measure)
            | Statistic::Sd(measure)
            | Statistic::Percentile(measure, _) => Some(Self::Of(*measure)),
            Statistic::Chance(event) => Some(Self::Holds(event.clone())),
            Statistic::BreakEvenRate => None,
        }
    }

    /// Whether it hangs on the same path of another scenario.
    pub fn is_beside(&self) -> bool {
        matches!(self, Self::Beside(_))
    }

    /// Its value on a path, of which another scenario has been `seen` where there is one.
    pub fn on(&self, ledger: &Ledger, terms: Terms<'_>, seen: Option<&Seen>) -> f64 {
        let outcome = &ledger.outcome;
        let one_if = |holds: bool| f64::from(u8::from(holds));
        let holds = |event: &Event| {
            let value = event.looks_at().of_path(outcome);
            event.on_path(value, outcome.route, (terms.rates, terms.route_names))
        };
        match self {
            Self::Of(measure) => measure.of_path(outcome),
            Self::Line(line) => ledger.line_batch_margins.get(*line).copied().unwrap_or(f64::NAN),
            Self::By(measure, route) if *route == outcome.route => measure.of_path(outcome),
            Self::By(..) => f64::NAN,
            Self::Ends(route) => one_if(*route == outcome.route),
            Self::Holds(event) => holds(event),
            Self::Met(event) => one_if(0.5 < holds(event)),
            Self::Fails(cause) => one_if(outcome.failure == Some(*cause)),
            Self::SeeksMoney => one_if(outcome.first_round_tried.is_some()),
            Self::Beside(beside) => seen.map_or(f64::NAN, |seen| beside.on(outcome, seen)),
        }
    }

    /// What the first paths have of it, rising, where their outcomes tell.
    pub fn sorted_of_first(&self, outcomes: &Outcomes) -> Option<Vec<f64>> {
        let first = outcomes.len().min(PANEL_PATHS as usize);
        let column = |measure: Measure| measure.column(outcomes)[..first].to_vec();
        let values = match self {
            Self::Of(measure) => column(*measure),
            Self::Line(line) => outcomes.line_batch_margins.get(*line)?[..first].to_vec(),
            Self::By(measure, route) => {
                let ends = column(*measure).into_iter().zip(&outcomes.route);
                ends.filter(|(_, ends)| *ends == route).map(|(value, _)| value).collect()
            }
            _ => return None,
        };
        let mut values: Vec<f64> = values.into_iter().filter(|value| !value.is_nan()).collect();
        values.sort_unstable_by(f64::total_cmp);
        Some(values)
    }

    /// The column that is so written, in a scenario with these exit routes; none where none is.
    pub fn read(text: &str, route_names: &[String]) -> Option<Self> {
        let (kind, of) = text.split_once(' ')?;
        let event = || match grammar::statistic(of, route_names) {
            Ok(Statistic::Chance(event)) => Some(event),
            _ => None,
        };
        match kind {
            "of" => Measure::find(of).map(Self::Of),
            "line" => of.parse().ok().map(Self::Line),
            "by" => {
                let (route, measure) = of.split_once(' ')?;
                Some(Self::By(Measure::find(measure)?, route_of(route, route_names)?))
            }
            "ends" => route_of(of, route_names).map(Self::Ends),
            "holds" => event().map(Self::Holds),
            "met" => event().map(Self::Met),
            "fails" => FailureCause::find(of).map(Self::Fails),
            "seeks" => (of == "money").then_some(Self::SeeksMoney),
            "beside" => Beside::read(of).map(Self::Beside),
            _ => None,
        }
    }
}

/// The route of this index.
fn route_of(text: &str, names: &[String]) -> Option<Route> {
    match text.parse::<usize>().ok()? {
        0 => Some(Route::Failure),
        1 => Some(Route::Horizon),
        sale => u16::try_from(sale - 2).ok().filter(|_| sale - 2 < names.len()).map(Route::Sale),
    }
}

/// As jobs write it.
impl fmt::Display for Column {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Of(measure) => write!(to, "of {}", measure.key()),
            Self::Line(line) => write!(to, "line {line}"),
            Self::By(measure, route) => write!(to, "by {} {}", route.index(), measure.key()),
            Self::Ends(route) => write!(to, "ends {}", route.index()),
            Self::Holds(event) => write!(to, "holds p_{}", spelled(event)),
            Self::Met(event) => write!(to, "met p_{}", spelled(event)),
            Self::Fails(cause) => write!(to, "fails {}", cause.key()),
            Self::SeeksMoney => to.write_str("seeks money"),
            Self::Beside(beside) => write!(to, "beside {beside}"),
        }
    }
}

/// An event as statistics spell it, names of routes with it.
fn spelled(event: &Event) -> String {
    match event {
        Event::Route(name) => format!("{}", Event::Route(route_key(name))),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Beside, Column};
    use crate::analysis::measure::Measure;
    use crate::analysis::statistic::{Event, Relation, Threshold};
    use crate::model::outcome::{FailureCause, Figure, Route};

    #[test]
    fn columns_are_read_as_they_are_written() {
        let routes = ["strategic sale".to_owned(), "buy-out".to_owned()];
        let third = Threshold::Number(1.0 / 3.0);
        for column in [
            Column::Of(Measure::Moic),
            Column::Of(Measure::Figure(Figure::SiteRoic)),
            Column::Line(3),
            Column::By(Measure::ExitMonth, Route::Sale(1)),
            Column::By(Measure::Moic, Route::Horizon),
            Column::Ends(Route::Failure),
            Column::Holds(Event::Loss),
            Column::Holds(Event::FailedBy(60)),
            Column::Holds(Event::Compares(Measure::Npv, Relation::Lt, third)),
            Column::Met(Event::Compares(Measure::Irr, Relation::Ge, Threshold::Target)),
            Column::Fails(FailureCause::Setback),
            Column::SeeksMoney,
            Column::Beside(Beside::Same),
            Column::Beside(Beside::Difference(Figure::MarkdownRate)),
        ] {
            assert_eq!(
                Column::read(&column.to_string(), &routes),
                Some(column.clone()),
                "{column}"
            );
        }
        for text in ["", "of", "of colour", "ends 4", "holds mean_moic", "by 1", "fails us"] {
            assert_eq!(Column::read(text, &routes), None, "{text}");
        }
    }
}
