//! `probity commitments deadlines`: what is due, by when, and whether it came, as a table or as a calendar.

use super::asked::Asked;
use super::status::unwritten;
use crate::evidence::Now;
use crate::failure::Failure;
use crate::ledger::Ledger;
use crate::output::{Format, Table};
use crate::terminal;
use clap::Args;
use jiff::civil::Date;
use probity_commitments::view::{DeadlineRow, DeadlineState, View, deadlines, reminders};
use probity_core::{Digest, Language};
use probity_publication::feed::{Channel, ics};
use probity_publication::locale::Day;

/// How many digits of a digest name an entry.
const NAME: usize = 32;

/// `probity commitments deadlines`.
#[derive(Debug, Args)]
pub struct Deadlines {
    #[command(flatten)]
    asked: Asked,
    /// A calendar (RFC 5545) with reminders 90, 30 and 7 days before and on the day after, instead of CSV
    #[arg(long, conflicts_with = "format")]
    ical: bool,
    /// Format of the table
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
}

/// Runs the command.
pub fn run(arguments: &Deadlines) -> Result<(), Failure> {
    let ledger = Ledger::open(&arguments.asked.dir)?;
    let fold = ledger.replay(arguments.asked.known, |_, _| {})?;
    let now = Now::of(ledger.observatory(), fold.state(), arguments.asked.known)?;
    let view = View::new(fold.state(), arguments.asked.day(), None, &now);
    let found = deadlines(&view);
    let bytes = match arguments.ical {
        true => calendar(&ledger, &found.rows).into_bytes(),
        false => Table::of("deadlines", &found.cells().map_err(unwritten)?).contents(arguments.format)?,
    };
    terminal::data(&bytes);
    Ok(())
}

fn calendar(ledger: &Ledger, rows: &[DeadlineRow]) -> String {
    let name = ledger.observatory().configuration().name.get(Language::En).to_owned();
    let channel = Channel {
        base: "",
        language: Language::En,
        title: format!("{name}: deadlines"),
        author: &name,
        // Entries keep their names as long as the observatory keeps its key.
        authority: ledger.key().signer(),
        path: String::new(),
        page: String::new(),
    };
    let events: Vec<ics::Event> = rows.iter().filter_map(event).collect();
    ics::calendar(&channel, &events)
}

/// One deadline as an entry; one without a date is none.
fn event(row: &DeadlineRow) -> Option<ics::Event> {
    let day = |date: Date| date.to_string().parse::<Day>().ok();
    // What a deadline is and what started it never changes; its date and state do.
    let name = format!("{}\n{}\n{}\n{}", row.subject, row.deadline, row.rule, row.started);
    let digest = Digest::of(name.as_bytes()).to_string();
    let status = match row.state {
        DeadlineState::Open | DeadlineState::DueSoon | DeadlineState::Overdue => ics::Status::Planned,
        DeadlineState::Met | DeadlineState::MetLate => ics::Status::Done,
        DeadlineState::Superseded | DeadlineState::Void => ics::Status::Cancelled,
    };
    let rule = Some(row.rule.as_str()).filter(|rule| !rule.is_empty());
    let note = Some(row.note.as_str()).filter(|note| !note.is_empty());
    Some(ics::Event {
        id: digest.get(..NAME).unwrap_or(&digest).to_owned(),
        day: day(row.due?)?,
        updated: day(row.changed)?,
        sequence: row.changes,
        title: format!("{}: {}", row.subject, row.deadline.replace('_', " ")),
        text: rule.into_iter().chain(note).collect::<Vec<_>>().join("\n"),
        page: None,
        status,
        reminders: reminders(),
    })
}
