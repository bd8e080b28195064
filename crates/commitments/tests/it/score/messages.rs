//! What is refused or warned about, and where the message points.

use super::{complaints, method, scored};
use proptest::prelude::*;

const ITEM: &str = "[[item]]\nid='A'\nrule={type='steps', of='rate', bands=[{from=50, points=1}]}\n[[item]]\nid='B'\nrule={type='binary', of='in_force', points=1}\n";

fn about(answers: &str) -> Vec<String> {
    complaints(&method(ITEM), answers)
}

fn hint(method: &str, answers: &str) -> String {
    scored(method, answers).diagnostics.first().and_then(|first| first.hint.clone()).unwrap_or_default()
}

#[test]
fn free_text_in_a_numeric_field_is_an_error_at_its_cell() {
    for bad in ["37.6%", "1 000", "n/a", "Yes", "high", "1e3", "1\u{a0}000", "12,5", "1,000"] {
        let answers = format!("input,value\nin_force,yes\n\nrate,\"{bad}\"\n");
        assert_eq!(about(&answers), [format!("number-expected:a.csv:4:2 {bad}")]);
        assert!(!hint(&method(ITEM), &answers).is_empty());
    }
    assert!(hint(&method(ITEM), "input,value\nrate,37%\n").contains("percent"));
    assert!(hint(&method(ITEM), "input,value\nrate,Yes\n").contains("`yes`"));
    let long = format!("input,value\nrate,{}\n", "3".repeat(41));
    assert!(hint(&method(ITEM), &long).contains("40 digits"));
}

#[test]
fn a_number_with_an_unquoted_comma_is_a_row_too_long() {
    assert_eq!(about("input,value\nrate,1,000\n"), ["ragged-row:a.csv:2:0"]);
}

#[test]
fn an_answer_of_the_wrong_kind_is_an_error_once() {
    assert_eq!(
        about("input,value\nrate,yes\nin_force,1\n"),
        ["number-expected:a.csv:2:2 yes", "word-unknown:a.csv:3:2 1"]
    );
    let twice = format!("{ITEM}[[item]]\nid='C'\nrule={{type='binary', of='in_force', points=1}}\n");
    assert_eq!(complaints(&method(&twice), "input,value\nin_force,1\n"), ["word-unknown:a.csv:2:2 1"]);
}

#[test]
fn a_score_outside_its_scale_is_an_error_even_behind_a_closed_gate() {
    let items = "[[item]]\nid='A'\ngate=['g']\nrule={type='value', of='k', points=10, min=1}\n";
    for bad in ["0.99", "10.01", "-1"] {
        let answers = format!("input,value\ng,no\nk,{bad}\n");
        assert_eq!(complaints(&method(items), &answers), [format!("out-of-range:a.csv:3:2 {bad}")]);
    }
    assert!(complaints(&method(items), "input,value\ng,no\nk,10\n").is_empty());
}

#[test]
fn a_mean_outside_its_scale_points_at_the_first_number_of_it() {
    let items = "[[item]]\nid='A'\nrule={type='mean_of', of=['x','y','z'], then={type='value', points=10}}\n";
    assert_eq!(complaints(&method(items), "input,value\nz,12\nx,na\ny,9.5\n"), ["out-of-range:a.csv:4:2 9.5"]);
    assert!(scored(&method(items), "input,value\nz,12\ny,9.5\n").diagnostics[0].message.contains("10.75"));
}

#[test]
fn the_same_question_answered_twice_is_an_error_with_both_lines() {
    let answers = "input,value\nrate,50\nin_force,yes\nrate,60\n";
    assert_eq!(about(answers), ["duplicate-row:a.csv:4:1 rate"]);
    assert!(scored(&method(ITEM), answers).diagnostics[0].message.contains("line 2"));
    let by_subject = "input,value,subject\nrate,50,KAZ\nrate,60,UZB\nrate,,KAZ\n";
    assert_eq!(about(by_subject), ["duplicate-row:a.csv:4:1 rate"]);
}

