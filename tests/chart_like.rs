//! A chart drawn like another picture lines up with it to the pixel, and hides
//! nothing that its axes have no room for.

use crate::chart_sample;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use chart_sample::{Sample, kinds_of_returns};
use shortrun::output::chart::{Chart, Kind, ReferencePicture, Size, steps};
use shortrun::output::kinds;
use shortrun::output::run::chart::{bands, dots, hist_irr, hist_moic, moic_irr};

/// Axes and grid: grey lines of a picture, as its SVG has them.
fn axis_lines(svg: &str) -> Vec<String> {
    let greys = ["stroke=\"#6B6B6B\"", "stroke=\"#E3E3E3\""];
    let lines = svg.lines().filter(|line| greys.iter().any(|grey| line.contains(grey)));
    lines.map(str::to_owned).collect()
}

/// The pixels of the names of ticks, just below the plot.
fn tick_pixels(chart: &Chart, size: Size) -> Vec<u8> {
    let file = chart.png();
    let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().expect("a picture");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let frame = reader.next_frame(&mut pixels).expect("a picture");
    let (scale, label) = match size {
        Size::Slide => (192.0 / 72.0, 13.5),
        Size::Half => (4.0, 7.2),
        _ => (4.0, 8.0),
    };
    let [_, _, right, bottom] = chart.plot_rectangle();
    let pixel = |points: f64| (points * scale).round() as usize;
    let rows = pixel(bottom + 0.5 * label)..pixel(bottom + 1.55 * label);
    // Right of the plot are names of what is drawn.
    let wide = pixel(right) * frame.color_type.samples();
    let rows = rows.map(|row| &pixels[row * frame.line_size..][..wide]);
    rows.collect::<Vec<_>>().concat()
}

/// Kinds of charts that lend their axes, in every size.
fn lending() -> impl Iterator<Item = (&'static Kind, Size)> {
    kinds_of_returns().into_iter().flat_map(|kind| Size::ALL.map(|size| (kind, size)))
}

fn lender(chart: &Chart) -> ReferencePicture {
    ReferencePicture::read(&chart.png(), &kinds::all()).expect("a picture that lends its axes")
}

/// A run with much above the axes of a usual one, and little of what it has most.
fn other() -> Sample {
    Sample::new(1_500, |u| match u {
        u if u < 0.05 => 0.0,
        u if u < 0.30 => 1.0,
        u => 0.5 * libm::pow(300.0, (u - 0.3) / 0.7),
    })
    .with_heavy_tail()
}

