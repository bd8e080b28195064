//! How far a fold has read its log, for those who keep it and go on from there: pages that are served and a desk that
//! records. What goes on is the same loop that reads a whole log, and what is recorded is judged against the whole fold, so
//! neither answers anything else than a fold from the beginning; only what is new is read.

use super::ledger::{LoadError, Loaded, Pen, ReplayError, planned, read_on};
use super::{Fold, Planned};
use crate::record::Record;
use crate::record::load::Entry;
use probity_store::note::KeyError;
use probity_store::{Checkpoint as _, End, Glance, Lines, PublicKey, SignedCheckpoint, SigningKey, Tail, Writer};
use std::io::BufRead;

/// Where a fold is in its log, and the tree over the lines up to there.
#[derive(Debug, Clone)]
pub struct Place {
    end: End,
    bytes: u64,
    checkpoint: SignedCheckpoint,
}

/// Why nothing was recorded from a place.
#[derive(Debug, thiserror::Error)]
pub enum BehindError {
    /// As when a whole log is read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The checkpoint cannot be signed with this key.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl Place {
    /// Before the first event of the log whose checkpoint this is.
    pub fn beginning(checkpoint: SignedCheckpoint) -> Self {
        Self { end: End::default(), bytes: 0, checkpoint }
    }

    /// How many bytes of the log were read.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// How many events were read.
    pub fn events(&self) -> u64 {
        self.end.next_seq()
    }

    /// The hash of the last of them; 64 zeros when there was none.
    pub fn head(&self) -> &str {
        self.end.head()
    }

    /// Whether a tail begins here: the line before it is still the last one that was read.
    pub fn is_before(&self, tail: &Tail) -> bool {
        self.end == tail.end
    }

    /// Whether both stand at the same event.
    pub fn is_at(&self, other: &Self) -> bool {
        (self.bytes, &self.end) == (other.bytes, &other.end)
    }

    /// Takes the lines behind this place into the fold that stands here. `each` is given every event with its record.
    ///
    /// # Errors
    /// When reading fails or a line is not the next event. Place and fold are then of no use any more.
    pub fn follow<R: BufRead>(
        &mut self,
        fold: &mut Fold,
        lines: &mut Lines<R>,
        observatory: &PublicKey,
        each: impl FnMut(&Glance<'_>, &Record),
    ) -> Result<(), ReplayError> {
        self.bytes += read_on(fold, &mut self.end, lines, None, observatory, &mut self.checkpoint, each)?;
        Ok(())
    }

    /// What [`Place::record`] would say, without writing anything. `found` is the checkpoint beside the log.
    ///
    /// # Errors
    /// Those of [`Place::record`].
    pub fn rehearse(
        &self,
        fold: &mut Fold,
        found: Option<&[u8]>,
        entries: Vec<Entry>,
        pen: &Pen<'_>,
    ) -> Result<Loaded, LoadError> {
        let Planned { drafts, warnings } = self.planned(fold, found, entries, pen)?;
        Ok(Loaded { appended: self.end.rehearse(drafts, pen.at, pen.key)?, warnings })
    }

    /// Records entries behind this place, which must be the end of the writer's log, all or none. `own` signs the checkpoint.
    /// Place and fold stay as they were: what was written is then followed like anything else in the log.
    ///
    /// # Errors
    /// When a rule refuses them or the log cannot be written; the log then has the bytes it had.
    pub fn record(
        &self,
        fold: &mut Fold,
        (writer, found): (&mut Writer, Option<&[u8]>),
        entries: Vec<Entry>,
        pen: &Pen<'_>,
        own: &SigningKey,
    ) -> Result<Loaded, BehindError> {
        let Planned { drafts, warnings } = self.planned(fold, found, entries, pen)?;
        let mut checkpoint = self.checkpoint.signed_by(own)?;
        let appended = writer.append(drafts, pen.at, pen.key, &mut checkpoint).map_err(LoadError::Log)?;
        Ok(Loaded { appended, warnings })
    }

    /// Every rule is asked of the whole fold; what the entries did to it is taken back, whatever came of them.
    fn planned(
        &self,
        fold: &mut Fold,
        found: Option<&[u8]>,
        entries: Vec<Entry>,
        pen: &Pen<'_>,
    ) -> Result<Planned, LoadError> {
        if let Some(defect) = self.checkpoint.clone().defect(found) {
            return Err(LoadError::Damaged(defect));
        }
        fold.attempt(|fold| planned(fold, &self.end, entries, pen))
    }
}
