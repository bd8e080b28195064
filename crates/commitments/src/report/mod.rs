//! Reports in the form reviewing bodies and governments use: one tree of sections in three languages, from which a page, a
//! table and linked data are made. Counts are shown as they are; what they mean is for the organ to say.

mod board;
mod calendar;
mod case;
mod checklist;
mod citing;
mod compliance;
mod country_sheet;
mod csv;
mod html;
mod iati;
mod jsonld;
mod make;
mod quarterly;
mod recommendation;
mod shadow;
mod situation;
mod tell;
mod treaty;
mod tree;
mod wording;

pub use self::csv::csv;
pub use citing::{citing, instrument_name, state_name};
pub use html::html;
pub use iati::{Reporter, iati};
pub use jsonld::json_ld;
pub use make::{Made, Question, ReportError, report};
pub use tell::{NoNames, StateNames};
pub use tree::{Block, Cell, Document, Fact, Link, Phrase, Section, Side, Span, Table};
pub use wording::{Count, Previous, Values, Wording, wording};

use std::fmt;
use std::str::FromStr;

/// What sort of report it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// What a report of the organ concludes on every recommendation.
    Compliance,
    /// What a state can say on its open recommendations.
    Situation,
    /// The self-assessment of a state party, and what is missing in it.
    Checklist,
    /// The measures of a national programme at a cut-off.
    Quarterly,
    /// What others say, beside what the authorities say.
    Shadow,
    /// A state on few pages.
    CountrySheet,
    /// One recommendation: what the organ, the authorities, the analyst and others said about it.
    Recommendation,
    /// One treaty: its parties and what every source asserts.
    Treaty,
    /// Everything that is due.
    Calendar,
    /// Everything there is.
    Board,
}

impl Kind {
    /// All kinds, in the order the documentation lists them.
    pub const ALL: [Self; 10] = [
        Self::Compliance,
        Self::Situation,
        Self::Checklist,
        Self::Quarterly,
        Self::Shadow,
        Self::CountrySheet,
        Self::Recommendation,
        Self::Treaty,
        Self::Calendar,
        Self::Board,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Compliance => "compliance",
            Self::Situation => "situation",
            Self::Checklist => "checklist",
            Self::Quarterly => "quarterly",
            Self::Shadow => "shadow",
            Self::CountrySheet => "country-sheet",
            Self::Recommendation => "recommendation",
            Self::Treaty => "treaty",
            Self::Calendar => "calendar",
            Self::Board => "board",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| {
            let known = Self::ALL.map(Self::name).join(", ");
            format!("`{name}` is not a kind of report ({known})")
        })
    }
}
