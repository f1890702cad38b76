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
fn a_result_that_can_be_written_in_a_folder_that_cannot_is_replaced() {
    for command in COMMANDS {
        let place = Place::new();
        assert_eq!(place.as_nobody(command, "out").code, 0);
        assert_eq!(place.as_nobody(&again(command), "new").code, 0);
        allow(place.folder.path(), 0o555);
        let beside = place.names();
        let ran = place.as_nobody(&again(command), "out");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{command:?}");
        assert!(snapshot(&place.path("out")) == snapshot(&place.path("new")), "{command:?}");
        assert_eq!(place.names(), beside);
    }
}

/// What mode somebody else's folder and the one around it have, and what is said
/// of it.
const OF_OTHERS: [(u32, u32, &str); 4] = [
    (0o777, 0o755, "cannot write in out: Permission denied (os error 13)"),
    // Everybody may put files there, and nobody may replace those of others.
    (0o777, 0o1777, "cannot write to out: Operation not permitted (os error 1)"),
    (0o755, 0o1777, "cannot write to out: Operation not permitted (os error 1)"),
    (0o1777, 0o1777, "cannot write to out: Operation not permitted (os error 1)"),
];

#[test]
fn somebody_elses_result_stays_as_it_is() {
    for command in COMMANDS {
        for (around, own, said) in OF_OTHERS {
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
            let said = format!("shortrun: {said}; nothing was written\n");
            assert_eq!((ran.code, ran.err), (1, said), "{command:?} {around:o} {own:o}");
            assert!(snapshot(&out) == result, "{command:?} {around:o} {own:o}");
            assert_eq!(place.names(), beside);
        }
    }
}

#[test]
fn where_only_some_files_can_be_replaced_the_next_run_goes_on_with_the_others() {
    let place = Place::new();
    if !place.is_of_root() {
        return;
    }
    let command = COMMANDS[1];
    let out = place.path("out");
    assert_eq!(place.as_nobody(command, "out").code, 0);
    assert_eq!(place.as_nobody(&again(command), "new").code, 0);
    let own = |name: &str| std::os::unix::fs::chown(out.join(name), Some(0), Some(0));
    for name in ["", "memo.md"] {
        own(name).expect("root may");
    }
    allow(&out, 0o1777);
    allow(place.folder.path(), 0o1777);
    let ran = place.as_nobody(&again(command), "out");
    let said = "shortrun: cannot write to out: Operation not permitted (os error 1); some files are \
                in place, and the next command that writes to out goes on with the others\n";
    assert_eq!((ran.code, ran.err.as_str()), (1, said));
    let ran = place.as_oneself(&again(command), "out");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(snapshot(&out) == snapshot(&place.path("new")));
}
