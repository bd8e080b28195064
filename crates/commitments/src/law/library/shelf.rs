//! How a library lies on disk: one list that is only ever added to, and files named by the digest of what is in them. A text
//! counts when the list names it; each line says when it was recorded, so that the library can be seen as it was known then.
//!
//! `law/imports.jsonl` is the list, a line a text or a table of concordance ([`Entry`]); `law/sources/<sha256>` is every
//! source unchanged; `law/texts/<sha256>.json` is what was read of it: an act (`probity.act/1`, every provision with its
//! `eid`) or a list of rows; `law/rejects.csv` says what was not kept and why.

use super::collection::{Collection, Expression};
use super::concordance::Row;
use super::part;
use super::read::{self, Read, Source};
use super::value::{LanguageCode, Work};
use jiff::Timestamp;
use jiff::civil::Date;
use probity_core::{Diagnostic, Digest};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The list, below the library's folder.
pub const LIST: &str = "imports.jsonl";
/// What was rejected, below the library's folder.
pub const REJECTS: &str = "rejects.csv";
/// The columns of the rejects, those of every register.
pub const REJECT_COLUMNS: [&str; 8] = ["file", "line", "column", "field", "rule", "found", "message", "hint"];

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When it was recorded.
    pub recorded: Timestamp,
    /// The file's name, without its folder.
    pub file: String,
    /// The digest of the source.
    pub source: Digest,
    /// The digest of what was read of it.
    pub text: Digest,
    /// What it is.
    #[serde(flatten)]
    pub held: Held,
}

/// What a line of the list is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Held {
    /// The text of an act in one language from one day on.
    Expression {
        /// The work.
        work: Work,
        /// Its other names.
        aliases: BTreeSet<String>,
        /// The language.
        language: LanguageCode,
        /// The day.
        date: Date,
    },
    /// A table of concordance.
    Concordance {
        /// How many rows it has.
        rows: usize,
    },
}

/// What an import does, and what it says about each file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Planned {
    /// Lines to add to the list.
    pub entries: Vec<Entry>,
    /// Files to write before, by their path below the library's folder.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What came of each file, in their order.
    pub reports: Vec<FileReport>,
}

/// What came of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// Its name as given.
    pub file: String,
    /// How many records were read.
    pub read: usize,
    /// How many were kept.
    pub kept: usize,
    /// How many were not.
    pub rejected: usize,
    /// Whether the library had all of it.
    pub already: bool,
    /// Why records were rejected, and findings about those that were kept.
    pub diagnostics: Vec<Diagnostic>,
}

impl Entry {
    /// Whether it is a text of a work that has one of these names, which have no `/` at the end.
    pub fn is_of(&self, names: &BTreeSet<&str>) -> bool {
        match &self.held {
            Held::Expression { work, aliases, .. } => {
                names.contains(work.as_str()) || aliases.iter().any(|alias| names.contains(alias.as_str()))
            }
            Held::Concordance { .. } => false,
        }
    }

    /// The path of what was read, below the library's folder.
    pub fn path(&self) -> String {
        format!("texts/{}.json", self.text)
    }
}

/// The list as it was known at an instant (`None`: as it is), in the order of recording.
///
/// # Errors
/// A diagnostic with the line that is none of the list.
pub fn entries(file: &str, text: &str, known: Option<Timestamp>) -> Result<Vec<Entry>, Diagnostic> {
    let mut all = Vec::new();
    for (line, row) in text.lines().zip(1..) {
        let entry: Entry = serde_json::from_str(line).map_err(|error| {
            let place = probity_core::Place { sheet: None, row, column: 1 };
            Diagnostic::error("law-list", file, format!("this is no line of the library's list: {error}"))
                .at(place)
                .hint("the list is only ever added to; put the file back as it was")
        })?;
        all.push(entry);
    }
    all.retain(|entry| known.is_none_or(|known| entry.recorded <= known));
    all.sort_by_key(|entry| entry.recorded);
    Ok(all)
}

