//! What investors look for in the operator of microfactories, as rules. Each
//! limit has a source or is judgement; docs/screen.md tells more of them.

use super::measure::Measure;
use super::screening::{Assumed, Rule, Subject};
use super::statistic::{Event, Statistic};
use crate::model::outcome::Figure;

/// Most capex per incremental SKU, over the cheque: no currency in it.
const CAPEX_PER_SKU_OF_CHEQUE: f64 = 0.005;

/// The default set, for a deal of that cheque.
pub fn default_rules(cheque: f64) -> Vec<Rule> {
    let percentile = |figure, percent| {
        Subject::Simulated(Statistic::Percentile(Measure::Figure(figure), percent))
    };
    let assumed =
        |path: &str| Subject::Assumed(Assumed { path: path.to_owned(), percent: Some(50) });
    vec![
        at_most(
            "Lead times in weeks, not months",
            assumed("product.*.lead_time_days"),
            30.0,
            "local cut-and-sew 7-56 days, offshore 75-180 (apparelnews.net, jogiel.com)",
        ),
        at_most(
            "Fulfilment in weeks, not months",
            percentile(Figure::FulfilmentDays, 90),
            30.0,
            "judgement: an order arrives within a month in nine of ten paths",
        ),
        at_most(
            "Low markdowns",
            percentile(Figure::MarkdownRate, 75),
            0.12,
            "markdowns cost 12% of US non-grocery sales in 2018 (Coresight and Celect)",
        ),
        Rule {
            needs: Some("product.*.capex_per_sku"),
            ..at_most(
                "Capex per incremental SKU",
                percentile(Figure::CapexPerIncrementalSku, 50),
                CAPEX_PER_SKU_OF_CHEQUE * cheque,
                "judgement: half a percent of the cheque",
            )
        },
        at_least(
            "Batch margin holds with scale",
            percentile(Figure::GrossMarginChange, 25),
            -0.02,
            "judgement: falls by at most two points in three of four paths",
        ),
        at_most(
            "Suppliers switched within 48 hours",
            assumed("supplier.*.switch_days"),
            2.0,
            "what investors ask; 4-12 weeks are usual without a qualified second (waveplm.com)",
        ),
        Rule {
            needs: Some("popups.events_per_site_month"),
            ..at_least(
                "Repeatable pop-up revenue",
                percentile(Figure::PopupRevenueShare, 25),
                0.05,
                "judgement: a twentieth of revenue in three of four paths",
            )
        },
        at_most(
            "Chance of loss",
            Subject::Simulated(Statistic::Chance(Event::Loss)),
            0.65,
            "65% of financings returned less than 1x (Correlation Ventures 2004-2013)",
        ),
        at_least(
            "Expected value",
            Subject::Simulated(Statistic::Mean(Measure::Npv)),
            0.0,
            "the decision rule: what is worth less than it costs is passed on (Brealey, Myers, Allen)",
        ),
        at_most(
            "Runway of 18 months",
            Subject::Simulated(Statistic::Chance(Event::FailedBy(18))),
            0.05,
            "judgement; failures follow the last round by about 20 months (CB Insights)",
        ),
    ]
}

fn at_most(name: &str, subject: Subject, max: f64, source: &'static str) -> Rule {
    let name = name.to_owned();
    Rule { name, subject, min: None, max: Some(max), is_default: true, source, needs: None }
}

fn at_least(name: &str, subject: Subject, min: f64, source: &'static str) -> Rule {
    Rule { min: Some(min), max: None, ..at_most(name, subject, 0.0, source) }
}
