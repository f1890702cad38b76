//! What happened on a path, in sentences made from its numbers.

use crate::analysis::fold::Entry;
use crate::analysis::replayed::Names;
use crate::analysis::stand_out::Outlier;
use crate::analysis::story::{Backlog, Happening, Launch, PopupYear, Spending, Stop, Window};
use crate::model::event::{Disrupted, Event, Gates, SiteGranted};
use crate::model::sites::Closed;
use crate::output::format::{money, percent, plain, two_digits};
use crate::output::value_words::{ValueStyle, value_words};

/// Words for what happens to an operator whose parts have these names.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    /// What its parts are called.
    pub names: &'a Names,
    /// ISO code of the currency.
    pub currency: &'a str,
}

impl Teller<'_> {
    /// What happened, without the month.
    pub fn sentence(&self, what: &Happening) -> String {
        match what {
            Happening::Window(window) => window_words(window),
            Happening::Launched(launch) => self.launched(launch),
            Happening::Line(stop) => self.line(stop),
            Happening::Waits(backlog) => self.waits(backlog),
            Happening::LostSales(outlier) => lost_sales(outlier),
            Happening::Markdowns(outlier) => markdowns(outlier),
            Happening::Popups(year) => self.popups(year),
            Happening::Replaced(Spending { from, spent }) => {
                format!("since month {}: plant replaced for {}", from + 1, self.money(*spent))
            }
            Happening::Repaid { paid, owed } => self.repaid(paid, *owed),
            Happening::PaidBack { months } => {
                format!(
                    "the first new site has paid back what it cost, {months:.0} months after it opened"
                )
            }
            Happening::LowestCash { cash, burn } => {
                format!("cash at its lowest: {}{}", self.money(*cash), runway(*cash, *burn))
            }
            Happening::Model(event) => self.event(event),
        }
    }

    fn event(&self, event: &Event) -> String {
        match event {
            Event::Converted(converted) => self.converted(converted),
            Event::TrancheDecided(decided) => self.tranche(decided),
            Event::Disrupted(event) => self.disrupted(event),
            Event::LineLaunched(line) => {
                format!("line {} sells for the first time", self.names.lines[*line])
            }
            Event::AttemptLapsed(gates) => self.lapsed(gates),
            Event::PermitRefused { fee } => {
                format!("permit refused; the fee of {} is lost", self.money(*fee))
            }
            Event::SiteGranted(site) => self.granted(site),
            Event::SitesOpened { count: 1, open } => format!("a site opens; {open:.0} are open"),
            Event::SitesOpened { count, open } => {
                format!("{count} sites open; {open:.0} are open")
            }
            Event::SiteClosed(site) => self.closes(site),
            Event::RoundNotClosed(tried) => self.not_closed(tried),
            Event::RoundClosed(closed) => self.closed(closed),
            Event::Failed(failed) => self.failed(failed),
            Event::Sold(sold) => self.sold(sold),
            Event::ReachedHorizon(horizon) => self.horizon(horizon),
        }
    }

    /// What it is about: a line, a supplier, a route; empty where there is
    /// nothing to tell apart.
    pub fn subject(&self, what: &Happening) -> &str {
        match what {
            Happening::Launched(launch) => &self.names.lines[launch.line],
            Happening::Line(stop) => &self.names.lines[stop.line],
            Happening::Waits(backlog) => &self.names.lines[backlog.line],
            Happening::Model(Event::LineLaunched(line)) => &self.names.lines[*line],
            Happening::Model(Event::Converted(converted)) => {
                &self.names.convertibles[converted.convertible]
            }
            Happening::Model(Event::TrancheDecided(decided)) => {
                &self.names.tranches[decided.tranche]
            }
            Happening::Model(Event::Disrupted(Disrupted { supplier: Some(index), .. })) => {
                &self.names.suppliers[*index]
            }
            Happening::Model(Event::Sold(sold)) => &self.names.routes[sold.route].0,
            _ => "",
        }
    }

    /// A rate of the scenario, as it was given or drawn.
    pub(in crate::output) fn share(&self, value: f64) -> String {
        value_words(value, "share", self.currency, ValueStyle::BARE)
    }

    /// A multiple of the scenario, as it was given or drawn.
    pub(in crate::output) fn multiple(&self, value: f64) -> String {
        value_words(value, "x of a metric", self.currency, ValueStyle::BARE)
    }

    pub(in crate::output) fn money(&self, value: f64) -> String {
        money(value, self.currency)
    }

    fn launched(&self, launch: &Launch) -> String {
        format!(
            "line {} sells for the first time: {} units of {} wanted, for {}",
            self.names.lines[launch.line],
            whole(launch.sold),
            whole(launch.demand),
            self.money(launch.revenue),
        )
    }

    fn line(&self, stop: &Stop) -> String {
        let name = &self.names.lines[stop.line];
        let (cost, brings) = (self.money(stop.unit_cost), self.money(stop.full_price_margin));
        if stop.is_made {
            format!("line {name} is made again: a unit costs {cost} and brings {brings}")
        } else {
            format!("line {name} is not made: a unit costs {cost} and brings only {brings}")
        }
    }

    fn waits(&self, backlog: &Backlog) -> String {
        let Backlog { line, waiting, most, months } = backlog;
        let name = &self.names.lines[*line];
        let ending = if *months == 1 { "" } else { "s" };
        format!(
            "orders for {} units of {name} find no capacity and wait; at most {} do, for {months} \
             month{ending}",
            units(*waiting),
            units(*most),
        )
    }

    fn popups(&self, year: &PopupYear) -> String {
        format!(
            "since month {}: {} pop-ups held, {} refused; they took {} and cost {}",
            year.from + 1,
            two_digits(year.held),
            two_digits(year.refused),
            self.money(year.revenue),
            self.money(year.cost),
        )
    }

    fn disrupted(&self, event: &Disrupted) -> String {
        let stops = format!("{} of output stops", self.share(event.output_share));
        let days = days(event.days);
        let by = if event.is_shock { ", by a shock" } else { "" };
        let Some(supplier) = event.supplier else {
            return format!("permits suspended for {days}{by}: {stops}");
        };
        let name = &self.names.suppliers[supplier];
        let alternate = event.days - event.outage_days;
        if alternate <= 0.0 {
            return format!("{name} down for {days}{by}, no alternate by then: {stops}");
        }
        let premium = self.share(event.switch_premium.abs());
        let dearer = if event.switch_premium < 0.0 { "less" } else { "more" };
        format!(
            "{name} down for {days}{by}, switched after {}: {stops} until then, and for {} material \
             costs {premium} {dearer} on that part",
            plain_days(event.outage_days),
            super::words::days(alternate),
        )
    }

    fn lapsed(&self, gates: &Gates) -> String {
        format!("no site applied for: {}", self.hindrance(gates))
    }

    fn hindrance(&self, gates: &Gates) -> String {
        let mut reasons = Vec::new();
        if !gates.is_funded {
            reasons.push(format!(
                "cash of {} less {} for the site is below the reserve of {}",
                self.money(gates.ready.cash),
                self.money(gates.capex),
                self.money(gates.reserve),
            ));
        }
        if !gates.has_sold {
            reasons.push("nothing was sold yet".to_owned());
        }
        if !gates.is_proven && gates.ready.months_with_revenue < 3 {
            reasons.push(format!(
                "the last {} months had a site open and brought no revenue",
                gates.ready.idle_months
            ));
        } else if !gates.is_proven {
            reasons.push(format!(
                "contribution of the last three months, {}, is below the {} asked for",
                self.money(gates.ready.contribution),
                self.money(gates.least_contribution),
            ));
        }
        reasons.join("; ")
    }

    fn granted(&self, site: &SiteGranted) -> String {
        let fee = if 0.0 < site.fee {
            format!(" and a fee of {}", self.money(site.fee))
        } else {
            String::new()
        };
        format!(
            "new site {} paid for: {}{fee}; permit in {}, building {} months, to open in month {}",
            site.number,
            self.money(site.capex),
            days(site.delay_days),
            plain(site.build_months),
            site.opens + 1,
        )
    }

    fn closes(&self, site: &Closed) -> String {
        let cost = if 0.0 < site.cost {
            format!("; closing it costs {}", self.money(site.cost))
        } else {
            String::new()
        };
        format!(
            "new site {} closed after {} months: by the last six months it brings {} a month \
             after its fixed cost{cost}; it was built for {}",
            site.number,
            site.age_months,
            self.money(site.contribution),
            self.money(site.capex),
        )
    }

    /// An event, or several attempts of one kind in a row.
    pub fn row(&self, entry: &Entry) -> String {
        let (first, last) = (&entry.first.what, &entry.last.what);
        match (first, last) {
            _ if entry.count == 1 => self.sentence(first),
            (
                Happening::Model(Event::AttemptLapsed(first)),
                Happening::Model(Event::AttemptLapsed(last)),
            ) => format!(
                "no site applied for {} times; at first {}; at last {}",
                entry.count,
                self.hindrance(first),
                self.hindrance(last),
            ),
            (
                Happening::Model(Event::RoundNotClosed(first)),
                Happening::Model(Event::RoundNotClosed(last)),
            ) => format!(
                "round sought {} times and not closed; at first {}; at last {}",
                entry.count,
                self.offered(first),
                self.offered(last),
            ),
            _ => self.sentence(first),
        }
    }
}

