//! A state on few pages: treaties with every assertion about them, evaluations with counts, what is due, programmes. Where
//! sources differ all of them stand there, with the depositary's marked.

use super::Kind;
use super::calendar;
use super::tell::Teller;
use super::treaty::plain;
use super::tree::{Cell, Fact, Phrase, Section, Table, Writer};
use super::wording::{Count, Values};
use crate::view::{Sheet, Summary, Treaty, sheet};

/// Writes a section.
type Write<'a> = fn(&CountrySheet<'a>, &mut Writer);

/// What the sheet is about.
pub(super) struct CountrySheet<'a> {
    tell: &'a Teller<'a>,
    state: String,
    sheet: Sheet,
}

impl<'a> CountrySheet<'a> {
    /// A state (ISO 3166 alpha-2).
    pub fn of(tell: &'a Teller<'a>, code: &str) -> Self {
        Self { tell, state: tell.state_code(code), sheet: sheet(tell.view, code) }
    }

    /// The facts of the cover.
    pub fn cover(&self) -> Vec<Fact> {
        let at = self.tell.day(self.tell.view.at());
        let facts = [("cover-state", self.state.clone()), ("cover-at", at)];
        facts.into_iter().map(|(key, value)| Fact { label: self.tell.plain(key), value: value.into() }).collect()
    }

    /// The sections.
    pub fn sections(&self) -> Vec<Section> {
        let mut out = Writer::default();
        let parts: [(&str, &str, Write<'_>); 4] = [
            ("participation", "I", Self::treaties),
            ("evaluations", "II", Self::evaluations),
            ("deadlines", "III", Self::deadlines),
            ("programmes", "IV", Self::programmes),
        ];
        for (id, number, write) in parts {
            out.section(id, number, self.tell.plain(&format!("section-{id}")));
            write(self, &mut out);
        }
        out.finish()
    }

    fn none(&self, key: &str, out: &mut Writer) {
        out.say(self.tell.say(key, Values::new().text("state", &*self.state)));
    }

    fn dated(&self, key: &str) -> String {
        self.tell.say(key, self.tell.words.dated(Values::new(), "date", self.tell.view.at()))
    }

    fn columns(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| self.tell.plain(&format!("column-{key}"))).collect()
    }

    fn treaties(&self, out: &mut Writer) {
        if self.sheet.treaties.is_empty() {
            self.none("participation-none", out);
        }
        out.table(Table {
            caption: self.tell.plain("table-participation"),
            header: self.columns(&["instrument", "field", "value", "source", "primary"]),
            rows: self.sheet.treaties.iter().flat_map(|treaty| self.treaty(treaty)).collect(),
        });
    }

    /// What is recorded of a treaty, then what every source asserts.
    fn treaty(&self, treaty: &Treaty) -> Vec<Vec<Cell>> {
        let it = &treaty.participation;
        let name = self.tell.instrument(it.instrument.as_str()).leading_to(Kind::Treaty, it.instrument.as_str());
        let row = |field: &str, value: String, source: &str, primary: Cell| {
            vec![
                Cell::text(name.clone()),
                Cell::text(self.tell.field(field)),
                Cell::text(value),
                Cell::text(source),
                primary,
            ]
        };
        let days = [
            ("signature", it.signature),
            ("deposit", it.deposit),
            ("in_force_for", it.in_force_for),
            ("withdrawal", it.withdrawal),
        ];
        let blank = || Cell::text("");
        let days = days.into_iter().filter_map(|(field, day)| Some((field, day?.to_string())));
        let kind =
            it.deposit_kind.and_then(|kind| serde_json::to_value(kind).ok()).map(|kind| ("deposit_kind", plain(&kind)));
        let recorded = days.chain(kind).map(|(field, value)| row(field, value, "", blank()));
        let asserted = it
            .assertions
            .iter()
            .map(|one| row(one.field.as_str(), plain(&one.value), &one.source, self.tell.yes_no(one.primary)));
        recorded.chain(asserted).collect()
    }

    fn evaluations(&self, out: &mut Writer) {
        if self.sheet.evaluations.is_empty() {
            self.none("evaluations-none", out);
        }
        let number = |value: usize| Cell::number(value);
        let row = |id: &str, it: &Summary| {
            let unknown = it.unknown + it.not_assessed;
            let counts = [it.closed, it.partly, it.not, it.reopened, unknown, it.total].map(number);
            [Cell::text(Phrase::plain(id).leading_to(Kind::Situation, id))].into_iter().chain(counts).collect()
        };
        for one in &self.sheet.evaluations {
            let printed = one.summary.counts_printed.as_ref().filter(|_| one.summary.unknown > 0);
            let counts =
                printed.and_then(|it| Some((it, Count { closed: it.counts.closed?, total: it.counts.total? })));
            if let Some((printed, count)) = counts {
                let adopted = self.tell.view.report(&printed.report).map(|(report, _)| report.adopted.0);
                let values = Values::new().text("evaluation", &*one.evaluation);
                let values = self.tell.words.maybe_dated(values, "date", adopted);
                out.say(self.tell.counts_printed(values, count));
            }
            if one.summary.total > 0 && one.summary.not_assessed == one.summary.total {
                out.say(Phrase::plain(format!("{}. ", one.evaluation)).then(self.tell.plain("situation-not-assessed")));
            }
        }
        out.table(Table {
            caption: self.dated("table-evaluations"),
            header: self.columns(&["evaluation", "closed", "partly", "not", "reopened", "unknown", "total"]),
            rows: self.sheet.evaluations.iter().map(|one| row(&one.evaluation, &one.summary)).collect(),
        });
    }

    fn deadlines(&self, out: &mut Writer) {
        if self.sheet.deadlines.is_empty() {
            out.say(self.tell.plain("deadlines-none"));
        }
        let rows = self.sheet.deadlines.iter().map(|row| {
            vec![
                Cell::text(calendar::subject(&row.subject)),
                Cell::text(&*row.deadline),
                self.tell.day_cell(row.due),
                Cell::text(self.tell.deadline(row.state)),
                Cell::text(self.tell.notes(&row.notes)),
            ]
        });
        out.table(Table {
            caption: self.dated("table-deadlines"),
            header: self.columns(&["subject", "deadline", "due", "state", "note"]),
            rows: rows.collect(),
        });
    }

    fn programmes(&self, out: &mut Writer) {
        if self.sheet.programmes.is_empty() {
            out.say(self.tell.plain("programmes-none"));
        }
        let rows = self.sheet.programmes.iter().map(|it| {
            let done = it.counted.implemented + it.counted.partly;
            let share = if it.counted.due == 0 { String::new() } else { format!("{done} / {}", it.counted.due) };
            let share = Cell { text: Phrase::plain(share), numeric: true };
            let name = Phrase::plain(&*it.programme).leading_to(Kind::Quarterly, &it.programme);
            vec![Cell::text(name), Cell::number(it.counted.measures), Cell::number(it.counted.due), share]
        });
        out.table(Table {
            caption: self.dated("table-programmes"),
            header: self.columns(&["programme", "total", "due-measures", "progress"]),
            rows: rows.collect(),
        });
        if !self.sheet.programmes.is_empty() {
            out.say(self.tell.plain("quarterly-rollup"));
        }
    }
}
