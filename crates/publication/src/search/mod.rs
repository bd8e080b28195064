//! The search: an index in memory over names in all languages and spellings. Every word that is typed must begin a
//! word of a name or code; the order of what is found never depends on anything but the query and the language.

mod fold;

use crate::locale;
use crate::route::Route;
use probity_core::{Language, Text};
use std::collections::BTreeSet;

/// What kind of thing is found; kinds are listed in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A country.
    Country,
    /// A region.
    Region,
    /// An indicator.
    Indicator,
    /// A data set.
    Dataset,
    /// A method.
    Method,
    /// A buyer.
    Buyer,
    /// A supplier or bidder.
    Supplier,
    /// A contracting process.
    Tender,
}

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its kind.
    pub kind: Kind,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// Its page.
    pub route: Route,
}

struct Entry {
    item: Item,
    /// Names as sequences of words.
    names: BTreeSet<Vec<String>>,
}

/// The index.
#[derive(Default)]
pub struct Index(Vec<Entry>);

/// How well something fits; the smaller the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Words,
    Beginnings,
}

impl Index {
    /// An index of these things.
    pub fn new(items: impl IntoIterator<Item = Item>) -> Self {
        let entry = |item: Item| {
            let mut names = BTreeSet::from([fold::words(&item.code), vec![fold::words(&item.code).concat()]]);
            for language in Language::ALL {
                let name = item.name.get(language);
                names.insert(fold::words(name));
                names.extend(fold::latin_words(name));
            }
            Entry { item, names }
        };
        Self(items.into_iter().map(entry).collect())
    }

    /// What fits `query`, best first: whole names, then whole words, then beginnings of words; each by kind, then by
    /// name in the order of `language`. Nothing fits a query without letters and digits.
    pub fn find(&self, query: &str, language: Language) -> Vec<&Item> {
        let asked = fold::words(query);
        if asked.is_empty() {
            return Vec::new();
        }
        let fit = |entry: &'_ Entry| entry.names.iter().filter_map(|name| fit(name, &asked)).min();
        let mut hits: Vec<(Fit, &Item)> = self.0.iter().filter_map(|entry| Some((fit(entry)?, &entry.item))).collect();
        hits.sort_by(|a, b| a.1.code.cmp(&b.1.code));
        locale::sort_by_name(language, &mut hits, |(_, item)| item.name.get(language));
        hits.sort_by_key(|(fit, item)| (*fit, item.kind));
        hits.into_iter().map(|(_, item)| item).collect()
    }
}

/// Every word asked for must begin another word of the name.
fn fit(name: &[String], asked: &[String]) -> Option<Fit> {
    if name == asked {
        return Some(Fit::Whole);
    }
    let mut free: Vec<&String> = name.iter().collect();
    let mut best = Fit::Words;
    for word in asked {
        let whole = free.iter().position(|candidate| *candidate == word);
        let place = whole.or_else(|| free.iter().position(|candidate| candidate.starts_with(word.as_str())))?;
        if whole.is_none() {
            best = Fit::Beginnings;
        }
        free.remove(place);
    }
    Some(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::three;
    use proptest::prelude::*;

    fn item(kind: Kind, code: &str, name: Text) -> Item {
        Item { kind, code: code.to_owned(), name, route: Route::Country(code.to_owned()) }
    }

    fn index() -> Index {
        Index::new([
            item(Kind::Country, "KAZ", three("Kazakhstan", "Қазақстан", "Казахстан")),
            item(Kind::Region, "KZ-15", three("Aktobe region", "Ақтөбе облысы", "Актюбинская область")),
            item(Kind::Region, "KZ-79", three("Shymkent", "Шымкент", "Шымкент")),
            item(Kind::Method, "cpi", three("Score of an index", "Индекс балы", "Балл индекса")),
            item(Kind::Dataset, "cpi", three("Score of an index", "Индекс балы", "Балл индекса")),
            item(Kind::Country, "KGZ", three("Kyrgyzstan", "Қырғызстан", "Кыргызстан")),
        ])
    }

    fn codes(query: &str) -> Vec<String> {
        index().find(query, Language::Kk).iter().map(|item| item.code.clone()).collect()
    }

    #[test]
    fn a_name_is_found_in_every_spelling() {
        for query in ["Қазақстан", "казакстан", "Казахстан", "qazaqstan", "Kazakhstan", "Ķazaķstan", "kaz", "ҚАЗ"]
        {
            assert_eq!(codes(query).first().map(String::as_str), Some("KAZ"), "{query}");
        }
        for query in ["Aqtöbe", "aqtobe", "Aktobe", "актобе обл", "Ақтөбе", "kz-15", "KZ15", "актюб"]
        {
            assert_eq!(codes(query), ["KZ-15"], "{query}");
        }
        for query in ["Şymkent", "Shymkent", "Šymkent", "шымкент", "shym"] {
            assert_eq!(codes(query), ["KZ-79"], "{query}");
        }
    }

    #[test]
    fn every_word_must_fit_and_none_twice() {
        assert!(codes("Kazakhstan nothing").is_empty());
        assert!(codes("kaz kaz").is_empty());
        assert!(codes("").is_empty() && codes(" -- ").is_empty());
    }

    #[test]
    fn whole_names_come_first_then_kinds_in_their_order() {
        let index = index();
        let kinds: Vec<Kind> = index.find("cpi", Language::En).iter().map(|item| item.kind).collect();
        assert_eq!(kinds, [Kind::Dataset, Kind::Method]);
        assert_eq!(codes("к"), ["KAZ", "KGZ"]);
    }

    proptest! {
        #[test]
        fn no_query_fails_and_the_answer_is_always_the_same(query in "\\PC{0,40}") {
            let index = index();
            let codes = || -> Vec<&str> { index.find(&query, Language::Ru).iter().map(|i| i.code.as_str()).collect() };
            prop_assert_eq!(codes(), codes());
        }
    }
}
