//! The deal, and what follows from it, as JSON.

use serde_json::{Value, json};

use super::Material;
use super::price::at_lowest;
use super::sales::class_names;
use super::sources::{Item, sides, total};
use super::terms_json::terms;
use super::trading::is_shown;
use crate::analysis::break_even_price::BreakEvenPrice;
use crate::analysis::comparables::{OfMetric, by_metric};
use crate::analysis::estimate::Estimate;
use crate::analysis::later_money::LaterMoney;
use crate::analysis::price_targets::{Asked, PriceTarget};
use crate::analysis::round_use::SourcesAndUses;
use crate::analysis::sale_prices::{Sale, TIMES_POST_MONEY};
use crate::analysis::yearly::YearSpread;
use crate::model::operator::Metric;
use crate::output::values::estimate;

/// All that a memo says of the deal.
pub(super) fn deal_value(of: &Material<'_>) -> Value {
    let page = of.deal;
    json!({
        "terms": terms(of),
        "ownership_at_exit": quarters(&page.ownership_at_exit),
        "sources_and_uses": page.round_use.as_ref().map(sources_and_uses),
        "sales": page.sales.iter().zip(TIMES_POST_MONEY).map(|one| sale(of, one)).collect::<Vec<_>>(),
        "panel_paths": of.plan().outcomes.panel.paths(),
        "years": page.years.iter().map(year).collect::<Vec<_>>(),
        "later_money": page.later.as_ref().map(later),
        "price": page.targets.iter().map(|one| price(of, one)).collect::<Vec<_>>(),
        "comparables": comparables(of),
        "texts": {
            "recommendation": of.texts.recommendation,
            "team": of.texts.team,
            "market": of.texts.market,
        },
    })
}

fn quarters(figures: &[Estimate; 3]) -> Value {
    let [low, middle, high] = figures;
    json!({ "p25": estimate(low), "p50": estimate(middle), "p75": estimate(high) })
}

fn sources_and_uses(found: &SourcesAndUses) -> Value {
    let [sources, uses] = sides(found);
    let list = |side: &[Item]| -> Value {
        let item =
            |one: &Item| json!({ "key": one.key, "label": one.label, "mean": estimate(&one.mean) });
        side.iter().map(item).collect()
    };
    json!({
        "paths": found.paths,
        "months": found.months,
        "mean_months": estimate(&found.mean_months),
        "sources": list(&sources),
        "uses": list(&uses),
        "total": { "sources": total(&sources), "uses": total(&uses) },
    })
}

fn sale(of: &Material<'_>, (sale, times): (&Sale, f64)) -> Value {
    let classes = class_names(of).into_iter().zip(&sale.payouts.classes);
    let classes = classes.map(|(name, paid)| json!({ "class": name, "paid": paid }));
    json!({
        "times_post_money": times,
        "price": sale.price,
        "debt": sale.debt,
        "carve_out": sale.payouts.carve_out,
        "classes": classes.collect::<Vec<_>>(),
        "common": sale.payouts.common,
        "investor": sale.investor,
        "moic": sale.investor / of.deal.deal.cheque,
    })
}

fn year(year: &YearSpread) -> Value {
    json!({
        "year": year.year,
        "operating": estimate(&year.operating),
        "revenue": quarters(&year.revenue),
        "ebitda": quarters(&year.ebitda),
        "in_text": is_shown(year),
    })
}

fn later(found: &LaterMoney) -> Value {
    let [quarter, half, three_quarters] = &found.short_by;
    // Never is no number.
    let month = |month: &Estimate| month.value.is_finite().then(|| estimate(month));
    json!({
        "short_by_month": {
            "p25": month(quarter),
            "p50": month(half),
            "p75": month(three_quarters),
        },
        "raises": estimate(&found.raises),
        "raised": estimate(&found.raised),
        "reserve": estimate(&found.reserve),
        "reserve_p90": estimate(&found.reserve_p90),
    })
}

fn price(of: &Material<'_>, target: &PriceTarget) -> Value {
    let asked = match &target.asked {
        Asked::WorthItsPrice => json!({ "kind": "npv", "at_least": 0.0 }),
        Asked::SuccessEarnsTarget => {
            json!({ "kind": "median_irr_without_failure", "at_least": of.info().target_irr })
        }
        Asked::Rule { name, statistic, limit, is_least } => {
            let bound = if *is_least { "at_least" } else { "at_most" };
            json!({ "kind": "rule", "name": name, "statistic": statistic.to_string(), bound: limit })
        }
    };
    let limit = match &target.asked {
        Asked::WorthItsPrice => 0.0,
        Asked::SuccessEarnsTarget => of.info().target_irr,
        Asked::Rule { limit, .. } => *limit,
    };
    let (holds, highest, lowest) = match &target.price {
        BreakEvenPrice::At(price) => ("up to a price", Some(estimate(price)), None),
        BreakEvenPrice::Always => ("at any price", None, None),
        BreakEvenPrice::Never { lowest, .. } => {
            let found = at_lowest(target, limit).as_ref().map(estimate);
            ("at no price", None, Some(json!({ "pre_money": lowest, "found": found })))
        }
    };
    json!({
        "asked": asked,
        "at_plan": estimate(&target.at_plan),
        "holds": holds,
        "highest_pre_money": highest,
        "at_lowest": lowest,
    })
}

fn metric_key(metric: Metric) -> &'static str {
    match metric {
        Metric::LtmRevenue => "ltm-revenue",
        Metric::LtmEbitda => "ltm-ebitda",
        Metric::InvestedCapital => "invested-capital",
        Metric::BetterOf => "better-of",
    }
}

fn comparables(of: &Material<'_>) -> Value {
    let rows = of.comparables.iter().map(|one| {
        json!({
            "name": one.name,
            "metric": metric_key(one.metric),
            "multiple": one.multiple,
            "date": one.date,
            "source": one.source,
        })
    });
    let together = by_metric(of.comparables, &of.deal.exit_multiples);
    json!({
        "all": rows.collect::<Vec<_>>(),
        "by_metric": together.iter().map(of_metric).collect::<Vec<_>>(),
    })
}

fn of_metric(of: &OfMetric) -> Value {
    let own = of.own.iter().map(|own| {
        let [low, middle, high] = own.percentiles;
        json!({ "route": own.route, "p05": low, "p50": middle, "p95": high })
    });
    json!({
        "metric": metric_key(of.metric),
        "count": of.count,
        "lowest": of.lowest,
        "median": of.median,
        "highest": of.highest,
        "plan": own.collect::<Vec<_>>(),
    })
}
