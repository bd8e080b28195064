//! Two versions of a record side by side, field by field: what was added, removed and changed.

use crate::acts::form;
use crate::acts::values::Values;
use crate::acts::words;
use crate::work::Desk;
use maud::{Markup, html};
use probity_commitments::record::Record;
use probity_publication::page::table::{Column, Grid, text};
use std::collections::BTreeMap;

/// Texts of a record by field, each field's values together.
fn fields(record: &Record) -> BTreeMap<String, String> {
    let Some(form) = form::of(record.kind()) else { return BTreeMap::new() };
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for (name, text) in Values::of(form, &record.members()).0 {
        let own = all.entry(name).or_default();
        if !own.is_empty() {
            own.push_str("; ");
        }
        own.push_str(&text);
    }
    all
}

/// The table of both versions.
pub(super) fn table(desk: &Desk<'_>, before: &Record, now: &Record) -> Markup {
    let say = desk.say();
    let (old, new) = (fields(before), fields(now));
    let mut grid = Grid::new(say.plain("audit-changes-caption"))
        .column(Column::Text, say.plain("audit-field"))
        .column(Column::Text, say.plain("audit-before"))
        .column(Column::Text, say.plain("audit-now"))
        .column(Column::Text, say.plain("audit-change"));
    let names: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for name in names {
        let (old, new) = (old.get(name), new.get(name));
        let key = match (old, new) {
            (Some(old), Some(new)) if old == new => "audit-same",
            (Some(_), Some(_)) => "audit-changed",
            (None, _) => "audit-added",
            (_, None) => "audit-removed",
        };
        let plain = |it: Option<&String>| text(it.map(String::as_str).unwrap_or_default());
        let old = if key == "audit-same" {
            plain(old)
        } else {
            html! { del { (plain(old)) } }
        };
        let change = if key == "audit-same" {
            text(say.plain(key))
        } else {
            html! { strong { (say.plain(key)) } }
        };
        grid.row(vec![text(label(desk, now, name)), old, plain(new), change]);
    }
    grid.markup()
}

/// What a field is called; a language is named after it.
fn label(desk: &Desk<'_>, record: &Record, name: &str) -> String {
    let language = desk.asked.language;
    let known = form::of(record.kind()).is_some_and(|form| form.fields.iter().any(|field| field.name == name));
    match name.rsplit_once('.') {
        Some((field, part)) if !known => {
            let part = crate::acts::tongue(desk.say(), part);
            format!("{} · {part}", words::label(record.kind(), field, language))
        }
        _ => words::label(record.kind(), name, language),
    }
}
