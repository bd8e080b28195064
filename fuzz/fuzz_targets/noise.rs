//! Specifications of noise: every table of probabilities that comes out adds up and never publishes a blocked count.
#![no_main]

use probity_statistics::disclosure::noise::{parse, ptable};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(spec) = parse("spec.toml", text) else { return };
    if spec.last() > 12 {
        return;
    }
    let Ok(table) = ptable(&spec) else { return };
    for row in &table.rows {
        assert_eq!(row.entries.last().map(|entry| entry.to), Some(100_000_000));
        assert!(row.entries.windows(2).all(|pair| pair[0].to == pair[1].from));
        assert!(row.entries.iter().all(|entry| entry.published == 0 || entry.published > spec.blocked));
    }
});
