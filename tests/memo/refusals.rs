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

#[test]
fn what_is_no_comparable_and_no_text_is_refused_with_its_place() {
    let good = "name = \"Acme\"\nmetric = \"ltm-ebitda\"\nmultiple = 6.5\ndate = \"2024-05\"\n\
                source = \"a filing\"\n";
    let comparable = |old: &str, new: &str| {
        assert!(good.contains(old), "{old}");
        format!("\n[[comparable]]\n{}", good.replace(old, new))
    };
    for (text, message, label) in [
        (
            comparable("ltm-ebitda", "sales"),
            "`comparable.Acme.metric` cannot be `sales`",
            "must be \"ltm-revenue\" or \"ltm-ebitda\"",
        ),
        (
            comparable("6.5", "0"),
            "`comparable.Acme.multiple` is 0",
            "must be more than 0 and at most 1000",
        ),
        (comparable("6.5", "-2"), "`comparable.Acme.multiple` is -2", "more than 0"),
        (comparable("6.5", "\"6x\""), "`comparable.Acme.multiple` must be a number, not text", ""),
        (comparable("name = \"Acme\"\n", ""), "`[[comparable]]` lacks `name`", "a name of its own"),
        (comparable("\"2024-05\"", "\"2024-13\""), "is no date: `2024-13`", "as in \"2024\""),
        (comparable("\"2024-05\"", "\"May 2024\""), "is no date: `May 2024`", "as in \"2024\""),
        (comparable("\"2024-05\"", "2024.5"), "must be a date, not a number", "as in \"2024\""),
        (comparable("\"a filing\"", "\"\""), "`comparable.Acme.source` is empty", ""),
        (
            comparable("source = \"a filing\"\n", ""),
            "`comparable.Acme` lacks `source`",
            "who says so",
        ),
        (
            format!("{}{}", comparable("6.5", "6"), comparable("6.5", "7")),
            "two entries of `[[comparable]]` are called `Acme`",
            "choose another name",
        ),
        (
            "\n[memo]\nteam = 5\n".to_owned(),
            "`memo.team` must be text, not a whole number",
            "in quotes",
        ),
        ("\n[memo]\nteam = \"\"\n".to_owned(), "`memo.team` is empty", ""),
        (
            "\n[memo]\nmarkt = \"Large.\"\n".to_owned(),
            "`[memo]` has no key `markt`",
            "did you mean `market`?",
        ),
        (
            "\n[memo]\nmarket = \"a\u{7}b\"\n".replace('\u{7}', "\\u0007"),
            "has the letter U+0007",
            "leave it out",
        ),
    ] {
        let folder = folder_with(&format!("{APPAREL}{text}"));
        let ran = shortrun(folder.path(), &["memo", "plan.toml", "-o", "out"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{text}: {}", ran.err);
        assert!(ran.err.contains(message) && ran.err.contains(label), "{message}: {}", ran.err);
        assert!(ran.err.contains("plan.toml:"), "{}", ran.err);
        assert_eq!(names(folder.path()), ["plan.toml"]);
    }
}

/// Texts and comparables are told, and move no figure.
#[test]
fn what_is_said_beside_the_figures_changes_none() {
    let said = "\n[memo]\nteam = \"\"\"\nTwo founders.\n\n- *one*\n- <b>other</b>\n\"\"\"\n\n[[comparable]]\n\
                name = \"Acme\"\nmetric = \"ltm-ebitda\"\nmultiple = 6.5\ndate = 2024-05-31\n\
                source = \"a filing\"\n";
    let options = ["-n", "60", "--rows", "0", "--charts", "none", "--diligence-paths", "0"];
    let [without, with] =
        ["", said].map(|said| super::written(&[&format!("{APPAREL}{said}")], &options));
    let [one, other] = [&without, &with].map(|memo| memo.json());
    for key in ["moic", "npv", "operations", "routes"] {
        assert_eq!(one["run"][key], other["run"][key], "{key}");
    }
    assert_eq!(one["deal"]["price"], other["deal"]["price"]);
    let (text, html) = (with.read("memo.md"), with.read("memo.html"));
    assert!(text.contains("\n## Team\n\nTwo founders.\n\n- *one*\n- <b>other</b>\n"), "{text}");
    let shown = "<h2>Team</h2>\n<p>Two founders.</p>\n<ul>\n<li><em>one</em></li>\n\
                 <li>&lt;b&gt;other&lt;/b&gt;</li>\n</ul>\n";
    assert!(html.contains(shown), "{html}");
    assert!(text.contains("| Acme | 6.5x | LTM EBITDA | 2024-05-31 | a filing |"), "{text}");
}
