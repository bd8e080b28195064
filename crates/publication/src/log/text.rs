//! The text form of a proof that travels with what it proves: `c2sp.org/tlog-proof@v1`. It holds the checkpoint, so it
//! can be checked without network as long as one has the log's verifier key.

use super::proof::inclusion;
use crate::note::{Note, Signer, VerifierKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use probity_store::tlog::{Checkpoint, decimal};
use probity_store::tlog::{Hash, leaf};

const FIRST: &str = "c2sp.org/tlog-proof@v1";
/// A path in a tree of 2⁶⁴ leaves has 64 siblings; more lines are no proof.
const HASHES_MAX: usize = 64;

/// A proof of inclusion with the checkpoint it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// Opaque bytes of the application; nothing vouches for them.
    pub extra: Option<Vec<u8>>,
    /// The number of the entry, from 0.
    pub index: u64,
    /// Hashes beside the path, the leaf's sibling first.
    pub hashes: Vec<Hash>,
    /// The checkpoint as it was signed.
    pub checkpoint: Note,
}

/// A text that is no proof, or a proof of something else.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAProof {
    /// Not of the form.
    #[error("line {0}: {1}")]
    Form(usize, &'static str),
    /// The checkpoint is no signed note.
    #[error("the checkpoint in the proof: {0}")]
    Note(#[from] crate::note::Error),
    /// The note is no checkpoint.
    #[error("the checkpoint in the proof: {0}")]
    Checkpoint(#[from] super::NotACheckpoint),
    /// The hashes do not lead from the entry to the root.
    #[error("the entry is not in the log at index {index}: {reason}")]
    Invalid {
        /// The number of the entry.
        index: u64,
        /// Why not.
        reason: super::Invalid,
    },
}

impl TlogProof {
    /// Reads a proof. Nothing is checked but its form.
    ///
    /// # Errors
    /// When it is not of the form, with the line.
    pub fn parse(bytes: &[u8]) -> Result<Self, NotAProof> {
        let text = std::str::from_utf8(bytes).map_err(|_| NotAProof::Form(1, "the proof is not UTF-8"))?;
        let (head, checkpoint) =
            text.split_once("\n\n").ok_or(NotAProof::Form(1, "no empty line parts the hashes from the checkpoint"))?;
        let mut lines = head.split('\n').enumerate().map(|(i, line)| (i + 1, line)).peekable();
        if lines.next().map(|(_, line)| line) != Some(FIRST) {
            return Err(NotAProof::Form(1, "expected `c2sp.org/tlog-proof@v1`"));
        }
        let extra = lines.next_if(|(_, line)| line.starts_with("extra ")).map(|(at, line)| {
            STANDARD.decode(&line["extra ".len()..]).map_err(|_| NotAProof::Form(at, "expected `extra` and base64"))
        });
        let extra = extra.transpose()?;
        let at = if extra.is_some() { 3 } else { 2 };
        let index = lines.next().and_then(|(_, line)| decimal(line.strip_prefix("index ")?));
        let index = index.ok_or(NotAProof::Form(at, "expected `index` and the number of the entry"))?;
        let hash = |(at, line): (usize, &str)| {
            Hash::parse(line).ok_or(NotAProof::Form(at, "expected a hash as base64 of 32 bytes"))
        };
        let hashes = lines.map(hash).collect::<Result<Vec<_>, _>>()?;
        if hashes.len() > HASHES_MAX {
            return Err(NotAProof::Form(at + 1 + HASHES_MAX, "no tree is so high"));
        }
        Ok(Self { extra, index, hashes, checkpoint: Note::parse(checkpoint.as_bytes())? })
    }

    /// The checkpoint's contents; its signatures are not checked here.
    ///
    /// # Errors
    /// When the note is no checkpoint.
    pub fn head(&self) -> Result<Checkpoint, NotAProof> {
        Ok(Checkpoint::parse(self.checkpoint.text())?)
    }

    /// Checks that the entry is in the tree of the checkpoint. Who signed the checkpoint is another question, see
    /// [`TlogProof::verify`].
    ///
    /// # Errors
    /// When it is not.
    pub fn includes(&self, entry: &[u8]) -> Result<Checkpoint, NotAProof> {
        let head = self.head()?;
        inclusion(self.index, head.size, &leaf(entry), &self.hashes, &head.root)
            .map_err(|reason| NotAProof::Invalid { index: self.index, reason })?;
        Ok(head)
    }

    /// Checks that the entry is in the tree of the checkpoint, and that given keys signed the checkpoint.
    ///
    /// # Errors
    /// When one of the two does not hold.
    pub fn verify(&self, entry: &[u8], keys: &[VerifierKey]) -> Result<(Checkpoint, Vec<Signer>), NotAProof> {
        let signers = self.checkpoint.verify(keys)?;
        Ok((self.includes(entry)?, signers))
    }
}

impl std::fmt::Display for TlogProof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{FIRST}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.hashes.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
