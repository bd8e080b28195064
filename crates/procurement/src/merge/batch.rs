//! Releases of many processes out of many files: packages, records, arrays and lines are taken apart, releases are
//! gathered by ocid in the order of its first appearance, and each process is merged by the rules of its version.

use super::merger::Merger;
use super::{MergeError, Output, Rules, Sort, Warning, merge_anew};
use crate::json::documents::Text;
use crate::json::fault::Fault;
use crate::json::raw::{Kind, Raw};
use crate::json::scan::{self, value_end};
use crate::json::tree::Tree;
use foldhash::fast::RandomState;
use probity_core::Diagnostic;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Mutex;

/// Processes that are merged before their lines are handed out: memory stays small, and order is kept.
const BLOCK: usize = 128;
/// Processes that are merged by one thread before another is asked for more.
const RUN: usize = 8;
/// Arrays of arrays of packages are nobody's data.
const NESTED_MAX: usize = 4;

/// How to merge.
#[derive(Debug, Clone)]
pub struct Options {
    /// What releases become.
    pub output: Output,
    /// What they are sorted by.
    pub sort: Sort,
    /// The rules.
    pub rules: Rules,
    /// The rules for processes whose packages say version 1.0.
    pub old: Rules,
}

/// A piece of a file.
#[derive(Debug, Clone, Copy)]
struct Given<'a> {
    file: usize,
    text: &'a str,
}

#[derive(Debug, Default)]
struct Process<'a> {
    existing: Option<Given<'a>>,
    releases: Vec<Given<'a>>,
    /// Whether some package said version 1.0, and whether some said another.
    said: (bool, bool),
}

/// What is known about an object before it is read: its telling members.
#[derive(Debug, Default)]
struct Head<'a> {
    ocid: Option<&'a str>,
    releases: Option<&'a str>,
    records: Option<&'a str>,
    compiled: Option<&'a str>,
    versioned: Option<&'a str>,
    version: Option<&'a str>,
    url: bool,
}

impl<'a> Head<'a> {
    fn of(text: &'a str) -> Result<Self, Fault> {
        Self::cut(text).map(|(_, head)| head)
    }

    /// The head of the object that a text begins with, and where it ends.
    fn cut(text: &'a str) -> Result<(usize, Self), Fault> {
        let mut head = Self::default();
        let end = scan::members(text, |key, value| head.member(key, value))?;
        Ok((end, head))
    }

    /// Takes a member, whose key may be written with escapes.
    fn member(&mut self, key: &'a str, value: &'a str) {
        match Raw(key).text().as_deref() {
            Some("ocid") => self.ocid = Some(value),
            Some("releases") => self.releases = Some(value),
            Some("records") => self.records = Some(value),
            Some("compiledRelease") => self.compiled = Some(value),
            Some("versionedRelease") => self.versioned = Some(value),
            Some("version") => self.version = Some(value),
            Some("url") => self.url = true,
            _ => {}
        }
    }

    /// Whether a package says version 1.0, or another one.
    fn said(&self) -> (bool, bool) {
        let version = self.version.and_then(|raw| Raw(raw).identifier()).unwrap_or_default();
        let old = version == "1.0" || version.starts_with("1.0.");
        (old, !old && !version.is_empty())
    }
}

/// Releases by process.
pub struct Batch<'a> {
    files: &'a [Text],
    options: &'a Options,
    processes: Vec<Process<'a>>,
    index: HashMap<Cow<'a, str>, usize, RandomState>,
    faults: Vec<Diagnostic>,
    existing: bool,
}

