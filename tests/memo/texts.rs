//! The whole text of a small scenario, and the list of what is left out.

use shortrun::output::memo::not_modelled::NOT_MODELLED;

use super::{certain, written};

#[test]
fn a_plan_of_which_all_is_known_reads_as_it_should() {
    let memo = written(&[&certain("12")], &["--rows", "0"]);
    let read = memo.read("memo.md");
    let sha = memo.json()["run"]["scenario"]["sha256"].as_str().expect("a hash").to_owned();
    let read = read.replace(&sha, "<sha>").replace(env!("CARGO_PKG_VERSION"), "<version>");
    let expected = include_str!("certain.md");
    assert!(read == expected, "{read}");
}

#[test]
fn the_page_of_the_model_lists_what_the_memo_says_is_left_out() {
    let page = include_str!("../../docs/model.md");
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let list = page.split("It leaves out, on purpose: - ").nth(1).expect("the list");
    let list = list.split(" ## 2.").next().expect("it ends").split(" - ");
    // The page marks keys and names its sections, and its points are no sentences.
    let sentence = |item: &str| {
        let item = item.replace(" (section 2)", "").replace('`', "");
        let (first, rest) = item.trim_end_matches([';', '.']).split_at(1);
        format!("{}{rest}.", first.to_uppercase())
    };
    assert_eq!(list.map(sentence).collect::<Vec<_>>(), NOT_MODELLED);
}
