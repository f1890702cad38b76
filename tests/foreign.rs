//! Files of others: what is not read, what is refused, and what words out of
//! them cannot do.

use crate::program;

use std::fs;
use std::path::Path;

use program::{APPAREL, Ran, folder_with, names, shortrun};

/// A small run of the scenario that all features take part in.
const RUN: [&str; 8] = ["run", "plan.toml", "-n", "60", "-q", "--charts", "none", "-o"];

fn run(folder: &Path, more: &[&str]) -> Ran {
    shortrun(folder, &[&RUN[..], more].concat())
}

/// The scenario with one of its costs out of a file.
fn with_data(file: &str) -> String {
    let cost = "\npackaging_cost = 1.1";
    assert!(APPAREL.contains(cost));
    let data =
        format!("\npackaging_cost = {{ dist = \"empirical\", file = {file}, column = \"days\" }}");
    APPAREL.replacen(cost, &data, 1)
}

/// What is said of the scenario; it is refused.
fn refused(text: &str) -> String {
    let folder = folder_with(text);
    refused_in(folder.path())
}

fn refused_in(folder: &Path) -> String {
    let ran = run(folder, &["out"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    assert!(!folder.join("out").exists());
    ran.err
}

#[cfg(unix)]
#[test]
fn what_never_ends_is_no_file() {
    let folder = folder_with("extends = \"pipe\"\n");
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    let said = "cannot read `pipe`: it is a pipe, not a file";
    assert!(refused_in(folder.path()).contains(said));
    fs::write(folder.path().join("plan.toml"), with_data("\"pipe\"")).expect("written");
    assert!(refused_in(folder.path()).contains(said));
    fs::write(folder.path().join("plan.toml"), with_data("\"/dev/zero\"")).expect("written");
    let said = "cannot read `/dev/zero`: it is a device, not a file";
    assert!(refused_in(folder.path()).contains(said));
    for command in ["run", "check", "screen"] {
        let ran = shortrun(folder.path(), &[command, "pipe"]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains("cannot read pipe: it is a pipe, not a file"), "{}", ran.err);
    }
    fs::write(folder.path().join("plan.toml"), APPAREL).expect("written");
    let args = ["run", "plan.toml", "-n", "60", "-o", "out", "--charts", "hist", "--like", "pipe"];
    let ran = shortrun(folder.path(), &args);
    assert!(ran.code == 2 && ran.err.contains("it is a pipe, not a file"), "{}", ran.err);
}

#[test]
fn a_picture_that_claims_too_much_lends_no_axes() {
    let folder = folder_with(APPAREL);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 60_000, 60_000);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.validate_sequence(false);
    let mut writer = encoder.write_header().expect("written");
    writer.write_chunk(png::chunk::IDAT, &[0x78, 0x9c, 1, 0, 0]).expect("written");
    writer.finish().expect("written");
    fs::write(folder.path().join("huge.png"), file).expect("written");
    let args = ["run", "plan.toml", "-n", "60", "-o", "out", "--charts", "hist"];
    let ran = shortrun(folder.path(), &[&args[..], &["--like", "huge.png"]].concat());
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("60000 by 60000 pixels, more than any chart"), "{}", ran.err);
}

#[test]
fn names_and_remarks_have_no_letters_that_nobody_sees() {
    let name = "name = \"dye house\"";
    let note = "lead_time_days = { value = 9, grade = \"guess\", note = \"";
    for (letter, code) in
        [("\\u202E", "U+202E"), ("\\uFFFE", "U+FFFE"), ("\\uFDD0", "U+FDD0"), ("\\u2066", "U+2066")]
    {
        let said = refused(&APPAREL.replacen(name, &format!("name = \"dye {letter}house\""), 1));
        assert!(said.contains(&format!("has the letter {code}, which nobody sees")), "{said}");
    }
    let line = APPAREL.lines().find(|line| line.starts_with("lead_time_days")).expect("a line");
    for letter in ["\\u001B[2J", "\\n", "\\u007F"] {
        let said = refused(&APPAREL.replacen(line, &format!("{note}a{letter}b\" }}"), 1));
        assert!(said.contains("`note` must be one line of text"), "{said}");
    }
    let long = "x".repeat(201);
    let said = refused(&APPAREL.replacen(name, &format!("name = \"{long}\""), 1));
    assert!(said.contains("is longer than 200 letters"), "{said}");
}

