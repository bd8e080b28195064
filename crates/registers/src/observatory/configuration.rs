//! `probity.toml`: what an observatory is called, its languages, and parameters that differ from the methods'
//! defaults. Unknown keys are refused, because a misspelt threshold that is silently ignored is worse than none.

use super::desk::Desk;
use super::release::{self, Publisher, Release};
use crate::Error;
use probity_core::parameter::ParameterValue;
use probity_core::{Language, Text};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// The file's name.
pub const FILE: &str = "probity.toml";

/// The configuration of an observatory.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// What the observatory is called, on its pages.
    #[serde(deserialize_with = "name")]
    pub name: Text,
    /// Whether its data are invented; every page then says so.
    #[serde(default)]
    pub synthetic: bool,
    /// The countries a reader sees first, by code.
    #[serde(default)]
    pub focus: Vec<String>,
    /// The languages of its pages; the first is the default.
    #[serde(default = "all_languages")]
    pub languages: Vec<Language>,
    /// Public keys of the observatory.
    #[serde(default)]
    pub keys: Keys,
    /// Where staff work.
    #[serde(default)]
    pub desk: Desk,
    /// Whose borders the map shows; without it countries are tiles.
    #[serde(default)]
    pub map: Option<Map>,
    /// By method, then by parameter: values that replace the method's own.
    #[serde(default)]
    pub parameters: BTreeMap<String, BTreeMap<String, ParameterValue>>,
    /// Settings of the room of procurement: what dates without an offset mean, thresholds of the law, and so on.
    #[serde(default)]
    pub procurement: Option<toml::Table>,
    /// The release calendar.
    #[serde(default, rename = "release")]
    pub releases: Vec<Release>,
    /// Who publishes.
    #[serde(default)]
    pub site: Publisher,
}

/// Public keys of the observatory; the secret ones lie under `keys/` and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// The key that signs the log of commitments: `ed25519:BASE64`. Observatories made before there was a log have none.
    #[serde(default)]
    pub log: Option<String>,
}

/// The geometry of the world map. Borders are a decision of the observatory, so it names a file and answers for it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    /// TopoJSON with three-letter codes, as a path in the observatory.
    pub world: PathBuf,
    /// What stands under every map: whose borders these are and what they do not claim.
    #[serde(deserialize_with = "name")]
    pub disclaimer: Text,
}

impl Map {
    /// Whether the file lies in the observatory, wherever the observatory is moved.
    fn inside(&self) -> bool {
        !self.world.as_os_str().is_empty() && self.world.components().all(|part| matches!(part, Component::Normal(_)))
    }
}

fn all_languages() -> Vec<Language> {
    Language::ALL.to_vec()
}

/// One name for all languages, or one for each.
fn name<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a text, or one text each for en, kk and ru")]
    enum Name {
        One(String),
        Each(Text),
    }
    Ok(match Name::deserialize(deserializer)? {
        Name::One(name) => Text { en: name.clone(), kk: name.clone(), ru: name },
        Name::Each(text) => text,
    })
}

impl Configuration {
    /// The settings of a room as TOML; `None` when the file says nothing about it.
    pub fn settings(&self, room: &str) -> Option<String> {
        let table = (room == "procurement").then_some(self.procurement.as_ref()).flatten()?;
        Some(table.to_string())
    }

    /// Reads the file in an observatory's directory.
    ///
    /// # Errors
    /// When it is not there or does not parse; the message shows the line.
    pub(super) fn read(directory: &Path) -> Result<Self, Error> {
        let path = directory.join(FILE);
        if !path.is_file() {
            return Err(Error::NotAnObservatory(directory.to_owned()));
        }
        let wrong = |message: String| Error::Configuration { file: path.display().to_string(), message };
        let text = fs_err::read_to_string(&path)?;
        let configuration: Self =
            toml::from_str(&text).map_err(|error| wrong(error.to_string().trim_end().to_owned()))?;
        if configuration.languages.is_empty() {
            return Err(wrong("`languages` is empty\nhint: name at least one of en, kk, ru".to_owned()));
        }
        if let Some(problem) = release::problem(&configuration.releases, &configuration.site) {
            return Err(wrong(problem));
        }
        if let Some(problem) = configuration.desk.problem() {
            return Err(wrong(problem));
        }
        if configuration.map.as_ref().is_some_and(|map| !map.inside()) {
            let hint = "put the file into the observatory and name it from there, such as `geometry/world.topojson`";
            return Err(wrong(format!("`map.world` is no path in the observatory\nhint: {hint}")));
        }
        Ok(configuration)
    }
}

/// The file a new observatory starts with.
pub const TEMPLATE: &str = r#"# An observatory: everything Probity knows about one country or topic lives in this directory.
#   sources/     files as somebody published them, each under its SHA-256; never edit them
#   registers/   typed tables read from the sources, and rejects.csv: the rows that could not be read, with reasons
#   catalogue.json   what was imported, in which order
# Fill it with:  probity import perception-scores FILE.csv

# The name shown on its pages; { en = "…", kk = "…", ru = "…" } gives each language its own.
name = "My observatory"