/// Adds what an entry stands for to a collection; `text` is the file at its path.
///
/// # Errors
/// When the file is not what the list says it is.
pub fn open(collection: &mut Collection, entry: &Entry, text: &str) -> Result<(), Vec<Diagnostic>> {
    let path = entry.path();
    let damaged = |message: &str| {
        let fault = Diagnostic::error("law-list", &path, message);
        vec![fault.hint("import its source again, or put the file back as it was")]
    };
    if Digest::of(text.as_bytes()) != entry.text {
        return Err(damaged("this file is not what it was when it was imported"));
    }
    match &entry.held {
        Held::Expression { .. } => collection.add(read::kept(&path, text)?),
        Held::Concordance { .. } => {
            let rows: Vec<Row> = serde_json::from_str(text).map_err(|error| damaged(&error.to_string()))?;
            rows.into_iter().for_each(|row| collection.add_row(row));
        }
    }
    Ok(())
}

/// What importing files does at an instant. `list` is what is there, `collection` has at least the works that are read.
///
/// # Errors
/// When what was read cannot be written as JSON, which does not happen.
pub fn plan(
    list: &[Entry],
    collection: &Collection,
    now: Timestamp,
    files: Vec<(Source<'_>, Read)>,
) -> Result<Planned, serde_json::Error> {
    let works: BTreeSet<Work> =
        files.iter().flat_map(|(_, read)| &read.expressions).map(|one| one.work.clone()).collect();
    let (collection, planned) = (collection.clone(), Planned::default());
    let mut plan = Planner { list, now, collection, planned, places: BTreeMap::new(), table: None };
    for (place, entry) in list.iter().enumerate() {
        plan.place(place, &entry.held, |work| works.contains(work));
    }
    for (source, read) in files {
        plan.file(source, read)?;
    }
    Ok(plan.planned)
}

struct Planner<'a> {
    list: &'a [Entry],
    now: Timestamp,
    collection: Collection,
    planned: Planned,
    /// Where the texts of the works that are read stand, in the list and behind it in what is planned.
    places: BTreeMap<Work, Vec<usize>>,
    /// Where the last table of concordance stands.
    table: Option<usize>,
}

