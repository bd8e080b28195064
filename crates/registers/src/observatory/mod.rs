//! An observatory: one directory with its configuration, the sources kept as they were published, the registers read
//! from them and the catalogue that says what counts. No absolute path, user name or time is stored: the same files
//! imported in the same order give the same bytes everywhere.

mod catalogue;
mod configuration;
mod desk;
mod import;
mod lookup;
mod registers;
mod rejects;
mod release;
mod stage;
mod terms;

pub use catalogue::{Catalogue, Import, replace, temporary};
pub use configuration::{Configuration, DEMONSTRATION, DEMONSTRATION_CALENDAR, FILE, Keys, Map, TEMPLATE};
pub use desk::{Desk, Oidc};
pub use import::{FileReport, ImportReport};
pub use registers::{REGISTERS, Register, register};
pub use release::{Publisher, Release, ReleaseStatus};
pub use terms::{Passing, Recorded, Terms};

use crate::Error;
use crate::format::Input;
use crate::procurement::{ReadReleases, no_reader};
use crate::table::TableReader;
use probity_core::{Diagnostic, Digest};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Prefix of files that are being written; a leftover of a crash is recognised by it.
const TEMPORARY: &str = ".tmp-";

/// An open observatory.
#[derive(Debug)]
pub struct Observatory {
    directory: PathBuf,
    configuration: Configuration,
    catalogue: Catalogue,
    releases: ReadReleases,
}

impl Observatory {
    /// Makes an empty observatory. One that is already there is opened and left as it is.
    ///
    /// # Errors
    /// When the directory has something else in it, or cannot be written.
    pub fn init(directory: &Path) -> Result<Self, Error> {
        Self::init_with(directory, configuration::TEMPLATE)
    }

    /// The same with another configuration than the commented template.
    ///
    /// # Errors
    /// As [`Observatory::init`].
    pub fn init_with(directory: &Path, configuration: &str) -> Result<Self, Error> {
        fs_err::create_dir_all(directory)?;
        if !directory.join(configuration::FILE).exists() {
            if fs_err::read_dir(directory)?.next().is_some() {
                return Err(Error::NotEmpty(directory.to_owned()));
            }
            catalogue::replace(&directory.join(configuration::FILE), configuration.as_bytes())?;
        }
        Self::open(directory)
    }

    /// Opens an observatory. Nothing is written.
    ///
    /// # Errors
    /// When the directory is none, or its configuration or catalogue does not parse.
    pub fn open(directory: &Path) -> Result<Self, Error> {
        let configuration = Configuration::read(directory)?;
        let catalogue = Catalogue::read(directory)?;
        Ok(Self { directory: directory.to_owned(), configuration, catalogue, releases: no_reader })
    }

    /// The same with the reader of Open Contracting releases, for whoever imports any.
    pub fn with_releases(self, releases: ReadReleases) -> Self {
        Self { releases, ..self }
    }

    /// Its directory.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Its configuration.
    pub fn configuration(&self) -> &Configuration {
        &self.configuration
    }

    /// Its catalogue.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The tables of a register, in the order of import; none when nothing was imported into it.
    ///
    /// # Errors
    /// When there is no such register, or a table cannot be opened.
    pub fn partitions(&self, name: &str) -> Result<Vec<TableReader>, Error> {
        register(name)?;
        let tables =
            self.catalogue.of(name).filter_map(|import| import.partition.map(|partition| (import.import, partition)));
        tables.map(|(import, partition)| TableReader::open(&self.table_path(name, &partition), import)).collect()
    }

    /// The bytes of a source, checked against its name.
    ///
    /// # Errors
    /// When the catalogue does not name it, or its bytes are not what they were.
    pub fn source_bytes(&self, digest: &Digest) -> Result<Vec<u8>, Error> {
        let wrong = |message: &str| Error::Source { digest: *digest, message: message.to_owned() };
        if !self.catalogue.imports.iter().any(|import| import.source == *digest) {
            return Err(wrong("the catalogue does not name it"));
        }
        let bytes = fs_err::read(self.source_path(digest))?;
        match Digest::of(&bytes) == *digest {
            true => Ok(bytes),
            false => Err(wrong("its bytes were changed after the import")),
        }
    }

    /// The bytes of a source, unpacked. A file of releases may break off; what comes before is what was imported.
    ///
    /// # Errors
    /// As [`Self::source_bytes`], and when it cannot be unpacked any more.
    pub fn unpacked(&self, digest: &Digest) -> Result<Vec<u8>, Error> {
        let input = Input::bytes(self.source_name(digest).unwrap_or_default(), self.source_bytes(digest)?);
        let wrong = |fault: Diagnostic| Error::Source { digest: *digest, message: fault.message };
        let mut bytes = Vec::new();
        match input.reader().map_err(wrong)?.read_to_end(&mut bytes) {
            Err(error) if bytes.is_empty() => Err(error.into()),
            _ => Ok(bytes),
        }
    }

    /// The file name under which a source was imported first.
    pub fn source_name(&self, digest: &Digest) -> Option<&str> {
        self.catalogue.imports.iter().find(|import| import.source == *digest).map(|import| import.name.as_str())
    }

    fn source_path(&self, digest: &Digest) -> PathBuf {
        self.directory.join("sources").join(digest.to_string())
    }

    fn register_folder(&self, name: &str) -> PathBuf {
        self.directory.join("registers").join(name)
    }

    fn table_path(&self, name: &str, digest: &Digest) -> PathBuf {
        self.register_folder(name).join(format!("{digest}.parquet"))
    }
}
