//! Charts drawn on the axes of others of their kind.

use std::fs;
use std::path::Path;

use serde_json::Value;
use shortrun::output::chart::{Chart, Domains, ReferencePicture, Size};
use shortrun::output::kinds;

/// Grey lines of axes, and of grids where these part no rows, as the SVG has
/// them.
fn axis_lines(chart: &Chart) -> Vec<String> {
    const GREYS: [&str; 2] = ["stroke=\"#6B6B6B\"", "stroke=\"#E3E3E3\""];
    let has_rows = ["learn", "reverse"].map(|kind| format!("\"kind\":\"{kind}\""));
    let has_rows = has_rows.iter().any(|kind| chart.provenance().contains(kind));
    let greys = if has_rows { &GREYS[..1] } else { &GREYS };
    let svg = chart.svg();
    let lines = svg.lines().filter(|line| greys.iter().any(|grey| line.contains(grey)));
    lines.map(str::to_owned).collect()
}

/// The axes that a chart tells, and what it shows. The values of the rows and
/// columns of a table are its own.
pub(crate) fn told(chart: &Chart) -> (Domains, String) {
    let mut json: Value = serde_json::from_str(chart.provenance()).expect("JSON");
    let is_table = json["kind"] == "stress2";
    let domains = json["domains"].as_object_mut().expect("axes by name");
    domains.retain(|name, _| !(is_table && ["rows", "columns"].contains(&name.as_str())));
    let domains = Domains::read(&json["domains"]).expect("lists of numbers");
    (domains, json["of"].as_str().unwrap_or_default().to_owned())
}

/// The axes that its picture lends.
pub(crate) fn lent(chart: &Chart) -> Domains {
    ReferencePicture::read(&chart.png(), &kinds::all())
        .expect("a picture that lends its axes")
        .domains
}

/// What is wrong with `draw` on the axes of `first`, and with `first` drawn on
/// its own ones by `again`, at a size.
pub(crate) fn faults_of(
    name: &str,
    size: Size,
    first: &Chart,
    again: impl Fn(&Domains) -> Chart,
    draw: impl Fn(&Domains) -> Chart,
) -> Vec<String> {
    let lent = told(first);
    let second = draw(&lent.0);
    let agree = [
        ("domains or subjects", told(&second) == lent),
        (
            "plots",
            second.plot_rectangle().map(f64::to_bits) == first.plot_rectangle().map(f64::to_bits),
        ),
        ("axes", axis_lines(&second) == axis_lines(first)),
        ("pictures of one run", again(&lent.0) == *first),
    ];
    let label = format!("{name} {}", size.name());
    if let Some(folder) = std::env::var_os("SHORTRUN_TEST_CHARTS") {
        let file = format!("like-{name}-{}.png", size.name());
        fs::write(Path::new(&folder).join(file), second.png()).expect("written");
    }
    let apart = agree.iter().filter(|(_, same)| !same);
    let apart = apart.map(|(what, _)| format!("{label}: {what} differ"));
    apart.chain(second.layout_faults().iter().map(|fault| format!("{label}: {fault}"))).collect()
}
