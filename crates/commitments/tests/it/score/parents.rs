//! Parents, gates, evidence, labels and subjects: what the tree makes of its leaves.

use super::{method, scored, summary, tree};
use probity_commitments::score::{Source, score};
use serde_json::{Value, json};

/// An area with leaves of 10, 20 and 30 points, values of `a`, `b`, `c`; `head` and `leaf` are further keys.
fn area(head: &str, leaf: &str) -> String {
    let mut items = format!("[[item]]\nid = \"A\"\n{head}\n");
    for (id, points) in [("a", 10), ("b", 20), ("c", 30)] {
        let rule = format!("rule = {{ type=\"value\", of=\"{id}\", points={points} }}");
        items += &format!("[[item]]\nid = \"A.{id}\"\nparent = \"A\"\n{leaf}\n{rule}\n");
    }
    method(&items)
}

fn of_area(head: &str, leaf: &str, rows: &str) -> Value {
    tree(&area(head, leaf), &format!("input,value\n{rows}"))["children"][0].clone()
}

/// `value of max`, exactly.
fn points(node: &Value) -> String {
    format!("{} of {}", node["exact"].as_str().unwrap_or("-"), node["max"])
}

const ALL: &str = "a,5\nb,20\nc,6";

#[test]
fn a_parent_combines_points_or_shares_and_is_brought_to_its_scale() {
    assert_eq!(points(&of_area("", "", ALL)), "31 of 60");
    assert_eq!(points(&of_area("max = 100", "", ALL)), "155/3 of 100");
    assert_eq!(points(&of_area("max = 100\ncombine = \"mean\"", "", ALL)), "170/3 of 100");
    assert_eq!(points(&of_area("max = 100\ncombine = \"min\"", "", ALL)), "20 of 100");
    assert_eq!(
        points(&of_area("max = 100\ncombine = \"weighted_mean\"", "", ALL)),
        "170/3 of 100",
        "equal without weights"
    );
    assert_eq!(of_area("combine = \"min\"", "", ALL)["rule"], "min");
}

#[test]
fn without_a_scale_of_its_own_a_mean_is_on_that_of_its_children() {
    assert_eq!(points(&of_area("combine = \"mean\"", "", ALL)), "34 of 60");
}

#[test]
fn points_above_a_leafs_maximum_carry_no_sum_above_its_scale() {
    let items = "[[item]]\nid = \"A\"\n[[item]]\nid = \"A.a\"\nparent = \"A\"\n\
                 rule = { type=\"ratio\", num=\"n\", den=\"d\", points=10 }\n";
    let root = tree(&method(items), "input,value\nn,5\nd,2");
    assert_eq!(points(&root["children"][0]), "10 of 10");
    assert_eq!(root["children"][0]["rule"], "sum:capped");
    assert_eq!(root["rule"], "sum");
}

#[test]
fn weights_count_over_what_applies() {
    let weighted = |weights: [&str; 3], rows: &str| {
        let text = area("max = 100\ncombine = \"weighted_mean\"", "weight = W");
        let text =
            weights.iter().fold(text, |text, weight| text.replacen("weight = W", &format!("weight = {weight}"), 1));
        points(&tree(&text, &format!("input,value\n{rows}"))["children"][0])
    };
    assert_eq!(weighted(["0.5", "0.3", "0.2"], ALL), "59 of 100");
    assert_eq!(weighted(["0.5", "0.3", "0.2"], "a,5\nb,20\nc,na"), "275/4 of 100");
    assert_eq!(weighted(["1", "1", "0"], "a,na\nb,na\nc,6"), "- of 100", "nothing that weighs applies");
}

#[test]
fn what_does_not_apply_counts_as_its_item_says() {
    let rows = "a,5\nb,na\nc,6";
    assert_eq!(points(&of_area("", "", rows)), "11 of 40");
    assert_eq!(points(&of_area("", "na = \"exclude\"", rows)), "11 of 40");
    assert_eq!(points(&of_area("", "na = \"full\"", rows)), "31 of 60");
    assert_eq!(points(&of_area("", "na = \"zero\"", rows)), "11 of 60");
    assert_eq!(points(&of_area("max = 100", "", rows)), "55/2 of 100");
}

