//! Says of every line whether it is what was once recorded: V1 to V7 by the log itself, V8 by its checkpoint, and room
//! for the rules of whoever knows what the events mean. One line is in memory at a time, and a defect is named where it
//! is: a changed byte in one line does not put blame on all lines after it.

use crate::checkpoint::Checkpoint;
use crate::event::{Event, NO_HASH};
use crate::key::PublicKey;
use crate::lines::{Line, Lines};
use jiff::Timestamp;
use serde::Serialize;
use std::io::{self, BufRead};

/// What is wrong, as the documentation numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Code {
    /// The line is not a canonical event and a line feed.
    V1,
    /// Its number is not its place.
    V2,
    /// It is not chained to the event before.
    V3,
    /// Its hash is not that of its content.
    V4,
    /// The signature does not fit.
    V5,
    /// The signer is unknown or not this actor's.
    V6,
    /// It was recorded before the event before it.
    V7,
    /// The checkpoint says something else.
    V8,
    /// The content breaks a rule.
    V9,
    /// A file that the event names is missing, or has other bytes.
    V10,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Defect {
    /// The line's number, from 0; for a checkpoint, how many events there are.
    pub seq: u64,
    /// Which rule.
    pub code: Code,
    /// What is wrong, in a sentence.
    pub message: String,
}

/// Whose a signature is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signer<'a> {
    /// The key may sign for this actor at this time.
    Right(&'a PublicKey),
    /// The key is known, but not as this actor's at this time.
    Other(&'a PublicKey),
    /// Nobody's.
    Unknown,
}

/// Knows who may sign what. It is told every event whose hash and signature are right, in order, because
/// events register keys.
pub trait Signers {
    /// Whose the signature of `event` is.
    fn signer(&self, event: &Event) -> Signer<'_>;

    /// Takes note of an event whose hash and signature are right.
    fn learn(&mut self, event: &Event);
}

/// One key that may sign everything.
impl Signers for PublicKey {
    fn signer(&self, event: &Event) -> Signer<'_> {
        if event.signer == PublicKey::signer(self) { Signer::Right(self) } else { Signer::Unknown }
    }

    fn learn(&mut self, _: &Event) {}
}

/// What a log is, once it has been read to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// How many lines.
    pub events: u64,
    /// The hash of the last event; 64 zeros when there is none.
    pub head: String,
}

/// Checks lines one after the other.
#[derive(Debug)]
pub struct Verifier<S> {
    signers: S,
    /// The number the next event should have.
    next: u64,
    lines: u64,
    /// The hash of the event before; unknown after a line that could not be read.
    before: Option<String>,
    last: Option<Timestamp>,
    head: String,
    scratch: Vec<u8>,
}

impl<S: Signers> Verifier<S> {
    /// At the beginning of a log.
    pub fn new(signers: S) -> Self {
        let none = NO_HASH.to_owned();
        Self { signers, next: 0, lines: 0, before: Some(none.clone()), last: None, head: none, scratch: Vec::new() }
    }

    /// The event of the next line, and what is wrong with it.
    pub fn check(&mut self, line: Line<'_>) -> (Option<Event>, Vec<Defect>) {
        let place = self.lines;
        self.lines += 1;
        let defect = |code, message: String| Defect { seq: place, code, message };
        if !line.whole {
            self.skip();
            let message = "the line does not end with a line feed: a part of it is missing".to_owned();
            return (None, vec![defect(Code::V1, message)]);
        }
        match Event::parse(line.bytes, &mut self.scratch) {
            Err(error) => {
                self.skip();
                (None, vec![defect(Code::V1, format!("not an event: {error}"))])
            }
            Ok(event) => {
                let mut found = Vec::new();
                let mut say = |code, message| found.push(defect(code, message));
                self.chain(&event, &mut say);
                self.proof(&event, &mut say);
                // A line that is out of place is still somebody's word; one that is not as it was signed is nobody's.
                if !found.iter().any(|defect| matches!(defect.code, Code::V4 | Code::V5 | Code::V6)) {
                    self.signers.learn(&event);
                }
                self.last = Some(event.at);
                self.head.clone_from(&event.hash);
                self.before = Some(event.hash.clone());
                (Some(event), found)
            }
        }
    }

    /// After a line that cannot be read nothing is known about the hash the next one should be chained to.
    fn skip(&mut self) {
        self.next += 1;
        self.before = None;
    }

    /// Number, chain and time.
    fn chain(&mut self, event: &Event, say: &mut impl FnMut(Code, String)) {
        let chained = self.before.as_ref().is_none_or(|before| *before == event.prev);
        if event.seq != self.next {
            say(Code::V2, format!("the event has the number {}, expected {}", event.seq, self.next));
        }
        if !chained {
            let before = self.before.as_deref().unwrap_or_default();
            say(Code::V3, format!("`prev` is {}, but the event before has the hash {before}", event.prev));
        }
        // A line that is not chained was moved here: its own number says what should come after it.
        let here = if chained { self.next } else { event.seq };
        self.next = here.saturating_add(1);
        if let Some(last) = self.last.filter(|last| event.at < *last) {
            say(Code::V7, format!("recorded at {}, before the event before it ({last})", event.at));
        }
    }

    /// Hash, signature and signer.
    fn proof(&mut self, event: &Event, say: &mut impl FnMut(Code, String)) {
        let hash = event.computed_hash(&mut self.scratch);
        if hash != event.hash {
            say(Code::V4, format!("the content has the hash {hash}, the event says {}", event.hash));
        }
        let signer = self.signers.signer(event);
        match signer {
            Signer::Right(key) | Signer::Other(key) if !key.fits(&event.hash, &event.sig) => {
                say(Code::V5, format!("the signature is not that of {} over this hash", event.signer));
            }
            _ => {}
        }
        match signer {
            Signer::Right(_) => {}
            Signer::Other(_) => {
                say(Code::V6, format!("the key {} is not that of `{}` at {}", event.signer, event.actor, event.at));
            }
            Signer::Unknown => say(Code::V6, format!("nobody's key is known as `{}`", event.signer)),
        }
    }

    /// What has been read.
    pub fn summary(&self) -> Summary {
        Summary { events: self.lines, head: self.head.clone() }
    }
}

/// Reads a log to its end. `each` is given every event that can be read and says what else is wrong (the rules of the room,
/// V9); `checkpoint` is compared with the file found beside the log; `found` is told every defect, in the order
/// of the lines.
///
/// # Errors
/// When reading fails.
pub fn verify<R: BufRead, S: Signers>(
    lines: &mut Lines<R>,
    signers: S,
    checkpoint: (&mut dyn Checkpoint, Option<&[u8]>),
    mut each: impl FnMut(&Event) -> Vec<Defect>,
    mut found: impl FnMut(Defect),
) -> io::Result<Summary> {
    let mut verifier = Verifier::new(signers);
    let (keeper, file) = checkpoint;
    while let Some(line) = lines.next_line()? {
        keeper.line(line.bytes);
        let (event, defects) = verifier.check(line);
        defects.into_iter().for_each(&mut found);
        event.as_ref().map(&mut each).unwrap_or_default().into_iter().for_each(&mut found);
    }
    let summary = verifier.summary();
    if let Some(message) = keeper.defect(file) {
        found(Defect { seq: summary.events, code: Code::V8, message });
    }
    Ok(summary)
}
