//! What can go wrong that is not the fault of a source's content: the disk, a damaged observatory, a wrong name.
//! Faults of content are diagnostics, never errors.

use std::path::PathBuf;

/// An error of this crate.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Reading or writing failed; the message names the path.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// A table file cannot be written or read.
    #[error("table {file}: {message}")]
    Table {
        /// The file.
        file: String,
        /// What is wrong.
        message: String,
    },
    /// A column that the table does not have was asked for.
    #[error("the table has no column `{name}`; it has {available}")]
    NoColumn {
        /// The column asked for.
        name: String,
        /// The columns there are.
        available: String,
    },
    /// The directory is not an observatory.
    #[error("{} is not an observatory: it has no probity.toml\nhint: `probity init {}` makes one", .0.display(), .0.display())]
    NotAnObservatory(PathBuf),
    /// The directory has something in it.
    #[error("{} is not empty and is not an observatory\nhint: give a new or an empty directory", .0.display())]
    NotEmpty(PathBuf),
    /// The configuration does not parse.
    #[error("{file}: {message}")]
    Configuration {
        /// The file.
        file: String,
        /// What is wrong, with the place.
        message: String,
    },
    /// The catalogue does not parse.
    #[error(
        "{file} is damaged: {message}\nhint: restore it from a copy; the sources and tables beside it are not affected"
    )]
    Catalogue {
        /// The file.
        file: String,
        /// What is wrong.
        message: String,
    },
    /// No register of that name.
    #[error("there is no register `{name}`; the registers are {available}{}", hint(.nearest))]
    NoRegister {
        /// The name asked for.
        name: String,
        /// The registers there are.
        available: String,
        /// The nearest name, if one is near.
        nearest: Option<String>,
    },
    /// Another import is running.
    #[error("another import into {} is running\nhint: wait for it to end", .0.display())]
    Locked(PathBuf),
    /// A source that is not in the observatory, or whose bytes are not what its name says.
    #[error("source {digest}: {message}")]
    Source {
        /// The source's digest.
        digest: probity_core::Digest,
        /// What is wrong.
        message: String,
    },
}

fn hint(nearest: &Option<String>) -> String {
    nearest.as_ref().map(|name| format!("\nhint: did you mean `{name}`?")).unwrap_or_default()
}
