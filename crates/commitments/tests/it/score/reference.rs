//! Examples of the SIGMA portal and figures of the Ukrainian tracker as published, where the data are beside the checkout.

use super::{leaf, method, summary, tree};
use serde_json::Value;

fn data(name: &str) -> Option<Value> {
    let path = probity_testkit::reference(&format!("commitments/{name}"))?;
    Some(serde_json::from_slice(&fs_err::read(path).ok()?).expect("it is JSON"))
}

/// The bands of `>90:5, 70-90:4, …, <30:0`.
fn steps(text: &str) -> String {
    let bands = text.split(", ").filter_map(|band| {
        let (range, points) = band.split_once(':')?;
        match range.strip_prefix('>') {
            Some(from) => Some(format!("{{from={from}, open=true, points={points}}}")),
            None => Some(format!("{{from={}, points={points}}}", range.split_once('-')?.0)),
        }
    });
    format!("{{type='steps', of='k', bands=[{}]}}", bands.collect::<Vec<_>>().join(", "))
}

/// Cases as pairs of a number and its points.
fn cases(entry: &Value) -> Vec<(&Value, &Value)> {
    entry["cases"].as_array().into_iter().flatten().map(|case| (&case[0], &case[1])).collect()
}

#[test]
fn examples_of_sigma_come_out_as_published() {
    let Some(entries) = data("sigma_scoring.json") else { return };
    let entry = |id: &str| entries.as_array().unwrap().iter().find(|entry| entry["id"] == id).unwrap();
    let criteria = &entry("criteria")["case"];
    let met = criteria[0].as_array().unwrap();
    let names: Vec<String> = (0..met.len()).map(|n| format!("'c{n}'")).collect();
    let rows: String = (0..met.len()).map(|n| format!("c{n},{}\n", if met[n] == 1 { "yes" } else { "no" })).collect();
    assert_eq!(leaf(&format!("{{type='criteria', of=[{}], each=1}}", names.join(",")), &rows)["value"], criteria[1]);
    let bands = steps(entry("steps")["rule"].as_str().unwrap());
    let line = "{type='linear', of='k', lo=25, hi=90, points=15}";
    for (rule, id) in [(bands.as_str(), "steps"), (line, "linear")] {
        assert!(!cases(entry(id)).is_empty());
        for (x, points) in cases(entry(id)) {
            let value = leaf(rule, &format!("k,{x}\n"))["value"].as_f64().unwrap();
            assert!((value - points.as_f64().unwrap()).abs() < 1e-6, "{id} {x}: {value}, published {points}");
        }
    }
}

#[test]
fn shares_of_the_ukrainian_tracker_come_out_as_published() {
    let Some(page) = data("nazk_dap.json") else { return };
    let rule = "{type='ratio', num='a', den='b', points=100}";
    let mut seen = 0;
    for key in ["direction_1_1", "problem_1_1_1"] {
        for row in page[key].as_array().unwrap() {
            let (a, b) = row[1].as_str().unwrap().split_once('/').unwrap();
            let shown = format!("{:.1}", row[2].as_f64().unwrap());
            assert_eq!(leaf(rule, &format!("a,{a}\nb,{b}\n"))["display"], shown, "{a}/{b}");
            seen += 1;
        }
    }
    assert_eq!(seen, 8);
    let results = &page["results"];
    let counts = ["high", "medium", "low"].map(|level| results[level].as_u64().unwrap());
    let all: u64 = counts.iter().sum();
    for (count, shown) in counts.iter().zip(results["shown"].as_array().unwrap()) {
        assert_eq!(leaf(rule, &format!("a,{count}\nb,{all}\n"))["display"], format!("{:.1}", shown.as_f64().unwrap()));
    }
}

#[test]
fn the_indicator_of_a_ukrainian_result_is_a_method_of_tiers() {
    let Some(page) = data("nazk_dap.json") else { return };
    let example = &page["indicator_example"];
    let tiers = example["tiers"].as_array().unwrap().iter().map(|tier| {
        let from = tier[0].as_str().unwrap().trim_start_matches('>').split(' ').next().unwrap();
        format!("{{from={from}, open=true, share={}}}", tier[1].as_f64().unwrap() / 100.0)
    });
    let rule = format!(
        "{{type='tiers', of='k', points={}, tiers=[{}]}}",
        example["weight"],
        tiers.collect::<Vec<_>>().join(", ")
    );
    let at = |x: &str| leaf(&rule, &format!("k,{x}\n"))["value"].clone();
    assert_eq!([at("70.01"), at("70"), at("50"), at("30")], [100, 60, 30, 0].map(Value::from));
}

#[test]
fn a_denominator_that_moved_moves_the_share_and_says_its_version() {
    let Some(page) = data("nazk_dap.json") else { return };
    let counts = |row: usize| page["direction_1_1"][row][1].as_str().unwrap().split_once('/').unwrap();
    let items = "[[item]]\nid='1.1'\nrule={type='ratio', num='implemented', den='due', points=100}\n";
    let shown = |row: usize| {
        let (a, b) = counts(row);
        let whole = tree(&method(items), &format!("input,value\nimplemented,{a}\ndue,{b}\n"));
        (summary(&whole["children"][0]), whole["display"].clone())
    };
    assert_eq!(counts(0).0, counts(1).0, "as many measures were implemented");
    assert_ne!(shown(0), shown(1), "of a programme with fewer of them");
}
