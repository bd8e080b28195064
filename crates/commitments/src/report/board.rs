//! The door to everything in the log: evaluations with their counts, programmes with their progress, treaties, and what is
//! due next. Where only counts are printed, the rest is unknown and stands there as unknown.

use super::Kind;
use super::calendar;
use super::tell::Teller;
use super::treaty::{instruments, participations};
use super::tree::{Cell, Phrase, Section, Table, Writer};
use super::wording::Values;
use crate::view::{EvaluationStatus, deadlines, progress, status};

/// Writes a section.
type Write = fn(&Teller<'_>, &mut Writer);

/// Deadlines shown; the calendar has the others.
const NEXT: usize = 12;

/// The sections.
pub(super) fn sections(tell: &Teller<'_>) -> Vec<Section> {
    let mut out = Writer::default();
    let parts: [(&str, Write); 4] =
        [("evaluations", evaluations), ("programmes", programmes), ("participation", treaties), ("next", next)];
    for (id, write) in parts {
        out.section(id, "", tell.plain(&format!("section-{id}")));
        write(tell, &mut out);
    }
    out.finish()
}

fn dated(tell: &Teller<'_>, key: &str) -> String {
    tell.say(key, tell.words.dated(Values::new(), "date", tell.view.at()))
}

fn evaluations(tell: &Teller<'_>, out: &mut Writer) {
    let all = status(tell.view, None, None).evaluations;
    if all.is_empty() {
        out.add(tell.plain("board-no-evaluations"));
    }
    let row = |it: &EvaluationStatus| {
        let evaluation = tell.view.evaluation(&it.evaluation).map(|(evaluation, _)| evaluation);
        let state = evaluation.map(|evaluation| &evaluation.state);
        let name = evaluation.map_or_else(|| it.evaluation.clone(), |own| tell.words.round_title(&own.rounds));
        let sheet = state.map_or_else(Phrase::default, |state| {
            Phrase::plain(tell.state(state)).leading_to(Kind::CountrySheet, state.as_str())
        });
        let counts = &it.summary;
        // A report that prints only counts says how many are closed without saying which.
        let printed = counts.counts_printed.as_ref().filter(|_| counts.unknown > 0).and_then(|own| own.counts.closed);
        let closed = printed.map_or_else(|| counts.closed.to_string(), |closed| closed.to_string());
        let mut cells = vec![
            Cell::text(Phrase::plain(name).leading_to(Kind::Situation, &it.evaluation)),
            Cell::text(sheet),
            Cell { text: Phrase::plain(closed), numeric: true },
        ];
        let unknown = if printed.is_some() { counts.unknown + counts.closed } else { counts.unknown };
        let rest = [counts.partly, counts.not, counts.reopened, unknown + counts.not_assessed, counts.total];
        cells.extend(rest.map(Cell::number));
        cells
    };
    let keys = ["evaluation", "holder", "closed", "partly", "not", "reopened", "unknown", "total"];
    out.table(Table {
        caption: dated(tell, "table-evaluations"),
        header: keys.iter().map(|key| tell.plain(&format!("column-{key}"))).collect(),
        rows: all.iter().map(row).collect(),
    });
}

fn programmes(tell: &Teller<'_>, out: &mut Writer) {
    let rows = tell.view.every_programme().filter_map(|programme| {
        let key = format!("{}@{}", programme.id, programme.version);
        let counted = progress(tell.view, &key)?.counted;
        let done = counted.implemented + counted.partly;
        let share = if counted.due == 0 { String::new() } else { format!("{done} / {}", counted.due) };
        Some(vec![
            Cell::text(tell.texts(&programme.names).leading_to(Kind::Quarterly, &key)),
            Cell::text(programme.version.as_str()),
            Cell::number(counted.measures),
            Cell::number(counted.due),
            Cell { text: Phrase::plain(share), numeric: true },
        ])
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    if rows.is_empty() {
        out.add(tell.plain("programmes-none"));
    }
    let keys = ["programme", "version", "total", "due-measures", "progress"];
    out.table(Table {
        caption: dated(tell, "table-programmes"),
        header: keys.iter().map(|key| tell.plain(&format!("column-{key}"))).collect(),
        rows,
    });
}

fn treaties(tell: &Teller<'_>, out: &mut Writer) {
    let rows: Vec<Vec<Cell>> = instruments(tell.view)
        .map(|it| {
            let parties = participations(tell.view, it.id.as_str()).into_iter().filter(|it| it.deposit.is_some());
            vec![
                Cell::text(tell.texts(&it.names).leading_to(Kind::Treaty, it.id.as_str())),
                Cell::number(parties.count()),
            ]
        })
        .collect();
    if rows.is_empty() {
        out.add(tell.plain("board-no-treaties"));
    }
    out.table(Table {
        caption: tell.plain("table-instruments"),
        header: tell.header(&["column-instrument", "column-parties"]),
        rows,
    });
}

fn next(tell: &Teller<'_>, out: &mut Writer) {
    let all = deadlines(tell.view).rows;
    let running: Vec<_> = all.iter().filter(|row| row.is_running()).take(NEXT).collect();
    if running.is_empty() {
        out.add(tell.plain("deadlines-none"));
    }
    out.table(calendar::table(tell, "table-running", running.into_iter()));
    out.add(Phrase::plain(tell.plain("title-calendar")).leading_to(Kind::Calendar, "all"));
}
