//! `shortrun chart`: charts of a saved run, drawn again.

mod program;

use std::fs;

use program::{APPAREL, folder_with, names, shortrun};

#[test]
fn every_chart_in_every_size_has_the_bytes_that_the_run_gave_it() {
    let folder = folder_with(APPAREL);
    let sizes = "half,full,tall,slide";
    let args = ["run", "plan.toml", "-n", "120", "-q", "--size", sizes];
    assert_eq!(shortrun(folder.path(), &args).code, 0);
    let ran = shortrun(folder.path(), &["chart", "output/plan", "--size", sizes]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("Written to output/plan-charts"), "{}", ran.out);
    let (plan, charts) =
        (folder.path().join("output/plan"), folder.path().join("output/plan-charts"));
    let drawn = names(&charts);
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
    let drawn = names(&folder.path().join("drawn"));
    assert_eq!(drawn.len(), 8, "{drawn:?}");
    assert!(drawn.contains(&"runway-half.png".to_owned()));
    assert_eq!(names(&folder.path().join("out")), before);
    // Where one stands is a folder too.
    let ran = shortrun(&folder.path().join("out"), &["chart", ".", "--kind", "hist", "-q"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(folder.path().join("out-charts").exists());
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