#[test]
fn an_empty_area_is_not_zero() {
    let rows = "a,na\nb,na\nc,na";
    let node = of_area("max = 100", "", rows);
    assert_eq!((summary(&node).as_str(), &node["value"]), ("not_assessed  sum empty", &Value::Null));
    let whole = tree(&area("max = 100", ""), &format!("input,value\n{rows}"));
    assert_eq!((&whole["state"], &whole["low"], &whole["high"]), (&json!("incomplete"), &json!(0), &json!(100)));
    assert_eq!(points(&of_area("", "na = \"zero\"", rows)), "0 of 60", "the method says that it counts");
}

#[test]
fn an_open_question_leaves_exact_bounds_and_no_value() {
    let open = |head: &str| {
        let node = of_area(head, "", "a,5\nb,\nc,6");
        assert_eq!(
            (&node["state"], &node["value"], &node["exact"]),
            (&json!("incomplete"), &Value::Null, &Value::Null)
        );
        (node["low"].to_string(), node["high"].to_string())
    };
    assert_eq!(open(""), ("11".into(), "31".into()));
    assert_eq!(open("max = 120"), ("22".into(), "62".into()));
    assert_eq!(open("max = 60\ncombine = \"mean\""), ("14".into(), "34".into()));
    assert_eq!(open("max = 60\ncombine = \"min\""), ("0".into(), "12".into()));
    let whole = tree(&area("max = 120", ""), "input,value\na,5\nc,6\n");
    assert_eq!((&whole["low"], &whole["high"]), (&json!(22), &json!(62)), "bounds of bounds");
}

#[test]
fn points_beyond_a_maximum_do_not_carry_a_score_above_its_scale() {
    let items =
        "[[item]]\nid='A'\nmax=10\n[[item]]\nid='r'\nparent='A'\nrule={type='ratio', num='a', den='b', points=5}\n";
    let whole = tree(&method(items), "input,value\na,3\nb,2\n");
    assert_eq!(
        (&whole["children"][0]["children"][0]["value"], &whole["children"][0]["value"]),
        (&json!(7.5), &json!(10))
    );
}

const GATED: &str = r#"
[[item]]
id = "A"
gate = ["in_force", "strategy.*.indicators"]
rule = { type="binary", of="k", points=5 }
"#;

#[test]
fn a_gate_asks_every_input_its_pattern_stands_for() {
    let gated = |rows: &str| summary(&tree(&method(GATED), &format!("input,value\n{rows}"))["children"][0]);
    let open = "k,yes\nin_force,yes\n";
    assert_eq!(gated(&format!("{open}strategy.a.indicators,yes\nstrategy.b.indicators,na")), "assessed 5 binary:yes");
    assert_eq!(
        gated(&format!("{open}strategy.a.indicators,yes\nstrategy.b.indicators,no")),
        "gated 0 gate:strategy.b.indicators"
    );
    assert_eq!(gated(open), "not_assessed  binary gate_missing:strategy.*.indicators");
    assert_eq!(
        gated(&format!("{open}strategy.a.indicators,yes\nstrategy.b.indicators,")),
        "not_assessed  binary gate_missing:strategy.b.indicators"
    );
    assert_eq!(gated("k,yes\nstrategy.a.indicators,yes"), "not_assessed  binary gate_missing:in_force");
    assert_eq!(gated("k,yes\nstrategy.a.indicators,no"), "gated 0 gate:strategy.a.indicators", "no is certain");
    assert_eq!(gated("k,\nin_force,no\nstrategy.a.indicators,yes"), "gated 0 gate:in_force", "before the rule");
}

#[test]
fn a_closed_gate_of_a_parent_outweighs_what_is_open_below() {
    let node = of_area("gate = [\"g\"]\nmax = 100", "", "g,no\na,5");
    assert_eq!((summary(&node).as_str(), &node["max"]), ("gated 0 gate:g", &json!(100)));
    assert_eq!(node["children"][0]["exact"], "5");
    let node = of_area("gate = [\"g\"]\nmax = 100", "", ALL);
    assert_eq!((summary(&node).as_str(), &node["value"]), ("not_assessed  sum gate_missing:g", &Value::Null));
}

