//! The seam for V8. A chain shows every change but one: lines cut off its end. A checkpoint kept beside the log closes
//! that gap. [`crate::SignedCheckpoint`] is the one that observatories keep; tests of the log keep simpler ones.

/// Keeps the file `checkpoint` beside a log. Whoever implements it is told every line of the log, in order: those already
/// there while they are read, new ones by [`Checkpoint::extended`].
pub trait Checkpoint {
    /// Takes one line (without its line feed) that is in the log.
    fn line(&mut self, line: &[u8]);

    /// The bytes of the checkpoint over the lines taken so far and `lines`, which are taken too; `None` when no checkpoint
    /// is kept.
    ///
    /// # Errors
    /// When it cannot be made; nothing is then written to the log.
    fn extended(&mut self, lines: &[Vec<u8>]) -> Result<Option<Vec<u8>>, String>;

    /// What is wrong with the file as it was found (`None` when there is none), over the lines taken.
    fn defect(&mut self, found: Option<&[u8]>) -> Option<String>;
}

/// For logs without a checkpoint.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoCheckpoint;

impl Checkpoint for NoCheckpoint {
    fn line(&mut self, _: &[u8]) {}

    fn extended(&mut self, _: &[Vec<u8>]) -> Result<Option<Vec<u8>>, String> {
        Ok(None)
    }

    fn defect(&mut self, _: Option<&[u8]>) -> Option<String> {
        None
    }
}
