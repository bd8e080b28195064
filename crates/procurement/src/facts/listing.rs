//! Registers that say from when to when somebody is listed: businesses, and those who may not take part in procurement.
//! Days are compared as days of the local clock, because registers keep days.

use super::letters::letters;
use crate::process::moment::{DAY, Moment};
use std::collections::BTreeMap;

/// A register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    entries: Vec<Entry>,
    by_id: BTreeMap<String, Vec<usize>>,
    by_name: BTreeMap<String, Vec<usize>>,
}

/// A row of a register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its name, where the register has names.
    pub name: String,
    /// First day (days since 1970-01-01); since ever when absent.
    pub from: Option<i64>,
    /// Last day; until now when absent.
    pub to: Option<i64>,
    /// Where the row comes from.
    pub source: String,
}

/// A row of the register that cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("line {line}: {problem}")]
pub struct ListingError {
    /// The line.
    pub line: u64,
    /// What is wrong.
    pub problem: String,
}

/// Whether somebody is listed on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed<'l> {
    /// Yes, by this row.
    Yes(&'l Entry),
    /// No, on no day or not on this one.
    No,
    /// On some days, and the day is not known.
    Unknown,
}

impl Entry {
    fn covers(&self, day: i64) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    fn always(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

impl Listing {
    /// Reads `id,from,to` and, where there are such columns, `name` and `source`. Empty days are open ends.
    ///
    /// # Errors
    /// When a column is missing, a row has neither id nor name, or a day is none.
    pub fn read(bytes: &[u8]) -> Result<Self, ListingError> {
        let mut reader = csv::Reader::from_reader(bytes);
        let fault = |line: u64, problem: String| ListingError { line, problem };
        let headers = reader.headers().map_err(|error| fault(1, error.to_string()))?.clone();
        let optional = |name: &str| headers.iter().position(|header| header.trim() == name);
        let at = |name: &str| {
            optional(name).ok_or_else(|| {
                fault(1, format!("there is no column `{name}`; write id,from,to and, if you have them, name,source"))
            })
        };
        let (id, from, to) = (at("id")?, at("from")?, at("to")?);
        let (name, source) = (optional("name"), optional("source"));
        let mut listing = Self::default();
        for (number, row) in reader.records().enumerate() {
            let line = u64::try_from(number).unwrap_or(u64::MAX).saturating_add(2);
            let row = row.map_err(|error| fault(line, error.to_string()))?;
            let cell = |column: usize| row.get(column).unwrap_or_default().trim();
            let text = |column: Option<usize>| column.map(cell).unwrap_or_default().to_owned();
            let day = |column: usize| match cell(column) {
                "" => Ok(None),
                text => Moment::parse(text)
                    .map(|day| Some(day.local.div_euclid(DAY)))
                    .ok_or_else(|| fault(line, format!("`{text}` is no date; write one such as 2024-01-31"))),
            };
            let entry = Entry { name: text(name), from: day(from)?, to: day(to)?, source: text(source) };
            listing.add(cell(id), entry).map_err(|problem| fault(line, problem))?;
        }
        Ok(listing)
    }

    fn add(&mut self, id: &str, entry: Entry) -> Result<(), String> {
        let place = self.entries.len();
        let name = letters(&entry.name);
        match (id.is_empty(), name.is_empty()) {
            (false, _) => self.by_id.entry(id.to_owned()).or_default().push(place),
            (true, false) => self.by_name.entry(name).or_default().push(place),
            (true, true) => return Err("there is neither an id nor a name".to_owned()),
        }
        self.entries.push(entry);
        Ok(())
    }

    /// Whether one of the identifiers, or one of the names among the rows without identifier, is listed on a day.
    pub fn lists(&self, ids: &[String], names: &[&str], day: Option<Moment>) -> Listed<'_> {
        let by_id = ids.iter().filter_map(|id| self.by_id.get(id));
        let by_name = names.iter().filter_map(|name| self.by_name.get(&letters(name)));
        let entries = || by_id.clone().chain(by_name.clone()).flatten().filter_map(|place| self.entries.get(*place));
        let day = day.map(|moment| moment.local.div_euclid(DAY));
        let found = |entry: &&Entry| day.map_or_else(|| entry.always(), |day| entry.covers(day));
        match entries().find(found) {
            Some(entry) => Listed::Yes(entry),
            None if day.is_none() && entries().next().is_some() => Listed::Unknown,
            None => Listed::No,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_holds_from_its_first_to_its_last_day() {
        let text =
            "id,name,from,to,source\na,\"A \"\"LLP\"\"\",2020-01-10,2020-02-10,x\nb,,,,y\n,Gone Ltd.,2019-01-01,,z\n";
        let listing = Listing::read(text.as_bytes()).expect("a register");
        let ask = |id: &str, name: &str, day: Option<&str>| {
            let found = listing.lists(&[id.to_owned()], &[name], day.and_then(Moment::parse));
            matches!(found, Listed::Yes(_)).then_some(true).or((found == Listed::No).then_some(false))
        };
        assert_eq!(ask("a", "", Some("2020-01-10")), Some(true));
        assert_eq!(ask("a", "", Some("2020-02-10T23:59:00+06:00")), Some(true));
        assert_eq!(ask("a", "", Some("2020-02-11")), Some(false));
        assert_eq!(ask("a", "", None), None);
        assert_eq!(ask("b", "", None), Some(true));
        assert_eq!(ask("c", "GONE LTD", Some("2020-02-11")), Some(true));
        assert_eq!(ask("c", "A LLP", Some("2020-01-11")), Some(false));
    }

    #[test]
    fn what_cannot_be_used_is_named_with_its_line() {
        let error = |text: &str| Listing::read(text.as_bytes()).map_err(|error| error.to_string()).err();
        assert_eq!(
            error("id,from,to\na,soon,\n").as_deref(),
            Some("line 2: `soon` is no date; write one such as 2024-01-31")
        );
        assert_eq!(error("id,from,to\n,,\n").as_deref(), Some("line 2: there is neither an id nor a name"));
        assert!(error("id,from\n").is_some_and(|text| text.starts_with("line 1: there is no column `to`")));
    }
}
