//! The library with what pages ask of it again and again: references of a text, what a text changed, the index of the search.
//! Each is made when it is first asked for and kept, because acts do not change while the site runs.

use jiff::civil::Date;
use probity_commitments::law::library::{
    Change, Collection, Expression, FoundProvision, Holding, LanguageCode, Search, diff, flatten, found, indexed, plain,
};
use probity_commitments::law::search::{Chosen, Index};
use probity_commitments::law::{language, refs};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// The most a search answers.
const HITS_MAX: usize = 30;

/// Where a reference leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum To {
    /// To an act of the library.
    Work(String),
    /// To an act by its printed name, which the library does not have.
    Named(String),
    /// It does not say to which act.
    Unsaid,
}

/// A reference in a provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// The provision in which it stands.
    pub from: String,
    /// What is printed.
    pub text: String,
    /// The act.
    pub to: To,
    /// The provision of that act.
    pub eid: String,
}

/// The indexes of a library's texts, by language.
pub type Indexes = Vec<(LanguageCode, Index)>;
/// What gives them when somebody searches first: nothing where they cannot be had, and then they are made in memory.
pub type Indexed = Arc<dyn Fn() -> Option<Indexes> + Send + Sync>;

#[derive(Default)]
struct Kept {
    links: OnceLock<Vec<Link>>,
    changes: OnceLock<Vec<(String, Change)>>,
}

/// One text of a work.
type Key = (String, LanguageCode, Date);

pub(super) struct Shelf {
    pub collection: Arc<Collection>,
    pub today: Date,
    kept: BTreeMap<Key, Kept>,
    titles: BTreeMap<String, String>,
    /// By act: the texts that refer to it, and where in their references. Made once, so that a page does not read them all.
    incoming: OnceLock<BTreeMap<String, Vec<(Key, usize)>>>,
    indexed: Option<Indexed>,
    /// With the texts of today.
    indexes: OnceLock<Vec<(LanguageCode, Index, Chosen)>>,
}

fn key(expression: &Expression) -> Key {
    (expression.work.to_string(), expression.language.clone(), expression.expression_date.0)
}

/// A title or a printed name without what varies in print: case, spaces, punctuation and, in English, the article.
fn bare(name: &str) -> String {
    let inner = name.split_once('«').and_then(|(_, rest)| rest.rsplit_once('»')).map_or(name, |(inner, _)| inner);
    let lower = plain(inner).to_lowercase().replace('ё', "е");
    let words: Vec<&str> = lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let words = words.strip_prefix(&["the"]).unwrap_or(&words);
    words.join(" ")
}

impl Shelf {
    pub fn new(collection: Arc<Collection>, indexed: Option<Indexed>, today: Date) -> Self {
        let texts = collection.works().flat_map(Holding::expressions);
        let kept = texts.map(|expression| (key(expression), Kept::default())).collect();
        let mut titles = BTreeMap::new();
        for holding in collection.works() {
            titles.extend(holding.title.values().map(|title| (bare(title), holding.work.to_string())));
        }
        let (incoming, indexes) = (OnceLock::new(), OnceLock::new());
        Self { collection, today, kept, titles, incoming, indexed, indexes }
    }

    /// The references in a text, in its order.
    pub fn links(&self, expression: &Expression) -> &[Link] {
        let Some(kept) = self.kept.get(&key(expression)) else { return &[] };
        kept.links.get_or_init(|| self.read(expression))
    }

    fn read(&self, expression: &Expression) -> Vec<Link> {
        let Ok(lang) = language(expression.language.as_str()) else { return Vec::new() };
        let mut links = Vec::new();
        for placed in flatten(&expression.provisions) {
            let from = &placed.provision.eid;
            let texts = [&placed.provision.heading, &placed.provision.text].into_iter().flatten();
            for one in texts.flat_map(|text| text.lines()).flat_map(|line| refs::find(lang, line)) {
                let to = self.target(expression, &one.act);
                links.push(Link { from: from.clone(), text: plain(&one.text), to, eid: one.eid });
            }
        }
        links
    }

