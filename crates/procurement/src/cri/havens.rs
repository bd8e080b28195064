//! Tax havens of the settings, and whether the suppliers of a lot sit in one. Which countries are havens is a list that
//! somebody draws up and changes; none comes with the program.

use crate::facts::{Facts, Group};
use crate::process::moment::{DAY, Moment};
use crate::process::organization::{Address, Organization};
use std::collections::BTreeMap;

/// From when to when countries are on the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Havens(BTreeMap<String, Vec<Interval>>);

/// First and last day (days since 1970-01-01); open where absent.
type Interval = [Option<i64>; 2];

/// A row of the list that cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("line {line}: {problem}")]
pub struct HavensError {
    /// The line.
    pub line: u64,
    /// What is wrong.
    pub problem: String,
}

impl Havens {
    /// Reads `country,from,to`: ISO 3166-1 alpha-2 codes and days, of which empty ones are open ends.
    ///
    /// # Errors
    /// When a column is missing, a country is no code of two letters, a day is none, or the last day comes before the first.
    pub fn read(bytes: &[u8]) -> Result<Self, HavensError> {
        let fault = |line: u64, problem: String| HavensError { line, problem };
        let mut reader = csv::Reader::from_reader(bytes);
        let headers = reader.headers().map_err(|error| fault(1, error.to_string()))?.clone();
        let at = |name: &str| {
            let place = headers.iter().position(|header| header.trim() == name);
            place.ok_or_else(|| fault(1, format!("there is no column `{name}`; write country,from,to")))
        };
        let columns = [at("country")?, at("from")?, at("to")?];
        let mut havens = Self::default();
        for (row, line) in reader.records().zip(2..) {
            let row = row.map_err(|error| fault(line, error.to_string()))?;
            let (country, days) = entry(columns.map(|column| row.get(column).unwrap_or_default().trim()))
                .map_err(|own| fault(line, own))?;
            havens.0.entry(country).or_default().push(days);
        }
        Ok(havens)
    }

    /// Whether a country is on the list on a day; `None` when it is on some days and the day is not known.
    fn has(&self, country: &str, day: Option<i64>) -> Option<bool> {
        let Some(intervals) = self.0.get(country) else { return Some(false) };
        match day {
            Some(day) => Some(
                intervals.iter().any(|[from, to]| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)),
            ),
            None => intervals.contains(&[None, None]).then_some(true),
        }
    }

    /// 1 where a supplier of an active award of the lot sits in a haven on the day of the award, 0 where none does; `None`
    /// without suppliers, and where a supplier has no code of a country or the day decides and is not known.
    pub(super) fn component(&self, facts: &Facts<'_>, group: &Group<'_>) -> Option<f64> {
        let (mut any, mut unknown) = (false, false);
        for (_, award) in &group.awards {
            let day = award.date.get().map(|date: &Moment| date.local.div_euclid(DAY));
            for supplier in award.suppliers.records() {
                any = true;
                match self.of_supplier(facts, supplier, day) {
                    Some(true) => return Some(1.0),
                    Some(false) => {}
                    None => unknown = true,
                }
            }
        }
        (any && !unknown).then_some(0.0)
    }

    /// By what stands in the award and in the parties of its identifier: one code of a haven is enough.
    fn of_supplier(&self, facts: &Facts<'_>, supplier: &Organization<'_>, day: Option<i64>) -> Option<bool> {
        let id = supplier.known_by().unwrap_or_default();
        let parties = facts.process.parties.records().filter(|own| !id.is_empty() && own.id.text() == id);
        let countries = parties.chain([supplier]).filter_map(|own| country(&own.address));
        let mut found: Vec<Option<bool>> = countries.map(|country| self.has(&country, day)).collect();
        // A yes comes before a doubt, and a doubt before a no.
        found.sort_by_key(|own| match own {
            Some(true) => 0,
            None => 1,
            Some(false) => 2,
        });
        found.first().copied().flatten()
    }
}

