//! The world as the CSV texts that the commands read: UTF-8, line feeds, numbers in shortest form, empty where a
//! source does not cover a country. Invented names hold no comma or quotation mark, so nothing needs quoting.

use super::World;
use crate::panel::Panel;
use probity_core::canonical::{number, optional};

impl World {
    /// `year,iso3,country,s01,…`: the published scores, for `index cpi --sources` and `index change --sources`.
    pub fn scores_csv(&self) -> String {
        panel_csv(&self.panel, true)
    }

    /// `year,iso3,s01,…`: the values on the sources' own scales, for `index change --raw`.
    pub fn raw_csv(&self) -> String {
        panel_csv(&self.raw, false)
    }

    /// `year,iso3,level`: the latent levels.
    pub fn truth_csv(&self) -> String {
        let mut text = String::from("year,iso3,level\n");
        for ((year, iso3), level) in &self.truth {
            text.push_str(&format!("{year},{iso3},{}\n", number(*level)));
        }
        text
    }

    /// `unit,s01,…`: one edition on 0–1, for `index ucm --sources`; only the sources that exist in the edition.
    /// `None` for an edition the world does not have.
    pub fn governance_csv(&self, edition: i16) -> Option<String> {
        let governance = self.governance.get(&edition)?;
        let mut text = format!("unit,{}\n", governance.sources.join(","));
        for unit in &governance.units {
            text.push_str(&format!("{},{}\n", unit.unit, cells(&unit.values)));
        }
        Some(text)
    }
}

fn panel_csv(panel: &Panel, names: bool) -> String {
    let sources = panel.editions.values().next().map(|edition| edition.sources.join(",")).unwrap_or_default();
    let mut text = format!("year,iso3,{}{sources}\n", if names { "country," } else { "" });
    for (year, edition) in &panel.editions {
        for country in &edition.countries {
            let name = if names { format!("{},", country.name) } else { String::new() };
            text.push_str(&format!("{year},{},{name}{}\n", country.iso3, cells(&country.scores)));
        }
    }
    text
}

fn cells(values: &[Option<f64>]) -> String {
    values.iter().map(|value| optional(*value)).collect::<Vec<_>>().join(",")
}
