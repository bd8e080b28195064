//! A run over files of any size: every block is looked at by one thread, what it says of each process is put aside, and
//! only what flags keep to compare with stays in memory. Three things make a run begin again: a process that occurs more
//! than once, a file of lines that turn out to be parts of documents, and a second publisher.

use super::cut::Cut;
use super::duplicates::{Duplicates, Held, Release, Repeated, first_repeated, hash, in_order, judge, repeated};
use super::pipeline::{self, Files, Pass};
use super::places::{self, Places};
use super::rejects::Rejects;
use super::sheet::Sheet;
use super::spill::Spill;
use super::watch::{Watch, Watched};
use super::{Battery, Verdicts};
use crate::facts::{Facts, Place};
use crate::merge::Rules;
use crate::partial::PartialError;
use crate::process::Process;
use crate::process::identity::publisher;
use crate::quality::Rows;
use crate::settings::Settings;
use crate::source::{BLOCK, Block, Digest, Given, Looked, Reading, Reject, file_names};
use probity_core::Diagnostic;
use probity_registers::Input;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::Path;
use std::sync::Mutex;

/// How to run.
#[derive(Clone, Copy)]
pub struct Options<'o> {
    /// The settings.
    pub settings: &'o Settings,
    /// What to do with several releases of one process.
    pub duplicates: Duplicates,
    /// Threads; answers do not depend on it.
    pub threads: usize,
    /// Where temporary files go.
    pub folder: &'o Path,
}

/// Why a run ends without an answer.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// A file cannot be written or read.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// A process occurs more than once, and that was to be an error.
    #[error("the process `{ocid}` occurs {count} times: {places}")]
    Repeated {
        /// The process.
        ocid: String,
        /// How often.
        count: usize,
        /// Where.
        places: String,
    },
    /// A partial cannot be used.
    #[error("{0}")]
    Partial(#[from] PartialError),
    /// A table cannot be written.
    #[error("{0}")]
    Table(#[from] probity_registers::Error),
    /// Something of the program itself is wrong.
    #[error("{0}")]
    Program(String),
}

/// How much there was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents that are JSON, by file.
    pub documents: Vec<u64>,
    /// Rejects, by file.
    pub rejects: Vec<u64>,
    /// Releases with an ocid.
    pub releases: u64,
    /// Processes judged.
    pub processes: u64,
    /// Processes with several releases.
    pub repeated: u64,
    /// Publishers. Where there are several, organisations whose identifiers name no register are told apart by them.
    pub publishers: u64,
}

/// All that was seen.
pub struct Gathered {
    /// What all processes together say.
    pub verdicts: Verdicts,
    pub(super) spill: Spill,
    /// Rows about quality.
    pub quality: Rows,
    /// How much there was.
    pub counts: Counts,
    /// SHA-256 of the files as they are, packed or not; of those that were read to their end.
    pub digests: Vec<Option<String>>,
    /// What could not be used.
    pub rejects: Rejects,
    /// Where every release stands.
    pub places: Places,
    /// Files that could not be read, or not to their end.
    pub faults: Vec<Diagnostic>,
    /// Whether the rows about other subjects than processes are written here.
    pub others: bool,
}

/// What one block gave.
#[derive(Default)]
struct Parcel {
    file: usize,
    sheet: Sheet,
    hashes: Vec<u64>,
    publishers: BTreeSet<String>,
    held: Vec<(u64, Release)>,
    places: places::Rows,
    looked: Looked,
    releases: u64,
    processes: u64,
    repeated: u64,
}

/// Why a pass was broken off.
enum Again {
    Documents(usize),
    Repeated,
    Publishers,
}

struct Run<'r, W> {
    watch: &'r W,
    options: Options<'r>,
    rules: Rules,
    pool: rayon::ThreadPool,
    inputs: &'r [Input],
    /// What is published of the names of files.
    names: Vec<&'r str>,
    /// Sheets that were read, for blocks to come: fresh memory costs more than what is written into it.
    spare: Mutex<Vec<Sheet>>,
    /// Whether there are several publishers whose organisations are to be told apart.
    among_publishers: bool,
    /// Which share is looked at.
    cut: Option<Cut>,
}

/// A pass that looks at processes, except those that are known to occur more than once.
struct Looking<'l, 'r, W> {
    run: &'l Run<'r, W>,
    known: Option<&'l HashSet<u64>>,
}

impl<W: Watch> Pass for Looking<'_, '_, W> {
    type Part = W::Part;
    type Parcel = Parcel;
    type Error = RunError;

    const GOES_ON: bool = W::GOES_ON;

    fn start(&self) -> W::Part {
        self.run.watch.start()
    }

