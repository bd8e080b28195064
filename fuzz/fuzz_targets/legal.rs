//! Official files of legal statistics as text, whatever their layout: what is read has codes that are never blank, and
//! no suppressed cell has a value.
#![no_main]

use probity_fuzz::check;
use probity_registers::Input;
use probity_registers::legal::{Context, observations, vintage};
use probity_statistics::cube::{Dimension, ObsStatus};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let input = Input::bytes("a.csv", bytes);
    let (reading, records) = observations(&input, &Context::default());
    check(&reading.report);
    assert!(!reading.report.unusable || records.is_empty(), "an unusable file gave records");
    for record in &records {
        let one = &record.observation;
        assert!(Dimension::ALL.iter().all(|dimension| !one.key.code(*dimension).is_empty()));
        assert!(one.obs_status != ObsStatus::Suppressed || one.value.is_none());
    }
    let _ = vintage(&input, &[]);
});
