//! What the commands do with a log: read it into a fold, record a file in it, verify it. The texts and the time come in,
//! the structures of the contract go out; where the log lies and who prints is decided above.

use super::{Act, Actors, Broken, Fold, Library, Planned, Refused, Shipped, Warning, plan};
use crate::record::Record;
use crate::record::load::Entry;
use jiff::Timestamp;
use jiff::civil::Date;
use probity_store::log::Snapshot;
use probity_store::{
    Appended, Checkpoint, Code, Defect, End, Event, Glance, Lines, LogError, NotAnEvent, PublicKey, SigningKey, Writer,
};
use serde::Serialize;
use serde::de::IgnoredAny;
use std::borrow::Cow;
use std::io::{self, BufRead};

/// Why a log could not be read into a fold.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// Reading failed.
    #[error(transparent)]
    Disk(#[from] io::Error),
    /// A line is no event: the log was changed.
    #[error("event {seq} of the log cannot be read ({error}); `commitments verify` says what is wrong")]
    Line {
        /// The line, from 0.
        seq: u64,
        /// What is wrong with it.
        error: NotAnEvent,
    },
}

/// Why nothing was loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A rule refuses it.
    #[error("{} rules are broken", .0.diagnostics.len())]
    Refused(Refused),
    /// The log and its checkpoint do not go together.
    #[error("{0}; nothing is recorded behind a damaged log")]
    Damaged(String),
    /// The log cannot be read.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// The log cannot be written.
    #[error(transparent)]
    Log(#[from] LogError),
}

/// What `load` and `record` print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Loaded {
    /// How many events, from which number to which, and the head of the log after them.
    #[serde(flatten)]
    pub appended: Appended,
    /// What is odd, and was not refused.
    pub warnings: Vec<Warning>,
}

/// What `verify` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// How many lines the log has.
    pub events: u64,
    /// Whether nothing is wrong.
    pub ok: bool,
    /// The hash of the last event; 64 zeros when there is none.
    pub head: String,
    /// Everything that is wrong, by line.
    pub defects: Vec<Defect>,
}

/// Reads a log into a fold, up to the end of the day `known` when one is given. Numbers and the chain are followed, but
/// neither hashes nor signatures are computed here, and no rule is asked: that is [`verify`]'s. `each` is given every event that counts with its record, `checkpoint`
/// every line.
///
/// # Errors
/// When reading fails or a line is not the next event.
pub fn replay<R: BufRead>(
    lines: &mut Lines<R>,
    known: Option<Date>,
    shipped: Shipped,
    observatory: &PublicKey,
    checkpoint: &mut dyn Checkpoint,
    each: impl FnMut(&Glance<'_>, &Record),
) -> Result<Fold, ReplayError> {
    let mut fold = Fold::new(shipped);
    read_on(&mut fold, &mut End::default(), lines, known, observatory, checkpoint, each)?;
    Ok(fold)
}

/// Takes lines behind `end` into the fold that stands there, moves `end` behind them, and says how many bytes they have.
pub(super) fn read_on<R: BufRead>(
    fold: &mut Fold,
    end: &mut End,
    lines: &mut Lines<R>,
    known: Option<Date>,
    observatory: &PublicKey,
    checkpoint: &mut dyn Checkpoint,
    mut each: impl FnMut(&Glance<'_>, &Record),
) -> Result<u64, ReplayError> {
    let (mut next, mut before, mut last, mut bytes) = (end.next_seq(), end.head().to_owned(), None, 0);
    while let Some(line) = lines.next_line()? {
        let failed = |error| ReplayError::Line { seq: line.number, error };
        let event = Glance::at(line.bytes).map_err(failed)?;
        if !line.whole || event.seq != next || event.prev != before {
            return Err(failed(NotAnEvent("it is not the whole next event".to_owned())));
        }
        before.replace_range(.., &event.hash);
        (next, last, bytes) = (next + 1, Some(event.at), bytes + line.bytes.len() as u64 + 1);
        checkpoint.line(line.bytes);
        // `at` never goes backwards, but an edited log may say otherwise; every event is asked.
        if known.is_none_or(|known| event.known_by(known)) {
            let (act, record) = typed(&event, observatory).map_err(|message| failed(NotAnEvent(message)))?;
            each(&event, &record);
            fold.keep(&act, record, &event.key);
        } else if let Err(error) = serde_json::from_str::<IgnoredAny>(event.record) {
            return Err(failed(NotAnEvent(error.to_string())));
        }
    }
    if let Some(last) = last {
        *end = End::behind(next - 1, &before, last);
    }
    Ok(bytes)
}

fn typed(event: &Glance<'_>, observatory: &PublicKey) -> Result<(Act, Record), String> {
    let kind = super::kind_of(&event.kind)?;
    let record = Record::parse(kind, event.record).map_err(|fault| fault.message)?;
    let act = Act {
        seq: event.seq,
        actor: event.actor.as_ref().into(),
        role: super::role_of(&event.role)?,
        at: event.at,
        effective: event.effective,
        corrects: event.corrects.clone().map(Cow::into_owned),
        by_observatory: event.signer == observatory.signer(),
    };
    Ok((act, super::of_key(record, &event.key)?))
}

/// Who records, when, and with what.
#[derive(Clone, Copy)]
pub struct Pen<'a> {
    /// The time of recording.
    pub at: Timestamp,
    /// The key that signs.
    pub key: &'a SigningKey,
    /// The observatory's key.
    pub observatory: &'a PublicKey,
    /// Where provisions are pinned from.
    pub library: &'a dyn Library,
}

/// Who records a file, when, and what the rules are asked with.
pub struct Recording<'a> {
    /// The time of recording.
    pub at: Timestamp,
    /// The key that signs.
    pub key: &'a SigningKey,
    /// The observatory's key.
    pub observatory: &'a PublicKey,
    /// What may be referred to without being recorded.
    pub shipped: Shipped,
    /// Where provisions are pinned from.
    pub library: &'a dyn Library,
}

