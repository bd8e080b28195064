//! The codes of goszakup and the portal's clock, as data.

use jiff::civil::{Date, DateTime};
use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Method {
    code: String,
    #[allow(dead_code)] // For readers of the file.
    name: String,
    method: Option<String>,
    #[allow(dead_code)]
    verified: bool,
}

/// What the ending of a lot's number says of its procedure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LotSuffix {
    suffix: String,
    /// The procedure as people call it.
    pub(super) name: String,
    /// procurementMethod.
    pub(super) method: String,
    #[allow(dead_code)]
    verified: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Subject {
    code: String,
    category: String,
    #[allow(dead_code)]
    verified: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Status {
    code: String,
    #[allow(dead_code)]
    name: String,
    status: String,
    #[allow(dead_code)]
    verified: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Clock {
    from: Date,
    offset: String,
    #[allow(dead_code)]
    verified: bool,
}

/// Fields that say when something happened.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Happened {
    pub(super) announcement: Vec<String>,
    pub(super) cancel: Vec<String>,
    pub(super) contract: Vec<String>,
}

/// What the codes mean.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    pub(super) ocid_prefix: String,
    pub(super) happened: Happened,
    clock: Vec<Clock>,
    method: Vec<Method>,
    lot_suffix: Vec<LotSuffix>,
    subject: Vec<Subject>,
    status: Vec<Status>,
}

/// A list of codes that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the list of codes cannot be read: {0}")]
pub struct CodesError(#[from] toml::de::Error);

impl Codes {
    /// The codes that are part of the program.
    ///
    /// # Errors
    /// Never: the list is read by the tests.
    pub fn own() -> Result<Self, CodesError> {
        Ok(toml::from_str(include_str!("../../data/goszakup.toml"))?)
    }

    /// procurementMethod of a refTradeMethodsId.
    pub(super) fn method(&self, code: &str) -> Option<&str> {
        self.method.iter().find(|method| method.code == code)?.method.as_deref()
    }

    /// What the ending of a lot's number says, such as that of `12345678-ОК1`.
    pub(super) fn lot_suffix(&self, number: &str) -> Option<&LotSuffix> {
        let (_, ending) = number.trim().rsplit_once('-')?;
        let letters = ending.trim_end_matches(|letter: char| letter.is_ascii_digit());
        self.lot_suffix.iter().find(|known| known.suffix == letters)
    }

    /// mainProcurementCategory of a refSubjectTypeId.
    pub(super) fn category(&self, code: &str) -> Option<&str> {
        Some(self.subject.iter().find(|subject| subject.code == code)?.category.as_str())
    }

    /// The codes that [`Self::category`] knows, for messages.
    pub(super) fn categories(&self) -> String {
        let known = self.subject.iter().map(|subject| format!("{} ({})", subject.code, subject.category));
        known.collect::<Vec<_>>().join(", ")
    }

    /// tender.status of a refBuyStatusId.
    pub(super) fn status(&self, code: &str) -> Option<&str> {
        Some(self.status.iter().find(|status| status.code == code)?.status.as_str())
    }

    /// The offset of the portal's clock at a reading of it.
    fn offset(&self, local: DateTime) -> &str {
        let known = self.clock.iter().filter(|clock| clock.from <= local.date()).max_by_key(|clock| clock.from);
        known.map_or("+00:00", |clock| clock.offset.as_str())
    }

    /// A date as OCDS writes it, with an offset; `end` says that a day without a time means its last second. `None` when
    /// it is no date, or one that portals write for "none" (years 1 and 9999).
    pub(super) fn instant(&self, text: &str, end: bool) -> Option<String> {
        let text = text.trim();
        let (day, rest) = text.split_at_checked(10)?;
        let date: Date = day.parse().ok()?;
        if date.year() <= 1 || date.year() >= 9999 || !day.is_ascii() {
            return None;
        }
        if rest.is_empty() {
            let time = if end { "23:59:59" } else { "00:00:00" };
            return Some(format!("{day}T{time}{}", self.offset(date.at(0, 0, 0, 0))));
        }
        let time = rest.strip_prefix(['T', ' '])?;
        let cut = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
        let (clock, offset) = time.split_at(cut);
        let (date, clock) = match clock.strip_prefix("24:00") {
            // Midnight at the end of a day is the beginning of the next.
            Some(rest) if rest.bytes().all(|byte| matches!(byte, b':' | b'0' | b'.')) => {
                (date.tomorrow().ok()?, "00:00:00".to_owned())
            }
            Some(_) => return None,
            None if clock.len() == 5 => (date, format!("{clock}:00")),
            None => (date, clock.to_owned()),
        };
        let local: DateTime = format!("{date}T{clock}").parse().ok()?;
        if local.time().second() == 59 && clock.get(6..8) == Some("60") {
            return None;
        }
        let offset = match offset.len() {
            0 => self.offset(local).to_owned(),
            1 => "Z".to_owned(),
            5 => format!("{}:{}", offset.get(..3)?, offset.get(3..)?),
            _ => offset.to_owned(),
        };
        let written = format!("{date}T{clock}{offset}");
        written.parse::<jiff::Timestamp>().ok().map(|_| written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_lots_number_says_its_procedure() {
        let codes = Codes::own().expect("the list is read");
        let method = |number| codes.lot_suffix(number).map(|known| known.method.as_str());
        assert_eq!(method("12345678-ОК1"), Some("open"));
        assert_eq!(method("12-3-ОИ12"), Some("direct"));
        assert_eq!(method("7-КРБС"), Some("open"));
        assert_eq!(method("7-ЗЦП1 "), Some("open"));
        for number in ["", "ОК1", "7-", "7-1", "7-OK1", "7-ОК1а", "7-ОКБ1"] {
            assert_eq!(method(number), None, "{number}");
        }
    }

    #[test]
    fn the_portals_clock_changed_its_offset_on_the_first_of_march_2024() {
        let codes = Codes::own().expect("the list is read");
        let at = |text| codes.instant(text, false);
        assert_eq!(at("2024-02-29 23:59:59").as_deref(), Some("2024-02-29T23:59:59+06:00"));
        assert_eq!(at("2024-03-01 00:00:00").as_deref(), Some("2024-03-01T00:00:00+05:00"));
        assert_eq!(at("2024-02-29T24:00:00").as_deref(), Some("2024-03-01T00:00:00+05:00"));
        assert_eq!(at("2023-01-02T03:04:05.123Z").as_deref(), Some("2023-01-02T03:04:05.123Z"));
        assert_eq!(at("2023-01-02 03:04+0500").as_deref(), Some("2023-01-02T03:04:00+05:00"));
        assert_eq!(codes.instant("2024-12-31", true).as_deref(), Some("2024-12-31T23:59:59+05:00"));
        for text in [
            "",
            "31.12.2024",
            "2024-02-30",
            "0001-01-01 00:00:00",
            "9999-12-31",
            "2024-01-01 25:00:00",
            "2024-01-01x",
            "2024-01-0é 1",
        ] {
            assert_eq!(at(text), None, "{text}");
        }
    }
}
