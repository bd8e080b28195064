//! The works of a library, each with its expressions by language and day, and what all files said about the work as one.
//! Pins of evidence are computed here, so that a pin and a later question never disagree about the text of a day.

use super::act::{Act, Commencement, Provision, Repeal};
use super::concordance::Row;
use super::form::{digest, form};
use super::part;
use super::value::{LanguageCode, Work};
use super::view::{ProvisionState, View};
use crate::record::evidence::Provision as Pinned;
use crate::rules;
use jiff::civil::Date;
use probity_core::Digest;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The text of an act in one language from one day on.
pub type Expression = Act<Provision>;

/// All that is known of one work.
#[derive(Debug, Clone, PartialEq)]
pub struct Holding {
    /// Its URI.
    pub work: Work,
    /// Its identifiers in other sources.
    pub aliases: BTreeSet<String>,
    /// Its titles.
    pub title: BTreeMap<LanguageCode, String>,
    /// When which provisions began to apply; of the same day and act the one recorded last.
    pub commencements: Vec<Commencement>,
    /// When it lost its force.
    pub repealed: Option<Repeal>,
    texts: BTreeMap<LanguageCode, BTreeMap<Date, Expression>>,
}

/// A library of law as it was known at some time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Collection {
    works: BTreeMap<Work, Holding>,
    names: BTreeMap<String, Work>,
    concordance: BTreeMap<(String, String, String, String, String), Row>,
}

/// What a provision is on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Whether it applies.
    pub state: ProvisionState,
    /// Since when.
    pub since: Option<Date>,
    /// Its text form.
    pub form: String,
    /// The digest of its text form.
    pub sha256: Digest,
}

impl Collection {
    /// Adds an expression; one of the same work, language and day gives way to it. Add in the order of recording.
    pub fn add(&mut self, expression: Expression) {
        let work = expression.work.clone();
        self.names.insert(work.as_str().to_owned(), work.clone());
        self.names.extend(expression.aliases.iter().map(|alias| (alias.clone(), work.clone())));
        let holding = self.works.entry(work.clone()).or_insert_with(|| Holding::new(work));
        holding.unite(expression);
    }

    /// Adds a row of a concordance; one by the same author on the same provision gives way to it.
    pub fn add_row(&mut self, row: Row) {
        self.concordance.insert(row.key(), row);
    }

    /// The rows of the concordance, sorted.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.concordance.values()
    }

    /// A work by its URI or by an alias.
    pub fn work(&self, name: &str) -> Option<&Holding> {
        self.works.get(self.names.get(name.trim_end_matches('/'))?)
    }

    /// All works, sorted.
    pub fn works(&self) -> impl Iterator<Item = &Holding> {
        self.works.values()
    }

    /// The text form of a provision (without `eid`: of the whole act) on a day and its digest; `None` when it is absent.
    pub fn pinned(
        &self,
        work: &str,
        eid: Option<&str>,
        language: Option<&LanguageCode>,
        at: Date,
    ) -> Option<(String, Digest)> {
        let expression = self.work(work)?.expression(at, language)?;
        let text = match eid {
            Some(eid) => part::find(&expression.provisions, eid)?.form(),
            None => form(&expression.provisions),
        };
        let sha256 = digest(&text);
        Some((text, sha256))
    }

    /// State, text form and digest of a provision on a day: what evidence pinned to it needs to know whether it still
    /// shows what it showed. `None` when the library or the text of that day does not have it.
    pub fn standing(&self, work: &str, eid: &str, language: Option<&LanguageCode>, at: Date) -> Option<Standing> {
        let (form, sha256) = self.pinned(work, Some(eid), language, at)?;
        let view = self.work(work)?.view(at, language)?;
        let seen = view.seen(eid)?;
        Some(Standing { state: seen.state, since: seen.since, form, sha256 })
    }
}

impl rules::Library for Collection {
    fn pin(&self, provision: &Pinned, at: Date) -> Option<Digest> {
        let language = match &provision.language {
            Some(language) => Some(language.parse().ok()?),
            None => None,
        };
        self.pinned(provision.work.as_str(), provision.eid.as_deref(), language.as_ref(), at).map(|(_, sha256)| sha256)
    }
}

