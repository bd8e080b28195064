//! What a treaty asks, article by article, from a shipped list: the obligation, the cycle of the review that looks at it,
//! and the title. Gaps, checklists and pages of articles all read this one table.

use crate::names::Names;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A treaty.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// The first part of its standards: `uncac`.
    #[serde(rename = "instrument")]
    pub id: String,
    /// Its name.
    pub title: Names,
    /// Whether somebody checked the list against the treaty's text.
    pub verified: bool,
    /// Its articles, in order.
    #[serde(rename = "article")]
    pub articles: Vec<Article>,
}

/// An article of a treaty.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Its number, as in standards.
    pub number: String,
    /// Its chapter.
    pub chapter: String,
    /// What it mainly asks: `mandatory`, `consider`, `endeavour`, `may`, `framework`.
    pub obligation: String,
    /// What paragraphs ask, where that differs.
    #[serde(default)]
    pub paragraphs: BTreeMap<String, String>,
    /// The cycle of the review that looks at it; none where none does.
    #[serde(default)]
    pub cycle: Option<u32>,
    /// Its title.
    pub title: Names,
}

// An unreadable list would leave the forms empty; `tests::the_articles_can_be_read` keeps it readable.
static UNCAC: LazyLock<Option<Instrument>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../data/law/standards/uncac.toml")).ok());

impl Instrument {
    /// A treaty that is shipped.
    pub fn shipped(id: &str) -> Option<&'static Self> {
        UNCAC.as_ref().filter(|known| known.id == id)
    }

    /// An article by its number.
    pub fn article(&self, number: &str) -> Option<&Article> {
        self.articles.iter().find(|article| article.number == number)
    }

    /// What a standard (`uncac/5/2`) asks: the paragraph, or else its article.
    pub fn obligation(&self, standard: &str) -> Option<&str> {
        let mut steps = standard.split('/').skip(1);
        let article = self.article(steps.next()?)?;
        let own = steps.next().and_then(|paragraph| article.paragraphs.get(paragraph));
        Some(own.unwrap_or(&article.obligation))
    }
}

/// Whether a standard is another one or a part of it.
pub fn is_under(standard: &str, whole: &str) -> bool {
    standard.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_articles_can_be_read() {
        let articles = &Instrument::shipped("uncac").expect("the table of articles").articles;
        assert_eq!(articles.len(), 71);
        let cycle = |cycle| articles.iter().filter(|article| article.cycle == Some(cycle)).count();
        assert_eq!((cycle(1), cycle(2)), (36, 19));
        let of = |obligation| articles.iter().filter(|article| article.obligation == obligation).count();
        let counts = ["mandatory", "consider", "endeavour", "may", "framework"].map(of);
        assert_eq!(counts, [43, 12, 2, 2, 12]);
        let languages = |article: &Article| ["en", "kk", "ru"].iter().all(|one| article.title.texts.contains_key(*one));
        assert!(articles.iter().all(languages));
    }

    #[test]
    fn a_paragraph_may_ask_something_else_than_its_article() {
        let uncac = Instrument::shipped("uncac").expect("the table of articles");
        let asked = ["uncac/5", "uncac/5/2", "uncac/5/3", "uncac/72"].map(|standard| uncac.obligation(standard));
        assert_eq!(asked, [Some("mandatory"), Some("endeavour"), Some("mandatory"), None]);
    }

    #[test]
    fn article_fifty_is_not_under_article_five() {
        assert!(is_under("uncac/5/2", "uncac/5") && is_under("uncac/5", "uncac/5") && is_under("uncac/5", "uncac"));
        assert!(!is_under("uncac/50", "uncac/5") && !is_under("uncac/5", "uncac/5/2"));
    }
}
