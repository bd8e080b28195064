//! What the reader of a date should know, as a value: tables print it in English, reports in the language of the reader.

use crate::names::Names;
use jiff::civil::Date;
use std::fmt;

/// A remark on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Nobody compared the rule with the organ's own text.
    Unverified,
    /// The organ set the date, and the procedure has no rule for one.
    SetByOrgan,
    /// The window had nothing to judge.
    NoMeasureOpen,
    /// A window of a programme.
    Window {
        /// The day it is about.
        cutoff: Date,
        /// When its review begins.
        opens: Date,
    },
    /// The report that came instead says what it answers.
    Received {
        /// The report.
        report: String,
        /// When the information was received.
        on: Date,
    },
    /// The calendar knows years around this one and not this one.
    YearGap(i16),
    /// The calendar does not reach this year.
    YearOutside(i16),
    /// The day of a holiday is only expected.
    Estimated {
        /// The day.
        day: Date,
        /// What the holiday is called.
        name: Names,
    },
    /// There is no date, and why, in English.
    NoDate(String),
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unverified => f.write_str("unverified rule"),
            Self::SetByOrgan => f.write_str("set by the organ; the procedure has no rule for it"),
            Self::NoMeasureOpen => f.write_str("no measure was open"),
            Self::Window { cutoff, opens } => write!(f, "cut-off {cutoff}, review from {opens}"),
            Self::Received { report, on } => write!(f, "`{report}` answers information received on {on}"),
            Self::YearGap(year) => write!(f, "calendar lists no day of {year}"),
            Self::YearOutside(year) => write!(f, "calendar does not cover {year}"),
            Self::Estimated { day, name } => {
                let name = name.get("en").map(|name| format!(" ({})", name.text)).unwrap_or_default();
                write!(f, "{day}{name} is an estimated day")
            }
            Self::NoDate(why) => f.write_str(why),
        }
    }
}

/// Notes in a row, as tables have them.
pub(crate) fn printed(notes: &[Note]) -> String {
    notes.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