#[test]
fn an_unknown_input_is_a_warning_with_the_nearest_name() {
    let answers = "input,value\nrtae,50\nin_force,yes\nbudget,3\n";
    assert_eq!(about(answers), ["score-input:a.csv:2:1 rtae", "score-input:a.csv:4:1 budget"]);
    assert_eq!(hint(&method(ITEM), answers), "did you mean `rate`?");
    let far = "input,value\nstrategy_in_force,yes\n";
    assert_eq!(hint(&method(ITEM), far), "the nearest name asked for is `in_force`");
    assert!(scored(&method(ITEM), answers).scores.is_some());
    let by_subject = "subject,input,value\nKAZ,x.y,1\nUZB,x.y,1\n";
    assert_eq!(about(by_subject), ["score-input:a.csv:2:2 x.y"], "once a name");
}

#[test]
fn a_table_that_is_no_table_of_answers_says_what_is_missing() {
    assert_eq!(about(""), ["empty-file:a.csv:0:0"]);
    assert_eq!(about("input;value\nrate;3\n")[0], "column-missing:a.csv:1:0");
    assert!(
        scored(&method(ITEM), "input;value\n").diagnostics.iter().any(|d| d
            .hint
            .as_deref()
            .unwrap()
            .contains("semicolon"))
    );
    assert_eq!(about("input,value,value\n"), ["duplicate-column:a.csv:1:3 value"]);
    assert_eq!(about("input,value,evidnce\nrate,3,\n"), ["column-ignored:a.csv:1:3"]);
    assert_eq!(about("input,value,subject\nrate,3,\n,4,KAZ\n"), ["text-missing:a.csv:2:3", "text-missing:a.csv:3:1"]);
}

#[test]
fn a_mark_of_encoding_empty_rows_and_windows_line_ends_are_no_fault() {
    let answers = "\u{feff}input,value,note\r\n\r\nrate,50,\"two\r\nlines\"\r\n,,\r\n\r\nin_force, yes ,\r\n";
    assert!(about(answers).is_empty());
    let answers = answers.replace(" yes ", "maybe");
    assert_eq!(about(&answers), ["number-expected:a.csv:7:2 maybe"]);
}

/// Complaints about a method whose answers do not matter.
fn refused(items: &str) -> Vec<String> {
    complaints(&method(items), "input,value\n")
        .into_iter()
        .map(|line| line.replace("score-method:m.toml:", ""))
        .collect()
}

#[test]
fn a_rule_that_is_none_is_refused_at_its_place() {
    let refusals = [
        ("{type='stepps', of='k'}", "'stepps'"),
        ("{of='k'}", "{of"),
        ("{type='binary', of='k'}", "{type"),
        ("{type='binary', of='k', points=-1}", "-1"),
        ("{type='binary', of=['k'], points=1}", "['k']"),
        ("{type='criteria', of=['k','l','k'], each=1}", "'k'], each"),
        ("{type='criteria', of=['k','l'], each=[1]}", "[1]"),
        ("{type='criteria', of=[], each=1}", "{type"),
        ("{type='criteria', of=['k']}", "{type"),
        ("{type='steps', of='k', bands=[{from=30, points=1}, {from=70, points=2}]}", "[{from"),
        ("{type='steps', of='k', bands=[{from=30, points=1}, {from=30, open=true, points=2}]}", "[{from"),
        ("{type='steps', of='k', bands=[{from=30, points=-1}], below=-2}", "[{from"),
        ("{type='steps', of='k', bands=[]}", "[]"),
        ("{type='steps', of='k', bands=[{points=2}]}", "{points"),
        ("{type='tiers', of='k', points=1, tiers=[{from=30, share=60}]}", "60"),
        ("{type='linear', of='k', lo=3, hi=2, points=1}", "{type"),
        ("{type='linear', of='k', lo=1, hi=2, points=1, below=2}", "{type"),
        ("{type='linear', of='k', lo=nan, hi=2, points=1}", "nan"),
        ("{type='value', of='k', min=3, points=1}", "3,"),
        ("{type='value', of='k', points=1e99}", "1e99"),
        ("{type='mean_of', of=['k'], then={type='binary', points=1}}", "'binary'"),
        ("{type='mean_of', of=['k']}", "{type"),
    ];
    for (rule, place) in refusals {
        let complaints = refused(&format!("[[item]]\nid='A'\nrule={rule}\n"));
        let column = "rule=".len() + rule.find(place).unwrap() + 1;
        assert_eq!(complaints.len(), 1, "{rule}: {complaints:?}");
        assert!(complaints[0].split(' ').next() == Some(&format!("6:{column}")), "{rule}: {complaints:?}");
    }
}