    fn look(&self, part: &mut W::Part, block: &Block) -> Parcel {
        self.run.look(part, block, self.known)
    }

    fn merge(&self, into: &mut W::Part, other: W::Part) {
        self.run.watch.merge(into, other);
    }
}

/// A pass for the hashes of all ocids.
struct Hashing;

impl Pass for Hashing {
    type Part = Vec<u64>;
    type Parcel = ();
    type Error = RunError;

    fn start(&self) -> Vec<u64> {
        Vec::new()
    }

    fn look(&self, part: &mut Vec<u64>, block: &Block) {
        block.releases(&mut |given| part.push(hash(&ocid(&given))));
    }

    fn merge(&self, into: &mut Vec<u64>, other: Vec<u64>) {
        into.extend(other);
    }
}

/// Looks at all processes of the inputs with flags.
///
/// # Errors
/// As [`watch`].
pub fn gather(inputs: &[Input], battery: &Battery, options: Options<'_>) -> Result<Gathered, RunError> {
    let Watched { part, spill, quality, counts, digests, rejects, places, faults } = watch(inputs, battery, options)?;
    let verdicts = battery.judge(part);
    Ok(Gathered { verdicts, spill, quality, counts, digests, rejects, places, faults, others: true })
}

/// Looks at all processes of the inputs.
///
/// # Errors
/// When a temporary file cannot be written, or a process occurs more than once and that is to be an error.
pub fn watch<W: Watch>(inputs: &[Input], watch: &W, options: Options<'_>) -> Result<Watched<W::Part>, RunError> {
    let program = |error: &dyn std::fmt::Display| RunError::Program(error.to_string());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads.max(1)).build();
    let rules = Rules::ocds_1_1().map_err(|error| program(&error))?;
    let pool = pool.map_err(|error| program(&error))?;
    let mut files =
        Files { inputs, readings: vec![Reading::Told; inputs.len()], digests: vec![Digest::default(); inputs.len()] };
    let cut = watch.share().map(|share| Cut::of(share, &mut files, &pool)).transpose()?;
    let mut known: Option<HashSet<u64>> = cut.as_ref().map(Cut::repeated);
    let among_publishers = watch.tells_apart();
    let (names, spare) = (file_names(inputs), Mutex::default());
    let mut run = Run { watch, options, rules, pool, inputs, names, spare, among_publishers, cut };
    loop {
        match run.pass(&mut files, known.as_ref())? {
            Ok(watched) => return Ok(watched),
            Err(Again::Documents(file)) => {
                if let Some(reading) = files.readings.get_mut(file) {
                    *reading = Reading::Documents;
                }
            }
            Err(Again::Repeated) => known = Some(run.repeated(&mut files)?),
            Err(Again::Publishers) => run.among_publishers = true,
        }
    }
}

