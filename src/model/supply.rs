//! Supply: disruptions of suppliers and suspensions of permits, both the same
//! process of outage, then an alternate, then normal again.
//!
//! Of several paths side by side. Only the paths on which an event begins are asked
//! how long it lasts.

use super::clock::DAYS_PER_MONTH;
use super::event::Disrupted;
use super::luck;
use super::operator::Terms;
use super::trade::Means;
use crate::sampling::elementary::exp_m1;
use crate::sampling::lanes::{LANES, LaneSet, Lanes, by_lane, number};
use crate::sampling::widest::{Kernel, widest};

/// A span shorter than this, in days, is not a disruption.
const SHORTEST_DISRUPTION_DAYS: f64 = 1e-9;

/// What stops, how often, and what an alternate does about it.
#[derive(Clone, Copy, Debug)]
struct Hazard {
    /// Events per year.
    events_per_year: f64,
    /// Share of output that stops in an outage.
    output_share: f64,
    /// Days until an alternate delivers; infinite: none.
    switch_days: f64,
    /// Extra material cost while on the alternate, as a share.
    switch_premium: f64,
}

/// What all sources of disruption, or one of them, did to a month.
#[derive(Clone, Copy, Debug, Default)]
struct DisruptedMonth {
    /// Share of output lost.
    lost_share: f64,
    /// Extra material cost, as a share.
    extra_material_share: f64,
    /// Days of outage and on the alternate.
    days: f64,
}

by_lane! {
    /// One source of disruption over the months of a path.
    struct Source {
        monthly_probability,
        output_share,
        switch_days,
        switch_premium,
        outage_days_left,
        alternate_days_left,
    }
}

impl Source {
    /// Before month 0, undisturbed.
    fn new(hazard: Hazard) -> Self {
        Self {
            monthly_probability: -exp_m1(-hazard.events_per_year / 12.0),
            output_share: hazard.output_share,
            switch_days: hazard.switch_days,
            switch_premium: hazard.switch_premium,
            outage_days_left: 0.0,
            alternate_days_left: 0.0,
        }
    }

    /// Whether an event begins where none is going on; `u` is a uniform draw.
    #[inline(always)]
    fn begins(&self, u: f64) -> bool {
        let rests = (self.outage_days_left <= 0.0) & (self.alternate_days_left <= 0.0);
        rests & (u < self.monthly_probability)
    }

    /// Lost for so many days from now on, unless it is out for longer as it
    /// is; an alternate has to be found anew. Whether it is lost.
    fn lose(&mut self, days: f64) -> bool {
        let is_lost = self.outage_days_left + self.alternate_days_left < days;
        if is_lost {
            self.begin(days);
        }
        is_lost
    }

    fn begin(&mut self, days: f64) {
        if days < SHORTEST_DISRUPTION_DAYS {
            return;
        }
        self.outage_days_left = days.min(self.switch_days);
        self.alternate_days_left = days - self.outage_days_left;
    }

    /// A month passes; it does nothing where no event is going on.
    #[inline(always)]
    fn pass_month(&mut self) -> DisruptedMonth {
        let outage = self.outage_days_left.min(DAYS_PER_MONTH);
        let alternate = self.alternate_days_left.min(DAYS_PER_MONTH - outage);
        self.outage_days_left -= outage;
        self.alternate_days_left -= alternate;
        DisruptedMonth {
            lost_share: self.output_share * outage / DAYS_PER_MONTH,
            extra_material_share: self.output_share * self.switch_premium * alternate
                / DAYS_PER_MONTH,
            days: outage + alternate,
        }
    }
}

/// All sources of disruption of several paths: of the permits, then of each supplier.
pub struct Supply {
    sources: Vec<Source<Lanes>>,
    /// Of each source: the lanes in which an event begins this month.
    begins: Vec<LaneSet>,
    /// Days of outage and on alternates that each path has lived.
    disruption_days: Lanes,
}

impl Supply {
    /// Of no path in particular, with so many suppliers; [`Supply::start`] gives each lane
    /// its own.
    pub(super) fn new(suppliers: usize) -> Self {
        let sources = vec![Source::default(); 1 + suppliers];
        let begins = vec![LaneSet::default(); sources.len()];
        Self { sources, begins, disruption_days: Lanes::all(0.0) }
    }

    /// Starts a path, in one lane, before its month 0.
    pub(super) fn start(&mut self, lane: usize, terms: &Terms<f64>) {
        for (source, hazard) in self.sources.iter_mut().zip(hazards(terms)) {
            source.set_lane(lane, Source::new(hazard));
        }
        self.disruption_days[lane] = 0.0;
    }

    /// How many sources there are.
    pub(super) fn sources(&self) -> usize {
        self.sources.len()
    }

    /// Looks on which paths events begin in a month with these uniforms of the sources.
    pub(super) fn look(&mut self, luck: &[luck::Source]) {
        widest(Look { supply: self, luck });
    }

    /// On which paths one of a source does.
    pub(super) fn begins(&self, source: usize) -> LaneSet {
        self.begins[source]
    }

    /// Begins an event of a source on one path. What is told of it; nothing where it is
    /// too short to be one.
    pub(super) fn begin(&mut self, source: usize, lane: usize, days: f64) -> Option<Disrupted> {
        let all = &mut self.sources[source];
        let mut one = all.lane(lane);
        one.begin(days);
        all.set_lane(lane, one);
        told(&one, source, days)
    }

