//! A log that a test records files in, one after the other, through the door a command uses: nothing is asked of a fold
//! that could not have been recorded. Every test of this crate that needs a log makes it here.

use jiff::Timestamp;
use probity_commitments::record::load::{Entry, Form, read};
use probity_commitments::rules::{Fold, Library, NoLibrary, Planned, Refused, Shipped, plan};

/// Who records what names nobody.
pub const DEFAULTS: &str = "defaults = { actor = \"sec\", role = \"secretariat\" }\n";

/// A fold, and how many events it has seen.
pub struct Recorder<'a> {
    /// What is recorded so far.
    pub fold: Fold,
    seq: u64,
    library: &'a dyn Library,
}

impl Default for Recorder<'_> {
    /// Nothing is recorded, shipped or in a library.
    fn default() -> Self {
        Self { fold: Fold::new(Shipped::default()), seq: 0, library: &NoLibrary }
    }
}

impl<'a> Recorder<'a> {
    /// With the procedures of the program, and provisions from `library`.
    pub fn shipped(library: &'a dyn Library) -> Self {
        Self { fold: Fold::new(Shipped::with_program().unwrap()), seq: 0, library }
    }

    /// Records the file `load.toml`. Its events count as recorded even when they are refused, as nobody goes on then.
    pub fn load(&mut self, text: &str, at: Timestamp) -> Result<Planned, Refused> {
        self.record(read("load.toml", text, Form::Toml).unwrap_or_else(|wrong| panic!("{wrong:#?}")), at)
    }

    /// The same for entries that were read otherwise.
    pub fn record(&mut self, entries: Vec<Entry>, at: Timestamp) -> Result<Planned, Refused> {
        let (seq, count) = (self.seq, entries.len() as u64);
        self.seq += count;
        plan(&mut self.fold, entries, seq, at, None, self.library)
    }

    /// The same for a file that must be accepted.
    pub fn accept(&mut self, text: &str, at: Timestamp) -> Planned {
        self.load(text, at).unwrap_or_else(|refused| panic!("{refused:#?}"))
    }
}
