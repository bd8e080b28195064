//! Checking a package: that every file is the one listed and the list is the one signed. Everything that is wrong is
//! said, each with its path and the rule it breaks; what could not be checked is said too.

use super::Files;
use super::manifest::{MANIFEST, Manifest, NOTE, PROOF, Statement, is_about_manifest};
use crate::log::TlogProof;
use crate::note::{self, Note, Problem, VerifierKey};
use probity_core::Digest;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Path of the descriptor whose hashes must agree with the list.
pub const DESCRIPTOR: &str = "datapackage.json";

/// What is known of a file without holding it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// Its hash.
    pub sha256: Digest,
    /// Its length.
    pub bytes: u64,
}

/// What lies in a package's directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Present {
    /// Every file by path.
    pub files: BTreeMap<String, Measured>,
    /// The bytes of the files that are read: list, statement, proof, descriptor.
    pub documents: Files,
    /// What is no plain file, such as a link, with its path.
    pub odd: Vec<String>,
}

impl Present {
    /// Files held in memory.
    pub fn of(files: &Files) -> Self {
        let mut present = Self::default();
        for (path, bytes) in files {
            present.files.insert(path.clone(), Measured { sha256: Digest::of(bytes), bytes: bytes.len() as u64 });
            if Self::is_read(path) {
                present.documents.insert(path.clone(), bytes.clone());
            }
        }
        present
    }

    /// Whether the bytes of this file are needed, not only its hash.
    pub fn is_read(path: &str) -> bool {
        is_about_manifest(path) || path == DESCRIPTOR
    }
}

/// The rules of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// A file that must be there is not.
    Missing,
    /// A file that is there is not listed.
    Extra,
    /// A file has another hash than listed.
    Hash,
    /// Only plain files belong to a package.
    PlainFile,
    /// List, statement, proof or descriptor is not of its form.
    Form,
    /// The statement is about another list.
    Statement,
    /// A signature is wrong, or no known key signed.
    Signature,
    /// The descriptor disagrees with a file.
    Descriptor,
    /// The proof does not show that the release is in the log.
    Log,
}

impl Rule {
    /// The rule's word in messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Extra => "extra",
            Self::Hash => "hash",
            Self::PlainFile => "plain-file",
            Self::Form => "form",
            Self::Statement => "statement",
            Self::Signature => "signature",
            Self::Descriptor => "descriptor",
            Self::Log => "log",
        }
    }
}

/// Something wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The file.
    pub path: String,
    /// The rule it breaks.
    pub rule: Rule,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}: {}", self.path, self.rule.word(), self.message)
    }
}

/// How it stands with a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// A given key signed.
    Valid,
    /// A given key's signature is wrong, or none of the given keys signed.
    Invalid,
    /// No key was given.
    NotChecked,
    /// There is no signature to check.
    Absent,
}

/// What the proof of a log says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogReport {
    /// The log.
    pub origin: String,
    /// The number of the entry.
    pub index: u64,
    /// How many entries the log had.
    pub size: u64,
    /// Whether a given key signed the checkpoint.
    pub signature: Signature,
}

/// What came of checking a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Nothing is wrong.
    pub ok: bool,
    /// Name of the package, as its statement says.
    pub package: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// The day of release.
    pub released: Option<String>,
    /// The hash of the list that lies there.
    pub manifest_sha256: Option<Digest>,
    /// How many files are listed.
    pub files: usize,
    /// How it stands with the signature.
    pub signature: Signature,
    /// Names of the keys that signed: checked ones if keys were given, else those that the note names.
    pub signers: Vec<String>,
    /// The proof of the log, if there is one.
    pub log: Option<LogReport>,
    /// What is wrong.
    pub errors: Vec<Finding>,
}

/// Checks a package; `keys` are those one trusts, of the publisher, the log and witnesses.
pub fn verify(present: &Present, keys: &[VerifierKey]) -> Report {
    let manifest_sha256 = present.files.get(MANIFEST).map(|measured| measured.sha256);
    let mut check = Check {
        present,
        keys,
        report: Report {
            ok: false,
            package: None,
            version: None,
            released: None,
            manifest_sha256,
            files: 0,
            signature: Signature::Absent,
            signers: Vec::new(),
            log: None,
            errors: Vec::new(),
        },
    };
    for path in &present.odd {
        check.fail(path, Rule::PlainFile, "is no plain file; a package has plain files only");
    }
    check.files();
    if let Some(statement) = check.note() {
        check.proof(&statement);
    }
    check.descriptor();
    let mut report = check.report;
    report.errors.sort_by(|a, b| (&a.path, a.rule, &a.message).cmp(&(&b.path, b.rule, &b.message)));
    report.ok = report.errors.is_empty();
    report
}

struct Check<'a> {
    present: &'a Present,
    keys: &'a [VerifierKey],
    report: Report,
}

