//! The forms and the records cannot drift apart: every member of a record has a field, every word of a list a name, and
//! what a record says can be typed and read again unchanged.

use super::form::{self, Form, Sort};
use super::read::members;
use super::values::Values;
use super::words::WORDS;
use crate::say::source;
use probity_commitments::demonstration::BATCHES;
use probity_commitments::record::load::{Form as Format, read};
use probity_commitments::record::{Kind, Record};
use probity_core::Language;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// A name that nothing has.
const NOTHING: &str = "zz zz";

/// What the reader of records says it expects instead of [`NOTHING`].
fn expected(kind: Kind, members: &Value) -> BTreeSet<String> {
    let fault = Record::read(kind, members.as_object().unwrap()).unwrap_err();
    assert!(fault.message.contains(NOTHING), "{kind}: {}", fault.message);
    let (_, rest) = fault.message.split_once("expected").unwrap();
    rest.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn typed() -> impl Iterator<Item = &'static Form> {
    // Calendars and procedures are typed as a whole.
    form::all().iter().filter(|form| form.fields.iter().all(|field| field.sort != Sort::Toml))
}

#[test]
fn every_member_of_every_record_has_a_field_and_every_field_is_a_member() {
    for form in typed() {
        let outer = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
        let own: BTreeSet<String> = form.fields.iter().map(|field| outer(&field.name)).collect();
        assert_eq!(own, expected(form.kind, &json!({ NOTHING: 1 })), "{}", form.kind);
        for table in form.fields.iter().filter_map(|field| field.table()) {
            let inner = form.fields.iter().filter(|field| field.table() == Some(table));
            let inner: BTreeSet<String> = inner.filter_map(|it| Some(it.name.split_once('.')?.1.to_owned())).collect();
            assert_eq!(inner, expected(form.kind, &json!({ table: { NOTHING: 1 } })), "{} {table}", form.kind);
        }
        for field in form.fields.iter().filter(|field| field.sort == Sort::Rows) {
            let columns: BTreeSet<String> = field.fields.iter().map(|it| it.name.clone()).collect();
            let rows = json!({ field.name.as_str(): [{ NOTHING: 1 }] });
            assert_eq!(columns, expected(form.kind, &rows), "{} {}", form.kind, field.name);
        }
    }
}

#[test]
fn every_word_that_a_record_allows_has_a_name_and_no_other() {
    for form in typed() {
        for field in form.fields.iter().filter(|field| field.sort == Sort::Word) {
            let value = if field.list { json!([NOTHING]) } else { json!(NOTHING) };
            let allowed = expected(form.kind, &json!({ field.name.as_str(): value }));
            let named: BTreeSet<String> = WORDS.words[field.words.as_deref().unwrap()].keys().cloned().collect();
            assert_eq!(named, allowed, "{} {}", form.kind, field.name);
        }
    }
}

#[test]
fn every_kind_and_every_field_has_a_name() {
    for form in form::all() {
        assert!(WORDS.kind.contains_key(form.kind.name()) && WORDS.act.contains_key(form.kind.name()), "{}", form.kind);
        for field in &form.fields {
            let columns = field.fields.iter().map(|it| format!("{}.{}", field.name, it.name));
            for name in std::iter::once(field.name.clone()).chain(field.table().map(str::to_owned)).chain(columns) {
                assert_ne!(super::words::label(form.kind, &name, Language::En), name, "{} {name}", form.kind);
            }
        }
    }
    for form in form::all() {
        let own = |name: &&str| form.field(name).is_none();
        assert_eq!(form.keys().into_iter().find(own), None, "{}", form.kind);
    }
}

fn demonstration() -> Vec<Record> {
    BATCHES.iter().flat_map(|batch| read(batch.name, batch.text, Format::Toml).unwrap()).map(|it| it.record).collect()
}

#[test]
fn what_a_record_says_can_be_typed_and_is_read_unchanged() {
    for record in demonstration() {
        let form = form::of(record.kind()).unwrap();
        let values = Values::of(form, &record.members());
        let again =
            members(form, &values, Language::En).unwrap_or_else(|faults| panic!("{}: {faults:?}", record.key()));
        assert_eq!(again, record.members(), "{}", record.key());
    }
}

#[test]
fn what_a_form_requires_is_what_the_record_requires() {
    for record in demonstration() {
        let form = form::of(record.kind()).unwrap();
        for field in form.fields.iter().filter(|field| field.table().is_none() && field.sort != Sort::Toml) {
            let mut without: Map<String, Value> = record.members();
            if without.remove(&field.name).is_some() {
                let missing = Record::read(record.kind(), &without)
                    .err()
                    .is_some_and(|it| it.message.starts_with("missing field"));
                assert_eq!(missing, field.required, "{} {}", record.kind(), field.name);
            }
        }
    }
}

#[test]
fn numbers_are_read_as_the_language_writes_them_and_never_guessed() {
    let form = form::of(Kind::Outcome).unwrap();
    let read = |language, text: &str| {
        let names = ["id", "objective", "names.en", "weight"];
        let texts = ["r", "o", "Result", text];
        let values = names.into_iter().zip(texts).map(|(name, text)| (name.to_owned(), text.to_owned()));
        members(form, &Values(values.collect()), language)
            .map(|it| it["weight"].clone())
            .map_err(|it| it[0].code.clone())
    };
    assert_eq!(read(Language::Ru, "12,5"), Ok(json!(12.5)));
    assert_eq!(read(Language::Kk, "12.5"), Ok(json!(12.5)));
    assert_eq!(read(Language::En, "1,250"), Err("fault-number".to_owned()));
    for text in ["N/A", "yes", "1 250", "12,5,0"] {
        assert_eq!(read(Language::Ru, text), Err("fault-number".to_owned()), "{text}");
    }
}

#[test]
fn the_three_languages_say_the_same_things() {
    let keys = |language| -> Vec<&'static str> {
        let lines = source(language).lines().filter(|line| !line.starts_with([' ', '#', '}']));
        lines.filter_map(|line| line.split_once(" =").map(|(key, _)| key)).collect()
    };
    let [en, kk, ru] = Language::ALL.map(keys);
    assert!(en == kk && en == ru);
    for language in Language::ALL {
        assert!(fluent_bundle::FluentResource::try_new(source(language).to_owned()).is_ok());
    }
    let same = source(Language::Kk).lines().filter(|line| line.contains(" = ") && source(Language::Ru).contains(*line));
    // A sentence that depends on a count says what it says below; words that both languages spell alike.
    let same = same.filter(|line| !line.ends_with("->"));
    let alike = [
        "field-code = Код",
        "form-file-legend = Файл",
        "record-file = Файл",
        "size-bytes = { $size } байт",
        "size-kb = { $size } КБ",
        "size-mb = { $size } МБ",
    ];
    assert_eq!(same.filter(|line| !alike.contains(line)).collect::<Vec<_>>(), Vec::<&str>::new());
}

proptest::proptest! {
    #[test]
    fn no_form_panics_on_anything_typed(
        kind in 0..Kind::ALL.len(),
        typed in proptest::collection::vec(("[a-z_.0-9]{0,14}", "\\PC{0,20}"), 0..8),
        own in 0..40usize,
    ) {
        let form = form::of(Kind::ALL[kind]).unwrap();
        let mut values = Values(typed);
        let name = form.fields[own % form.fields.len()].name.clone();
        let text = values.0.first().map(|(_, text)| text.clone()).unwrap_or_default();
        values.0.push((name, text));
        for language in Language::ALL {
            let _ = members(form, &values, language);
        }
    }
}
