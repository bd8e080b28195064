//! The worked examples of the specification: SIGMA's rules, tiers of expected strategic results, shares of the Ukrainian
//! tracker; then each rule at its edges.

use super::{leaf, method, scored, summary, tree};

const STEPS: &str = r#"{ type="steps", of="k", bands=[{from=90, open=true, points=5}, {from=70, points=4},
    {from=50, points=3}, {from=30, points=1}], below=0 }"#;
const LINEAR: &str = r#"{ type="linear", of="k", lo=25, hi=90, points=15 }"#;
const TIERS: &str = r#"{ type="tiers", of="k", points=100, tiers=[{from=70, open=true, share=1},
    {from=50, open=true, share=0.6}, {from=30, open=true, share=0.3}] }"#;

#[test]
fn five_criteria_of_five_give_five() {
    let rule = r#"{ type="criteria", of=["a","b","c","d","e"], each=1 }"#;
    assert_eq!(summary(&leaf(rule, "a,yes\nb,yes\nc,yes\nd,yes\ne,yes")), "assessed 5 criteria:5/5");
    assert_eq!(summary(&leaf(rule, "a,yes\nb,no\nc,yes\nd,no\ne,yes")), "assessed 3 criteria:3/5");
}

#[test]
fn the_implementation_rate_has_no_step_of_two_points() {
    let vectors = [
        ("95", "5 steps:90"),
        ("90.01", "5 steps:90"),
        ("90", "4 steps:70"),
        ("70", "4 steps:70"),
        ("69.99", "3 steps:50"),
        ("50", "3 steps:50"),
        ("49.99", "1 steps:30"),
        ("30", "1 steps:30"),
        ("29.99", "0 steps:below"),
    ];
    for (x, expected) in vectors {
        assert_eq!(summary(&leaf(STEPS, &format!("k,{x}"))), format!("assessed {expected}"), "{x}");
    }
}

