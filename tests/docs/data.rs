//! The documentation page of the tables of a run is up to date.

use std::path::Path;

use shortrun::output::tables::page::renewed;

#[test]
fn the_columns_on_the_page_of_data_are_those_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/data.md");
    let page = std::fs::read_to_string(&path).expect("readable");
    let renewed = renewed(&page);
    for row in ["| `moic` | real or absent | multiple |", "| `single_4` |", "| `revenue_p05` |"] {
        assert!(renewed.contains(row), "{row} is on the page");
    }
    if std::env::var_os("SHORTRUN_RENEW").is_some() {
        std::fs::write(&path, renewed).expect("written");
        return;
    }
    let old = page.lines().zip(renewed.lines()).find(|(old, new)| old != new);
    assert!(
        page == renewed,
        "docs/data.md is out of date; `SHORTRUN_RENEW=1 cargo test --test docs` renews it\n{old:#?}"
    );
}
