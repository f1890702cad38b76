//! Files beside the scenario: those that it extends, and data.

use std::path::{Component, Path, PathBuf};

/// Where the files that a scenario names are read from.
pub trait Files {
    /// The bytes of a file. A relative path begins where the scenario's own
    /// name begins.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, in words that can stand after a colon.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;
}

/// No files at all, for a scenario that stands alone.
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Err("no other file can be read here".to_owned())
    }
}

/// The path of a file that the file called `from` names.
pub(super) fn beside(from: &str, named: &str) -> String {
    let folder = Path::new(from).parent().unwrap_or(Path::new(""));
    folder.join(named).display().to_string()
}

/// A path without detours, by which a file is known again.
pub(super) fn plain(path: &str) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in Path::new(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// Bytes as text.
///
/// # Errors
///
/// That they are not UTF-8, with the line, in words that can stand after the
/// name of the file.
pub fn text_of(bytes: Vec<u8>) -> Result<String, String> {
    if let Some(form) = other_than_utf8(&bytes) {
        return Err(format!("is {form}, not UTF-8 text; save it as UTF-8"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        format!("is not UTF-8 text (line {line}); save it as UTF-8")
    })
}

/// The name of another encoding that some bytes are in, where that is plain.
pub(super) fn other_than_utf8(bytes: &[u8]) -> Option<&'static str> {
    const SOME: usize = 1_000;
    let some = &bytes[..bytes.len().min(SOME)];
    let is_every_other = |from: usize| {
        let zeros = some.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
        2 <= some.len() && some.len() < 4 * zeros + 4 && 0 < zeros
    };
    let is_marked = some.starts_with(&[0xff, 0xfe]) || some.starts_with(&[0xfe, 0xff]);
    (is_marked || is_every_other(0) || is_every_other(1)).then_some("UTF-16")
}

#[cfg(test)]
mod tests {
    use super::{beside, plain};

    #[test]
    fn a_path_begins_at_the_file_that_names_it() {
        assert_eq!(beside("plan.toml", "base.toml"), "base.toml");
        assert_eq!(beside("deals/plan.toml", "../base.toml"), "deals/../base.toml");
        assert_eq!(beside("deals/plan.toml", "/base.toml"), "/base.toml");
        assert_eq!(plain("deals/../base.toml"), plain("./base.toml"));
        assert_ne!(plain("../../base.toml"), plain("../base.toml"));
    }
}
