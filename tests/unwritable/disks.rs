//! Disks that are full, and files that may not grow.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::program::Ran;
use super::{COMMANDS, Place, ran, snapshot};

/// What a file takes of the small disk, which has pages of 4 KiB.
const PAGE: u64 = 4;

/// In a disk of its own, of 16 MB: an earlier result; then the disk is filled but
/// for some kilobytes or some files, the command runs again, and what it left is
/// held against what was there before.
const SCRIPT: &str = r#"
mount -t tmpfs -o size=16m,nr_inodes=300 tmpfs disk || exit 99
here=$PWD; cd disk; cp ../plan.toml ../other.toml .
held() { find . -path ./fill -prune -o -type f -exec cksum {} + -o -type d -print | sort; }
if [ "$EARLIER" = yes ]; then "$here/shortrun" "$@" -o out || exit 98; fi
held > ../before
for kept in $SPACES; do
  free=$(df -Pk . | awk 'NR == 2 { print $4 }')
  mkdir fill; head -c $(( (free - kept) * 1024 )) /dev/zero > fill/zeros
  "$here/shortrun" "$@" --seed 7 -o out 2> ../said; code=$?
  rm -r fill; held > ../after
  cmp -s ../before ../after && same=same || same=other
  echo "$kept $code $same $(cat ../said)"
done
for kept in $FILES; do
  free=$(df -Pi . | awk 'NR == 2 { print $4 }')
  mkdir fill; i=1
  while [ $i -lt $(( free - kept )) ]; do : > fill/$i; i=$(( i + 1 )); done
  "$here/shortrun" "$@" --seed 7 -o out 2> ../said; code=$?
  rm -r fill; held > ../after
  cmp -s ../before ../after && same=same || same=other
  echo "$kept $code $same $(cat ../said)"
done
"#;

/// Runs the script where one may have a disk of one's own; nothing elsewhere.
fn on_a_small_disk(place: &Place, command: &[&str], around: [&str; 3]) -> Option<Ran> {
    let mut script = Command::new("unshare");
    script.args(["-rm", "sh", "-c", SCRIPT, "sh"]).args(command);
    let [spaces, files, earlier] = around;
    script.env("SPACES", spaces).env("FILES", files).env("EARLIER", earlier);
    script.current_dir(place.folder.path());
    if Command::new("unshare").arg("--version").output().is_err() {
        return None;
    }
    let ran = ran(&mut script);
    assert_ne!(ran.code, 98, "{}", ran.err);
    (ran.code == 0).then_some(ran)
}

/// Room that ends in the middle of the first large file of each kind.
fn spaces(out: &Path) -> Vec<(String, u64)> {
    let main = ["summary.json", "compare.json"].map(|name| fs::read_to_string(out.join(name)));
    let (name, main) = match main {
        [Ok(main), _] => ("summary.json", main),
        [_, main] => ("compare.json", main.expect("one of them")),
    };
    let json: serde_json::Value = serde_json::from_str(&main).expect("JSON");
    let hashes = json["record"]["sha256"].as_object().expect("all files");
    let mut before = 0;
    let mut spaces: Vec<(String, u64)> = Vec::new();
    for name in std::iter::once(name).chain(hashes.keys().map(String::as_str)) {
        let size = fs::metadata(out.join(name)).expect("there").len();
        let pages = PAGE * size.div_ceil(1024 * PAGE);
        let kind = name.rsplit('.').next().unwrap_or_default().to_owned();
        if PAGE < pages && spaces.iter().all(|(known, _)| *known != kind) {
            spaces.push((kind, before + pages / 2));
        }
        before += pages;
    }
    spaces
}

fn is_as_before(ran: &Ran, spaces: &[(String, u64)], files: usize) {
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), spaces.len() + files, "{}{}", ran.out, ran.err);
    for line in lines {
        let (_, rest) = line.split_once(' ').expect("what was kept");
        let said = rest.strip_prefix("1 same shortrun: cannot ");
        let said = said.unwrap_or_else(|| panic!("{line}\n{}", ran.out));
        assert!(
            said.ends_with(" out: No space left on device (os error 28); nothing was written"),
            "{line}"
        );
    }
}

/// Fills the disk at each kind of file of a command; the kinds, if one may have
/// a disk of one's own.
fn filled_up(command: &[&str]) -> Option<Vec<String>> {
    let place = Place::new();
    fs::create_dir(place.path("disk")).expect("made");
    assert_eq!(place.as_oneself(command, "out").code, 0);
    let spaces = spaces(&place.path("out"));
    let asked = |spaces: &[(String, u64)]| {
        spaces.iter().map(|(_, space)| space.to_string()).collect::<Vec<_>>().join(" ")
    };
    // Not one more file, one, and so on.
    let full = on_a_small_disk(&place, command, [&asked(&spaces), "0 1 2 4", "yes"])?;
    is_as_before(&full, &spaces, 4);
    let some = &spaces[spaces.len() - 2..];
    is_as_before(&on_a_small_disk(&place, command, [&asked(some), "0 1", "no"])?, some, 2);
    Some(spaces.into_iter().map(|(kind, _)| kind).collect())
}

#[test]
fn on_a_full_disk_the_earlier_result_stays_whichever_file_is_the_first_that_fails() {
    let kinds: Vec<Option<Vec<String>>> = std::thread::scope(|scope| {
        let runs = COMMANDS.map(|command| scope.spawn(|| filled_up(command)));
        runs.into_iter().map(|run| run.join().expect("as it should")).collect()
    });
    let Some(kinds) = kinds.into_iter().collect::<Option<Vec<_>>>() else { return };
    for kind in ["json", "toml", "png", "svg", "csv", "parquet", "xlsx", "md", "html"] {
        assert!(kinds.concat().iter().any(|one| one == kind), "no {kind} among {kinds:?}");
    }
}

#[test]
fn where_files_may_not_grow_the_earlier_result_stays() {
    for command in COMMANDS {
        let place = Place::new();
        let out = place.path("out");
        assert_eq!(place.as_oneself(command, "out").code, 0);
        let before = (snapshot(&out), place.names());
        let largest = before.0.iter().map(|(_, bytes)| bytes.len()).max().expect("files");
        // In blocks of 512 bytes or of 1024: all of these are too few.
        for blocks in [0, 8, largest / 4096, largest / 1100] {
            let mut limited = Command::new("sh");
            let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec ./shortrun \"$@\"");
            limited.args(["-c", &script, "sh"]).args(command).args(["--seed", "7", "-o", "out"]);
            let ran = ran(limited.current_dir(place.folder.path()));
            let said = "shortrun: cannot write to out: File too large (os error 27); nothing was \
                        written\n";
            assert_eq!((ran.code, ran.err.as_str()), (1, said), "{command:?} {blocks}");
            assert!((snapshot(&out), place.names()) == before, "{command:?} {blocks}");
        }
    }
}
