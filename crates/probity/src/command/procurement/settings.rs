//! The settings of a run: what the user wrote, the tables that it names, rule packs, and whether the flags have what is set.

use crate::failure::Failure;
use crate::methods;
use crate::terminal;
use probity_core::Digest;
use probity_core::parameter::ParameterValue;
use probity_engine::methodology::ParameterRow;
use probity_procurement::flags;
use probity_procurement::settings::{Settings, SettingsError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Settings, and what they were read from.
pub(super) struct Chosen {
    /// The settings with their rule packs.
    pub settings: Settings,
    /// As their user wrote them.
    pub text: String,
    /// The digests of the tables that they name: what is found rests on what stands in them, not on their names.
    pub tables: BTreeMap<String, String>,
}

impl Chosen {
    /// Those of a file, or none, with rule packs: those that they name themselves, and these.
    pub fn read(path: Option<&Path>, packs: &[String]) -> Result<Self, Failure> {
        let text = path.map(fs_err::read_to_string).transpose()?.unwrap_or_default();
        let settings = with_packs(settings(path, &text)?, packs)?;
        Ok(Self { settings, tables: tables(path, &text)?, text })
    }
}

fn with_packs(mut settings: Settings, names: &[String]) -> Result<Settings, Failure> {
    for name in names {
        if !settings.packs.contains(name) {
            settings.packs.push(name.clone());
        }
    }
    settings.packs.clone().into_iter().try_fold(settings, |settings, name| {
        settings.with_pack(&methods::pack(&name)?).map_err(|error| Failure::input(format!("{name}: {error}")))
    })
}

fn settings(path: Option<&Path>, text: &str) -> Result<Settings, Failure> {
    let table =
        |name: &str| fs_err::read(beside(path, name)).map_err(|error| SettingsError::Toml(format!("{name}: {error}")));
    let name = || path.map(|path| path.display().to_string()).unwrap_or_default();
    let settings = Settings::parse(text, table).map_err(|error| Failure::usage(format!("{}: {error}", name())))?;
    if let Some(problem) = misfit(&settings) {
        return Err(Failure::usage(format!("{}: {problem}", name())));
    }
    unknown_methods(&settings).iter().for_each(|told| terminal::note(&format!("warning: {}: {told}", name())));
    Ok(settings)
}

/// Tables beside the settings, by table and key of the settings.
const TABLES: [(&str, &str); 4] =
    [("currency", "rates"), ("registers", "business"), ("registers", "debarred"), ("cri", "tax_havens")];

fn tables(path: Option<&Path>, text: &str) -> Result<BTreeMap<String, String>, Failure> {
    let settings: toml::Table = text.parse().map_err(|error| Failure::usage(format!("{error}")))?;
    let mut digests = BTreeMap::new();
    for (table, key) in TABLES {
        if let Some(name) = settings.get(table).and_then(|table| table.get(key)).and_then(toml::Value::as_str) {
            let bytes = fs_err::read(beside(path, name))?;
            digests.insert(format!("{table}.{key}"), Digest::of(&bytes).to_string());
        }
    }
    Ok(digests)
}

fn beside(path: Option<&Path>, name: &str) -> PathBuf {
    path.and_then(Path::parent).unwrap_or(Path::new("")).join(name)
}

/// The first setting of a flag that its method does not have, or whose value is none that the method can have.
fn misfit(settings: &Settings) -> Option<String> {
    for (code, table) in &settings.flags {
        let own = methods::rows(code).unwrap_or_default();
        let optional = flags::optional_settings(code);
        for (name, value) in table {
            let row = own.iter().find(|row| row.name == *name);
            if row.is_none() && !optional.contains(&name.as_str()) {
                let known: Vec<&str> =
                    own.iter().map(|row| row.name.as_str()).chain(optional.iter().copied()).collect();
                let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                return Some(format!("there is no setting `{name}` of {code}; known: {known}"));
            }
            // Thresholds by procedure are bound as the one of all procedures.
            let row = row.or_else(|| own.iter().find(|row| row.name == "threshold"));
            let values: Vec<(&String, &toml::Value)> = match value.as_table() {
                Some(own) if optional.contains(&name.as_str()) && row.is_some() => own.iter().collect(),
                _ => vec![(name, value)],
            };
            for (name, value) in values {
                if let Some(expected) = expected(row, value) {
                    return Some(format!("[{code}] `{name}` is `{value}`; write {expected}"));
                }
            }
        }
    }
    None
}

/// What a setting has to be, where it is not: what its method says, else a number from 0, as all settings are that stand in
/// for a computed fence.
fn expected(row: Option<&ParameterRow>, value: &toml::Value) -> Option<String> {
    // What is no value of any parameter (a table, a date, a list of numbers) fits as little as an empty list.
    let read = value.clone().try_into::<ParameterValue>().ok();
    match row {
        // Where a word stands for a computed number, a number may stand for the word: the flag itself judges.
        Some(row) if row.kind == "text" && read.as_ref().is_some_and(|read| read.number("").is_ok()) => None,
        Some(row) => match row.expected(read.as_ref().unwrap_or(&ParameterValue::List(Vec::new()))) {
            None if read.is_none() => Some("a list of texts".to_owned()),
            expected => expected,
        },
        None => {
            let number = read.and_then(|read| read.number("").ok());
            (!number.is_some_and(|number| number >= 0.0)).then(|| "a number of at least 0".to_owned())
        }
    }
}

/// Procedures that OCDS knows.
const METHODS: [&str; 4] = ["open", "selective", "limited", "direct"];

/// Words for procedures that OCDS does not have: no release that keeps to it has them.
fn unknown_methods(settings: &Settings) -> Vec<String> {
    let mut told = Vec::new();
    for (code, table) in &settings.flags {
        let words = table.get("methods").and_then(toml::Value::as_array).into_iter().flatten();
        for word in words.filter_map(toml::Value::as_str).filter(|word| !METHODS.contains(word)) {
            told.push(format!(
                "[{code}] `methods`: OCDS has no procurementMethod `{word}`; it has {}",
                METHODS.join(", ")
            ));
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_that_a_flag_does_not_have_is_named_and_not_ignored() {
        let open = |_: &str| Ok(Vec::new());
        let problem = |text: &str| misfit(&Settings::parse(text, open).expect("settings")).unwrap_or_default();
        assert!(problem("[R018]\nfoo = 1\n").contains("there is no setting `foo` of R018; known: methods"));
        assert!(problem("[R018]\nmethods = { a = 1 }\n").contains("`methods`"));
        assert!(
            problem("[R003]\nthreshold = -1\n")
                .contains("[R003] `threshold` is `-1`; write a whole number from 1 to 365")
        );
        assert!(problem("[R003]\nthreshold = 1.5\n").contains("a whole number from 1 to 365"));
        assert!(
            problem("[R003.procurement_method_details]\na = 0\n").contains("`a` is `0`; write a whole number from 1")
        );
        assert!(problem("[R059]\ntolerance = -0.1\n").contains("a number from 0 to 10"));
        assert!(problem("[R024]\nthreshold = nan\n").contains("a number of at least 0"));
        let fits = "[R061]\nthreshold = 10\n[R018]\nmethods = [\"open\"]\n[R024]\nthreshold = 0.1\n[R003.procurement_method_details]\na = 5\n";
        assert_eq!(problem(fits), "");
    }
}
