//! What somebody meets who uses the program for the first time: a scenario from
//! a pipe, files of the same name, names in other letters, one uncertain number.

use crate::{program, support};

use std::fs;

use program::{APPAREL, folder_with, names, piped, shortrun};

/// Its only luck is the multiple at which it is valued.
fn simple(multiple: &str) -> String {
    support::one_line(
        "price = 100\nunits_per_site_month = 2_000\nlead_time_days = 10\nmaterial_cost = 40",
    )
    .replace("horizon_months = 120", "horizon_months = 12")
    .replace("pre_money = 1_000_000", "pre_money = 10_000_000")
    .replace("hurdle_rate = 0.2", "hurdle_rate = 0.2\npreference = 0")
    .replace("opening_cash = 1e12", "opening_cash = 0")
    .replace("multiple = 1\n", &format!("multiple = {multiple}\n"))
}

const UNCERTAIN: &str = "{ dist = \"lognormal\", p10 = 0.8, p90 = 12 }";

#[test]
fn a_scenario_from_standard_input_is_the_same_as_from_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let observed = "{ dist = \"empirical\", file = \"seen.csv\", column = \"multiple\" }";
    fs::write(folder.path().join("seen.csv"), "multiple\n0.5\n1\n4\n").expect("written");
    let text = simple(observed);
    fs::write(folder.path().join("plan.toml"), &text).expect("written");
    let few = |command, file| [command, file, "-n", "100", "-q", "--charts", "hist"];
    let ran = piped(folder.path(), &few("run", "-"), &text);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(shortrun(folder.path(), &few("run", "plan.toml")).code, 0);
    let read = |place: &str| fs::read(folder.path().join("output").join(place)).expect("there");
    assert_eq!(read("stdin/months.csv"), read("plan/months.csv"));
    assert_eq!(read("stdin/hist.csv"), read("plan/hist.csv"));
    assert!(String::from_utf8_lossy(&read("stdin/summary.json")).contains("\"file\": \"stdin\""));
    let verified = shortrun(folder.path(), &["verify", "output/stdin"]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
}

#[test]
fn every_command_takes_a_scenario_from_standard_input_once() {
    let folder = folder_with(&simple("3"));
    let text = simple(UNCERTAIN);
    let few = ["-n", "60", "-q"];
    for args in [
        &["check", "-"][..],
        &["sensitivity", "-", "--rows", "100"],
        &["replay", "-", "--path", "median"],
        &["breakeven", "-", "--vary", "investment.pre_money", "--target", "mean_moic>=1"],
        &["stress", "-", "--axis", "investment.pre_money=1e6,2e6"],
        &["reverse", "-", "--until", "p_loss>0.9"],
        &["screen", "-"],
        &["compare", "-", "plan.toml"],
        &["bridge", "plan.toml", "-"],
    ] {
        let own: &[&str] = if args[0] == "check" { &few[2..] } else { &few };
        let ran = piped(folder.path(), &[args, own].concat(), &text);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
    }
    assert!(names(&folder.path().join("output/compare-stdin-plan")).contains(&"stdin.toml".into()));
    let twice = piped(folder.path(), &["compare", "-", "-"], &text);
    assert!(twice.code == 2 && twice.err.contains("- is given twice"), "{}", twice.err);
    let wrong = piped(folder.path(), &["run", "-"], "[scenario]\nname = 1\n");
    assert!(wrong.code == 2 && wrong.err.contains("--> stdin:2:8"), "{}", wrong.err);
    let binary = piped(folder.path(), &["run", "-"], "\0\0\u{1}");
    assert_eq!(binary.code, 2);
}

