//! From articles of national law to ICCS: a register with validity dates and weights, because an article may be split,
//! merged or newly written, and may cover several kinds of offence.

use serde::Deserialize;
use std::sync::OnceLock;

/// What an article means from one day to another.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// The article with part and point, such as `189(3)2`.
    pub article: String,
    /// The code of ICCS.
    pub offence: String,
    /// First day, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// The share of the article's cases that are of this code; those of one article add up to 1.
    pub weight: f64,
    /// Whether somebody compared the entry with the official texts.
    pub verified: bool,
}

/// What an article without an entry is: other acts of corruption.
pub const UNMAPPED: &str = "07039";

/// All entries, in the order of the file.
pub fn articles() -> &'static [Article] {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        entry: Vec<Article>,
    }
    static ARTICLES: OnceLock<Vec<Article>> = OnceLock::new();
    // Part of the program, read by a test.
    ARTICLES.get_or_init(|| {
        toml::from_str::<File>(include_str!("../../data/articles.toml")).map(|file| file.entry).unwrap_or_default()
    })
}

/// The codes an article means on a day, with their weights; [`UNMAPPED`] when it has no entry that holds.
pub fn iccs(country: &str, article: &str, day: &str) -> Vec<(&'static str, f64)> {
    let holds = |entry: &&Article| {
        entry.country == country
            && entry.article == article
            && entry.from.as_deref().is_none_or(|from| from <= day)
            && entry.to.as_deref().is_none_or(|to| day <= to)
    };
    let found: Vec<(&str, f64)> =
        articles().iter().filter(holds).map(|entry| (entry.offence.as_str(), entry.weight)).collect();
    if found.is_empty() { vec![(UNMAPPED, 1.0)] } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_have_codes_while_they_hold_and_weights_that_add_up() {
        assert_eq!(iccs("KAZ", "366", "2022-05-01"), [("070312", 1.0)]);
        assert_eq!(iccs("KAZ", "366", "2014-05-01"), [(UNMAPPED, 1.0)]);
        assert_eq!(iccs("KAZ", "999", "2022-05-01"), [(UNMAPPED, 1.0)]);
        for entry in articles() {
            let sum: f64 = iccs(&entry.country, &entry.article, "2022-05-01").iter().map(|(_, weight)| weight).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{}", entry.article);
        }
    }
}
