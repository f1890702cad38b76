//! `shortrun chart`: charts of a saved run, drawn again.

use crate::program;

use std::fs;

use program::{APPAREL, folder_with, names, shortrun};

/// The files in a folder of drawn charts, without their list, which must be there.
fn drawn_in(folder: &std::path::Path) -> Vec<String> {
    let mut drawn = names(folder);
    let all = drawn.len();
    drawn.retain(|name| name != "charts.json");
    assert_eq!(drawn.len() + 1, all, "{drawn:?}");
    drawn
}

#[test]
fn every_chart_in_every_size_has_the_bytes_that_the_run_gave_it() {
    let folder = folder_with(APPAREL);
    let sizes = "half,full,tall,slide";
    let args = ["run", "plan.toml", "-n", "120", "-q", "--charts", "all", "--size", sizes];
    assert_eq!(shortrun(folder.path(), &args).code, 0);
    let ran = shortrun(folder.path(), &["chart", "output/plan", "--size", sizes]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("Written to output/plan-charts"), "{}", ran.out);
    let (plan, charts) =
        (folder.path().join("output/plan"), folder.path().join("output/plan-charts"));
    let drawn = drawn_in(&charts);
    let of_run = names(&plan);
    let pictures = |all: &[String]| all.iter().filter(|name| name.ends_with(".png")).count();
    assert!(24 <= pictures(&drawn), "{drawn:?}");
    assert_eq!(pictures(&drawn), pictures(&of_run));
    for name in drawn {
        let read = |place: &std::path::Path| fs::read(place.join(&name)).expect("readable");
        assert!(read(&charts) == read(&plan), "{name} differs");
    }
}

