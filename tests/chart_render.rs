//! Every chart of every size, from usual and awkward runs: nothing overlaps,
//! nothing leaves the picture, the same bytes come out each time.

use crate::chart_sample;

use chart_sample::{Sample, kinds_of_returns};
use shortrun::output::chart::{Chart, Size};

fn runs() -> Vec<(&'static str, Sample)> {
    let mut long = Sample::usual(100);
    long.provenance.scenario_name = "非ラテン ".repeat(30);
    long.provenance.scenario_file = "a-very-long-name-of-a-file-".repeat(9);
    long.provenance.currency = "XTS".into();
    let mut euro = Sample::usual(5_000).with_heavy_tail();
    euro.provenance.currency = "JPY".into();
    vec![
        ("usual", Sample::usual(20_000)),
        ("losses", Sample::new(1_000, |_| 0.0)),
        ("gains", Sample::new(1_000, |u| 1.0 + 4.0 * u)),
        ("equal", Sample::new(1_000, |_| 1.2)),
        ("one", Sample::new(1, |_| 2.5)),
        ("long", long),
        ("heavy", euro),
    ]
}

#[test]
fn no_text_overlaps_another_leaves_the_picture_or_is_hard_to_read() {
    let mut faults = Vec::new();
    for (name, run) in runs() {
        for kind in kinds_of_returns() {
            for size in Size::ALL {
                let chart = run.draw(kind, size);
                let label = format!("{name} {} {}", kind.name, size.name());
                faults
                    .extend(chart.layout_faults().iter().map(|fault| format!("{label}: {fault}")));
                if let Some(folder) = std::env::var_os("SHORTRUN_TEST_CHARTS") {
                    let file = format!("{name}-{}-{}.png", kind.name, size.name());
                    std::fs::write(std::path::Path::new(&folder).join(file), chart.png())
                        .expect("works");
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_same_run_gives_the_same_bytes_on_any_thread() {
    let render = || {
        let run = Sample::usual(2_000);
        let kinds = kinds_of_returns().into_iter();
        let files = kinds.map(|kind| {
            let chart = run.draw(kind, Size::Full);
            (chart.png(), chart.svg())
        });
        files.collect::<Vec<_>>()
    };
    let first = render();
    let threads: Vec<_> = (0..3).map(|_| std::thread::spawn(render)).collect();
    for thread in threads {
        assert!(thread.join().expect("works") == first);
    }
}

#[test]
fn charts_of_two_runs_line_up() {
    let (a, b) = (Sample::usual(2_000), Sample::new(500, |u| 2.0 * u));
    for kind in kinds_of_returns() {
        for size in Size::ALL {
            let (a, b) = (a.draw(kind, size), b.draw(kind, size));
            let bits = |chart: &Chart| chart.plot_rectangle().map(f64::to_bits);
            assert_eq!(bits(&a), bits(&b), "{}", kind.name);
        }
    }
}
