//! What a test of change allows to say. Pages, briefs and tables take their verbs from it, whatever was tested, so that
//! "rose" and "fell" never stand without a test behind them.

use std::fmt;

/// What the test allows to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It rose, beyond noise.
    Rose,
    /// It fell, beyond noise.
    Fell,
    /// Neither can be said.
    NoClearChange,
}

impl Verdict {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rose => "rose",
            Self::Fell => "fell",
            Self::NoClearChange => "no_clear_change",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
