//! Findings in the order of their keys, settled when all processes were seen: nothing but rows about other subjects than
//! processes is held.

use super::lines::{Files, Line, Lines};
use super::phrases::{Phrase, Phrases, When};
use super::record::{Record, Said};
use super::stream::{Gathered, RunError};
use super::together::Together;
use super::{BaseRate, Verdicts, after_judgement};
use crate::flag::{Calibrated, Definition, Judge, Outcome, Row, Rows, Subject};
use probity_core::State;
use probity_registers::table::Word;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use tempfile::NamedTempFile;

/// What was written.
pub struct Findings {
    /// The table.
    pub parquet: NamedTempFile,
    /// The same as CSV, if wanted.
    pub csv: Option<NamedTempFile>,
    /// How often each flag gave which answer.
    pub rates: BTreeMap<&'static str, BaseRate>,
    /// Numbers of the run, by flag.
    pub notes: BTreeMap<&'static str, BTreeMap<String, serde_json::Value>>,
    /// Which flags come together in processes, as CSV.
    pub together: String,
    /// What was computed from all processes and decided, by flag; nothing for flags that look at single ones only.
    pub calibrations: BTreeMap<&'static str, Calibrated>,
    /// Rows.
    pub rows: u64,
}

impl Gathered {
    /// Settles every answer and writes the findings; the files have no names yet.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn findings(&mut self, folder: &Path, csv: bool) -> Result<Findings, RunError> {
        let mut files = Files::new(folder, csv)?;
        let mut rates: Vec<BaseRate> = self.verdicts.judges().map(|_| BaseRate::default()).collect();
        if self.others {
            others(&self.verdicts, &mut files, &mut rates)?;
        }
        let verdicts = &self.verdicts;
        let mut settling = Settling::new(verdicts, self.spill.phrases(), files, rates);
        self.spill.each(|record| settling.process(record))?;
        let Settling { files, rates, together, .. } = settling;
        let (parquet, csv, rows) = files.finish()?;
        let codes = || verdicts.judges().map(|(definition, _)| definition.code);
        let notes = verdicts.judges().map(|(definition, judge)| (definition.code, judge.notes())).collect();
        let together = together.csv(&codes().collect::<Vec<_>>());
        let calibrations = verdicts
            .judges()
            .filter_map(|(definition, judge)| Some(judge.calibration()?.digest().map(|own| (definition.code, own))))
            .collect::<Result<_, _>>()
            .map_err(io::Error::from)?;
        Ok(Findings { parquet, csv, rates: codes().zip(rates).collect(), notes, together, calibrations, rows })
    }
}

/// A flag with rows about other subjects than processes.
struct Flagging<'v> {
    /// Its row that comes next.
    next: Row,
    rows: Rows<'v>,
    code: Word,
    /// The place of the flag in the order of codes.
    place: usize,
    /// Where its answers are counted, if its rows about processes are not.
    rate: Option<&'v mut BaseRate>,
}

impl Flagging<'_> {
    fn key(&self) -> ((Subject, &str), usize) {
        (self.next.key(), self.place)
    }
}

/// The rows about buyers, pairs, markets: they have no ocid and stand first. There may be as many as pairs of firms times
/// flags, so of every flag one row is held, and the flags' rows are merged as they come.
fn others(verdicts: &Verdicts, files: &mut Files, rates: &mut [BaseRate]) -> Result<(), RunError> {
    let mut judges: Vec<_> = verdicts.judges().zip(rates).collect();
    judges.sort_by_key(|((definition, _), _)| definition.code);
    // The flag whose row comes first stands last.
    let mut flags: Vec<Box<Flagging<'_>>> = Vec::new();
    for (place, ((definition, judge), rate)) in judges.into_iter().enumerate() {
        let mut rows = judge.rows();
        let Some(next) = rows.next() else { continue };
        let rate = (!definition.of.contains(&Subject::Process)).then_some(rate);
        let code = files.word(definition.code);
        put(&mut flags, Box::new(Flagging { next, rows, code, place, rate }));
    }
    while let Some(mut flag) = flags.pop() {
        // Usually the flag's next row comes before those of all others.
        loop {
            if let Some(rate) = &mut flag.rate {
                rate.count(flag.next.outcome.state);
            }
            files.push_other(flag.code, &flag.next)?;
            let Some(next) = flag.rows.next() else { break };
            flag.next = next;
            if flags.last().is_some_and(|first| first.key() < flag.key()) {
                put(&mut flags, flag);
                break;
            }
        }
    }
    Ok(())
}

/// Puts a flag before those whose rows come before its own. There are few, and its next row is often among the first.
fn put<'v>(flags: &mut Vec<Box<Flagging<'v>>>, flag: Box<Flagging<'v>>) {
    let after = flags.iter().rposition(|other| other.key() > flag.key());
    flags.insert(after.map_or(0, |after| after + 1), flag);
}

/// What is said with a phrase, as rows say it.
struct Spoken {
    phrase: Phrase,
    state: Word,
    reason: Word,
    /// The reason where the publisher never publishes what the answer rests on.
    never: Word,
    /// Whether the publisher of the process at hand publishes it.
    holds: bool,
}