#[test]
fn a_chart_drawn_like_another_has_its_axes_to_the_pixel() {
    let (first, second) = (Sample::usual(2_000), other());
    let mut faults = Vec::new();
    for (kind, size) in lending() {
        let label = format!("{} {}", kind.name, size.name());
        let a = first.draw(kind, size);
        let lent = lender(&a);
        assert_eq!((lent.kind, lent.size), (kind, size));
        let b = second.draw_like(Some(&lent.domains), kind, size);
        // Below the bars are no ticks.
        let without = [&bands::KIND, &steps::KIND].contains(&kind);
        let same_ticks = without || tick_pixels(&a, size) == tick_pixels(&b, size);
        let lines_up = [
            ("domains", lender(&b).domains == lent.domains),
            ("lines", axis_lines(&a.svg()) == axis_lines(&b.svg())),
            ("ticks", same_ticks),
        ];
        let apart = lines_up.iter().filter(|(_, same)| !same);
        faults.extend(apart.map(|(what, _)| format!("{label}: {what} differ")));
        faults.extend(b.layout_faults().iter().map(|fault| format!("{label}: {fault}")));
        if let Some(folder) = std::env::var_os("SHORTRUN_TEST_CHARTS") {
            let file = format!("like-{}-{}.png", kind.name, size.name());
            fs::write(Path::new(&folder).join(file), b.png()).expect("written");
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // Without the other picture, the axes of these differ: a bar, or more paths, have no room.
    for kind in [&hist_moic::KIND, &hist_irr::KIND] {
        let [a, b] = [&first, &second].map(|run| lender(&run.draw(kind, Size::Full)).domains);
        assert_ne!(a, b, "{}", kind.name);
    }
}

#[test]
fn a_run_drawn_like_itself_is_the_same_picture() {
    let run = Sample::usual(1_000);
    for (kind, size) in lending() {
        let plain = run.draw(kind, size);
        let again = run.draw_like(Some(&lender(&plain).domains), kind, size);
        assert!(plain == again, "{} {}", kind.name, size.name());
    }
}

#[test]
fn what_lies_beyond_lent_axes_is_drawn_at_their_end_or_told_with_its_share() {
    let (first, second) = (Sample::usual(2_000), other());
    let drawn = |kind: &'static Kind, size: Size| {
        second.draw_like(Some(&lender(&first.draw(kind, size)).domains), kind, size)
    };
    // Every dot is there: a disc with an edge.
    let dots = drawn(&dots::KIND, Size::Full);
    assert_eq!(dots.svg().matches("<circle").count(), 200);
    let above = second.moic.iter().filter(|x| 40.0 < **x).count() as f64 / 1_500.0;
    let told = format!("{:.0}% above 40x", 100.0 * above);
    for chart in [dots, drawn(&hist_moic::KIND, Size::Full)] {
        assert!(chart.svg().contains(&told), "{told}: {}", chart.alt_text());
    }
    let shares: f64 = drawn(&moic_irr::KIND, Size::Full)
        .csv()
        .lines()
        .skip(1)
        .map(|line| line.rsplit(',').next().expect("a share").parse::<f64>().expect("a number"))
        .sum();
    assert!((shares - 1.0).abs() < 1e-9);
}

struct Ran {
    code: i32,
    err: String,
}

fn shortrun(folder: &Path, args: &str) -> Ran {
    let output = Command::cargo_bin("shortrun")
        .expect("the program is built")
        .current_dir(folder)
        .args(args.split_whitespace())
        .output()
        .expect("it starts");
    let err = String::from_utf8(output.stderr).expect("text");
    Ran { code: output.status.code().expect("it ends by itself"), err }
}

const APPAREL: &str = include_str!("support/apparel.toml");

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    write("plan.toml", APPAREL);
    let dearer = APPAREL.replace("price = 46", "price = 50");
    assert_ne!(dearer, APPAREL);
    write("other.toml", &dearer);
    folder
}

fn lent(folder: &Path, file: &str) -> ReferencePicture {
    ReferencePicture::read(&fs::read(folder.join(file)).expect("drawn"), &kinds::all())
        .expect("it lends its axes")
}

#[test]
fn a_run_takes_axes_and_size_from_pictures_and_can_be_verified_without_them() {
    let folder = folder();
    let path = folder.path();
    let first =
        shortrun(path, "run plan.toml -n 300 -q --charts hist,bands --size half,full -o one");
    assert_eq!(first.code, 0, "{}", first.err);
    fs::rename(path.join("one/hist-half.png"), path.join("memo.png")).expect("moved");
    let like = "--set investment.pre_money=3000000 --seed 9 --charts hist,bands --like memo.png";
    let second = shortrun(path, &format!("run other.toml -n 200 -q {like} -o two"));
    assert_eq!(second.code, 0, "{}", second.err);
    let (here, memo) = (lent(path, "two/hist-half.png"), lent(path, "memo.png"));
    assert_eq!(here.domains, memo.domains);
    assert!(!path.join("two/hist.png").exists(), "the size is that of the picture");
    assert!(path.join("two/bands.png").exists(), "other kinds are drawn as ever");
    fs::remove_file(path.join("memo.png")).expect("removed");
    let verified = shortrun(path, "verify two");
    assert_eq!(verified.code, 0, "{}", verified.err);
    // The saved run can be drawn like a picture too, without simulating.
    let again = shortrun(path, "chart two --kind hist --like two/hist-half.png -o again -q");
    assert_eq!(again.code, 0, "{}", again.err);
    let read = |at: &str| fs::read(path.join(at).join("hist-half.png")).expect("drawn");
    assert!(read("again") == read("two"));
}

