//! Official files of legal statistics as workbooks, with the title of the workbook.
#![no_main]

use probity_fuzz::check;
use probity_registers::Input;
use probity_registers::legal::{Context, Layout, observations};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let input = Input::bytes("a.xlsx", bytes);
    for layout in [None, Some(Layout::KzCng1), Some(Layout::UnodcCts)] {
        let context = Context { layout, ..Context::default() };
        let (reading, records) = observations(&input, &context);
        check(&reading.report);
        assert!(!reading.report.unusable || records.is_empty(), "an unusable file gave records");
    }
});
