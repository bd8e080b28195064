//! The query of a data request. A parameter nobody knows is an error, not silence: a typing mistake must not pass for
//! an answer.

use super::filter::Tests;
use super::problem::{Kind, Problem};
use crate::site::Query;
use probity_core::{Language, PartialDate};

/// Most observations in one answer, and the number when the reader does not say.
pub const LIMIT_MAX: usize = 100_000;

/// Most observations of a series that can be asked for at its ends.
const ENDS_MAX: usize = 1_000_000;

/// Parameters of SDMX's REST interface that change nothing here, with the values for which that is true.
const SILENT: [(&str, &[&str]); 5] = [
    ("attributes", &["dsd", "all"]),
    ("measures", &["all"]),
    ("detail", &["full"]),
    ("dimensionAtObservation", &["AllDimensions", "TIME_PERIOD"]),
    ("includeHistory", &["false"]),
];

/// What a reader asks of a dataflow besides the key.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters {
    /// The name of a format.
    pub format: Option<String>,
    /// Filters by component.
    pub filters: Vec<(String, Tests)>,
    /// Only what was added or revised after this day.
    pub updated_after: Option<PartialDate>,
    /// The data as they were on this day.
    pub as_of: Option<PartialDate>,
    /// All vintages.
    pub history: bool,
    /// So many observations from the beginning of every series.
    pub first: Option<usize>,
    /// So many observations to the end of every series.
    pub last: Option<usize>,
    /// Most observations in one answer.
    pub limit: usize,
    /// Where to go on.
    pub cursor: Option<String>,
    /// Language of labels, where a format has one only.
    pub language: Language,
}

impl Parameters {
    /// Reads decoded query fields.
    ///
    /// # Errors
    /// When a field is unknown or its value cannot be read.
    pub fn read(query: &Query) -> Result<Self, Problem> {
        let mut read = Self {
            format: None,
            filters: Vec::new(),
            updated_after: None,
            as_of: None,
            history: false,
            first: None,
            last: None,
            limit: LIMIT_MAX,
            cursor: None,
            language: Language::En,
        };
        for (name, value) in query {
            read.field(name, value)?;
        }
        Ok(read)
    }

    fn field(&mut self, name: &str, value: &str) -> Result<(), Problem> {
        if let Some(component) = name.strip_prefix("c[").and_then(|rest| rest.strip_suffix(']')) {
            let tests = value.parse().map_err(|error: super::filter::FilterError| {
                Problem::new(Kind::BadFilter, format!("c[{component}]: {error}"))
            })?;
            self.filters.push((component.to_owned(), tests));
            return Ok(());
        }
        if SILENT.iter().any(|(silent, values)| *silent == name && values.contains(&value)) {
            return Ok(());
        }
        match name {
            "format" => self.format = Some(value.to_owned()),
            "updatedAfter" => self.updated_after = Some(day(name, value)?),
            "asOf" => self.as_of = Some(day(name, value)?),
            "includeHistory" if value == "true" => self.history = true,
            "firstNObservations" => self.first = Some(count(name, value, ENDS_MAX)?),
            "lastNObservations" => self.last = Some(count(name, value, ENDS_MAX)?),
            "limit" => self.limit = count(name, value, LIMIT_MAX)?,
            "cursor" => self.cursor = Some(value.to_owned()),
            "lang" => {
                let unknown = || Problem::new(Kind::BadParameter, format!("lang is en, kk or ru, not `{value}`"));
                self.language = value.parse().map_err(|_| unknown())?;
            }
            "startPeriod" => self.time("ge", name, value)?,
            "endPeriod" => self.time("le", name, value)?,
            _ => return Err(unknown(name, value)),
        }
        Ok(())
    }

    /// SDMX 2.1's way to write a filter on the period.
    fn time(&mut self, operator: &str, name: &str, value: &str) -> Result<(), Problem> {
        if super::period::bounds(value).is_none() {
            return Err(Problem::new(
                Kind::BadParameter,
                format!("{name}: `{value}` is no period such as 2023 or 2023-Q1"),
            ));
        }
        let tests = format!("{operator}:{value}").parse();
        let tests =
            tests.map_err(|error: super::filter::FilterError| Problem::new(Kind::BadFilter, error.to_string()))?;
        self.filters.push(("TIME_PERIOD".to_owned(), tests));
        Ok(())
    }
}

fn unknown(name: &str, value: &str) -> Problem {
    let values: Vec<&str> =
        SILENT.iter().filter(|(known, _)| *known == name).flat_map(|(_, values)| *values).copied().collect();
    let detail = if name == "includeHistory" {
        format!("includeHistory is `true` or `false`, not `{value}`")
    } else if values.is_empty() {
        format!(
            "`{name}` is no parameter; there are c[COMPONENT], format, updatedAfter, asOf, includeHistory, \
             firstNObservations, lastNObservations, startPeriod, endPeriod, limit, cursor, lang"
        )
    } else {
        format!("{name} can only be {}, not `{value}`", values.join(" or "))
    };
    Problem::new(Kind::BadParameter, detail)
}

/// A day, or the day of an instant. Releases are dated by day, so the time of day decides nothing.
fn day(name: &str, value: &str) -> Result<PartialDate, Problem> {
    let (date, time) = value.split_once('T').unwrap_or((value, "00:00"));
    let letters = |byte: u8| byte.is_ascii_digit() || b":.,+- Zz".contains(&byte);
    let wrong = |why: String| Problem::new(Kind::BadParameter, format!("{name}: {why}"));
    if time.is_empty() || !time.bytes().all(letters) {
        return Err(wrong(format!("`{value}` is no date or instant such as 2023-04-30 or 2023-04-30T12:00:00Z")));
    }
    date.parse().map_err(|error: probity_core::date::DateError| wrong(error.to_string()))
}

fn count(name: &str, value: &str, most: usize) -> Result<usize, Problem> {
    let number =
        value.parse().ok().filter(|number| (1..=most).contains(number) && value.bytes().all(|b| b.is_ascii_digit()));
    number.ok_or_else(|| {
        Problem::new(Kind::BadParameter, format!("{name} is a whole number from 1 to {most}, not `{value}`"))
    })
}