    fn target(&self, expression: &Expression, act: &str) -> To {
        match act {
            "" => To::Unsaid,
            "this" => To::Work(expression.work.to_string()),
            act => {
                let known = self.collection.work(act).map(|holding| holding.work.to_string());
                let titled = || self.titles.get(&bare(act)).cloned();
                known.or_else(titled).map_or_else(|| To::Named(act.to_owned()), To::Work)
            }
        }
    }

    /// References to an act in the texts of a day, with the texts they stand in.
    pub fn links_to<'a>(&'a self, work: &str, at: Date) -> impl Iterator<Item = (&'a Expression, &'a Link)> {
        let found = self.incoming.get_or_init(|| self.backwards()).get(work).into_iter().flatten();
        found.filter_map(move |((from, language, date), place)| {
            let text = self.collection.work(from)?.expression(at, Some(language))?;
            // A text that came later than the day is no text of the day.
            let of_the_day = text.expression_date.0 == *date && *date <= at;
            of_the_day.then(|| self.links(text).get(*place)).flatten().map(|link| (text, link))
        })
    }

    /// All references of the library, by the act they lead to.
    fn backwards(&self) -> BTreeMap<String, Vec<(Key, usize)>> {
        let mut all: BTreeMap<String, Vec<(Key, usize)>> = BTreeMap::new();
        for text in self.collection.works().flat_map(Holding::expressions) {
            for (place, link) in self.links(text).iter().enumerate() {
                if let To::Work(to) = &link.to {
                    all.entry(to.clone()).or_default().push((key(text), place));
                }
            }
        }
        all
    }

    /// The texts of a work in a language, oldest first.
    pub fn texts<'a>(&'a self, holding: &'a Holding, language: &'a LanguageCode) -> Vec<&'a Expression> {
        holding.expressions().filter(|one| one.language == *language).collect()
    }

    /// What a text changed in the one before it, by provision.
    pub fn changes(&self, before: &Expression, after: &Expression) -> &[(String, Change)] {
        let Some(kept) = self.kept.get(&key(after)) else { return &[] };
        kept.changes.get_or_init(|| {
            let all = diff(&before.provisions, &after.provisions);
            all.into_iter().map(|one| (one.eid, one.change)).collect()
        })
    }

    /// What answers a query best in the texts of today: first in the language `first`, then in the others.
    pub fn search(&self, query: &str, first: &str) -> Vec<(&LanguageCode, FoundProvision)> {
        let mut all: Vec<_> = self.indexes.get_or_init(|| self.index()).iter().collect();
        all.sort_by_key(|(language, ..)| language.as_str() != first);
        let of_one = |(language, index, chosen): &'_ (LanguageCode, Index, Chosen)| {
            let search = Search { query, language, at: self.today, known: None, limit: HITS_MAX };
            found(&self.collection, index, &search, &index.search(chosen, query, HITS_MAX))
        };
        let all = all.into_iter().flat_map(|one| of_one(one).into_iter().map(move |hit| (&one.0, hit)));
        all.take(HITS_MAX).collect()
    }

    fn index(&self) -> Vec<(LanguageCode, Index, Chosen)> {
        let kept = self.indexed.as_ref().and_then(|indexed| indexed());
        let all = kept.unwrap_or_else(|| indexed(&self.collection).unwrap_or_default()).into_iter();
        all.map(|(language, index)| {
            let chosen = index.choose(self.today, None, true);
            (language, index, chosen)
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_names_meet_whatever_their_case_spaces_and_punctuation() {
        assert_eq!(bare("The Law on Samples, Tests & Terms"), bare("law  on samples -- tests, terms"));
        assert_eq!(bare("Закон «Об учёте»"), bare("«об учете»"));
        assert_ne!(bare("Law on Samples"), bare("Law on Terms"));
    }
}
