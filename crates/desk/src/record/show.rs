//! The page of one record, and how the members of any record are shown.

use super::{history, next, voices};
use crate::acts::form::{self, Field, Sort};
use crate::acts::values::plain;
use crate::acts::{tongue, words};
use crate::exchange::Answered;
use crate::reader::Reader;
use crate::records::Trouble;
use crate::say::Say;
use crate::work::Desk;
use maud::{Markup, html};
use probity_commitments::record::{Kind, Record};
use probity_publication::page::table::{code, facts, text};
use serde_json::Value;

/// The page of a record. A recommendation may be the shell of one: numbered, without a record.
pub(super) fn one(desk: &Desk<'_>, kind: Kind, key: &str) -> Result<Answered, Trouble> {
    let reader = &desk.reader;
    let kept = reader.state.get(kind, key);
    if kept.is_some_and(|kept| !reader.sees(kept)) || !reader.state.has(kind, key) {
        return Ok(desk.not_found());
    }
    let (say, language) = (desk.say(), desk.asked.language);
    let title = words::capital(&format!("{}: {}", words::kind(kind, language), reader.called(kind, key)));
    let body = html! {
        @if let Some(done) = desk.asked.first("done") {
            p class="done" role="status" { (say.with("done-recorded", &[("event", done)])) }
        }
        p class="crumb" { a href=(desk.href(&format!("record/{kind}"))) { (words::kind(kind, language)) } " · " code { (key) } }
        @match kept {
            Some(kept) => {
                (members(reader, &kept.record))
                (crate::file::section(desk, kept))
                @if !kept.earlier.is_empty() { p class="note" { (say.count("record-corrected", kept.earlier.len())) } }
            },
            None => p { (say.plain("record-shell")) },
        }
        @if let Some(kept) = kept {
            p class="small" { a href=(desk.href(&format!("audit/{}#verify", kept.seq))) { (say.plain("record-verify")) } }
        }
        (next::acts(desk, kind, key, kept.map(|kept| &kept.record)))
        (voices::all(desk, kind, key))
        (history::of(desk, kind, kept.map_or_else(|| key.to_owned(), |kept| kept.record.key()).as_str())?)
    };
    Ok(desk.page(200, &title, body))
}

/// The members of a record, in the order of its form.
pub(crate) fn members(reader: &Reader<'_>, record: &Record) -> Markup {
    let members = record.members();
    let Some(form) = form::of(record.kind()) else { return Markup::default() };
    let mut rows = Vec::new();
    for field in &form.fields {
        let value = match field.name.split_once('.') {
            Some((table, member)) => members.get(table).and_then(|table| table.get(member)),
            None => members.get(&field.name),
        };
        if field.sort == Sort::Toml {
            let whole = toml::to_string(&members).unwrap_or_default();
            rows.push((words::label(form.kind, &field.name, reader.language), html! { pre { code { (whole) } } }));
        } else if let Some(found) = value {
            let label = words::label(form.kind, &field.name, reader.language);
            let table = field.table().map(|table| words::label(form.kind, table, reader.language) + ": ");
            rows.push((table.unwrap_or_default() + &label, value_of(reader, field, found)));
        }
    }
    facts(&rows)
}

fn value_of(reader: &Reader<'_>, field: &Field, value: &Value) -> Markup {
    match (field.sort, value) {
        (Sort::Texts, Value::Object(_)) => texts_of(reader, value),
        (Sort::Flag, _) => text(Say(reader.language).plain("word-yes")),
        (_, Value::Array(items)) => {
            html! { ul class="plain" { @for item in items { li { (scalar(reader, field, item)) } } } }
        }
        (_, Value::Object(pairs)) => {
            html! { ul class="plain" { @for (name, item) in pairs { li { (name) " = " (plain(item)) } } } }
        }
        (_, value) => scalar(reader, field, value),
    }
}

fn scalar(reader: &Reader<'_>, field: &Field, value: &Value) -> Markup {
    let written = plain(value);
    match field.sort {
        Sort::Whole if field.told => text(Say(reader.language).size(value.as_u64().unwrap_or_default())),
        Sort::Word => text(words::word(field.words.as_deref().unwrap_or_default(), &written, reader.language)),
        Sort::Reference => reference(reader, field, &written),
        Sort::Digest | Sort::File | Sort::Key => code(&written),
        _ => text(written),
    }
}

/// A reference with the name of what it refers to.
fn reference(reader: &Reader<'_>, field: &Field, written: &str) -> Markup {
    let named = written.split_once(':').and_then(|(kind, key)| Some((Kind::named(kind)?, key)));
    let (kind, key) = match (field.prefixed, named, field.of.first()) {
        (true, Some(found), _) => found,
        (false, _, Some(kind)) => (*kind, written),
        _ => return code(written),
    };
    if !reader.state.has(kind, key) || kind == Kind::Procedure {
        return code(written);
    }
    let address = crate::pages::frame::href(reader.language, &super::path(kind, key));
    let name = reader.called(kind, key);
    html! { a href=(address) { (name) } @if name != key { " " code { (written) } } }
}

/// A text in its languages: the reader's first and marked as what it is, the others below.
fn texts_of(reader: &Reader<'_>, value: &Value) -> Markup {
    let say = Say(reader.language);
    let Value::Object(parts) = value else { return text(plain(value)) };
    let authoritative = parts.get("authoritative").and_then(Value::as_str);
    let mut texts: Vec<(&String, String)> =
        parts.iter().filter(|(code, _)| *code != "authoritative").map(|(code, it)| (code, plain(it))).collect();
    texts.sort_by_key(|(code, _)| code.as_str() != reader.language.code());
    let own = texts.first().is_some_and(|(code, _)| code.as_str() == reader.language.code());
    html! {
        @if !own { p class="small" { (say.plain("texts-missing")) } }
        @for (n, (code, it)) in texts.iter().enumerate() {
            p class=[(n > 0).then_some("small")] {
                @if n > 0 || !own { span class="tongue" { (tongue(say, code)) ": " } }
                span lang=(code) { (it) }
                @if authoritative == Some(code.as_str()) { " " em { "(" (say.plain("texts-authoritative")) ")" } }
            }
        }
    }
}
