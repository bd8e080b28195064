//! What the commands about official files share: the options that say what a file does not say itself, and the reading.

use crate::failure::Failure;
use clap::Args;
use probity_registers::format::{self, Input, Sheet};
use probity_registers::legal::{Context, Layout, Reading, Record, observations};
use probity_statistics::cube::Period;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What the user says about files.
#[derive(Debug, Args)]
pub struct About {
    /// `auto`, or one of `cube`, `unodc-cts`, `kz-cng1`, `kz-3k`
    #[arg(long, default_value = "auto")]
    pub layout: String,
    /// CSV `file,ref_area`: the code of each file's area; without it the file's name without extension
    #[arg(long, value_name = "CSV")]
    pub areas: Option<PathBuf>,
    /// The period of files that do not say it: `2022`, `2022-Q1` or `2022-01`
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<Period>,
}

impl About {
    /// The options as the readers take them.
    pub fn context(&self) -> Result<Context, Failure> {
        let layout = match self.layout.as_str() {
            "auto" => None,
            other => Some(other.parse::<Layout>().map_err(Failure::usage)?),
        };
        let areas = self.areas.as_deref().map_or(Ok(BTreeMap::new()), areas)?;
        Ok(Context { layout, areas, period: self.period })
    }
}

/// The file.
pub fn open(path: &Path) -> Result<Input, Failure> {
    Input::open(path).map_err(|fault| unreadable(path).diagnostics(vec![fault]))
}

/// A file that cannot be used.
pub fn unreadable(path: &Path) -> Failure {
    Failure::input(format!("`{}` cannot be used; nothing was written", path.display()))
}

/// The observations of a file that can be used.
pub fn read(path: &Path, context: &Context) -> Result<(Reading, Vec<Record>), Failure> {
    let (reading, records) = observations(&open(path)?, context);
    match reading.report.unusable {
        true => Err(unreadable(path).diagnostics(reading.report.diagnostics)),
        false => Ok((reading, records)),
    }
}

/// The list of areas: name of file to code.
fn areas(path: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let sheets = format::tables(&open(path)?).map_err(|fault| unreadable(path).diagnostics(vec![fault]))?;
    let rows = sheets.first().map(|Sheet { rows, .. }| rows.as_slice()).unwrap_or_default();
    let Some((header, rows)) = rows.split_first() else { return Err(unreadable(path).hint("the list is empty")) };
    let find = |name: &str| header.texts().position(|text| text.eq_ignore_ascii_case(name));
    let (Some(file), Some(area)) = (find("file"), find("ref_area")) else {
        return Err(unreadable(path).hint("the list of areas needs the columns `file` and `ref_area`"));
    };
    let mut areas = BTreeMap::new();
    for row in rows {
        let code = row.text(area);
        if code.is_empty() || !code.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')) {
            let line = row.line();
            return Err(Failure::input(format!("`{}`, line {line}: `{code}` is no code of an area", path.display()))
                .hint("write a code of ISO 3166-2 such as KZ-11"));
        }
        if areas.insert(row.text(file).to_owned(), code.to_owned()).is_some_and(|other| other != code) {
            let name = row.text(file);
            return Err(Failure::input(format!("`{}`: `{name}` is there twice with unlike codes", path.display())));
        }
    }
    Ok(areas)
}
