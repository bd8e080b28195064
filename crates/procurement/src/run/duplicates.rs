//! Several releases of one process: which of them is judged, and what its history is. Releases of processes that occur
//! more than once are put aside until all of them are there; of all others nothing is kept but a hash.

use crate::merge::{Output, Rules, Sort, merge};
use crate::process::Process;
use crate::process::moment::{Clock, Moment};
use fs_err::File;
use std::borrow::Cow;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// What to do with several releases of one process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Duplicates {
    /// They are merged; what the publisher compiled stands for what is older.
    #[default]
    Merge,
    /// The last of the input is taken.
    Last,
    /// They are an error.
    Error,
}

impl Duplicates {
    /// The word of the settings.
    pub fn word(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Last => "last",
            Self::Error => "error",
        }
    }
}

/// A number that stands for an ocid; two ocids may share one, which costs time and changes nothing else (FNV-1a).
pub fn hash(ocid: &str) -> u64 {
    ocid.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Where a release that was put aside stands.
#[derive(Debug, Clone, Copy)]
struct Entry {
    hash: u64,
    offset: u64,
    length: usize,
    file: u32,
    line: u64,
    at: u64,
}

/// Releases put aside.
#[derive(Debug)]
pub struct Held {
    file: File,
    entries: Vec<Entry>,
    end: u64,
}

/// A release put aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Its text.
    pub text: String,
    /// Which input it is from.
    pub file: usize,
    /// Its line.
    pub line: u64,
    /// Byte at which its document begins.
    pub at: u64,
}

impl Held {
    /// None yet.
    ///
    /// # Errors
    /// When the temporary file cannot be made.
    pub fn new(folder: &std::path::Path) -> io::Result<Self> {
        Ok(Self { file: File::from_parts(tempfile::tempfile_in(folder)?, folder), entries: Vec::new(), end: 0 })
    }

    /// Puts a release aside.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn push(&mut self, hash: u64, release: &Release) -> io::Result<()> {
        self.file.write_all(release.text.as_bytes())?;
        let (offset, length) = (self.end, release.text.len());
        let file = u32::try_from(release.file).unwrap_or(u32::MAX);
        self.entries.push(Entry { hash, offset, length, file, line: release.line, at: release.at });
        self.end += length as u64;
        Ok(())
    }

    /// The groups of entries with equal hashes, in the order in which their first ones came.
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for (number, entry) in self.entries.iter().enumerate() {
            let place = *places.entry(entry.hash).or_insert(groups.len());
            match groups.get_mut(place) {
                Some(group) => group.push(number),
                None => groups.push(vec![number]),
            }
        }
        groups
    }

    /// Bytes of the releases of a group.
    pub fn size(&self, group: &[usize]) -> usize {
        group.iter().filter_map(|number| self.entries.get(*number)).map(|entry| entry.length).sum()
    }

    /// The releases of a group, process by process (a hash may stand for several), in the order of the input.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(&mut self, group: &[usize]) -> io::Result<Vec<Vec<Release>>> {
        let mut processes: Vec<(String, Vec<Release>)> = Vec::new();
        for entry in group.iter().filter_map(|number| self.entries.get(*number)) {
            self.file.seek(SeekFrom::Start(entry.offset))?;
            let mut text = String::with_capacity(entry.length);
            Read::by_ref(&mut self.file).take(entry.length as u64).read_to_string(&mut text)?;
            let ocid = Process::parse(&text).map(|process| process.ocid.text().to_owned()).unwrap_or_default();
            let release = Release { text, file: entry.file as usize, line: entry.line, at: entry.at };
            match processes.iter_mut().find(|(known, _)| *known == ocid) {
                Some((_, releases)) => releases.push(release),
                None => processes.push((ocid, vec![release])),
            }
        }
        Ok(processes.into_iter().map(|(_, releases)| releases).collect())
    }
}

