//! `replay.json`: everything that a replay says of a path.

use serde_json::{Map, Value, json};

use super::figures::{figures, kind};
use super::settled::{Holder, holders};
use super::title::{picked, titles};
use super::words::Teller;
use crate::analysis::drawn::DrawnAssumption;
use crate::analysis::replayed::{Discounted, Replayed};
use crate::analysis::run_info::RunInfo;
use crate::analysis::story::Occurrence;
use crate::analysis::years::Year;
use crate::model::outcome::Figure;
use crate::output::record;
use crate::output::record::Record;
use crate::output::tables::paths::route_name;
use crate::output::values::unit_name;

/// `replay.json`: the path with its outcome, events, years and payouts, and the record. Months
/// count from 0.
pub fn replay_json(info: &RunInfo, replayed: &Replayed, record: &Record) -> String {
    record::document(record, replay_value(info, replayed))
}

fn replay_value(info: &RunInfo, replayed: &Replayed) -> Value {
    let teller = Teller { names: &replayed.names, currency: &info.currency };
    let outcome = &replayed.replay.ledger.outcome;
    json!({
        "scenario": record::scenario(info),
        "run": record::run(info),
        "path": replayed.replay.ledger.path,
        "pick": pick(info, replayed),
        "in_words": titles(replayed, &info.currency)[0],
        "moic": outcome.moic,
        "irr": outcome.irr,
        "npv": outcome.npv,
        "invested": outcome.invested,
        "returned": outcome.returned,
        "route": route_name(outcome.route, &info.route_names),
        "exit_month": outcome.exit_month,
        "enterprise_value": outcome.enterprise_value,
        "equity_proceeds": outcome.equity_proceeds,
        "ownership_at_exit": outcome.ownership,
        "operations": operations(replayed),
        "drawn": replayed.drawn.iter().map(drawn).collect::<Vec<_>>(),
        "events": replayed.story.iter().map(|told| event(told, teller)).collect::<Vec<_>>(),
        "years": replayed.years.iter().map(year).collect::<Vec<_>>(),
        "waterfall": holders(replayed).iter().map(holder).collect::<Vec<_>>(),
        "cash_flows": replayed.flows.iter().map(flow).collect::<Vec<_>>(),
    })
}

fn pick(info: &RunInfo, replayed: &Replayed) -> Value {
    let Some(pick) = &replayed.pick else { return Value::Null };
    json!({
        "by": pick.by.key(),
        "value": pick.value,
        "paths": pick.paths,
        "paths_below": pick.below,
        "paths_of_this_value": pick.sharing,
        "in_words": picked(replayed, info.hurdle_rate, &info.currency),
    })
}

fn operations(replayed: &Replayed) -> Value {
    let outcome = &replayed.replay.ledger.outcome;
    let all = Figure::ALL.iter().map(|figure| {
        let of = json!({ "value": outcome.figure(*figure), "unit": unit_name(figure.unit()) });
        (figure.key().to_owned(), of)
    });
    Value::Object(all.collect::<Map<_, _>>())
}

fn drawn(one: &DrawnAssumption) -> Value {
    let [p5, p50, p95] = one.usual;
    json!({
        "name": one.name,
        "unit": one.unit,
        "value": one.value,
        "percentile": one.percentile,
        "p5": p5,
        "p50": p50,
        "p95": p95,
    })
}

fn event(told: &Occurrence, teller: Teller<'_>) -> Value {
    let numbers = figures(&told.what)
        .into_iter()
        .map(|one| (one.name.to_owned(), json!({ "value": one.value, "unit": one.unit })));
    json!({
        "month": told.month,
        "event": kind(&told.what),
        "subject": teller.subject(&told.what),
        "in_words": teller.sentence(&told.what),
        "figures": Value::Object(numbers.collect::<Map<_, _>>()),
    })
}

fn year(year: &Year) -> Value {
    json!({
        "months": year.months,
        "revenue": year.revenue,
        "contribution": year.contribution,
        "ebitda": year.ebitda,
        "interest_and_tax": year.interest_and_tax,
        "capex": year.capex,
        "working_capital_change": year.working_capital_change,
        "debt_repaid": year.debt_repaid,
        "funding": year.funding,
        "cash": year.cash,
        "sites_open": year.sites_open,
        "availability": year.availability,
        "lost_sales_rate": year.lost_sales_rate,
        "markdown_rate": year.markdown_rate,
        "popups_held": year.popups_held,
    })
}

fn holder(holder: &Holder) -> Value {
    let mut value = json!({
        "holder": holder.name,
        "invested": holder.invested,
        "share": holder.share,
        "preference": holder.preference,
        "rank": holder.rank,
        "takes": holder.takes,
        "at_closing": holder.at_closing,
        "deferred": holder.deferred,
        "in_all": holder.in_all,
        "part_of_investor": holder.part,
    });
    if 0.0 < holder.held {
        value["part_held_before"] = holder.held.into();
    }
    value
}

fn flow(one: &Discounted) -> Value {
    json!({
        "years": one.flow.years,
        "amount": one.flow.amount,
        "present_value": one.present_value,
    })
}