impl Planner<'_> {
    fn place(&mut self, place: usize, held: &Held, wanted: impl Fn(&Work) -> bool) {
        match held {
            Held::Expression { work, .. } if wanted(work) => {
                self.places.entry(work.clone()).or_default().push(place);
            }
            Held::Expression { .. } => {}
            Held::Concordance { .. } => self.table = Some(place),
        }
    }

    fn entry(&self, place: usize) -> Option<&Entry> {
        let planned = || self.planned.entries.get(place.checked_sub(self.list.len())?);
        self.list.get(place).or_else(planned)
    }

    /// The lines about a work, oldest first.
    fn of_work(&self, work: &Work) -> impl DoubleEndedIterator<Item = &Entry> {
        let places = self.places.get(work).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|place| self.entry(*place))
    }

    /// The last line about the same text; of tables the last one, as any may have been overruled by another since.
    fn same(&self, held: &Held) -> Option<&Entry> {
        let Held::Expression { work, language, date, .. } = held else { return self.entry(self.table?) };
        let is_it = |entry: &&Entry| matches!(&entry.held, Held::Expression { language: other, date: day, .. } if other == language && day == date);
        self.of_work(work).rev().find(is_it)
    }

    fn file(&mut self, source: Source<'_>, read: Read) -> Result<(), serde_json::Error> {
        let mut report = FileReport {
            file: source.name.to_owned(),
            read: read.read,
            kept: read.kept(),
            rejected: read.rejected,
            already: false,
            diagnostics: read.diagnostics,
        };
        let (mut new, mut old) = (0, 0);
        for expression in read.expressions {
            let held = Held::Expression {
                work: expression.work.clone(),
                aliases: expression.aliases.clone(),
                language: expression.language.clone(),
                date: expression.expression_date.0,
            };
            if let Some(other) = self.taken(&held) {
                report.kept -= 1;
                report.rejected += 1;
                report.diagnostics.push(collision(source.name, &expression, &other));
                continue;
            }
            let bytes = serde_json::to_vec(&expression)?;
            if self.add(source, held, bytes) {
                new += 1
            } else {
                old += 1
            }
            report.diagnostics.extend(self.unlike(source.name, expression));
        }
        if !read.rows.is_empty() {
            report.diagnostics.extend(read.rows.iter().filter_map(|row| self.pointless(source.name, row)));
            let held = Held::Concordance { rows: read.rows.len() };
            let bytes = serde_json::to_vec(&read.rows)?;
            if self.add(source, held, bytes) { new += 1 } else { old += 1 }
        }
        report.already = new == 0 && old > 0;
        self.planned.reports.push(report);
        Ok(())
    }

    /// Adds a line unless the last one about the same thing says the same.
    fn add(&mut self, source: Source<'_>, held: Held, bytes: Vec<u8>) -> bool {
        let text = Digest::of(&bytes);
        if self.same(&held).is_some_and(|entry| entry.text == text) {
            return false;
        }
        let file = source.name.rsplit(['/', '\\']).next().unwrap_or(source.name).to_owned();
        let digest = Digest::of(source.text.as_bytes());
        let entry = Entry { recorded: self.now, file, source: digest, text, held };
        self.planned.files.insert(format!("sources/{digest}"), source.text.as_bytes().to_vec());
        self.planned.files.insert(entry.path(), bytes);
        let place = self.list.len() + self.planned.entries.len();
        self.place(place, &entry.held, |_| true);
        self.planned.entries.push(entry);
        true
    }

    /// A name of another act under this URI, in whatever language and of whatever day: local bodies give the same number
    /// on the same day.
    fn taken(&self, held: &Held) -> Option<String> {
        let Held::Expression { work, aliases, .. } = held else { return None };
        let of_entry = |entry: &'_ Entry| match &entry.held {
            Held::Expression { aliases, .. } => aliases.clone(),
            Held::Concordance { .. } => BTreeSet::new(),
        };
        let others: BTreeSet<String> = self.of_work(work).flat_map(of_entry).collect();
        let unlike = !aliases.is_empty() && others.is_disjoint(aliases);
        others.into_iter().next().filter(|_| unlike)
    }

    /// A finding about a row that points to what no text of its act has. Acts the library does not have say nothing.
    fn pointless(&self, file: &str, row: &Row) -> Option<Diagnostic> {
        let holding = self.collection.work(row.work.as_ref()?.as_str())?;
        let lacks = |eid: &&String| !holding.expressions().any(|one| part::find(&one.provisions, eid).is_some());
        let eid = [&row.eid, &row.eid_to].into_iter().flatten().find(lacks)?;
        let message = format!("no text of {} has the provision that `{}` points to", holding.work, row.standard);
        let fault = Diagnostic::warning("law-concordance", file, message).field("eid").found(eid);
        Some(fault.hint("the row is kept and asks for review; `probity law show` lists the provisions of the act"))
    }

    /// Findings about texts in two binding languages that do not have the same provisions.
    fn unlike(&mut self, file: &str, expression: Expression) -> Vec<Diagnostic> {
        let (work, date) = (expression.work.clone(), expression.expression_date.0);
        self.collection.add(expression);
        let lacking = self.collection.work(work.as_str()).map(|holding| holding.misaligned(date)).unwrap_or_default();
        let one = |(eid, language): (&str, &LanguageCode)| {
            let message = format!("`{eid}` of {work} is not in the text in `{language}` of the same day");
            Diagnostic::warning("law-alignment", file, message).field(eid).found(language.as_str())
        };
        lacking.into_iter().map(one).collect()
    }
}

fn collision(file: &str, expression: &Expression, other: &str) -> Diagnostic {
    let message = format!("another act is in the library as `{}`", expression.work);
    Diagnostic::error("law-collision", file, message)
        .found(expression.aliases.iter().next().cloned().unwrap_or_default())
        .expected(format!("`{other}`, or another URI"))
        .hint("two bodies gave the same number on the same day: name this act with `--work`")
}