/// The versions of a process in the order of their dates.
pub fn in_order<'t>(texts: &[&'t str], clock: Clock) -> Vec<Process<'t>> {
    let mut seen = std::collections::HashSet::new();
    let texts = texts.iter().filter(|text| seen.insert(**text));
    let mut versions: Vec<Process<'t>> = texts.filter_map(|text| Process::parse(text).ok()).collect();
    versions.sort_by_key(|process| process.date.get().map(|date| instant(*date, clock)));
    if versions.len() > 1 { versions } else { Vec::new() }
}

/// What is judged of a process that was said several times.
#[derive(Clone, Copy)]
pub struct Judged<'j> {
    /// The process.
    pub process: &'j Process<'j>,
    /// Its versions in the order of their dates; none where all say the same.
    pub history: &'j [Process<'j>],
    /// The text that is judged.
    pub text: &'j str,
    /// The numbers of the releases it is made of, in the order of their dates. It is one of them word for word where there is
    /// only one.
    pub of: &'j [usize],
}

/// A release among several.
struct Version<'t> {
    number: usize,
    text: &'t str,
    process: Process<'t>,
}

/// Which release is judged, and the history in the order of dates; what went wrong, if anything.
///
/// Releases that say the same word for word are one.
pub fn judge(
    texts: &[&str],
    policy: Duplicates,
    rules: &Rules,
    clock: Clock,
    then: impl FnOnce(Judged<'_>),
) -> Option<String> {
    let mut seen = std::collections::HashSet::new();
    let texts = texts.iter().copied().enumerate().filter(|(_, text)| seen.insert(*text));
    let version = |(number, text)| Some(Version { number, text, process: Process::parse(text).ok()? });
    let mut versions: Vec<Version<'_>> = texts.filter_map(version).collect();
    let alone = |version: &Version<'_>| vec![version.number];
    let last = versions.last().map(|last| (last.text, alone(last)))?;
    versions.sort_by_key(|version| version.process.date.get().map(|date| instant(*date, clock)));
    let newest = versions.last().map(|newest| (Cow::Borrowed(newest.text), alone(newest)))?;
    let merged = match policy {
        _ if versions.len() == 1 => None,
        Duplicates::Last | Duplicates::Error => None,
        Duplicates::Merge => Some(compile(&versions, rules, clock)),
    };
    let (chosen, problem) = match merged {
        None => (None, None),
        Some(Ok((text, of))) => (Some((Cow::Owned(text), of)), None),
        Some(Err(error)) => {
            let problem = format!("the releases of this process cannot be merged ({error}); the newest is judged");
            (Some(newest), Some(problem))
        }
    };
    let history: Vec<Process<'_>> = versions.into_iter().map(|version| version.process).collect();
    let history = if history.len() > 1 { &history[..] } else { &[] };
    // Whatever merging made of it, a process that was read is judged.
    let chosen = chosen.as_ref().map(|(text, of)| (text.as_ref(), of));
    let candidates = [chosen, Some((last.0, &last.1))].into_iter().flatten();
    let mut readable = candidates.filter_map(|(text, of)| Some((Process::parse(text).ok()?, text, of)));
    if let Some((process, text, of)) = readable.find(|(process, ..)| process.ocid.is_there()) {
        then(Judged { process: &process, history, text, of });
    }
    problem
}

/// The compiled release, and the numbers of those it is made of: the newest that the publisher compiled, and what is newer
/// than it.
fn compile(versions: &[Version<'_>], rules: &Rules, clock: Clock) -> Result<(String, Vec<usize>), String> {
    let at = |process: &Process<'_>| process.date.get().map(|date| instant(*date, clock));
    let base = versions.iter().rfind(|version| version.process.tag.has("compiled"));
    let is_newer = |version: &&Version<'_>| match base {
        Some(base) => !version.process.tag.has("compiled") && at(&version.process) > at(&base.process),
        None => true,
    };
    let mut newer: Vec<&Version<'_>> = versions.iter().filter(is_newer).collect();
    let of = base.into_iter().chain(newer.iter().copied()).map(|version| version.number).collect();
    if let (Some(base), true) = (base, newer.is_empty()) {
        return Ok((base.text.to_owned(), of));
    }
    // Merging orders by the texts of dates, and leaves those of one date in the order of the input.
    newer.sort_by_key(|version| version.number);
    let newer: Vec<&str> = newer.into_iter().map(|version| version.text).collect();
    let mut merged = String::new();
    let base = base.map(|version| version.text);
    merge(rules, (Output::Compiled, Sort::Date), base, &newer, &mut merged).map_err(|error| error.to_string())?;
    Ok((merged, of))
}

/// The instant of a date for ordering releases: an unknown offset counts as none.
fn instant(date: Moment, clock: Clock) -> i64 {
    let clock = Clock { assume_offset: clock.assume_offset.or(Some(0)) };
    clock.instant(date.start()).0
}

/// The hashes that occur more than once.
pub fn repeated(mut hashes: Vec<u64>) -> std::collections::HashSet<u64> {
    hashes.sort_unstable();
    hashes.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
}

/// A process that occurs more than once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// The process.
    pub ocid: String,
    /// The numbers of the inputs, and the lines.
    pub places: Vec<(usize, u64)>,
}

