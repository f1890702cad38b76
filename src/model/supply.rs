//! Supply: disruptions of suppliers and suspensions of permits, both the same
//! process of outage, then an alternate, then normal again.

use super::clock::DAYS_PER_MONTH;
use super::event::Disrupted;

/// A span shorter than this, in days, is not a disruption.
const SHORTEST_DISRUPTION_DAYS: f64 = 1e-9;

/// What stops, how often, and what an alternate does about it.
#[derive(Clone, Copy, Debug)]
pub struct Hazard {
    /// Events per year.
    pub events_per_year: f64,
    /// Share of output that stops in an outage.
    pub output_share: f64,
    /// Days until an alternate delivers; infinite: none.
    pub switch_days: f64,
    /// Extra material cost while on the alternate, as a share.
    pub switch_premium: f64,
}

/// What one source of disruption did to a month.
#[derive(Clone, Copy, Debug, Default)]
pub struct DisruptedMonth {
    /// Share of output lost.
    pub lost_share: f64,
    /// Extra material cost, as a share.
    pub extra_material_share: f64,
    /// Days of outage and on the alternate.
    pub days: f64,
}

/// One source of disruption over the months of a path.
pub struct Disruption {
    hazard: Hazard,
    monthly_probability: f64,
    outage_days_left: f64,
    alternate_days_left: f64,
}

impl Disruption {
    /// Before month 0, undisturbed.
    pub fn new(hazard: Hazard) -> Self {
        Self {
            monthly_probability: -libm::expm1(-hazard.events_per_year / 12.0),
            hazard,
            outage_days_left: 0.0,
            alternate_days_left: 0.0,
        }
    }

    /// The next month: `u`, a uniform draw, decides whether an event begins
    /// where none is going on, and `event_days` is how long it would last.
    #[inline]
    pub fn month(&mut self, u: f64, event_days: impl FnOnce() -> f64) -> DisruptedMonth {
        if self.outage_days_left <= 0.0 && self.alternate_days_left <= 0.0 {
            if self.monthly_probability <= u {
                return DisruptedMonth::default();
            }
            self.begin(event_days());
        }
        self.pass_month()
    }

    /// Lost for so many days from now on, unless it is out for longer as it
    /// is; an alternate has to be found anew. Whether it is lost.
    pub fn lose(&mut self, days: f64) -> bool {
        let is_lost = self.outage_days_left + self.alternate_days_left < days;
        if is_lost {
            self.begin(days);
        }
        is_lost
    }

    /// An event of so many days as it begins, of the supplier at a position or
    /// of the permits; none where it is too short to be one.
    pub(super) fn told(&self, supplier: Option<usize>, days: f64) -> Option<Disrupted> {
        let Hazard { output_share, switch_days, switch_premium, .. } = self.hazard;
        let outage_days = days.min(switch_days);
        let is_shock = false;
        let told =
            Disrupted { supplier, days, outage_days, output_share, switch_premium, is_shock };
        (SHORTEST_DISRUPTION_DAYS <= days).then_some(told)
    }

    fn begin(&mut self, days: f64) {
        if days < SHORTEST_DISRUPTION_DAYS {
            return;
        }
        self.outage_days_left = days.min(self.hazard.switch_days);
        self.alternate_days_left = days - self.outage_days_left;
    }

    fn pass_month(&mut self) -> DisruptedMonth {
        let outage = self.outage_days_left.min(DAYS_PER_MONTH);
        let alternate = self.alternate_days_left.min(DAYS_PER_MONTH - outage);
        self.outage_days_left -= outage;
        self.alternate_days_left -= alternate;
        let Hazard { output_share, switch_premium, .. } = self.hazard;
        DisruptedMonth {
            lost_share: output_share * outage / DAYS_PER_MONTH,
            extra_material_share: output_share * switch_premium * alternate / DAYS_PER_MONTH,
            days: outage + alternate,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DAYS_PER_MONTH, Disruption, Hazard};

    fn certain(switch_days: f64) -> Disruption {
        let hazard =
            Hazard { events_per_year: 1e9, output_share: 0.5, switch_days, switch_premium: 0.2 };
        Disruption::new(hazard)
    }

    #[test]
    fn an_outage_runs_over_month_ends_and_then_the_alternate_delivers() {
        let mut supplier = certain(40.0);
        let first = supplier.month(0.5, || 50.0);
        assert!((first.lost_share - 0.5).abs() < 1e-12);
        let second = supplier.month(0.5, || 0.0);
        let outage = 40.0 - DAYS_PER_MONTH;
        assert!((second.lost_share - 0.5 * outage / DAYS_PER_MONTH).abs() < 1e-12);
        assert!((second.extra_material_share - 0.1 * 10.0 / DAYS_PER_MONTH).abs() < 1e-12);
        assert!((first.days + second.days - 50.0).abs() < 1e-12);
        assert!(supplier.month(0.5, || 0.0).days <= 0.0, "it is over");
    }

    #[test]
    fn without_an_alternate_the_whole_event_is_an_outage() {
        let mut supplier = certain(f64::INFINITY);
        let month = supplier.month(0.5, || 10.0);
        assert!((month.lost_share - 0.5 * 10.0 / DAYS_PER_MONTH).abs() < 1e-12);
        assert!(month.extra_material_share <= 0.0);
    }
}
