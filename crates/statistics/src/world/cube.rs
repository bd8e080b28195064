//! The invented country's cube as its office would give it out: every table went through disclosure control with all its
//! totals, and only then became rows. There is no way from here to a row that was not protected.

use super::LegalWorld;
use super::table::{ALL_OFFENCES, Block};
use crate::cube::{COLUMNS, Dimension, Key, ObsStatus, TOTAL};
use crate::disclosure::{self, CellOutcome, Error, Outcome, Source};
use std::collections::BTreeSet;

/// The specification of the protection: three for counts by region, five where sex is crossed.
const SPECIFICATION: &str = include_str!("../../data/demonstration-protection.toml");

/// One row of `cube.csv`.
struct Row {
    key: Key,
    value: String,
    obs_status: &'static str,
    conf_status: &'static str,
}

impl LegalWorld {
    /// `cube.csv`, protected.
    ///
    /// # Errors
    /// When a table cannot be protected; then there is no cube.
    pub fn cube_csv(&self) -> Result<String, Error> {
        let mut rows = Vec::new();
        for block in &self.blocks {
            rows.extend(self.protected(block)?);
        }
        rows.sort_by(|a, b| a.key.cmp(&b.key));
        let mut text = COLUMNS.join(",") + "\n";
        for row in rows {
            let key: Vec<&str> = Dimension::ALL.iter().map(|dimension| row.key.code(*dimension)).collect();
            let statuses = [row.obs_status, row.conf_status];
            // Currency and power of ten stand before the statuses; who made the numbers, and that nobody did, after.
            let line = format!("{},{},,0,{}", key.join(","), row.value, statuses.join(","));
            text.push_str(&format!("{line},,synthetic,,,,invented for demonstration\n"));
        }
        Ok(text)
    }

    /// The rows of one table.
    fn protected(&self, block: &Block) -> Result<Vec<Row>, Error> {
        let source = source(block);
        let threshold = if block.by_sex { 5 } else { 3 };
        let dimensions: Vec<String> = source.header.iter().take(source.header.len() - 1).cloned().collect();
        let text = SPECIFICATION
            .replace("DIMENSIONS", &format!("{dimensions:?}"))
            .replace("THRESHOLD", &threshold.to_string());
        let specification = disclosure::parse("demonstration-protection.toml", &text)?;
        let table = disclosure::table(&source, &specification)?;
        let protected = disclosure::protect(&table, &specification, &[])?;
        if protected.outcome != Outcome::Safe {
            let what = format!("{} {} of {}", block.stage, block.unit, block.year);
            return Err(Error::Usage(format!("the table {what} cannot be protected")));
        }
        let cells = protected.cells.iter().enumerate();
        Ok(cells
            .map(|(index, outcome)| {
                let key = self.key(block, &dimensions, &table.codes(index));
                match outcome {
                    CellOutcome::Published => Row {
                        key,
                        value: table.cells()[index].frequency.to_string(),
                        obs_status: block.status.code(),
                        conf_status: "F",
                    },
                    CellOutcome::Suppressed(why) => Row {
                        key,
                        value: String::new(),
                        obs_status: ObsStatus::Suppressed.code(),
                        conf_status: why.code(),
                    },
                }
            })
            .collect())
    }

    fn key(&self, block: &Block, dimensions: &[String], codes: &[&str]) -> Key {
        let key = Key::default()
            .with(Dimension::Freq, "A")
            .with(Dimension::RefArea, self.settings.country.clone())
            .with(Dimension::Stage, block.stage.code())
            .with(Dimension::UnitCount, block.unit.code())
            .with(Dimension::Offence, ALL_OFFENCES)
            .with(Dimension::TimePeriod, block.year.to_string());
        let crossed = dimensions.iter().zip(codes).filter(|(_, code)| **code != TOTAL);
        crossed.fold(key, |key, (dimension, code)| {
            let dimension = match dimension.as_str() {
                "region" => Dimension::RefArea,
                "offence" => Dimension::Offence,
                _ => Dimension::Sex,
            };
            key.with(dimension, *code)
        })
    }
}

/// The inner cells as the rows disclosure control takes.
fn source(block: &Block) -> Source {
    let mut header = vec!["region".to_owned()];
    header.extend(block.by_offence.then(|| "offence".to_owned()));
    header.extend(block.by_sex.then(|| "sex".to_owned()));
    header.push("n".to_owned());
    let mut rows = Vec::new();
    let mut seen = BTreeSet::new();
    for (line, (region, offence, sex, count)) in (2..).zip(&block.cells) {
        debug_assert!(seen.insert((region, offence, sex)), "an inner cell twice");
        let mut row = vec![region.clone()];
        row.extend(block.by_offence.then(|| (*offence).to_owned()));
        row.extend(block.by_sex.then(|| (*sex).to_owned()));
        row.push(count.to_string());
        rows.push((line, row));
    }
    Source { file: "demonstration".to_owned(), header, rows }
}
