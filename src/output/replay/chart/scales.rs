//! The panels of a path, and what their axes span: what the path needs, or what
//! another picture has.

use crate::analysis::replayed::Replayed;
use crate::model::ledger::Month;
use crate::output::chart::{Domain, Domains, Scale, Size, Span};
use crate::output::format::money;

/// A panel: its name, its height beside the others, its values.
pub(super) struct Panel {
    pub(super) name: &'static str,
    pub(super) weight: f64,
    pub(super) is_money: bool,
    pub(super) of: fn(&Month) -> f64,
}

pub(super) const PANELS: [Panel; 3] = [
    Panel { name: "cash", weight: 0.42, is_money: true, of: |month| month.cash },
    Panel { name: "revenue", weight: 0.3, is_money: true, of: |month| month.revenue },
    Panel { name: "sites", weight: 0.28, is_money: false, of: |month| month.sites_open },
];

/// What there is room for: beside the names of events, a panel of sites would
/// leave two sizes with panels too flat to be read.
pub(super) fn panels(size: Size) -> &'static [Panel] {
    match size {
        Size::Half | Size::Slide => &PANELS[..2],
        _ => &PANELS,
    }
}

impl Panel {
    fn scale(&self) -> Scale {
        Scale::Optional(self.name)
    }

    /// Values by months from today.
    pub(super) fn points(&self, replayed: &Replayed) -> Vec<(f64, f64)> {
        let values: Vec<f64> = replayed.replay.ledger.months.iter().map(self.of).collect();
        if !self.is_money {
            return stairs(&values);
        }
        let start = (self.name == "cash").then_some((0.0, replayed.opening_cash));
        start.into_iter().chain((1..).map(f64::from).zip(values)).collect()
    }

    /// From the lowest value, or 0, to the highest.
    fn span(&self, replayed: &Replayed) -> Span {
        let points = self.points(replayed).into_iter();
        let Span { low, high } = points.map(|(_, value)| value).fold(Span::to(0.0), Span::with);
        Span { low, high: if 0.0 < high { high } else { 1.0 } }
    }
}

/// A value holds over its month.
fn stairs(values: &[f64]) -> Vec<(f64, f64)> {
    let of = |(t, value): (usize, &f64)| [(t as f64, *value), (t as f64 + 1.0, *value)];
    values.iter().enumerate().flat_map(of).collect()
}

/// What the axes span.
pub(super) struct Scales {
    /// Whole years.
    pub(super) months: usize,
    /// The values of the panels that are drawn, in their order.
    pub(super) panels: Vec<Span>,
    size: Size,
}

/// Time, and the values of each panel, of which a picture has those that its size has room for.
pub(super) const SCALES: &[Scale] = &[
    Scale::Months,
    Scale::Optional(PANELS[0].name),
    Scale::Optional(PANELS[1].name),
    Scale::Optional(PANELS[2].name),
];

/// Whether a picture of this size tells the axes of all its panels.
pub(super) fn all_panels_are_told(domains: &Domains, size: Size) -> bool {
    panels(size).iter().all(|panel| lent(Some(domains), panel).is_some())
}

/// The axis of a panel, which begins at 0 or below.
fn lent(like: Option<&Domains>, panel: &Panel) -> Option<Span> {
    panel.scale().span(like).filter(|axis| axis.low <= 0.0 && 0.0 < axis.high)
}

impl Scales {
    /// Those of the path, or lent ones.
    pub(super) fn of(replayed: &Replayed, like: Option<&Domains>, size: Size) -> Self {
        let months = replayed.replay.ledger.months.len().next_multiple_of(12);
        let span = |panel: &Panel| lent(like, panel).unwrap_or_else(|| panel.span(replayed));
        Self {
            months: Scale::Months.count(like).unwrap_or(months),
            panels: panels(size).iter().map(span).collect(),
            size,
        }
    }

    /// As a picture tells them.
    pub(super) fn domains(&self) -> Vec<Domain> {
        let panels = panels(self.size).iter().zip(&self.panels);
        let panels = panels.map(|(panel, span)| panel.scale().tells(span.ends()));
        std::iter::once(Scale::Months.tells([0.0, self.months as f64])).chain(panels).collect()
    }

    /// Says so where the path goes on beyond lent axes.
    pub(super) fn cut(&self, replayed: &Replayed, currency: &str) -> Vec<String> {
        let mut notes = Vec::new();
        let months = replayed.replay.ledger.months.len();
        if self.months < months {
            notes.push(format!("goes on beyond this axis, to month {months}"));
        }
        for (panel, span) in panels(self.size).iter().zip(&self.panels) {
            let own = panel.span(replayed);
            let shown = |value: f64| {
                if panel.is_money { money(value, currency) } else { format!("{value:.0}") }
            };
            if span.side(own.high).is_gt() {
                notes.push(format!("{} cut at the top, up to {}", panel.name, shown(own.high)));
            }
            if span.side(own.low).is_lt() {
                notes.push(format!("{} cut at the foot, down to {}", panel.name, shown(own.low)));
            }
        }
        notes
    }
}
