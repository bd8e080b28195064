//! The checkpoint an observatory keeps beside its log: a signed note with the number of events and the RFC 6962 root over
//! their lines, as C2SP's tlog-checkpoint has it. Whoever kept an old one can tell whether everything signed then is
//! still there, and a log that lost its end does not fit its own.
//!
//! # Why a crash is never taken for tampering, and tampering never for a crash
//!
//! Log and checkpoint are two files, and no system changes two files at once. Three facts bridge the gap; the steps are
//! those of [`crate::log`].
//!
//! *The checkpoint never runs ahead of the log.* The new one is written under another name, the lines are appended and
//! synced, and only then the new one takes the place of the old, whole, in one renaming. So no crash leaves a checkpoint
//! over lines that are not on the disk: a log shorter than its checkpoint is damage, always.
//!
//! *The log runs ahead of the checkpoint only while a note lies beside it.* `events.pending` was synced before the first
//! byte of the batch and names where the batch begins. A crash before the renaming therefore leaves: old checkpoint, note,
//! and a log of which only the part before the batch counts. Readers stop there, so old log and old checkpoint agree; the
//! next writer cuts the rest, of which nobody was told. A log longer than its checkpoint without such a note is damage.
//!
//! *The renaming is the commit.* After it the note's digest of the checkpoint is that of the file, so the batch counts, and
//! new log and new checkpoint agree. The caller is told only after the names are on the disk; a crash in between leaves
//! events nobody was told of, which is not a loss.
//!
//! A note somebody plants can hide lines from readers, and make the next writer cut them, but the checkpoint still has
//! their number: the log is then shorter than its checkpoint and `verify` says so. A writer compares log and checkpoint
//! before it appends, so that damage is never sealed in under a new signature.

use crate::checkpoint::Checkpoint;
use crate::key::{PublicKey, SigningKey};
use crate::note::{self, KeyError, Note, VerifierKey};
use crate::tlog::{self, Frontier, leaf};

/// Keeps a signed checkpoint.
#[derive(Debug, Clone)]
pub struct SignedCheckpoint {
    origin: String,
    verifier: VerifierKey,
    signer: Option<note::SigningKey>,
    frontier: Frontier,
    size: u64,
}

impl SignedCheckpoint {
    /// For those who only compare: of the log named `origin`, signed by `key`.
    ///
    /// # Errors
    /// When the name cannot stand on a signature line.
    pub fn of(origin: &str, key: &PublicKey) -> Result<Self, KeyError> {
        let verifier = key.named(origin)?;
        Ok(Self { origin: origin.to_owned(), verifier, signer: None, frontier: Frontier::default(), size: 0 })
    }

    /// For those who append: the same, with the key to sign.
    ///
    /// # Errors
    /// When the name cannot stand on a signature line.
    pub fn signing(origin: &str, key: &SigningKey) -> Result<Self, KeyError> {
        Ok(Self { signer: Some(key.named(origin)?), ..Self::of(origin, key.public())? })
    }

    /// The same over the same lines for those who append: nothing has to be read again.
    ///
    /// # Errors
    /// When the name cannot stand on a signature line.
    pub fn signed_by(&self, key: &SigningKey) -> Result<Self, KeyError> {
        Ok(Self { signer: Some(key.named(&self.origin)?), ..self.clone() })
    }

    /// The text over the lines taken so far.
    fn head(&self) -> tlog::Checkpoint {
        let (origin, root) = (self.origin.clone(), self.frontier.root());
        tlog::Checkpoint { origin, size: self.size, root, extensions: Vec::new() }
    }

    /// What is wrong with a checkpoint that is there.
    fn differs(&self, found: &[u8]) -> Option<String> {
        let note = match Note::parse(found) {
            Ok(note) => note,
            Err(error) => return Some(format!("the checkpoint is no signed note: {error}")),
        };
        if let Err(error) = note.verify(std::slice::from_ref(&self.verifier)) {
            return Some(format!("the checkpoint is not signed by the observatory: {error}"));
        }
        let (head, found) = match tlog::Checkpoint::parse(note.text()) {
            Ok(found) => (self.head(), found),
            Err(error) => return Some(format!("the checkpoint cannot be read: {error}")),
        };
        if found.origin != head.origin {
            return Some(format!("the checkpoint is of the log `{}`, not of `{}`", found.origin, head.origin));
        }
        if found.size != head.size {
            let what = if head.size < found.size { "events are missing" } else { "events were added" };
            return Some(format!("the checkpoint has {} events, the log {}: {what}", found.size, head.size));
        }
        (found.root != head.root)
            .then(|| format!("the checkpoint has the root {}, the lines of the log give {}", found.root, head.root))
    }
}