# The countries a reader sees first, by code.
# focus = ["KAZ"]

# The languages of its pages: en, kk, ru. The first is the default.
languages = ["en", "kk", "ru"]

# A map with borders instead of one tile a country: TopoJSON with three-letter codes, kept in the observatory. Whose
# borders these are must be said under every map; a text for each language, or one for all.
# [map]
# world = "geometry/world.topojson"
# disclaimer = "Borders as in … ; they do not express an opinion on the status of any territory."

# Accounts and sessions of the desk in PostgreSQL instead of a file, over a socket or a protected network (no TLS). Keep this
# file to yourself when the address has a password; it is in no package.
# [desk]
# database = "postgres://probity@localhost/probity"
#
# The largest file of evidence that is taken, in megabytes.
# evidence_max_mb = 50
#
# The address people reach the desk at, as their browsers show it; passkeys belong to it.
# origin = "https://desk.example.org"
#
# Single sign-on for people who have an account here. The secret may be in PROBITY_OIDC_CLIENT_SECRET instead.
# [desk.oidc]
# issuer = "https://sso.example.org"
# client_id = "probity"
# client_secret_file = "keys/oidc.secret"
# name = "Staff sign-on"

# Parameters that shall differ from a method's defaults; `probity methods show cpi` lists them all.
# [parameters.cpi]
# min_sources = 3
#
# [parameters.cpi-change]
# q = 0.10

# Who publishes: a host name you own (names of feed entries are made from it and never change), and an author.
# [site]
# authority = "observatory.example"
# author = "Example Institute"

# The release calendar: one entry a release; raise `sequence` whenever its day or status changes.
# [[release]]
# id = "cpi-2027"
# date = "2027-01-28"
# dataset = "cpi"
# title = { en = "Edition 2026", kk = "2026 жылғы шығарылым", ru = "Выпуск 2026" }
# status = "planned"   # planned, released or cancelled
# sequence = 0
"#;

/// The configuration of the demonstration observatory.
pub const DEMONSTRATION: &str = r#"# A demonstration: a synthetic world made by the program itself. No country in it exists.
name = { en = "Probity demonstration", kk = "Probity көрсетілімі", ru = "Демонстрация Probity" }
languages = ["en", "kk", "ru"]
synthetic = true
"#;

/// The release calendar of the demonstration; stands below everything else, since its entries are tables.
pub const DEMONSTRATION_CALENDAR: &str = r#"
[site]
authority = "demonstration.invalid"
author = "Probity demonstration"

[[release]]
id = "index-2023"
date = "2024-01-30"
dataset = "cpi"
title = { en = "Perception index, edition 2023", kk = "Қабылдау индексі, 2023 жылғы шығарылым", ru = "Индекс восприятия, выпуск 2023" }
status = "released"

[[release]]
id = "recorded-2023"
date = "2024-05-16"
dataset = "recorded"
title = { en = "Recorded corruption offences, 2023", kk = "Тіркелген сыбайлас жемқорлық құқық бұзушылықтар, 2023 жыл", ru = "Зарегистрированные коррупционные правонарушения, 2023 год" }
status = "released"
sequence = 1

[[release]]
id = "survey-2026"
date = "2026-10-15"
dataset = "cpi"
title = { en = "Survey of experience, first wave", kk = "Тәжірибе туралы сауалнама, бірінші кезең", ru = "Опрос об опыте, первая волна" }
status = "cancelled"
sequence = 2
updated = "2026-09-01"

[[release]]
id = "index-next"
date = "2027-01-28"
dataset = "cpi"
title = { en = "Perception index, next edition", kk = "Қабылдау индексі, келесі шығарылым", ru = "Индекс восприятия, следующий выпуск" }
status = "planned"
sequence = 1
updated = "2026-06-30"

[[release]]
id = "recorded-next"
date = "2027-05-13"
dataset = "recorded"
title = { en = "Recorded corruption offences, next year of data", kk = "Тіркелген сыбайлас жемқорлық құқық бұзушылықтар, келесі жылдың деректері", ru = "Зарегистрированные коррупционные правонарушения, данные за следующий год" }
status = "planned"
updated = "2026-06-30"
"#;

#[cfg(test)]
mod tests {
    use super::*;

    fn map(world: &str) -> Map {
        let text =
            format!("name = \"N\"\n[map]\nworld = '{world}'\ndisclaimer = {{ en = \"E\", kk = \"K\", ru = \"R\" }}\n");
        toml::from_str::<Configuration>(&text).expect("parses").map.expect("map")
    }

    #[test]
    fn the_geometry_of_a_map_lies_in_the_observatory() {
        assert!(map("geometry/world.topojson").inside() && map("world.json").inside());
        for outside in ["/etc/world.json", "../world.json", "geometry/../../world.json", ""] {
            assert!(!map(outside).inside(), "{outside}");
        }
        assert_eq!(map("w").disclaimer.kk, "K");
        let nameless = "name = \"N\"\n[map]\nworld = 'w'\n";
        assert!(toml::from_str::<Configuration>(nameless).is_err(), "no borders without a disclaimer");
    }
}
