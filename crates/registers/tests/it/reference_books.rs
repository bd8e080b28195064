//! The seven published workbooks of 2012 to 2018 and the two old compilations, read and compared cell by cell with
//! the panel and the table of published scores that were made independently of them.
#![allow(clippy::unwrap_used)]

use probity_registers::Input;
use probity_registers::perception::{Published, ScoreCell, panel, published, scores};
use std::collections::BTreeMap;

const BOOKS: [(i16, &str); 7] = [
    (2012, "CPI2012_Results.xlsx"),
    (2013, "CPI2013_Results.xlsx"),
    (2014, "CPI_2014_FullDataSet.xlsx"),
    (2015, "CPI_2015_FullDataSet.xlsx"),
    (2016, "CPI2016.xlsx"),
    (2017, "CPI2017_Full_DataSet_.xlsx"),
    (2018, "2018_CPI_FullDataSet.xlsx"),
];

fn input(name: &str) -> Option<Input> {
    let path = probity_testkit::reference(&format!("measurement/cpi/{name}"))?;
    Some(Input::open(&path).unwrap())
}

type Key = (i16, String, String);

fn by_key(cells: &[ScoreCell]) -> BTreeMap<Key, f64> {
    cells.iter().map(|cell| ((cell.edition, cell.iso3.to_string(), cell.source.to_string()), cell.value)).collect()
}

/// What the reader said of a book, for whoever looks at the output.
#[allow(clippy::print_stdout, reason = "output of a test")]
fn tell(year: i16, diagnostics: &[probity_core::Diagnostic]) {
    for diagnostic in diagnostics {
        let found = diagnostic.found.as_deref().unwrap_or_default();
        println!("{year} {} {} {found}: {}", diagnostic.code, diagnostic.place, diagnostic.message);
    }
}

#[test]
fn the_panel_of_all_editions_is_read_whole() {
    let Some(input) = input("sources.csv") else { return };
    let reading = scores(&input);
    assert_eq!((reading.report.read, reading.report.kept, reading.report.rejected), (2132, 2132, 0));
    assert_eq!(reading.report.diagnostics, []);
    let panel = panel(&reading.records);
    assert_eq!(panel.editions.len(), 12);
    assert_eq!(panel.editions[&2023].countries.len(), 180);
    assert_eq!(panel.editions[&2023].sources.len(), 13);
}

#[test]
fn every_workbook_agrees_with_the_panel() {
    let Some(all) = input("sources.csv") else { return };
    let expected = by_key(&scores(&all).records);
    for (year, name) in BOOKS {
        let Some(book) = input(name) else { return };
        let reading = scores(&book);
        tell(year, &reading.report.diagnostics);
        let found = by_key(&reading.records);
        let wanted: BTreeMap<&Key, &f64> = expected.iter().filter(|((edition, ..), _)| *edition == year).collect();
        let agree = wanted.iter().filter(|(key, value)| found.get(**key) == Some(**value)).count();
        let missing: Vec<_> = wanted.iter().filter(|(key, value)| found.get(**key) != Some(**value)).take(12).collect();
        let more: Vec<_> = found.iter().filter(|(key, _)| !expected.contains_key(*key)).take(12).collect();
        println!(
            "{year}: {agree} of {} cells agree, {} found; rows {:?}; differ {missing:?}; more {more:?}",
            wanted.len(),
            found.len(),
            (reading.report.read, reading.report.kept, reading.report.rejected)
        );
        assert!(!reading.report.unusable && reading.report.rejected == 0);
        assert!(agree * 1000 >= wanted.len() * 998, "{year}");
    }
}

#[test]
fn every_workbook_agrees_with_the_published_table() {
    let Some(all) = input("published_2012_2019.csv") else { return };
    let reading = published(&all);
    assert_eq!(reading.report.diagnostics, []);
    let key = |record: &Published| (record.edition, record.iso3.to_string());
    let expected: BTreeMap<_, _> = reading.records.iter().map(|record| (key(record), record)).collect();
    for (year, name) in BOOKS {
        let Some(book) = input(name) else { return };
        let reading = published(&book);
        tell(year, &reading.report.diagnostics);
        let found: BTreeMap<_, _> = reading.records.iter().map(|record| (key(record), record)).collect();
        let wanted: Vec<&&Published> = expected.values().filter(|record| record.edition == year).collect();
        let close =
            |a: Option<f64>, b: Option<f64>, by: f64| matches!((a, b), (Some(a), Some(b)) if (a - b).abs() <= by);
        let (mut score, mut n, mut se, mut interval, mut rank, mut off) = (0, 0, 0, 0, 0, Vec::new());
        for want in &wanted {
            let Some(have) = found.get(&key(want)) else {
                off.push(want.iso3.to_string());
                continue;
            };
            score += usize::from(have.score == want.score);
            n += usize::from(have.n == want.n);
            se += usize::from(close(have.se, want.se, 0.0051));
            let limits = close(have.ci_low, want.ci_low, 0.51) && close(have.ci_high, want.ci_high, 0.51);
            interval += usize::from(limits);
            rank += usize::from(have.rank == want.rank);
            if have.score != want.score || have.n != want.n || !limits || have.rank != want.rank {
                off.push(format!("{} {have:?} {want:?}", want.iso3));
            }
        }
        off.truncate(4);
        println!(
            "{year}: of {} score {score} n {n} se {se} interval {interval} rank {rank}; found {}; {off:#?}",
            wanted.len(),
            found.len()
        );
        assert_eq!([score, n, se, interval, rank], [wanted.len(); 5], "{year}");
        assert_eq!(reading.report.rejected, 0);
    }
}

#[test]
fn the_old_compilations_agree_with_each_other() {
    let (Some(long), Some(wide)) = (input("nrgi_long.csv"), input("datasets_cpi.csv")) else { return };
    let (long, wide) = (published(&long), published(&wide));
    for report in [&long.report, &wide.report] {
        assert!(!report.unusable, "{:?}", report.diagnostics.first());
        println!("read {} kept {} rejected {}", report.read, report.kept, report.rejected);
        for diagnostic in &report.diagnostics {
            println!(
                "{} {} {}: {} | {}",
                diagnostic.code,
                diagnostic.place,
                diagnostic.found.clone().unwrap_or_default(),
                diagnostic.message,
                diagnostic.hint.clone().unwrap_or_default()
            );
        }
    }
    let table = |records: &[Published]| -> BTreeMap<(i16, String), f64> {
        records.iter().map(|record| ((record.edition, record.iso3.to_string()), record.score)).collect()
    };
    let (long, wide) = (table(&long.records), table(&wide.records));
    let both: Vec<_> = long.iter().filter_map(|(key, score)| wide.get(key).map(|other| (key, score, other))).collect();
    let agree = both.iter().filter(|(_, a, b)| (**a - **b).abs() < 0.06).count();
    println!("long {} wide {} both {} agree {agree}", long.len(), wide.len(), both.len());
    assert!(long.contains_key(&(2010, "NAM".into())) && wide.contains_key(&(2010, "NAM".into())));
    assert!(both.len() > 2000 && agree * 100 >= both.len() * 99);
    assert_eq!((long.get(&(2010, "KAZ".into())), wide.get(&(2010, "KAZ".into()))), (Some(&2.9), Some(&2.9)));
}