#[test]
fn kinds_and_sizes_that_the_run_did_not_draw_are_drawn_and_the_results_stay() {
    let folder = folder_with(APPAREL);
    let args = ["run", "plan.toml", "-n", "60", "-q", "--charts", "none", "-o", "out"];
    assert_eq!(shortrun(folder.path(), &args).code, 0);
    let before = names(&folder.path().join("out"));
    let args = ["chart", "out", "--kind", "hist,runway", "--size", "half", "-q", "-o", "drawn"];
    let ran = shortrun(folder.path(), &args);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    let drawn = drawn_in(&folder.path().join("drawn"));
    assert_eq!(drawn.len(), 8, "{drawn:?}");
    assert!(drawn.contains(&"runway-half.png".to_owned()));
    assert_eq!(names(&folder.path().join("out")), before);
    // Where one stands is a folder too.
    let ran = shortrun(&folder.path().join("out"), &["chart", ".", "--kind", "hist", "-q"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(folder.path().join("out-charts").exists());
}

/// Three plans at other prices.
fn plans() -> tempfile::TempDir {
    let folder = folder_with(APPAREL);
    for (name, price) in [("second", "price = 50"), ("third", "price = 40")] {
        let text = APPAREL.replace("price = 46", price);
        assert_ne!(text, APPAREL);
        fs::write(folder.path().join(format!("{name}.toml")), text).expect("written");
    }
    folder
}

const COMPARE: [&str; 8] =
    ["compare", "plan.toml", "second.toml", "third.toml", "-n", "120", "-q", "-o"];

#[test]
fn a_comparison_is_drawn_again_with_the_bytes_that_it_gave_its_charts() {
    let folder = plans();
    let size = ["--size", "half,tall"];
    let ran = shortrun(folder.path(), &[&COMPARE[..], &["out"], &size].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let out = folder.path().join("out");
    let of_compare = names(&out);
    for label in ["plan", "second", "third"] {
        for table in ["paths", "months", "years"] {
            assert!(of_compare.contains(&format!("{label}-{table}.parquet")), "{of_compare:?}");
        }
    }
    let ran = shortrun(folder.path(), &[&["chart", "out", "-q"], &size[..]].concat());
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    let drawn = drawn_in(&folder.path().join("out-charts"));
    let pictures = |all: &[String]| all.iter().filter(|name| name.ends_with(".png")).count();
    // One of all, two of pairs, one of chances, of figures and of units, thirteen of each scenario.
    assert_eq!(pictures(&drawn), 2 * (1 + 2 + 3 + 3 * 13), "{drawn:?}");
    assert_eq!(pictures(&drawn), pictures(&of_compare));
    for name in drawn {
        let read = |place: &str| fs::read(folder.path().join(place).join(&name)).expect("readable");
        assert!(read("out") == read("out-charts"), "{name} differs");
    }
    let verified = shortrun(folder.path(), &["verify", "out", "-q"]);
    assert_eq!((verified.code, verified.err.as_str()), (0, ""));
}

#[test]
fn charts_of_a_comparison_are_drawn_where_it_drew_none_and_refused_where_it_kept_no_data() {
    let folder = plans();
    let none = ["--charts", "none"];
    let compare = |more: &[&str]| {
        let ran = shortrun(folder.path(), &[&COMPARE[..], &["out"], &none, more].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    };
    compare(&[]);
    let kinds = ["chart", "out", "--kind", "compare,exceed,diff", "--size", "half"];
    let ran = shortrun(folder.path(), &kinds);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let drawn = drawn_in(&folder.path().join("out-charts"));
    assert_eq!(drawn.len(), 4 * 4, "{drawn:?}");
    assert!(drawn.contains(&"diff-third-half.png".to_owned()), "{drawn:?}");
    // On the axes of one of them.
    let like = ["chart", "out", "--kind", "exceed", "--like", "out-charts/exceed-half.png", "-o"];
    let ran = shortrun(folder.path(), &[&like[..], &["again"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let read = |place: &str| fs::read(folder.path().join(place)).expect("drawn");
    assert!(read("again/exceed-half.png") == read("out-charts/exceed-half.png"));
    // A run has no charts of several.
    let run = ["run", "plan.toml", "-n", "60", "-q", "--charts", "none", "-o", "alone"];
    assert_eq!(shortrun(folder.path(), &run).code, 0);
    let ran = shortrun(folder.path(), &["chart", "alone", "--kind", "compare"]);
    assert!(
        ran.code == 2 && ran.err.contains("no chart `compare`; there are bands"),
        "{}",
        ran.err
    );
    compare(&["--export", "none"]);
    assert!(names(&folder.path().join("out")).iter().all(|name| !name.ends_with(".parquet")));
    let told = |said: &str| {
        let ran = shortrun(folder.path(), &kinds);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
        assert!(ran.err.contains(said), "{said} in {}", ran.err);
    };
    told(
        "out has no plan-paths.parquet: the comparison was made without `--export parquet`, so \
         nothing can be drawn without simulating again",
    );
    compare(&["--export", "parquet"]);
    let table = folder.path().join("out/third-months.parquet");
    let mut changed = fs::read(&table).expect("readable");
    changed[500] ^= 1;
    fs::write(&table, &changed).expect("written");
    told("out/third-months.parquet is not what the comparison wrote (its SHA-256 is not the");
    fs::write(folder.path().join("out/compare.json"), old(&folder)).expect("written");
    told("compare out/plan.toml out/second.toml out/third.toml again, or draw with that version");
}

/// The comparison as if another version had made it.
fn old(folder: &tempfile::TempDir) -> String {
    let text = fs::read_to_string(folder.path().join("out/compare.json")).expect("readable");
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(text.contains(&version));
    text.replace(&version, "\"version\": \"0.0.9\"")
}

#[test]
fn what_cannot_be_drawn_from_is_refused_with_the_reason_and_nothing_is_written() {
    let folder = folder_with(APPAREL);
    let base = ["run", "plan.toml", "-n", "60", "-q", "--charts", "none", "-o", "out"];
    let run = |more: &[&str]| {
        assert_eq!(shortrun(folder.path(), &[&base[..], more].concat()).code, 0);
    };
    let out = folder.path().join("out");
    let told = |said: &str| {
        let ran = shortrun(folder.path(), &["chart", "out", "--kind", "hist"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
        assert!(ran.err.contains(said), "{said} in {}", ran.err);
        assert_eq!(names(folder.path()), ["out", "plan.toml"]);
    };
    run(&["--export", "csv"]);
    told("out has no paths.parquet: the run was made without `--export parquet`");
    run(&[]);
    let table = out.join("paths.parquet");
    let whole = fs::read(&table).expect("readable");
    let mut changed = whole.clone();
    changed[1_000] ^= 1;
    fs::write(&table, &changed).expect("written");
    told("out/paths.parquet is not what the run wrote");
    fs::remove_file(&table).expect("removed");
    told("cannot read out/paths.parquet");
    fs::write(&table, &whole).expect("written");
    let main = out.join("summary.json");
    let text = fs::read_to_string(&main).expect("readable");
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    fs::write(&main, text.replace(&version, "\"version\": \"0.0.9\"")).expect("written");
    told("it was made by shortrun 0.0.9, and this is ");
    fs::remove_file(&main).expect("removed");
    told("there is no result of shortrun with a record in it");
    fs::remove_dir_all(&out).expect("removed");
    let ran = shortrun(
        folder.path(),
        &["sensitivity", "plan.toml", "-n", "60", "--rows", "0", "-q", "-o", "out"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    told("these are results of sensitivity, which keep no paths");
    let ran = shortrun(folder.path(), &["chart", "out", "--kind", "none"]);
    assert_eq!(ran.code, 2);
    let ran = shortrun(folder.path(), &["chart", "out", "--kind", "pie"]);
    assert!(ran.code == 2 && ran.err.contains("no chart `pie`"), "{}", ran.err);
}
