//! Everything the pages of an observatory show, read once when the site starts: findings by method, measure, period and
//! subject, the runs and methods behind them, and the sources they rest on. No page reads a disk.

use super::corrections::Correction;
use super::names::Names;
use crate::dataflow::title;
use probity_core::{Digest, Finding, FindingId, Input, Text};
use probity_engine::assess::sources;
use probity_engine::{Catalogue, Error, Findings, Methodology, Run};
use probity_procurement::card::{self, Card};
use probity_procurement::suite::{REGISTER, ROOM, plain};
use probity_registers::Observatory;
use probity_registers::observatory::{Import, Publisher, Release};
use std::collections::BTreeMap;

/// Findings of one measure: by period, then subject.
pub type Periods = BTreeMap<String, BTreeMap<String, Finding>>;

/// The records.
pub struct Records {
    /// The methods the program has, by identifier.
    pub methodologies: BTreeMap<String, Methodology>,
    /// The runs that count, by method.
    pub runs: BTreeMap<String, Run>,
    /// Names of countries and sources.
    pub names: Names,
    /// The imported files, in their order.
    pub imports: Vec<Import>,
    /// Whether the data are invented.
    pub synthetic: bool,
    /// The release calendar.
    pub releases: Vec<Release>,
    /// Who publishes.
    pub publisher: Publisher,
    /// What was corrected or retracted.
    pub corrections: Vec<Correction>,
    /// Runs of methods that a room shows by subject; they have no data set each.
    pub shared: BTreeMap<String, Run>,
    /// What pages show of contracting processes besides their flags, by ocid.
    pub cards: BTreeMap<String, Card>,
    measures: BTreeMap<(String, String), Periods>,
}

impl Records {
    /// Reads the current findings of an observatory.
    ///
    /// # Errors
    /// When a file of the observatory is damaged or cannot be read.
    pub fn read(observatory: &Observatory, catalogue: &Catalogue) -> Result<Self, Error> {
        let kept = Findings::open(observatory)?;
        let mut measures: BTreeMap<(String, String), Periods> = BTreeMap::new();
        for run in kept.runs() {
            for finding in kept.of(&run.key.method)? {
                let key = (finding.id.method.clone(), finding.id.measure.clone());
                let periods = measures.entry(key).or_default();
                periods.entry(finding.id.period.clone()).or_default().insert(finding.id.subject.clone(), finding);
            }
        }
        let is_shared = |id: &str| catalogue.get(id).is_some_and(|entry| !entry.computation.is_dataset(id));
        let runs = || kept.runs().map(|run| (run.key.method.clone(), run.clone()));
        let cards =
            if kept.runs().any(|run| is_shared(&run.key.method)) { cards(observatory)? } else { BTreeMap::new() };
        let methodologies = catalogue.iter().map(|entry| entry.methodology.clone());
        Ok(Self {
            methodologies: methodologies.map(|methodology| (methodology.id.clone(), methodology)).collect(),
            runs: runs().filter(|(id, _)| !is_shared(id)).collect(),
            shared: runs().filter(|(id, _)| is_shared(id)).collect(),
            cards,
            names: Names::read(observatory)?,
            imports: observatory.catalogue().imports.clone(),
            synthetic: observatory.configuration().synthetic,
            releases: observatory.configuration().releases.clone(),
            corrections: Vec::new(),
            publisher: observatory.configuration().site.clone(),
            measures,
        })
    }

    /// Records of invented findings, for the gallery.
    #[cfg(any(test, feature = "gallery"))]
    pub(crate) fn invented(
        methodologies: Vec<(Methodology, Run, bool)>,
        found: Vec<Finding>,
        cards: Vec<Card>,
    ) -> Self {
        let mut measures: BTreeMap<(String, String), Periods> = BTreeMap::new();
        for finding in found {
            let periods = measures.entry((finding.id.method.clone(), finding.id.measure.clone())).or_default();
            periods.entry(finding.id.period.clone()).or_default().insert(finding.id.subject.clone(), finding);
        }
        let runs = |is_dataset: bool| {
            let own = methodologies.iter().filter(move |own| own.2 == is_dataset);
            own.map(|(methodology, run, _)| (methodology.id.clone(), run.clone())).collect()
        };
        Self {
            runs: runs(true),
            shared: runs(false),
            cards: cards.into_iter().map(|card| (card.ocid.clone(), card)).collect(),
            names: Names::built_in(),
            imports: Vec::new(),
            synthetic: true,
            releases: Vec::new(),
            corrections: Vec::new(),
            publisher: Publisher::default(),
            methodologies: methodologies.iter().map(|(own, ..)| (own.id.clone(), own.clone())).collect(),
            measures,
        }
    }

