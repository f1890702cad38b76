//! Reading files that this run did not write: only regular ones, which end, and
//! no larger than their kind can be. What belongs to a result is read within
//! its folder alone.

use std::cell::RefCell;
use std::fmt;
use std::fs::{self, File, FileType, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::input::{Files, sha256_of};
use crate::output::record_reader::is_plain;

/// What a file is read for; it says how large it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A scenario, or one that it extends.
    Scenario,
    /// Observations that a scenario names.
    Data,
    /// A JSON file that may hold the record of a result.
    Record,
    /// A picture.
    Picture,
    /// The paths or months of a run.
    Table,
}

impl Purpose {
    /// Largest file of the kind, in bytes.
    fn most(self) -> u64 {
        const MEGABYTE: u64 = 1 << 20;
        match self {
            Self::Scenario => 16 * MEGABYTE,
            Self::Data | Self::Record | Self::Picture => 64 * MEGABYTE,
            // Some 60 million paths.
            Self::Table => 16 * 1024 * MEGABYTE,
        }
    }

    fn too_large(self) -> Unread {
        let kind = match self {
            Self::Scenario => "a scenario",
            Self::Data => "a file of data",
            Self::Record => "the JSON file of a result",
            Self::Picture => "a picture",
            Self::Table => "a table of a run",
        };
        Unread::Refused(format!("it is larger than {kind} may be ({})", size(self.most())))
    }
}

/// A round number of bytes in words.
fn size(bytes: u64) -> String {
    let megabytes = bytes >> 20;
    if megabytes < 1024 { format!("{megabytes} MB") } else { format!("{} GB", megabytes >> 10) }
}

/// Why there is nothing to read.
#[derive(Debug)]
pub(super) enum Unread {
    /// There is no such file.
    Missing(io::Error),
    /// The system does not give it.
    Failed(io::Error),
    /// It is not read: why, in words that can stand after a colon.
    Refused(String),
}

impl fmt::Display for Unread {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(error) | Self::Failed(error) => error.fmt(out),
            Self::Refused(why) => out.write_str(why),
        }
    }
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        if error.kind() == ErrorKind::NotFound { Self::Missing(error) } else { Self::Failed(error) }
    }
}

/// The bytes of a file that the user names.
pub(super) fn read(path: &Path, purpose: Purpose) -> Result<Vec<u8>, Unread> {
    let (file, about) = open(path)?;
    if purpose.most() < about.len() {
        return Err(purpose.too_large());
    }
    read_from(file, purpose)
}

/// All that a reader gives, such as a file or the standard input, if it is not
/// more than a file of that kind may have.
pub(super) fn read_from(reader: impl Read, purpose: Purpose) -> Result<Vec<u8>, Unread> {
    read_up_to(reader, purpose.most())?.ok_or_else(|| purpose.too_large())
}

/// All that a reader gives; nothing if that is more than so many bytes.
fn read_up_to(reader: impl Read, most: u64) -> Result<Option<Vec<u8>>, Unread> {
    let mut bytes = Vec::new();
    reader.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// The bytes of a file of a result, by its name in the folder.
pub(super) fn read_within(folder: &Path, name: &str, purpose: Purpose) -> Result<Vec<u8>, Unread> {
    read(&place_within(folder, name)?, purpose)
}

/// The text of a JSON file in a folder of results.
pub(super) fn record_text(folder: &Path, name: &str) -> Result<String, Unread> {
    let bytes = read_within(folder, name, Purpose::Record)?;
    String::from_utf8(bytes).map_err(|_| Unread::Refused("it is not UTF-8 text".to_owned()))
}

/// A file of a result beside what was made again.
pub(super) struct Stored {
    /// SHA-256 of its bytes, in hexadecimal.
    pub(super) sha256: String,
    /// How many bytes it has.
    pub(super) size: u64,
    /// Its bytes, unless they are more than were asked for.
    pub(super) bytes: Option<Vec<u8>>,
}

/// Looks at a file of a result, of whatever size, and keeps at most so many of
/// its bytes in memory.
pub(super) fn look_within(folder: &Path, name: &str, most: u64) -> Result<Stored, Unread> {
    let (file, about) = open(&place_within(folder, name)?)?;
    // A file that grows is read to where it ended.
    let end = about.len();
    if end <= most {
        let mut bytes = Vec::new();
        file.take(end).read_to_end(&mut bytes)?;
        let sha256 = crate::input::sha256(&bytes);
        return Ok(Stored { sha256, size: bytes.len() as u64, bytes: Some(bytes) });
    }
    Ok(Stored { sha256: sha256_of(file.take(end))?, size: end, bytes: None })
}

/// The SHA-256 of a file of whatever size, in hexadecimal.
pub(super) fn digest(path: &Path) -> Result<String, Unread> {
    Ok(sha256_of(open(path)?.0)?)
}

/// Where a file of a result lies, if that is in its folder: links in the folder
/// may lead to no other.
fn place_within(folder: &Path, name: &str) -> Result<PathBuf, Unread> {
    if !is_plain(name) {
        return Err(Unread::Refused("it is no file of the folder".to_owned()));
    }
    let (folder, place) = (folder.canonicalize()?, folder.join(name).canonicalize()?);
    if place.parent() == Some(&folder) {
        return Ok(place);
    }
    Err(Unread::Refused("it is a link that leads out of the folder".to_owned()))
}

/// Opens a regular file, and no other: a pipe or a device would never end.
fn open(path: &Path) -> Result<(File, Metadata), Unread> {
    // Some devices act on being opened, so they are not.
    refuse_others(fs::metadata(path)?.file_type())?;
    let file = without_waiting().open(path)?;
    // It may have been exchanged since.
    let about = file.metadata()?;
    refuse_others(about.file_type())?;
    Ok((file, about))
}

/// Opening for reading, without waiting for anybody who writes.
fn without_waiting() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options
}

