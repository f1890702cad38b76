//! Files beside the scenario.

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