#[test]
fn credit_needs_as_much_evidence_as_the_method_asks_for() {
    let items = "[[item]]\nid='A'\nevidence_min=2\nrule={type='criteria', of=['k','l'], each=1}\n";
    let node = |rows: &str| {
        let answers = format!("input,value,evidence,author\n{rows}");
        tree(&method(items), &answers)["children"][0].clone()
    };
    let short = node("k,yes,ev-1; ev-1,Aigul\nl,no,,Aigul");
    assert_eq!(summary(&short), "not_assessed  criteria:1/2 evidence", "one piece named twice is one");
    let enough = node("k,yes,ev-2;ev-1,Aigul\nl,no,ev-1;ev-3,Berik");
    assert_eq!(enough["evidence"], json!(["ev-2", "ev-1", "ev-3"]));
    assert_eq!((&enough["author"], summary(&enough).as_str()), (&json!("Aigul; Berik"), "assessed 1 criteria:1/2"));
    assert_eq!(summary(&node("k,no,,\nl,no,,")), "assessed 0 criteria:0/2", "nothing is credited");
}

const SCALE: &str = r#"
[[scale]]
of = "*"
label = "outstanding"
min = 90
min_open = true
verified = false
[[scale]]
of = "*"
label = "high"
min = 71
[[scale]]
of = "example"
label = "all"
min = 0
[[item]]
id = "A"
rule = { type="value", of="k", points=100 }
"#;

#[test]
fn the_highest_threshold_reached_gives_the_label() {
    let label = |x: &str| {
        let node = tree(&method(SCALE), &format!("input,value\nk,{x}\n"));
        (node["children"][0]["level"].clone(), node["children"][0]["verified"].clone(), node["level"].clone())
    };
    assert_eq!(label("90.1"), (json!("outstanding"), json!(false), json!("all")));
    assert_eq!(label("90"), (json!("high"), Value::Null, json!("all")));
    assert_eq!(label("70.99"), (Value::Null, Value::Null, json!("all")));
    assert_eq!(label(""), (Value::Null, Value::Null, Value::Null), "no number, no label");
    let warned = |x: &str| scored(&method(SCALE), &format!("input,value\nk,{x}\n")).diagnostics.len();
    assert_eq!((warned("95"), warned("80")), (1, 0));
}

#[test]
fn a_method_nobody_checked_says_so() {
    let text = method("[[item]]\nid='A'\nrule={type='binary', of='k', points=1}\n")
        .replace("id = ", "verified = false\nid = ");
    assert_eq!(tree(&text, "input,value\nk,yes\n")["verified"], false);
    assert_eq!(scored(&text, "input,value\nk,yes\n").diagnostics[0].code, "score-unverified");
}

#[test]
fn answers_by_subject_give_a_tree_a_subject_in_order_of_appearance() {
    let text = method("[[item]]\nid='A'\nrule={type='binary', of='k', points=1}\n");
    let answers = "subject,input,value\nUKR,k,yes\nKAZ,k,no\n";
    let trees = tree(&text, answers);
    let brief = |node: &Value| (node["subject"].clone(), node["value"].clone());
    let all: Vec<_> = trees.as_array().unwrap().iter().map(brief).collect();
    assert_eq!(all, [(json!("UKR"), json!(1)), (json!("KAZ"), json!(0))]);
    assert_eq!(trees[0]["children"][0].get("subject"), None);
    let (method, answers) = (Source { name: "m", text: &text }, Source { name: "a", text: answers });
    let only = serde_json::to_value(score(&method, &answers, Some("KAZ")).scores.unwrap()).unwrap();
    assert_eq!(only.as_array().map(|trees| trees.iter().map(brief).collect()), Some(vec![(json!("KAZ"), json!(0))]));
    let unknown = score(&method, &answers, Some("KAX"));
    assert_eq!((unknown.scores, unknown.diagnostics[0].hint.as_deref()), (None, Some("did you mean `KAZ`?")));
}

#[test]
fn items_may_stand_before_their_parents_and_keep_the_order_of_the_file() {
    let items = "[[item]]\nid='x'\nparent='B'\nrule={type='binary', of='k', points=1}\n[[item]]\nid='B'\nparent=''\n[[item]]\nid='A'\nparent='example'\nrule={type='binary', of='k', points=2}\n[[item]]\nid='w'\nparent='B'\nrule={type='binary', of='k', points=3}\n";
    let whole = tree(&method(items), "input,value\nk,yes\n");
    let ids =
        |node: &Value| node["children"].as_array().unwrap().iter().map(|child| child["id"].clone()).collect::<Vec<_>>();
    assert_eq!((ids(&whole), ids(&whole["children"][0])), (vec![json!("B"), json!("A")], vec![json!("x"), json!("w")]));
    assert_eq!(whole["value"], 6);
}
