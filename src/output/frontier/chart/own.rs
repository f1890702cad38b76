//! The plan's own place on the frontier: what its lead time justifies, and what
//! the plan costs.

use super::plane::Plane;
use super::room::padded;
use crate::analysis::frontier::Own;
use crate::output::chart::{LOSS, Look, PAPER, Page};
use crate::output::frontier::report::{days, plain_premium};

impl Plane<'_> {
    /// The plan's own place, and what it justifies.
    fn own(&self) -> Option<(&Own, f64)> {
        let own = self.study.own.as_ref()?;
        Some((own, own.point.premium?.value))
    }

    /// From the head of the plot down to the marks of the plan's own place.
    pub(super) fn own_leader(&self) {
        let Some((own, justified)) = self.own() else { return };
        let cost = own.as_it_is.map_or(justified, |own| own.premium.value);
        let foot = self.axes.at(own.point.ratio, self.span.nearest(justified.min(cost)));
        self.page.dashes(&[(foot.0, self.plot.top), foot], 0.9, LOSS, (2.0, 2.0));
    }

    /// Marks what the plan's own lead time justifies, and what the plan costs. The words stand
    /// above all curves, at the head of a line from the marks.
    pub(super) fn own_place(&self) {
        let Some((own, justified)) = self.own() else { return };
        let (page, ratio) = (self.page, own.point.ratio);
        let at = self.axes.at(ratio, self.span.nearest(justified));
        if let Some(cost) = own.as_it_is.map(|as_it_is| as_it_is.premium.value)
            && !self.beyond((ratio, cost), LOSS)
        {
            let (place, size) = (self.axes.at(ratio, cost), page.size.stretch());
            page.disc(place, 4.2 * size, PAPER);
            page.disc(place, 3.4 * size, LOSS);
        }
        if !self.beyond((ratio, justified), LOSS) {
            ring(page, at);
        }
        let wordings = wordings(own, justified);
        let look = Look::new(page.kind.label, LOSS).bold();
        let y = self.plot.top + 0.6 * look.size;
        let right = look.longest(&wordings, page.frame.right - (at.0 + 6.0));
        let text = right.unwrap_or(&wordings[wordings.len() - 1]);
        let away = if right.is_some() { 6.0 } else { -6.0 };
        let x = at.0 + away + away.signum() * 0.5 * look.width(text);
        padded(page, (x, y), look.centred(), text);
    }
}

/// What is justified against what the plan costs, longest first.
fn wordings(own: &Own, justified: f64) -> Vec<String> {
    let (at_days, up_to) = (days(own.point.days), plain_premium(justified));
    let Some(as_it_is) = &own.as_it_is else {
        return vec![format!("this line, {at_days} days: up to {up_to}"), format!("up to {up_to}")];
    };
    let costs = plain_premium(as_it_is.premium.value);
    vec![
        format!("this plan, {at_days} days: costs {costs} more (dot), {up_to} justified (ring)"),
        format!("this plan: {costs} (dot), justified {up_to} (ring)"),
        format!("{costs} (dot), {up_to} justified"),
    ]
}

fn ring(page: &Page, place: (f64, f64)) {
    let size = page.size.stretch();
    page.disc(place, 4.4 * size, PAPER);
    page.disc(place, 3.6 * size, LOSS);
    page.disc(place, 2.1 * size, PAPER);
}