impl Holding {
    fn new(work: Work) -> Self {
        Self {
            work,
            aliases: BTreeSet::new(),
            title: BTreeMap::new(),
            commencements: Vec::new(),
            repealed: None,
            texts: BTreeMap::new(),
        }
    }

    fn unite(&mut self, expression: Expression) {
        self.aliases.extend(expression.aliases.iter().cloned());
        self.title.extend(expression.title.clone());
        for new in &expression.commencements {
            self.commencements.retain(|old| (old.date, &old.by) != (new.date, &new.by));
        }
        // A file may name several provisions for the same day: they are all of one file and stay together.
        self.commencements.extend(expression.commencements.iter().cloned());
        self.commencements.sort_by(|a, b| (a.date, &a.by).cmp(&(b.date, &b.by)));
        if expression.repealed.is_some() {
            self.repealed.clone_from(&expression.repealed);
        }
        let texts = self.texts.entry(expression.language.clone()).or_default();
        texts.insert(expression.expression_date.0, expression);
    }

    /// The languages of its texts.
    pub fn languages(&self) -> impl Iterator<Item = &LanguageCode> {
        self.texts.keys()
    }

    /// All expressions, by language and day.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.texts.values().flat_map(BTreeMap::values)
    }

    /// The latest expression that is not after `at`; before the first one, the first. Without a language, a text that binds
    /// goes first, then the one that is the text of the day; of several, the first by the language's name.
    pub fn expression(&self, at: Date, language: Option<&LanguageCode>) -> Option<&Expression> {
        let valid = |texts: &'_ BTreeMap<Date, Expression>| -> Option<Date> {
            texts.range(..=at).next_back().or_else(|| texts.first_key_value()).map(|(date, _)| *date)
        };
        if let Some(language) = language {
            let texts = self.texts.get(language)?;
            return texts.get(&valid(texts)?);
        }
        let all = self.texts.values().filter_map(|texts| texts.get(&valid(texts)?));
        all.min_by_key(|expression| {
            let date = expression.expression_date.0;
            let (latest, first) = if date <= at { (Some(Reverse(date)), None) } else { (None, Some(date)) };
            (!expression.authoritative, latest.is_none(), latest, first, expression.language.clone())
        })
    }

    /// The work on a day.
    pub fn view(&self, at: Date, language: Option<&LanguageCode>) -> Option<View<'_>> {
        Some(View::new(self, self.expression(at, language)?, at))
    }

    /// The first day on which a text has each provision.
    pub(super) fn first_seen(&self) -> BTreeMap<&str, Date> {
        let mut first = BTreeMap::new();
        for expression in self.expressions() {
            for placed in super::form::flatten(&expression.provisions) {
                let date = expression.expression_date.0;
                let seen = first.entry(placed.provision.eid.as_str()).or_insert(date);
                *seen = date.min(*seen);
            }
        }
        first
    }

    /// Provisions that one binding language has and another has not, of texts of the same day: pairs of the identifier and
    /// the language that lacks it.
    pub fn misaligned(&self, date: Date) -> Vec<(&str, &LanguageCode)> {
        let binding =
            |texts: &'_ BTreeMap<Date, Expression>| texts.get(&date).filter(|one| one.authoritative).is_some();
        let texts: Vec<&Expression> =
            self.texts.values().filter(|texts| binding(texts)).filter_map(|texts| texts.get(&date)).collect();
        let ids = |expression: &'_ Expression| -> BTreeSet<String> {
            super::form::flatten(&expression.provisions).iter().map(|placed| placed.provision.eid.clone()).collect()
        };
        let sets: Vec<BTreeSet<String>> = texts.iter().map(|expression| ids(expression)).collect();
        let mut lacking = BTreeSet::new();
        for expression in &texts {
            for placed in super::form::flatten(&expression.provisions) {
                let eid = placed.provision.eid.as_str();
                let without = texts.iter().zip(&sets).filter(|(_, set)| !set.contains(eid));
                lacking.extend(without.map(|(other, _)| (eid, &other.language)));
            }
        }
        lacking.into_iter().collect()
    }
}
