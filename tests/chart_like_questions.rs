//! `--like` with the commands that ask one question each: the chart of one
//! scenario on the axes of another's, and what is refused.

use crate::program;

use std::fs;
use std::path::Path;

use program::{APPAREL, Ran, shortrun};
use shortrun::output::chart::ReferencePicture;
use shortrun::output::kinds;

fn ran(folder: &Path, args: &str) -> Ran {
    shortrun(folder, &args.split_whitespace().collect::<Vec<_>>())
}

fn folder() -> tempfile::TempDir {
    let folder = program::folder_with(APPAREL);
    let dearer = APPAREL.replace("price = 46", "price = 50");
    assert_ne!(dearer, APPAREL);
    fs::write(folder.path().join("other.toml"), dearer).expect("written");
    let far = APPAREL.replace("price = 46", "price = 30");
    fs::write(folder.path().join("far.toml"), far).expect("written");
    let euros = APPAREL.replacen("\"USD\"", "\"EUR\"", 1);
    fs::write(folder.path().join("euro.toml"), euros).expect("written");
    folder
}

fn lent(folder: &Path, file: &str) -> ReferencePicture {
    ReferencePicture::read(&fs::read(folder.join(file)).expect("drawn"), &kinds::all())
        .expect("it lends its axes")
}

/// Commands with a few paths, each with its chart; `FILE` is the scenario.
const COMMANDS: [(&str, &str); 11] = [
    ("sensitivity FILE -n 200 --rows 0 --stat mean_npv", "tornado"),
    ("stress FILE -n 100 --axis sites.site_capex=500000,700000,900000", "stress"),
    (
        "stress FILE -n 60 --limit mean_moic>=1 --axis sites.site_capex=500000,900000 \
         --axis sites.ramp_months=3,6",
        "stress2",
    ),
    ("frontier FILE -n 60 --ratios 0,0.5,1", "frontier"),
    ("reverse FILE -n 400 --until p_loss>0.6", "reverse"),
    ("diligence FILE -n 1000", "learn"),
    (
        "breakeven FILE -n 60 --vary investment.pre_money --target mean_moic>=1.2 --points 5",
        "breakeven",
    ),
    (
        "stress FILE -n 60 --shock no-further-rounds --axis sites.site_capex=500000,900000 --charts stress-summary",
        "stress-summary",
    ),
    ("screen FILE far.toml -n 60", "screen"),
    ("replay FILE -n 60 --path p75", "replay"),
    ("bridge FILE far.toml -n 60 --groups 2", "bridge-mean-npv"),
];

#[test]
fn the_chart_of_a_question_takes_axes_and_size_and_can_be_verified_without_the_lender() {
    let folder = folder();
    let path = folder.path();
    for (command, chart) in COMMANDS {
        let of = |file: &str| command.replace("FILE", file);
        let first = ran(path, &format!("{} -q --size half,full -o one", of("plan.toml")));
        assert_eq!(first.code, 0, "{chart}: {}", first.err);
        fs::copy(path.join(format!("one/{chart}-half.png")), path.join("memo.png")).expect("there");
        let changed = "--set investment.pre_money=3000000 --seed 9 --like memo.png -q -o two";
        let second = ran(path, &format!("{} {changed}", of("other.toml")));
        assert_eq!(second.code, 0, "{chart}: {}", second.err);
        let (here, memo) = (lent(path, &format!("two/{chart}-half.png")), lent(path, "memo.png"));
        assert!(here.is_alike(&memo), "{chart}");
        assert_eq!(here.domains, memo.domains, "{chart}");
        assert!(!path.join(format!("two/{chart}.png")).exists(), "the size is that of the picture");
        fs::remove_file(path.join("memo.png")).expect("removed");
        let verified = ran(path, "verify two");
        assert_eq!(verified.code, 0, "{chart}: {}{}", verified.out, verified.err);
        for made in ["one", "two"] {
            fs::remove_dir_all(path.join(made)).expect("removed");
        }
    }
}