#[test]
fn a_comparison_takes_the_axes_of_another() {
    let folder = folder();
    let path = folder.path();
    let charts = "--charts compare,diff,exceed,hist";
    let set = "--set investment.pre_money=3000000";
    let one = shortrun(path, &format!("compare plan.toml other.toml -n 300 -q {charts} -o one"));
    assert_eq!(one.code, 0, "{}", one.err);
    let names = ["compare", "diff", "exceed", "plan-hist"];
    let like: String = names.iter().map(|name| format!(" --like one/{name}.png")).collect();
    let run = format!("compare other.toml plan.toml -n 250 -q {set} {charts}{like} -o two");
    let two = shortrun(path, &run);
    assert_eq!(two.code, 0, "{}", two.err);
    for name in names {
        let [here, there] =
            ["one", "two"].map(|at| lent(path, &format!("{at}/{name}.png")).domains);
        assert_eq!(here, there, "{name}");
        let svg =
            |at: &str| fs::read_to_string(path.join(format!("{at}/{name}.svg"))).expect("drawn");
        assert_eq!(axis_lines(&svg("one")), axis_lines(&svg("two")), "{name}");
    }
    let verified = shortrun(path, "verify two");
    assert_eq!(verified.code, 0, "{}", verified.err);
}

/// A picture of one pixel with a text.
fn picture(keyword: &str, text: &str) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 1, 1);
    encoder.add_itxt_chunk(keyword.to_owned(), text.to_owned()).expect("a text");
    let mut writer = encoder.write_header().expect("a head");
    writer.write_image_data(&[255]).expect("a pixel");
    writer.finish().expect("an end");
    file
}

#[test]
fn what_lends_no_fitting_axes_is_refused_with_the_reason_and_nothing_is_written() {
    let folder = folder();
    let path = folder.path();
    let made = "run plan.toml -n 200 -q --charts bands,hist-irr,hist-npv -o made";
    assert_eq!(shortrun(path, made).code, 0);
    fs::write(path.join("words.png"), "words").expect("written");
    fs::write(path.join("foreign.png"), picture("Title", "a holiday")).expect("written");
    let newer = r#"{"program":"shortrun","layout":99,"version":"9.9.9"}"#;
    fs::write(path.join("newer.png"), picture("shortrun:provenance", newer)).expect("written");
    let older = r#"{"program":"shortrun","version":"0.0.1","currency":"USD","domains":{}}"#;
    fs::write(path.join("older.png"), picture("shortrun:provenance", older)).expect("written");
    let inputs =
        r#"{"program":"shortrun","kind":"inputs","size":"full","currency":"USD","domains":{}}"#;
    fs::write(path.join("inputs.png"), picture("shortrun:provenance", inputs)).expect("written");
    let cases = [
        ("--like nowhere.png", "shortrun: --like nowhere.png: it cannot be read: "),
        ("--like words.png", "it cannot be read as a PNG picture"),
        ("--like foreign.png", "it does not say that shortrun drew it"),
        ("--like newer.png", "it was drawn by shortrun 9.9.9, whose pictures this older version"),
        ("--like older.png", "it does not tell all of its axes"),
        ("--like inputs.png", "pictures of the kind inputs lend no axes"),
        (
            "--charts hist,dots --like made/bands.png",
            "it is a chart of the kind bands; drawn here are hist, dots",
        ),
        (
            "--like made/bands.png --like made/bands.png",
            "made/bands.png already gives the axes of bands in this size",
        ),
        (
            "--set investment.hurdle_rate=0.17 --like made/hist-irr.png",
            "its bins are not cut at the scenario's hurdle rate of 17%",
        ),
    ];
    for (args, why) in cases {
        let ran = shortrun(path, &format!("run plan.toml -n 200 -q {args} -o out"));
        assert_eq!(ran.code, 2, "{args}: {}", ran.err);
        assert!(ran.err.contains(why), "{args}: {}", ran.err);
        assert!(!path.join("out").exists(), "{args}");
    }
    fs::write(path.join("euro.toml"), APPAREL.replacen("\"USD\"", "\"EUR\"", 1)).expect("written");
    let ran = shortrun(path, "run euro.toml -n 200 -q --like made/hist-npv.png -o out");
    assert_eq!(ran.code, 2, "{}", ran.err);
    let why = "its amounts are in USD, those of the scenario in EUR";
    assert!(ran.err.contains(why), "{}", ran.err);
    // Multiples have no currency.
    let ran = shortrun(path, "run euro.toml -n 200 -q --charts bands --like made/bands.png -o out");
    assert_eq!(ran.code, 0, "{}", ran.err);
}
