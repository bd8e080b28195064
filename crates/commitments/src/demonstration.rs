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

/// An expression of the invented act.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    /// The name of the file, for messages.
    pub name: &'static str,
    /// The file, JSON.
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
        Act { name: concat!($name, ".json"), text: include_str!(concat!("../data/demonstration/", $name, ".json")) }
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

/// The act, in three languages and two points in time.
pub const ACTS: [Act; 6] = [
    act!("act-77.eng.2024-11-20"),
    act!("act-77.eng.2026-02-01"),
    act!("act-77.kaz.2024-11-20"),
    act!("act-77.kaz.2026-02-01"),
    act!("act-77.rus.2024-11-20"),
    act!("act-77.rus.2026-02-01"),
];
