//! Every command that makes results, on small plans.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use super::{APPAREL, folder_with, names, shortrun};

/// Each command with options that keep it short, and its main file.
pub(crate) const COMMANDS: [(&[&str], &str); 12] = [
    (&["run", "plan.toml", "-n", "60", "--charts", "bands,hist", "--size", "half"], "summary.json"),
    (&["compare", "plan.toml", "more/plan.toml", "-n", "60", "--charts", "diff"], "compare.json"),
    (
        &["stress", "plan.toml", "-n", "60", "--axis", "product.core.lead_time_days=10,20"],
        "stress.json",
    ),
    (&["sensitivity", "plan.toml", "-n", "60", "--rows", "100"], "sensitivity.json"),
    (
        &[
            "breakeven",
            "plan.toml",
            "-n",
            "60",
            "--vary",
            "investment.pre_money",
            "--target",
            "p_loss<=0.5",
            "--points",
            "3",
        ],
        "breakeven.json",
    ),
    (
        &["frontier", "plan.toml", "--against", "more/far.toml", "-n", "60", "--ratios", "0.2,1"],
        "frontier.json",
    ),
    (&["screen", "plan.toml", "more", "-n", "60"], "screen.json"),
    (
        &[
            "memo",
            "plan.toml",
            "--against",
            "more/far.toml",
            "-n",
            "60",
            "--rows",
            "100",
            "--charts",
            "bands,tornado,diff",
        ],
        "summary.json",
    ),
    (&["diligence", "plan.toml", "-n", "1000"], "diligence.json"),
    (&["replay", "plan.toml", "--path", "p75", "--by", "npv", "-n", "60"], "replay.json"),
    (&["bridge", "plan.toml", "more/far.toml", "-n", "60", "--groups", "3"], "bridge.json"),
    (
        &["reverse", "plan.toml", "-n", "400", "--until", "p_loss>0.6", "--size", "half"],
        "reverse.json",
    ),
];

/// Plans here and in the folder `more`, with a file there that is no scenario.
pub(crate) fn plans() -> tempfile::TempDir {
    let folder = folder_with(APPAREL);
    let more = folder.path().join("more");
    fs::create_dir(&more).expect("made");
    fs::write(more.join("plan.toml"), APPAREL.replace("price = 46", "price = 50"))
        .expect("written");
    let far = APPAREL.replace("material_cost = 11", "material_cost = 9").replace(
        "lead_time_days = { dist = \"pert\", min = 8, mode = 16, max = 45 }",
        "lead_time_days = 150",
    );
    fs::write(more.join("far.toml"), far).expect("written");
    fs::write(more.join("notes.toml"), "[notes]\nby = \"me\"\n").expect("written");
    folder
}

/// Files of a folder by their names, in their order.
pub(crate) type Files = Vec<(String, Vec<u8>)>;

/// What stands in a folder of files.
pub(crate) fn read(folder: &Path) -> Files {
    let read = |name: String| (name.clone(), fs::read(folder.join(name)).expect("readable"));
    names(folder).into_iter().map(read).collect()
}

/// Lays files down in a folder that is made for them.
pub(crate) fn lay(folder: &Path, files: &Files) {
    fs::create_dir_all(folder).expect("made");
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).expect("written");
    }
}

/// What each command writes on one thread, its main file among it: made once, for all
/// tests that look at it.
pub(crate) fn written()
-> impl Iterator<Item = (&'static [&'static str], &'static str, &'static Files)> {
    static WRITTEN: [OnceLock<Files>; COMMANDS.len()] = [const { OnceLock::new() }; COMMANDS.len()];
    COMMANDS.into_iter().zip(&WRITTEN).map(|((args, main), written)| {
        let files = written.get_or_init(|| {
            let folder = plans();
            let ran = shortrun(folder.path(), &[args, &["-q", "-o", "out", "-t", "1"]].concat());
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
            read(&folder.path().join("out"))
        });
        (args, main, files)
    })
}