    /// A shock: a supplier is lost on one path for so many days, unless it is out for
    /// longer as it is. What is told of it; nothing where it is not lost.
    pub(super) fn lose(&mut self, supplier: usize, lane: usize, days: f64) -> Option<Disrupted> {
        // The permits, which come first, are nobody's to lose.
        let source = 1 + supplier;
        let mut one = self.sources[source].lane(lane);
        let is_lost = one.lose(days);
        self.sources[source].set_lane(lane, one);
        let told = told(&one, source, days).filter(|_| is_lost)?;
        Some(Disrupted { is_shock: true, ..told })
    }

    /// A month passes on all paths: what supply and permits leave of their means.
    pub(super) fn pass_month(&mut self, means: &mut Means<Lanes>) {
        widest(PassMonth { supply: self, means });
    }

    /// Days of outage and on alternates that one path has lived.
    pub(super) fn disruption_days(&self, lane: usize) -> f64 {
        self.disruption_days[lane]
    }
}

/// Where events begin.
struct Look<'a> {
    supply: &'a mut Supply,
    luck: &'a [luck::Source],
}

impl Kernel for Look<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { supply: Supply { sources, begins, .. }, luck } = self;
        for (index, (source, luck)) in sources.iter().zip(luck).enumerate() {
            let mut marks = Lanes::all(0.0);
            for lane in 0..LANES {
                marks[lane] = number(source.lane(lane).begins(luck.now[lane]));
            }
            begins[index] = marks.above_0();
        }
    }
}

/// A month of all sources.
struct PassMonth<'a> {
    supply: &'a mut Supply,
    means: &'a mut Means<Lanes>,
}

impl Kernel for PassMonth<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { supply: Supply { sources, disruption_days, .. }, means } = self;
        let (mut lost, mut extra) = (Lanes::all(0.0), Lanes::all(0.0));
        let mut days = Lanes::all(0.0);
        for all in sources {
            for lane in 0..LANES {
                let mut source = all.lane(lane);
                let month = source.pass_month();
                all.set_lane(lane, source);
                lost[lane] += month.lost_share;
                extra[lane] += month.extra_material_share;
                days[lane] += month.days;
            }
        }
        for lane in 0..LANES {
            means.availability[lane] = 1.0 - lost[lane].min(1.0);
            means.material_factor[lane] = 1.0 + extra[lane];
            disruption_days[lane] += days[lane];
        }
    }
}

/// An event of so many days as it begins; none where it is too short to be one.
fn told(of: &Source, source: usize, days: f64) -> Option<Disrupted> {
    let told = Disrupted {
        supplier: source.checked_sub(1),
        days,
        outage_days: days.min(of.switch_days),
        output_share: of.output_share,
        switch_premium: of.switch_premium,
        is_shock: false,
    };
    (SHORTEST_DISRUPTION_DAYS <= days).then_some(told)
}

/// What can stop, of the permits and then of each supplier.
fn hazards(terms: &Terms<f64>) -> impl Iterator<Item = Hazard> {
    let suspension = Hazard {
        events_per_year: terms.permits.suspensions_per_year,
        output_share: terms.permits.suspension_share,
        switch_days: f64::INFINITY,
        switch_premium: 0.0,
    };
    let suppliers = terms.suppliers.iter().map(|supplier| Hazard {
        events_per_year: supplier.disruptions_per_year,
        output_share: supplier.output_share,
        switch_days: supplier.switch_days,
        switch_premium: supplier.switch_premium,
    });
    std::iter::once(suspension).chain(suppliers)
}

#[cfg(test)]
mod tests {
    use super::{DAYS_PER_MONTH, DisruptedMonth, Hazard, Source};

    fn certain(switch_days: f64) -> Source {
        let hazard =
            Hazard { events_per_year: 1e9, output_share: 0.5, switch_days, switch_premium: 0.2 };
        Source::new(hazard)
    }

    fn month(source: &mut Source, event_days: f64) -> DisruptedMonth {
        if source.begins(0.5) {
            source.begin(event_days);
        }
        source.pass_month()
    }

    #[test]
    fn an_outage_runs_over_month_ends_and_then_the_alternate_delivers() {
        let mut supplier = certain(40.0);
        let first = month(&mut supplier, 50.0);
        assert!((first.lost_share - 0.5).abs() < 1e-12);
        let second = month(&mut supplier, 0.0);
        let outage = 40.0 - DAYS_PER_MONTH;
        assert!((second.lost_share - 0.5 * outage / DAYS_PER_MONTH).abs() < 1e-12);
        assert!((second.extra_material_share - 0.1 * 10.0 / DAYS_PER_MONTH).abs() < 1e-12);
        assert!((first.days + second.days - 50.0).abs() < 1e-12);
        assert!(month(&mut supplier, 0.0).days <= 0.0, "it is over");
    }

    #[test]
    fn without_an_alternate_the_whole_event_is_an_outage() {
        let month = month(&mut certain(f64::INFINITY), 10.0);
        assert!((month.lost_share - 0.5 * 10.0 / DAYS_PER_MONTH).abs() < 1e-12);
        assert!(month.extra_material_share <= 0.0);
    }
}