#[test]
fn a_picture_that_shows_something_else_is_refused_with_the_reason_and_nothing_is_written() {
    let folder = folder();
    let path = folder.path();
    for (command, chart) in COMMANDS {
        let made = ran(path, &format!("{} -q -o {chart}", command.replace("FILE", "plan.toml")));
        assert_eq!(made.code, 0, "{chart}: {}", made.err);
    }
    let parts = ran(path, "run plan.toml -n 60 --charts bridge -q -o parts");
    assert_eq!(parts.code, 0, "{}", parts.err);
    let cases = [
        (
            "sensitivity plan.toml --like tornado/tornado.png",
            "shortrun: --like tornado/tornado.png: it shows mean_npv; drawn here is p_loss",
        ),
        (
            "sensitivity plan.toml --like frontier/frontier.png",
            "shortrun: --like frontier/frontier.png: it is a chart of the kind frontier; drawn here is \
             tornado",
        ),
        (
            "sensitivity plan.toml --charts none --like tornado/tornado.png",
            "it is a chart of the kind tornado; drawn here are none",
        ),
        (
            "sensitivity euro.toml --stat mean_npv --like tornado/tornado.png",
            "its amounts are in USD, those of the scenario in EUR",
        ),
        (
            "stress plan.toml --axis sites.ramp_months=3,6 --like stress/stress.png",
            "it shows mean_npv by sites.site_capex; drawn here is mean_npv by sites.ramp_months",
        ),
        (
            "stress plan.toml --axis sites.site_capex=3,6 --limit p_loss<=0.6 --like stress/stress.png",
            "it shows mean_npv by sites.site_capex; drawn here is p_loss by sites.site_capex",
        ),
        (
            "stress euro.toml --axis sites.site_capex=500000,900000 --like stress/stress.png",
            "its amounts are in USD, those of the scenario in EUR",
        ),
        (
            "stress plan.toml --limit mean_moic>=1 --axis sites.site_capex=500000,900000 \
             --axis sites.ramp_months=3,6,9 --like stress2/stress2.png",
            "it shows mean_moic by 2 values of sites.site_capex and 2 values of sites.ramp_months; \
             drawn here is mean_moic by 2 values of sites.site_capex and 3 values of \
             sites.ramp_months",
        ),
        (
            "bridge plan.toml far.toml --like reverse/reverse.png",
            "it is a chart of the kind reverse; drawn here is bridge",
        ),
        (
            "bridge plan.toml far.toml --like parts/bridge.png",
            "it shows the parts of mean_moic; drawn here are mean_npv, mean_moic, p_loss",
        ),
        (
            "run plan.toml --like bridge-mean-npv/bridge-mean-npv.png",
            "it shows mean_npv; drawn here is the parts of mean_moic",
        ),
        (
            "reverse plan.toml --until mean_moic<1 --like reverse/reverse.png",
            "it shows p_loss; drawn here is mean_moic",
        ),
        (
            "diligence euro.toml --like learn/learn.png",
            "its amounts are in USD, those of the scenario in EUR",
        ),
        (
            "replay euro.toml --like replay/replay.png",
            "its amounts are in USD, those of the scenario in EUR",
        ),
        (
            "run plan.toml --charts bands --like stress/stress.png",
            "it is a chart of the kind stress; drawn here is bands",
        ),
    ];
    for (args, why) in cases {
        let refused = ran(path, &format!("{args} -q -o out"));
        assert_eq!(refused.code, 2, "{args}: {}", refused.err);
        assert!(refused.err.contains(why), "{args}: {}", refused.err);
        assert_eq!(refused.err.lines().count(), 1, "{args}: {}", refused.err);
        assert!(!path.join("out").exists(), "{args}");
    }
    // Premiums have no currency.
    let frontier = "frontier euro.toml -n 60 --ratios 0,0.5,1 --like frontier/frontier.png";
    let shares = ran(path, &format!("{frontier} -q -o shares"));
    assert_eq!(shares.code, 0, "{}", shares.err);
}
