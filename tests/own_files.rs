//! Files of the user's own, and of others: no command moves, changes or deletes
//! what it did not make, whatever leads to it.
#![cfg(unix)]

use crate::program;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use program::{APPAREL, Ran, folder_with, names, shortrun};

const RUN: [&str; 9] = ["run", "plan.toml", "-n", "40", "-q", "--charts", "hist", "--size", "half"];

fn run(folder: &Path, more: &[&str]) -> Ran {
    shortrun(folder, &[&RUN[..], more].concat())
}

/// All below a folder, links as what they lead to.
fn all(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for name in names(folder) {
        let path = folder.join(name);
        if let Ok(to) = path.read_link() {
            found.push((path, to.into_os_string().into_encoded_bytes()));
        } else if path.is_dir() {
            found.extend(all(&path));
        } else {
            found.push((path.clone(), fs::read(path).expect("readable")));
        }
    }
    found
}

/// A folder with a plan, its result in `output/plan`, and somebody's home.
fn with_home() -> (tempfile::TempDir, PathBuf) {
    let folder = folder_with(APPAREL);
    assert_eq!(run(folder.path(), &["--seed", "1"]).code, 0);
    let home = folder.path().join("home");
    fs::create_dir(&home).expect("made");
    for name in ["letter.txt", "thesis.docx", "photo.png"] {
        fs::write(home.join(name), "dear").expect("written");
    }
    (folder, home)
}

#[test]
fn names_of_leftovers_are_not_followed_wherever_they_lead() {
    let (folder, home) = with_home();
    assert_eq!(run(folder.path(), &["-o", "earlier"]).code, 0);
    let output = folder.path().join("output");
    let links = [".plan.1.new", ".plan.aBcDeF.new", ".plan.aBcDeF.old"];
    for to in ["../home", "../earlier", "plan", "nowhere"] {
        for name in links {
            symlink(to, output.join(name)).expect("linked");
        }
        let (before, earlier) = (all(&home), all(&folder.path().join("earlier")));
        for seed in ["2", "1"] {
            let ran = run(folder.path(), &["--seed", seed]);
            assert_eq!(ran.code, 0, "{to}: {}", ran.err);
            for name in links {
                let said = format!("shortrun: output/{name} is what a stopped run left");
                assert!(ran.err.contains(&said), "{}", ran.err);
            }
            assert!(all(&home) == before && all(&folder.path().join("earlier")) == earlier);
        }
        let ran = shortrun(folder.path(), &["verify", "output/plan", "-q"]);
        assert_eq!(ran.code, 0, "{to}: {}", ran.err);
        for name in links {
            assert_eq!(output.join(name).read_link().expect("a link"), Path::new(to));
            fs::remove_file(output.join(name)).expect("removed");
        }
    }
}

#[test]
fn folders_with_names_of_leftovers_stay_with_all_that_is_in_them() {
    let (folder, _) = with_home();
    let left = folder.path().join("output/.plan.1.new");
    fs::create_dir(&left).expect("made");
    fs::write(left.join("letter.txt"), "dear").expect("written");
    fs::copy(folder.path().join("output/plan/summary.json"), left.join("summary.json"))
        .expect("copied");
    let before = all(&left);
    assert_eq!(run(folder.path(), &["--seed", "2"]).code, 0);
    assert!(all(&left) == before);
}

