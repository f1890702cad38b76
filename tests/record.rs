//! What every result says of how it was made.

use crate::program;

use std::fs;
use std::path::Path;

use program::commands::{COMMANDS, Files, plans, read, written};
use program::shortrun;
use serde_json::{Value, json};

fn result(folder: &Path, args: &[&str], more: &[&str], main: &str) -> (Files, Value) {
    let ran = shortrun(folder, &[args, &["-q", "-o", "out"], more].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    let out = folder.join("out");
    let files = read(&out);
    fs::remove_dir_all(out).expect("removed");
    let value = json_of(&files, main);
    (files, value)
}

fn json_of(files: &Files, main: &str) -> Value {
    let main = files.iter().find(|(name, _)| name == main);
    serde_json::from_slice(&main.expect("the main file").1).expect("JSON")
}

#[test]
fn every_command_records_what_it_was_asked_and_the_hash_of_every_file() {
    use sha2::{Digest, Sha256};
    for (args, main, files) in written() {
        let value = json_of(files, main);
        assert_eq!(value["command"], args[0]);
        assert_eq!(value["program"]["version"], env!("CARGO_PKG_VERSION"));
        let is_stored =
            ["run", "sensitivity", "frontier", "memo", "replay", "reverse"].contains(&args[0]);
        assert_eq!(value["record"]["options"]["paths"].is_null(), is_stored);
        let hashes = value["record"]["sha256"].as_object().expect("a table");
        assert_eq!(hashes.len() + 1, files.len(), "{args:?}: all but the main file");
        assert_eq!(value["files"].as_array().map(Vec::len), Some(files.len()));
        for (name, bytes) in files.iter().filter(|(name, _)| name != main) {
            let digest: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
            assert_eq!(hashes[name], digest.as_str(), "{args:?}: {name}");
        }
        for one in value["record"]["scenarios"].as_array().expect("a list") {
            assert!(hashes.contains_key(one["stored"].as_str().expect("a name")), "{one}");
        }
    }
}

#[test]
fn threads_and_places_change_no_byte_and_are_not_recorded() {
    for (args, main, one) in written() {
        let there = plans();
        let sub = there.path().join("far/away");
        fs::create_dir_all(&sub).expect("made");
        // The same plans, seen from another folder.
        let moved: Vec<String> = args
            .iter()
            .map(|arg| {
                let is_plan = arg.ends_with(".toml") || *arg == "more";
                if is_plan { format!("../../{arg}") } else { (*arg).to_owned() }
            })
            .collect();
        let moved: Vec<&str> = moved.iter().map(String::as_str).collect();
        let (other, _) = result(&sub, &moved, &["-t", "3"], main);
        assert_eq!(
            one.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            other.iter().map(|(name, _)| name).collect::<Vec<_>>()
        );
        for ((name, one), (_, other)) in one.iter().zip(&other) {
            assert!(one == other, "{args:?}: {name} differs");
        }
    }
}

#[test]
fn options_are_recorded_as_given_with_defaults_and_without_what_the_scenario_holds() {
    let folder = plans();
    let (args, main) = COMMANDS[0];
    let set = ["--set", "product.core.lead_time_days=30", "--export=csv,parquet", "--strict"];
    let (_, value) = result(folder.path(), &args[..4], &set, main);
    let expected = json!({
        "charts": ["usual"],
        "size": ["full"],
        "export": ["csv", "parquet"],
    });
    assert_eq!(value["record"]["options"], expected);
    let (args, main) = COMMANDS[5];
    let (_, value) = result(folder.path(), args, &[], main);
    let scenarios = &value["record"]["scenarios"];
    assert_eq!(scenarios[0]["stored"], "scenario.toml");
    assert_eq!(
        (&scenarios[1]["stored"], &scenarios[1]["file"], &scenarios[1]["option"]),
        (&"against.toml".into(), &"far.toml".into(), &"against".into())
    );
    let options = value["record"]["options"].as_object().expect("a table");
    assert!(!options.contains_key("against"), "a place on the disk is not recorded");
    assert_eq!(options["ratios"], json!(["0.2", "1"]));
}
