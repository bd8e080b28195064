//! Lines for Cardinal's indicators and coverage: whatever the bytes, the answers are whole and no line of JSON is passed over.
#![no_main]

use probity_procurement::compat::{Indicators, Settings, coverage};
use std::sync::LazyLock;

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let codes = "R003 R018 R024 R025 R028 R030 R035 R036 R038 R048 R058".split(' ');
    let indicators: String = codes.map(|code| format!("[{code}]\n")).collect();
    Settings::parse(&indicators).unwrap_or_default()
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // Settings come from people too.
    let _ = std::str::from_utf8(bytes).map(Settings::parse);
    let settings = &*SETTINGS;
    let mut indicators = Indicators::new(settings, true);
    let Ok(said) = indicators.read(bytes) else { return };
    let mut answer = Vec::new();
    indicators.write(&mut answer).expect("memory takes everything");
    serde_json::from_slice::<serde_json::Value>(&answer).expect("the answer is JSON");
    let (_, counted) = coverage(bytes).expect("what was read once is read again");
    assert_eq!((said.lines, said.passed_over), (counted.lines, counted.passed_over));
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.iter().all(u8::is_ascii_whitespace));
    // Packed bytes are other lines than these.
    if !bytes.starts_with(b"\x1f\x8b") && !bytes.starts_with(b"\x28\xb5\x2f\xfd") {
        let json = lines.filter(|line| serde_json::from_slice::<serde_json::Value>(line).is_ok()).count() as u64;
        assert!(counted.lines - counted.passed_over >= json, "a line of JSON was passed over");
    }
});
