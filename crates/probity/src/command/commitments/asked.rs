//! What every view of the log is asked with: the observatory, the day in the world, the day of knowledge.

use crate::clock;
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::path::PathBuf;

/// The two times of a question.
#[derive(Debug, Args)]
pub struct Asked {
    /// Directory of the observatory
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
    /// The day in the world: facts that hold from later days are not seen [default: today]
    #[arg(long, value_name = "DATE")]
    pub at: Option<Date>,
    /// The day of knowledge: what was recorded after its end (UTC) is not seen [default: everything]
    #[arg(long, value_name = "DATE")]
    pub known: Option<Date>,
    /// What counts as now when `--at` is not given [default: the clock]
    #[arg(long, value_name = "INSTANT", value_parser = clock::instant)]
    pub now: Option<Timestamp>,
}

impl Asked {
    /// The day in the world.
    pub fn day(&self) -> Date {
        self.at.unwrap_or_else(|| TimeZone::UTC.to_datetime(clock::now(self.now)).date())
    }
}
