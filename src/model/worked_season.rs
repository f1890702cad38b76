//! The season that `docs/model.md` works out with a calculator: its formulas once more,
//! written as they stand there, held against the products step and against the page.

use super::commitment::{Asked, Committed, Setting};
use super::lines::Product;
use super::news::Moves;
use super::products::{Costing, Line, Rules};
use super::sale::{Allowed, Carried};
use crate::sampling::normal::{normal_cdf, normal_quantile};

const DAYS: f64 = 365.0 / 12.0;
const MONTHS: usize = 3;
/// Draws of the three months: news, the bridge's, the sale's; nothing was heard before.
const NEWS: [f64; MONTHS] = [0.5, 1.0, -0.5];
const SPLIT: [f64; MONTHS] = [-0.3, 0.2, 0.1];
const SALE: [f64; MONTHS] = [0.4, -0.2, 0.3];
/// Units that the site can make: an outage takes nearly all of the second month.
const CAPACITY: [f64; MONTHS] = [6000.0, 300.0, 6000.0];
const CARRYING: f64 = 0.12;
const PREPAID: f64 = 0.5;

fn product(lead_time_days: f64) -> Product<f64> {
    let mut line = Product::build(|_| 0.0);
    line.units_per_site_month = 4000.0;
    line.sku_count = 40.0;
    line.batch_units = 60.0;
    line.price = 50.0;
    line.material_cost = 12.0;
    line.conversion_cost = 10.0;
    line.packaging_cost = 1.0;
    line.fulfilment_cost = 4.0;
    line.disposal_cost = 1.0;
    line.setup_cost = 60.0;
    line.yield_rate = 0.96;
    line.selling_cost_share = 0.1;
    line.markdown_depth = 0.5;
    line.clearance_share = 0.8;
    line.made_to_order_share = 0.1;
    line.abandonment_per_week = 0.1;
    line.season_days = 90.0;
    line.planning_days = 365.0;
    line.forecast_volatility = 0.8;
    line.forecast_floor = 0.2;
    line.common_share = 0.1;
    line.reference_delivery_days = f64::INFINITY;
    line.lead_time_days = lead_time_days;
    line
}

