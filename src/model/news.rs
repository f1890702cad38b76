//! News of a line's demand, month by month: what turns a plan into a surprise. The
//! months of a line share the news that came while both were planned, so a season that
//! goes well goes on going well.

use crate::sampling::elementary::floor;
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
    /// Sums of all news up to the end of a month, in a ring of a power of two. Only their
    /// differences count.
    sums: Vec<Lanes>,
    /// The place of the last.
    last: usize,
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
        Self {
            sums: vec![Lanes::all(0.0); 2],
            last: 0,
            planning_months: [0; LANES],
            heard: Vec::new(),
        }
    }
}

impl News {
    /// Starts a path, in one lane, before its month 0: what was heard since the plan of
    /// that month.
    pub fn start(&mut self, lane: usize, planning_months: usize, before: Stream) {
        self.planning_months[lane] = planning_months;
        self.make_room(planning_months);
        hear_before(planning_months, before, &mut self.heard);
        for (age, sum) in self.heard.iter().enumerate() {
            let place = self.place(age);
            self.sums[place][lane] = *sum;
        }
    }

    /// For the months of a plan, the last, and one before them all.
    fn make_room(&mut self, planning_months: usize) {
        let room = (planning_months + 2).next_power_of_two();
        if self.sums.len() < room {
            // The last comes to the end of the new ring.
            let mut sums = vec![Lanes::all(0.0); room];
            for age in 0..self.sums.len() {
                sums[room - 1 - age] = self.sums[self.place(age)];
            }
            (self.sums, self.last) = (sums, room - 1);
        }
    }

    /// Where the sum of so many months before the last is.
    #[inline(always)]
    fn place(&self, age: usize) -> usize {
        self.last.wrapping_sub(age) & (self.sums.len() - 1)
    }

    /// Takes in a month's news, standard normal, of every path.
    #[inline(always)]
    pub fn hear(&mut self, news: &Lanes) {
        let mut month = self.sums[self.last];
        for lane in 0..LANES {
            month[lane] += ROOT_MONTH * news[lane];
        }
        // The oldest month makes room for the new one.
        self.last = (self.last + 1) & (self.sums.len() - 1);
        self.sums[self.last] = month;
    }

    /// Finds what each path has heard up to the months that count where goods were committed so
    /// many months before.
    #[inline(always)]
    pub(super) fn find(&self, heard: &mut Heard<Lanes>, exposed_months: &Lanes) {
        let mut ages = [0; LANES];
        for (lane, age) in ages.iter_mut().enumerate() {
            *age = whole_number(floor(exposed_months[lane]));
        }
        for (lane, age) in ages.iter().enumerate() {
            let age = *age;
            heard.planned_on[lane] = self.sums[self.place(self.planning_months[lane])][lane];
            heard.late[lane] = self.sums[self.place(age)][lane];
            heard.early[lane] = self.sums[self.place(age + 1)][lane];
            heard.planning_months[lane] = self.planning_months[lane] as f64;
        }
        heard.now = self.sums[self.last];
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

by_lane! {
    /// Sums of all news up to the ends of some months.
    pub(super) struct Heard {
        now,
        /// When the month was planned.
        planned_on,
        /// At the end and at the beginning of the month in which its goods were committed; of
        /// any month where that was before the plan.
        late,
        early,
        planning_months,
    }
}

impl Heard {
    /// What moved the demand of the month, whose goods were committed so many
    /// months before. The month in which they were is parted by `split`, standard
    /// normal, as a Brownian bridge; where the plan came after, `split` stands for what
    /// came before it.
    #[inline(always)]
    pub(super) fn moves(&self, exposed_months: f64, split: f64) -> Moves {
        let since_plan = self.now - self.planned_on;
        let is_before_plan = self.planning_months <= exposed_months;
        let part = exposed_months - floor(exposed_months);
        let bridge = part * (1.0 - part);
        let lacking = exposed_months - self.planning_months;
        let open = ROOT_MONTH * (if is_before_plan { lacking } else { bridge }).sqrt() * split;
        let of_part = part * (self.late - self.early) + open;
        let all = since_plan + open;
        Moves {
            since_plan: if is_before_plan { all } else { since_plan },
            since_commitment: if is_before_plan { all } else { self.now - self.late + of_part },
        }
    }
}

/// A whole number from 0 to 2^52 as one to count with.
#[inline(always)]
fn whole_number(x: f64) -> usize {
    const COUNTER: f64 = 4_503_599_627_370_496.0;
    // In the digits after the first, which stands for the counter.
    ((x + COUNTER).to_bits() & ((1 << 52) - 1)) as usize
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
        let is_before_plan = planning_months as f64 <= exposed_months;
        let whole = if is_before_plan { 0 } else { whole_number(floor(exposed_months)) };
        let heard = Heard {
            now: at(0),
            planned_on: at(planning_months),
            late: at(whole),
            early: if is_before_plan { 0.0 } else { at(whole + 1) },
            planning_months: planning_months as f64,
        };
        heard.moves(exposed_months, split)
    }
}

#[cfg(test)]
mod tests {
    use super::{Heard, Moves, News, ROOT_MONTH, whole_number};
    use crate::sampling::lanes::Lanes;
    use crate::sampling::stream::StreamKey;

    #[test]
    fn whole_numbers_count() {
        assert_eq!([0.0, 1.0, 17.0, 65_537.0].map(whole_number), [0, 1, 17, 65_537]);
    }

    #[test]
    fn several_paths_hear_what_each_hears_alone() {
        let mut news = News::default();
        let plans = [3, 12, 0, 40];
        let key = StreamKey::new(5, "before");
        for (lane, months) in plans.into_iter().enumerate() {
            news.start(lane, months, key.stream(lane as u64));
        }
        let mut sums: Vec<Vec<f64>> = (0..4)
            .map(|lane| {
                let mut before = Vec::new();
                super::hear_before(plans[lane], key.stream(lane as u64), &mut before);
                before.reverse();
                before
            })
            .collect();
        for month in 0..60 {
            let heard = Lanes::each(|lane| f64::from(month % 7) - 3.0 + lane as f64);
            news.hear(&heard);
            let exposed = Lanes::each(|lane| 0.37 * (lane as f64 + f64::from(month % 11)));
            let split = Lanes::each(|lane| lane as f64 - 1.5);
            let mut together = Heard::default();
            news.find(&mut together, &exposed);
            for (lane, sums) in sums.iter_mut().enumerate() {
                let last = sums.last().copied().unwrap_or(0.0);
                sums.push(last + ROOT_MONTH * heard[lane]);
                let at = |age: usize| {
                    let place = sums.len().checked_sub(1 + age);
                    place.map_or(0.0, |place| sums[place])
                };
                let alone = Moves::of(at, plans[lane], exposed[lane], split[lane]);
                let of = |moves: Moves| [moves.since_plan, moves.since_commitment];
                let (one, other) =
                    (of(together.lane(lane).moves(exposed[lane], split[lane])), of(alone));
                assert_eq!(one.map(f64::to_bits), other.map(f64::to_bits), "{month} {lane}");
            }
        }
    }
}
