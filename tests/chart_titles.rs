//! What a chart's title says is what the run came to and what is drawn.

use crate::support;

use std::sync::OnceLock;

use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::run_info::RunInfo;
use shortrun::analysis::summary::{Summary, summarize};
use shortrun::model::outcome::Route;
use shortrun::output::chart::{Chart, Kind, Picture, Size};
use shortrun::output::run::chart::{
    bands, dots, exits, hist_irr, hist_moic, hist_npv, moic_irr, runway,
};
use shortrun::output::run::pictures::{Pictures, kinds};
use support::{load, outcomes, run_info};

struct Run {
    info: RunInfo,
    outcomes: Outcomes,
    summary: Summary,
}

/// A run of a shipped scenario, simulated once.
fn run(text: &'static str) -> &'static Run {
    static RUNS: [OnceLock<Run>; SHIPPED.len()] = [const { OnceLock::new() }; SHIPPED.len()];
    let place = SHIPPED.iter().position(|one| *one == text).expect("a shipped one");
    RUNS[place].get_or_init(|| {
        let scenario = load(text);
        let info = run_info("test.toml", &scenario, 4_000);
        let outcomes = outcomes(&scenario, 0..info.paths, 2);
        let summary = summarize(&outcomes, info.target_irr, &info.route_names);
        Run { info, outcomes, summary }
    })
}

impl Run {
    fn draw(&self, kind: &'static Kind) -> Chart {
        self.draw_in(kind, Size::Full)
    }

    fn draw_in(&self, kind: &'static Kind, size: Size) -> Chart {
        let pictures = Pictures::new(&self.info, &self.summary, &self.outcomes);
        let all: Vec<Picture<'_>> = pictures.list().into_iter().flatten().collect();
        let picture = all.iter().find(|one| one.subject.kind == kind).expect("a run has it");
        picture.draw(None, size)
    }
}

/// The numbers before a `%` or an `x`, in the order of the title; those of
/// `3x or more` and the like among them.
fn numbers(title: &str, unit: char) -> Vec<f64> {
    let pieces: Vec<&str> = title.split(unit).collect();
    let before = pieces[..pieces.len() - 1].iter().filter_map(|piece| {
        let start = piece
            .char_indices()
            .rev()
            .take_while(|(_, c)| c.is_ascii_digit() || *c == '.' || *c == '\u{2212}')
            .last()?
            .0;
        piece[start..].replace('\u{2212}', "-").parse().ok()
    });
    before.collect()
}

fn close(said: f64, share: f64) -> bool {
    // Parts that must add to 100 may be rounded the other way.
    (said - 100.0 * share).abs() <= 1.0
}

const SHIPPED: [&str; 4] = [
    include_str!("../scenarios/apparel-nearshore.toml"),
    include_str!("../scenarios/apparel-offshore.toml"),
    include_str!("../scenarios/electronics-custom.toml"),
    include_str!("../scenarios/food-microkitchen.toml"),
];

#[test]
fn titles_say_the_numbers_of_the_run() {
    for text in SHIPPED {
        let run = run(text);
        let Summary { loss, total_loss, at_least_3x, reaches_target, moic, irr, .. } = &run.summary;

        let bands = run.draw(&bands::KIND).title().to_owned();
        let said = numbers(&bands, '%');
        let back = run.outcomes.moic.iter().filter(|x| (**x - 1.0).abs() <= 1e-9).count() as f64;
        let mut meant = vec![loss.value, total_loss.value, at_least_3x.value];
        if bands.contains("exactly their money back") {
            meant.push(back / run.outcomes.len() as f64);
        }
        assert_eq!(said.len(), meant.len(), "{bands}");
        assert!(said.iter().zip(meant).all(|(said, meant)| close(*said, meant)), "{bands}");

        let hist = run.draw(&hist_moic::KIND).title().to_owned();
        let (median, p90) = (moic.at(0.5).value, moic.at(0.9).value);
        for value in [median, p90] {
            assert!(hist.contains(&shortrun::output::format::moic(value)), "{hist}: {value}");
        }

        let hist_irr = run.draw(&hist_irr::KIND).title().to_owned();
        let said = numbers(&hist_irr, '%');
        assert!(close(said[0], reaches_target.value), "{hist_irr}");
        assert!(close(said[2], irr.at(0.5).value), "{hist_irr}");

        let ended_by = |month: u16, failed: bool| {
            let ended = (0..run.outcomes.len()).filter(|path| {
                let route = run.outcomes.route[*path];
                let counts = match route {
                    Route::Failure => failed,
                    Route::Sale(_) => !failed,
                    Route::Horizon => false,
                };
                counts && run.outcomes.exit_month[*path] < month
            });
            ended.count() as f64 / run.outcomes.len() as f64
        };
        let exits = run.draw(&exits::KIND).title().to_owned();
        let said = numbers(&exits, '%');
        assert!(exits.starts_with("By year 5"), "{exits}");
        assert!(close(said[0], ended_by(60, true)), "{exits}");
        assert!(close(said[1], ended_by(60, false)), "{exits}");
        assert!((said.iter().sum::<f64>() - 100.0).abs() < 1e-9, "{exits}");

        let runway = run.draw(&runway::KIND).title().to_owned();
        let horizon = run.info.horizon_months as u16;
        let said = numbers(&runway, '%');
        assert!(close(said[1], ended_by(horizon, true)), "{runway}");
    }
}

/// Columns of a chart's numbers; a cell without one is NaN.
fn column(csv: &str, names: &[&str]) -> Vec<Vec<f64>> {
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let head: Vec<String> = rows.headers().expect("a head").iter().map(str::to_owned).collect();
    let place = |name: &&str| head.iter().position(|head| head == name).expect("the column");
    let wanted: Vec<usize> = names.iter().map(place).collect();
    let rows = rows.records().map(|row| {
        let row = row.expect("a row");
        wanted.iter().map(|i| row[*i].parse().unwrap_or(f64::NAN)).collect()
    });
    rows.collect()
}

/// The whole numbers of a text.
fn integers(text: &str) -> Vec<usize> {
    let words = text.split(|c: char| !c.is_ascii_digit());
    words.filter_map(|word| word.parse().ok()).collect()
}

#[test]
fn a_dotplot_counts_the_dots_that_it_draws_and_they_are_the_shares_of_the_run() {
    for (text, size) in SHIPPED.into_iter().flat_map(|text| Size::ALL.map(|size| (text, size))) {
        let run = run(text);
        let chart = run.draw_in(&dots::KIND, size);
        let dots = column(chart.csv(), &["moic"]);
        let n = if size == Size::Half { 50 } else { 100 };
        assert_eq!(dots.len(), n);
        let count = |holds: &dyn Fn(f64) -> bool| dots.iter().filter(|dot| holds(dot[0])).count();
        let drawn = [count(&|x| x < 1.0 - 1e-9), count(&|x| x <= 0.0), count(&|x| 3.0 <= x)];
        let said = integers(chart.title());
        assert_eq!(said, [n, drawn[0], drawn[1], drawn[2], 3], "{}", chart.title());
        let Summary { loss, total_loss, at_least_3x, .. } = &run.summary;
        for (drawn, share) in drawn.into_iter().zip([loss, total_loss, at_least_3x]) {
            let off = (drawn as f64 - n as f64 * share.value).abs();
            assert!(off <= 0.5 + 1e-9, "{drawn} of {n}: {}", share.value);
        }
        // As many circles of a fill as there are dots in the bands: each has an edge too.
        assert_eq!(chart.svg().matches("<circle").count(), 2 * n);
    }
}

#[test]
fn a_table_of_rates_has_every_path_once_and_its_title_keeps_to_the_hurdle() {
    for (text, size) in SHIPPED.into_iter().flat_map(|text| Size::ALL.map(|size| (text, size))) {
        let run = run(text);
        let chart = run.draw_in(&moic_irr::KIND, size);
        let hurdle = run.info.target_irr;
        let (mut all, mut cells) = (0.0, 0);
        for row in column(chart.csv(), &["moic", "year", "irr", "share_of_paths"]) {
            all += row[3];
            if !row[0].is_nan() {
                cells += 1;
                assert!((libm::pow(1.0 + row[2], row[1]) - row[0]).abs() < 1e-9, "{row:?}");
            }
        }
        assert!((all - 1.0).abs() < 1e-9, "{}", chart.csv());
        assert_eq!(
            chart.csv().matches(",true,").count() + chart.csv().matches(",false,").count(),
            cells
        );
        let title = chart.title();
        let said = numbers(title, '%');
        assert!(
            close(said[0], hurdle) && close(said[1], run.summary.reaches_target.value),
            "{title}"
        );
        let within: Vec<f64> = title
            .split("within ")
            .skip(1)
            .map(|rest| rest.split([' ', ';']).next().expect("a time").parse().expect("years"))
            .collect();
        for (multiple, years) in [3.0, 5.0].into_iter().zip(within) {
            let needed = |years: f64| libm::pow(1.0 + hurdle, years);
            assert!(needed(years) <= multiple && multiple < needed(years + 1.0), "{title}");
        }
    }
}

#[test]
fn the_cells_of_a_table_of_rates_hold_the_paths_nearest_to_them() {
    let run = run(SHIPPED[0]);
    let chart = run.draw(&moic_irr::KIND);
    let n = run.outcomes.len();
    let nearest = |multiple: f64, year: f64| {
        let inside = |path: &usize| {
            let (moic, after) = (run.outcomes.moic[*path], run.outcomes.exit_month[*path]);
            let years = (f64::from(after) + 1.0) / 12.0;
            // Between 1x and 2x and between 2x and 3x, halfway by ratio.
            let (low, high) = (libm::sqrt(2.0), libm::sqrt(6.0));
            assert!((multiple - 2.0).abs() < 1e-12);
            low <= moic && moic < high && year - 0.5 <= years && years < year + 0.5
        };
        (0..n).filter(inside).count() as f64 / n as f64
    };
    let rows = column(chart.csv(), &["moic", "year", "share_of_paths"]);
    let twos: Vec<_> = rows.iter().filter(|row| (row[0] - 2.0).abs() < 1e-12).collect();
    assert!(5 <= twos.len());
    for row in twos {
        assert!((nearest(row[0], row[1]) - row[2]).abs() < 1.5 / n as f64, "{row:?}");
    }
}

#[test]
fn the_shares_that_are_drawn_add_to_all_paths() {
    let run = run(SHIPPED[0]);
    let bands = run.draw(&bands::KIND);
    let shares = column(bands.csv(), &["share_of_paths", "share_of_proceeds"]);
    for i in 0..2 {
        // The last two rows are parts of bands: exactly 0x and exactly 1x.
        let sum: f64 = shares[..shares.len() - 2].iter().map(|row| row[i]).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{}", bands.csv());
    }
    let mut states = vec!["failed".to_owned(), "still operating".to_owned()];
    states.extend(run.info.route_names.iter().map(|name| format!("sold: {name}")));
    let states: Vec<&str> = states.iter().map(String::as_str).collect();
    for month in column(run.draw(&exits::KIND).csv(), &states) {
        assert!((month.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{month:?}");
    }
    let hist = run.draw(&hist_moic::KIND);
    for bin in column(hist.csv(), &["from", "to", "share_of_paths"]) {
        // Just the capital is in the strip only, and has a row of its own.
        let is_back = |moic: f64| (moic - 1.0).abs() <= 1e-9;
        let is_atom = bin[1] <= bin[0];
        let inside = |moic: &&f64| {
            let is_in_bin = bin[0] - 1e-9 <= **moic && **moic < bin[1] - 1e-9;
            if is_back(**moic) { is_atom } else { is_in_bin }
        };
        let counted = run.outcomes.moic.iter().filter(inside).count() as f64;
        let share = counted / run.outcomes.len() as f64;
        // The last bin has its upper end in it.
        assert!((share - bin[2]).abs() <= 1.0 / run.outcomes.len() as f64, "{bin:?}: {share}");
    }
}

/// The whole percents in a text; `<1%` and `>99%` stand for 0 and 100.
fn percents(text: &str) -> Vec<f64> {
    let pieces: Vec<&str> = text.split('%').collect();
    let before = pieces[..pieces.len() - 1].iter().filter_map(|piece| {
        let start = piece.rfind(|c: char| !c.is_ascii_digit())?;
        let number: f64 = piece[start + 1..].parse().ok()?;
        Some(match piece[start..].chars().next() {
            Some('<') => number - 1.0,
            Some('>') => number + 1.0,
            _ => number,
        })
    });
    before.collect()
}

#[test]
fn the_table_of_exits_says_what_became_of_the_paths_of_each_route() {
    for text in SHIPPED {
        let run = run(text);
        let chart = run.draw(&exits::KIND);
        for (index, name) in run.info.route_names.iter().enumerate() {
            let of_route = |path: &usize| run.outcomes.route[*path] == Route::Sale(index as u16);
            let paths: Vec<usize> = (0..run.outcomes.len()).filter(of_route).collect();
            let columns = [
                format!("sold: {name}"),
                format!("median_year: sold: {name}"),
                format!("median_moic: sold: {name}"),
                format!("below_1x: sold: {name}"),
                format!("exactly_1x: sold: {name}"),
            ];
            let rows = column(chart.csv(), &columns.each_ref().map(String::as_str));
            let last = rows.last().expect("the horizon");
            let n = paths.len() as f64;
            let part = |holds: &dyn Fn(f64) -> bool| {
                paths.iter().filter(|path| holds(run.outcomes.moic[**path])).count() as f64 / n
            };
            let not_above = |of: &dyn Fn(usize) -> f64, median: f64| {
                let below = paths.iter().filter(|path| of(**path) < median - 1e-9).count() as f64;
                let at_most =
                    paths.iter().filter(|path| of(**path) <= median + 1e-9).count() as f64;
                below < 0.5 * n + 1e-9 && 0.5 * n <= at_most
            };
            assert!((last[0] - n / run.outcomes.len() as f64).abs() < 1e-12, "{name}");
            let year = |path: usize| (f64::from(run.outcomes.exit_month[path]) + 1.0) / 12.0;
            assert!(not_above(&year, last[1]), "{name}: {}", last[1]);
            assert!(not_above(&|path| run.outcomes.moic[path], last[2]), "{name}: {}", last[2]);
            assert!((last[3] - part(&|moic| moic < 1.0 - 1e-9)).abs() < 1e-12, "{name}");
            assert!((last[4] - part(&|moic| (moic - 1.0).abs() <= 1e-9)).abs() < 1e-12, "{name}");
        }
    }
}

#[test]
fn the_percentages_that_are_printed_add_to_100() {
    for text in SHIPPED {
        let run = run(text);
        for kind in [&hist_moic::KIND, &hist_irr::KIND, &hist_npv::KIND] {
            let alt_text = run.draw(kind).alt_text().to_owned();
            let parts = alt_text.split("Shares of paths: ").nth(1).expect("the shares");
            // Before the marks; names such as `0% to 30%` have no colon after them.
            let parts = parts.split(". ").next().expect("the shares");
            let shares: Vec<&str> = parts.split(", ").collect();
            let last = |part: &&str| percents(&format!(" {part}")).last().copied();
            let sum: f64 = shares.iter().filter_map(last).sum();
            assert!((sum - 100.0).abs() < 1e-9, "{alt_text}");
        }
        let alt_text = run.draw(&exits::KIND).alt_text().to_owned();
        let sum: f64 = percents(&alt_text[alt_text.find(". At").expect("the end")..]).iter().sum();
        assert!((sum - 100.0).abs() < 1e-9, "{alt_text}");
        let alt_text = run.draw(&bands::KIND).alt_text().to_owned();
        let bands = &alt_text[alt_text.find("<0.1x:").expect("the bands")..];
        let bands = &bands[..bands.find("Exactly").expect("the bands")];
        for column in 0..2 {
            let sum: f64 = percents(bands).iter().skip(column).step_by(2).sum();
            assert!((sum - 100.0).abs() < 1e-9, "{alt_text}");
        }
    }
}

#[test]
fn charts_of_the_shipped_scenarios_are_sound_in_every_size_and_line_up() {
    let runs = SHIPPED.map(run);
    for (kind, size) in kinds().into_iter().flat_map(|kind| Size::ALL.map(|size| (kind, size))) {
        let label = format!("{} {}", kind.name, size.name());
        let charts: Vec<Chart> = runs.iter().map(|run| run.draw_in(kind, size)).collect();
        for chart in &charts {
            assert_eq!(chart.layout_faults(), [""; 0], "{label}: {}", chart.title());
            let plot = chart.plot_rectangle().map(f64::to_bits);
            assert_eq!(plot, charts[0].plot_rectangle().map(f64::to_bits), "{label}");
        }
    }
}
