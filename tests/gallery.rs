//! The gallery: `output/gallery/` keeps the pictures of the shipped scenarios as the
//! program draws them today. `SHORTRUN_RENEW=1 cargo test --test gallery` draws
//! them anew after a change.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// Folders of `output/gallery/`, and the commands whose pictures they keep. Those of
/// `run` draw every chart there is, so that a new one comes into the gallery by
/// itself.
const GALLERY: [(&str, &str); 15] = [
    ("apparel-nearshore", "run scenarios/apparel-nearshore.toml"),
    ("apparel-offshore", "run scenarios/apparel-offshore.toml"),
    ("electronics-custom", "run scenarios/electronics-custom.toml"),
    ("food-microkitchen", "run scenarios/food-microkitchen.toml"),
    ("apparel-bear", "run scenarios/apparel-bear.toml --charts bands,dots,hist"),
    (
        "compare-apparel-nearshore-apparel-offshore",
        "compare scenarios/apparel-nearshore.toml scenarios/apparel-offshore.toml \
         --charts compare,diff,exceed",
    ),
    (
        "replay-apparel-nearshore-median",
        "replay scenarios/apparel-nearshore.toml --path median -n 20000",
    ),
    ("sensitivity-apparel-nearshore", "sensitivity scenarios/apparel-nearshore.toml --rows 0"),
    ("frontier-apparel-nearshore", "frontier scenarios/apparel-nearshore.toml -n 20000"),
    (
        "stress-apparel-nearshore",
        "stress scenarios/apparel-nearshore.toml -n 4000 --limit p_loss<=0.65 \
         --axis sites.site_capex=400000,600000,800000,1000000,1250000,1500000,2000000",
    ),
    (
        "stress2-apparel-nearshore",
        "stress scenarios/apparel-nearshore.toml -n 4000 --limit p_loss<=0.65 \
         --axis sites.site_capex=400000,600000,800000,1200000,1600000 \
         --axis sites.ramp_months=3,6,12,24,36",
    ),
    (
        "stress-summary-apparel-nearshore",
        "stress scenarios/apparel-nearshore.toml -n 4000 --charts stress-summary",
    ),
    (
        "breakeven-apparel-nearshore",
        "breakeven scenarios/apparel-nearshore.toml -n 4000 --vary investment.pre_money \
         --target p_moic_ge_3>=0.15 --target mean_npv>=0",
    ),
    ("screen", "screen scenarios -n 4000"),
    (
        "panel-apparel",
        "compare scenarios/apparel-nearshore.toml scenarios/apparel-offshore.toml \
         scenarios/apparel-bear.toml -n 4000 --charts none --panel bands,runway",
    ),
];

/// What every command is given besides.
const PLAIN: [&str; 2] = ["--quiet", "--out"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Pictures of a folder by their file names.
fn pictures(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    let files = entries.map(|entry| entry.expect("readable").path());
    let pictures = files.filter(|path| path.extension().is_some_and(|end| end == "png"));
    let name = |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    pictures.map(|path| (name(&path), fs::read(&path).expect("readable"))).collect()
}

fn drawn(command: &str, folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut shortrun = Command::cargo_bin("shortrun").expect("the program is built");
    let asked = command.split_whitespace().chain(PLAIN);
    shortrun.current_dir(root()).args(asked).arg(folder).assert().success();
    pictures(folder)
}

/// The kept folder comes to hold these pictures and no others.
fn renew(kept: &Path, drawn: &BTreeMap<String, Vec<u8>>) {
    fs::create_dir_all(kept).expect("a folder");
    for name in pictures(kept).into_keys().filter(|name| !drawn.contains_key(name)) {
        fs::remove_file(kept.join(name)).expect("removed");
    }
    for (name, bytes) in drawn {
        fs::write(kept.join(name), bytes).expect("written");
    }
}

/// How a kept picture differs from the one that is drawn, if it does.
fn difference(kept: Option<&Vec<u8>>, drawn: Option<&Vec<u8>>) -> Option<&'static str> {
    match (kept, drawn) {
        (Some(kept), Some(drawn)) if kept == drawn => None,
        (Some(_), Some(_)) => Some("is drawn otherwise"),
        (None, _) => Some("is not kept"),
        (_, None) => Some("is no longer drawn"),
    }
}

#[test]
fn every_kept_picture_is_the_one_that_the_program_draws() {
    let mut differences = Vec::new();
    for (name, command) in GALLERY {
        let folder = tempfile::tempdir().expect("a folder");
        let drawn = drawn(command, folder.path());
        assert!(!drawn.is_empty(), "shortrun {command} draws nothing");
        let kept = root().join("output/gallery").join(name);
        if std::env::var_os("SHORTRUN_RENEW").is_some() {
            renew(&kept, &drawn);
        }
        let kept = pictures(&kept);
        let mut names: Vec<&String> = kept.keys().chain(drawn.keys()).collect();
        names.sort_unstable();
        names.dedup();
        differences.extend(names.into_iter().filter_map(|picture| {
            let how = difference(kept.get(picture), drawn.get(picture))?;
            Some(format!("output/gallery/{name}/{picture} {how}"))
        }));
    }
    assert!(
        differences.is_empty(),
        "{}\nIf that is meant, look at the pictures and renew them: \
         SHORTRUN_RENEW=1 cargo test --test gallery",
        differences.join("\n")
    );
}

#[test]
fn a_picture_that_differs_is_missing_or_is_too_many_is_told() {
    let (one, other) = (vec![1], vec![2]);
    assert_eq!(difference(Some(&one), Some(&one)), None);
    assert_eq!(difference(Some(&one), Some(&other)), Some("is drawn otherwise"));
    assert_eq!(difference(None, Some(&one)), Some("is not kept"));
    assert_eq!(difference(Some(&one), None), Some("is no longer drawn"));
}