impl<W: Watch> Run<'_, W> {
    /// The hashes of processes that occur more than once.
    fn repeated(&self, files: &mut Files<'_>) -> Result<HashSet<u64>, RunError> {
        let (all, _) = pipeline::run(&Hashing, files, &self.pool, |()| Ok(true))?;
        Ok(repeated(all))
    }

    /// One pass over all files.
    fn pass(
        &self,
        files: &mut Files<'_>,
        known: Option<&HashSet<u64>>,
    ) -> Result<Result<Watched<W::Part>, Again>, RunError> {
        let (number, readings) = (self.inputs.len(), files.readings.clone());
        self.watch.restart();
        let mut spill = Spill::new(self.options.folder)?;
        let mut held = Held::new(self.options.folder)?;
        let mut rejects = Rejects::new(self.options.folder, self.inputs)?;
        let mut quality = Rows::new(self.options.folder, W::HEADER)?;
        let mut places = Places::new(self.options.folder)?;
        let mut counts = Counts { documents: vec![0; number], rejects: vec![0; number], ..Counts::default() };
        let mut seen = HashSet::new();
        let mut publishers = self.cut.as_ref().map(|cut| cut.publishers.clone()).unwrap_or_default();
        let mut again = None;
        let take = |mut parcel: Parcel| -> Result<bool, RunError> {
            if parcel.looked.goes_on && readings.get(parcel.file) == Some(&Reading::Told) {
                again = Some(Again::Documents(parcel.file));
            } else if known.is_none() && !parcel.hashes.iter().all(|hash| seen.insert(*hash)) {
                again = Some(Again::Repeated);
            }
            publishers.append(&mut parcel.publishers);
            if W::AMONG_PUBLISHERS && !self.among_publishers && publishers.len() > 1 && again.is_none() {
                again = Some(Again::Publishers);
            }
            if again.is_some() {
                return Ok(false);
            }
            counts.add(&parcel);
            parcel.looked.rejects.iter().try_for_each(|reject| rejects.push(reject))?;
            parcel.held.iter().try_for_each(|(hash, release)| held.push(*hash, release))?;
            spill.push(&parcel.sheet)?;
            quality.push(&parcel.sheet.rows)?;
            places.push(parcel.places)?;
            self.done(parcel.sheet);
            Ok(true)
        };
        let looking = Looking { run: self, known };
        let (mut whole, faults) = pipeline::run(&looking, files, &self.pool, take)?;
        if let Some(again) = again {
            return Ok(Err(again));
        }
        counts.publishers = publishers.len() as u64;
        if self.options.duplicates == Duplicates::Error {
            self.refuse(&mut held)?;
        }
        self.held(&mut held, |part, parcel| {
            counts.processes += parcel.processes;
            counts.repeated += parcel.repeated;
            parcel.looked.rejects.iter().try_for_each(|reject| rejects.push(reject))?;
            spill.push(&parcel.sheet)?;
            quality.push(&parcel.sheet.rows)?;
            self.done(parcel.sheet);
            self.watch.follow(&mut whole, part);
            Ok(())
        })?;
        let faults = faults
            .into_iter()
            .chain(counts.unreadable(self.inputs, self.cut.as_ref().map_or(&counts.documents, |cut| &cut.documents)))
            .collect();
        let digests = files.digests.drain(..).map(Digest::finish).collect();
        Ok(Ok(Watched { part: whole, spill, quality, counts, digests, rejects, places, faults }))
    }

    /// An empty sheet.
    fn sheet(&self) -> Sheet {
        self.spare.lock().ok().and_then(|mut spare| spare.pop()).unwrap_or_default()
    }

    /// Keeps a sheet that was read for another block.
    fn done(&self, mut sheet: Sheet) {
        sheet.clear();
        if let Ok(mut spare) = self.spare.lock() {
            spare.push(sheet);
        }
    }

    /// Looks at one block.
    fn look(&self, part: &mut W::Part, block: &Block, known: Option<&HashSet<u64>>) -> Parcel {
        let mut parcel = Parcel { file: block.file, ..Parcel::default() };
        let mut sheet = self.sheet();
        let mut problems = Vec::new();
        let mut numbers = self.cut.as_ref().map_or(0, |cut| cut.before(block))..;
        let looked = block.releases(&mut |given| {
            let name = ocid(&given);
            let place = Place { file: block.file, line: given.line, at: given.at };
            let hash = hash(&name);
            if !parcel.publishers.contains(publisher(&name)) {
                parcel.publishers.insert(publisher(&name).to_owned());
            }
            let at = numbers.next().unwrap_or_default();
            if self.cut.as_ref().is_some_and(|cut| !cut.has(at, hash)) {
                return;
            }
            parcel.releases += given.texts.len() as u64;
            if W::PLACES {
                parcel.places.add(self.names.get(block.file).copied().unwrap_or_default(), &name, &given);
            }
            if known.is_some_and(|known| known.contains(&hash)) {
                let Place { file, line, at } = place;
                let release = |text: &&str| Release { text: (*text).to_owned(), file, line, at };
                parcel.held.extend(given.texts.iter().map(|text| (hash, release(text))));
                return;
            }
            parcel.hashes.push(hash);
            parcel.processes += 1;
            if let Some(process) = given.process {
                let history = in_order(given.history, self.options.settings.clock);
                self.observe(part, &mut sheet, process, &history, place);
                return;
            }
            parcel.repeated += 1;
            // A record is one statement about its process, whatever is done with several statements.
            if let Some(problem) = self.several(part, &mut sheet, given.texts, Duplicates::Merge, place) {
                problems.push(unmerged(&block.name, given.line, name, problem));
            }
        });
        parcel.looked = looked;
        if self.cut.as_ref().is_some_and(|cut| !cut.has_block(block)) {
            (parcel.looked.documents, parcel.looked.rejects) = (0, Vec::new());
        }
        parcel.looked.rejects.append(&mut problems);
        parcel.looked.rejects.sort_by_key(|reject| reject.line);
        sheet.sort();
        parcel.sheet = sheet;
        parcel
    }

    fn observe(
        &self,
        part: &mut W::Part,
        sheet: &mut Sheet,
        process: &Process<'_>,
        history: &[Process<'_>],
        place: Place,
    ) {
        if self.among_publishers {
            let history: Vec<Process<'_>> = history.iter().map(Process::among_publishers).collect();
            let process = process.among_publishers();
            let facts = Facts::new(&process, &history, self.options.settings).at(place);
            return self.watch.look(part, sheet, &facts);
        }
        self.watch.look(part, sheet, &Facts::new(process, history, self.options.settings).at(place));
    }

    fn several(
        &self,
        part: &mut W::Part,
        sheet: &mut Sheet,
        texts: &[&str],
        policy: Duplicates,
        place: Place,
    ) -> Option<String> {
        judge(texts, policy, &self.rules, self.options.settings.clock, |own| {
            self.observe(part, sheet, own.process, own.history, place);
        })
    }

    /// Looks at the processes that were put aside, in portions that fit into memory.
    fn held(
        &self,
        held: &mut Held,
        mut take: impl FnMut(W::Part, Parcel) -> Result<(), RunError>,
    ) -> Result<(), RunError> {
        let groups = held.groups();
        let mut groups = groups.into_iter().peekable();
        while groups.peek().is_some() {
            let (mut portion, mut size) = (Vec::new(), 0);
            while size < BLOCK
                && let Some(group) = groups.next()
            {
                size += held.size(&group);
                portion.extend(held.read(&group)?);
            }
            let parts: Vec<&[Vec<Release>]> =
                portion.chunks(portion.len().div_ceil(self.options.threads.max(1))).collect();
            let looked: Vec<(W::Part, Parcel)> =
                self.pool.install(|| parts.par_iter().map(|part| self.look_again(part)).collect());
            looked.into_iter().try_for_each(|(part, parcel)| take(part, parcel))?;
        }
        Ok(())
    }

    fn look_again(&self, processes: &[Vec<Release>]) -> (W::Part, Parcel) {
        let (mut part, mut parcel) = (self.watch.start(), Parcel::default());
        let mut sheet = self.sheet();
        for releases in processes {
            let texts: Vec<&str> = releases.iter().map(|release| release.text.as_str()).collect();
            parcel.processes += 1;
            parcel.repeated += u64::from(texts.len() > 1);
            let policy = self.options.duplicates;
            let Some(last) = releases.last() else { continue };
            let place = Place { file: last.file, line: last.line, at: last.at };
            let Some(problem) = self.several(&mut part, &mut sheet, &texts, policy, place) else { continue };
            let name = self.inputs.get(last.file).map_or("", Input::name);
            let ocid = Process::parse(&last.text).map(|own| own.ocid.text().to_owned()).unwrap_or_default();
            parcel.looked.rejects.push(unmerged(name, last.line, ocid, problem));
        }
        sheet.sort();
        parcel.sheet = sheet;
        (part, parcel)
    }

    fn refuse(&self, held: &mut Held) -> Result<(), RunError> {
        let Some(Repeated { ocid, places }) = first_repeated(held)? else { return Ok(()) };
        let place = |(file, line): &(usize, u64)| format!("{}:{line}", self.inputs.get(*file).map_or("", Input::name));
        let count = places.len();
        let places = places.iter().take(5).map(place).collect::<Vec<_>>().join(", ");
        Err(RunError::Repeated { ocid, count, places })
    }
}

