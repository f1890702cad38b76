//! What the page on the real deals says that the program said, it says.

use std::path::Path;

use super::{Deal, arrival, fast_radius, freshly, maple};

const BEGIN: &str = "<!-- said -->\n\n";
const END: &str = "\n<!-- end of said -->";

/// A share in per cent, a multiple, each with its standard error.
fn share((value, error): (f64, f64)) -> String {
    format!("{:.1} % ± {:.1}", 100.0 * value, 100.0 * error)
}

fn multiple((value, error): (f64, f64)) -> String {
    format!("{value:.3}x ± {error:.3}x")
}

fn table() -> String {
    let deals: [(&str, &Deal, u32); 4] = [
        ("Fast Radius", fast_radius(), 10),
        ("Arrival", arrival(), 35),
        ("Maple", maple(), 26),
        ("Freshly", freshly(), 41),
    ];
    let row = |first: &str, cell: &dyn Fn(&Deal, u32) -> String| {
        let cells: Vec<String> = deals.iter().map(|(_, deal, by)| cell(deal, *by)).collect();
        format!("| {first} | {} |\n", cells.join(" | "))
    };
    let names: Vec<&str> = deals.iter().map(|(name, _, _)| *name).collect();
    let mut table = format!("| | {} |\n|---|---|---|---|---|\n", names.join(" | "));
    table += &row("chance of loss", &|deal, _| share(deal.says("p_loss")));
    table += &row("less than 0.1x back", &|deal, _| share(deal.says("p_near_total_loss")));
    table += &row("mean MOIC", &|deal, _| multiple(deal.says("mean_moic")));
    table += &row("MOIC, P5 to P95", &|deal, _| {
        format!("{:.2}x to {:.2}x", deal.value("p5_moic"), deal.value("p95_moic"))
    });
    table += &row("failed within a year", &|deal, _| share(deal.says("p_failed_by_12")));
    table += &row("failed by month …", &|deal, by| {
        format!("{by}: {}", share(deal.says(&format!("p_failed_by_{by}"))))
    });
    table
}

#[test]
fn the_page_says_what_the_program_said() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/real-deals.md");
    let page = std::fs::read_to_string(&path).expect("readable");
    let (before, rest) = page.split_once(BEGIN).expect("where the table begins");
    let (old, after) = rest.split_once(END).expect("where the table ends");
    let table = table();
    if std::env::var_os("SHORTRUN_RENEW").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).expect("written");
        return;
    }
    assert_eq!(old, table, "`SHORTRUN_RENEW=1 cargo test --test all deals::` renews the page");
}
