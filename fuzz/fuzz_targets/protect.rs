//! A specification, a line of dashes, a table, and perhaps another such line and facts: whatever they hold, the answer
//! is a protected table whose every attack fails, a failure that names a cell, or an error.
#![no_main]

use probity_statistics::disclosure::{Method, Outcome, Source, facts, parse, protect, round, table};

fn source(text: &str) -> Source {
    let mut rows = text.lines().map(|line| line.split(',').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
    let header = rows.next().unwrap_or_default();
    let width = header.len();
    let rows = rows.take(60).enumerate().filter(|(_, row)| row.len() == width);
    let rows = rows.map(|(line, row)| (line as u64 + 2, row)).collect();
    Source { file: "table.csv".into(), header, rows }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut parts = text.split("\n---\n");
    let (spec, rows, known) = (parts.next(), parts.next(), parts.next());
    let Ok(spec) = parse("spec.toml", spec.unwrap_or_default()) else { return };
    let Ok(table) = table(&source(rows.unwrap_or_default()), &spec) else { return };
    if table.cells().len() > 300 || spec.protection.method == Method::Optimal {
        return;
    }
    let facts = known.map(|known| facts(&source(known)).unwrap_or_default()).unwrap_or_default();
    if spec.protection.method == Method::Round {
        let _ = round(&table, &spec, [0; 32]);
        return;
    }
    if let Ok(protected) = protect(&table, &spec, &facts) {
        assert_eq!(protected.outcome == Outcome::Exposed, !protected.exposed.is_empty());
    }
});
