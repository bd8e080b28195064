//! A release put together: the computed part (tables, drawings, quality reports), the sources it was computed from,
//! the recipe, and the same facts in the words of each catalogue that may want to list it.

use super::{Files, computed, croissant, datapackage, dcat, passing, quality, recipe, ro_crate, schema_org};
use crate::dataflow::{self, Dataflow};
use crate::observatory::Records;
use probity_core::{Digest, Text, canonical};
use probity_registers::observatory::Passing;
use serde::Serialize;
use std::collections::BTreeMap;

/// The program as a recipe names it.
#[derive(Debug, Clone, PartialEq)]
pub struct Program {
    /// Its version.
    pub version: String,
    /// Digest of the sources and methods it was built from. A binary's own digest would differ with the compiler and
    /// the machine; the sources are what a reader can get, read and build.
    pub sources: Digest,
}

/// What a release is made of.
pub struct Release<'a> {
    /// Findings, runs, methods, names and imports.
    pub records: &'a Records,
    /// The name of the observatory.
    pub title: Text,
    /// The configuration of the observatory, as a re-run needs it.
    pub configuration: toml::Table,
    /// Areas a reader sees first.
    pub focus: Vec<String>,
    /// What counts as today, as an ISO 8601 date.
    pub now: String,
    /// The program.
    pub program: Program,
    /// The bytes of the sources.
    pub sources: BTreeMap<Digest, Vec<u8>>,
}

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    /// A number that is not finite reached a document.
    #[error("a document of the package cannot be written: {0}")]
    Json(#[from] serde_json::Error),
    /// The recipe cannot be written.
    #[error("the recipe cannot be written: {0}")]
    Recipe(#[from] toml::ser::Error),
    /// A source named by the catalogue was not given.
    #[error("source {0} is missing")]
    Source(Digest),
    /// There is nothing to publish.
    #[error("there are no findings to publish")]
    Empty,
}

impl Release<'_> {
    /// The package's name: the English name of the observatory in lower case, with hyphens. It never changes with the
    /// version.
    pub fn name(&self) -> String {
        name(&self.title.en)
    }

    /// The files that a re-run computes again: tables, drawings, quality reports.
    ///
    /// # Errors
    /// When there are no findings, or a document cannot be written.
    pub fn computed(&self) -> Result<Files, ReleaseError> {
        let flows = dataflow::all(self.records);
        if flows.is_empty() {
            Err(ReleaseError::Empty)
        } else {
            Ok(computed::computed(self.records, &flows, &self.focus)?)
        }
    }

    /// All files of the package besides its manifest, from the computed ones and whatever else it shall carry, such as
    /// typeset reports.
    ///
    /// # Errors
    /// When a source was not given, or a document cannot be written.
    pub fn files(&self, mut files: Files) -> Result<Files, ReleaseError> {
        let flows = dataflow::all(self.records);
        self.inputs(&mut files)?;
        put(&mut files, "structure.json", &dataflow::structure(&flows, &self.now))?;
        files.insert("recipe.toml".to_owned(), recipe::recipe(self)?.into_bytes());
        let facts = Facts { release: self, flows: &flows };
        let documents = [
            ("datapackage.json", datapackage::datapackage(&facts, &files)),
            ("dcat.jsonld", dcat::dcat(&facts, &files)),
            ("croissant.json", croissant::croissant(&facts, &files)),
            ("schema.jsonld", schema_org::schema(&facts, &files)),
        ];
        for (path, document) in documents {
            put(&mut files, path, &document)?;
        }
        // The crate describes all other files, so it comes last.
        let document = ro_crate::ro_crate(&facts, &files);
        put(&mut files, "ro-crate-metadata.json", &document)?;
        Ok(files)
    }

    /// The sources whose terms allow it, under their digests.
    fn inputs(&self, files: &mut Files) -> Result<(), ReleaseError> {
        for import in &self.records.imports {
            let bytes = self.sources.get(&import.source).ok_or(ReleaseError::Source(import.source))?;
            if self.passing(&import.source).is_open() {
                files.insert(format!("inputs/{}", import.source), bytes.clone());
            }
        }
        Ok(())
    }

    /// Whether a source may be passed on.
    pub fn passing(&self, source: &Digest) -> Passing {
        passing::passing(self.records, source)
    }
}

/// A name for files and identifiers.
fn name(text: &str) -> String {
    let mut name = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter.is_ascii_alphanumeric() {
            true => name.push(letter),
            false if !name.is_empty() && !name.ends_with('-') => name.push('-'),
            false => {}
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() { "observatory".to_owned() } else { name.to_owned() }
}

/// Adds a document as canonical JSON.
pub fn put(files: &mut Files, path: &str, document: &impl Serialize) -> Result<(), serde_json::Error> {
    files.insert(path.to_owned(), canonical::json(document)?.into_bytes());
    Ok(())
}

/// What the documents are written from.
pub struct Facts<'a> {
    /// The release.
    pub release: &'a Release<'a>,
    /// Its data sets.
    pub flows: &'a [Dataflow],
}

impl Facts<'_> {
    /// What the package is, in a sentence each language; a synthetic one says so.
    pub fn description(&self) -> Text {
        let synthetic = self.release.records.synthetic;
        let text = |plain: &str, mark: &str| if synthetic { format!("{plain} {mark}") } else { plain.to_owned() };
        Text {
            en: text(
                "Findings with their intervals, the sources they rest on and the recipe that computes them again.",
                "Demonstration: every number is invented and no country in it exists.",
            ),
            kk: text(
                "Аралықтарымен берілген нәтижелер, олардың дереккөздері және қайта есептеу тәртібі.",
                "Көрсетілім: барлық сан ойдан шығарылған, ондағы елдер жоқ.",
            ),
            ru: text(
                "Результаты с интервалами, их источники и порядок повторного вычисления.",
                "Демонстрация: все числа вымышлены, таких стран не существует.",
            ),
        }
    }

    /// The tables with their dataflows.
    pub fn tables(&self) -> impl Iterator<Item = (&Dataflow, String)> {
        self.flows.iter().map(|flow| (flow, computed::table_path(flow)))
    }

    /// The sources that may be named: import's name, register, digest and terms, in their order, each file once.
    pub fn named_sources(&self) -> Vec<quality::NamedSource<'_>> {
        quality::named_sources(self.release.records)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_package_is_plain_and_never_empty() {
        assert_eq!(name("Probity demonstration"), "probity-demonstration");
        assert_eq!(name("  A & B: 2024 "), "a-b-2024");
        assert_eq!(name("Қазақстан"), "observatory");
    }
}
