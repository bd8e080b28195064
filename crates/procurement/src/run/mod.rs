//! A run: flags over processes, and everything that comes out of it in the order it is published in.

mod anomalies;
mod cut;
mod duplicates;
mod fields;
mod findings;
mod grounds;
mod lines;
mod phrases;
mod pipeline;
mod places;
mod publishes;
mod rates;
mod record;
mod rejects;
mod share;
mod sheet;
mod spill;
mod stream;
mod together;
mod watch;

pub use anomalies::Anomalies;
pub use cut::{NoShare, Share};
pub use duplicates::{Duplicates, Judged};
pub(crate) use duplicates::{hash, in_order, judge};
pub use fields::{Coverage, coverage, coverage_csv};
pub use findings::Findings;
pub use grounds::{Flagged, grounds};
pub use places::Places;
pub use publishes::Publishes;
pub(crate) use publishes::amendments;
pub use rates::BaseRate;
pub use rejects::Rejects;
pub use share::{Kept, emit, keep};
pub use sheet::Sheet;
pub use stream::{Counts, Gathered, Options, RunError, gather, watch};
pub use watch::{Watch, Watched};

use crate::facts::{Facts, Registers};
use crate::flag::{Definition, ErasedFlag, ErasedState, Judge, Observed, Outcome, Row, Setup, Subject};
use crate::pack::Reach;
use crate::process::Process;
use crate::quality::{self, Doubts};
use crate::settings::Settings;
use probity_core::State;
use probity_core::parameter::{ParameterError, Parameters};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Flags ready to run.
pub struct Battery {
    flags: Vec<(&'static Definition, Box<dyn ErasedFlag>)>,
}

/// A flag whose parameters do not fit.
#[derive(Debug, thiserror::Error)]
#[error("{code}: {problem}")]
pub struct BatteryError {
    /// The flag.
    pub code: &'static str,
    /// What is wrong.
    pub problem: ParameterError,
}

impl Battery {
    /// Makes the flags from their parameters.
    ///
    /// # Errors
    /// When a parameter is missing or out of its bounds.
    pub fn new(
        definitions: &[&'static Definition],
        parameters: impl Fn(&str) -> Parameters,
        settings: &Settings,
    ) -> Result<Self, BatteryError> {
        let mut flags = Vec::new();
        for &definition in definitions {
            let parameters = parameters(definition.code);
            let flag = (definition.build)(&Setup { parameters: &parameters, settings })
                .map_err(|problem| BatteryError { code: definition.code, problem })?;
            flags.push((definition, flag));
        }
        Ok(Self { flags })
    }

    /// The flags' definitions, in order.
    pub fn definitions(&self) -> impl Iterator<Item = &'static Definition> {
        self.flags.iter().map(|(definition, _)| *definition)
    }

    /// Nothing seen.
    pub fn start(&self) -> Part {
        Part {
            states: self.flags.iter().map(|(_, flag)| flag.state()).collect(),
            registers: Registers::default(),
            publishes: Publishes::default(),
            processes: Vec::new(),
            quality: quality::State::default(),
            anomalies: Anomalies::default(),
        }
    }

    /// Looks at one process with all flags.
    pub fn observe(&self, part: &mut Part, process: &Process<'_>, history: &[Process<'_>], settings: &Settings) {
        let mut observed = Vec::with_capacity(self.flags.len());
        self.look(part, &Facts::new(process, history, settings), |one| observed.push(one));
        let (ocid, publisher) = (process.ocid.text().to_owned(), process.publisher().to_owned());
        // Nobody asks for rows where processes are looked at one by one.
        part.quality.rows.clear();
        part.processes.push(Seen { ocid, publisher, observed });
    }

    /// Looks at one process with all flags and gives what each says, in their order, instead of keeping it.
    pub fn look(&self, part: &mut Part, facts: &Facts<'_>, mut each: impl FnMut(Observed)) {
        facts.known.registers.get_or_init(|| part.registers.clone());
        part.publishes.observe(facts.process);
        part.anomalies.observe(facts);
        let failures = quality::look(facts);
        part.quality.observe(facts, &failures);
        let doubts = if facts.settings.quality.withhold { Doubts::of(&failures) } else { Doubts::default() };
        for ((definition, flag), state) in self.flags.iter().zip(&mut part.states) {
            let reach = reach(definition, facts);
            let mut observed = match (excluded(definition, facts), reach) {
                (Some(answer), _) => answer,
                (None, Reach::Below(answer)) => left_out(definition, answer),
                (None, Reach::Unknown(reason)) => {
                    let mut observed = flag.observe(state, facts);
                    withhold(|| Some(reason.into()), &mut observed);
                    observed
                }
                (None, Reach::Reached) => flag.observe(state, facts),
            };
            withhold(|| doubts.reason(definition.code).map(Cow::Borrowed), &mut observed);
            if facts.process.elsewhere {
                point(&mut observed, facts.process);
            }
            each(observed);
        }
    }

