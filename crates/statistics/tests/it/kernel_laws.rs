//! The methods of the room obey the laws of kernels: any order of the rows, any partition and any tree of merges give
//! the same findings. And what is hidden stays hidden on its way through them.
#![allow(clippy::unwrap_used, clippy::panic)] // A test stops at the first surprise.

use probity_core::parameter::{ParameterValue, Validity};
use probity_core::{Method, Parameters, State};
use probity_statistics::methods;
use probity_testkit::laws::{Cell, Deal, MemoryRow, obeyed, plainly};
use proptest::prelude::*;

fn parameters() -> Parameters {
    let values = [
        ("level", ParameterValue::Number(0.95)),
        ("jump_ratio", ParameterValue::Number(3.0)),
        ("jump_count", ParameterValue::Integer(20)),
        ("times", ParameterValue::List(vec!["30".into(), "365".into()])),
        ("cut", ParameterValue::Text(String::new())),
        ("min_cases", ParameterValue::Integer(3)),
    ];
    let row = |(name, value): (&str, ParameterValue)| (name.to_owned(), vec![Validity { value, from: None, to: None }]);
    Parameters(values.into_iter().map(row).collect())
}

/// What a row says, whatever its register.
#[derive(Debug, Clone)]
struct Said {
    area: usize,
    year: i64,
    series: usize,
    value: Option<u32>,
    status: usize,
    import: u64,
}

fn said() -> impl Strategy<Value = Said> {
    let value = prop::option::of(0..60u32);
    (0..3usize, 2019..2023i64, 0..3usize, value, 0..6usize, 0..2u64)
        .prop_map(|(area, year, series, value, status, import)| Said { area, year, series, value, status, import })
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn row(method: &dyn Method, line: usize, said: &Said) -> MemoryRow {
    let (obs, conf) = [("A", "F"), ("B", "F"), ("P", "F"), ("Q", "A"), ("Q", "D"), ("A", "E")][said.status];
    let open = said.value.is_none();
    let cell = |column: &&str| match *column {
        "freq" => text("A"),
        "ref_area" => text(format!("XAA-0{}", said.area)),
        "stage" => text("REGISTERED"),
        "unit_count" => text(["OFFENCES", "PERSONS", "AMOUNT"][said.series]),
        "time_period" => text(said.year.to_string()),
        "obs_value" => said.value.map_or(Cell::Missing, |value| Cell::Number(f64::from(value))),
        "unit_mult" => Cell::Integer(0),
        "obs_status" => text(obs),
        "conf_status" => text(conf),
        "source_form" => text("sample"),
        "case" => text(line.to_string()),
        "start" => text(format!("{}-01-0{}", said.year, said.area + 1)),
        "end" if !open => text(format!("{}-03-0{}", said.year, said.status + 1)),
        "outcome" if !open => text(["CONVICTED", "ACQUITTED", "TERMINATED"][said.series]),
        "end" | "outcome" => Cell::Missing,
        "cohort" => text(said.year.to_string()),
        _ => text("_T"),
    };
    let cells = method.inputs()[0].columns.iter().map(cell).collect();
    MemoryRow { input: 0, cells, import: said.import, line: line as u64 + 2 }
}

const ROWS: usize = 120;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn every_method_gives_the_same_findings_for_any_order_partition_and_tree_of_merges(
        said in prop::collection::vec(said(), 1..ROWS),
        keys in prop::collection::vec((any::<u32>(), 0..7usize), ROWS),
    ) {
        for method in methods::all() {
            let kernel = method.kernel(&parameters()).unwrap();
            let rows: Vec<MemoryRow> = said.iter().enumerate().map(|(line, said)| row(method.as_ref(), line, said)).collect();
            let mut order: Vec<usize> = (0..rows.len()).collect();
            order.sort_by_key(|&row| keys[row].0);
            let deal = Deal { order, partition: keys[..rows.len()].iter().map(|key| key.1).collect() };
            let kept = obeyed(kernel.as_ref(), &rows, &deal);
            prop_assert!(kept.is_ok(), "{}: {}", method.id(), kept.unwrap_err());
        }
    }

    /// Even a cube that was not protected, with numbers beside statuses that forbid them, gives nothing away.
    #[test]
    fn nothing_withheld_carries_a_number_an_interval_or_evidence(said in prop::collection::vec(said(), 1..ROWS)) {
        for method in methods::all() {
            let kernel = method.kernel(&parameters()).unwrap();
            let rows: Vec<MemoryRow> = said.iter().enumerate().map(|(line, said)| row(method.as_ref(), line, said)).collect();
            for finding in plainly(kernel.as_ref(), &rows).unwrap() {
                if finding.state != State::Value {
                    prop_assert!(finding.value.is_none() && finding.interval.is_none() && finding.evidence.is_empty());
                }
                prop_assert!(method.id() != "case-funnel" || finding.evidence.is_empty());
            }
        }
    }
}

#[test]
fn a_later_release_replaces_an_earlier_one_as_a_whole() {
    let method = methods::all().into_iter().find(|method| method.id() == "recorded").unwrap();
    let said = |series, value, status, import| Said { area: 0, year: 2020, series, value: Some(value), status, import };
    let told = [said(0, 7, 0, 0), said(1, 9, 0, 0), said(0, 8, 3, 1)];
    let rows: Vec<MemoryRow> = told.iter().enumerate().map(|(line, said)| row(method.as_ref(), line, said)).collect();
    let found = plainly(method.kernel(&parameters()).unwrap().as_ref(), &rows).unwrap();
    assert_eq!(found.len(), 1, "the cell that the second release does not have is gone");
    assert_eq!((found[0].state, found[0].reason.as_str()), (State::Withheld, "disclosure_primary"));
}
