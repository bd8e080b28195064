//! Everything that is due, was due or was met, in the order of days. Every row names the rule that gave its date; dates that
//! an organ set stand in place of computed ones.

use super::Kind;
use super::tell::Teller;
use super::tree::{Cell, Phrase, Section, Table, Writer};
use super::wording::Values;
use crate::view::{DeadlineRow, deadlines};

/// The sections: what is still running first.
pub(super) fn sections(tell: &Teller<'_>) -> Vec<Section> {
    let all = deadlines(tell.view).rows;
    let (running, past): (Vec<&DeadlineRow>, Vec<&DeadlineRow>) = all.iter().partition(|row| row.is_running());
    let mut out = Writer::default();
    for (id, rows) in [("running", running), ("past", past)] {
        out.section(id, "", tell.plain(&format!("section-{id}")));
        if rows.is_empty() {
            out.add(tell.plain("deadlines-none"));
        }
        out.table(table(tell, &format!("table-{id}"), rows.into_iter()));
    }
    out.finish()
}

/// Deadlines with what they are about.
pub(super) fn table<'r>(tell: &Teller<'_>, caption: &str, rows: impl Iterator<Item = &'r DeadlineRow>) -> Table {
    let row = |row: &DeadlineRow| {
        vec![
            tell.day_cell(row.due),
            Cell::text(subject(&row.subject)),
            Cell::text(&*row.deadline),
            Cell::text(tell.deadline(row.state)),
            row.days.map_or_else(|| Cell::text(""), Cell::number),
            Cell::text(tell.notes(&row.notes)),
        ]
    };
    let values = tell.words.dated(Values::new(), "date", tell.view.at());
    Table {
        caption: tell.say(caption, values),
        header: tell.header(&[
            "column-due",
            "column-subject",
            "column-deadline",
            "column-state",
            "column-days",
            "column-note",
        ]),
        rows: rows.map(row).collect(),
    }
}

/// What a deadline is about, leading there.
pub(super) fn subject(subject: &str) -> Phrase {
    let phrase = Phrase::plain(subject);
    match subject.split_once(':') {
        Some(("evaluation", id)) => phrase.leading_to(Kind::Situation, id),
        Some(("programme", id)) => phrase.leading_to(Kind::Quarterly, id),
        _ => phrase,
    }
}