/// Records entries in a log, all or none.
///
/// # Errors
/// When a rule refuses them or the log cannot be read or written; the log then has the bytes it had.
pub fn load(
    writer: &mut Writer,
    entries: Vec<Entry>,
    recording: Recording<'_>,
    checkpoint: &mut dyn Checkpoint,
) -> Result<Loaded, LoadError> {
    let (at, key) = (recording.at, recording.key);
    let (planned, _) = read_and_planned(writer.snapshot()?, entries, recording, checkpoint)?;
    let appended = writer.append(planned.drafts, at, key, checkpoint)?;
    Ok(Loaded { appended, warnings: planned.warnings })
}

/// What [`load`] would say, without writing anything: not even a lock.
///
/// # Errors
/// Those of [`load`].
pub fn rehearse(
    snapshot: Snapshot,
    entries: Vec<Entry>,
    recording: Recording<'_>,
    checkpoint: &mut dyn Checkpoint,
) -> Result<Loaded, LoadError> {
    let (at, key) = (recording.at, recording.key);
    let (planned, end) = read_and_planned(snapshot, entries, recording, checkpoint)?;
    Ok(Loaded { appended: end.rehearse(planned.drafts, at, key)?, warnings: planned.warnings })
}

/// The drafts of entries behind a log, and where it ends. A log that does not fit its checkpoint gets no new signature.
fn read_and_planned(
    snapshot: Snapshot,
    entries: Vec<Entry>,
    recording: Recording<'_>,
    checkpoint: &mut dyn Checkpoint,
) -> Result<(Planned, End), LoadError> {
    let Recording { at, key, observatory, shipped, library } = recording;
    let Snapshot { mut lines, checkpoint: file, .. } = snapshot;
    let (mut fold, mut end) = (Fold::new(shipped), End::default());
    read_on(&mut fold, &mut end, &mut lines, None, observatory, checkpoint, |_, _| {})?;
    if let Some(defect) = checkpoint.defect(file.as_deref()) {
        return Err(LoadError::Damaged(defect));
    }
    let planned = planned(&mut fold, &end, entries, &Pen { at, key, observatory, library })?;
    Ok((planned, end))
}

/// The drafts of entries behind the end of the log that a fold has seen.
pub(super) fn planned(fold: &mut Fold, end: &End, entries: Vec<Entry>, pen: &Pen<'_>) -> Result<Planned, LoadError> {
    let signer = (pen.key.public() != pen.observatory).then(|| pen.key.public().signer());
    plan(fold, entries, end.next_seq(), pen.at, signer, pen.library).map_err(LoadError::Refused)
}

/// Verifies a log: V1 to V9.
///
/// # Errors
/// When reading fails.
pub fn verify(
    snapshot: Snapshot,
    observatory: &PublicKey,
    shipped: Shipped,
    checkpoint: &mut dyn Checkpoint,
) -> io::Result<Verified> {
    let Snapshot { mut lines, checkpoint: file, trouble, .. } = snapshot;
    let mut fold = Fold::new(shipped);
    let mut defects = Vec::new();
    let each = |event: &Event| fold.event(event, observatory.signer()).into_iter().map(defect).collect();
    let actors = Actors::new(observatory.clone());
    let summary =
        probity_store::verify(&mut lines, actors, (checkpoint, file.as_deref()), each, |it| defects.push(it))?;
    defects.extend(fold.settle().into_iter().map(defect));
    defects.extend(trouble.map(|message| Defect { seq: summary.events, code: Code::V8, message }));
    defects.sort_by_key(|defect| (defect.seq, defect.code));
    Ok(Verified { events: summary.events, ok: defects.is_empty(), head: summary.head, defects })
}

fn defect(broken: Broken) -> Defect {
    let message = format!("{}: {}", broken.rule, broken.message);
    Defect { seq: broken.seq, code: Code::V9, message }
}
