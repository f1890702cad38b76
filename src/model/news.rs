//! News of a line's demand, month by month: what turns a plan into a surprise. The
//! months of a line share the news that came while both were planned, so a season that
//! goes well goes on going well.

use std::collections::VecDeque;

use crate::sampling::lanes::{LANES, Lanes, by_lane};
use crate::sampling::stream::Stream;

by_lane! {
    /// What moved a month's demand, from a Brownian motion of one a year: of all months
    /// since its plan, and of those since its goods were committed.
    pub struct Moves {
        /// Since the plan; where goods are committed before the plan is due, since then.
        pub since_plan,
        /// Since the commitment.
        pub since_commitment,
    }
}

/// The news of one line on several paths.
pub struct News {
    /// Sums of all news up to the end of a month, the last at the back. Only their
    /// differences count.
    sums: VecDeque<Lanes>,
    /// Months from plan to sale.
    planning_months: [usize; LANES],
    /// What was heard before month 0 of the path that was started last.
    heard: Vec<f64>,
}

/// The root of a month in years.
pub(super) const ROOT_MONTH: f64 = 0.288_675_134_594_812_9;

impl Default for News {
    /// Of no path in particular; [`News::start`] gives each lane its own.
    fn default() -> Self {
        Self { sums: VecDeque::from([Lanes::all(0.0)]), planning_months: [0; LANES], heard: Vec::new() }
    }
}

impl News {
    /// Starts a path, in one lane, before its month 0: what was heard since the plan of
    /// that month.
    pub fn start(&mut self, lane: usize, planning_months: usize, before: Stream) {
        self.planning_months[lane] = planning_months;
        while self.sums.len() <= planning_months {
            self.sums.push_front(Lanes::all(0.0));
        }
        hear_before(planning_months, before, &mut self.heard);
        for (month, sum) in self.sums.iter_mut().rev().zip(&self.heard) {
            month[lane] = *sum;
        }
    }

    /// Takes in a month's news, standard normal, of every path.
    #[inline(always)]
    pub fn hear(&mut self, news: &Lanes) {
        // The oldest month makes room for the new one.
        let mut month = self.sums.back().copied().unwrap_or_default();
        for lane in 0..LANES {
            month[lane] += ROOT_MONTH * news[lane];
        }
        self.sums.push_back(month);
        self.sums.pop_front();
    }

    /// What moved the demand of each path's month, whose goods were committed so many
    /// months before. The month in which they were is parted by `split`, standard
    /// normal, as a Brownian bridge; where the plan came after, `split` stands for what
    /// came before it.
    #[inline(always)]
    pub fn moves(&self, exposed_months: &Lanes, split: &Lanes) -> Moves<Lanes> {
        let mut moves = Moves::default();
        for lane in 0..LANES {
            moves.set_lane(lane, self.moves_of(lane, exposed_months[lane], split[lane]));
        }
        moves
    }

    #[inline(always)]
    fn moves_of(&self, lane: usize, exposed: f64, split: f64) -> Moves {
        let last = self.sums.len() - 1;
        Moves::of(|age| self.sums[last - age][lane], self.planning_months[lane], exposed, split)
    }
}

/// What was heard of a line up to the end of month −1 and of the months before it, back
/// to when month 0 was planned: sums of which only the differences count. The latest is
/// drawn first, so that a longer plan moves no draw. Written over what is in the list.
pub(super) fn hear_before(planning_months: usize, mut stream: Stream, list: &mut Vec<f64>) {
    list.clear();
    list.resize(planning_months, 0.0);
    let Some((_, news)) = list.split_first_mut() else { return };
    stream.normals(news);
    let mut sum = 0.0;
    for month in news {
        sum -= ROOT_MONTH * *month;
        *month = sum;
    }
}

impl Moves {
    /// From the sum of all news at the end of the month so many before, `at`.
    #[inline(always)]
    pub(super) fn of(
        at: impl Fn(usize) -> f64,
        planning_months: usize,
        exposed_months: f64,
        split: f64,
    ) -> Self {
        let (now, planned) = (at(0), planning_months as f64);
        let since_plan = now - at(planning_months);
        if planned <= exposed_months {
            let all = since_plan + ROOT_MONTH * (exposed_months - planned).sqrt() * split;
            return Self { since_plan: all, since_commitment: all };
        }
        let whole = exposed_months.floor();
        let part = exposed_months - whole;
        let (late, early) = (at(whole as usize), at(whole as usize + 1));
        let of_part = part * (late - early) + ROOT_MONTH * (part * (1.0 - part)).sqrt() * split;
        Self { since_plan, since_commitment: now - late + of_part }
    }
}
