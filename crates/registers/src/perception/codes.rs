//! Country codes: ISO 3166-1 with the user-assigned KSV for Kosovo that Transparency International uses, the older and
//! foreign codes that published files contain, and names for files that have no codes. A join on unequal codes
//! silently loses countries, so every mapping is said aloud.

use super::names::{fold, nearest};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A country or territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3, or KSV.
    pub iso3: String,
    /// ISO 3166-1 alpha-2, or XK.
    pub iso2: String,
    /// English name.
    pub name: String,
}

/// What a text in a code column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CountryCode {
    /// A code of the table.
    Known(&'static str),
    /// Another code for a country of the table.
    Alias(&'static str),
    /// Three capital letters that ISO 3166 leaves to users: accepted as they are.
    UserAssigned,
    /// A code of the table in small letters.
    LowerCase(&'static str),
    /// None of these; the nearest code or the code of the country of that name, if there is one.
    Unknown(Option<&'static str>),
}

/// Codes of older lists and other publishers: World Bank (ROM, ZAR, TMP, ADO, WBG), the CPI books of 2014 to 2016
/// (MON, SCG, LWI), and the European Commission's and ISO-like XKX for Kosovo, which TI writes KSV.
const ALIASES: [(&str, &str); 9] = [
    ("ADO", "AND"),
    ("LWI", "KSV"),
    ("MON", "MNE"),
    ("ROM", "ROU"),
    ("SCG", "SRB"),
    ("TMP", "TLS"),
    ("WBG", "PSE"),
    ("XKX", "KSV"),
    ("ZAR", "COD"),
];

/// The table of countries, by code and by name.
pub struct Countries {
    list: Vec<Country>,
    by_name: BTreeMap<String, usize>,
}

/// The table of countries.
pub fn countries() -> &'static Countries {
    static TABLE: OnceLock<Countries> = OnceLock::new();
    TABLE.get_or_init(|| Countries::parse(include_str!("../../data/countries.csv")))
}

impl Countries {
    fn parse(text: &str) -> Self {
        let mut list = Vec::new();
        let mut by_name = BTreeMap::new();
        for record in csv::Reader::from_reader(text.as_bytes()).records().flatten() {
            let field = |index: usize| record.get(index).unwrap_or_default();
            for name in field(3).split('|').chain([field(2)]).filter(|name| !name.is_empty()) {
                by_name.insert(fold(name), list.len());
            }
            list.push(Country { iso3: field(0).into(), iso2: field(1).into(), name: field(2).into() });
        }
        Self { list, by_name }
    }

    /// All countries, sorted by `iso3`.
    pub fn all(&self) -> &[Country] {
        &self.list
    }

    /// The country with this alpha-3 code.
    pub fn by_iso3(&self, code: &str) -> Option<&Country> {
        self.list.binary_search_by(|country| country.iso3.as_str().cmp(code)).ok().map(|index| &self.list[index])
    }

    /// The country with this alpha-2 code (`NA` is Namibia).
    pub fn by_iso2(&self, code: &str) -> Option<&Country> {
        self.list.iter().find(|country| country.iso2 == code)
    }

    /// The country with this name, without regard to case, punctuation and a leading article.
    pub fn by_name(&self, name: &str) -> Option<&Country> {
        let folded = fold(name);
        let index = self.by_name.get(&folded).or_else(|| self.by_name.get(folded.strip_prefix("the ")?))?;
        self.list.get(*index)
    }

    /// What the text of a code column is.
    pub fn code(&'static self, text: &str) -> CountryCode {
        if let Some(country) = self.by_iso3(text) {
            return CountryCode::Known(&country.iso3);
        }
        if let Some((_, to)) = ALIASES.iter().find(|(alias, _)| *alias == text) {
            return CountryCode::Alias(to);
        }
        if user_assigned(text) {
            return CountryCode::UserAssigned;
        }
        let upper = text.to_uppercase();
        if let Some(country) = self.by_iso3(&upper) {
            return CountryCode::LowerCase(&country.iso3);
        }
        let by_name = self.by_name(text).or_else(|| self.by_iso2(text)).map(|country| country.iso3.as_str());
        let near = || nearest(&upper, self.list.iter().map(|country| country.iso3.as_str()));
        CountryCode::Unknown(by_name.or_else(near))
    }
}

/// AAA, QMA–QZZ, XAA–XZZ, ZZZ: ISO 3166-1 leaves AAA–AAZ, QMA–QZZ, XAA–XZZ and ZZA–ZZZ to users.
fn user_assigned(text: &str) -> bool {
    let [a, b, c] = text.as_bytes() else { return false };
    let capitals = [a, b, c].iter().all(|letter| letter.is_ascii_uppercase());
    capitals && ((*a == b'A' && *b == b'A') || (*a == b'Q' && *b >= b'M') || *a == b'X' || (*a == b'Z' && *b == b'Z'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_published_books_lead_to_codes() {
        for (name, code) in [
            ("Korea (South)", "KOR"),
            ("Côte d´Ivoire", "CIV"),
            ("Côte d’Ivoire", "CIV"),
            ("The United States Of America", "USA"),
            ("Congo. Democratic Republic", "COD"),
            ("Kosovo", "KSV"),
        ] {
            assert_eq!(countries().by_name(name).map(|country| country.iso3.as_str()), Some(code), "{name}");
        }
        assert!(countries().by_name("Belgium/Luxembourg").is_none());
    }

    #[test]
    fn codes_are_known_alias_user_assigned_or_unknown() {
        let code = |text| countries().code(text);
        assert_eq!(code("NAM"), CountryCode::Known("NAM"));
        assert_eq!(code("ROM"), CountryCode::Alias("ROU"));
        assert_eq!(code("XKX"), CountryCode::Alias("KSV"));
        assert_eq!(code("XAA"), CountryCode::UserAssigned);
        assert_eq!(code("kaz"), CountryCode::LowerCase("KAZ"));
        assert_eq!(code("Kazakhstan"), CountryCode::Unknown(Some("KAZ")));
        assert_eq!(code("KAX"), CountryCode::Unknown(Some("KAZ")));
    }

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert!(countries().all().is_sorted_by(|a, b| a.iso3 < b.iso3));
        assert!(countries().all().len() >= 250);
        assert_eq!(countries().by_iso2("NA").map(|country| country.iso3.as_str()), Some("NAM"));
    }
}
