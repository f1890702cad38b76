//! What may turn up on a path in any month, and does in few: a round that is tried, a
//! setback, a sale. Hazards are lived through for several paths side by side, and only
//! those to which something happens are asked for more.

use super::accounts::Accounts;
use super::dice::Fuses;
use super::exit::{Appeal, Found};
use super::funding::Trigger;
use super::operator::{Metric, Operator, Terms};
use super::setback;
use crate::sampling::lanes::{LANES, LaneSet, Lanes, by_lane, number};
use crate::sampling::widest::{Kernel, widest};

by_lane! {
    /// Of one path: what is still to be lived through, and from when on.
    struct Left {
        /// Hazard until it is sold; below 0 once it is.
        until_exit,
        /// Hazard until a setback; below 0 once there is one.
        until_setback,
        earliest_exit_month,
        shut_hazard_factor,
    }
}

/// What several paths wait for.
pub struct Turns {
    left: Left<Lanes>,
    triggers: Trigger<Lanes>,
    setbacks: setback::Hazard<Lanes>,
    /// Whether there are setbacks on any path so far.
    has_setbacks: bool,
    routes: Vec<Route>,
    /// The month's hazard of a sale, over all routes, per year.
    total: Lanes,
    last_month: f64,
}

/// One route of several paths.
struct Route {
    metric: Metric,
    appeal: Appeal<Lanes>,
    /// Whether its hazard takes powers on any path so far.
    takes_powers: bool,
    /// The month's hazard, per year.
    hazard: Lanes,
}

impl Turns {
    /// Of no path in particular; [`Turns::start`] gives each lane its own.
    pub(super) fn new(operator: &Operator) -> Self {
        let routes = operator.routes.iter().map(|(_, metric)| Route {
            metric: *metric,
            appeal: Appeal::default(),
            takes_powers: false,
            hazard: Lanes::all(0.0),
        });
        Self {
            left: Left::default(),
            triggers: Trigger::default(),
            setbacks: setback::Hazard::default(),
            has_setbacks: false,
            routes: routes.collect(),
            total: Lanes::all(0.0),
            last_month: (operator.horizon_months - 1) as f64,
        }
    }

    /// Starts a path, in one lane, at time 0.
    pub(super) fn start(&mut self, lane: usize, terms: &Terms<f64>, fuses: Fuses) {
        let left = Left {
            until_exit: fuses.until_exit,
            until_setback: fuses.until_setback,
            earliest_exit_month: terms.exit.earliest_exit_month,
            shut_hazard_factor: terms.market.shut_hazard_factor,
        };
        self.left.set_lane(lane, left);
        let minimum_cash = terms.balance_sheet.minimum_cash;
        self.triggers.set_lane(lane, Trigger::new(&terms.funding, minimum_cash));
        let setback_per_year = terms.failure.setback_per_year;
        let setbacks = setback::Hazard::new(setback_per_year, terms.failure.fading_months);
        self.setbacks.set_lane(lane, setbacks);
        self.has_setbacks |= 0.0 < setback_per_year;
        for (route, terms) in self.routes.iter_mut().zip(&terms.routes) {
            let appeal = Appeal::new(terms);
            route.takes_powers |= !appeal.is_proportional();
            route.appeal.set_lane(lane, appeal);
        }
    }

    /// On which paths a round is tried at the end of a month.
    pub(super) fn tries(&self, accounts: &Accounts) -> LaneSet {
        widest(Tries { turns: self, accounts })
    }

    /// Another round of one path has closed.
    pub(super) fn round_closed(&mut self, lane: usize) {
        self.triggers.rounds_closed[lane] += 1.0;
    }

    /// Lives through month `t` of each path, after funding. Which of them end in it.
    pub(super) fn end(
        &mut self,
        t: &[usize; LANES],
        accounts: &Accounts,
        window_open: &Lanes,
    ) -> LaneSet {
        widest(End { turns: self, t, accounts, window_open })
    }

    /// Whether a setback ends one path in the month that was lived through last.
    pub(super) fn is_set_back(&self, lane: usize) -> bool {
        self.left.until_setback[lane] < 0.0
    }

    /// Whether one path is sold in it.
    pub(super) fn is_sold(&self, lane: usize) -> bool {
        self.left.until_exit[lane] < 0.0
    }

    /// The route by which one path is sold, in proportion to their hazards; `u` is a
    /// uniform draw.
    pub(super) fn route(&self, lane: usize, u: f64) -> usize {
        let hazards = self.routes.iter().map(|route| route.hazard[lane]);
        drawn_in_proportion(hazards, u * self.total[lane])
    }
}

