//! Worked results of disclosure control: the small table of the peers' manuals, the ten regions of an official form,
//! rounding, specifications that make no sense, and what a stranger can derive.

#![allow(clippy::unwrap_used, clippy::panic)] // A test stops at the first surprise.

use probity_statistics::cube::ConfStatus;
use probity_statistics::disclosure::report::{attack, published, rounded, summary};
use probity_statistics::disclosure::{
    Attacker, Error, Hierarchy, Outcome, PublicCell, Scaled, Source, outsider_report, parse, protect, round, table,
};
use std::collections::BTreeMap;

fn source(text: &str) -> Source {
    let mut rows = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let rows = rows.enumerate().map(|(line, row)| (line as u64 + 2, row)).collect();
    Source { file: "table.csv".into(), header, rows }
}

fn file(path: &std::path::Path) -> Source {
    source(&fs_err::read_to_string(path).unwrap().replace('\r', ""))
}

/// The withheld cells with their confidentiality.
fn withheld(source: &Source, spec: &str) -> Vec<String> {
    let spec = parse("spec.toml", spec).unwrap();
    let table = table(source, &spec).unwrap();
    let protected = protect(&table, &spec, &[]).unwrap();
    assert_eq!(protected.outcome, Outcome::Safe);
    let width = table.dimensions().len();
    let rows = published(&table, &protected).rows;
    let rows = rows.into_iter().filter(|row| row[width].is_empty());
    rows.map(|row| format!("{} {}", row[..width].join("|"), row[width + 2])).collect()
}

const RECORDS: &str =
    "[table]\nkind = \"records\"\ndimensions = [\"region\", \"gender\"]\nvalue = \"val\"\n[primary]\n";

#[test]
fn the_small_table_of_the_peers_gives_their_results() {
    let Some(path) = probity_testkit::reference("publication/sdc/region_gender_records.csv") else { return };
    let records = file(&path);
    for method in ["auto", "optimal", "heuristic"] {
        let spec = format!("{RECORDS}frequency = 3\n[protection]\nmethod = \"{method}\"\n");
        assert_eq!(withheld(&records, &spec), ["A|female A", "A|male D", "C|female D", "C|male D"], "{method}");
    }
    for (rule, status) in
        [("nk = { n = 2, k = 75 }", ["T", "O"]), ("p = 70", ["M"; 2]), ("pq = { p = 60, q = 80 }", ["M"; 2])]
    {
        let found = withheld(&records, &format!("{RECORDS}frequency = 0\n{rule}\n"));
        let primary: Vec<&String> = found.iter().filter(|cell| !cell.ends_with('D')).collect();
        assert_eq!(primary, [&format!("A|female {}", status[0]), &format!("D|male {}", status[1])], "{rule}");
    }
}

#[test]
fn a_lone_contributor_needs_a_third_cell_beside_it() {
    let records = source("region\na\nb\nb\nc");
    let spec =
        "[table]\nkind = \"records\"\ndimensions = [\"region\"]\n[primary]\nfrequency = 2\n[protection]\nsingletons = ";
    assert_eq!(withheld(&records, &format!("{spec}false")), ["a A", "c A"]);
    for method in ["heuristic", "optimal"] {
        let spec = format!("{spec}true\nmethod = \"{method}\"");
        assert_eq!(withheld(&records, &spec), ["a A", "b D", "c A"]);
    }
}

#[test]
fn without_the_rule_about_lone_contributors_the_cheapest_pattern_is_the_one_that_withstands_the_attack() {
    let counts = source("region,n\na,1\nb,1\nc,9\nd,9");
    let spec = "[table]\nkind = \"cells\"\ndimensions = [\"region\"]\nfrequency = \"n\"\n[primary]\nfrequency = 3\n\
                [protection]\nmethod = \"optimal\"\nsingletons = ";
    assert_eq!(withheld(&counts, &format!("{spec}false")), ["a A", "b A"]);
    assert_eq!(withheld(&counts, &format!("{spec}true")), ["a A", "b A", "c D"]);
}

/// The official table in long form.
fn regions(path: &std::path::Path) -> Source {
    let wide = file(path);
    let mut long = "region,offence,n".to_owned();
    for (_, row) in &wide.rows {
        for (offence, n) in wide.header.iter().zip(row).skip(1) {
            long += &format!("\n{},{offence},{n}", row[0]);
        }
    }
    source(&long)
}

