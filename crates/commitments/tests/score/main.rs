//! Scoring from the outside: a method and answers go in as texts, a tree of JSON comes out. One program for all of these
//! tests, because each program is linked on its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test stops at the first surprise.

mod laws;
mod messages;
mod parents;
mod reference;
mod vectors;

use probity_commitments::score::{Scored, Source, score};
use serde_json::Value;

/// Scores two texts.
fn scored(method: &str, answers: &str) -> Scored {
    let (method, answers) = (Source { name: "m.toml", text: method }, Source { name: "a.csv", text: answers });
    score(&method, &answers, None)
}

/// The tree two texts give.
fn tree(method: &str, answers: &str) -> Value {
    let scored = scored(method, answers);
    let scores = scored.scores.unwrap_or_else(|| panic!("{:#?}", scored.diagnostics));
    serde_json::to_value(scores).unwrap()
}

/// A method with the items given.
fn method(items: &str) -> String {
    format!("[method]\nid = \"example\"\nrounding = {{ digits = 1, mode = \"half_up\" }}\n{items}")
}

/// The node of one rule for answers without a header.
fn leaf(rule: &str, rows: &str) -> Value {
    let tree = tree(&method(&format!("[[item]]\nid = \"A\"\nrule = {rule}\n")), &format!("input,value\n{rows}"));
    tree["children"][0].clone()
}

/// `state`, `exact`, `rule`, `reason` of a node, each empty when it is null.
fn summary(node: &Value) -> String {
    let text = |key: &str| node[key].as_str().unwrap_or_default().to_owned();
    format!("{} {} {} {}", text("state"), text("exact"), text("rule"), text("reason")).trim_end().to_owned()
}

/// Errors and warnings as `code line:column found`, one a line.
fn complaints(method: &str, answers: &str) -> Vec<String> {
    let all = scored(method, answers).diagnostics.into_iter();
    all.map(|d| {
        let found = d.found.unwrap_or_default();
        format!("{}:{}:{}:{} {found}", d.code, d.file, d.place.row, d.place.column).trim_end().to_owned()
    })
    .collect()
}