/// A number of a month with how it is written on the page.
type Row = (&'static str, f64, usize);

/// Where a month starts from: stock, its cost, orders that wait.
#[derive(Clone, Copy, Default)]
struct Before {
    stock: f64,
    cost: f64,
    waiting: f64,
}

/// News up to the end of a month: none before the season.
fn heard(t: isize) -> f64 {
    let months = (t + 1).clamp(0, MONTHS as isize) as usize;
    NEWS[..months].iter().sum::<f64>() / 12f64.sqrt()
}

/// Month `t` by the formulas of the page.
fn by_hand(lead: f64, t: usize, before: Before) -> (Vec<Row>, Before) {
    let (rho, sigma, floor, theta): (f64, f64, f64, f64) = (0.1, 0.8, 0.2, 0.1);
    let (planned, last) = (4000.0, t as isize);
    let r = f64::min(90.0, DAYS * 40.0 * 60.0 / planned);
    let e = lead + r / 2.0;
    let open = floor * floor + sigma * sigma * e / 365.0;
    let revealed = sigma * sigma * (365.0 - e) / 365.0;
    let (m, h) = ((e / DAYS).floor(), (e / DAYS).fract());
    let at = |age: f64| heard(last - age as isize);
    let since_plan = at(0.0) - at(12.0);
    let bridge = (h * (1.0 - h) / 12.0).sqrt() * SPLIT[t];
    let since_commitment = at(0.0) - at(m) + h * (at(m) - at(m + 1.0)) + bridge;
    let surprise = rho.sqrt() * (sigma * since_plan + floor * SALE[t]);
    let known = rho.sqrt() * sigma * (since_plan - since_commitment);
    let forecast = planned * libm::exp(known - rho * revealed / 2.0);
    let mu = surprise - known - rho * open / 2.0;
    let demand = forecast * libm::exp(mu);
    let noise = libm::log1p(1.0 / 60.0);
    let tau = ((1.0 - rho) * open + noise).sqrt();
    let spread = (open + noise).sqrt();
    let (setup, batch) = (60.0, 60.0);
    let cost = (12.0 + 1.0 + 10.0) / 0.96 + setup / batch;
    let (brings, recovers) = (50.0 * 0.9 - 4.0, 0.8 * 50.0 * 0.5 - 0.2);
    let left = (MONTHS - t) as f64;
    let over_cost = (cost - recovers) / left + cost * CARRYING / 12.0;
    let reorders = e < DAYS && 1.0 < left;
    let too_many = if reorders { over_cost } else { cost - recovers };
    let ratio = (brings - cost) / (brings - cost + too_many);
    let q = libm::exp(spread * normal_quantile(ratio) - spread * spread / 2.0);
    let customers = forecast * (1.0 - theta);
    let wanted = if e < DAYS { (customers * q - before.stock).max(0.0) } else { customers * q };
    let orders = demand * theta * libm::exp(-0.1 * lead / 7.0)
        + before.waiting * libm::exp(-0.1 * DAYS / 7.0);
    let served = f64::min(1.0, CAPACITY[t] / orders) * orders;
    let made = f64::min(1.0, (CAPACITY[t] - served) / wanted) * wanted;
    let j = 1.0 - (1.0 - rho) * sigma * sigma * (e - DAYS).max(0.0) / (365.0 * tau * tau);
    let at_hand = made + j * before.stock;
    let q_made = at_hand / customers;
    let a = (libm::log(q_made) - mu + tau * tau / 2.0) / tau;
    let sell = libm::exp(mu) * normal_cdf(a - tau) + q_made * normal_cdf(-a);
    let from_stock = f64::min(customers * sell, at_hand);
    let over = made + before.stock - from_stock;
    let is_last = t + 1 == MONTHS;
    let stock = if is_last { 0.0 } else { over };
    let leftover = if is_last { over } else { 0.0 };
    let stock_cost = stock * (before.cost + cost * made) / (before.stock + made);
    let waiting = orders - served;
    let sold = from_stock + served;
    let lost = demand + before.waiting - sold - waiting;
    let revenue = 50.0 * sold + 20.0 * leftover;
    let spent = cost * (made + served) + before.cost - stock_cost + 9.0 * sold + 0.2 * leftover;
    let inventory = cost * ((made + served) * lead * PREPAID + made * r / 2.0) / DAYS + stock_cost;
    let rows = vec![
        ("`B_t − B_{t−12}`", since_plan, 6),
        ("`N`", since_commitment, 6),
        ("`X`", surprise, 6),
        ("`x`", known, 6),
        ("`G`", forecast, 2),
        ("`μ`", mu, 6),
        ("demand `G e^μ`", demand, 2),
        ("`cr`", ratio, 6),
        ("`q`", q, 6),
        ("`I` carried in", before.stock, 2),
        ("`Q`", wanted, 2),
        ("`O`", orders, 2),
        ("served", served, 2),
        ("`u_Q Q` made for stock", made, 2),
        ("`j`", j, 6),
        ("`q'`", q_made, 6),
        ("`a`", a, 6),
        ("from stock", from_stock, 2),
        ("sold", sold, 2),
        ("carried out", stock, 2),
        ("left over", leftover, 2),
        ("`W` waiting", waiting, 2),
        ("lost", lost, 2),
        ("revenue", revenue, 0),
        ("cost", spent, 0),
        ("inventory", inventory, 0),
    ];
    (rows, Before { stock, cost: stock_cost, waiting })
}

/// Both plans' months: near, then far.
fn season() -> Vec<Vec<Row>> {
    let mut columns = Vec::new();
    for lead in [14.0, 120.0] {
        let mut before = Before::default();
        for t in 0..MONTHS {
            let (rows, after) = by_hand(lead, t, before);
            columns.push(rows);
            before = after;
        }
    }
    columns
}

fn written(value: f64, digits: usize) -> String {
    let plain = format!("{:.digits$}", value.abs());
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if 0 < i && (whole.len() - i).is_multiple_of(3) && (digits == 0) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let is_zero = plain.chars().all(|c| "0.".contains(c));
    let sign = if value < 0.0 && !is_zero { "−" } else { "" };
    if is_zero { "0".to_owned() } else { format!("{sign}{grouped}{rest}") }
}

#[test]
fn the_page_shows_what_its_formulas_give() {
    let columns = season();
    let page = include_str!("../../docs/model.md");
    let mut missing = Vec::new();
    for row in 0..columns[0].len() {
        let cells: Vec<String> =
            columns.iter().map(|column| written(column[row].1, column[row].2)).collect();
        let line = format!("| {} | {} |", columns[0][row].0, cells.join(" | "));
        if !page.contains(&line) {
            missing.push(line);
        }
    }
    assert!(missing.is_empty(), "docs/model.md should have\n{}", missing.join("\n"));
}

#[test]
fn the_products_step_gives_the_same_season() {
    let costing = Costing {
        learning_floor: 0.0,
        prepaid_share: PREPAID,
        carrying_per_month: CARRYING / 12.0,
        material_cover_months: 0.0,
    };
    let columns = season();
    for (plan, lead) in [14.0, 120.0].into_iter().enumerate() {
        let line = Line::new(&product(lead), Rules::default(), costing);
        let mut carried = Carried::default();
        for t in 0..MONTHS {
            let setting = Setting {
                month: t as f64,
                reach: 1.0,
                demand_index: 1.0,
                material_factor: 1.0,
                learning_factor: 1.0,
                price_level: 1.0,
            };
            let month_plan = line.plan(1.0, &setting, line.slip(0.0));
            let at = |age: usize| heard(t as isize - age as isize);
            let moves = Moves::of(at, line.planning_months(), month_plan.exposed_months, SPLIT[t]);
            let keeps = line.keeps(month_plan.lead_time_days);
            let known = line.know(month_plan.exposed_months, &moves, SALE[t]);
            let asked = Asked::of(known, keeps);
            let commitment = line.meet_demand(&month_plan, &setting, &asked, &carried);
            let z = normal_quantile(commitment.service_level);
            let commitment = line.order_stock(commitment, &carried, z);
            let committed = Committed { plan: month_plan, commitment, price_level: 1.0 };
            let orders = f64::min(1.0, CAPACITY[t] / commitment.to_order);
            let room = CAPACITY[t] - orders * commitment.to_order;
            let allowed = Allowed { orders, stock: f64::min(1.0, room / commitment.stock) };
            let through = commitment.sell_through(allowed.stock, &carried);
            let through = through.of(normal_cdf(through.at_demand), normal_cdf(through.at_stock));
            let month = line.sell(&committed, &carried, allowed, through);
            for (what, found) in [
                ("demand `G e^μ`", month.demand),
                ("u_Q Q` made for stock", month.stock),
                ("sold", month.sold),
                ("carried out", month.carried),
                ("left over", month.leftover),
                ("`W` waiting", month.waiting),
                ("lost", month.lost),
                ("revenue", month.revenue),
                ("cost", month.cost),
                ("inventory", month.inventory),
            ] {
                let rows = &columns[plan * MONTHS + t];
                let wanted = rows.iter().find(|row| row.0.ends_with(what)).expect("a row").1;
                let off = (found - wanted).abs();
                assert!(off < 1e-9 * (1.0 + wanted.abs()), "{lead} {t} {what}: {found} {wanted}");
            }
            carried = month.carried_on();
        }
    }
}