#[test]
fn a_name_is_no_formula_in_a_table_and_numbers_keep_their_signs() {
    let text = APPAREL.replace("strategic sale", "=1+1").replace("dye house", "@dye");
    let folder = folder_with(&text);
    let ran = run(folder.path(), &["out", "--export", "csv"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let read = |name: &str| fs::read_to_string(folder.path().join("out").join(name)).expect("text");
    let paths = read("paths.csv");
    assert!(paths.contains(",'=1+1,"), "a sale by that route");
    for cell in paths.split([',', '\n']).filter(|cell| cell.starts_with(['=', '+', '-', '@'])) {
        assert!(cell.parse::<f64>().is_ok(), "{cell}");
    }
    assert!(paths.contains(",-"), "some paths lose money");
    let ran = shortrun(folder.path(), &["verify", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn a_picture_of_a_name_is_valid_xml() {
    let folder = tempfile::tempdir().expect("a folder");
    // No scenario may say so, but a file may be called so.
    let file = "a\u{fffe}\u{202e}<b>.toml";
    fs::write(folder.path().join(file), APPAREL).expect("written");
    let args = ["run", file, "-n", "60", "-q", "--charts", "hist", "--size", "half", "-o", "out"];
    let ran = shortrun(folder.path(), &args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let svg = fs::read_to_string(folder.path().join("out/hist-half.svg")).expect("text");
    assert!(svg.contains("a\u{fffd}\u{fffd}&lt;b&gt;.toml"), "the file is named");
    assert!(!svg.contains(['\u{fffe}', '\u{202e}']));
}

#[test]
fn a_file_without_a_name_of_its_own_needs_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in ["...toml", ".toml", "..toml"] {
        fs::write(folder.path().join(file), APPAREL).expect("written");
        let ran = shortrun(folder.path(), &["run", file, "-n", "60", "-q", "--charts", "none"]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains("say with --out where the results go"), "{}", ran.err);
        let args = ["run", file, "-n", "60", "-q", "--charts", "none", "-o", "out"];
        let ran = shortrun(folder.path(), &args);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    assert_eq!(names(folder.path()), ["...toml", "..toml", ".toml", "out"]);
}

#[test]
fn the_environment_does_not_set_the_number_of_threads() {
    let folder = folder_with(APPAREL);
    let args = ["run", "plan.toml", "-n", "60", "-q", "--charts", "hist", "--size", "half"];
    let started = std::time::Instant::now();
    let ran = assert_cmd::Command::cargo_bin("shortrun")
        .expect("the program is built")
        .current_dir(folder.path())
        .env("RAYON_NUM_THREADS", "100000")
        .args([&args[..], &["-o", "out"]].concat())
        .timeout(std::time::Duration::from_secs(120))
        .output()
        .expect("it starts");
    assert_eq!(ran.status.code(), Some(0), "after {:?}", started.elapsed());
}

#[test]
fn only_the_column_that_is_used_goes_into_a_result() {
    let folder = folder_with(&with_data("\"orders.csv\""));
    let orders = "customer,days,margin\nAcme Ltd,4,0.31\nBolt Inc,-0,0.27\nCord AG,4.75e0,0.4\n";
    fs::write(folder.path().join("orders.csv"), orders).expect("written");
    let ran = run(folder.path(), &["out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let out = folder.path().join("out");
    let kept: Vec<String> =
        names(&out).into_iter().filter(|name| name.starts_with("data-")).collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!(fs::read_to_string(out.join(&kept[0])).expect("text"), "days\n4\n0\n4.75\n");
    for name in names(&out) {
        let bytes = fs::read(out.join(&name)).expect("readable");
        let has = bytes.windows(4).any(|four| four == b"Acme");
        assert!(!has, "{name} has another column");
    }
    let ran = shortrun(folder.path(), &["verify", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn paths_with_backslashes_and_tables_of_other_forms_are_explained() {
    for (file, said) in [
        ("\"C:\\data\\days.csv\"", "in single quotes"),
        ("\"C:\\new\\table.csv\"", "in single quotes"),
        ("'data\\days.csv'", "folders are separated by /"),
    ] {
        let text = refused(&with_data(file));
        assert!(text.contains(said), "{file}: {text}");
    }
    let utf16: Vec<u8> =
        "\u{feff}days\r\n44\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, said) in [
        (b"order;days\n1;44,5\n".to_vec(), "the file has semicolons between its columns"),
        (b"order\tdays\n1\t44\n".to_vec(), "the file has tabs between its columns"),
        (utf16.clone(), "the file is UTF-16, not UTF-8 text"),
    ] {
        let folder = folder_with(&with_data("\"days.csv\""));
        fs::write(folder.path().join("days.csv"), bytes).expect("written");
        let text = refused_in(folder.path());
        assert!(text.contains(said), "{text}");
    }
    let folder = folder_with("");
    fs::write(folder.path().join("plan.toml"), utf16).expect("written");
    let text = refused_in(folder.path());
    assert!(text.contains("plan.toml is UTF-16, not UTF-8 text; save it as UTF-8"), "{text}");
}
