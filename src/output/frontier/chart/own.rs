//! The plan's own place on the frontier: what its lead time justifies, and what
//! the plan costs.

use super::plane::Plane;
use crate::analysis::frontier::Own;
use crate::output::chart::{LOSS, PAPER, padded};
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
        let (x, y) = (self.plot.x_of(own.point.ratio), self.plot.y_of(justified.min(cost)));
        self.page.dashes(&[(x, self.plot.area.top), (x, y)], 0.9, LOSS, (2.0, 2.0));
    }

    /// Marks what the plan's own lead time justifies, and what the plan costs. The words stand
    /// above all curves, at the head of a line from the marks.
    pub(super) fn own_place(&self) {
        let Some((own, justified)) = self.own() else { return };
        let (page, plot, size) = (self.page, &self.plot, self.page.size.stretch());
        let ratio = own.point.ratio;
        let x = plot.x_of(ratio);
        if let Some(cost) = own.as_it_is.map(|as_it_is| as_it_is.premium.value)
            && !plot.beyond((ratio, cost), LOSS)
        {
            page.discs(plot.at((ratio, cost)), &[(4.2 * size, PAPER), (3.4 * size, LOSS)]);
        }
        if !plot.beyond((ratio, justified), LOSS) {
            let ring = [(4.4 * size, PAPER), (3.6 * size, LOSS), (2.1 * size, PAPER)];
            page.discs((x, plot.y_of(justified)), &ring);
        }
        let wordings = wordings(own, justified);
        let look = page.look(LOSS).bold();
        let right = look.longest(&wordings, page.frame.right - (x + 6.0));
        let text = right.unwrap_or(&wordings[wordings.len() - 1]);
        let away = if right.is_some() { 6.0 } else { -6.0 };
        let x = x + away + away.signum() * 0.5 * look.width(text);
        padded(page, (x, plot.area.top + 0.6 * look.size), look.centred(), text);
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
