//! Findings in the order of their keys, row by row into their files: nothing but rows about other subjects than processes
//! is held. The columns and their kinds are fixed, whatever the rows hold.

use super::phrases::{Phrase, Phrases, When};
use super::record::{Record, Said};
use super::stream::{Gathered, RunError};
use super::{BaseRate, Verdicts, after_judgement};
use crate::flag::{Calibrated, Definition, Judge, Outcome, Row, Rows, Subject};
use probity_core::{State, canonical};
use probity_registers::table::{ColumnKind, TableSchema, TableWriter, Value, Word};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// The columns.
const COLUMNS: [(&str, ColumnKind); 10] = [
    ("ocid", ColumnKind::Text),
    ("subject_type", ColumnKind::Text),
    ("subject", ColumnKind::Text),
    ("code", ColumnKind::Text),
    ("state", ColumnKind::Text),
    ("value", ColumnKind::Number),
    ("low", ColumnKind::Number),
    ("high", ColumnKind::Number),
    ("reason", ColumnKind::Text),
    ("evidence", ColumnKind::Text),
];

/// Columns of few words.
const WORDS: [&str; 6] = ["ocid", "subject_type", "subject", "code", "state", "reason"];

/// What can be answered.
const STATES: [State; 6] =
    [State::Flagged, State::Clear, State::Insufficient, State::NotApplicable, State::Value, State::Withheld];

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
    /// What was computed from all processes and decided, by flag; nothing for flags that look at single ones only.
    pub calibrations: BTreeMap<&'static str, Calibrated>,
    /// Rows.
    pub rows: u64,
}

/// One row.
struct Line<'a> {
    ocid: &'a str,
    kind: Word,
    subject: &'a str,
    code: Word,
    state: Word,
    value: Option<f64>,
    range: Option<(f64, f64)>,
    reason: Word,
    evidence: &'a str,
}

struct Files {
    parquet: TableWriter<BufWriter<NamedTempFile>>,
    csv: Option<csv::Writer<NamedTempFile>>,
    /// The evidence of the row that is being written.
    evidence: String,
    states: Vec<(State, Word)>,
    kinds: Vec<(Subject, Word)>,
    no_reason: Word,
    rows: u64,
}

impl Files {
    fn new(folder: &Path, csv: bool) -> Result<Self, RunError> {
        let file = BufWriter::with_capacity(1 << 20, probity_registers::temporary(folder)?);
        let mut parquet = TableWriter::with_words(file, &TableSchema::new("findings", &COLUMNS), &WORDS)?;
        let no_reason = parquet.word("");
        let states = STATES.map(|state| (state, parquet.word(state.word()))).to_vec();
        let csv = csv.then(|| probity_registers::temporary(folder)).transpose()?;
        let builder = || {
            let mut builder = csv::WriterBuilder::new();
            builder.terminator(csv::Terminator::Any(b'\n')).buffer_capacity(1 << 20);
            builder
        };
        let mut csv = csv.map(|file| builder().from_writer(file));
        if let Some(csv) = &mut csv {
            csv.write_record(COLUMNS.map(|(name, _)| name)).map_err(io::Error::from)?;
        }
        let kinds = Subject::ALL.map(|kind| (kind, parquet.word(kind.word()))).to_vec();
        Ok(Self { parquet, csv, evidence: String::new(), states, kinds, no_reason, rows: 0 })
    }

    fn state(&self, state: State) -> Word {
        self.states.iter().find(|(own, _)| *own == state).map_or(self.no_reason, |(_, word)| *word)
    }

    fn kind(&self, kind: Subject) -> Word {
        self.kinds.iter().find(|(own, _)| *own == kind).map_or(self.no_reason, |(_, word)| *word)
    }

    fn reason(&mut self, reason: &str) -> Word {
        if reason.is_empty() { self.no_reason } else { self.parquet.word(reason) }
    }

    /// Adds a row about another subject than a process.
    fn push_other(&mut self, code: Word, row: &Row) -> Result<(), RunError> {
        let Row { subject_type, subject, outcome } = row;
        let reason = self.reason(&outcome.reason);
        self.push(&Line {
            ocid: "",
            kind: self.kind(*subject_type),
            subject,
            code,
            state: self.state(outcome.state),
            value: outcome.value,
            range: outcome.range,
            reason,
            evidence: outcome.evidence.elements(),
        })
    }

    fn push(&mut self, line: &Line<'_>) -> Result<(), RunError> {
        self.evidence.clear();
        self.evidence.push('[');
        self.evidence.push_str(line.evidence);
        self.evidence.push(']');
        let (low, high) = (line.range.map(|range| range.0), line.range.map(|range| range.1));
        let row = [
            Value::Text(line.ocid),
            Value::Word(line.kind),
            Value::Text(line.subject),
            Value::Word(line.code),
            Value::Word(line.state),
            line.value.into(),
            low.into(),
            high.into(),
            Value::Word(line.reason),
            Value::Text(&self.evidence),
        ];
        self.parquet.push(&row, None)?;
        self.rows += 1;
        if let Some(csv) = &mut self.csv {
            let number = canonical::optional;
            let (value, low, high) = (number(line.value), number(low), number(high));
            let [kind, code, state, reason] =
                [line.kind, line.code, line.state, line.reason].map(|word| self.parquet.text(word));
            let evidence = self.evidence.as_str();
            let row = [line.ocid, kind, line.subject, code, state, &value, &low, &high, reason, evidence];
            csv.write_record(row).map_err(io::Error::from)?;
        }
        Ok(())
    }
}

