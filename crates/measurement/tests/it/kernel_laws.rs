//! Every method obeys the laws of kernels: any order of the rows, any partition and any tree of merges give the same
//! findings. Without them two machines, or two numbers of threads, would publish different numbers.
#![allow(clippy::unwrap_used, clippy::panic)] // A test stops at the first surprise.

use crate::common;
use probity_core::Method;
use probity_measurement::methods;
use probity_testkit::laws::{Cell, Deal, MemoryRow, obeyed, plainly};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What a row says, before it is put into a register's columns.
#[derive(Debug, Clone)]
struct Said {
    input: usize,
    edition: i64,
    country: usize,
    source: usize,
    import: u64,
    tenths: u32,
    spelling: bool,
}

fn said() -> impl Strategy<Value = Said> {
    let keys = (2018..2021i64, 0..6usize, 0..4usize, 0..2u64);
    (0..2usize, keys, 0..=1000u32, any::<bool>()).prop_map(
        |(input, (edition, country, source, import), tenths, spelling)| Said {
            input,
            edition,
            country,
            source,
            import,
            tenths,
            spelling,
        },
    )
}

/// Rows of the method's registers. Scores may come twice for one cell, as from a careless file; registers of one row a
/// country and edition never have two of them, because their reader rejects the second.
fn rows(method: &dyn Method, said: &[Said]) -> Vec<MemoryRow> {
    let mut seen = BTreeSet::new();
    let row = |(line, said): (usize, &Said)| {
        let input = said.input % method.inputs().len();
        let columns = method.inputs()[input].columns;
        let twice = !columns.contains(&"source") && !seen.insert((input, said.edition, said.country, said.import));
        let number = f64::from(said.tenths) / if columns.contains(&"unit") { 1000.0 } else { 10.0 };
        let cell = |column: &&str| match *column {
            "edition" => Cell::Integer(said.edition),
            "group" => Cell::Text(format!("g{}", said.edition)),
            "iso3" | "unit" => Cell::Text(format!("XA{}", char::from(b'A' + said.country as u8))),
            "country" => Cell::Text(format!("{} {}", if said.spelling { "Land" } else { "land" }, said.country)),
            "source" => Cell::Text(format!("a{}", said.source)),
            "representative" => Cell::Integer(i64::from(said.source < 3)),
            "value" | "score" | "level" => Cell::Number(number),
            other => panic!("the laws know no column `{other}`: add it"),
        };
        let cells = columns.iter().map(cell).collect();
        (!twice).then_some(MemoryRow { input, cells, import: said.import, line: line as u64 + 2 })
    };
    said.iter().enumerate().filter_map(row).collect()
}

/// An order by random keys, and a partition a row.
fn deal(keys: &[(u32, usize)], rows: usize) -> Deal {
    let mut order: Vec<usize> = (0..rows).collect();
    order.sort_by_key(|&row| keys[row].0);
    Deal { order, partition: keys[..rows].iter().map(|key| key.1).collect() }
}

const ROWS: usize = 150;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn every_method_gives_the_same_findings_for_any_order_partition_and_tree_of_merges(
        said in prop::collection::vec(said(), 1..ROWS),
        keys in prop::collection::vec((any::<u32>(), 0..7usize), ROWS),
    ) {
        for method in methods::all() {
            let kernel = method.kernel(&common::parameters(method.id())).unwrap();
            let rows = rows(method.as_ref(), &said);
            let kept = obeyed(kernel.as_ref(), &rows, &deal(&keys, rows.len()));
            prop_assert!(kept.is_ok(), "{}: {}", method.id(), kept.unwrap_err());
        }
    }
}

/// The laws would hold for a method that finds nothing; on a full table each finds something.
#[test]
fn every_method_finds_something_in_a_full_table() {
    let mut all = Vec::new();
    for (edition, country, source) in
        (0..3).flat_map(|e| (0..10).flat_map(move |c| (0..4).map(move |s| (2018 + e, c, s))))
    {
        for input in 0..2 {
            let tenths = ((country * 83 + source * 31 + edition as usize * 17) % 900 + 50) as u32;
            all.push(Said { input, edition, country, source, import: 0, tenths, spelling: true });
        }
    }
    for method in methods::all() {
        let kernel = method.kernel(&common::parameters(method.id())).unwrap();
        assert!(!plainly(kernel.as_ref(), &rows(method.as_ref(), &all)).unwrap().is_empty(), "{}", method.id());
    }
}