impl Spoken {
    fn new(phrase: &Phrase, files: &mut Files) -> Self {
        let (state, reason) = (files.state(phrase.state), files.reason(&phrase.reason));
        let never = match phrase.when {
            When::Published(path) => files.reason(&format!("never_published:{path}")),
            When::Always | When::Judged => reason,
        };
        Self { phrase: phrase.clone(), state, reason, never, holds: true }
    }
}

/// A tenderer flagged along with its process.
struct Beside {
    id: String,
    /// The place of the flag.
    place: usize,
    value: Option<f64>,
    evidence: String,
}

/// Settles the answers about processes, one process after another.
struct Settling<'v> {
    verdicts: &'v Verdicts,
    judges: Vec<(&'static str, Word, &'v dyn Judge)>,
    spoken: Vec<Spoken>,
    publisher: String,
    files: Files,
    rates: Vec<BaseRate>,
    /// The rows of the process at hand.
    lines: Lines,
    /// The room of evidence that judges add to.
    room: String,
    beside: Vec<Beside>,
    together: Together,
}

impl<'v> Settling<'v> {
    fn new(verdicts: &'v Verdicts, phrases: &Phrases, mut files: Files, rates: Vec<BaseRate>) -> Self {
        let mut word = |text: &str| files.word(text);
        let judge =
            |(definition, judge): (&'static Definition, &'v dyn Judge)| (definition.code, word(definition.code), judge);
        let judges = verdicts.judges().map(judge).collect();
        let spoken = phrases.iter().map(|phrase| Spoken::new(phrase, &mut files)).collect();
        let (publisher, room, beside) = (String::new(), String::new(), Vec::new());
        let (lines, together) = (Lines::default(), Together::default());
        let mut own = Self { verdicts, judges, spoken, publisher, files, rates, lines, room, beside, together };
        own.publisher_is("");
        own
    }

    /// Finds out what the publisher publishes; processes of one publisher come one after another.
    fn publisher_is(&mut self, publisher: &str) {
        publisher.clone_into(&mut self.publisher);
        for spoken in &mut self.spoken {
            if let When::Published(path) = spoken.phrase.when {
                spoken.holds = self.verdicts.publishes.has(publisher, path);
            }
        }
    }

    /// The rows of one process: its own by code, then those of tenderers flagged with it.
    fn process(&mut self, record: Record<'_>) -> Result<(), RunError> {
        if record.publisher != self.publisher {
            self.publisher_is(record.publisher);
        }
        self.lines.clear();
        for (place, said) in record.said().enumerate() {
            if let Some(said) = said {
                self.answer(place, &said);
            }
        }
        self.files.push_all(record.ocid, Subject::Process, record.ocid, &self.lines)?;
        self.together.next();
        let mut beside = std::mem::take(&mut self.beside);
        let code = |place: usize| self.judges.get(place).map(|(code, _, _)| *code);
        beside.sort_by(|a, b| (&a.id, code(a.place)).cmp(&(&b.id, code(b.place))));
        for Beside { id, place, value, evidence } in beside.drain(..) {
            let Some((_, code, _)) = self.judges.get(place) else { continue };
            let (state, reason) = (self.files.state(State::Flagged), self.files.reason(""));
            let line = Line { code: *code, state, value, range: None, reason, evidence: &evidence };
            self.files.push(record.ocid, Subject::Tenderer, &id, &line)?;
        }
        self.beside = beside;
        Ok(())
    }

    fn answer(&mut self, place: usize, said: &Said<'_>) {
        let Some((_, code, judge)) = self.judges.get(place).copied() else { return };
        let Some(spoken) = self.spoken.get(said.phrase as usize) else { return };
        let Spoken { phrase: Phrase { when, state, reason: own }, holds, .. } = spoken;
        if *when == When::Judged {
            let waiting = said.outcome(&spoken.phrase, std::mem::take(&mut self.room));
            let settled = after_judgement(*state, own, judge.judge(said.key, waiting));
            return self.settled(place, code, settled);
        }
        if !*holds {
            let (state, reason) = (self.files.state(State::Insufficient), spoken.never);
            self.lines.push(&Line { code, state, value: None, range: None, reason, evidence: "" });
            return self.count(place, State::Insufficient);
        }
        let (state, Said { value, range, evidence, .. }) = (*state, *said);
        self.lines.push(&Line { code, state: spoken.state, value, range, reason: spoken.reason, evidence });
        if state == State::Flagged {
            self.beside.extend(said.parties.iter().map(|(id, value)| beside(id, place, value, evidence)));
        }
        self.count(place, state);
    }

    /// An answer of a judge.
    fn settled(&mut self, place: usize, code: Word, outcome: Outcome) {
        let Outcome { state, value, range, reason, evidence, parties } = outcome;
        let (word, reason, evidence) = (self.files.state(state), self.files.reason(&reason), evidence.into_elements());
        self.lines.push(&Line { code, state: word, value, range, reason, evidence: &evidence });
        if state == State::Flagged {
            self.beside.extend(parties.iter().map(|party| beside(&party.id, place, party.value, &evidence)));
        }
        self.room = evidence;
        self.count(place, state);
    }

    fn count(&mut self, place: usize, state: State) {
        if let Some(rate) = self.rates.get_mut(place) {
            rate.count(state);
        }
        self.together.answer(place, state);
    }
}

fn beside(id: &str, place: usize, value: Option<f64>, evidence: &str) -> Beside {
    Beside { id: id.to_owned(), place, value, evidence: evidence.to_owned() }
}