/// The first entry at which the running sum of `weights` passes `mark`.
fn drawn_in_proportion(weights: impl Iterator<Item = f64>, mark: f64) -> usize {
    let mut sum = 0.0;
    let mut last_possible = 0;
    for (index, weight) in weights.enumerate() {
        if weight <= 0.0 {
            continue;
        }
        last_possible = index;
        sum += weight;
        if mark < sum {
            return index;
        }
    }
    last_possible
}

impl Route {
    #[inline(always)]
    fn look(&mut self, found: &Found<Lanes>) {
        // Each metric for itself: a choice inside the loop would not be widened.
        match self.metric {
            Metric::LtmRevenue => self.look_at(Metric::LtmRevenue, found),
            Metric::LtmEbitda => self.look_at(Metric::LtmEbitda, found),
            Metric::InvestedCapital => self.look_at(Metric::InvestedCapital, found),
            Metric::BetterOf => self.look_at(Metric::BetterOf, found),
        }
    }

    #[inline(always)]
    fn look_at(&mut self, metric: Metric, found: &Found<Lanes>) {
        if self.takes_powers {
            for lane in 0..LANES {
                let appeal = self.appeal.lane(lane);
                self.hazard[lane] = appeal.hazard(metric, &found.lane(lane), true);
            }
        } else {
            for lane in 0..LANES {
                let appeal = self.appeal.lane(lane);
                self.hazard[lane] = appeal.hazard(metric, &found.lane(lane), false);
            }
        }
    }
}

/// Whether rounds are tried.
struct Tries<'a> {
    turns: &'a Turns,
    accounts: &'a Accounts,
}

impl Kernel for Tries<'_> {
    type Output = LaneSet;

    #[inline(always)]
    fn run(self) -> LaneSet {
        let Self { turns, accounts } = self;
        let (cash, burn) = (&accounts.cash, &accounts.life.lived.cash_burn);
        let mut tries = Lanes::all(0.0);
        for lane in 0..LANES {
            tries[lane] = number(turns.triggers.lane(lane).is_tried(cash[lane], burn[lane]));
        }
        tries.above_0()
    }
}

/// The end of a month.
struct End<'a> {
    turns: &'a mut Turns,
    t: &'a [usize; LANES],
    accounts: &'a Accounts,
    window_open: &'a Lanes,
}

impl Kernel for End<'_> {
    type Output = LaneSet;

    #[inline(always)]
    fn run(self) -> LaneSet {
        let Self { turns, t, accounts, window_open } = self;
        let lived = &accounts.life.lived;
        if turns.has_setbacks {
            for lane in 0..LANES {
                let mut hazard = turns.setbacks.lane(lane);
                turns.left.until_setback[lane] -= hazard.pass_month(lived.ltm_ebitda[lane]);
                turns.setbacks.set_lane(lane, hazard);
            }
        }
        let mut found: Found<Lanes> = Found::default();
        for lane in 0..LANES {
            let is_open = 0.0 < window_open[lane];
            found.ltm_revenue[lane] = lived.ltm_revenue[lane];
            found.ltm_ebitda[lane] = lived.ltm_ebitda[lane];
            found.invested_capital[lane] = accounts.invested_capital(lane);
            found.window_factor[lane] =
                if is_open { 1.0 } else { turns.left.shut_hazard_factor[lane] };
        }
        turns.total = Lanes::all(0.0);
        for route in &mut turns.routes {
            route.look(&found);
            for lane in 0..LANES {
                turns.total[lane] += route.hazard[lane];
            }
        }
        let mut month = Lanes::all(0.0);
        for (lane, t) in t.iter().enumerate() {
            month[lane] = *t as f64;
        }
        for lane in 0..LANES {
            let may_be_sold = turns.left.earliest_exit_month[lane] <= month[lane];
            let lived_through = if may_be_sold { turns.total[lane] * (1.0 / 12.0) } else { 0.0 };
            turns.left.until_exit[lane] -= lived_through;
        }
        let mut ends = Lanes::all(0.0);
        for lane in 0..LANES {
            let left = turns.left.lane(lane);
            let lacks_cash = turns.triggers.lane(lane).lacks_cash(accounts.cash[lane]);
            let (is_set_back, is_sold) = (left.until_setback < 0.0, left.until_exit < 0.0);
            let is_last = turns.last_month <= month[lane];
            ends[lane] = number(lacks_cash | is_set_back | is_sold | is_last);
        }
        ends.above_0()
    }
}

#[cfg(test)]
mod tests {
    use super::drawn_in_proportion;

    #[test]
    fn routes_are_drawn_in_proportion_and_never_one_without_a_hazard() {
        let weights = [0.0, 1.0, 0.0, 3.0, 0.0];
        let drawn = |u: f64| drawn_in_proportion(weights.into_iter(), u * 4.0);
        assert_eq!([0.0, 0.2, 0.26, 0.99, 1.0].map(drawn), [1, 1, 3, 3, 3]);
    }
}