/// A row of the list; what is wrong with it.
fn entry([country, from, to]: [&str; 3]) -> Result<(String, Interval), String> {
    let code = code(country)
        .ok_or_else(|| format!("`{country}` is no country; write a code of two letters (ISO 3166), such as KZ"))?;
    let day = |text: &str| match text {
        "" => Ok(None),
        _ => Moment::parse(text)
            .map(|day| Some(day.local.div_euclid(DAY)))
            .ok_or_else(|| format!("`{text}` is no date; write one such as 2024-01-31")),
    };
    let days = [day(from)?, day(to)?];
    match days {
        [Some(first), Some(last)] if last < first => Err(format!("`{to}` is before `{from}`")),
        _ => Ok((code, days)),
    }
}

/// The country of an address: `country` of the extension for codes, else a `countryName` that is nothing but a code.
fn country(address: &Address<'_>) -> Option<String> {
    code(address.country.text()).or_else(|| code(address.country_name.text()))
}

/// Two letters, as capitals.
fn code(text: &str) -> Option<String> {
    let text = text.trim();
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic())).then(|| text.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Process;
    use crate::settings::Settings;

    const LIST: &str = "country,from,to\nPA,2020-01-10,2020-12-31\nvg,,\n";

    fn ask(suppliers: &str, rest: &str) -> Option<f64> {
        let text = format!(
            r#"{{{rest}"awards":[{{"status":"active","suppliers":[{suppliers}]{}}}]}}"#,
            if rest.contains("undated") { "" } else { r#","date":"2020-12-31T23:00:00-05:00""# }
        );
        let (settings, process) = (Settings::default(), Process::parse(&text).expect("a release"));
        let havens = Havens::read(LIST.as_bytes()).expect("a list");
        let facts = Facts::new(&process, &[], &settings);
        havens.component(&facts, &facts.groups[0])
    }

    #[test]
    fn a_supplier_sits_in_a_haven_on_the_day_of_the_award_by_its_code_and_never_by_a_name() {
        let of = |address: &str| ask(&format!(r#"{{"id":"a","address":{{{address}}}}}"#), "");
        assert_eq!(of(r#""country":"PA""#), Some(1.0));
        assert_eq!(of(r#""countryName":"pa""#), Some(1.0));
        assert_eq!(of(r#""country":"KZ","countryName":"PA""#), Some(0.0));
        assert_eq!(of(r#""countryName":"Panama""#), None);
        let party = r#""parties":[{"id":"a","address":{"country":"VG"}},{"id":"b","address":{"country":"PA"}}],"#;
        assert_eq!(ask(r#"{"id":"a"}"#, party), Some(1.0));
        assert_eq!(ask(r#"{"id":"c"}"#, party), None);
        // Every supplier of a joint bid is asked.
        assert_eq!(ask(r#"{"id":"c"},{"id":"b"}"#, party), Some(1.0));
        assert_eq!(ask("", party), None);
    }

    #[test]
    fn without_a_day_only_what_holds_on_every_day_is_known() {
        let of = |code: &str| {
            let supplier = format!(r#"{{"id":"a","address":{{"country":"{code}"}}}}"#);
            ask(&supplier, r#""id":"undated","#)
        };
        assert_eq!([of("PA"), of("VG"), of("KZ")], [None, Some(1.0), Some(0.0)]);
    }

    #[test]
    fn a_row_that_cannot_be_used_is_named_with_its_line() {
        let error = |text: &str| Havens::read(text.as_bytes()).map_err(|error| error.to_string()).err();
        let known = |text: &str| error(text).unwrap_or_default();
        assert_eq!(known("country,from\n"), "line 1: there is no column `to`; write country,from,to");
        assert!(known("country,from,to\nPA,,\nPanama,,\n").starts_with("line 3: `Panama` is no country"));
        assert_eq!(known("country,from,to\nPA,soon,\n"), "line 2: `soon` is no date; write one such as 2024-01-31");
        assert_eq!(known("country,from,to\nPA,2021-01-01,2020-01-01\n"), "line 2: `2020-01-01` is before `2021-01-01`");
    }
}
