//! What is wrong in a log: always the file, and what it disagrees with.

/// A file of a log that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    /// The path below the log's directory.
    pub path: String,
    /// What is wrong.
    pub message: String,
}

impl Failure {
    pub(super) fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into() }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// Why something could not be done with a log.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file is wrong.
    #[error("{0}")]
    Wrong(Failure),
    /// A file could not be read.
    #[error(transparent)]
    Read(#[from] std::io::Error),
    /// An entry that is not there.
    #[error("the log has {size} entries, numbered from 0; there is no entry {index}")]
    OutOfRange {
        /// The number asked for.
        index: u64,
        /// The size of the log.
        size: u64,
    },
    /// An entry that does not fit.
    #[error("the entry has {0} bytes; at most 65535 fit, so put a hash of the data into the log instead of the data")]
    TooLong(usize),
}