    /// The run of a method that counts.
    pub fn run(&self, method: &str) -> Option<&Run> {
        self.runs.get(method).or_else(|| self.shared.get(method))
    }

    /// One finding.
    pub fn find(&self, id: &FindingId) -> Option<&Finding> {
        self.get(&id.method, &id.measure, &id.subject, &id.period)
    }

    /// One finding, by the parts of its name.
    pub fn get(&self, method: &str, measure: &str, subject: &str, period: &str) -> Option<&Finding> {
        self.measure(method, measure)?.get(period)?.get(subject)
    }

    /// All findings of a measure.
    pub fn measure(&self, method: &str, measure: &str) -> Option<&Periods> {
        self.measures.get(&(method.to_owned(), measure.to_owned()))
    }

    /// The measures of a method, in order of their names, with their findings.
    pub fn measures(&self, method: &str) -> impl Iterator<Item = (&str, &Periods)> {
        let first = (method.to_owned(), String::new());
        let of = self.measures.range(first..).take_while(move |((id, _), _)| id == method);
        of.map(|((_, measure), periods)| (measure.as_str(), periods))
    }

    /// The findings of a measure in one period, by subject.
    pub fn period(&self, method: &str, measure: &str, period: &str) -> impl Iterator<Item = &Finding> {
        self.measure(method, measure).and_then(|periods| periods.get(period)).into_iter().flat_map(BTreeMap::values)
    }

    /// Every finding of a method, by measure, period and subject.
    pub fn of(&self, method: &str) -> impl Iterator<Item = &Finding> {
        let of = self.measures.iter().filter(move |((id, _), _)| id == method);
        of.flat_map(|(_, periods)| periods.values()).flat_map(BTreeMap::values)
    }

    /// Every finding.
    pub fn all(&self) -> impl Iterator<Item = &Finding> {
        self.measures.values().flat_map(BTreeMap::values).flat_map(BTreeMap::values)
    }

    /// The parts of a subject in the names of their dimensions; none where a method's subjects are one thing.
    pub fn parts<'a>(&'a self, id: &FindingId) -> Vec<(&'a str, String)> {
        let dimensions = self.methodologies.get(&id.method).map_or(&[][..], |method| &method.subject);
        let subject = plain(&id.subject);
        let mut parts = subject.splitn(dimensions.len().max(1), '|').map(str::to_owned);
        dimensions.iter().map(|dimension| (dimension.as_str(), parts.next().unwrap_or_default())).collect()
    }

    /// What a part of a subject is called: a flag by its method, a field by its path, everything else by the lists of codes.
    pub fn part_title(&self, dimension: &str, code: &str) -> Text {
        let same = |text: String| Text { en: text.clone(), kk: text.clone(), ru: text };
        match (dimension, self.methodologies.get(code)) {
            ("FLAG", Some(method)) => {
                let of = |title: &str| format!("{code} {title}");
                Text { en: of(&method.title.en), kk: of(&method.title.kk), ru: of(&method.title.ru) }
            }
            ("FIELD", _) => same(code.replace('-', "/")),
            _ => title(dimension, code),
        }
    }

    /// The file a source was imported from.
    pub fn file(&self, source: &Digest) -> &str {
        self.imports.iter().find(|import| import.source == *source).map_or("", |import| import.name.as_str())
    }

    /// The name that stands for the whole state: the digest of the runs that count.
    pub fn state(&self) -> Digest {
        let runs: Vec<String> = self.runs.values().chain(self.shared.values()).map(|run| run.id.to_string()).collect();
        Digest::of(runs.join("\n").as_bytes())
    }
}

/// The cards of the observatory's processes.
fn cards(observatory: &Observatory) -> Result<BTreeMap<String, Card>, Error> {
    let inputs = [Input { register: REGISTER, columns: &[], required: true }];
    let settings = observatory.configuration().settings(ROOM).unwrap_or_default();
    let cards = card::cards(&sources(observatory, &inputs)?, &settings);
    Ok(cards.into_iter().map(|card| (card.ocid.clone(), card)).collect())
}
