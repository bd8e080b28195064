//! All that a reader of the log asks at one moment: the fold, where the log ended, and what evidence rests on. Whoever serves
//! pages or forms keeps one and makes another when the log has grown.

use super::World;
use crate::rules::State;

/// What is recorded at one moment.
pub struct Snapshot {
    /// The records that count.
    pub state: State,
    /// How many events there are.
    pub events: u64,
    /// The hash of the last one; empty for none.
    pub head: String,
    /// What evidence rests on, as it looks now.
    pub world: Box<dyn World + Send + Sync>,
}
