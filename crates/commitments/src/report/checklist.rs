//! The self-assessment checklist of the review of the Convention against Corruption: a form of one row an article, filled
//! from the records where they answer, and a list of what is missing where they do not.

use super::case::{Case, Item};
use super::tell::{Teller, joined};
use super::tree::{Cell, Phrase, Section, Table, Writer};
use super::wording::Values;
use crate::record::evaluation::SubmissionKind;
use crate::record::evidence::{Evidence, EvidenceKind};
use crate::record::number::value;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The instrument whose standards are its articles: `uncac/<article>/<paragraph>`.
const INSTRUMENT: &str = "uncac";

/// One article, as `data/report/uncac.csv` lists it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Article {
    article: u32,
    chapter: String,
    obligation: String,
    /// The cycle of the review that looks at it.
    cycle: Option<u32>,
    title: String,
}

// An unreadable table would leave the form empty; `tests::the_articles_can_be_read` keeps it readable.
static ARTICLES: LazyLock<Vec<Article>> = LazyLock::new(|| read().unwrap_or_default());

fn read() -> Result<Vec<Article>, csv::Error> {
    let text = include_str!("../../data/report/uncac.csv");
    csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes()).deserialize().collect()
}

/// What the records say on one article.
struct Answer<'a> {
    article: &'a Article,
    verdict: Option<&'a str>,
    texts: Vec<Phrase>,
    provisions: Vec<Phrase>,
    examples: Vec<Phrase>,
}

/// The sections.
pub(super) fn sections(tell: &Teller<'_>, case: &Case<'_>) -> Vec<Section> {
    let articles = in_scope(case);
    let answers: Vec<Answer<'_>> = articles.iter().map(|article| answer(tell, case, article)).collect();
    let mut out = Writer::default();
    out.section("overview", "I", tell.plain("section-overview"));
    out.say(tell.plain("checklist-intro"));
    out.say(tell.plain("checklist-unverified"));
    let mut chapters: Vec<String> = articles.iter().map(|article| article.chapter.clone()).collect();
    chapters.dedup();
    out.say(tell.say("checklist-cycle", Values::new().text("chapters", chapters.join(", "))));
    let answered = answers.iter().filter(|answer| answer.verdict.is_some()).count();
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let values = Values::new().count("answered", count(answered)).count("total", count(answers.len()));
    out.say(tell.say("checklist-count", values));
    out.section("answers", "II", tell.plain("section-answers"));
    out.table(table(tell, case, &answers));
    for answer in answers.iter().filter(|answer| !answer.texts.is_empty()) {
        out.heading(format!("{} {}", tell.plain("column-article"), answer.article.article));
        answer.texts.iter().for_each(|text| out.say(text.clone()));
    }
    out.section("missing", "III", tell.plain("section-missing"));
    missing(tell, &answers, &mut out);
    out.finish()
}

