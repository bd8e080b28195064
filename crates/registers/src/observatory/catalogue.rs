//! The catalogue: which sources were imported into which registers, in which order. It is the one file whose
//! replacement makes an import happen; whatever it does not name does not exist.

use super::terms::{Recorded, Terms};
use crate::Error;
use probity_core::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;

/// The file's name.
pub const FILE: &str = "catalogue.json";
/// The version of the file's form.
const VERSION: u32 = 1;

/// One file imported into one register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Import {
    /// Its number: later imports are larger.
    pub import: u64,
    /// The register.
    pub register: String,
    /// The source's bytes.
    pub source: Digest,
    /// The file's name, without its path.
    pub name: String,
    /// What a plan says about the file; empty for registers without plans.
    pub group: String,
    /// The source codes a plan names as representative.
    pub representative: Vec<String>,
    /// The table: a file of this digest in the register's folder. None for a plan, which has no rows of its own.
    pub partition: Option<Digest>,
    /// The rejected rows: a file of this digest in the register's folder `rejects/`.
    pub rejects: Option<Digest>,
    /// Rows read.
    pub read: u64,
    /// Rows kept.
    pub kept: u64,
    /// Rows rejected.
    pub rejected: u64,
    /// Records in the table.
    pub records: u64,
    /// Under which terms the source was taken in.
    #[serde(default, skip_serializing_if = "Terms::is_default")]
    pub terms: Terms,
}

impl Import {
    /// What has to be known to import the file again.
    pub fn recorded(&self) -> Recorded {
        Recorded {
            register: self.register.clone(),
            name: self.name.clone(),
            group: self.group.clone(),
            representative: self.representative.clone(),
            plan: self.partition.is_none(),
        }
    }
}

/// All imports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    version: u32,
    /// In their order.
    pub imports: Vec<Import>,
}

impl Default for Catalogue {
    fn default() -> Self {
        Self { version: VERSION, imports: Vec::new() }
    }
}

impl Catalogue {
    /// Reads the catalogue of a directory; an observatory without one is new.
    pub(super) fn read(directory: &Path) -> Result<Self, Error> {
        let path = directory.join(FILE);
        let wrong = |message: String| Error::Catalogue { file: path.display().to_string(), message };
        let text = match fs_err::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(error.into()),
        };
        let catalogue: Self = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        match catalogue.version {
            VERSION => Ok(catalogue),
            other => Err(wrong(format!("its version is {other}, this program reads {VERSION}"))),
        }
    }

    /// Replaces the catalogue of a directory: the moment an import happens.
    pub(super) fn switch(&self, directory: &Path) -> Result<(), Error> {
        let text = serde_json::to_string_pretty(self).map_err(std::io::Error::other)?;
        replace(&directory.join(FILE), format!("{text}\n").as_bytes())
    }

    /// The imports of a register, in their order.
    pub fn of<'c>(&'c self, register: &'c str) -> impl Iterator<Item = &'c Import> {
        self.imports.iter().filter(move |import| import.register == register)
    }

    /// The next import's number.
    pub(super) fn next(&self) -> u64 {
        self.imports.iter().map(|import| import.import).max().unwrap_or(0) + 1
    }

    /// All sources named.
    pub(super) fn sources(&self) -> BTreeSet<String> {
        self.imports.iter().map(|import| import.source.to_string()).collect()
    }
}

/// Writes a file so that a crash leaves the old or the new content, never a part: to a temporary file beside it,
/// flushed to the disk, then renamed; then the folder is flushed, which makes the new name last. The folder is made if
/// it is not there.
///
/// # Errors
/// When the file cannot be written.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = folder_of(path);
    fs_err::create_dir_all(folder)?;
    let mut file = temporary(folder)?;
    file.write_all(bytes)?;
    settle(file, path)
}

/// A temporary file in `folder` that, unlike others, is as readable as any file the user makes: it is to become one.
///
/// # Errors
/// When it cannot be made.
pub fn temporary(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.prefix(super::TEMPORARY).tempfile_in(folder)
}

/// Gives a written temporary file its name.
pub(super) fn settle(file: tempfile::NamedTempFile, path: &Path) -> Result<(), Error> {
    file.as_file().sync_all()?;
    let (file, temporary) = file.keep().map_err(|error| error.error)?;
    drop(file);
    fs_err::rename(&temporary, path)?;
    sync_folder(folder_of(path))
}

/// The folder a file is in. The parent of a bare name is the empty path, which is no directory.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Flushes a folder's list of names; where the system has no such thing, there is nothing to do.
fn sync_folder(folder: &Path) -> Result<(), Error> {
    match cfg!(unix) {
        true => Ok(fs_err::File::open(folder)?.sync_all()?),
        false => Ok(()),
    }
}
