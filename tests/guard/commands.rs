//! The command lines that are kept: every command in text and JSON, every chart in
//! every size, options that change what is said, helps, and misuses.

use std::fs;

/// Command lines that run in one fresh folder, in this order.
pub(crate) struct Asked<'a> {
    pub(crate) lines: &'a [&'a str],
}

/// What writes results: each with its files.
pub(crate) const RESULTS: &[&[&str]] = &[
    &["run plan.toml -n 400 --export all --size half,full"],
    &["run near.toml -n 400 --charts none --format json --export csv"],
    &["run food.toml -n 300 --size tall,slide --export none"],
    &[
        "run plan.toml -n 60 --charts hist,hist-irr --set investment.hurdle_rate=-0.05 --export parquet",
        "chart output/plan --kind all --size half --out output/again",
        "run plan.toml -n 60 --charts hist --out output/like --like output/plan/hist.png",
        "verify output/plan",
    ],
    &["compare near.toml far.toml -n 300 --size half,full"],
    &[
        "compare near.toml far.toml bear.toml -n 200 --charts compare,diff,exceed --format json --export parquet --out output/c",
        "chart output/c --kind all --size tall --out output/again",
        "verify output/c --format json",
    ],
    &[
        "compare near.toml far.toml bear.toml -n 100 --charts none --panel bands,exits",
        "chart output/compare-near-far-bear --kind none --panel runway --out output/again",
        "verify output/compare-near-far-bear",
    ],
    &[
        "stress near.toml -n 100 --axis sites.site_capex=400000,900000 --shock no-further-rounds --shock deal-window-shut=12 --size half,full",
        "breakeven plan.toml -n 60 --vary investment.hurdle_rate --target p_irr_ge_hurdle>=0.3 --target mean_moic>=1 --points 3 --size half,full",
        "screen near.toml far.toml bear.toml -n 60 --size half,full,slide,tall --out output/pictured",
    ],
    &[
        "stress near.toml -n 300 --axis sites.site_capex=400000,900000,1600000 --axis sites.ramp_months=3,12,24 --limit p_loss<=0.65 --size half,full",
    ],
    &["stress plan.toml -n 200 --axis product.core.lead_time_days=10,20 --format json"],
    &["stress near.toml -n 200"],
    &["sensitivity plan.toml -n 300 --rows 100 --size half,full"],
    &["sensitivity food.toml -n 200 --rows 0 --format json --stat p_loss"],
    &["breakeven plan.toml -n 100 --vary investment.pre_money --target p_loss<=0.5 --points 3"],
    &[
        "breakeven near.toml -n 100 --vary investment.pre_money --target mean_moic>=1.2 --points 3 --format json",
    ],
    &["frontier plan.toml --against far.toml -n 200 --ratios 0.2,1"],
    &["frontier near.toml -n 200 --size half,full"],
    &["frontier near.toml -n 200 --format json"],
    &["screen near.toml far.toml bear.toml food.toml electronics.toml -n 200"],
    &["screen near.toml food.toml -n 200 --format json --rules both"],
    &["screen near.toml food.toml -n 200 --format csv --out output/screened --fail-if p_loss>0.2"],
    &[
        "memo near.toml --against far.toml -n 300 --rows 100 --charts all --size half --diligence-paths 1000",
    ],
    &["memo food.toml -n 200 --rows 0 --charts bands --format json --diligence-paths 1000"],
    &["diligence near.toml -n 1000 --size half,full"],
    &["diligence plan.toml -n 1000 --format json --budget 20000"],
    &["replay plan.toml --path p75 --by npv -n 100 --size half,full"],
    &["replay near.toml --path median -n 100 --format json"],
    &["bridge near.toml bear.toml -n 60 --groups 3"],
    &["bridge near.toml far.toml -n 60 --groups 3 --size half,full --format json"],
    &["reverse plan.toml -n 400 --until p_loss>0.6 --size half,full"],
    &["reverse near.toml -n 400 --until mean_moic<0.2 --format json"],
    &["check near.toml far.toml --all --charts --out output/inputs"],
    &["init first.toml", "check first.toml --resolved"],
    &["man --out output/man"],
];

/// What only prints.
pub(crate) const PRINTED: &[&str] = &[
    "check plan.toml",
    "check plan.toml --all",
    "check near.toml --resolved",
    "check near.toml food.toml --format json",
    "check near.toml food.toml --format csv",
    "check doubtful.toml",
    "run doubtful.toml -n 50 --charts none --out output/d",
    "schema",
    "man",
    "completions bash",
    "completions fish",
    "--help",
    "-h",
    "--version",
    "screen near.toml -n 200 --no-rank",
    "replay plan.toml --path 7 -n 20 --quiet",
];

/// Whose help is kept, short and long.
pub(crate) const HELPED: &[&str] = &[
    "run",
    "check",
    "init",
    "schema",
    "completions",
    "man",
    "memo",
    "bridge",
    "compare",
    "frontier",
    "sensitivity",
    "breakeven",
    "diligence",
    "screen",
    "stress",
    "chart",
    "replay",
    "reverse",
    "verify",
];

/// What is refused, and how.
pub(crate) const MISUSES: &[&str] = &[
    "",
    "ruin plan.toml",
    "run",
    "run nowhere.toml",
    "run empty.toml",
    "run misspelt.toml",
    "run negative.toml",
    "run plan.toml --paths 0",
    "run plan.toml --paths -5",
    "run plan.toml --paths many",
    "run plan.toml --charts pie",
    "run plan.toml --size huge",
    "run plan.toml --charts pie --size huge",
    "memo plan.toml --charts pie --size huge",
    "run plan.toml --like plan.toml",
    "run plan.toml --set sites.site_capx=1",
    "run plan.toml --set investment.hurdle_rate=much",
    "compare plan.toml",
    "compare near.toml far.toml --panel pie",
    "screen plan.toml --charts pie",
    "stress plan.toml --axis nothing=1,2",
    "stress plan.toml --axis product.core.lead_time_days",
    "stress plan.toml --limit p_loss",
    "sensitivity plan.toml --stat p_luck",
    "breakeven plan.toml --vary investment.pre_money --target p_loss",
    "reverse plan.toml --until p_loss>2",
    "replay plan.toml --path p200",
    "bridge plan.toml",
    "screen nothing",
    "verify nowhere",
    "chart nowhere",
    "frontier plan.toml --ratios none",
    "diligence plan.toml --budget -1",
];

/// A folder with the shipped scenarios under short names, and with some that are wrong.
pub(crate) fn plans() -> tempfile::TempDir {
    let folder = super::program::folder_with(super::program::APPAREL);
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("written");
    };
    for (name, shipped) in [
        ("near", "apparel-nearshore"),
        ("far", "apparel-offshore"),
        ("bear", "apparel-bear"),
        ("food", "food-microkitchen"),
        ("electronics", "electronics-custom"),
    ] {
        let path = format!("{}/scenarios/{shipped}.toml", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(path).expect("shipped");
        write(&format!("{name}.toml"), &text);
        // One scenario may extend another by its shipped name.
        write(&format!("{shipped}.toml"), &text);
    }
    let plan = super::program::APPAREL;
    write("empty.toml", "");
    write("misspelt.toml", &plan.replacen("hurdle_rate", "hurdle_rat", 1));
    write("negative.toml", &plan.replacen("price = 46", "price = -46", 1));
    write("doubtful.toml", &plan.replacen("price = 46", "price = 4", 1));
    folder
}