fn window_words(window: &Window) -> String {
    let state = match (window.is_first, window.is_open) {
        (true, true) => return "deal window open from the start".to_owned(),
        (false, true) => return "deal window opens".to_owned(),
        (true, false) => "deal window shut from the start",
        (false, false) => "deal window shuts",
    };
    format!(
        "{state}: hazards of a sale times {}, multiples times {}, odds of a round times {}",
        two_digits(window.hazard_factor),
        two_digits(window.multiple_factor),
        two_digits(window.funding_factor),
    )
}

fn lost_sales(outlier: &Outlier) -> String {
    let capacity = if outlier.capacity_factor < 1.0 {
        format!(", and capacity for {} of what was to be made", percent(outlier.capacity_factor))
    } else {
        String::new()
    };
    format!(
        "{} of demand lost ({} of {} units; in its median month {}): demand was {} times the \
         forecast{capacity}",
        percent(outlier.rate),
        whole(outlier.units),
        whole(outlier.of_units),
        percent(outlier.median),
        two_digits(outlier.demand_over_forecast),
    )
}

fn markdowns(outlier: &Outlier) -> String {
    format!(
        "markdowns give up {} of the full-price value of what goes ({} of {} units are left over at a \
         season's end; in its median month {}): demand was {} times the forecast",
        percent(outlier.rate),
        whole(outlier.units),
        whole(outlier.of_units),
        percent(outlier.median),
        two_digits(outlier.demand_over_forecast),
    )
}

/// `, 3.2 months of burn`; nothing where none burns.
pub(in crate::output) fn runway(cash: f64, burn: f64) -> String {
    if 0.0 < burn && 0.0 <= cash {
        format!(", {} months of burn", plain(cash / burn))
    } else {
        String::new()
    }
}

/// Whole where they are many.
fn units(units: f64) -> String {
    if units < 9.95 { two_digits(units) } else { whole(units) }
}

fn whole(units: f64) -> String {
    crate::output::format::count(units.round() as u64)
}

fn plain_days(days: f64) -> String {
    if days < 9.95 { plain(days) } else { format!("{days:.0}") }
}

fn days(days: f64) -> String {
    let number = plain_days(days);
    let ending = if number == "1.0" { "" } else { "s" };
    format!("{number} day{ending}")
}
