//! The quarterly report of a national programme: what was due, what the analysts made of it and, apart from that, whether
//! it was in time. Everything is a count of measures of one named version on one named day; percentages are never averaged.

use super::situation::measures;
use super::tell::Teller;
use super::tree::{Cell, Fact, Phrase, Section, Table, Writer};
use super::wording::Values;
use crate::procedure::WindowDates;
use crate::record::programme::{Measure, Programme};
use crate::view::terms::is_in;
use crate::view::{MeasureRow, progress};
use std::collections::BTreeMap;

/// What the report is about.
pub(super) struct Quarterly<'a> {
    pub tell: &'a Teller<'a>,
    pub programme: &'a Programme,
}

impl<'a> Quarterly<'a> {
    /// `<id>@<version>`.
    pub fn key(&self) -> String {
        format!("{}@{}", self.programme.id, self.programme.version)
    }

    /// The facts of the cover.
    pub fn cover(&self) -> Vec<Fact> {
        let (tell, programme) = (self.tell, self.programme);
        let days = Values::new().text("from", tell.day(programme.from.0)).text("to", tell.day(programme.to.0));
        let facts = [
            ("cover-programme", tell.texts(&programme.names)),
            ("cover-version", Phrase::plain(programme.version.as_str())),
            ("cover-term", Phrase::plain(tell.say("days-between", days))),
            ("cover-at", Phrase::plain(tell.day(tell.view.at()))),
        ];
        facts.into_iter().map(|(key, value)| Fact { label: tell.plain(key), value }).collect()
    }

    /// The sections.
    pub fn sections(&self) -> Vec<Section> {
        let tell = self.tell;
        let all: Vec<&Measure> = tell.view.every_measure().filter(|it| is_in(it, self.programme)).collect();
        let rows: Vec<MeasureRow> = all.iter().map(|measure| tell.view.measure_row(measure)).collect();
        let mut out = Writer::default();
        out.section("overview", "I", tell.plain("section-overview"));
        self.overview(&rows, &mut out);
        out.section("objectives", "II", tell.plain("section-objectives"));
        self.objectives(&mut out);
        out.section("measures", "III", tell.plain("section-measures"));
        out.table(measures(tell, self.caption("table-measures-all"), all.into_iter()));
        out.section("windows", "IV", tell.plain("section-windows"));
        self.windows(&mut out);
        out.finish()
    }

    /// The values of captions: the programme with its version, and the day.
    fn caption(&self, key: &str) -> String {
        let values = Values::new().text("programme", self.key());
        self.tell.say(key, self.tell.words.dated(values, "date", self.tell.view.at()))
    }

    fn overview(&self, rows: &[MeasureRow], out: &mut Writer) {
        let tell = self.tell;
        let at = tell.view.at();
        let values = Values::new().text("version", self.programme.version.as_str());
        out.say(tell.say("quarterly-intro", tell.words.dated(values, "date", at)));
        let counted = progress(tell.view, &self.key()).map(|progress| progress.counted).unwrap_or_default();
        let values = tell.words.dated(Values::new(), "date", at);
        out.say(match counted.due {
            0 => tell.say("quarterly-none-due", values),
            due => {
                let values = values.count("due", count(due)).count("done", count(counted.implemented + counted.partly));
                tell.say("quarterly-progress", values)
            }
        });
        out.say(tell.plain("quarterly-rollup"));
        let by_status = tally(rows.iter().map(|row| (row.status, tell.status(row.status))));
        out.table(self.counts("table-status", "column-status", by_status, rows.len()));
        let by_time = tally(rows.iter().map(|row| (row.punctuality, tell.punctuality(row.punctuality))));
        out.table(self.counts("table-punctuality", "column-punctuality", by_time, rows.len()));
    }

    fn counts(&self, caption: &str, column: &str, counted: Vec<(String, usize)>, total: usize) -> Table {
        let all = (self.tell.plain("column-total"), total);
        let row = |(word, number): (String, usize)| vec![Cell::text(word), Cell::number(number)];
        Table {
            caption: self.caption(caption),
            header: self.tell.header(&[column, "column-count"]),
            rows: counted.into_iter().chain([all].into_iter().filter(|_| total > 0)).map(row).collect(),
        }
    }

    fn objectives(&self, out: &mut Writer) {
        let tell = self.tell;
        let Some(progress) = progress(tell.view, &self.key()) else { return };
        let row = |name: Phrase, counted: &crate::view::progress::Counted| {
            let done = counted.implemented + counted.partly;
            let share = if counted.due == 0 { String::new() } else { format!("{done} / {}", counted.due) };
            vec![
                Cell::text(name),
                Cell::number(counted.measures),
                Cell::number(counted.due),
                Cell { text: Phrase::plain(share), numeric: true },
            ]
        };
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for branch in &progress.objectives {
            let names = tell.view.objective(&branch.objective).map(|(objective, _)| tell.texts(&objective.names));
            let id = Phrase::plain(format!("{}: ", branch.objective));
            rows.push(row(id.and(names.unwrap_or_default()), &branch.counted));
        }
        if !progress.without.is_empty() {
            rows.push(row(Phrase::plain(tell.plain("objective-none")), &progress.without));
        }
        rows.push(row(Phrase::plain(tell.plain("column-total")), &progress.counted));
        out.table(Table {
            caption: self.caption("table-objectives"),
            header: tell.header(&["column-objective", "section-measures", "column-due-measures", "column-progress"]),
            rows,
        });
    }

    fn windows(&self, out: &mut Writer) {
        let tell = self.tell;
        let at = tell.view.at();
        let Some(rules) = tell.view.windows_of(self.programme) else {
            out.say(tell.plain("quarterly-no-window"));
            return;
        };
        let of_year = |year: i16| -> Vec<(&str, WindowDates)> {
            let dated = rules.windows.iter().filter_map(|it| Some((it.id.as_str(), it.days?.of_year(year)?)));
            dated.collect()
        };
        let before = at.year().checked_sub(1).map(of_year).unwrap_or_default();
        let this = of_year(at.year());
        let last = before.iter().chain(&this).filter(|(_, dates)| dates.cutoff <= at).max_by_key(|(_, it)| it.cutoff);
        if let Some((id, dates)) = last {
            let values = Values::new().text("window", *id).text("cutoff", tell.day(dates.cutoff));
            let values = values.text("opens", tell.day(dates.opens)).text("closes", tell.day(dates.closes));
            out.say(tell.say("quarterly-window", values));
        }
        let row = |(id, dates): &(&str, WindowDates)| {
            let days = [dates.cutoff, dates.opens, dates.closes].map(|day| tell.day_cell(Some(day)));
            [Cell::text(*id)].into_iter().chain(days).collect()
        };
        out.table(Table {
            caption: tell.say("table-windows", Values::new().text("year", at.year().to_string())),
            header: tell.header(&["column-window", "column-cutoff", "column-opens", "column-closes"]),
            rows: this.iter().map(row).collect(),
        });
    }
}

/// How often each value occurs, in the order of the values.
fn tally<K: Ord>(values: impl Iterator<Item = (K, String)>) -> Vec<(String, usize)> {
    let mut counted: BTreeMap<K, (String, usize)> = BTreeMap::new();
    for (key, word) in values {
        counted.entry(key).or_insert((word, 0)).1 += 1;
    }
    counted.into_values().collect()
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
