//! What the chart of the plan says, and its numbers.

use super::data::PlanOf;
use super::plan_panels::Panel;
use super::plan_shown::{Shown, reach};
use crate::analysis::plan_years::{Fan, NET_PERCENTILES, PLAN_PERCENTILES, PlanFigure, PlanYear};
use crate::model::outcome::Unit;
use crate::output::chart::{Size, Words, csv_of, listed, when};
use crate::output::csv::number;
use crate::output::format::{money, money_with_error, percent, plural};
use crate::output::run::notes::share_error;
use crate::output::values::percentile_name;

pub(super) fn words<'a>(of: &PlanOf<'a>, shown: &Shown<'_>, size: Size) -> Words<'a> {
    let currency = &of.provenance.currency;
    let subtitle = if size == Size::Half {
        "Of paths that still operate, pale where few are left; the investor\u{2019}s cash is of all paths"
    } else {
        "Bands hold 50 and 80 in 100 of the paths that still operate, pale where few are left; the \
         investor\u{2019}s cash so far is of all paths: mean \u{b1} two standard errors, dashed \
         median, P10 to P90"
    };
    let mut notes = Vec::new();
    let cut = shown.cut();
    if !cut.is_empty() {
        notes.push(format!("cut at the ends of their scales: {}", cut.join(", ")));
    }
    for (end, what) in shown.net_beyond().into_iter().zip(["P10", "P90"]) {
        let beyond = end.map(|end| money(end, currency));
        notes.extend(
            beyond.map(|end| format!("{what} of the investor\u{2019}s cash reaches {end}")),
        );
    }
    if size == Size::Half {
        notes.push(format!("operate: {}", shares(shown)));
    }
    notes.push(share_error(of.provenance.paths, &shown.operating));
    if let Some((year, fan)) = key(shown, PlanFigure::Ebitda) {
        let error = money(fan.median_error, currency);
        notes.push(format!("median EBITDA in {} ± {error}", when(year.months)));
    }
    let end = when(of.horizon_months);
    if shown.last().months < of.horizon_months {
        let last = of.plan.years.last().map_or(0.0, |year| year.net.mean.value);
        notes.push(format!("by {end} the investor\u{2019}s mean is {}", money(last, currency)));
    } else if 0.0 < of.by_rule {
        notes.push(format!("in {end}, {} are valued by rule", percent(of.by_rule)));
    }
    if 0.0 < of.plan.later.abs() {
        notes.push(format!("{} a path is paid later", money(of.plan.later, currency)));
    }
    Words {
        provenance: of.provenance,
        titles: titles(of, shown),
        subtitles: vec![subtitle.to_owned()],
        basis: "gross of fees, undiscounted",
        notes,
    }
}

/// The key year and a figure in it.
fn key<'a>(shown: &'a Shown<'_>, figure: PlanFigure) -> Option<(&'a PlanYear, Fan)> {
    let year = shown.key()?;
    Some((year, year.figures[figure as usize]?))
}

/// Shares that operate in some years.
fn shares(shown: &Shown<'_>) -> String {
    let last = shown.last().months;
    let years = shown.years.iter().zip(&shown.operating);
    let some = years.filter(|(year, _)| [12, 60, last].contains(&year.months) && 0 < year.months);
    let texts = some.map(|(year, share)| format!("{} in {}", percent(*share), when(year.months)));
    listed(texts, ", ")
}

fn titles(of: &PlanOf<'_>, shown: &Shown<'_>) -> Vec<String> {
    let (currency, paths) = (&of.provenance.currency, of.provenance.paths);
    let back = back(of, shown).map(|back| format!("; {back}")).unwrap_or_default();
    let amount = |fan: Fan| money(fan.percentiles[2], currency);
    let revenue = key(shown, PlanFigure::Revenue);
    let ebitda = key(shown, PlanFigure::Ebitda);
    let (Some((year, revenue)), Some((_, ebitda))) = (revenue, ebitda) else {
        // Too few come through the first year, or the horizon is within it.
        let mut years = shown.years.iter().zip(&shown.operating);
        let first = years.find(|(year, _)| 0 < year.months);
        let plain = first.map_or_else(
            || operate(when(0), 1.0, paths),
            |(year, share)| operate(when(year.months), *share, paths),
        );
        return vec![format!("{plain}{back}"), plain];
    };
    let start = operate(when(year.months), of.plan.operating(year).value, paths);
    let median = if paths == 1 { "" } else { "median " };
    // An amount that its error does not tell from 0 is no finding.
    let is_clear = 2.0 * ebitda.median_error < ebitda.percentiles[2].abs();
    let ebitda = if is_clear { format!("of {}", amount(ebitda)) } else { "near 0".to_owned() };
    let revenue = amount(revenue);
    let figures = format!("{start}, with {median}revenue of {revenue} and EBITDA {ebitda}");
    vec![format!("{figures}{back}"), figures, format!("{start}, with {median}EBITDA {ebitda}")]
}

