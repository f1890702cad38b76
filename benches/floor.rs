//! How far a path is from the least that it can take.
//!
//! `cargo bench --bench floor [-- FILE.toml] [--width 1]` times the program's own kernels, counts how
//! many of each a month of the scenario and a path need by the formulas of the model, and prints the
//! sum of both beside what a path does take. The sum is a floor for these kernels: nothing is moved
//! between memory and registers but what each kernel needs, nothing is decided, and no lane is idle.
//! Functions are counted exactly; what lies between them (sums, products, comparisons, choices) is
//! counted by hand from the formulas, and is right to a fifth or so.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and may stop")]

mod common;

use std::hint::black_box;

use common::{fastest, scenario, use_width};
use shortrun::engine::{self, Tally, Unwatched};
use shortrun::input::Scenario;
use shortrun::model::ledger::Ledger;
use shortrun::model::memory::Kept;
use shortrun::model::operator::Terms;
use shortrun::model::simulator::Simulator;
use shortrun::sampling::assumptions::{Draws, Sampler};
use shortrun::sampling::elementary::{exp, ln, power};
use shortrun::sampling::lanes::{LANES, Lanes};
use shortrun::sampling::normal::{normal_cdfs, normal_quantile, normal_quantiles};
use shortrun::sampling::normal_pairs::normal_pairs;
use shortrun::sampling::stream::{Starts, StreamKey};
use shortrun::sampling::widest::{Kernel, widest};

/// As many as a run takes at a stretch, and so few that some may pass without a pause.
const PATHS: u64 = 2_048;
const SEED: u64 = 1;
/// Lists of lanes that a kernel is timed over: few enough to stay close to the processor.
const LISTS: usize = 32;

/// Kernels over all lists, timed by how long they take for one number.
macro_rules! kernels {
    ($( $name:ident, |$x:ident, $y:ident| $of:expr; )*) => {$(
        struct $name<'a>(&'a [Lanes; LISTS], &'a mut [Lanes; LISTS]);

        impl Kernel for $name<'_> {
            type Output = ();

            #[inline(always)]
            fn run(self) {
                for ($x, $y) in self.0.iter().zip(self.1) {
                    $of
                }
            }
        }
    )*};
}

kernels! {
    Exps, |x, y| for lane in 0..LANES { y[lane] = exp(x[lane]); };
    Lns, |x, y| for lane in 0..LANES { y[lane] = ln(x[lane]); };
    Powers, |x, y| for lane in 0..LANES { y[lane] = power(x[lane], 0.3); };
    Quantiles, |x, y| *y = normal_quantiles(x);
    Cdfs, |x, y| *y = normal_cdfs(x);
    Pairs, |x, y| *y = normal_pairs(x, x)[1];
    Roots, |x, y| for lane in 0..LANES { y[lane] = x[lane].sqrt(); };
    Divisions, |x, y| for lane in 0..LANES { y[lane] = 1.5 / x[lane]; };
    // Eight sums and eight products.
    Sums, |x, y| for lane in 0..LANES {
        let (a, b) = (x[lane], 1.0 - x[lane]);
        let (c, d, e, f) = (a * 1.1 + 0.1, b * 1.2 + 0.2, a * 1.3 + b, b * 1.4 + a);
        y[lane] = (c * d + e * f) + ((c + d) * (e + f)) * 0.5;
    };
}

/// Simple operations of [`Sums`].
const SUMS: f64 = 16.0;

/// What is needed, and how many nanoseconds one takes.
struct Need {
    what: &'static str,
    each: f64,
    in_a_month: f64,
    once: f64,
}

fn main() {
    use_width();
    let scenario = scenario();
    let (path, months) = real(&scenario);
    let terms = terms(&scenario);
    let needs = needs(&scenario, &terms);
    println!("one path lives {months:.1} months on average and needs");
    println!("{:<34} {:>8} {:>10} {:>10} {:>8}", "", "ns each", "a month", "once", "us");
    let mut floor = 0.0;
    for Need { what, each, in_a_month, once } in needs {
        let all = 1e-3 * each * (in_a_month * months + once);
        println!("{what:<34} {each:>8.2} {in_a_month:>10.1} {once:>10.1} {all:>8.3}");
        floor += all;
    }
    println!("floor {floor:.2} us, path {path:.2} us: {:.2} times as long", path / floor);
}

/// Microseconds of a path, and the months that it lives.
fn real(scenario: &Scenario) -> (f64, f64) {
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, SEED);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let mut months = 0;
    let seconds = fastest(|| {
        let run = || engine::run(&simulator, 0..PATHS, &Months(0), &Unwatched);
        months = pool.install(run).unwrap().0;
    });
    (1e6 * seconds / PATHS as f64, months as f64 / PATHS as f64)
}

/// Counts the months lived.
#[derive(Clone)]
struct Months(u64);

impl Tally for Months {
    fn push(&mut self, _: &Draws, ledger: &Ledger) {
        self.0 += black_box(ledger).outcome.exit_month as u64 + 1;
    }

    fn merge(&mut self, later: Self) {
        self.0 += later.0;
    }

    fn reads(&self) -> Kept {
        Kept::WITHOUT_MONTHS
    }
}

/// The terms of one path, by which it is told what has to be computed.
fn terms(scenario: &Scenario) -> Terms<f64> {
    let mut draws = Draws::default();
    Sampler::new(&scenario.assumptions, SEED).draw_into(0, &mut draws);
    scenario.operator.terms.resolve(&draws)
}

