//! Codes of areas with the days they are in force. A region that was founded, divided or renamed makes a series before
//! and after that day two series, whatever the name on the form says.

use super::Period;
use serde::Deserialize;
use std::sync::OnceLock;

/// An area with its code.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// ISO 3166-2.
    pub code: String,
    /// English name.
    pub en: String,
    /// Kazakh name.
    pub kk: String,
    /// Russian name, as official forms write it in their titles.
    pub ru: String,
    /// First day in force, `YYYY-MM-DD`; `None` = before anything kept here.
    pub from: Option<String>,
    /// Last day in force.
    pub to: Option<String>,
    /// First day within other boundaries under the same code.
    pub redrawn: Option<String>,
    /// Whether somebody compared the entry with the official list.
    pub verified: bool,
}

/// What the list says about a code in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In force on at least one day of the period.
    InForce,
    /// Known, but in force on no day of it.
    OutsideItsDates(&'static Area),
    /// A code of a country whose regions are listed, but not one of them.
    Unknown,
    /// The list says nothing about codes like this.
    NotListed,
}

/// All areas listed, sorted by code.
pub fn areas() -> &'static [Area] {
    static AREAS: OnceLock<Vec<Area>> = OnceLock::new();
    // Part of the program; a test reads it.
    AREAS.get_or_init(|| serde_json::from_str(include_str!("../../data/areas.json")).unwrap_or_default())
}

/// The area with this code.
pub fn area(code: &str) -> Option<&'static Area> {
    areas().iter().find(|area| area.code == code)
}

/// Where a code stands in a period.
pub fn standing(code: &str, period: Period) -> Standing {
    let Some(found) = area(code) else {
        let listed = |area: &Area| code.split('-').next() == area.code.split('-').next();
        return if code.contains('-') && areas().iter().any(listed) { Standing::Unknown } else { Standing::NotListed };
    };
    let (first, last) = (period.first_day(), period.last_day());
    let early = found.from.as_ref().is_some_and(|from| last < *from);
    let late = found.to.as_ref().is_some_and(|to| first > *to);
    if early || late { Standing::OutsideItsDates(found) } else { Standing::InForce }
}

/// The codes in force on a day (`YYYY-MM-DD`).
pub fn in_force(day: &str) -> impl Iterator<Item = &'static Area> + '_ {
    let holds = move |area: &&Area| {
        area.from.as_deref().is_none_or(|from| from <= day) && area.to.as_deref().is_none_or(|to| day <= to)
    };
    areas().iter().filter(holds)
}

/// The area that a title in Russian names, such as `СНГ-1  Акмолинская область (Свод)`; the longest name decides,
/// because the name of a city is part of its region's.
pub fn named_in(title: &str) -> Option<&'static Area> {
    areas().iter().filter(|area| title.contains(&area.ru)).max_by_key(|area| area.ru.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kazakhstan_has_seventeen_units_until_the_seventh_of_june_2022_and_twenty_from_the_next_day() {
        assert!(areas().is_sorted_by(|a, b| a.code < b.code));
        assert_eq!(in_force("2022-06-07").count(), 17);
        assert_eq!(in_force("2022-06-08").count(), 20);
    }

    #[test]
    fn a_code_is_judged_by_the_days_of_the_period() {
        assert_eq!(standing("KZ-10", Period::Year(2022)), Standing::InForce);
        assert!(matches!(standing("KZ-10", Period::Year(2021)), Standing::OutsideItsDates(_)));
        assert!(matches!(standing("KZ-62", Period::Month(2022, 5)), Standing::OutsideItsDates(_)));
        assert_eq!(standing("KZ-99", Period::Year(2022)), Standing::Unknown);
        assert_eq!(standing("KAZ", Period::Year(2022)), Standing::NotListed);
    }

    #[test]
    fn a_title_names_its_region_and_not_the_city_inside_its_name() {
        let code = |title| named_in(title).map(|area| area.code.as_str());
        assert_eq!(code("СНГ-1  Акмолинская область (Свод)"), Some("KZ-11"));
        assert_eq!(code("СНГ-1  Алматы (Свод)"), Some("KZ-75"));
        assert_eq!(code("СНГ-1  Алматинская область (Свод)"), Some("KZ-19"));
        assert_eq!(code("СНГ-1  Западно-Казахстанская область (Свод)"), Some("KZ-27"));
        assert_eq!(code("СНГ-1  область Улытау (Свод)"), Some("KZ-62"));
        assert_eq!(code("Republic"), None);
    }
}