/// The articles under review: those of the evaluation's cycles, else all that any cycle reviews.
fn in_scope(case: &Case<'_>) -> Vec<&'static Article> {
    let cycles: Vec<u32> = case.evaluation.rounds.iter().filter_map(|round| value(round.as_str())).collect();
    let reviewed = |article: &&Article| article.cycle.is_some_and(|cycle| cycles.is_empty() || cycles.contains(&cycle));
    ARTICLES.iter().filter(reviewed).collect()
}

fn answer<'a>(tell: &Teller<'a>, case: &'a Case<'_>, article: &'a Article) -> Answer<'a> {
    let items: Vec<&Item<'_>> = case.items.iter().filter(|item| is_on(item, article.article)).collect();
    let verdict = items.iter().find_map(|item| item.last()).map(|said| said.value.as_str());
    let self_assessed = items.iter().flat_map(|item| case.about(item));
    let self_assessed = self_assessed.filter(|it| it.kind == SubmissionKind::SelfAssessment);
    let texts: Vec<Phrase> = self_assessed.map(|it| tell.submission(it)).collect();
    let mut pieces: BTreeMap<&str, &Evidence> = BTreeMap::new();
    for item in &items {
        let found = tell.view.evidence_for(&item.numbered, &item.measures);
        pieces.extend(found.into_iter().map(|(id, (evidence, _))| (id, evidence)));
        let cited = case.about(item).flat_map(|it| &it.evidence).filter_map(|id| tell.view.piece(id.as_str()));
        pieces.extend(cited.map(|(id, (evidence, _))| (id, evidence)));
    }
    let (provisions, examples): (Vec<&Evidence>, Vec<&Evidence>) =
        pieces.into_values().partition(|evidence| evidence.kind == EvidenceKind::Provision);
    let told = |all: Vec<&Evidence>| all.into_iter().map(|evidence| tell.evidence(evidence)).collect();
    Answer { article, verdict, texts, provisions: told(provisions), examples: told(examples) }
}

/// Whether a recommendation rests on an article: one of its standards is the article or a paragraph of it, or its number is.
fn is_on(item: &Item<'_>, article: u32) -> bool {
    let standards = item.record.map(|record| record.standards.as_slice()).unwrap_or_default();
    let of = |standard: &str| {
        let mut parts = standard.split('/');
        parts.next() == Some(INSTRUMENT) && parts.next().and_then(|number| number.parse().ok()) == Some(article)
    };
    standards.iter().any(|standard| of(standard.as_str()))
        || standards.is_empty() && value(item.number.split('.').next().unwrap_or_default()) == Some(article)
}

fn table(tell: &Teller<'_>, case: &Case<'_>, answers: &[Answer<'_>]) -> Table {
    let header = ["article", "title", "answer", "provisions", "examples", "missing"];
    let row = |answer: &Answer<'_>| {
        let verdict = match answer.verdict {
            Some(verdict) => tell.verdict(case.procedure, verdict),
            None => Phrase::plain(tell.plain("answer-none")),
        };
        vec![
            Cell::text(answer.article.article.to_string()),
            Cell::text(title(tell, answer.article)),
            Cell::text(verdict),
            Cell::text(joined("; ", answer.provisions.iter().cloned())),
            Cell::text(joined("; ", answer.examples.iter().cloned())),
            Cell::text(lacks(answer).iter().map(|key| tell.plain(key)).collect::<Vec<_>>().join(", ")),
        ]
    };
    Table {
        caption: tell.plain("table-answers"),
        header: header.iter().map(|key| tell.plain(&format!("column-{key}"))).collect(),
        rows: answers.iter().map(row).collect(),
    }
}

/// The title, which the table has in English only.
fn title(tell: &Teller<'_>, article: &Article) -> Phrase {
    tell.english(&article.title)
}

/// What an answer lacks. Records have no place for the assistance a state needs, so the form asks where it does not comply.
fn lacks(answer: &Answer<'_>) -> Vec<&'static str> {
    let needed = matches!(answer.verdict, Some("in_part" | "no"));
    let parts = [
        ("missing-answer", answer.verdict.is_none()),
        ("missing-text", answer.texts.is_empty()),
        ("missing-provisions", answer.provisions.is_empty()),
        ("missing-examples", answer.examples.is_empty()),
        ("missing-assistance", needed),
    ];
    let applies = answer.verdict != Some("not_applicable");
    let asked = parts.into_iter().filter(|(key, lacks)| *lacks && (applies || *key == "missing-text"));
    asked.map(|(key, _)| key).collect()
}

fn missing(tell: &Teller<'_>, answers: &[Answer<'_>], out: &mut Writer) {
    let item = |answer: &Answer<'_>| {
        let lacks = lacks(answer);
        let words = lacks.iter().map(|key| tell.plain(key)).collect::<Vec<_>>().join(", ");
        let values = Values::new().text("number", answer.article.article.to_string()).text("missing", words);
        (!lacks.is_empty()).then(|| Phrase::plain(tell.say("missing-item", values)))
    };
    let items: Vec<Phrase> = answers.iter().filter_map(item).collect();
    if items.is_empty() {
        out.say(tell.plain("checklist-complete"));
    }
    out.list(items);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_articles_can_be_read() {
        let articles = read().expect("the table of articles");
        assert_eq!(articles.len(), 71);
        let cycle = |cycle| articles.iter().filter(|article| article.cycle == Some(cycle)).count();
        assert_eq!((cycle(1), cycle(2)), (36, 19));
        let of = |obligation| articles.iter().filter(|article| article.obligation == obligation).count();
        let counts = ["mandatory", "consider", "endeavour", "may", "framework"].map(of);
        assert_eq!(counts, [43, 12, 2, 2, 12]);
    }
}
