//! One process after another: its releases are read into cells, sorted, flattened and written, in memory that is used
//! again for the next process.

use super::build::{self, Written};
use super::cells::{Cells, Shape};
use super::error::{MergeError, Warning};
use super::flat::{Flat, Mode, Source};
use super::order;
use super::paths::{DATE, ID, NONE, OCID, Paths, ROOT, TAG};
use super::rules::Rules;
use super::{Output, Sort};
use crate::json::fault::Fault;
use crate::json::raw::Raw;
use crate::json::tree::Tree;
use std::borrow::Cow;

/// Merges processes by the same rules.
pub(super) struct Merger<'t, 'r> {
    rules: &'r Rules,
    paths: Paths<'r>,
    cells: Cells<'t>,
    flat: Flat<'t>,
    begins: Vec<String>,
}

impl<'t, 'r> Merger<'t, 'r> {
    pub(super) fn new(rules: &'r Rules) -> Self {
        let (cells, flat) = (Cells::default(), Flat::default());
        Self { rules, paths: Paths::new(rules), cells, flat, begins: Vec::new() }
    }

    pub(super) fn rules(&self) -> &'r Rules {
        self.rules
    }

    /// Begins a process.
    pub(super) fn clear(&mut self) {
        self.cells.clear();
        if self.paths.too_many() {
            self.paths = Paths::new(self.rules);
        }
    }

    /// Reads a release of it; gives its number.
    pub(super) fn read(&mut self, text: &'t str) -> Result<u32, Fault> {
        self.cells.read(text, &mut self.paths)
    }

    /// Whether an object that was read has a member twice. A value that was read first counts no more then, which cells
    /// cannot say: the text must be written anew.
    pub(super) fn repeated(&self) -> bool {
        self.cells.repeated
    }

    /// The tags of a release, if it says any.
    pub(super) fn tags(&self, release: u32) -> Option<Vec<Cow<'t, str>>> {
        // Of two the last counts, as everywhere.
        let (tag, _) = self.cells.within(release).filter(|(_, cell)| cell.path == TAG).last()?;
        let list = self.cells.get(tag).is_some_and(|cell| matches!(cell.shape, Shape::List | Shape::Objects));
        let tags = self.cells.within(tag).filter(|_| list).filter_map(|(at, _)| self.cells.text(at));
        Some(tags.collect())
    }

    /// Writes the merged release behind `out`.
    pub(super) fn merge(
        &mut self,
        (output, sort): (Output, Sort),
        into: Option<u32>,
        releases: &[u32],
        out: &mut String,
    ) -> Result<Vec<Warning>, MergeError> {
        let order = self.sorted(sort, into, releases)?;
        let releases = &Given { into, releases, order: &order };
        match output {
            Output::Compiled => self.take_compiled(releases),
            Output::Versioned => self.take_versioned(releases),
        }
        let source = Source { cells: &self.cells, paths: &self.paths };
        build::build(&mut self.flat, source)?;
        let Self { paths, cells, flat, begins, .. } = self;
        Written { flat, cells, paths, begins }.write(ROOT, out);
        Ok(std::mem::take(&mut self.flat.warnings))
    }

    fn sorted(&mut self, sort: Sort, into: Option<u32>, releases: &[u32]) -> Result<Vec<usize>, MergeError> {
        self.flat.clear();
        if into.is_none() && releases.is_empty() {
            return Err(MergeError::Nothing);
        }
        for (release, at) in releases.iter().enumerate() {
            if self.cells.get(*at).is_none_or(|cell| cell.shape != Shape::Object) {
                return Err(MergeError::NotAnObject { release, found: self.cells.word(*at) });
            }
        }
        let mut dates = Vec::with_capacity(releases.len());
        if releases.len() > 1 {
            for (release, at) in releases.iter().enumerate() {
                dates.push(self.date(*at).map_err(|found| MergeError::Date { release, found })?);
            }
        }
        let order = match dates.is_empty() {
            true => (0..releases.len()).collect(),
            false => order::sorted(&dates, sort, &mut self.flat.warnings)?,
        };
        self.warn_of_older(into, releases);
        Ok(order)
    }

    /// The date of a release, or what stands in its place.
    fn date(&self, release: u32) -> Result<Cow<'t, str>, String> {
        let date = self.cells.member(release, DATE);
        date.and_then(|date| self.cells.text(date)).ok_or_else(|| match date.and_then(|date| self.cells.get(date)) {
            None => "nothing".to_owned(),
            Some(cell) if matches!(cell.shape, Shape::Literal | Shape::Escaped) => {
                format!("`{}`", cell.text.chars().take(40).collect::<String>())
            }
            Some(_) => date.map_or("nothing", |date| self.cells.word(date)).to_owned(),
        })
    }

    /// Releases that are older than what they are merged into would have lost in a merge of everything.
    fn warn_of_older(&mut self, into: Option<u32>, releases: &[u32]) {
        let Some(merged) = into.and_then(|into| self.date(into).ok()) else { return };
        for (release, at) in releases.iter().enumerate() {
            if let Ok(date) = self.date(*at)
                && date < merged
            {
                let (date, merged) = (date.into_owned(), merged.clone().into_owned());
                self.flat.warnings.push(Warning::Older { release, date, merged });
            }
        }
    }

    /// The text of a member, `null` where there is none.
    fn member(&self, release: Option<u32>, path: u32) -> String {
        let mut text = String::new();
        let at = release.and_then(|release| self.cells.member(release, path)).unwrap_or(NONE);
        self.cells.write(at, &self.paths, &mut text);
        text
    }

    fn take(&mut self, number: usize, root: u32, mode: Mode) {
        let source = Source { cells: &self.cells, paths: &self.paths };
        self.flat.take(source, number, root, mode);
    }

    fn take_compiled(&mut self, given: &Given<'_>) {
        self.flat.put(TAG, r#"["compiled"]"#.to_owned());
        for path in [ID, DATE, OCID] {
            let made = self.member(given.into, path);
            self.flat.put(path, made);
        }
        if let Some(into) = given.into {
            self.take(0, into, Mode::Compiled);
        }
        for (index, number) in given.order.iter().enumerate() {
            let Some(release) = given.releases.get(*number).copied() else { continue };
            if index + 1 == given.order.len() {
                let [ocid, date] = [OCID, DATE].map(|path| self.member(Some(release), path));
                let id = Tree::text(&format!("{}-{}", plain(&ocid), plain(&date))).to_string();
                for (path, made) in [(ID, id), (DATE, date), (OCID, ocid)] {
                    self.flat.put(path, made);
                }
            }
            self.take(*number, release, Mode::Compiled);
        }
    }

    fn take_versioned(&mut self, given: &Given<'_>) {
        let of = |release: &u32| {
            let [id, date, tag] = [ID, DATE, TAG].map(|path| self.member(Some(*release), path));
            format!("{{\"releaseID\":{id},\"releaseDate\":{date},\"releaseTag\":{tag},\"value\":")
        };
        self.begins = given.releases.iter().map(of).collect();
        let last = given.order.last().and_then(|number| given.releases.get(*number)).copied().or(given.into);
        let ocid = self.member(last, OCID);
        self.flat.put(OCID, ocid);
        if let Some(into) = given.into {
            self.take(0, into, Mode::Existing);
        }
        for number in given.order {
            if let Some(release) = given.releases.get(*number).copied() {
                self.take(*number, release, Mode::Versioned);
            }
        }
    }
}

/// The releases of one process.
struct Given<'g> {
    into: Option<u32>,
    releases: &'g [u32],
    /// Their positions in their order.
    order: &'g [usize],
}

/// A value inside the `id` of a compiled release. What is missing is written `None`, so that the `id` is the one that
/// the standard's reference implementation gives.
fn plain(text: &str) -> Cow<'_, str> {
    match Raw(text).text() {
        Some(text) => text,
        None if text == "null" => Cow::Borrowed("None"),
        None => Cow::Borrowed(text),
    }
}
