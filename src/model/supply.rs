//! Supply: disruptions of suppliers and suspensions of permits, both the same
//! process of outage, then an alternate, then normal again.

use super::clock::DAYS_PER_MONTH;
use crate::sampling::stream::Stream;

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
    begins: Stream,
    lengths: Stream,
}

impl Disruption {
    /// Before month 0, undisturbed. Each month takes one draw of either
    /// stream, whether an event begins or not, so that a month's draws do not
    /// depend on what happened before it.
    pub fn new(hazard: Hazard, begins: Stream, lengths: Stream) -> Self {
        Self {
            monthly_probability: -libm::expm1(-hazard.events_per_year / 12.0),
            hazard,
            outage_days_left: 0.0,
            alternate_days_left: 0.0,
            begins,
            lengths,
        }
    }

    /// The next month; `event_days` turns a uniform draw into the length of an
    /// event in days.
    pub fn month(&mut self, event_days: impl FnOnce(f64) -> f64) -> DisruptedMonth {
        let (u_begin, u_length) = (self.begins.uniform(), self.lengths.uniform());
        let free = self.outage_days_left <= 0.0 && self.alternate_days_left <= 0.0;
        if free && u_begin < self.monthly_probability {
            self.begin(event_days(u_length));
        }
        self.pass_month()
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
    use crate::sampling::stream::StreamKey;

    fn certain(switch_days: f64) -> Disruption {
        let hazard =
            Hazard { events_per_year: 1e9, output_share: 0.5, switch_days, switch_premium: 0.2 };
        let stream = |name| StreamKey::new(1, name).stream(0);
        Disruption::new(hazard, stream("begins"), stream("lengths"))
    }

    #[test]
    fn an_outage_runs_over_month_ends_and_then_the_alternate_delivers() {
        let mut supplier = certain(40.0);
        let first = supplier.month(|_| 50.0);
        assert!((first.lost_share - 0.5).abs() < 1e-12);
        let second = supplier.month(|_| 0.0);
        let outage = 40.0 - DAYS_PER_MONTH;
        assert!((second.lost_share - 0.5 * outage / DAYS_PER_MONTH).abs() < 1e-12);
        assert!((second.extra_material_share - 0.1 * 10.0 / DAYS_PER_MONTH).abs() < 1e-12);
        assert!((first.days + second.days - 50.0).abs() < 1e-12);
        assert!(supplier.month(|_| 0.0).days <= 0.0, "it is over");
    }

    #[test]
    fn without_an_alternate_the_whole_event_is_an_outage() {
        let mut supplier = certain(f64::INFINITY);
        let month = supplier.month(|_| 10.0);
        assert!((month.lost_share - 0.5 * 10.0 / DAYS_PER_MONTH).abs() < 1e-12);
        assert!(month.extra_material_share <= 0.0);
    }
}
