//! The random numbers of a month, of several paths side by side.
//!
//! Streams that every month needs advance by the same number of draws in
//! every month, whatever happens in it. What is needed in few months (a length
//! of a disruption that begins, a permit that is applied for) is keyed by its
//! month as well, and only drawn then. Either way, what a month draws depends
//! on nothing else: adding a supplier, or changing an assumption, moves no
//! other draw.
//!
//! What is normal comes in pairs: news and what splits them, slip and sale of a line, demand of
//! the market and visitors.

use super::dice::DiceKeys;
use super::operator::Operator;
use crate::sampling::design::Design;
use crate::sampling::lanes::Lanes;
use crate::sampling::normal_pairs::normal_pairs;
use crate::sampling::stream::{Starts, Stream, StreamKey, Streams};
use crate::sampling::widest::{Kernel, widest};

/// The keys of an operator's random numbers under one seed.
pub struct Keys {
    demand: StreamKey,
    window: StreamKey,
    /// Beginnings of permit suspensions, then of each supplier's disruptions.
    begins: Vec<StreamKey>,
    lines: Vec<StreamKey>,
    visitors: StreamKey,
    /// All whose streams every month needs, in the order in which they are started; then those
    /// of what was heard of each line before month 0.
    started: Vec<StreamKey>,
    /// What is drawn only when it is needed.
    pub rare: RareKeys,
}

/// Keys of what is drawn only in the months that need it.
pub struct RareKeys {
    /// Lengths of suspensions and disruptions, in the order of the beginnings.
    pub lengths: Vec<StreamKey>,
    /// Refusals of permits.
    pub refusal: StreamKey,
    /// Permit delays.
    pub delay: StreamKey,
    /// Building times.
    pub build: StreamKey,
    /// What each new site sells, by its number among those built.
    pub site_demand: StreamKey,
    /// What a buyer pays more or less than expected.
    pub price: StreamKey,
    /// The same of investors in a later round, by its number.
    pub step_price: StreamKey,
    /// What decides rounds, setbacks and exits.
    pub dice: DiceKeys,
}

/// What the streams are called, before a line's name, of what was heard of it before
/// month 0.
pub const NEWS_BEFORE: &str = "product before";

impl Keys {
    /// The keys for `operator` under `seed`.
    pub fn new(operator: &Operator, seed: u64) -> Self {
        let key = |name: &str| StreamKey::new(seed, name);
        let suppliers = |what: &str| -> Vec<StreamKey> {
            operator.suppliers.iter().map(|name| key(&format!("{what}: {name}"))).collect()
        };
        let lines = |what: &str| -> Vec<StreamKey> {
            operator.lines.iter().map(|line| key(&format!("{what}: {}", line.name))).collect()
        };
        let with_suspension = |name: &str, what: &str| [vec![key(name)], suppliers(what)].concat();
        let (demand, window) = (key("market: demand"), key("market: deal window"));
        let visitors = key("popups: visitors");
        let begins = with_suspension("permits: suspension", "supplier");
        let sold = lines("product");
        Self {
            started: [
                vec![demand, window, visitors],
                begins.clone(),
                sold.clone(),
                lines(NEWS_BEFORE),
            ]
            .concat(),
            demand,
            window,
            begins,
            lines: sold,
            visitors,
            rare: RareKeys {
                lengths: with_suspension("permits: suspension days", "supplier days"),
                refusal: key("permits: refusal"),
                delay: key("permits: delay"),
                build: key("sites: building"),
                site_demand: key("sites: demand"),
                price: key("exit: price"),
                step_price: key("funding: price"),
                dice: DiceKeys::new(seed),
            },
        }
    }

    /// The same in a design.
    pub fn in_design(self, seed: u64, design: Design) -> Self {
        let dice = self.rare.dice.in_design(seed, design);
        Self { rare: RareKeys { dice, ..self.rare }, ..self }
    }

    /// The luck of no path in particular; [`Keys::start`] gives each lane its own.
    pub fn luck(&self) -> Luck {
        let source = |key: &StreamKey| Source { streams: key.streams(0), now: Lanes::all(0.5) };
        Luck {
            starts: Starts::default(),
            demand: source(&self.demand),
            window: source(&self.window),
            begins: self.begins.iter().map(source).collect(),
            lines: self.lines.iter().map(|key| Surprises::new(key.streams(0))).collect(),
            visitors: source(&self.visitors),
        }
    }

    /// Starts a path, in one lane, before its month 0.
    pub fn start(&self, luck: &mut Luck, lane: usize, path: u64) {
        let Luck { starts, demand, window, visitors, begins, lines } = luck;
        starts.find(&self.started, path);
        let sources = [demand, window, visitors].into_iter().chain(begins);
        let streams = sources.map(|source| &mut source.streams);
        let lines = lines.iter_mut().map(|line| &mut line.streams);
        for (key, streams) in streams.chain(lines).enumerate() {
            streams.start_from(lane, starts, key);
        }
    }
}

/// The luck of several paths: each source's numbers of the current month.
pub struct Luck {
    /// Where the streams of the path that started last began.
    starts: Starts,
    /// Shocks of the demand index; normal.
    pub demand: Source,
    /// Moves of the deal window.
    pub window: Source,
    /// Beginnings of permit suspensions, then of each supplier's disruptions.
    pub begins: Vec<Source>,
    /// Surprises of each line.
    pub lines: Vec<Surprises>,
    /// Shocks of pop-up visitors; normal.
    pub visitors: Source,
}

impl Luck {
    /// What was heard before month 0 of a line, by its position, on the path that was started
    /// last.
    pub(super) fn before(&self, line: usize) -> Stream {
        // The last of the keys.
        let first = 3 + self.begins.len() + self.lines.len();
        Stream::start_from(&self.starts, first + line)
    }

    /// Moves on to the next month.
    pub fn next_month(&mut self) {
        widest(NextMonth(self));
    }
}

/// A source of one uniform a month.
pub struct Source {
    streams: Streams,
    /// The month's uniform of each path, or what is made of it.
    pub now: Lanes,
}

impl Source {
    #[inline(always)]
    fn next(&mut self) {
        self.now = self.streams.uniforms();
    }
}

/// The month's draws of one product line, standard normal, in the order in which they are
/// drawn.
pub struct Surprises {
    streams: Streams,
    /// The month's news of demand. It does not depend on the lead time: the same
    /// customers come whoever makes the goods.
    pub news: Lanes,
    /// What of a month's news came before a batch was committed.
    pub split: Lanes,
    /// Slip of the lead time.
    pub slip: Lanes,
    /// What shows only in the sale itself.
    pub sale: Lanes,
}

impl Surprises {
    fn new(streams: Streams) -> Self {
        let none = Lanes::all(0.0);
        Self { streams, news: none, split: none, slip: none, sale: none }
    }

    #[inline(always)]
    fn next(&mut self) {
        [self.news, self.split] = self.streams.normal_pairs();
        [self.slip, self.sale] = self.streams.normal_pairs();
    }
}

struct NextMonth<'a>(&'a mut Luck);

impl Kernel for NextMonth<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Luck { demand, window, begins, lines, visitors, .. } = self.0;
        // Loops: what `for_each` is handed is not always inlined, and so not widened.
        demand.next();
        window.next();
        visitors.next();
        [demand.now, visitors.now] = normal_pairs(&demand.now, &visitors.now);
        for source in begins {
            source.next();
        }
        for line in lines {
            line.next();
        }
    }
}