#[test]
fn links_in_a_result_folder_stay_links_and_nothing_behind_them_changes() {
    let (folder, home) = with_home();
    let plan = folder.path().join("output/plan");
    symlink("../../home/letter.txt", plan.join("letter")).expect("linked");
    symlink("../../home", plan.join("home")).expect("linked");
    symlink("nowhere", plan.join("dangling")).expect("linked");
    symlink("summary.json", plan.join("latest.json")).expect("linked");
    let before = all(&home);
    let ran = run(folder.path(), &["--seed", "2"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(all(&home) == before);
    for (name, to) in
        [("letter", "../../home/letter.txt"), ("home", "../../home"), ("dangling", "nowhere")]
    {
        assert_eq!(plan.join(name).read_link().expect("a link"), Path::new(to));
    }
    let ran = shortrun(folder.path(), &["verify", "output/plan", "-q"]);
    assert!(ran.code < 2, "{}", ran.err);
}

#[test]
fn a_link_with_the_name_of_a_result_is_kept_and_so_is_what_it_leads_to() {
    for name in ["summary.json", "hist-half.png", "scenario.toml"] {
        for to in ["../../home/thesis.docx", "../../kept", "nowhere"] {
            let (folder, home) = with_home();
            let plan = folder.path().join("output/plan");
            // The very bytes that were written, but elsewhere.
            fs::rename(plan.join(name), folder.path().join("kept")).expect("moved");
            symlink(to, plan.join(name)).expect("linked");
            let before = (all(&home), all(&plan), fs::read(folder.path().join("kept")).ok());
            let ran = run(folder.path(), &["--seed", "2"]);
            assert_eq!(ran.code, 1, "{name} {to}");
            assert!(
                ran.err.contains("so it is kept") && ran.err.contains("nothing was written"),
                "{}",
                ran.err
            );
            let after = (all(&home), all(&plan), fs::read(folder.path().join("kept")).ok());
            assert!(after == before, "{name} {to}");
        }
    }
}

#[test]
fn a_folder_behind_a_link_is_written_with_the_same_care() {
    let (folder, home) = with_home();
    symlink("home", folder.path().join("out")).expect("linked");
    fs::write(home.join("hist-half.png"), "mine").expect("written");
    let before = all(&home);
    let ran = run(folder.path(), &["-o", "out"]);
    assert!(ran.code == 1 && ran.err.contains("hist-half.png is there and is no"), "{}", ran.err);
    assert!(all(&home) == before);
    fs::remove_file(home.join("hist-half.png")).expect("removed");
    assert_eq!(run(folder.path(), &["-o", "out"]).code, 0);
    assert!(folder.path().join("out").is_symlink());
    for name in ["letter.txt", "thesis.docx", "photo.png"] {
        assert_eq!(fs::read_to_string(home.join(name)).expect("kept"), "dear");
    }
    assert!(home.join("hist-half.png").exists());
}

#[test]
fn only_files_whose_bytes_a_record_names_go_with_its_result() {
    let (folder, _) = with_home();
    let plan = folder.path().join("output/plan");
    fs::write(plan.join("thesis.docx"), "years of work").expect("written");
    let main = plan.join("summary.json");
    for (from, to) in [
        ("\"files\": [", "\"files\": [\n    \"thesis.docx\",".to_owned()),
        (
            "\"sha256\": {",
            format!("\"sha256\": {{\n      \"thesis.docx\": \"{}\",", "0".repeat(64)),
        ),
    ] {
        let text = fs::read_to_string(&main).expect("readable");
        assert!(text.contains(from));
        fs::write(&main, text.replace(from, &to)).expect("written");
        let ran = run(folder.path(), &["--seed", "2"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let thesis = fs::read_to_string(plan.join("thesis.docx"));
        assert_eq!(thesis.expect("kept"), "years of work");
    }
    // A record without digests names nothing, and is no file of the program's.
    fs::write(&main, "{\"program\": {\"name\": \"shortrun\"}, \"files\": [\"thesis.docx\"]}")
        .expect("written");
    let before = all(&plan);
    let ran = run(folder.path(), &["--seed", "1"]);
    assert!(ran.code == 1 && ran.err.contains("so it is kept"), "{}", ran.err);
    assert!(all(&plan) == before);
}

#[test]
fn a_file_of_a_result_that_was_changed_since_is_kept_and_that_is_said() {
    let (folder, _) = with_home();
    let plan = folder.path().join("output/plan");
    fs::write(plan.join("hist-half.alt.txt"), "my own words").expect("written");
    let before = all(&plan);
    let ran = run(folder.path(), &["--seed", "2"]);
    let said = "hist-half.alt.txt was changed since it was written, so it is kept; move it away";
    assert!(ran.code == 1 && ran.err.contains(said), "{}", ran.err);
    assert!(all(&plan) == before);
    // A result that has no such file leaves it.
    let none = ["run", "plan.toml", "-n", "40", "-q", "--charts", "none"];
    let ran = shortrun(folder.path(), &none);
    let said = "shortrun: plan/hist-half.alt.txt was changed since it was written, so it is kept\n";
    assert_eq!((ran.code, ran.err.as_str()), (0, said));
    assert_eq!(fs::read_to_string(plan.join("hist-half.alt.txt")).expect("kept"), "my own words");
    assert!(!plan.join("hist-half.png").exists());
}

#[test]
fn a_file_that_another_result_in_the_folder_needs_is_not_replaced() {
    let folder = folder_with(APPAREL);
    assert_eq!(run(folder.path(), &["-o", "out", "--seed", "1"]).code, 0);
    let out = folder.path().join("out");
    let before = all(&out);
    let other =
        ["sensitivity", "plan.toml", "-n", "40", "--rows", "0", "-q", "-o", "out", "--seed", "2"];
    let ran = shortrun(folder.path(), &other);
    let said = "scenario.toml is also a file of another result there, and would be another";
    assert!(ran.code == 1 && ran.err.contains(said), "{}", ran.err);
    assert!(all(&out) == before);
}

/// Commands whose files are no results, and a file of each.
const LISTING: [(&[&str], &str); 3] = [
    (&["chart", "output/plan", "--kind", "hist", "-q", "-o", "out"], "hist.svg"),
    (&["check", "plan.toml", "--charts", "-q", "-o", "out"], "inputs.png"),
    (&["man", "--out", "out"], "shortrun-run.1"),
];

#[test]
fn every_command_that_writes_files_keeps_those_of_the_user() {
    for (command, file) in LISTING {
        let (folder, _) = with_home();
        let out = folder.path().join("out");
        fs::create_dir(&out).expect("made");
        fs::write(out.join("notes.md"), "mine").expect("written");
        fs::write(out.join(file), "mine").expect("written");
        let before = all(&out);
        let ran = shortrun(folder.path(), command);
        let said = format!("cannot write in out: {file} is there and is no file of an earlier");
        assert!(ran.code == 1 && ran.err.contains(&said), "{}", ran.err);
        assert!(all(&out) == before);
        // A link is kept too, and what it leads to.
        fs::rename(out.join(file), out.join("moved")).expect("moved");
        symlink("moved", out.join(file)).expect("linked");
        let before = all(&out);
        assert_eq!(shortrun(folder.path(), command).code, 1);
        assert!(all(&out) == before);
        fs::remove_file(out.join(file)).expect("removed");
        // Its own files it knows again.
        for _ in 0..2 {
            let ran = shortrun(folder.path(), command);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{command:?}");
            for name in ["notes.md", "moved"] {
                assert_eq!(fs::read_to_string(out.join(name)).expect("kept"), "mine");
            }
        }
        fs::write(out.join(file), "my own words").expect("written");
        let before = all(&out);
        let ran = shortrun(folder.path(), command);
        assert!(ran.code == 1 && ran.err.contains("was changed since"), "{}", ran.err);
        assert!(all(&out) == before);
    }
}

#[test]
fn charts_drawn_one_after_the_other_stay_beside_each_other_and_results_verify() {
    let (folder, _) = with_home();
    for kind in ["hist", "runway", "hist"] {
        let ran = shortrun(folder.path(), &["chart", "output/plan", "--kind", kind, "-q"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    }
    let drawn = names(&folder.path().join("output/plan-charts"));
    assert_eq!(drawn.len(), 9, "{drawn:?}");
    // Sheets beside the result of a run disturb neither.
    let check = ["check", "plan.toml", "--charts", "-q"];
    assert_eq!(shortrun(folder.path(), &check).code, 0);
    let ran = shortrun(folder.path(), &["verify", "output/plan", "-q"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(run(folder.path(), &["--seed", "1"]).code, 0);
    assert!(folder.path().join("output/plan/inputs.png").exists());
    // The default folder is written with the same care.
    let charts = folder.path().join("output/plan-charts");
    fs::write(charts.join("exits.csv"), "mine").expect("written");
    let before = all(&charts);
    let ran = shortrun(folder.path(), &["chart", "output/plan", "--kind", "exits", "-q"]);
    assert!(ran.code == 1 && ran.err.contains("exits.csv is there"), "{}", ran.err);
    assert!(all(&charts) == before);
}

#[test]
fn a_scenario_is_begun_only_where_nothing_is() {
    let (folder, _) = with_home();
    let begin = |more: &[&str]| shortrun(folder.path(), &[&["init", "new"], more].concat());
    let place = folder.path().join("new.toml");
    for to in ["home/letter.txt", "nowhere"] {
        symlink(to, &place).expect("linked");
        let ran = begin(&[]);
        assert!(ran.code == 2 && ran.err.contains("is there already"), "{}", ran.err);
        assert_eq!(place.read_link().expect("a link"), Path::new(to));
        // What is asked to be replaced is the link.
        assert_eq!(begin(&["--force"]).code, 0);
        assert!(!place.is_symlink() && !folder.path().join("nowhere").exists());
        let letter = fs::read_to_string(folder.path().join("home/letter.txt"));
        assert_eq!(letter.expect("kept"), "dear");
        fs::remove_file(&place).expect("removed");
    }
    fs::create_dir(&place).expect("made");
    assert_eq!(begin(&["--force"]).code, 1);
    let left = names(folder.path());
    assert_eq!(left, ["home", "new.toml", "output", "plan.toml"]);
}

/// What decides who may do what.
#[cfg(target_os = "linux")]
mod permissions {
    use super::{APPAREL, RUN, folder_with, fs, run};
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};

    /// Of the owner, one other user, the group and others: only the owner may
    /// write, the group may nothing.
    fn access_list() -> Vec<u8> {
        let entries: [(u16, u16, u32); 5] = [
            (0x01, 7, u32::MAX),
            (0x02, 5, 65_534),
            (0x04, 0, u32::MAX),
            (0x10, 5, u32::MAX),
            (0x20, 0, u32::MAX),
        ];
        let mut bytes = 2_u32.to_le_bytes().to_vec();
        for (tag, may, whom) in entries {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(may.to_le_bytes());
            bytes.extend(whom.to_le_bytes());
        }
        bytes
    }

    fn attribute(of: &std::path::Path, name: &str) -> Option<Vec<u8>> {
        let mut value = vec![0; 256];
        let size = getxattr(of, name, &mut value[..]).ok()?;
        value.truncate(size);
        Some(value)
    }

    #[test]
    fn a_replaced_folder_keeps_group_permissions_access_lists_and_attributes() {
        let folder = folder_with(APPAREL);
        assert_eq!(run(folder.path(), &["-o", "out", "--seed", "1"]).code, 0);
        let out = folder.path().join("out");
        let is_root = fs::metadata(&out).expect("there").uid() == 0;
        if is_root {
            chown(&out, Some(65_534), Some(12_345)).expect("root may");
        }
        fs::set_permissions(&out, fs::Permissions::from_mode(0o2705)).expect("it is ours");
        let mut names = Vec::new();
        for (name, value) in [
            ("user.origin", b"here".to_vec()),
            ("system.posix_acl_access", access_list()),
            ("system.posix_acl_default", access_list()),
        ] {
            // Not every file system has them.
            if setxattr(&out, name, &value, XattrFlags::empty()).is_ok() {
                names.push(name);
            }
        }
        let secret = out.join("hist-half.csv");
        fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).expect("it is ours");
        let about = || {
            let about = fs::metadata(&out).expect("there");
            let attributes: Vec<_> = names.iter().map(|name| attribute(&out, name)).collect();
            (about.mode(), about.uid(), about.gid(), attributes)
        };
        let before = (about(), fs::metadata(&out).expect("there").ino());
        let ran = run(folder.path(), &["-o", "out", "--seed", "2"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{RUN:?}");
        assert_eq!(about(), before.0);
        assert_ne!(fs::metadata(&out).expect("there").ino(), before.1, "it was exchanged");
        let mode = fs::metadata(&secret).expect("there").mode();
        assert_eq!(mode & 0o777, 0o600, "what was closed stays closed");
    }

    #[test]
    fn a_new_folder_has_the_permissions_that_any_new_one_has() {
        let folder = folder_with(APPAREL);
        assert_eq!(run(folder.path(), &["-o", "out"]).code, 0);
        fs::create_dir(folder.path().join("other")).expect("made");
        let mode = |name: &str| fs::metadata(folder.path().join(name)).expect("there").mode();
        assert_eq!(mode("out"), mode("other"));
    }
}

/// Disks that are mounted, where one may mount any.
#[test]
#[cfg(target_os = "linux")]
fn a_folder_at_which_a_disk_is_mounted_is_refused_before_the_run() {
    let folder = folder_with(APPAREL);
    fs::create_dir(folder.path().join("out")).expect("made");
    fs::create_dir(folder.path().join("twin")).expect("made");
    for mount in ["-t tmpfs tmpfs out", "--bind twin out"] {
        let script =
            format!("mount {mount} || exit 99; exec \"$0\" run plan.toml -n 2000000 -o out");
        let mut command = std::process::Command::new("unshare");
        command.args(["-rm", "sh", "-c", &script]).arg(assert_cmd::cargo::cargo_bin("shortrun"));
        let Ok(output) = command.current_dir(folder.path()).output() else { return };
        let said = String::from_utf8(output.stderr).expect("text");
        // Where it may not be mounted, nothing can be tried.
        if output.status.code() == Some(1) && said.starts_with("shortrun: ") {
            let why =
                "a disk is mounted there, so nothing can take its place; give a folder within";
            assert!(said.contains(why), "{said}");
        }
    }
}
