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

/// A merged release with what happened on the way.
#[derive(Debug, PartialEq)]
struct Merged {
    release: Tree<'static>,
    warnings: Vec<Warning>,
}

/// Merges trees: each is written before, and what comes out is read again.
fn merge(
    rules: &Rules,
    output: Output,
    sort: Sort,
    into: Option<&Tree<'_>>,
    releases: &[Tree<'_>],
) -> Result<Merged, MergeError> {
    let texts: Vec<String> = into.into_iter().chain(releases).map(Tree::to_string).collect();
    let mut texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let into = into.map(|_| texts.remove(0));
    let mut line = String::new();
    match super::merge(rules, (output, sort), into, &texts, &mut line) {
        Ok(warnings) => Ok(Merged { release: tree(&line).into_owned(), warnings }),
        Err(TextError::Merge(error)) => Err(error),
        Err(TextError::NotJson(expected)) => panic!("{expected} in what was written"),
    }
}

fn compiled(rules: &Rules, releases: Vec<Tree<'_>>) -> Result<Merged, MergeError> {
    merge(rules, Output::Compiled, Sort::Date, None, &releases)
}

fn versioned(rules: &Rules, releases: Vec<Tree<'_>>) -> Result<Merged, MergeError> {
    merge(rules, Output::Versioned, Sort::Date, None, &releases)
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

/// Arbitrary members in the shapes that OCDS has, so that most lists of releases merge.
fn members() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let scalar = prop_oneof![
        Just("1".to_owned()),
        Just("\"x\"".to_owned()),
        Just("2.50".to_owned()),
        "[a-c]{1}".prop_map(|t| format!("\"{t}\""))
    ];
    let item = (0..4, scalar.clone(), scalar.clone())
        .prop_map(|(id, a, b)| format!(r#"{{"id":"{id}","a":{a},"sub":[{{"id":{id},"b":{b}}}]}}"#));
    let items = proptest::collection::vec(item, 0..4).prop_map(|items| format!("[{}]", items.join(",")));
    let texts = proptest::collection::vec(scalar.clone(), 1..3).prop_map(|texts| format!("[{}]", texts.join(",")));
    let member = prop_oneof![
        (0..3, scalar.clone()).prop_map(|(n, v)| (format!("s{n}"), v)),
        (0..2, items).prop_map(|(n, v)| (format!("items{n}"), v)),
        (0..2, texts).prop_map(|(n, v)| (format!("texts{n}"), v)),
        (0..2, scalar.clone(), scalar)
            .prop_map(|(n, a, b)| (format!("o{n}"), format!(r#"{{"p":{a},"q":{{"r":{b}}}}}"#))),
    ];
    proptest::collection::vec(member, 0..6)
        .prop_map(|members| members.iter().map(|(key, value)| format!(r#","{key}":{value}"#)).collect())
}

fn releases() -> impl proptest::strategy::Strategy<Value = Vec<String>> {
    use proptest::prelude::*;
    proptest::collection::vec((members(), 1..28u8), 1..6).prop_map(|all| {
        let mut all: Vec<_> = all.into_iter().map(|(members, day)| (day, members)).collect();
        all.sort_by_key(|(day, _)| *day);
        let text = |(n, (day, members)): (usize, &(u8, String))| {
            format!(r#"{{"ocid":"o-1","id":"{n}","date":"2024-01-{day:02}","tag":["tender"]{members}}}"#)
        };
        all.iter().enumerate().map(text).collect()
    })
}

fn without(tree: &Tree<'_>, names: &[&str]) -> String {
    let Tree::Object(members) = tree else { return tree.to_string() };
    Tree::Object(members.iter().filter(|(key, _)| !names.contains(&key.as_ref())).cloned().collect()).to_string()
}

proptest::proptest! {
    #[test]
    fn a_compiled_release_merged_alone_is_itself_but_for_its_id(texts in releases()) {
        let rules = Rules::ocds_1_1().expect("rules");
        let once = compiled(&rules, texts.iter().map(|text| tree(text)).collect()).expect("it merges").release;
        let again = compiled(&rules, vec![once.clone()]).expect("it merges").release;
        proptest::prop_assert_eq!(without(&once, &["id"]), without(&again, &["id"]));
    }

    #[test]
    fn releases_merge_in_parts_into_what_they_merge_into_at_once(texts in releases(), cut in 0usize..6) {
        let rules = Rules::ocds_1_1().expect("rules");
        let all: Vec<_> = texts.iter().map(|text| tree(text)).collect();
        let (first, rest) = all.split_at(cut.clamp(1, all.len()));
        for output in [Output::Compiled, Output::Versioned] {
            let whole = merge(&rules, output, Sort::Date, None, &all).expect("it merges").release;
            let part = merge(&rules, output, Sort::Date, None, first).expect("it merges").release;
            let text = part.to_string();
            let both = merge(&rules, output, Sort::Date, Some(&tree(&text)), rest).expect("it merges").release;
            proptest::prop_assert_eq!(whole.to_string(), both.to_string());
        }
    }

    #[test]
    fn texts_merge_as_the_trees_that_are_read_from_them(
        texts in releases(), odd in proptest::collection::vec(0..8_usize, 6), existing: bool
    ) {
        let rules = Rules::ocds_1_1().expect("rules");
        let texts: Vec<String> = texts.iter().zip(&odd).map(|(text, odd)| oddly(text, *odd)).collect();
        let all: Vec<&str> = texts.iter().map(String::as_str).collect();
        let trees: Vec<_> = texts.iter().map(|text| tree(text)).collect();
        for output in [Output::Compiled, Output::Versioned] {
            let existing = existing && output == Output::Compiled;
            let (into, releases) = all.split_at(usize::from(existing));
            let (tree_into, tree_releases) = trees.split_at(usize::from(existing));
            let mut line = String::new();
            let said = super::merge(&rules, (output, Sort::Date), into.first().copied(), releases, &mut line);
            let by_trees = merge(&rules, output, Sort::Date, tree_into.first(), tree_releases);
            match (said, by_trees) {
                (Ok(warnings), Ok(merged)) => {
                    proptest::prop_assert_eq!(line, merged.release.to_string());
                    proptest::prop_assert_eq!(warnings, merged.warnings);
                }
                (Err(TextError::Merge(error)), Err(of_trees)) => proptest::prop_assert_eq!(error, of_trees),
                (said, by_trees) => panic!("{said:?} but {by_trees:?}"),
            }
        }
    }
}

/// The same release as people and other programs write it: with spaces, escapes, members twice.
fn oddly(text: &str, odd: usize) -> String {
    let mut text = text.to_owned();
    if odd & 1 == 1 {
        text = text.replace(':', " : ").replace(',', "\n, ");
    }
    if odd & 2 == 2 {
        text = text.replace("\"a\"", "\"\\u0061\"").replace("\"x\"", "\"\\u0078/\\/\"");
    }
    if odd & 4 == 4 {
        text = text.replacen('{', r#"{"s0":[{"id":1}],"tag":7,"date":"2024-01-01","#, 1);
    }
    text
}

#[test]
fn ids_match_only_when_type_and_value_are_equal() {
    let rules = Rules::default();
    let text = r#"[{"ocid":"a","date":"1","x":[{"id":1,"v":1}]},{"ocid":"a","date":"2","x":[{"id":"1","v":2},{"id":1.0,"w":3}]}]"#;
    let found = compiled(&rules, list(text)).expect("it merges").release.to_string();
    let expected = r#""x":[{"id":1,"v":1,"w":3},{"id":"1","v":2}]"#;
    assert!(found.contains(expected), "{found}");
}

#[test]
fn a_scalar_after_an_object_changes_nothing_and_before_it_is_an_error() {
    let rules = Rules::default();
    let after = r#"[{"ocid":"a","date":"1","x":{"y":1}},{"ocid":"a","date":"2","x":5}]"#;
    assert!(compiled(&rules, list(after)).expect("it merges").release.to_string().contains(r#""x":{"y":1}"#));
    let before = r#"[{"ocid":"a","date":"1","x":5},{"ocid":"a","date":"2","x":{"y":1}}]"#;
    let error = compiled(&rules, list(before)).expect_err("it cannot be both");
    assert_eq!(error.to_string(), "`x` is an object here, but a number in an earlier release");
    assert_eq!((error.release(), error.path()), (Some(1), "x"));
    for (one, other) in [("[\"a\"]", "[{\"id\":1}]"), ("{\"y\":1}", "[{\"id\":1}]"), ("[{\"id\":1}]", "{\"y\":1}")] {
        let text = format!(r#"[{{"ocid":"a","date":"1","x":{one}}},{{"ocid":"a","date":"2","x":{other}}}]"#);
        assert!(matches!(compiled(&rules, list(&text)), Err(MergeError::InconsistentType { .. })), "{text}");
        assert!(matches!(versioned(&rules, list(&text)), Err(MergeError::InconsistentType { .. })), "{text}");
    }
}

#[test]
fn an_earlier_null_is_nothing_in_a_compiled_release_and_a_value_in_a_versioned_one() {
    let text = r#"[{"ocid":"a","date":"1","x":null},{"ocid":"a","date":"2","x":{"y":1}}]"#;
    assert!(compiled(&Rules::default(), list(text)).is_ok());
    assert!(matches!(versioned(&Rules::default(), list(text)), Err(MergeError::InconsistentType { .. })));
}

#[test]
fn several_releases_need_dates_and_one_needs_none() {
    let rules = Rules::default();
    for date in ["", r#","date":null"#, r#","date":5"#, r#","date":{"a":1}"#] {
        let text = format!(r#"[{{"ocid":"a","date":"1"}},{{"ocid":"a"{date}}}]"#);
        assert!(matches!(compiled(&rules, list(&text)), Err(MergeError::Date { release: 1, .. })), "{text}");
    }
    assert!(compiled(&rules, list(r#"[{"ocid":"a"}]"#)).is_ok());
    assert_eq!(compiled(&rules, list("[5]")), Err(MergeError::NotAnObject { release: 0, found: "a number" }));
    assert_eq!(compiled(&rules, Vec::new()), Err(MergeError::Nothing));
}

#[test]
fn two_objects_with_one_id_are_one_with_a_warning() {
    let text = r#"[{"ocid":"a","x":[{"id":1,"v":1},{"id":1,"v":2},{"id":1,"v":3},{"v":4},{"v":4}]}]"#;
    let merged = compiled(&Rules::default(), list(text)).expect("it merges");
    assert!(merged.release.to_string().ends_with(r#""x":[{"id":1,"v":3},{"v":4},{"v":4}]}"#), "{}", merged.release);
    assert_eq!(merged.warnings, [Warning::DuplicateId { release: 0, path: "x".to_owned(), id: "1".to_owned() }]);
}

#[test]
fn a_member_that_is_written_twice_counts_once_with_its_last_value() {
    let text = concat!(
        r#"{"ocid":"a","date":"1","x":{"y":1},"x":{"z":2},"items":[{"v":1,"id":"1","id":"2"}],"w":["\u0041" , {"k":1,"k":2.0}]}"#,
        "\n",
        r#"{"date":"2","ocid":"a","items":[{"id":"2","v":[ ] ,"n":null},{"id":"\u0032","u":1e1}],"w":[]}"#,
    );
    let files = [crate::json::documents::Text::new("a.jsonl", text)];
    let (rules, old) = (Rules::default(), Rules::default());
    let options = Options { output: Output::Compiled, sort: Sort::Date, rules, old };
    let mut found = Vec::new();
    let merged = Batch::gather(&files, 0, &options).merge(|line, said| {
        found.push((line.map(str::to_owned), said.len()));
        Ok::<(), ()>(())
    });
    let expected = r#"{"tag":["compiled"],"id":"a-2","date":"2","ocid":"a","x":{"z":2},"items":[{"id":"2","v":1,"u":1e1}],"w":["A",{"k":2.0}]}"#;
    assert_eq!((merged, found), (Ok(()), vec![(Some(expected.to_owned()), 1)]));
}

#[test]
fn members_and_items_without_number_are_found_again() {
    let release = |day: usize| {
        let many = |of: fn(usize) -> String| (0..40).map(of).collect::<Vec<_>>().join(",");
        let (members, items) = (many(|n| format!(r#""m{n}":{n}"#)), many(|n| format!(r#"{{"id":{n},"v":{n}}}"#)));
        format!(r#"{{"ocid":"a","date":"{day}","x":{{{members}}},"items":[{items}]}}"#)
    };
    let (one, two) = (release(1), release(2));
    let rules = Rules::default();
    let once = compiled(&rules, vec![tree(&one)]).expect("it merges").release;
    let twice = compiled(&rules, vec![tree(&one), tree(&two)]).expect("it merges").release;
    assert_eq!(without(&once, &["id", "date"]), without(&twice, &["id", "date"]));
}