/// How many operate at a date.
fn operate(when: String, share: f64, paths: u64) -> String {
    match (paths, share) {
        (1, share) if share <= 0.0 => format!("By {when}, the only path operates no more"),
        (1, _) => format!("In {when}, the only path still operates"),
        (_, share) if share <= 0.0 => format!("By {when}, no path still operates"),
        (_, share) if 1.0 <= share => format!("In {when}, all paths still operate"),
        _ => format!("In {when}, {} of paths still operate", percent(share)),
    }
}

/// From when on the investor has more back than was paid in, on average and by more than the error
/// tells; of a single path nothing.
fn back(of: &PlanOf<'_>, shown: &Shown<'_>) -> Option<String> {
    if of.provenance.paths == 1 {
        return None;
    }
    let is_ahead = |year: &&PlanYear| 0.0 < reach(&year.net)[3];
    let ahead = shown.years.iter().rev().take_while(is_ahead).last();
    let last = shown.last();
    let [.., high] = reach(&last.net);
    Some(match ahead {
        Some(year) if year.months < last.months => format!(
            "on average the investor has more back than was paid in from {} on",
            when(year.months)
        ),
        Some(_) => {
            format!(
                "on average the investor has more back than was paid in only at the end, {}",
                when(last.months)
            )
        }
        None if high < 0.0 => {
            format!(
                "on average the investor has less back by {} than was paid in",
                when(last.months)
            )
        }
        None => "what the investor gains on average is too close to 0 to tell".to_owned(),
    })
}

/// A row for each year.
pub(super) fn numbers(of: &PlanOf<'_>) -> String {
    let figures = PlanFigure::ALL.iter().flat_map(|figure| {
        let percentiles =
            PLAN_PERCENTILES.map(|p| format!("{}_{}", figure.key(), percentile_name(p)));
        percentiles.into_iter().chain([format!("{}_p50_standard_error", figure.key())])
    });
    let net = NET_PERCENTILES.map(|p| format!("net_{}", percentile_name(p)));
    let head = ["month", "operating", "operating_standard_error"].map(str::to_owned);
    let means = ["net_mean", "net_mean_standard_error"].map(str::to_owned);
    let head = head.into_iter().chain(figures).chain(means).chain(net);
    let rows = of.plan.years.iter().map(|year| {
        let operating = of.plan.operating(year);
        let figures = year.figures.iter().flat_map(|fan| match fan {
            Some(fan) => {
                [fan.percentiles.map(number).to_vec(), vec![number(fan.median_error)]].concat()
            }
            None => vec![String::new(); PLAN_PERCENTILES.len() + 1],
        });
        let first = [year.months as f64, operating.value, operating.standard_error].map(number);
        let mean = [year.net.mean.value, year.net.mean.standard_error].map(number);
        let net = year.net.percentiles.map(number);
        first.into_iter().chain(figures).chain(mean).chain(net).collect()
    });
    csv_of(head, rows)
}

pub(super) fn alt_text(of: &PlanOf<'_>, shown: &Shown<'_>) -> String {
    let currency = &of.provenance.currency;
    let operate = format!("Still operate: {}", shares(shown));
    let medians = PlanFigure::ALL.iter().filter_map(|figure| {
        let (year, fan) = key(shown, *figure)?;
        let value = fan.percentiles[2];
        let value = if figure.unit() == Unit::Count {
            format!("{value:.0}")
        } else {
            money(value, currency)
        };
        let meaning = figure.meaning().trim_end_matches('.');
        Some(format!("{meaning}, median in {}: {value}", when(year.months)))
    });
    let medians = listed(medians, "; ");
    let medians = if medians.is_empty() { String::new() } else { format!("{medians}. ") };
    let net = shown.years.iter().map(|year| {
        format!("{} {}", when(year.months), money_with_error(&year.net.mean, currency))
    });
    format!(
        "Small pictures by year of {}. {operate}. {medians}What the investor has got back less what \
         was paid in, mean over all paths: {}.",
        plural(of.provenance.paths, "path"),
        listed(net, ", "),
    )
}

impl Shown<'_> {
    /// The panels of figures that go on beyond their axes.
    pub(super) fn cut(&self) -> Vec<&'static str> {
        let figures = PlanFigure::ALL.into_iter().filter(|figure| {
            let span = self.figures[*figure as usize];
            let mut fans = self.fans(*figure).into_iter();
            fans.any(|(_, _, fan)| fan.percentiles.iter().any(|value| span.ends_before(*value)))
        });
        figures.map(|figure| Panel::Figure(figure).name()).collect()
    }
}
