//! The library of law over small invented acts: what applies on a day and since when, pins, differences, gaps, and the next
//! text of an act.

mod amending;
mod concordance;
mod pages;
mod texts;
mod time;

use jiff::civil::{Date, date};
use probity_commitments::date::Day;
use probity_commitments::law::instructions;
use probity_commitments::law::library::{
    Amendment, Change, Collection, Expression, Given, ProvisionState, Question, Read, Search, Source, WorkState, akn,
    answers, apply, diff, flatten, found, gaps, hits, indexed, read, shelf, shown,
};
use probity_core::Language;
use proptest::prelude::*;
use serde_json::json;

const WORK: &str = "/akn/kz/act/law/2015-11-18/410-v";

fn act(day: &str, paragraph: &str) -> serde_json::Value {
    json!({
        "format": "probity.act/1", "work": WORK, "aliases": ["Z1500000410"], "title": {"ru": "О пробе"},
        "language": "ru", "expression_date": day, "assented": "2015-11-18",
        "commencements": [
            {"date": "2016-01-01", "provisions": ["*"], "except": ["art_11"], "main": true, "by": null},
            {"date": "2017-01-01", "provisions": ["art_11__para_2"], "by": "later"},
        ],
        "provisions": [{"kind": "chapter", "num": "1", "heading": "Общие положения", "children": [
            {"kind": "article", "num": "10", "heading": "Понятия", "text": "Понятия закона."},
            {"kind": "article", "num": "11", "heading": "Запреты", "children": [
                {"kind": "paragraph", "num": "1.", "text": "Первый запрет.", "children": [
                    {"kind": "point", "num": "5-1)", "text": paragraph}]},
                {"kind": "paragraph", "num": 2, "text": "Второй  запрет."}]}]}],
    })
}

fn one(text: &str) -> Expression {
    let mut read = take("act.json", text);
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    read.expressions.remove(0)
}

fn take(name: &str, text: &str) -> Read {
    read(Source { name, text }, &Given::default()).unwrap()
}

fn library(acts: &[serde_json::Value]) -> Collection {
    let mut collection = Collection::default();
    acts.iter().for_each(|act| collection.add(one(&act.to_string())));
    collection
}

fn states(collection: &Collection, at: Date) -> Vec<(String, ProvisionState, Option<Date>)> {
    let view = collection.work("Z1500000410").unwrap().view(at, None).unwrap();
    let all = view.provisions.iter().skip(1);
    all.map(|seen| (seen.provision.eid.clone(), seen.state, seen.since)).collect()
}
