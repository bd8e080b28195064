//! Titles of concepts and of the codes of legal statistics in the product's languages, from a table in this crate.
//! Codes of ICCS below its second level and national codes are not all in it: such a code is its own title.

use probity_core::Text;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/codes.csv");

static TITLES: LazyLock<BTreeMap<(String, String), Text>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let row = |record: csv::StringRecord| {
        let cell = |column: usize| record.get(column).map(str::to_owned);
        Some(((cell(0)?, cell(1)?), Text { en: cell(2)?, kk: cell(3)?, ru: cell(4)? }))
    };
    reader.records().filter_map(Result::ok).filter_map(row).collect()
});

/// The title of a code of a list: a dimension's identifier, `OBS_STATUS`, `CONF_STATUS`, or `CONCEPT` for the
/// concepts themselves. A code without a title in the table is its own; one that a reader made from a publisher's words
/// gives these words.
pub fn title(list: &str, code: &str) -> Text {
    let get = |list: &str| TITLES.get(&(list.to_owned(), code.to_owned())).cloned();
    get(list).or_else(|| get("COMMON")).unwrap_or_else(|| same(&words(code)))
}

/// `CTS_ACTS_OF_FRAUD` in the publisher's language: Acts of fraud.
fn words(code: &str) -> String {
    let Some(slug) = code.strip_prefix("CTS_").filter(|slug| slug.is_ascii()) else { return code.to_owned() };
    let text = slug.to_lowercase().replace('_', " ");
    let (first, rest) = text.split_at(text.len().min(1));
    first.to_uppercase() + rest
}

/// A text that is the same in every language, such as a year.
pub fn same(text: &str) -> Text {
    Text { en: text.to_owned(), kk: text.to_owned(), ru: text.to_owned() }
}

/// A text as an identifier of SDMX (`[A-Za-z0-9_@$-]+`): any other character becomes `$` and its code point in
/// hexadecimal between dollars, so that no two texts share an identifier.
pub fn identifier(text: &str) -> String {
    if text.is_empty() {
        return "_Z".to_owned();
    }
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '@');
    text.chars()
        .map(|letter| if fits(letter) { letter.to_string() } else { format!("${:X}$", u32::from(letter)) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use probity_statistics::cube::{ConfStatus, ObsStatus, Stage, UnitCount};

    #[test]
    fn every_fixed_code_has_a_title_in_three_languages() {
        let fixed = Stage::ALL
            .iter()
            .map(|code| ("STAGE", code.code()))
            .chain(UnitCount::ALL.iter().map(|code| ("UNIT_COUNT", code.code())))
            .chain(ObsStatus::ALL.iter().map(|code| ("OBS_STATUS", code.code())))
            .chain(ConfStatus::ALL.iter().map(|code| ("CONF_STATUS", code.code())))
            .chain(probity_statistics::cube::COLUMNS[..17].iter().map(|column| ("CONCEPT", *column)))
            .chain(super::super::ATTRIBUTES.iter().map(|column| ("CONCEPT", *column)));
        for (list, code) in fixed {
            let text = title(list, code);
            assert_ne!(text, same(code), "{list} {code}");
            assert_ne!(text.kk, text.en, "{list} {code}");
        }
    }

    #[test]
    fn identifiers_use_the_letters_of_sdmx_and_never_collide() {
        assert_eq!(identifier("KZ-10"), "KZ-10");
        assert_eq!(identifier("A.B"), "A$2E$B");
        assert_ne!(identifier("a.b"), identifier("a$2E$b"));
        assert_ne!(identifier("Ә"), identifier("Ғ"));
    }
}