const REGIONS: &str =
    "[table]\nkind = \"cells\"\ndimensions = [\"region\", \"offence\"]\nfrequency = \"n\"\n[primary]\nfrequency = 3\n";

#[test]
fn the_patterns_of_ten_regions_withhold_at_most_a_fifth_more_than_any_safe_one_must() {
    let path = "publication/kz_cng1/derived_region_by_offence_registered_2022.csv";
    let Some(path) = probity_testkit::reference(path) else { return };
    let long = regions(&path);
    let quick = withheld(&long, &format!("{REGIONS}[protection]\nmethod = \"heuristic\"\n"));
    let best = withheld(&long, &format!("{REGIONS}[protection]\nmethod = \"optimal\"\n"));
    // The fewest cells that withstand the attack, whatever a lone contributor could compute.
    let least = withheld(&long, &format!("{REGIONS}[protection]\nsingletons = false\nweight = \"unit\"\n"));
    for pattern in [&quick, &best] {
        assert!(least.len() <= pattern.len() && pattern.len() * 5 <= least.len() * 6, "{least:?} {pattern:?}");
    }
}

#[test]
fn a_stranger_finds_the_same_bounds_without_the_true_values() {
    let inner = source("a,b,n\nx,p,1\nx,q,20\nx,r,30\ny,p,25\ny,q,14\ny,r,2\nz,p,18\nz,q,11\nz,r,40");
    let spec = "[table]\nkind = \"cells\"\ndimensions = [\"a\", \"b\"]\nfrequency = \"n\"\n[primary]\nfrequency = 3\n";
    let spec = parse("spec.toml", spec).unwrap();
    let table = table(&inner, &spec).unwrap();
    let protected = protect(&table, &spec, &[]).unwrap();
    let cell = |row: &Vec<String>| PublicCell {
        codes: row[..2].to_vec(),
        value: Scaled::parse(&row[2]),
        conf_status: row[4].parse::<ConfStatus>().unwrap(),
    };
    let mut cells: Vec<PublicCell> = published(&table, &protected).rows.iter().map(cell).collect();
    let trees = [Hierarchy::flat(["x", "y", "z"]).ok(), Hierarchy::flat(["p", "q", "r"]).ok()];
    let attacker = Attacker { lower: Scaled::parse("0"), upper: None };
    let report = outsider_report(&trees, &cells, &attacker).unwrap();
    let own = attack(&table, &protected);
    let bounds: BTreeMap<&str, (&str, &str)> =
        own.rows.iter().map(|row| (row[0].as_str(), (row[1].as_str(), row[2].as_str()))).collect();
    assert!(report.consistent && report.primary == 2 && report.secondary == own.rows.len() - 2, "{report:?}");
    for interval in &report.intervals {
        let text = |end: Option<f64>| end.map_or("inf".to_owned(), |end| end.to_string());
        let (low, high) = bounds[interval.codes.join("|").as_str()];
        assert_eq!((text(interval.low).as_str(), text(interval.high).as_str()), (low, high));
    }
    let total = cells.iter_mut().find(|cell| cell.codes == ["x", "_T"]).unwrap();
    total.value = Scaled::parse("7");
    assert!(!outsider_report(&trees, &cells, &attacker).unwrap().consistent, "7 is less than the published parts");
}

#[test]
fn rounded_tables_add_up_and_move_no_cell_by_a_whole_step() {
    let text = "[table]\nkind = \"cells\"\ndimensions = [\"a\", \"b\"]\nfrequency = \"n\"\n[protection]\nmethod = \"round\"\nbase = 5\nsuppress_below = 10\n";
    let spec = parse("spec.toml", text).unwrap();
    let inner = source("a,b,n\nx,p,1\nx,q,23\nx,r,38\ny,p,25\ny,q,14\ny,r,12\nz,p,18\nz,q,11\nz,r,44");
    let table = table(&inner, &spec).unwrap();
    let found = round(&table, &spec, [0; 32]).unwrap();
    assert!(found.additive);
    let shown = rounded(&table, &found).rows;
    assert_eq!(shown.iter().filter(|row| row[2].is_empty()).count(), 1, "only x|p is below 10");
    let values: Vec<i128> = table.cells().iter().map(|cell| cell.value).collect();
    let full = round(&table, &parse("spec.toml", &text.replace("suppress_below = 10", "")).unwrap(), [0; 32]).unwrap();
    let full: Vec<i128> = full.values.into_iter().map(Option::unwrap).collect();
    for (value, rounded) in values.iter().zip(&full) {
        assert!(rounded % 5 == 0 && (value - rounded).abs() < 5);
    }
    for line in table.lines() {
        assert_eq!(full[line.total], line.parts.iter().map(|part| full[*part]).sum::<i128>());
    }
}

