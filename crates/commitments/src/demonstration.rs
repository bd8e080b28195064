//! The commitments of the demonstration: a state that does not exist, its evaluation, its programme and one of its laws.
//! They are files as anybody could load them, each recorded on the day it is named after, so that what was known on a day
//! and what held on that day differ.

/// A load file and the instant it is recorded at.
#[derive(Debug, Clone, Copy)]
pub struct Batch {
    /// The name of the file, for messages.
    pub name: &'static str,
    /// When it is recorded (RFC 3339).
    pub at: &'static str,
    /// The file, TOML.
    pub text: &'static str,
}

/// A file of the library of law: a text of an invented act, or the concordance of such acts.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    /// The name of the file, for messages.
    pub name: &'static str,
    /// The file.
    pub text: &'static str,
}

macro_rules! batch {
    ($day:literal) => {
        Batch {
            name: concat!($day, ".toml"),
            at: concat!($day, "T09:00:00Z"),
            text: include_str!(concat!("../data/demonstration/", $day, ".toml")),
        }
    };
}

macro_rules! act {
    ($name:literal) => {
        Act { name: $name, text: include_str!(concat!("../data/demonstration/", $name)) }
    };
}

/// What is recorded, in the order of recording.
pub const BATCHES: [Batch; 14] = [
    batch!("2023-03-01"),
    batch!("2024-02-01"),
    batch!("2024-05-06"),
    batch!("2024-08-06"),
    batch!("2024-11-06"),
    batch!("2025-01-15"),
    batch!("2025-05-06"),
    batch!("2025-08-06"),
    batch!("2025-11-06"),
    batch!("2026-02-06"),
    batch!("2026-05-06"),
    batch!("2026-06-30"),
    batch!("2026-08-06"),
    batch!("2026-11-06"),
];

/// The acts of two invented states, one of them at two points in time, and what they answer to two conventions.
pub const ACTS: [Act; 12] = [
    act!("act-77.eng.2024-11-20.json"),
    act!("act-77.eng.2026-02-01.json"),
    act!("act-77.kaz.2024-11-20.json"),
    act!("act-77.kaz.2026-02-01.json"),
    act!("act-77.rus.2024-11-20.json"),
    act!("act-77.rus.2026-02-01.json"),
    act!("act-12.eng.2025-03-10.json"),
    act!("act-12.kaz.2025-03-10.json"),
    act!("act-12.rus.2025-03-10.json"),
    act!("act-15.eng.2022-03-01.json"),
    act!("act-15.rus.2022-03-01.json"),
    act!("invented.concordance.csv"),
];
