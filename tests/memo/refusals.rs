//! Options that cannot be meant.

use super::program::{folder_with, names, shortrun};
use super::{APPAREL, certain};

/// What the program says of options, writing nothing.
fn refused(options: &[&str]) -> String {
    let folder = folder_with(APPAREL);
    let ran = shortrun(folder.path(), &[&["memo", "plan.toml", "-o", "out"], options].concat());
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{options:?}: {}", ran.err);
    assert_eq!(names(folder.path()), ["plan.toml"]);
    ran.err
}

#[test]
fn too_few_paths_for_what_answers_are_worth_are_refused() {
    for few in ["1", "999"] {
        assert_eq!(
            refused(&["--diligence-paths", few]),
            format!(
                "shortrun: {few} paths are too few to tell what answers are worth; give \
                 --diligence-paths 1000 or more, or 0 for none\n"
            )
        );
    }
}

#[test]
fn what_is_no_number_of_paths_is_refused() {
    for (text, why) in [
        ("many", "invalid digit found in string"),
        ("1e3", "invalid digit found in string"),
        ("50000001", "50000001 is not in 0..=50000000"),
    ] {
        let said = refused(&["--diligence-paths", text]);
        let start = format!("error: invalid value '{text}' for '--diligence-paths <N>': {why}\n");
        assert!(said.starts_with(&start), "{said}");
    }
}

#[test]
fn too_few_rows_for_shares_are_refused() {
    assert_eq!(
        refused(&["--rows", "99"]),
        "shortrun: 99 rows are too few for intervals; give --rows 100 or more, or 0 for none\n"
    );
}

#[test]
fn without_paths_for_it_the_memo_is_silent_on_questions() {
    let question = "\n[[diligence]]\nquestion = \"How many?\"\ncost = 1\nresolves = \
                    [\"product.core.units_per_site_month\"]\n";
    let text = APPAREL.to_owned() + question;
    let options = ["-n", "60", "--rows", "0", "--charts", "none"];
    for (paths, is_said) in [("0", false), ("1000", true)] {
        let options = [&options[..], &["--diligence-paths", paths]].concat();
        let memo = super::written(&[&text], &options);
        assert_eq!(memo.read("memo.md").contains("## What to ask before signing"), is_said);
        assert_eq!(memo.json()["diligence"].is_object(), is_said);
    }
    // Nor where the file asks nothing.
    let memo = super::written(&[&certain("12")], &["--rows", "0", "--charts", "none"]);
    assert!(memo.json()["diligence"].is_null());
}
