//! What titles on the returns of one run may say.

use shortrun::output::chart::Chart;

use super::table::{Table, asked, domain, told};
use super::{Grammar, Value};
use crate::every_chart::Facts;

/// A preference puts many paths on just 1, which rounding does not make a loss.
const NO_LOSS: f64 = 1.0 - 1e-9;

fn share(values: &[f64], holds: impl Fn(f64) -> bool) -> f64 {
    values.iter().filter(|value| holds(**value)).count() as f64 / values.len() as f64
}

/// The smallest value that at least a share of all does not exceed.
fn percentile(values: &[f64], p: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (p * sorted.len() as f64 - 1e-9).ceil().max(1.0);
    sorted[rank as usize - 1]
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn largest(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

/// Clauses on everything lost and on a single path.
fn extremes(grammar: Grammar, paths: f64, lost: f64) -> Grammar {
    grammar
        .value("paths", Value::Count(paths))
        .rule("All of {paths} paths lose everything", 1.0 <= lost && 1.0 < paths)
}

pub(super) fn bands(chart: &Chart) -> Grammar {
    let table = Table::of(chart);
    let (names, shares) = (table.texts("band"), table.column("share_of_paths"));
    assert_eq!(names.len(), 10, "eight bands, what is exactly nothing, and just the capital");
    let paths = told(chart, "paths");
    let (loss, three): (f64, f64) = (shares[..3].iter().sum(), shares[5..8].iter().sum());
    let (lost, all) = (shares[8], 1.0 - 1e-12);
    // Of a single path, the one band that has it all.
    let only = chart.title().rsplit(' ').next().and_then(|text| text.strip_suffix('x'));
    let only: f64 = only.and_then(|text| text.parse().ok()).unwrap_or(f64::NAN);
    let edges = [vec![0.0], domain(chart, "band_edges"), vec![f64::INFINITY]].concat();
    let inside = |i: &usize| edges[*i] - 0.05 <= only && only < edges[i + 1] + 0.05;
    let in_its_band = (0..8).filter(inside).any(|i| all <= shares[i]);
    extremes(Grammar::new(&["; ", " and "]), paths, lost)
        .value("loss", Value::Share(loss))
        .value("lost", Value::Share(lost))
        .value("three", Value::Part(three))
        .value("only", Value::Multiple(only))
        .value("bound", Value::Up(1.0 - libm::pow(0.05, 1.0 / paths)))
        .value("back", Value::Part(shares[9]))
        .rule("{back} get exactly their money back", 0.05 <= shares[9] && shares[9] < 1.0)
        .rule("The only path returns {only}", paths < 1.5 && in_its_band)
        .rule("{loss} of paths lose money", 0.0 < loss && loss < all)
        .rule("All of {paths} paths lose money", all <= loss && 1.0 < paths)
        .rule("None of {paths} paths loses money", loss <= 0.0 && 1.0 < paths)
        .rule("None of {paths} paths loses money (<{bound})", loss <= 0.0 && 1.0 < paths)
        .rule("{lost} lose everything", 0.0 < lost && lost < 1.0)
        .rule("none loses everything", lost <= 0.0)
        .rule("{three} return 3x or more", 0.0 < three && three < all)
        .rule("none returns 3x or more", three <= 0.0)
        .rule("all return 3x or more", all <= three)
}

pub(super) fn dots(chart: &Chart, facts: &Facts) -> Grammar {
    let (dots, moic) = (Table::of(chart).column("moic"), facts.values("moic"));
    let n = dots.len() as f64;
    let count = |holds: &dyn Fn(f64) -> bool| dots.iter().filter(|x| holds(**x)).count() as f64;
    let lost = share(moic, |x| x <= 0.0);
    let mut grammar = extremes(Grammar::new(&[" and ", ", ", ", and "]), moic.len() as f64, lost)
        .value("n", Value::Count(n))
        .value("but one", Value::Count(n - 1.0))
        .value("everything", Value::Count(count(&|x| x <= 0.0)))
        .value("only", Value::Multiple(moic[0]))
        .rule("The only path returns {only}", moic.len() == 1)
        .rule("{everything} of them everything", lost < 1.0)
        .rule("Of {n} equally likely paths, more than {but one} lose everything", {
            lost < 1.0 && n <= count(&|x| x <= 0.0)
        });
    let loses: &dyn Fn(f64) -> bool = &|x| x < NO_LOSS;
    let all = [
        ("Of {n} equally likely paths, ", ["loses money", "lose money"], loses),
        ("", ["returns 3x or more", "return 3x or more"], &|x| 3.0 <= x),
    ];
    for (start, [it, they], holds) in all {
        let (drawn, share) = (count(holds), share(moic, holds));
        let (some, name) = (0.0 < share && share < 1.0, it.replace(' ', "-"));
        grammar = grammar
            .value(&name, Value::Count(drawn))
            .rule(&format!("{start}none {it}"), share <= 0.0 && drawn <= 0.0)
            .rule(&format!("{start}all {they}"), 1.0 <= share && n <= drawn)
            .rule(&format!("{start}fewer than 1 {they}"), some && drawn <= 0.0)
            .rule(&format!("{start}more than {{but one}} {they}"), some && n <= drawn)
            .rule(&format!("{start}{{{name}}} {it}"), some && (0.5..1.5).contains(&drawn))
            .rule(&format!("{start}{{{name}}} {they}"), some && 1.5 < drawn && drawn < n);
    }
    grammar
}

/// Whether the bins beside a picture, and what lies below them, put a
/// percentile where the title has it.
fn is_in_bins(table: &Table, values: &[f64], p: f64) -> bool {
    let (from, to) = (table.column("from"), table.column("to"));
    let shares = table.column("share_of_paths");
    let at = percentile(values, p);
    let below = share(values, |x| x < from[0] - 1e-9);
    let sum = |holds: &dyn Fn(usize) -> bool| -> f64 {
        (0..shares.len()).filter(|i| holds(*i)).map(|i| shares[i]).sum()
    };
    let room = 1e-6 * at.abs().max(1e-3);
    let surely = below + sum(&|i| to[i] < at - room);
    let at_most = below + sum(&|i| from[i] <= at + room);
    let beyond = at < from[0] || largest(&to) < at;
    let one = 1.0 / values.len() as f64 + 1e-9;
    beyond || (surely <= p + one && p - one <= at_most)
}

pub(super) fn hist(chart: &Chart, facts: &Facts) -> Grammar {
    let moic = facts.values("moic");
    let (paths, table) = (moic.len() as f64, Table::of(chart));
    let [median, p90] = [0.5, 0.9].map(|p| percentile(moic, p));
    let [half, tenth] = [0.5, 0.9].map(|p| is_in_bins(&table, moic, p));
    let lost = share(moic, |x| x <= 0.0);
    let at_most = share(moic, |x| x <= median);
    let nine = share(moic, |x| x <= p90);
    let top = share(moic, |x| p90 <= x);
    // One path more than a share can be said to be it.
    let just = |share: f64, of: f64| of <= share && share < of + 0.005 + 1.0 / paths;
    let some = 1.0 < paths && lost < 1.0;
    let back = share(moic, |x| (x - 1.0).abs() <= 1e-9);
    extremes(Grammar::new(&["; "]), paths, lost)
        .value("median", Value::Multiple(median))
        .value("p90", Value::Multiple(p90))
        .value("best", Value::Multiple(largest(moic)))
        .value("lost", Value::Share(lost))
        .value("back", Value::Part(back))
        .rule("{back} get exactly their money back", 0.05 <= back && back < 1.0)
        .rule("The only path returns {best}", paths < 1.5)
        .rule("{lost} of paths return nothing", some)
        .rule("the best returns {best}", some)
        .rule("At least half of the paths return nothing", some && 0.5 <= lost)
        .rule("Half of the paths return {median} or less", half && just(at_most, 0.5))
        .rule("At least half of the paths return {median} or less", half && 0.5 <= at_most)
        .rule("one in ten returns {p90} or more", tenth && just(top, 0.1))
        .rule("at least one in ten returns {p90} or more", tenth && 0.1 <= top)
        .rule("All of {paths} paths return {p90} or less", tenth && 1.0 <= nine && 1.0 < paths)
        .rule("Nine in ten paths return {p90} or less", tenth && just(nine, 0.9))
        .rule("At least nine in ten paths return {p90} or less", tenth && 0.9 <= nine)
}

pub(super) fn hist_irr(chart: &Chart, facts: &Facts) -> Grammar {
    let (irr, table) = (facts.values("irr"), Table::of(chart));
    let (paths, (hurdle, asked)) = (irr.len() as f64, asked(chart));
    // What is in the bins from the hurdle on, and above all bins.
    let (from, to) = (table.column("from"), table.column("to"));
    let shares = table.column("share_of_paths");
    // The last row may be of those at just 0.
    let top = largest(&to);
    let binned: f64 =
        (0..shares.len()).filter(|i| hurdle - 1e-9 <= from[*i]).map(|i| shares[i]).sum();
    let clears = binned + share(irr, |x| top < x);
    assert!((clears - share(irr, |x| hurdle <= x)).abs() < 1e-9, "{}", chart.csv());
    let median = percentile(irr, 0.5);
    Grammar::new(&["; "])
        .value("paths", Value::Count(paths))
        .value("clears", Value::Share(clears))
        .value("hurdle", Value::Percent(100.0 * hurdle))
        .value("median", Value::Rate(median, hurdle))
        .rule("The only path has an IRR of {median}", paths < 1.5)
        .rule(&format!("the {asked} is {{hurdle}}"), paths < 1.5)
        .rule(&format!("None of {{paths}} paths reaches the {{hurdle}} {asked}"), clears <= 0.0)
        .rule(
            &format!("All of {{paths}} paths reach the {{hurdle}} {asked}"),
            1.0 - 1e-12 <= clears,
        )
        .rule(
            &format!("{{clears}} of paths reach the {{hurdle}} {asked}"),
            0.0 < clears && clears < 1.0,
        )
        .rule("the median IRR is {median}", is_in_bins(&table, irr, 0.5))
}

pub(super) fn hist_npv(chart: &Chart, facts: &Facts) -> Grammar {
    let (npv, table) = (facts.values("npv"), Table::of(chart));
    let (from, to) = (table.column("from"), table.column("to"));
    let shares = table.column("share_of_paths");
    let top = to[to.len() - 1];
    let binned: f64 = (0..shares.len()).filter(|i| -1e-6 <= from[*i]).map(|i| shares[i]).sum();
    // A path at just 0 would be in a bin of gains.
    let positive = binned + share(npv, |x| top < x) - share(npv, |x| x.abs() <= 0.0);
    assert!((positive - share(npv, |x| 0.0 < x)).abs() < 1e-9, "{}", chart.csv());
    let n = npv.len() as f64;
    let squares: f64 = npv.iter().map(|x| (x - mean(npv)) * (x - mean(npv))).sum();
    let error = if 1.0 < n { (squares / (n - 1.0) / n).sqrt() } else { 0.0 };
    Grammar::new(&["; ", ", "])
        .value("hurdle", Value::Percent(100.0 * told(chart, "hurdle_rate")))
        .value("positive", Value::Share(positive))
        .value("mean", Value::Money(mean(npv)))
        .value("median", Value::Money(percentile(npv, 0.5)))
        .rule("At {hurdle} a year", true)
        .rule("the only path has an NPV of {median}", npv.len() == 1)
        .rule("NPV is positive in {positive} of paths", 0.0 < positive && positive < 1.0)
        .rule("NPV is positive in no path", positive <= 1e-12)
        .rule("NPV is positive in all paths", 1.0 - 1e-12 <= positive)
        // A mean that its error does not tell from 0 is no finding.
        .rule("mean {mean}", 2.0 * error <= mean(npv).abs())
        .rule("median {median}", true)
}

pub(super) fn moic_irr(chart: &Chart, facts: &Facts) -> Grammar {
    let (irr, table) = (facts.values("irr"), Table::of(chart));
    let (paths, (hurdle, asked)) = (irr.len() as f64, asked(chart));
    let clears = share(irr, |x| hurdle <= x);
    let lost = share(facts.values("moic"), |x| x <= 0.0);
    let years = |multiple: f64| libm::log(multiple) / libm::log1p(hurdle);
    // Cells left of the heavy line are those that come within that time.
    for row in 0..table.len() {
        let (multiple, year) = (table.number(row, "moic"), table.number(row, "year"));
        if !multiple.is_nan() {
            let meets = year <= years(multiple) + 1e-9;
            assert_eq!(table.text(row, "meets_hurdle"), meets.to_string(), "{multiple} {year}");
        }
    }
    let is_row =
        |multiple: f64| table.column("moic").iter().any(|row| (row - multiple).abs() < 1e-9);
    extremes(Grammar::new(&["; ", ", ", " and "]), paths, lost)
        .value("hurdle", Value::Percent(100.0 * hurdle))
        .value("clears", Value::Share(clears))
        .value("three", Value::Down(years(3.0)))
        .value("five", Value::Down(years(5.0)))
        .rule("At {hurdle} a year, 3x must come within {three} years", is_row(3.0))
        .rule("5x within {five}", is_row(5.0))
        .rule(&format!("{{clears}} of paths reach the {asked}"), 0.0 < clears && clears < 1.0)
        .rule(&format!("None of {{paths}} paths reaches the {asked}"), clears <= 0.0 && 1.0 < paths)
        .rule(&format!("All of {{paths}} paths reach the {asked}"), 1.0 <= clears && 1.0 < paths)
        .rule(&format!("the only path misses the {asked}"), clears <= 0.0 && paths < 1.5)
        .rule(&format!("the only path reaches the {asked}"), 1.0 <= clears && paths < 1.5)
}

pub(super) fn exceed(chart: &Chart, facts: &Facts) -> Grammar {
    let (table, moic) = (Table::of(chart), facts.values("moic"));
    let paths = moic.len() as f64;
    let lost = share(moic, |x| x <= 0.0);
    let of = |least: f64| {
        let of = share(moic, |x| least * NO_LOSS <= x);
        // The curve has it just below the multiple, with its error.
        let places = table.column("moic");
        let mut rows =
            (0..places.len()).filter(|row| places[*row] < least && least < 1.001 * places[*row]);
        let row = rows.next_back().expect("a place beside it");
        assert!((table.number(row, "share_at_least") - of).abs() < 1e-12, "{least}");
        let error = (of * (1.0 - of) / paths).sqrt();
        assert!((table.number(row, "standard_error") - error).abs() < 1e-12, "{least}");
        of
    };
    let [back, three, ten] = [1.0, 3.0, 10.0].map(of);
    let some = 1.0 < paths && lost < 1.0;
    extremes(Grammar::new(&[", "]), paths, lost)
        .value("best", Value::Multiple(largest(moic)))
        .value("back", Value::Share(back))
        .value("three", Value::Share(three))
        .value("ten", Value::Share(ten))
        .rule("The only path returns {best}", paths < 1.5)
        .rule("{back} of paths return the money or more", some && 0.0 < back && back < 1.0)
        .rule("All paths return the money or more", some && 1.0 <= back)
        .rule("No path returns the money", some && back <= 0.0)
        .rule("{three} 3x or more", some && 0.0 < three && three < 1.0)
        .rule("all 3x or more", some && 1.0 <= three)
        .rule("none 3x or more", some && three <= 0.0)
        .rule("{ten} 10x or more", some && 0.0 < ten && ten < 1.0)
        .rule("all 10x or more", some && 1.0 <= ten)
        .rule("none 10x or more", some && ten <= 0.0)
}