impl Check<'_> {
    fn fail(&mut self, path: &str, rule: Rule, message: impl Into<String>) {
        self.report.errors.push(Finding { path: path.to_owned(), rule, message: message.into() });
    }

    /// The bytes of a document that must be there.
    fn needed(&mut self, path: &str) -> Option<Vec<u8>> {
        let found = self.present.documents.get(path).cloned();
        if found.is_none() {
            self.fail(path, Rule::Missing, "the file is missing");
        }
        found
    }

    /// Every file is listed and has its hash; nothing is missing or extra.
    fn files(&mut self) {
        let Some(bytes) = self.needed(MANIFEST) else { return };
        let manifest = match Manifest::parse(&bytes) {
            Ok(manifest) => manifest,
            Err(error) => return self.fail(MANIFEST, Rule::Form, error.to_string()),
        };
        self.report.files = manifest.files().len();
        for (path, listed) in manifest.files() {
            match self.present.files.get(path) {
                None => self.fail(path, Rule::Missing, "the file is listed and is not there"),
                Some(found) if found.sha256 != *listed => {
                    let message = format!("the file has SHA-256 {}, listed is {listed}", found.sha256);
                    self.fail(path, Rule::Hash, message);
                }
                Some(_) => {}
            }
        }
        let extra = |path: &&String| !manifest.files().contains_key(*path) && !is_about_manifest(path);
        let extra: Vec<String> = self.present.files.keys().filter(extra).cloned().collect();
        extra.iter().for_each(|path| self.fail(path, Rule::Extra, "the file is not listed in MANIFEST"));
    }

    /// The statement is about this list, and signed.
    fn note(&mut self) -> Option<Statement> {
        let bytes = self.needed(NOTE)?;
        let note = match Note::parse(&bytes) {
            Ok(note) => note,
            Err(error) => {
                self.fail(NOTE, Rule::Form, error.to_string());
                return None;
            }
        };
        self.signature(&note);
        let statement = match Statement::parse(note.text()) {
            Ok(statement) => statement,
            Err(error) => {
                self.fail(NOTE, Rule::Form, error.to_string());
                return None;
            }
        };
        self.report.package = Some(statement.package.clone());
        self.report.version = Some(statement.version.clone());
        self.report.released = Some(statement.released.to_string());
        if let Some(found) = self.report.manifest_sha256.filter(|found| *found != statement.manifest) {
            // A note that is signed as it stands is right, so it is the list that was changed.
            let (path, message) = match self.report.signature {
                Signature::Invalid => {
                    (NOTE, format!("is about a MANIFEST with SHA-256 {}; the one here has {found}", statement.manifest))
                }
                _ => (MANIFEST, format!("has SHA-256 {found}; MANIFEST.note is about {}", statement.manifest)),
            };
            self.fail(path, Rule::Statement, message);
        }
        Some(statement)
    }

    fn signature(&mut self, note: &Note) {
        self.report.signers = note.names().into_iter().map(str::to_owned).collect();
        if self.keys.is_empty() {
            self.report.signature = Signature::NotChecked;
            return;
        }
        match note.verify(self.keys) {
            Ok(signers) => {
                let names: BTreeSet<String> = signers.into_iter().map(|signer| signer.name).collect();
                self.report.signers = names.into_iter().collect();
                self.report.signature = Signature::Valid;
            }
            Err(error) => {
                self.report.signature = Signature::Invalid;
                self.fail(NOTE, Rule::Signature, error.to_string());
            }
        }
    }

    /// If a proof lies there, it shows that the statement's entry is in the log.
    fn proof(&mut self, statement: &Statement) {
        let Some(bytes) = self.present.documents.get(PROOF) else { return };
        let proof = match TlogProof::parse(bytes) {
            Ok(proof) => proof,
            Err(error) => return self.fail(PROOF, Rule::Form, error.to_string()),
        };
        let Ok(entry) = statement.entry().bytes() else { return };
        let head = match proof.includes(&entry) {
            Ok(head) => head,
            Err(error) => return self.fail(PROOF, Rule::Log, error.to_string()),
        };
        let signature = match proof.checkpoint.verify(self.keys) {
            Ok(_) => Signature::Valid,
            // The publisher's key alone may be known, not the log's. Who knows a key of the log's name wants its signature.
            Err(note::Error { problem: Problem::NoKnownKey { .. }, .. })
                if self.keys.iter().all(|key| key.name() != head.origin) =>
            {
                Signature::NotChecked
            }
            Err(error) => {
                self.fail(PROOF, Rule::Signature, error.to_string());
                Signature::Invalid
            }
        };
        self.report.log = Some(LogReport { origin: head.origin, index: proof.index, size: head.size, signature });
    }

    /// The descriptor says the same about the tables as the files themselves.
    fn descriptor(&mut self) {
        let Some(bytes) = self.needed(DESCRIPTOR) else { return };
        let Ok(descriptor) = serde_json::from_slice::<serde_json::Value>(&bytes) else {
            return self.fail(DESCRIPTOR, Rule::Form, "the file is not JSON");
        };
        let Some(resources) = descriptor["resources"].as_array() else {
            return self.fail(DESCRIPTOR, Rule::Form, "there is no list `resources`");
        };
        let mut described = BTreeSet::new();
        for resource in resources {
            let Some(path) = resource["path"].as_str() else {
                self.fail(DESCRIPTOR, Rule::Form, "a resource has no `path`");
                continue;
            };
            described.insert(path.to_owned());
            self.resource(path, resource);
        }
        let table = |path: &&String| path.starts_with("data/") && path.ends_with(".csv") && !described.contains(*path);
        let tables: Vec<String> = self.present.files.keys().filter(table).cloned().collect();
        tables
            .iter()
            .for_each(|path| self.fail(path, Rule::Descriptor, "the table is no resource of datapackage.json"));
    }

    fn resource(&mut self, path: &str, resource: &serde_json::Value) {
        let Some(found) = self.present.files.get(path).copied() else {
            return self.fail(path, Rule::Missing, "the file is a resource of datapackage.json and is not there");
        };
        let hash = format!("sha256:{}", found.sha256);
        if resource["hash"].as_str() != Some(&hash) {
            self.fail(
                path,
                Rule::Descriptor,
                format!("datapackage.json says hash {}, the file has {hash}", resource["hash"]),
            );
        }
        if resource["bytes"].as_u64() != Some(found.bytes) {
            let message = format!("datapackage.json says {} bytes, the file has {}", resource["bytes"], found.bytes);
            self.fail(path, Rule::Descriptor, message);
        }
    }
}