#[test]
fn what_cannot_be_a_tree_is_refused() {
    let leaf = "rule={type='binary', of='k', points=1}";
    assert_eq!(refused(&format!("[[item]]\nid='A'\n{leaf}\n[[item]]\nid='A'\n{leaf}\n")), ["8:4"]);
    assert_eq!(refused(&format!("[[item]]\nid='example'\n{leaf}\n")), ["5:4"]);
    assert_eq!(refused(&format!("[[item]]\nid='A'\nparent='B'\n{leaf}\n")), ["6:8"]);
    assert_eq!(refused("[[item]]\nid='A'\nparent='B'\n[[item]]\nid='B'\nparent='A'\n"), ["4:1"]);
    assert_eq!(refused(&format!("[[item]]\nid='A'\n{leaf}\n[[item]]\nid='B'\nparent='A'\n{leaf}\n")), ["4:1"]);
    assert_eq!(refused(&format!("[[item]]\nid='A'\nmax=3\n{leaf}\n")), ["6:5"]);
    let deep: String = (0..200).map(|n| format!("[[item]]\nid='{n}'\nparent='{}'\n", n + 1)).collect();
    assert_eq!(refused(&format!("{deep}[[item]]\nid='200'\n")).len(), 1);
}

#[test]
fn weights_are_given_to_all_or_none_and_add_to_something() {
    let weighted = |weights: [&str; 2]| {
        let mut items = "[[item]]\nid='A'\ncombine='weighted_mean'\n".to_owned();
        for (n, weight) in weights.iter().enumerate() {
            items += &format!("[[item]]\nid='A{n}'\nparent='A'\n{weight}\nrule={{type='binary', of='k', points=1}}\n");
        }
        refused(&items)
    };
    assert_eq!(weighted(["weight=1", ""]), ["4:1"]);
    assert_eq!(weighted(["weight=0", "weight=0.0"]), ["4:1"]);
    assert_eq!(weighted(["weight=-1", "weight=2"])[0], "10:8 -1");
    assert!(weighted(["weight=0", "weight=1"]).is_empty() && weighted(["", ""]).is_empty());
}

#[test]
fn a_misspelt_key_is_named_with_the_one_meant() {
    let items = "[[item]]\nid='A'\nevidence_mn=2\nrule={type='binary', of='k', points=1}\n";
    assert_eq!(complaints(&method(items), "input,value\n"), ["score-key:m.toml:6:1"]);
    assert_eq!(hint(&method(items), "input,value\n"), "did you mean `evidence_min`?");
    let items = items.replace("evidence_mn=2", "combine='min'");
    assert_eq!(complaints(&method(&items), "input,value\n"), ["score-key:m.toml:6:9"]);
    assert_eq!(refused("[[scale]]\nof='B'\nmin=1\nlabel='x'\n[[item]]\nid='BB'\nmax=1\n"), ["5:4"]);
}

#[test]
fn a_file_that_is_no_method_says_where() {
    assert_eq!(complaints("", "input,value\n"), ["score-method:m.toml:1:1"]);
    assert_eq!(complaints("[method]\nid='e'\nid='f'\n", "input,value\n"), ["score-method:m.toml:3:1"]);
    assert_eq!(complaints("[method]\nmax=1\n", "input,value\n"), ["score-method:m.toml:1:1"]);
    assert_eq!(complaints("[method]\nid='e'\nmax=0\n", "input,value\n"), ["score-method:m.toml:3:5 0"]);
    assert_eq!(
        complaints("[method]\nid='e'\nrounding={digits=99}\n", "x"),
        ["score-method:m.toml:3:18 99", "column-missing:a.csv:1:0", "column-missing:a.csv:1:0"]
    );
}

proptest! {
    #[test]
    fn nothing_panics_on_any_text(method_text in "(?s).{0,200}", answers in "(?s).{0,200}") {
        let _ = scored(&method_text, &answers);
        let _ = scored(&method(ITEM), &answers);
        let _ = scored(&method(ITEM), &format!("input,value\n{answers}"));
    }

    /// One character of a good method taken out or put in.
    #[test]
    fn nothing_panics_on_a_damaged_method(at in 0usize..400, letter in proptest::char::any(), out in any::<bool>()) {
        let mut letters: Vec<char> = method(ITEM).chars().collect();
        let at = at % letters.len();
        if out { letters.remove(at); } else { letters.insert(at, letter); }
        let _ = scored(&letters.into_iter().collect::<String>(), "input,value\nrate,50\n");
    }
}
