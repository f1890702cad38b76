//! What of the deal, the roll-out and the exit is legal but probably not meant,
//! at central values.

use super::closing;
use super::problem::Problem;
use super::reader::Reader;
use super::tranches;
use super::wording::number;
use crate::model::clock::DAYS_PER_MONTH;
use crate::model::operator::{Metric, Operator};

/// Early-stage investors ask 30-40 % a year and growth investors 20-25 %, and
/// they do so because most of their companies fail. In the flows simulated here
/// companies do fail, so that a rate beyond the usual ones counts it twice.
const LARGEST_USUAL_HURDLE: f64 = 0.40;
/// Nobody writes a cheque that small, in any currency.
const SMALLEST_USUAL_CHEQUE: f64 = 10_000.0;
/// A company that raises a round is worth more than this share of a year's
/// sales.
const SMALLEST_USUAL_VALUE: f64 = 0.05;
/// Makers in short runs were sold at 0.5 to 3 times revenue, rarely more.
const LARGEST_USUAL_REVENUE_MULTIPLE: f64 = 4.0;

/// All suspicions about them.
pub(super) fn of(reader: &Reader, operator: &Operator) -> Vec<Option<Problem>> {
    let mut found = vec![
        failure_priced_twice(reader),
        cheque_in_thousands(reader),
        no_site_within_horizon(reader, operator),
    ];
    if found[1].is_none() {
        found.push(value_in_thousands(reader, operator));
    }
    found.extend(closing::suspicions(reader, operator));
    found.extend(tranches::suspicions(reader, operator));
    for (name, metric) in &operator.routes {
        found.push(revenue_multiple(reader, &format!("exit.route.{name}"), *metric));
    }
    found.push(revenue_multiple(reader, "exit.horizon", operator.horizon_metric));
    found
}

fn failure_priced_twice(reader: &Reader) -> Option<Problem> {
    let hurdle = reader.place("investment.hurdle_rate")?;
    // Beyond 2 it is taken for a percentage, which is warned of elsewhere.
    (LARGEST_USUAL_HURDLE < hurdle.central && hurdle.central <= 2.0).then_some(())?;
    let percent = number(100.0 * hurdle.central);
    let message =
        format!("a hurdle rate of {percent} % prices failure, which the flows contain too");
    Some(
        Problem::warning(hurdle.span.clone()?, message)
            .label("early-stage investors ask 30-40 %, growth investors 20-25 %")
            .hint("failed paths count in NPV by themselves; a rate that allows for them as well counts them twice"),
    )
}

fn cheque_in_thousands(reader: &Reader) -> Option<Problem> {
    let cheque = reader.place("investment.cheque")?;
    (cheque.central < SMALLEST_USUAL_CHEQUE).then_some(())?;
    let message = format!("the cheque is only {}", number(cheque.central));
    Some(
        Problem::warning(cheque.span.clone()?, message)
            .label("amounts are in units of the currency, not in thousands"),
    )
}

/// The value after the round against what the open sites sell in a year.
fn value_in_thousands(reader: &Reader, operator: &Operator) -> Option<Problem> {
    let central = |path: &str| reader.place(path).map(|place| place.central);
    let sites = central("sites.initial_sites")?;
    let capacity = central("sites.site_capacity_units")?;
    let mut sales = 0.0;
    let mut units = 0.0;
    for line in &operator.lines {
        let demand = central(&format!("product.{}.units_per_site_month", line.name))?;
        sales += 12.0 * sites * demand * central(&format!("product.{}.price", line.name))?;
        units += demand;
    }
    let sales = sales * (capacity / units).min(1.0);
    let pre_money = reader.place("investment.pre_money")?;
    let value = pre_money.central + central("investment.round_size")?;
    (value < SMALLEST_USUAL_VALUE * sales).then_some(())?;
    let message = format!(
        "the operator is valued at {}, but its open sites sell {} a year",
        number(value),
        number(sales.round())
    );
    Some(
        Problem::warning(pre_money.span.clone()?, message)
            .label("amounts are in units of the currency, not in thousands"),
    )
}

fn no_site_within_horizon(reader: &Reader, operator: &Operator) -> Option<Problem> {
    let central = |key: &str| reader.place(key).map(|place| place.central);
    let first = reader.place("sites.first_opening_month")?;
    let wanted = central("sites.initial_sites")? < central("sites.max_sites")?;
    let waits = central("sites.permits.permit_delay_days")? / DAYS_PER_MONTH;
    let opens = first.central + waits + central("sites.build_months")?;
    let horizon = operator.horizon_months;
    (wanted && 0 < horizon && horizon as f64 <= opens).then_some(())?;
    let message = format!("no new site opens within the horizon of {horizon} months");
    let label = format!("with permit and building, the first opens about month {opens:.0}");
    Some(Problem::warning(first.span.clone()?, message).label(label))
}

fn revenue_multiple(reader: &Reader, table: &str, metric: Metric) -> Option<Problem> {
    let (key, hint) = match metric {
        Metric::LtmRevenue => {
            ("multiple", "if it is a multiple of EBITDA, write metric = \"ltm-ebitda\"")
        }
        Metric::BetterOf => {
            ("revenue_multiple", "if it is a multiple of EBITDA, write it as ebitda_multiple")
        }
        Metric::LtmEbitda | Metric::InvestedCapital => return None,
    };
    let multiple = reader.place(&format!("{table}.{key}"))?;
    (LARGEST_USUAL_REVENUE_MULTIPLE < multiple.central).then_some(())?;
    let message =
        format!("{} times revenue is more than makers are sold for", number(multiple.central));
    let problem = Problem::warning(multiple.span.clone()?, message);
    Some(problem.label("usually 0.5 to 3").hint(hint))
}
