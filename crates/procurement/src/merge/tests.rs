//! The laws of merging on made-up releases, and the whole suite of the standard where it lies beside the checkout.

use super::*;
use std::path::Path;

fn tree(text: &str) -> Tree<'_> {
    Tree::parse(text).expect("JSON")
}

fn list(text: &str) -> Vec<Tree<'_>> {
    match tree(text) {
        Tree::List(items) => items,
        _ => panic!("a list is needed"),
    }
}

/// The schema's rules with an override for every array called `array`, as the suite has it.
fn rules_of(dir: &Path, folder: &str) -> Rules {
    let file = match folder {
        "1.0" => return Rules::ocds_1_0().expect("rules"),
        "1.1" => return Rules::ocds_1_1().expect("rules"),
        _ => dir.join("schema.json"),
    };
    let schema = serde_json::from_str(&fs_err::read_to_string(file).expect("it is read")).expect("JSON");
    Rules::from(&derive(&schema, "x").expect("a schema"))
}

#[test]
fn every_expected_output_of_the_standards_suite_comes_out() {
    let Some(dir) = probity_testkit::reference("procurement/merge_suite") else { return };
    let mut counts = std::collections::BTreeMap::new();
    for folder in ["1.0", "1.1", "schema"] {
        for entry in fs_err::read_dir(dir.join(folder)).expect("the folder") {
            let path = entry.expect("an entry").path();
            let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let suffixes = ["compiled", "versioned", "append", "by-position"];
            let Some(kind) = suffixes.iter().find(|end| stem.ends_with(&format!("-{end}"))) else { continue };
            let input = path.with_file_name(format!("{}.json", stem.trim_end_matches(&format!("-{kind}"))));
            let mut rules = rules_of(&dir, folder);
            match *kind {
                "append" => rules.match_by("nested/array", Strategy::Append),
                "by-position" => rules.match_by("nested/array", Strategy::ByPosition),
                _ => {}
            }
            let text = fs_err::read_to_string(input).expect("the input");
            // The overrides' outputs are those of the same releases given twice.
            let twice = matches!(*kind, "append" | "by-position");
            let releases: Vec<_> = std::iter::repeat_n(list(&text), 1 + usize::from(twice)).flatten().collect();
            let merged = match *kind {
                "versioned" => versioned(&rules, releases),
                _ => compiled(&rules, releases),
            };
            let found = merged.expect("it merges").release.to_string();
            let expected = fs_err::read_to_string(&path).expect("the output");
            assert_eq!(found, tree(&expected).to_string(), "{}", path.display());
            *counts.entry(*kind).or_insert(0) += 1;
        }
    }
    assert_eq!((counts["compiled"], counts["versioned"], counts["append"]), (31, 19, 2), "{counts:?}");
}
