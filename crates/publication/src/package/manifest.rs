//! The list of a package's files with their hashes, and the statement about it that is signed. The list does not hold
//! its own version: the version is made of the list's hash.

use super::Files;
use crate::log::Entry;
use probity_core::{Digest, PartialDate};
use std::collections::BTreeMap;

/// Path of the list.
pub const MANIFEST: &str = "MANIFEST";
/// Path of the signed statement about it.
pub const NOTE: &str = "MANIFEST.note";
/// Path of the proof that the statement is in a transparency log.
pub const PROOF: &str = "MANIFEST.tlog-proof";

/// First line of the statement.
const FORM: &str = "probity.package/v1";

/// The files of a package by path, with their hashes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest(BTreeMap<String, Digest>);

/// A list that is not of the form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct NotAManifest {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl Manifest {
    /// The list for these files; the list itself, its statement and its proof are left out.
    pub fn of(files: &Files) -> Self {
        let listed = files.iter().filter(|(path, _)| !is_about_manifest(path));
        Self(listed.map(|(path, bytes)| (path.clone(), Digest::of(bytes))).collect())
    }

    /// Reads a list. Strict: another spelling of the same list would have another hash.
    ///
    /// # Errors
    /// When a line is not of the form, or a path is not one of a file in a package.
    pub fn parse(bytes: &[u8]) -> Result<Self, NotAManifest> {
        let at = |line: usize, message: &str| NotAManifest { line, message: message.to_owned() };
        let text = std::str::from_utf8(bytes).map_err(|_| at(1, "the list is not UTF-8"))?;
        let mut files = BTreeMap::new();
        let mut rest = text;
        let mut line = 0;
        while !rest.is_empty() {
            line += 1;
            let Some((one, after)) = rest.split_once('\n') else {
                return Err(at(line, "the last line does not end with a line feed"));
            };
            rest = after;
            let (hash, path) =
                one.split_once("  ").ok_or_else(|| at(line, "expected `<sha256>  <path>`, two spaces between"))?;
            let digest: Digest = hash.parse().map_err(|_| at(line, "expected 64 hexadecimal digits"))?;
            if digest.to_string() != hash {
                return Err(at(line, "hexadecimal digits are written in lower case"));
            }
            check_path(path).map_err(|message| NotAManifest { line, message })?;
            if files.last_key_value().is_some_and(|(last, _): (&String, _)| last.as_str() >= path) {
                return Err(at(line, "paths are sorted by their bytes and occur once"));
            }
            files.insert(path.to_owned(), digest);
        }
        Ok(Self(files))
    }

    /// The files with their hashes, sorted by path.
    pub fn files(&self) -> &BTreeMap<String, Digest> {
        &self.0
    }

    /// The hash of the list: what a release is known by.
    pub fn digest(&self) -> Digest {
        Digest::of(self.to_string().as_bytes())
    }
}

impl std::fmt::Display for Manifest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|(path, digest)| writeln!(f, "{digest}  {path}"))
    }
}

/// Whether a path is the list's own or says something about it; such files are not listed.
pub(super) fn is_about_manifest(path: &str) -> bool {
    matches!(path, MANIFEST | NOTE | PROOF)
}

/// A path in a package stays in the package, on every system.
fn check_path(path: &str) -> Result<(), String> {
    if is_about_manifest(path) {
        return Err(format!("`{path}` cannot list itself"));
    }
    let part = |part: &str| part.is_empty() || part == "." || part == "..";
    let bad = path.split('/').any(part) || path.chars().any(|one| one == '\\' || one.is_control());
    if bad { Err(format!("`{}` is no path in a package", path.escape_debug())) } else { Ok(()) }
}

/// The version of a package: the year, its number within the year, and the beginning of the list's hash.
pub fn version(year: i16, number: u32, manifest: &Digest) -> String {
    format!("{year:04}.{number}-{}", manifest.short())
}

/// What the signed note of a package says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Name of the package; it stays the same from version to version.
    pub package: String,
    /// The version.
    pub version: String,
    /// The hash of the list of files.
    pub manifest: Digest,
    /// The day of release.
    pub released: PartialDate,
}

/// A text that is no statement about a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct NotAStatement {
    /// Line, from 1.
    pub line: usize,
    /// What was expected.
    pub message: &'static str,
}

impl Statement {
    /// Reads the text of a note; strict.
    ///
    /// # Errors
    /// When it is not of the form, with the line.
    pub fn parse(text: &str) -> Result<Self, NotAStatement> {
        let at = |line, message| NotAStatement { line, message };
        let lines: Vec<&str> = text.split('\n').collect();
        let [form, package, version, manifest, released, ""] = lines.as_slice() else {
            return Err(at(1, "a statement about a package has five lines"));
        };
        if *form != FORM {
            return Err(at(1, "expected `probity.package/v1`"));
        }
        if package.is_empty() {
            return Err(at(2, "expected the name of the package"));
        }
        let digest = manifest.strip_prefix("MANIFEST sha256:").and_then(|hash| hash.parse::<Digest>().ok());
        let digest = digest.filter(|digest| manifest.ends_with(&digest.to_string()));
        let manifest = digest.ok_or(at(4, "expected `MANIFEST sha256:` and 64 hexadecimal digits"))?;
        if !version_fits(version, &manifest) {
            return Err(at(3, "expected a version `YYYY.N-` with the first twelve digits of the MANIFEST's hash"));
        }
        let released = released.strip_prefix("released ").filter(|day| day.len() == "2026-11-21".len());
        let released = released.and_then(|day| day.parse().ok()).ok_or(at(5, "expected `released` and a day"))?;
        Ok(Self { package: (*package).to_owned(), version: (*version).to_owned(), manifest, released })
    }

    /// The entry of a transparency log about this release.
    pub fn entry(&self) -> Entry {
        Entry {
            dataset: self.package.clone(),
            version: self.version.clone(),
            manifest_sha256: self.manifest,
            released_at: self.released.to_string(),
            act: None,
        }
    }
}

fn version_fits(version: &str, manifest: &Digest) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts = version.split_once('-').and_then(|(number, hash)| Some((number.split_once('.')?, hash)));
    parts.is_some_and(|((year, number), hash)| {
        year.len() == 4 && digits(year) && digits(number) && hash == manifest.short()
    })
}

impl std::fmt::Display for Statement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { package, version, manifest, released } = self;
        write!(f, "{FORM}\n{package}\n{version}\nMANIFEST sha256:{manifest}\nreleased {released}\n")
    }
}