#[test]
fn groups_are_listed_and_on_request_protected_by_an_empty_cell() {
    let inner = source("a,b,n\nx,p,9\nx,q,0\ny,p,20\ny,q,14\nz,p,18\nz,q,11");
    let text = "[table]\nkind = \"cells\"\ndimensions = [\"a\", \"b\"]\nfrequency = \"n\"\n[primary]\nfrequency = 3\n";
    let spec = parse("spec.toml", text).unwrap();
    let table = table(&inner, &spec).unwrap();
    let protected = protect(&table, &spec, &[]).unwrap();
    let summary = summary(&table, &protected);
    assert_eq!(summary["group_disclosure"][0]["cell"], "x|p");
    assert_eq!((&summary["primary"], &summary["published"]), (&0.into(), &12.into()));
    let found = withheld(&inner, &format!("{text}group = \"protect\"\n"));
    assert!(found.contains(&"x|p A".to_owned()) && found.contains(&"x|q D".to_owned()), "{found:?}");
}

#[test]
fn settings_that_make_no_sense_are_wrong_usage() {
    let cells = "[table]\nkind = \"cells\"\ndimensions = [\"a\"]\nfrequency = \"n\"\nvalue = \"v\"\ncontributions = [\"x1\", \"x2\"]\n";
    let wrong = [
        "[primary]\nnk = { n = 0, k = 75 }",
        "[primary]\nnk = { n = 2, k = 0 }",
        "[primary]\nnk = { n = 2, k = 101 }",
        "[primary]\nnk = { n = 3, k = 75 }",
        "[primary]\np = 0",
        "[primary]\np = 100",
        "[primary]\npq = { p = 80, q = 80 }",
        "[primary]\npq = { p = 60, q = 101 }",
        "[protection]\nweight = \"heavy\"",
        "[protection]\nmethod = \"round\"",
        "[attacker]\nupper = \"many\"",
        "[hierarchy.b]\n\"_T\" = [\"x\"]",
    ];
    for more in wrong {
        assert!(matches!(parse("spec.toml", &format!("{cells}{more}")), Err(Error::Usage(_))), "{more}");
    }
    let without = cells.replace("value = \"v\"\ncontributions = [\"x1\", \"x2\"]\n", "[primary]\np = 10");
    assert!(matches!(parse("spec.toml", &without), Err(Error::Usage(_))));
    let Err(Error::Input(fault)) = parse("spec.toml", &format!("{cells}[primary]\nfrequncy = 3")) else {
        panic!("input")
    };
    assert_eq!((fault.place.row, fault.place.column), (8, 1));
}

#[test]
fn rows_that_make_no_sense_are_named_by_their_line() {
    let text = "[table]\nkind = \"cells\"\ndimensions = [\"a\"]\nfrequency = \"n\"\nvalue = \"v\"\ncontributions = [\"x1\", \"x2\"]\n[primary]\np = 10\n";
    let spec = parse("spec.toml", text).unwrap();
    let wrong = [
        ("p,2,10,-1,-2", "contributions of 0 or more"),
        ("p,2,10,3,5", "descending"),
        ("p,2,10,9,5", "more than the value"),
        ("p,-2,10,9,1", "whole number"),
        ("_T,2,10,9,1", "is a total"),
        (",2,10,9,1", "no code"),
        ("p,2,ten,9,1", "is not a number"),
        ("p,2,10.5,9,1", "not a whole number"),
        ("o,2,10,9,1", "twice"),
    ];
    for (row, message) in wrong {
        let rows = source(&format!("a,n,v,x1,x2\no,2,10,9,1\n{row}"));
        let Err(Error::Input(fault)) = table(&rows, &spec) else { panic!("{row}") };
        assert!(fault.place.row == 3 && fault.message.contains(message), "{row}: {fault:?}");
    }
    let negative = parse("spec.toml", &text.replace("p = 10", "frequency = 3")).unwrap();
    let rows = table(&source("a,n,v,x1,x2\no,2,-10,0,0\nq,9,40,9,9"), &negative).unwrap();
    assert!(
        matches!(protect(&rows, &negative, &[]), Err(Error::Input(_))),
        "a negative value, and everybody knows x >= 0"
    );
}