    /// Takes a part of the input that follows into this one.
    pub fn merge(&self, into: &mut Part, other: Part) {
        for ((flag, into), other) in self.flags.iter().zip(&mut into.states).zip(other.states) {
            flag.1.merge(into, other);
        }
        into.publishes.merge(other.publishes);
        into.quality.merge(other.quality);
        into.anomalies.merge(other.anomalies);
        into.processes.extend(other.processes);
    }

    /// What all processes together say.
    pub fn judge(&self, part: Part) -> Verdicts {
        let judges = self.flags.iter().zip(part.states).map(|((_, flag), state)| flag.finish(state)).collect();
        let Part { publishes, quality, anomalies, .. } = part;
        Verdicts { definitions: self.definitions().collect(), judges, publishes, quality, anomalies }
    }

    /// All answers.
    pub fn finish(&self, mut part: Part) -> Answers {
        let processes = std::mem::take(&mut part.processes);
        let verdicts = self.judge(part);
        let mut answers = Answers::default();
        for seen in processes {
            for ((definition, judge), observed) in verdicts.judges().zip(seen.observed) {
                if let Some(outcome) = settle(observed, judge, &verdicts.publishes, &seen.publisher) {
                    answers.process(definition.code, &seen.ocid, outcome);
                }
            }
        }
        for (definition, judge) in verdicts.judges() {
            answers.others(definition, judge.rows());
            answers.notes.insert(definition.code, judge.notes());
        }
        answers.publishes = verdicts.publishes;
        answers
    }
}

/// What all processes together say, flag by flag.
pub struct Verdicts {
    definitions: Vec<&'static Definition>,
    judges: Vec<Box<dyn Judge>>,
    /// What each publisher publishes.
    pub publishes: Publishes,
    /// What the checks of quality found.
    pub quality: quality::State,
    /// What is odd in the input.
    pub anomalies: Anomalies,
}

impl Verdicts {
    /// The flags and their judges.
    pub fn judges(&self) -> impl Iterator<Item = (&'static Definition, &dyn Judge)> {
        self.definitions.iter().copied().zip(self.judges.iter().map(AsRef::as_ref))
    }
}

/// What a flag says of a process that a rule pack leaves out: cancelled tenders stay cancelled, and nothing enters the
/// state, so that no fence is computed from prices that a rule set.
fn excluded(definition: &Definition, facts: &Facts<'_>) -> Option<Observed> {
    let exclusion = facts.settings.exclusions.get(definition.code)?;
    if facts.is_cancelled() {
        return None;
    }
    Some(left_out(definition, exclusion.answer(facts)?))
}

/// Where a process stands to the threshold from which the rule of a pack looks; a cancelled one stays cancelled.
fn reach(definition: &Definition, facts: &Facts<'_>) -> Reach {
    let rule = facts.settings.above.get(definition.code).filter(|_| !facts.is_cancelled());
    rule.map_or(Reach::Reached, |rule| rule.reach(facts))
}

/// An answer about a process that a flag does not see.
fn left_out(definition: &Definition, answer: Outcome) -> Observed {
    if definition.of.contains(&Subject::Process) { Observed::Row(answer) } else { Observed::Nothing }
}

/// What a flag says of a process about which it may not be raised or cleared, because its release contradicts a value that
/// the flag reads or nobody can say whether the flag's rule looks at it: flagged and clear become insufficient, and what
/// was insufficient or not applicable already stays. Where the judge has yet to speak, the reason waits with the answer.
fn withhold(reason: impl FnOnce() -> Option<Cow<'static, str>>, observed: &mut Observed) {
    let (outcome, waits) = match observed {
        Observed::Row(outcome) | Observed::IfPublished(_, outcome) => (outcome, false),
        Observed::Pending(_, outcome) => (outcome, true),
        Observed::Nothing => return,
    };
    if !matches!(outcome.state, State::Flagged | State::Clear) {
        return;
    }
    match reason() {
        Some(reason) if waits => outcome.reason = reason,
        Some(reason) => {
            let evidence = std::mem::take(&mut outcome.evidence);
            *outcome = Outcome::insufficient(reason).on(evidence);
        }
        None => {}
    }
}