#[test]
fn a_line_from_25_to_90_gives_exact_fractions() {
    for (x, exact) in [("24.99", "0"), ("25", "0"), ("57.5", "15/2"), ("37.6", "189/65"), ("90", "15"), ("99", "15")] {
        assert_eq!(summary(&leaf(LINEAR, &format!("k,{x}"))), format!("assessed {exact} linear"), "{x}");
    }
    let node = leaf(LINEAR, "k,37.6");
    assert_eq!((node["value"].to_string().as_str(), node["display"].as_str()), ("2.9076923076923076", Some("2.9")));
    let below = leaf(r#"{ type="linear", of="k", lo=25, hi=90, points=15, below=-3 }"#, "k,24");
    assert_eq!(summary(&below), "assessed -3 linear");
    let step = r#"{ type="linear", of="k", lo=25, hi=25, points=15 }"#;
    assert_eq!(leaf(step, "k,24.9")["value"], 0);
    assert_eq!(leaf(step, "k,25")["value"], 15);
}

#[test]
fn without_a_strategy_in_force_nothing_else_counts() {
    let items = r#"
[[item]]
id = "A"
gate = ["strategy_in_force"]
[[item]]
id = "A1"
parent = "A"
rule = { type="binary", of="published", points=5 }
"#;
    let gated = tree(&method(items), "input,value\nstrategy_in_force,no\npublished,yes\n");
    let area = &gated["children"][0];
    assert_eq!(summary(area), "gated 0 gate:strategy_in_force");
    assert_eq!(summary(&area["children"][0]), "assessed 5 binary:yes", "children stay readable");
    assert_eq!((&gated["value"], &gated["max"], &gated["state"]), (&0.into(), &5.into(), &"assessed".into()));
}

#[test]
fn tiers_of_an_expected_strategic_result_are_shares_of_its_weight() {
    for (x, expected) in
        [("70.1", "100 tiers:70"), ("70", "60 tiers:50"), ("50", "30 tiers:30"), ("30", "0 tiers:below")]
    {
        assert_eq!(summary(&leaf(TIERS, &format!("k,{x}"))), format!("assessed {expected}"), "{x}");
    }
}

#[test]
fn shares_of_the_ukrainian_tracker_round_as_published() {
    let rule = r#"{ type="ratio", num="a", den="b", points=100 }"#;
    let shares = [(64, 170, "37.6"), (46, 91, "50.5"), (33, 91, "36.3"), (47, 189, "24.9"), (33, 105, "31.4")];
    for (a, b, shown) in shares {
        let node = leaf(rule, &format!("a,{a}\nb,{b}"));
        assert_eq!((node["display"].as_str(), node["rule"].as_str()), (Some(shown), Some("ratio")));
    }
}

#[test]
fn a_mean_over_reports_has_equal_weights_whatever_their_size() {
    let rule =
        format!(r#"{{ type="mean_of", of=["r1","r2","r3","r4","r5"], then={} }}"#, STEPS.replace(r#"of="k","#, ""));
    assert_eq!(summary(&leaf(&rule, "r1,100\nr2,40\nr3,\nr5,na")), "assessed 4 mean_of:steps:70", "two are present");
    assert_eq!(summary(&leaf(&rule, "r1,na\nr2,na\nr3,na\nr4,na\nr5,na")), "not_applicable  mean_of");
    assert_eq!(summary(&leaf(&rule, "r1,na")), "not_assessed  mean_of missing:r1;r2;r3;r4;r5");
}

#[test]
fn a_ratio_of_nothing_does_not_apply_and_a_cap_limits() {
    let rule = r#"{ type="ratio", num="a", den="b", points=10 }"#;
    assert_eq!(summary(&leaf(rule, "a,3\nb,0")), "not_applicable  ratio denominator_zero");
    assert_eq!(summary(&leaf(rule, "a,6\nb,5")), "assessed 12 ratio");
    assert_eq!(summary(&leaf(&rule.replace("points=10", "points=10, cap=true"), "a,6\nb,5")), "assessed 10 ratio:cap");
    assert_eq!(summary(&leaf(rule, "a,6\nb,na")), "not_applicable  ratio");
    assert_eq!(summary(&leaf(rule, "a,6")), "not_assessed  ratio missing:b");
}

#[test]
fn criteria_that_do_not_apply_leave_points_and_maximum() {
    let rule = r#"{ type="criteria", of=["a","b","c"], each=[2, 3.5, 1] }"#;
    let node = leaf(rule, "a,yes\nb,na\nc,no");
    assert_eq!((summary(&node).as_str(), &node["max"]), ("assessed 2 criteria:1/2", &3.into()));
    assert_eq!(leaf(rule, "a,yes\nb,yes\nc,no")["max"], 6.5);
    assert_eq!(summary(&leaf(rule, "a,na\nb,na\nc,na")), "not_applicable  criteria");
    assert_eq!(summary(&leaf(rule, "a,yes\nb,na\nc,")), "not_assessed  criteria missing:c");
}

#[test]
fn a_value_is_taken_as_it_is_on_its_scale() {
    let rule = r#"{ type="value", of="k", points=100, min=-100 }"#;
    assert_eq!(summary(&leaf(rule, "k,-42.5")), "assessed -85/2 value");
    assert_eq!(leaf(rule, "k,-42.5")["value"], -42.5);
    assert_eq!(summary(&leaf(rule, "k,")), "not_assessed  value missing:k");
    assert_eq!(summary(&leaf(rule, "k,na")), "not_applicable  value");
}

#[test]
fn the_max_of_an_item_stands_for_points_that_its_rule_does_not_have() {
    let items = r#"
[[item]]
id = "A"
max = 20
rule = { type="linear", of="k", lo=0, hi=10 }
[[item]]
id = "B"
max = 9
rule = { type="criteria", of=["x","y"] }
"#;
    let tree = tree(&method(items), "input,value\nk,5\nx,yes\ny,no\n");
    assert_eq!((&tree["children"][0]["value"], &tree["children"][1]["value"]), (&10.into(), &4.5.into()));
    assert_eq!((&tree["max"], tree["exact"].as_str()), (&29.into(), Some("29/2")));
}

#[test]
fn scores_are_rounded_once_from_exact_decimals() {
    let rule = r#"{ type="value", of="k", points=100 }"#;
    assert_eq!(leaf(rule, "k,42.65")["display"], "42.7", "the float nearest to 42.65 is below it");
    assert_eq!(leaf(rule, "k,42.67")["display"], "42.7");
    let even = "[method]\nid='e'\nrounding={digits=1, mode='half_even'}\n[[item]]\nid='A'\nrule={type='value', of='k', points=100}\n";
    assert_eq!(tree(even, "input,value\nk,42.65\n")["display"], "42.6");
    let none = even.replace("digits=1", "digits=0");
    assert_eq!(tree(&none, "input,value\nk,42.5\n")["display"], "42");
}

#[test]
fn a_threshold_is_the_decimal_that_was_written() {
    // 0.1 + 0.2 is above 0.3 in floats, and 49.99 is no float at all.
    let rule = r#"{ type="mean_of", of=["a","b"], then={ type="steps", bands=[{from=0.15, open=true, points=1}] } }"#;
    assert_eq!(summary(&leaf(rule, "a,0.1\nb,0.2")), "assessed 0 mean_of:steps:below");
    let rule = r#"{ type="steps", of="k", bands=[{from=49.99, points=1}] }"#;
    assert_eq!(summary(&leaf(rule, "k,49.99")), "assessed 1 steps:49.99");
    assert_eq!(summary(&leaf(rule, "k,49.98999999999999999999")), "assessed 0 steps:below");
}

#[test]
fn every_key_of_the_contract_is_in_every_node() {
    let keys = [
        "id", "value", "max", "rule", "state", "reason", "exact", "display", "low", "high", "level", "evidence",
        "author", "children",
    ];
    let node = leaf(STEPS, "k,95");
    assert!(keys.iter().all(|key| node.get(key).is_some()), "{node:#}");
    let text = serde_json::to_string(&scored(&method(""), "input,value\n").scores.unwrap()).unwrap();
    assert_eq!(
        text,
        r#"{"id":"example","value":null,"max":0,"rule":"sum","state":"not_assessed","reason":"empty","exact":null,"display":null,"low":null,"high":null,"level":null,"evidence":[],"author":null,"children":[]}"#
    );
}
