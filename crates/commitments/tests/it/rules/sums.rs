//! A1: arithmetic that is shown and never repaired.

use super::{BASE, loads};

#[test]
fn a1_shows_the_arithmetic_and_refuses_nothing() {
    let published = |rest: &str| {
        let text = format!(
            "[[published]]\nactor = \"sec\"\nrole = \"secretariat\"\nsubject = \"dap\"\nas_of = 2024-01-01\n{rest}\n"
        );
        let warnings = loads(&[BASE, &text]).unwrap().warnings;
        warnings.into_iter().map(|it| (it.code, it.key, it.message)).collect::<Vec<_>>()
    };
    assert_eq!(published("parts = { a = 12, b = 30 }\ntotal = 42"), []);
    let odd = published("parts = { a = 12, b = 30 }\ntotal = 41");
    assert_eq!(odd, [("A1", "dap@2024-01-01".to_owned(), "12 + 30 = 42, printed 41".to_owned())]);
    assert_eq!(published("parts = { done = 64 }\ntotal = 170\nshares = { done = 37.6 }"), []);
    assert_eq!(
        published(
            "parts = { high = 49, medium = 51, low = 171 }\ntotal = 271\nshares = { high = 18.1, medium = 18.8, low = 63.1 }"
        ),
        []
    );
    assert_eq!(published("parts = { done = 64 }\ntotal = 170\nshares = { done = \"37.60\" }").len(), 1, "37.65 %");
}

#[test]
fn a1_counts_of_a_report_are_compared_with_its_verdicts() {
    let report = |counts: &str| {
        format!(
            "[[report]]\nactor = \"sec\"\nrole = \"secretariat\"\nid = \"R9\"\nevaluation = \"GR4\"\nkind = \"compliance\"\nadopted = 2024-05-01\nplenary = 97\ncounts = {{ {counts} }}\n"
        )
    };
    let verdicts: String = ["i", "ii", "iii"]
        .iter()
        .map(|number| {
            let rest = "report = \"R9\"\nvalue = \"dealt\"\nactor = \"sec\"\nrole = \"secretariat\"\n";
            format!("[[verdict]]\nrecommendation = \"GR4/{number}\"\n{rest}")
        })
        .collect();
    let warnings = |counts: &str| {
        let text = format!("{}{verdicts}", report(counts));
        loads(&[BASE, &text]).unwrap().warnings.into_iter().map(|it| it.message).collect::<Vec<_>>()
    };
    assert_eq!(warnings("closed = 4, total = 19"), Vec::<String>::new(), "sixteen verdicts are not recorded yet");
    assert_eq!(warnings("closed = 2, total = 19"), ["`closed`: 3 in the verdicts, printed 2"]);
    assert_eq!(warnings("closed = 4, partly = 10, not = 4, total = 19"), ["4 + 10 + 4 = 18, printed 19"]);
    let verdicts = verdicts.as_str();
    let later = loads(&[BASE, &report("closed = 2, total = 19"), verdicts]).unwrap().warnings;
    assert_eq!(later.len(), 1, "verdicts that come after their report are compared with it, once");
    // Counts without verdicts are only counts.
    assert_eq!(loads(&[BASE, &report("closed = 4, total = 27")]).unwrap().warnings, []);
}