/// The first process that occurs more than once.
///
/// # Errors
/// When what was put aside cannot be read.
pub fn first_repeated(held: &mut Held) -> io::Result<Option<Repeated>> {
    for group in held.groups() {
        for releases in held.read(&group)? {
            if let [first, _, ..] = &releases[..] {
                let ocid = Process::parse(&first.text).map(|own| own.ocid.text().to_owned()).unwrap_or_default();
                let places = releases.iter().map(|release| (release.file, release.line)).collect();
                return Ok(Some(Repeated { ocid, places }));
            }
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(texts: &[&str], policy: Duplicates) -> (String, usize, bool) {
        let rules = Rules::ocds_1_1().expect("rules");
        let mut found = (String::new(), 0);
        let problem = judge(texts, policy, &rules, Clock::default(), |own| {
            let tender = &own.process.tender;
            found = (format!("{} {}", tender.title.text(), tender.status.text()), own.history.len());
        });
        (found.0, found.1, problem.is_some())
    }

    #[test]
    fn releases_are_merged_by_date_or_the_last_is_taken() {
        let new = r#"{"ocid":"a","id":"2","date":"2024-02-01T00:00:00Z","tag":["tenderUpdate"],"tender":{"status":"active"}}"#;
        let old = r#"{"ocid":"a","id":"1","date":"2024-01-01T00:00:00Z","tag":["tender"],"tender":{"title":"T","status":"planned"}}"#;
        assert_eq!(judged(&[new, old], Duplicates::Merge), ("T active".to_owned(), 2, false));
        assert_eq!(judged(&[new, old], Duplicates::Last), ("T planned".to_owned(), 2, false));
        assert_eq!(judged(&[new, new], Duplicates::Merge), (" active".to_owned(), 0, false));
    }

    #[test]
    fn what_the_publisher_compiled_stands_for_what_is_older() {
        let compiled =
            r#"{"ocid":"a","id":"c","date":"2024-01-15T00:00:00Z","tag":["compiled"],"tender":{"title":"C"}}"#;
        let old = r#"{"ocid":"a","id":"1","date":"2024-01-01T00:00:00Z","tag":["tender"],"tender":{"title":"T","status":"planned"}}"#;
        let new = r#"{"ocid":"a","id":"2","date":"2024-02-01T00:00:00Z","tag":["tenderUpdate"],"tender":{"status":"active"}}"#;
        assert_eq!(judged(&[compiled, old], Duplicates::Merge), ("C ".to_owned(), 2, false));
        assert_eq!(judged(&[new, compiled, old], Duplicates::Merge), ("C active".to_owned(), 3, false));
    }

    #[test]
    fn releases_that_cannot_be_merged_cost_nothing_but_the_merge() {
        let (bare, dated) =
            (r#"{"ocid":"a","tender":{"title":"X"}}"#, r#"{"ocid":"a","date":"2024-01-01","tender":{"title":"Y"}}"#);
        assert_eq!(judged(&[dated, bare], Duplicates::Merge), ("Y ".to_owned(), 2, true));
    }
}