impl Checkpoint for SignedCheckpoint {
    fn line(&mut self, line: &[u8]) {
        self.frontier.push(0, leaf(line));
        self.size += 1;
    }

    fn extended(&mut self, lines: &[Vec<u8>]) -> Result<Option<Vec<u8>>, String> {
        lines.iter().for_each(|line| self.line(line));
        let signer = self.signer.as_ref().ok_or("without the observatory's secret key nothing can be signed")?;
        let mut note = Note::new(&self.head().to_string()).map_err(|error| error.to_string())?;
        note.sign(signer).map_err(|error| error.to_string())?;
        Ok(Some(note.to_string().into_bytes()))
    }

    fn defect(&mut self, found: Option<&[u8]>) -> Option<String> {
        match (found, self.size) {
            (None, 0) => None,
            (None, size) => Some(format!("the checkpoint is missing beside a log of {size} events")),
            (Some(_), 0) => Some("there is a checkpoint without a log: all events are missing".to_owned()),
            (Some(bytes), _) => self.differs(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "probity/commitments/test";

    fn key() -> SigningKey {
        SigningKey::new(&[7; 32])
    }

    fn made(count: u8) -> (Vec<Vec<u8>>, Vec<u8>) {
        let lines: Vec<Vec<u8>> = (0..count).map(|number| vec![number; 3]).collect();
        let bytes = SignedCheckpoint::signing(ORIGIN, &key()).unwrap().extended(&lines).unwrap().unwrap();
        (lines, bytes)
    }

    fn defect(lines: &[Vec<u8>], found: Option<&[u8]>) -> Option<String> {
        let mut keeper = SignedCheckpoint::of(ORIGIN, key().public()).unwrap();
        lines.iter().for_each(|line| keeper.line(line));
        keeper.defect(found)
    }

    #[test]
    fn it_is_a_note_with_origin_size_and_root() {
        let (lines, bytes) = made(3);
        let text = String::from_utf8(bytes.clone()).unwrap();
        let root = tlog::node(&tlog::node(&leaf(&lines[0]), &leaf(&lines[1])), &leaf(&lines[2]));
        assert!(text.starts_with(&format!("{ORIGIN}\n3\n{root}\n\n— {ORIGIN} ")), "{text}");
        assert_eq!(defect(&lines, Some(&bytes)), None);
        assert_eq!(defect(&[], None), None, "a log that nobody began");
    }

    #[test]
    fn what_does_not_go_together_is_said() {
        let (lines, bytes) = made(3);
        let says = |lines: &[Vec<u8>], found: Option<&[u8]>, word: &str| {
            let message = defect(lines, found).unwrap_or_default();
            assert!(message.contains(word), "{message} | {word}");
        };
        says(&lines, None, "missing");
        says(&[], Some(&bytes), "without a log");
        says(&lines[..2], Some(&bytes), "events are missing");
        says(&[lines.clone(), lines.clone()].concat(), Some(&bytes), "events were added");
        says(&[lines[1].clone(), lines[0].clone(), lines[2].clone()], Some(&bytes), "root");
        let other = SignedCheckpoint::signing(ORIGIN, &SigningKey::new(&[8; 32])).unwrap().extended(&lines).unwrap();
        says(&lines, other.as_deref(), "not signed by the observatory");
        let elsewhere = SignedCheckpoint::signing("probity/other", &key()).unwrap().extended(&lines).unwrap();
        says(&lines, elsewhere.as_deref(), "not signed by the observatory");
    }

    #[test]
    fn any_changed_byte_of_a_checkpoint_is_found() {
        let (lines, bytes) = made(5);
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            assert!(defect(&lines, Some(&changed)).is_some(), "byte {place}");
        }
    }
}