impl Counts {
    fn add(&mut self, parcel: &Parcel) {
        if let Some(documents) = self.documents.get_mut(parcel.file) {
            *documents += parcel.looked.documents;
        }
        if let Some(rejects) = self.rejects.get_mut(parcel.file) {
            *rejects += parcel.looked.rejects.len() as u64;
        }
        self.releases += parcel.releases;
        self.processes += parcel.processes;
        self.repeated += parcel.repeated;
    }

    /// Files in which nothing is JSON.
    fn unreadable(&self, inputs: &[Input], documents: &[u64]) -> Vec<Diagnostic> {
        let files = inputs.iter().zip(documents).zip(&self.rejects);
        let lost = files.filter(|((_, documents), rejects)| **documents == 0 && **rejects > 0);
        lost.map(|((input, _), _)| {
            Diagnostic::error("json", input.name(), "nothing in this file is JSON")
                .hint("name files of releases as JSON or JSON Lines, plain or packed as `.gz` or `.zst`")
        })
        .collect()
    }
}

fn unmerged(file: &str, line: u64, ocid: String, problem: String) -> Reject {
    let hint = "give each release its date as text, or choose `--duplicates last`";
    Reject { code: "ocds-merge", file: file.to_owned(), line, ocid, problem, hint }
}

pub(super) fn ocid(given: &Given<'_>) -> String {
    let own = |text: &&str| Process::parse(text).map(|process| process.ocid.text().to_owned()).unwrap_or_default();
    match given.process {
        Some(process) => process.ocid.text().to_owned(),
        None => given.texts.first().map(own).unwrap_or_default(),
    }
}