/// Lets the evidence of a process point to where its values are published.
fn point(observed: &mut Observed, process: &Process<'_>) {
    match observed {
        Observed::Row(outcome) | Observed::IfPublished(_, outcome) | Observed::Pending(_, outcome) => {
            outcome.evidence.point(|pointer| process.published(pointer));
        }
        Observed::Nothing => {}
    }
}

/// The answer of a judge about a row that waited with a reason why it may not be raised or cleared.
fn after_judgement(before: State, reason: &str, outcome: Outcome) -> Outcome {
    let answers = |state: State| matches!(state, State::Flagged | State::Clear);
    if reason.is_empty() || !answers(before) || !answers(outcome.state) {
        return outcome;
    }
    Outcome::insufficient(reason.to_owned()).on(outcome.evidence)
}

fn settle(observed: Observed, judge: &dyn Judge, publishes: &Publishes, publisher: &str) -> Option<Outcome> {
    match observed {
        Observed::Nothing => None,
        Observed::Row(outcome) => Some(outcome),
        Observed::IfPublished(path, outcome) if publishes.has(publisher, path) => Some(outcome),
        Observed::IfPublished(path, _) => Some(Outcome::insufficient(format!("never_published:{path}"))),
        Observed::Pending(key, outcome) => {
            let reason = outcome.reason.to_string();
            let decided = outcome.state;
            Some(after_judgement(decided, &reason, judge.judge(&key, outcome)))
        }
    }
}

/// What was seen of a part of the input.
pub struct Part {
    states: Vec<ErasedState>,
    registers: Registers,
    publishes: Publishes,
    processes: Vec<Seen>,
    quality: quality::State,
    anomalies: Anomalies,
}

struct Seen {
    ocid: String,
    publisher: String,
    observed: Vec<Observed>,
}

/// One published row.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The process; empty for rows about other subjects.
    pub ocid: String,
    /// The flag.
    pub code: &'static str,
    /// Subject and answer.
    pub row: Row,
}

/// Everything a run answers.
#[derive(Debug, Default)]
pub struct Answers {
    /// The rows, in the order of the input; [`Self::sort`] brings them into the order of their keys.
    pub rows: Vec<Answer>,
    /// Fences and other numbers, by flag.
    pub notes: BTreeMap<&'static str, BTreeMap<String, serde_json::Value>>,
    /// How often each flag gave which answer.
    pub rates: BTreeMap<&'static str, BaseRate>,
    /// What each publisher publishes.
    pub publishes: Publishes,
}

impl Answers {
    fn process(&mut self, code: &'static str, ocid: &str, mut outcome: Outcome) {
        self.rates.entry(code).or_default().count(outcome.state);
        for party in std::mem::take(&mut outcome.parties) {
            // Only flagged tenderers have a row beside that of their process.
            if outcome.state == State::Flagged {
                let own = Outcome { value: party.value, ..Outcome::flagged().on(outcome.evidence.clone()) };
                let row = Row { subject_type: Subject::Tenderer, subject: party.id, outcome: own };
                self.rows.push(Answer { ocid: ocid.to_owned(), code, row });
            }
        }
        let row = Row { subject_type: Subject::Process, subject: ocid.to_owned(), outcome };
        self.rows.push(Answer { ocid: ocid.to_owned(), code, row });
    }

    fn others(&mut self, definition: &'static Definition, rows: impl Iterator<Item = Row>) {
        let of_processes = definition.of.contains(&Subject::Process);
        for row in rows {
            if !of_processes {
                self.rates.entry(definition.code).or_default().count(row.outcome.state);
            }
            self.rows.push(Answer { ocid: String::new(), code: definition.code, row });
        }
    }

    /// Sorts the rows by their key.
    pub fn sort(&mut self) {
        let key = |answer: &Answer| (answer.row.subject_type.word(), answer.code);
        self.rows.sort_by(|a, b| {
            (&a.ocid, key(a).0, &a.row.subject, key(a).1).cmp(&(&b.ocid, key(b).0, &b.row.subject, key(b).1))
        });
    }
}