#[test]
fn files_of_one_name_are_told_apart_by_their_folders() {
    let folder = tempfile::tempdir().expect("a folder");
    for (place, multiple) in [("acme/deal.toml", "3"), ("bolt/deal.toml", "2")] {
        let path = folder.path().join(place);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, simple(multiple)).expect("written");
    }
    let two = ["acme/deal.toml", "bolt/deal.toml"];
    let ran = shortrun(
        folder.path(),
        &["compare", two[0], two[1], "-n", "60", "--charts", "compare,hist"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let place = folder.path().join("output/compare-acme-deal-bolt-deal");
    let written = names(&place);
    for name in ["acme-deal.toml", "bolt-deal.toml", "acme-deal-hist.png", "bolt-deal-hist.png"] {
        assert!(written.contains(&name.to_owned()), "{name} in {written:?}");
    }
    assert!(ran.out.contains("acme-deal") && ran.out.contains("bolt/deal.toml"), "{}", ran.out);
    let said = fs::read_to_string(place.join("compare.alt.txt")).expect("text");
    assert!(said.contains("acme-deal") && said.contains("bolt-deal"), "{said}");
    let verified = shortrun(folder.path(), &["verify", place.to_str().expect("a path")]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
    let memo = ["memo", two[0], "--against", two[1], "-n", "60", "--rows", "0"];
    let ran = shortrun(folder.path(), &[&memo[..], &["--diligence-paths", "0"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let memo = fs::read_to_string(folder.path().join("output/memo-deal/memo.md")).expect("text");
    assert!(memo.contains("acme-deal") && memo.contains("bolt-deal"));
    let verified = shortrun(folder.path(), &["verify", "output/memo-deal"]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
}

#[test]
fn letters_that_the_chart_font_lacks_are_said_to_be_lacking() {
    let words = "A question mark in the PNG stands for a letter that its font lacks: 공 장.";
    let warning = "the PNGs have a question mark for 공 장, which their font lacks";
    let said = |name: &str| {
        let folder = folder_with(&simple("3").replace("One line", name));
        let run = ["run", "plan.toml", "-n", "60", "-q", "--charts", "bands,hist"];
        let ran = shortrun(folder.path(), &run);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let lacks = name.contains('공');
        assert_eq!(ran.err.matches(warning).count(), usize::from(lacks), "{}", ran.err);
        let read = |name: &str| {
            fs::read_to_string(folder.path().join("output/plan").join(name)).expect("text")
        };
        ["bands", "hist"]
            .map(|kind| (read(&format!("{kind}.alt.txt")), read(&format!("{kind}.svg"))))
    };
    for (alt, svg) in said("공장 Nord") {
        assert!(alt.contains(words), "{alt}");
        assert!(svg.contains("공장 Nord") && svg.contains("the font of the PNG lacks"));
    }
    for name in ["Büro Ærø", "工場 マイクロ", "מפעל אופנה", "مصنع الأزياء"]
    {
        for (alt, svg) in said(name) {
            assert!(!alt.contains("question mark") && !svg.contains("PNG lacks"), "{alt}");
            assert!(svg.contains(name));
        }
    }
}

#[test]
fn seeds_beyond_the_whole_numbers_of_a_double_are_text() {
    let folder = folder_with(APPAREL);
    let seed = "9007199254740993";
    let run = ["run", "plan.toml", "-n", "60", "-q", "--seed", seed, "--charts", "hist"];
    assert_eq!(shortrun(folder.path(), &run).code, 0);
    for name in ["summary.json", "hist.svg"] {
        let text = fs::read_to_string(folder.path().join("output/plan").join(name)).expect("text");
        let plain = text.replace("&quot;", "\"").replace(": ", ":");
        assert!(plain.contains(&format!("\"seed\":\"{seed}\"")), "{name}");
    }
}

#[test]
fn a_single_month_is_drawn() {
    let folder = folder_with(APPAREL);
    let set = "simulation.horizon_months=1";
    let run = ["run", "plan.toml", "-n", "60", "-q", "--set", set, "--charts", "runway"];
    assert_eq!(shortrun(folder.path(), &run).code, 0);
    let svg = fs::read_to_string(folder.path().join("output/plan/runway.svg")).expect("text");
    // The lightest band of the fan, which nothing else has.
    assert!(svg.to_lowercase().contains("#dce9f4"), "no band is drawn");
    let replay = ["replay", "plan.toml", "--path", "3", "-q", "--set", set];
    assert_eq!(shortrun(folder.path(), &replay).code, 0);
}

#[test]
fn of_one_uncertain_number_sentences_speak_in_the_singular() {
    let folder = folder_with(&simple(UNCERTAIN));
    let lost = simple("{ dist = \"lognormal\", p10 = 0.001, p90 = 0.002 }");
    fs::write(folder.path().join("lost.toml"), lost).expect("written");
    let mut said = String::new();
    for args in [
        &["sensitivity", "plan.toml", "--rows", "100", "-n", "200"][..],
        &["sensitivity", "lost.toml", "--rows", "100", "-n", "200"],
        &["reverse", "plan.toml", "--until", "p_loss>0.9", "-n", "200"],
        &["memo", "plan.toml", "-n", "200", "--rows", "100", "--diligence-paths", "0"],
        &["check", "plan.toml"],
    ] {
        let ran = shortrun(folder.path(), args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        said += &ran.out;
    }
    for place in ["sensitivity-plan/tornado.alt.txt", "memo-plan/memo.md"] {
        said += &fs::read_to_string(folder.path().join("output").join(place)).expect("text");
    }
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    for right in
        ["whatever the one uncertain assumption comes to", "The one uncertain assumption is"]
    {
        assert!(said.contains(right), "{right} in {said}");
    }
    for wrong in [
        "1 assumptions",
        "1 uncertain assumption ",
        "of 1 ",
        "All assumptions together",
        "all other assumptions",
        "by itself, added up",
        "1 figures",
        "luck vary",
    ] {
        assert!(!said.contains(wrong), "{wrong} in {said}");
    }
}