impl Gathered {
    /// Settles every answer and writes the findings; the files have no names yet.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn findings(&mut self, folder: &Path, csv: bool) -> Result<Findings, RunError> {
        let mut files = Files::new(folder, csv)?;
        let mut rates: Vec<BaseRate> = self.verdicts.judges().map(|_| BaseRate::default()).collect();
        others(&self.verdicts, &mut files, &mut rates)?;
        let verdicts = &self.verdicts;
        let mut settling = Settling::new(verdicts, self.spill.phrases(), files, rates);
        self.spill.each(|record| settling.process(record))?;
        let Settling { files: Files { parquet, csv, rows, .. }, rates, .. } = settling;
        let mut file = parquet.into_output()?;
        file.flush()?;
        let parquet = file.into_inner().map_err(|error| RunError::Io(error.into_error()))?;
        let csv = csv.map(|csv| csv.into_inner().map_err(|error| io::Error::other(error.to_string()))).transpose()?;
        let codes = || verdicts.judges().map(|(definition, _)| definition.code);
        let notes = verdicts.judges().map(|(definition, judge)| (definition.code, judge.notes())).collect();
        let calibrations = verdicts
            .judges()
            .filter_map(|(definition, judge)| Some(judge.calibration()?.digest().map(|own| (definition.code, own))))
            .collect::<Result<_, _>>()
            .map_err(io::Error::from)?;
        Ok(Findings { parquet, csv, rates: codes().zip(rates).collect(), notes, calibrations, rows })
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
        let code = files.parquet.word(definition.code);
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
    process: Word,
    tenderer: Word,
    /// The room of evidence that judges add to.
    room: String,
    beside: Vec<Beside>,
}

impl<'v> Settling<'v> {
    fn new(verdicts: &'v Verdicts, phrases: &Phrases, mut files: Files, rates: Vec<BaseRate>) -> Self {
        let mut word = |text: &str| files.parquet.word(text);
        let judge =
            |(definition, judge): (&'static Definition, &'v dyn Judge)| (definition.code, word(definition.code), judge);
        let judges = verdicts.judges().map(judge).collect();
        let [process, tenderer] = [Subject::Process, Subject::Tenderer].map(|kind| files.kind(kind));
        let spoken = phrases.iter().map(|phrase| Spoken::new(phrase, &mut files)).collect();
        let (publisher, room, beside) = (String::new(), String::new(), Vec::new());
        let mut own = Self { verdicts, judges, spoken, publisher, files, rates, process, tenderer, room, beside };
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
        for (place, said) in record.said().enumerate() {
            if let Some(said) = said {
                self.answer(record.ocid, place, &said)?;
            }
        }
        let mut beside = std::mem::take(&mut self.beside);
        let code = |place: usize| self.judges.get(place).map(|(code, _, _)| *code);
        beside.sort_by(|a, b| (&a.id, code(a.place)).cmp(&(&b.id, code(b.place))));
        for Beside { id, place, value, evidence } in beside.drain(..) {
            let Some((_, code, _)) = self.judges.get(place) else { continue };
            let own = self.line(record.ocid, *code, self.files.state(State::Flagged), self.files.no_reason);
            self.files.push(&Line { kind: self.tenderer, subject: &id, value, evidence: &evidence, ..own })?;
        }
        self.beside = beside;
        Ok(())
    }

    fn answer(&mut self, ocid: &str, place: usize, said: &Said<'_>) -> Result<(), RunError> {
        let Some((_, code, judge)) = self.judges.get(place) else { return Ok(()) };
        let Some(spoken) = self.spoken.get(said.phrase as usize) else { return Ok(()) };
        let Spoken { phrase: Phrase { when, state, .. }, holds, .. } = spoken;
        if *when == When::Judged {
            let Phrase { state, reason, .. } = &spoken.phrase;
            let waiting = said.outcome(&spoken.phrase, std::mem::take(&mut self.room));
            let settled = after_judgement(*state, reason, judge.judge(said.key, waiting));
            return self.settled(ocid, place, *code, settled);
        }
        let (state, state_word, reason) = match holds {
            true => (*state, spoken.state, spoken.reason),
            false => (State::Insufficient, self.files.state(State::Insufficient), spoken.never),
        };
        let line = self.line(ocid, *code, state_word, reason);
        if *holds {
            let Said { value, range, evidence, .. } = *said;
            self.files.push(&Line { value, range, evidence, ..line })?;
        } else {
            self.files.push(&line)?;
        }
        if *holds && state == State::Flagged {
            said.parties.iter().for_each(|(id, value)| self.beside.push(beside(id, place, value, said.evidence)));
        }
        self.count(place, state);
        Ok(())
    }

    /// An answer of a judge.
    fn settled(&mut self, ocid: &str, place: usize, code: Word, outcome: Outcome) -> Result<(), RunError> {
        let Outcome { state, value, range, reason, evidence, parties } = outcome;
        let reason = self.files.reason(&reason);
        let line = self.line(ocid, code, self.files.state(state), reason);
        let evidence = evidence.into_elements();
        self.files.push(&Line { value, range, evidence: &evidence, ..line })?;
        if state == State::Flagged {
            self.beside.extend(parties.iter().map(|party| beside(&party.id, place, party.value, &evidence)));
        }
        self.room = evidence;
        self.count(place, state);
        Ok(())
    }

    fn count(&mut self, place: usize, state: State) {
        if let Some(rate) = self.rates.get_mut(place) {
            rate.count(state);
        }
    }

    fn line<'a>(&self, ocid: &'a str, code: Word, state: Word, reason: Word) -> Line<'a> {
        Line { ocid, kind: self.process, subject: ocid, code, state, value: None, range: None, reason, evidence: "" }
    }
}

fn beside(id: &str, place: usize, value: Option<f64>, evidence: &str) -> Beside {
    Beside { id: id.to_owned(), place, value, evidence: evidence.to_owned() }
}
