//! One treaty: who is bound since when, and what every source asserts about it. Dates that differ stand side by side with
//! who gives them; the depositary's is marked and none is repaired.

use super::Kind;
use super::tell::Teller;
use super::tree::{Cell, Fact, Phrase, Section, Table, Writer};
use crate::record::party::{Instrument, Participation};
use crate::record::{Kind as Records, Record};
use crate::view::View;
use serde_json::Value;

/// All instruments.
pub(super) fn instruments<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Instrument> {
    view.all(Records::Instrument).filter_map(|(_, kept)| match &kept.record {
        Record::Instrument(instrument) => Some(&**instrument),
        _ => None,
    })
}

/// Who has taken part in an instrument.
pub(super) fn participations<'a>(view: &View<'a>, instrument: &str) -> Vec<&'a Participation> {
    let all = view.all(Records::Participation).filter_map(|(_, kept)| match &kept.record {
        Record::Participation(it) => Some(&**it),
        _ => None,
    });
    all.filter(|it| it.instrument.as_str() == instrument).collect()
}

/// The facts of the cover.
pub(super) fn cover(tell: &Teller<'_>, instrument: &Instrument) -> Vec<Fact> {
    let day = |day: crate::record::value::Day| tell.day(day.0);
    let facts = [
        instrument.adopted.map(|it| ("cover-adopted", day(it))),
        instrument.opened.map(|it| ("cover-opened", day(it))),
        instrument.depositary.clone().map(|it| ("column-primary", it)),
        Some(("cover-at", tell.day(tell.view.at()))),
    ];
    facts.into_iter().flatten().map(|(key, value)| Fact { label: tell.plain(key), value: value.into() }).collect()
}

/// The sections.
pub(super) fn sections(tell: &Teller<'_>, instrument: &Instrument) -> Vec<Section> {
    let parties = participations(tell.view, instrument.id.as_str());
    let mut out = Writer::default();
    out.section("parties", "", tell.plain("section-parties"));
    if parties.is_empty() {
        out.add(tell.plain("parties-none"));
    }
    out.table(Table {
        caption: tell.plain("table-parties"),
        header: tell.header(&[
            "cover-state",
            "column-signature",
            "column-deposit",
            "column-in-force",
            "column-withdrawal",
        ]),
        rows: parties.iter().map(|it| party(tell, it)).collect(),
    });
    out.section("assertions", "", tell.plain("section-assertions"));
    out.add(tell.plain("assertions-intro"));
    out.table(Table {
        caption: tell.plain("table-participation"),
        header: tell.header(&["cover-state", "column-field", "column-value", "column-source", "column-primary"]),
        rows: parties.iter().flat_map(|it| assertions(tell, it)).collect(),
    });
    out.finish()
}

fn party(tell: &Teller<'_>, it: &Participation) -> Vec<Cell> {
    let state = Phrase::plain(tell.state(&it.state)).leading_to(Kind::CountrySheet, it.state.as_str());
    let day = |day: Option<crate::record::value::Day>| tell.day_cell(day.map(|day| day.0));
    vec![Cell::text(state), day(it.signature), day(it.deposit), day(it.in_force_for), day(it.withdrawal)]
}

fn assertions(tell: &Teller<'_>, it: &Participation) -> Vec<Vec<Cell>> {
    let row = |one: &crate::record::party::Assertion| {
        vec![
            Cell::text(tell.state(&it.state)),
            Cell::text(one.field.as_str()),
            Cell::text(plain(&one.value)),
            Cell::text(&*one.source),
            tell.yes_no(one.primary),
        ]
    };
    it.assertions.iter().map(row).collect()
}

/// A value as a reader sees it: texts without quotes.
pub(super) fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