fn refuse_others(found: FileType) -> Result<(), Unread> {
    if found.is_file() {
        return Ok(());
    }
    let what = if found.is_dir() { "a folder" } else { special(found) };
    Err(Unread::Refused(format!("it is {what}, not a file")))
}

#[cfg(unix)]
fn special(found: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if found.is_fifo() {
        "a pipe"
    } else if found.is_socket() {
        "a socket"
    } else if found.is_char_device() || found.is_block_device() {
        "a device"
    } else {
        "something else"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "something else"
}

/// The files of this machine that a scenario may name.
pub(super) struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        read(Path::new(path), Purpose::Data).map_err(|why| why.to_string())
    }
}

/// Files that a scenario of a folder may name, by their names from there.
pub(super) struct Folder<'a>(pub(super) &'a Path);

impl Files for Folder<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        read(&self.0.join(path), Purpose::Data).map_err(|why| why.to_string())
    }
}

/// Whether a name of a result stands for a file in its folder, or for none; the
/// error says what else it is.
pub(super) fn refuse_outside(folder: &Path, name: &str) -> Result<(), Unread> {
    match place_within(folder, name) {
        Ok(_) | Err(Unread::Missing(_)) => Ok(()),
        Err(why) => Err(why),
    }
}

/// The files of a result that its stored scenarios may name: those beside them.
pub(super) struct StoredFiles<'a> {
    folder: &'a Path,
    /// What was asked for that is none of them, and why it was not read.
    refused: RefCell<Option<(String, String)>>,
}

impl<'a> StoredFiles<'a> {
    pub(super) fn new(folder: &'a Path) -> Self {
        Self { folder, refused: RefCell::default() }
    }

    /// The first name that was asked for and led elsewhere, and why it was not
    /// read.
    pub(super) fn refused(self) -> Option<(String, String)> {
        self.refused.into_inner()
    }
}

impl Files for StoredFiles<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        read_within(self.folder, path, Purpose::Data).map_err(|why| {
            if let Unread::Refused(why) = &why {
                let mut first = self.refused.borrow_mut();
                first.get_or_insert_with(|| (path.to_owned(), why.clone()));
            }
            why.to_string()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Purpose, Unread, look_within, read, read_from, read_within};
    use std::fs;

    fn refusal<T>(read: Result<T, Unread>) -> String {
        match read {
            Ok(_) => panic!("it must not be read"),
            Err(why) => why.to_string(),
        }
    }

    #[test]
    fn only_files_that_end_are_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.toml");
        fs::write(&file, "x = 1").expect("written");
        assert_eq!(read(&file, Purpose::Scenario).expect("read"), b"x = 1");
        assert_eq!(refusal(read(folder.path(), Purpose::Data)), "it is a folder, not a file");
        let none = read(&folder.path().join("none"), Purpose::Data);
        assert!(matches!(none, Err(Unread::Missing(_))));
    }

    #[cfg(unix)]
    #[test]
    fn pipes_sockets_and_devices_are_refused_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
        assert!(made.success());
        assert_eq!(refusal(read(&pipe, Purpose::Data)), "it is a pipe, not a file");
        let socket = folder.path().join("socket");
        let _kept = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
        assert_eq!(refusal(read(&socket, Purpose::Data)), "it is a socket, not a file");
        for device in ["/dev/zero", "/dev/null"] {
            let read = read(device.as_ref(), Purpose::Scenario);
            assert_eq!(refusal(read), "it is a device, not a file");
        }
    }

    #[test]
    fn no_more_is_taken_than_the_kind_may_have() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("long.json");
        let long = fs::File::create(&file).expect("created");
        long.set_len(1 << 40).expect("a file with holes");
        let said = refusal(read(&file, Purpose::Record));
        assert_eq!(said, "it is larger than the JSON file of a result may be (64 MB)");
        let said = refusal(read_from(std::io::repeat(b'#'), Purpose::Scenario));
        assert_eq!(said, "it is larger than a scenario may be (16 MB)");
        long.set_len(100_000).expect("a file with holes");
        let looked = look_within(folder.path(), "long.json", 99_999).expect("looked at");
        assert_eq!((looked.size, looked.bytes), (100_000, None));
        assert_eq!(looked.sha256, crate::input::sha256(&[0; 100_000]));
        let looked = look_within(folder.path(), "long.json", 100_000).expect("looked at");
        assert_eq!(looked.bytes, Some(vec![0; 100_000]));
    }

    #[cfg(unix)]
    #[test]
    fn what_belongs_to_a_result_lies_in_its_folder() {
        let outer = tempfile::tempdir().expect("a folder");
        let folder = outer.path().join("result");
        fs::create_dir(&folder).expect("made");
        fs::write(outer.path().join("secret"), "s").expect("written");
        fs::write(folder.join("own"), "o").expect("written");
        std::os::unix::fs::symlink("../secret", folder.join("out")).expect("linked");
        std::os::unix::fs::symlink("own", folder.join("in")).expect("linked");
        let read = |name: &str| read_within(&folder, name, Purpose::Data);
        assert_eq!(read("own").expect("read"), b"o");
        assert_eq!(read("in").expect("read"), b"o");
        assert_eq!(refusal(read("out")), "it is a link that leads out of the folder");
        assert_eq!(refusal(read("../secret")), "it is no file of the folder");
    }
}