impl<'a> Batch<'a> {
    /// Gathers the releases of all files; the first `existing` of them hold merged releases that the others are merged
    /// into.
    pub fn gather(files: &'a [Text], existing: usize, options: &'a Options) -> Self {
        let (processes, index, faults) = (Vec::new(), HashMap::default(), Vec::new());
        let mut batch = Self { files, options, processes, index, faults, existing: false };
        for (number, file) in files.iter().enumerate() {
            batch.existing = number < existing;
            let mut faults = Vec::new();
            // Most documents are objects, whose members are looked at on the way to their end.
            let end = |text: &'a str| match Head::cut(text) {
                Ok((end, head)) => Some((end, Some(head))),
                Err(_) => value_end(text, 0).map(|end| (end, None)),
            };
            file.cut(&mut faults, end, |document, head| match head {
                Some(head) => batch.object(Given { file: number, text: document }, &head, (false, false)),
                None => batch.document(number, document, (false, false), 0),
            });
            batch.faults.append(&mut faults);
        }
        batch
    }

    /// What could not be gathered.
    pub fn faults(&self) -> &[Diagnostic] {
        &self.faults
    }

    /// How many processes there are.
    pub fn len(&self) -> usize {
        self.processes.len()
    }

    /// Whether there is no process.
    pub fn is_empty(&self) -> bool {
        self.processes.is_empty()
    }

    /// Merges every process, calling `each` with the line of each that could be merged and with what was said about it.
    ///
    /// # Errors
    /// What `each` returns.
    pub fn merge<E>(&self, mut each: impl FnMut(Option<&str>, Vec<Diagnostic>) -> Result<(), E>) -> Result<(), E> {
        let idle = Mutex::new(Vec::new());
        for block in self.processes.chunks(BLOCK) {
            let runs: Vec<_> = block.par_chunks(RUN).map(|run| self.run(run, &idle)).collect();
            for mut worker in runs {
                for (line, said) in worker.lines.drain(..) {
                    each(line.and_then(|line| worker.text.get(line)), said)?;
                }
                put(&idle, worker);
            }
        }
        Ok(())
    }

    /// Merges some processes one after the other.
    fn run<'w>(&'w self, run: &[Process<'a>], idle: &Mutex<Vec<Worker<'w>>>) -> Worker<'w> {
        let known = idle.lock().ok().and_then(|mut idle| idle.pop());
        let mut worker = known.unwrap_or_else(|| Worker {
            mergers: [&self.options.rules, &self.options.old].map(Merger::new),
            text: String::new(),
            lines: Vec::new(),
        });
        worker.text.clear();
        let Worker { mergers: [rules, old], text, lines } = &mut worker;
        for process in run {
            let merger = if process.said == (true, false) { &mut *old } else { &mut *rules };
            let start = text.len();
            let (merged, said) = self.process(process, merger, text);
            if !merged {
                text.truncate(start);
            }
            lines.push((merged.then_some(start..text.len()), said));
        }
        worker
    }

    fn fault(&mut self, diagnostic: Option<Diagnostic>) {
        self.faults.extend(diagnostic);
    }

    fn about(&self, given: Given<'_>, code: &str, message: impl Into<String>) -> Option<Diagnostic> {
        let file = self.files.get(given.file)?;
        Some(Diagnostic::error(code, &file.name, message).at(file.place(given.text)))
    }

    fn broken(&self, given: Given<'_>, fault: Fault) -> Option<Diagnostic> {
        let file = self.files.get(given.file)?;
        Some(file.not_json(given.text, fault))
    }

    fn document(&mut self, file: usize, text: &'a str, said: (bool, bool), depth: usize) {
        let given = Given { file, text };
        match Raw(text).kind() {
            Kind::List if depth < NESTED_MAX => {
                let inner = elements(text);
                self.each(given, inner, |batch, text| batch.document(file, text, said, depth + 1));
            }
            Kind::Object => match Head::of(text) {
                Ok(head) => self.object(given, &head, said),
                Err(fault) => self.fault(self.broken(given, fault)),
            },
            _ => self.fault(self.no_release(given)),
        }
    }

    fn object(&mut self, given: Given<'a>, head: &Head<'a>, said: (bool, bool)) {
        let file = given.file;
        if let Some(records) = head.records {
            let said = head.said();
            self.each(Given { text: records, ..given }, elements(records), |batch, text| match Head::of(text) {
                Ok(head) => batch.record(Given { file, text }, &head, said),
                Err(_) => batch.fault(batch.no_release(Given { file, text })),
            });
        } else if head.ocid.is_some() && (head.compiled.or(head.versioned).or(head.releases)).is_some() {
            self.record(given, head, said);
        } else if let Some(releases) = head.releases {
            let said = head.said();
            self.each(Given { text: releases, ..given }, elements(releases), |batch, text| {
                batch.release(Given { file, text }, said);
            });
        } else {
            self.add(given, head.ocid, said);
        }
    }

    fn each(&mut self, given: Given<'a>, inner: Result<Vec<&'a str>, Fault>, mut take: impl FnMut(&mut Self, &'a str)) {
        match inner {
            Ok(inner) => inner.into_iter().for_each(|text| take(self, text)),
            Err(_) if Raw(given.text).kind() != Kind::List => self.fault(
                self.about(given, "ocds-shape", "an array of releases or records is needed here")
                    .map(|fault| fault.found(start(given.text)).hint("check what wrote the package")),
            ),
            Err(fault) => self.fault(self.broken(given, fault)),
        }
    }

    fn release(&mut self, given: Given<'a>, said: (bool, bool)) {
        match Head::of(given.text) {
            Ok(head) => self.add(given, head.ocid, said),
            Err(_) if Raw(given.text).kind() != Kind::Object => self.fault(self.no_release(given)),
            Err(fault) => self.fault(self.broken(given, fault)),
        }
    }

    /// A record: its releases where all are in it, else what its publisher merged.
    fn record(&mut self, given: Given<'a>, head: &Head<'a>, said: (bool, bool)) {
        let inner = head.releases.map_or(Ok(Vec::new()), elements).unwrap_or_default();
        let link = |text: &&str| Head::of(text).is_ok_and(|head| head.url && head.ocid.is_none());
        let linked = inner.iter().filter(|text| link(text)).count();
        let merged = match self.options.output {
            Output::Compiled => head.compiled,
            Output::Versioned => head.versioned,
        };
        if linked > 0 || inner.is_empty() {
            self.told_of_links(given, linked, inner.len(), merged.is_some());
        }
        match merged {
            Some(text) if linked > 0 || inner.is_empty() => {
                let existing = std::mem::replace(&mut self.existing, self.options.output == Output::Versioned);
                self.release(Given { text, ..given }, said);
                self.existing = existing;
            }
            _ => {
                for text in inner.iter().filter(|text| !link(text)) {
                    self.release(Given { text, ..given }, said);
                }
            }
        }
    }

    fn told_of_links(&mut self, given: Given<'a>, linked: usize, all: usize, merged: bool) {
        let message = match (linked, merged) {
            (0, true) => return,
            (0, false) => "the record holds neither releases nor what was merged from them".to_owned(),
            (_, true) => {
                format!("{linked} of {all} releases are linked; what the publisher merged was taken for them")
            }
            (_, false) => format!("{linked} of {all} releases of the record are linked and are missing"),
        };
        let hint = "nothing is fetched: download the linked releases and name their files";
        let diagnostic = self.about(given, "ocds-linked", message).map(|fault| fault.hint(hint));
        let warning = merged || linked < all;
        self.fault(diagnostic.map(|mut fault| {
            if warning {
                fault.level = probity_core::Level::Warning;
            }
            fault
        }));
    }

    fn no_release(&self, given: Given<'_>) -> Option<Diagnostic> {
        let hint = "a release is written as an object: {\"ocid\": …, \"date\": …}";
        let fault = self.about(given, "ocds-shape", "this is no release, record or package")?;
        Some(fault.found(start(given.text)).expected("an object").hint(hint))
    }

    fn add(&mut self, given: Given<'a>, ocid: Option<&'a str>, said: (bool, bool)) {
        let Some(ocid) = ocid.and_then(|raw| Raw(raw).identifier()).filter(|ocid| !ocid.trim().is_empty()) else {
            let fault = self.about(given, "ocds-ocid", "the release does not say its process");
            self.fault(fault.map(|fault| {
                let fault = fault.field("ocid").found(start(ocid.unwrap_or("nothing")));
                fault.expected("a text").hint("give the release the `ocid` of its process")
            }));
            return;
        };
        let next = self.processes.len();
        let at = *self.index.entry(ocid).or_insert(next);
        if at == next {
            self.processes.push(Process::default());
        }
        let Some(process) = self.processes.get_mut(at) else { return };
        process.said = (process.said.0 || said.0, process.said.1 || said.1);
        if !self.existing {
            process.releases.push(given);
        } else if process.existing.replace(given).is_some() {
            let fault = self.about(given, "ocds-twice", "there are two merged releases of this process");
            self.fault(fault.map(|fault| fault.hint("keep one; the later was taken")));
        }
    }

    /// Merges a process; says whether its line was added to `out`.
    fn process<'w>(
        &'w self,
        process: &Process<'a>,
        merger: &mut Merger<'w, 'w>,
        out: &mut String,
    ) -> (bool, Vec<Diagnostic>) {
        let mut said = Vec::new();
        merger.clear();
        let mut read = |given: &Given<'a>| match merger.read(given.text) {
            Ok(release) => Some(release),
            Err(fault) => {
                said.extend(self.broken(*given, fault));
                None
            }
        };
        let existing = process.existing.as_ref().and_then(&mut read);
        let releases: Vec<u32> = process.releases.iter().filter_map(&mut read).collect();
        if let (Some(given), Some(existing)) = (process.existing, existing)
            && let Some(fault) = self.unlike(given, merger.tags(existing))
        {
            said.push(fault);
            return (false, said);
        }
        if !said.is_empty() {
            // A process without one of its releases would be another process.
            let read = releases.len() + usize::from(existing.is_some());
            said.extend(self.left_out(process, read, said.len()));
            return (false, said);
        }
        let how = (self.options.output, self.options.sort);
        let merged = match merger.repeated() {
            true => self.repeated(process, merger.rules(), out),
            false => merger.merge(how, existing, &releases, out),
        };
        match merged {
            Ok(warnings) => {
                said.extend(warnings.iter().filter_map(|warning| self.warned(&process.releases, warning)));
                (true, said)
            }
            Err(error) => {
                said.extend(self.refused(process, &process.releases, &error));
                (false, said)
            }
        }
    }

    /// Merges a process in which some object has a member twice: only the last value of a member counts.
    fn repeated(&self, process: &Process<'_>, rules: &Rules, out: &mut String) -> Result<Vec<Warning>, MergeError> {
        let texts = process.existing.iter().chain(&process.releases).map(|given| given.text);
        merge_anew(rules, (self.options.output, self.options.sort), process.existing.is_some(), texts, out)
    }

    /// What to say of a process of which some releases can be read and others cannot; of one without a readable release all
    /// is said already.
    fn left_out(&self, process: &Process<'_>, read: usize, unread: usize) -> Option<Diagnostic> {
        let at = *process.releases.first().or(process.existing.as_ref()).filter(|_| read > 0)?;
        let ocid = Head::of(at.text).ok().and_then(|head| Raw(head.ocid?).identifier()).unwrap_or_default();
        let of = read + unread;
        let message = format!("`{ocid}` is not merged, because {unread} of its {of} releases cannot be read");
        let hint = "correct them, or leave them out if the process may be merged without them";
        Some(self.about(at, "ocds-merge", message)?.field("ocid").hint(hint))
    }

    /// What is wrong with a merged release that is none of the kind asked for.
    fn unlike(&self, given: Given<'_>, tags: Option<Vec<Cow<'_, str>>>) -> Option<Diagnostic> {
        let (wrong, hint) = match self.options.output {
            Output::Compiled => {
                let compiled = tags.is_some_and(|tags| tags.iter().any(|tag| tag == "compiled"));
                (!compiled, "take a compiled release, or add `--versioned`")
            }
            Output::Versioned => (tags.is_some(), "take a versioned release, or leave `--versioned` out"),
        };
        let message = "this is no merged release of the kind asked for";
        let fault = self.about(given, "ocds-kind", message).filter(|_| wrong)?;
        Some(fault.field("tag").hint(hint))
    }

    fn warned(&self, given: &[Given<'_>], warning: &Warning) -> Option<Diagnostic> {
        let mut fault = self.about(*given.get(warning.release())?, "ocds-merged", warning.message())?;
        fault.level = probity_core::Level::Warning;
        Some(fault)
    }

    fn refused(&self, process: &Process<'_>, given: &[Given<'_>], error: &MergeError) -> Option<Diagnostic> {
        let at = error.release().and_then(|release| given.get(release)).or(process.releases.first());
        let at = *at.or(process.existing.as_ref())?;
        let id = |name| {
            let tree = Tree::parse(at.text).ok()?;
            tree.get(name)?.as_text().map(Cow::into_owned)
        };
        let who = format!("release `{}` of `{}`", id("id").unwrap_or_default(), id("ocid").unwrap_or_default());
        let fault = self.about(at, "ocds-merge", format!("{who} cannot be merged: {error}"))?;
        Some(fault.field(error.path()).hint(error.remedy()))
    }
}

/// What one thread needs, and what it has merged.
struct Worker<'w> {
    /// By the rules of the present and of version 1.0.
    mergers: [Merger<'w, 'w>; 2],
    text: String,
    lines: Vec<(Option<Range<usize>>, Vec<Diagnostic>)>,
}

fn put<'w>(idle: &Mutex<Vec<Worker<'w>>>, worker: Worker<'w>) {
    if let Ok(mut idle) = idle.lock() {
        idle.push(worker);
    }
}

fn elements(text: &str) -> Result<Vec<&str>, Fault> {
    let mut inner = Vec::new();
    scan::elements(text, |text| inner.push(text))?;
    Ok(inner)
}

/// The beginning of a value, for messages.
fn start(text: &str) -> String {
    text.chars().take(40).collect()
}
