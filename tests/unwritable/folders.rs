//! Folders that are read-only, or somebody else's.

use super::{COMMANDS, Place, allow, snapshot};

/// Other draws, so that every file would be another.
fn again<'a>(command: &[&'a str]) -> Vec<&'a str> {
    [command, &["--seed", "7"]].concat()
}

#[test]
fn in_a_read_only_folder_no_result_is_begun() {
    let place = Place::new();
    allow(place.folder.path(), 0o555);
    let before = place.names();
    for command in COMMANDS {
        for out in ["out", "deep/er/out"] {
            let ran = place.as_nobody(command, out);
            let said = format!(
                "shortrun: cannot create the folder {out}: Permission denied (os error 13); nothing \
                 was written\n"
            );
            assert_eq!((ran.code, ran.err, ran.out), (1, said, String::new()), "{command:?}");
            assert_eq!(place.names(), before);
        }
    }
}

#[test]
fn a_read_only_result_stays_as_it_is() {
    for command in COMMANDS {
        let place = Place::new();
        let out = place.path("out");
        assert_eq!(place.as_nobody(command, "out").code, 0, "{command:?}");
        let (result, beside) = (snapshot(&out), place.names());
        allow(&out, 0o555);
        let ran = place.as_nobody(&again(command), "out");
        let said = "shortrun: cannot write in out: Permission denied (os error 13); nothing was \
                    written\n";
        assert_eq!((ran.code, ran.err.as_str()), (1, said), "{command:?}");
        assert!(snapshot(&out) == result, "{command:?}");
        assert_eq!(place.names(), beside);
    }
}

#[test]
fn a_result_in_a_read_only_folder_stays_as_it_is() {
    let place = Place::new();
    let out = place.path("out");
    assert_eq!(place.as_nobody(COMMANDS[0], "out").code, 0);
    let result = snapshot(&out);
    allow(place.folder.path(), 0o555);
    let beside = place.names();
    for command in COMMANDS {
        let ran = place.as_nobody(&again(command), "out");
        assert_eq!((ran.code, ran.err), (1, refused(BESIDE, 13)), "{command:?}");
        assert!(snapshot(&out) == result, "{command:?}");
        assert_eq!(place.names(), beside);
    }
}

/// What is said where no folder can be made beside, or none with the same owner.
const BESIDE: &str = "no folder can be made beside it, to take its place (Permission denied";
const OWNED: &str =
    "no folder with its owner and permissions can take its place (Operation not permitted";

fn refused(why: &str, number: u32) -> String {
    format!(
        "shortrun: cannot write in out: {why} (os error {number})); give another folder with \
         --out; nothing was written\n"
    )
}

/// What mode the folder around somebody else's folder has, and that one, and
/// what is said of it.
const OF_OTHERS: [(u32, u32, &str, u32); 4] = [
    (0o777, 0o755, OWNED, 1),
    (0o777, 0o1777, OWNED, 1),
    (0o755, 0o1777, BESIDE, 13),
    (0o1777, 0o1777, OWNED, 1),
];

#[test]
fn somebody_elses_result_stays_as_it_is() {
    for command in COMMANDS {
        for (around, own, why, number) in OF_OTHERS {
            let place = Place::new();
            if !place.is_of_root() {
                // Only root can make what is somebody else's.
                return;
            }
            let out = place.path("out");
            assert_eq!(place.as_oneself(command, "out").code, 0, "{command:?}");
            let (result, beside) = (snapshot(&out), place.names());
            allow(&out, own);
            allow(place.folder.path(), around);
            let ran = place.as_nobody(&again(command), "out");
            assert_eq!(
                (ran.code, ran.err),
                (1, refused(why, number)),
                "{command:?} {around:o} {own:o}"
            );
            assert!(snapshot(&out) == result, "{command:?} {around:o} {own:o}");
            assert_eq!(place.names(), beside);
        }
    }
}
