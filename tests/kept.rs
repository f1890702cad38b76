//! What nobody reads of a path is not made, and nothing else is another number for it.

use shortrun::engine::{self, Tally, Unwatched};
use shortrun::model::ledger::Ledger;
use shortrun::model::memory::Kept;
use shortrun::model::outcome::{Outcome, Route};
use shortrun::model::simulator::Simulator;
use shortrun::sampling::assumptions::Draws;

use crate::break_even_price::everything;
use crate::support::{apparel, load, load_file};

const PATHS: u64 = 600;

/// Keeps what all paths came to, and reads as much of them as it is told.
#[derive(Clone)]
struct Ends {
    reads: Kept,
    ends: Vec<Outcome>,
}

impl Tally for Ends {
    fn push(&mut self, _: &Draws, ledger: &Ledger) {
        self.ends.push(ledger.outcome);
    }

    fn merge(&mut self, later: Self) {
        self.ends.extend(later.ends);
    }

    fn reads(&self) -> Kept {
        self.reads
    }
}

/// All that hangs on neither figures nor the rate of return, in bits.
fn rest(end: &Outcome) -> (Route, Vec<u64>, String) {
    let numbers = [
        end.moic,
        end.npv,
        end.invested,
        end.returned,
        end.enterprise_value,
        end.equity_proceeds,
        end.ownership,
    ];
    let others = (end.failure, end.exit_month, end.first_round_tried, end.stages);
    (end.route, numbers.map(f64::to_bits).to_vec(), format!("{others:?}"))
}

#[test]
fn what_is_not_read_is_absent_and_moves_nothing_else() {
    let shipped = ["apparel-nearshore", "electronics-custom", "food-microkitchen"];
    let shipped = shipped.map(|name| load_file(&format!("scenarios/{name}.toml"), &[]));
    let made = [apparel(), everything(8e6)].map(|text| load(&text));
    for scenario in shipped.iter().chain(&made) {
        let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, 11);
        let run = |reads: Kept| {
            let empty = Ends { reads, ends: Vec::new() };
            engine::run(&simulator, 0..PATHS, &empty, &Unwatched).expect("nobody stops it").ends
        };
        let all = run(Kept::ALL);
        let parts = [
            Kept::WITHOUT_MONTHS,
            Kept::ENDING,
            Kept { figures: true, ..Kept::ENDING },
            Kept { rate_of_return: true, ..Kept::ENDING },
        ];
        for reads in parts {
            for (whole, part) in all.iter().zip(run(reads)) {
                assert_eq!(rest(whole), rest(&part), "{reads:?}");
                let (own, other) = (whole.figures.map(f64::to_bits), part.figures);
                if reads.figures {
                    assert_eq!(own, other.map(f64::to_bits), "{reads:?}");
                } else {
                    assert!(other.iter().all(|figure| figure.is_nan()));
                }
                if reads.rate_of_return {
                    assert_eq!(whole.irr.to_bits(), part.irr.to_bits(), "{reads:?}");
                    assert_eq!(whole.irr_kind, part.irr_kind);
                } else {
                    assert!(part.irr.is_nan());
                }
            }
        }
    }
}
