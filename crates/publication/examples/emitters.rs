//! Writes a small invented cube in every form a dataflow leaves the house in, for the outside judges of
//! `tests/package/run`: normal, provisional, missing, impossible, suppressed and embargoed cells. Run with the
//! directory to write to.

use probity_core::{Language, Text, canonical};
use probity_publication::dataflow::{
    Code, Dataflow, Dimension, Observation, Role, canonical_csv, jsonstat, sdmx_csv, sdmx_json, structure, title,
};
use probity_statistics::cube::{ConfStatus, ObsStatus};
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::args_os().nth(1).ok_or("give a directory")?);
    fs_err::create_dir_all(&out)?;
    let flow = flow()?;
    let rows = flow.rows();
    fs_err::write(out.join("structure.json"), canonical::json(&structure(std::slice::from_ref(&flow), "2026-11-21"))?)?;
    fs_err::write(out.join("data.json"), canonical::json(&sdmx_json(&flow, &rows, "2026-11-21"))?)?;
    fs_err::write(out.join("data.jsonstat.json"), canonical::json(&jsonstat(&flow, &rows, Language::Ru))?)?;
    fs_err::write(out.join("sdmx.csv"), sdmx_csv(&flow, &rows))?;
    fs_err::write(out.join("plain.csv"), canonical_csv(&flow, &rows))?;
    Ok(())
}

fn flow() -> Result<Dataflow, Box<dyn Error>> {
    let cells = [
        ("XAA", "2021", Some(17.0), ObsStatus::Normal, ConfStatus::Free, ""),
        ("XAA", "2022", Some(0.0), ObsStatus::Provisional, ConfStatus::Free, "provisional"),
        ("XAB", "2021", None, ObsStatus::Suppressed, ConfStatus::SmallCounts, "disclosure_primary"),
        ("XAB", "2022", None, ObsStatus::Missing, ConfStatus::Free, "missing, \"really\""),
        ("XAC", "2021", None, ObsStatus::CannotExist, ConfStatus::Free, ""),
        ("XAC", "2022", None, ObsStatus::Suppressed, ConfStatus::Embargo, "embargo"),
    ];
    let mut observations = Vec::new();
    for (area, period, value, obs_status, conf_status, reason) in cells {
        observations.push(Observation {
            key: ["REGISTERED", area, period].map(str::to_owned).to_vec(),
            value,
            interval: value.map(|value| (value / 2.0, value * 2.0 + 3.5)),
            unit: "offences".to_owned(),
            obs_status,
            conf_status,
            reason: reason.to_owned(),
            finding: format!("recorded:A.REGISTERED.OFFENCES.0703:{area}:{period}").parse()?,
        });
    }
    let text = |en: &str, kk: &str, ru: &str| Text { en: en.to_owned(), kk: kk.to_owned(), ru: ru.to_owned() };
    let code = |list: &str, code: &str| Code { id: code.to_owned(), title: title(list, code) };
    let dimension = |id: &str, role, codes: &[&str]| Dimension {
        id: id.to_owned(),
        title: title("CONCEPT", id),
        role,
        codes: codes.iter().map(|one| code(id, one)).collect(),
    };
    Ok(Dataflow {
        dataset: "recorded".to_owned(),
        id: "LEGAL_STATS".to_owned(),
        version: "1.0.0".to_owned(),
        title: text("Invented cube", "Ойдан шығарылған куб", "Вымышленный куб"),
        description: text("For tests.", "Сынақ үшін.", "Для проверки."),
        dimensions: vec![
            dimension("STAGE", Role::Other, &["REGISTERED"]),
            dimension("REF_AREA", Role::Area, &["XAA", "XAB", "XAC"]),
            dimension("TIME_PERIOD", Role::Time, &["2021", "2022"]),
        ],
        observations,
    })
}