fn needs(scenario: &Scenario, terms: &Terms<f64>) -> Vec<Need> {
    let lines = terms.products.len() as f64;
    let count = |is_so: &dyn Fn(usize) -> bool| {
        (0..terms.products.len()).filter(|line| is_so(*line)).count() as f64
    };
    let stocked = count(&|line| terms.products[line].made_to_order_share < 1.0);
    let ordered = count(&|line| 0.0 < terms.products[line].made_to_order_share);
    let slipping = count(&|line| 0.0 < terms.products[line].lead_time_volatility);
    let sources = 1.0 + terms.suppliers.len() as f64;
    let routes = terms.routes.len() as f64;
    let curved =
        terms.routes.iter().filter(|route| 1e-12 < (route.size_elasticity - 1.0).abs()).count();
    let popups = f64::from(0.0 < terms.popups.basket * terms.popups.events_per_site_month);
    let dimensions = Sampler::new(&scenario.assumptions, SEED).inputs().len() as f64;
    let keys = 3.0 + sources + 2.0 * lines;
    let before: f64 = terms.products.iter().map(|line| line.planning_days / 365.0 * 12.0).sum();
    let (draws, start) = blocks();
    let uniform = uniforms();
    let need = |what, each, in_a_month, once| Need { what, each, in_a_month, once };
    vec![
        need("uniforms", uniform, 3.0 + sources + 4.0 * lines, before),
        need("normal numbers, in pairs", pairs(), 2.0 + 4.0 * lines, before),
        need("normal quantiles", quantiles(), stocked, dimensions),
        need(
            "exponentials",
            exps(),
            1.0 + slipping + ordered + lines + 2.0 * stocked + popups,
            0.25 * dimensions,
        ),
        need("powers", powers(), 3.0 + curved as f64, 0.0),
        need("normal distribution functions", cdfs(), 2.0 * stocked, 0.0),
        need("logarithms", lns(), stocked, 2.0),
        need("roots", roots(), lines + 2.0 * stocked, 0.0),
        need("divisions", divisions(), 9.0 + routes + 2.0 * lines + 5.0 * stocked, 10.0),
        need(
            "sums, products, choices",
            sums(),
            230.0 + 12.0 * routes + 8.0 * sources + 140.0 * lines + 76.0 * stocked,
            20.0 * dimensions + 200.0,
        ),
        need("draws by key", draws, 0.0, dimensions + 4.0),
        need("starts of streams", start, 0.0, keys),
        need("quantiles and exponentials alone", alone(), 0.0, 14.0),
    ]
}

/// Nanoseconds that a kernel over all lists takes for one number.
macro_rules! timed {
    ($name:ident, $from:expr, $to:expr) => {{
        let step = ($to - $from) / (LISTS * LANES) as f64;
        let mut at = $from;
        let mut x = [Lanes::all(0.0); LISTS];
        for number in x.iter_mut().flat_map(|lanes| &mut lanes.0) {
            at += step;
            *number = at;
        }
        let mut y = [Lanes::all(0.0); LISTS];
        let seconds = fastest(|| {
            for _ in 0..16 {
                widest($name(black_box(&x), &mut y));
                black_box(&y);
            }
        });
        1e9 * seconds / (16 * LISTS * LANES) as f64
    }};
}

fn exps() -> f64 {
    timed!(Exps, -3.0, 3.0)
}

fn lns() -> f64 {
    timed!(Lns, 0.1, 20.0)
}

fn powers() -> f64 {
    timed!(Powers, 0.1, 20.0)
}

fn quantiles() -> f64 {
    timed!(Quantiles, 0.001, 0.999)
}

fn cdfs() -> f64 {
    timed!(Cdfs, -3.0, 3.0)
}

/// Of one number of each pair.
fn pairs() -> f64 {
    0.5 * timed!(Pairs, 0.001, 0.999)
}

fn roots() -> f64 {
    timed!(Roots, 0.1, 20.0)
}

fn divisions() -> f64 {
    timed!(Divisions, 0.1, 20.0)
}

fn sums() -> f64 {
    timed!(Sums, 0.1, 0.9) / SUMS
}

/// Of one number of a stream that has started.
fn uniforms() -> f64 {
    struct Uniforms<'a>(&'a mut shortrun::sampling::stream::Streams, &'a mut [Lanes; LISTS]);

    impl Kernel for Uniforms<'_> {
        type Output = ();

        #[inline(always)]
        fn run(self) {
            for lanes in self.1 {
                *lanes = self.0.uniforms();
            }
        }
    }

    let mut streams = StreamKey::new(SEED, "benchmark").streams(1);
    let mut y = [Lanes::all(0.0); LISTS];
    let seconds = fastest(|| {
        for _ in 0..16 {
            widest(Uniforms(&mut streams, &mut y));
            black_box(&y);
        }
    });
    1e9 * seconds / (16 * LISTS * LANES) as f64
}

/// Of a draw by its key, and of the start of a stream.
fn blocks() -> (f64, f64) {
    let keys: Vec<StreamKey> =
        (0..LANES).map(|i| StreamKey::new(SEED, &format!("benchmark {i}"))).collect();
    let (mut list, mut starts) = (Vec::new(), Starts::default());
    let draws = fastest(|| {
        for path in 0..64 {
            list.clear();
            shortrun::sampling::stream::uniforms(&keys, path, &mut list);
            black_box(&list);
        }
    });
    let started = fastest(|| {
        for path in 0..64 {
            starts.find(&keys, path);
            black_box(&starts);
        }
    });
    let each = |seconds: f64| 1e9 * seconds / (64 * LANES) as f64;
    (each(draws), each(started))
}

/// Of an exponential of a normal quantile, one after another: lengths of what begins, luck of
/// prices and sites.
fn alone() -> f64 {
    let seconds = fastest(|| {
        for i in 1..512 {
            black_box(exp(0.3 * normal_quantile(black_box(f64::from(i) / 512.0))));
        }
    });
    1e9 * seconds / 511.0
}
