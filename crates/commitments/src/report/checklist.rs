//! The self-assessment checklist of the review of the Convention against Corruption: a form of one row an article, filled
//! from the records where they answer, and a list of what is missing where they do not.

use super::case::{Case, Item};
use super::tell::{Teller, joined};
use super::tree::{Cell, Phrase, Section, Table, Writer};
use super::wording::Values;
use crate::law::library::{Article, Instrument, is_under};
use crate::record::evaluation::SubmissionKind;
use crate::record::evidence::{Evidence, EvidenceKind};
use crate::record::number::value;
use crate::view::Proposal;
use std::collections::BTreeMap;

/// The instrument whose standards are its articles: `uncac/<article>/<paragraph>`.
const INSTRUMENT: &str = "uncac";

/// What the records say on one article.
struct Answer<'a> {
    article: &'a Article,
    verdict: Option<&'a str>,
    texts: Vec<Phrase>,
    provisions: Vec<Phrase>,
    /// What the concordance proposes; no answer of the state.
    proposed: Vec<Phrase>,
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
    if answers.iter().any(|answer| !answer.proposed.is_empty()) {
        out.say(tell.plain("checklist-proposed"));
    }
    out.section("answers", "II", tell.plain("section-answers"));
    out.table(table(tell, case, &answers));
    for answer in answers.iter().filter(|answer| !answer.texts.is_empty()) {
        out.heading(format!("{} {}", tell.plain("column-article"), answer.article.number));
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
    let articles = Instrument::shipped(INSTRUMENT).map_or(&[][..], |known| known.articles.as_slice());
    articles.iter().filter(reviewed).collect()
}

fn answer<'a>(tell: &Teller<'a>, case: &'a Case<'_>, article: &'a Article) -> Answer<'a> {
    let items: Vec<&Item<'_>> = case.items.iter().filter(|item| is_on(item, &article.number)).collect();
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
    let (provisions, examples) = (told(provisions), told(examples));
    Answer { article, verdict, texts, provisions, proposed: proposed(tell, case, article), examples }
}

/// The provisions that the concordance gives under an article, each with its relation and whether anybody looked at it.
fn proposed(tell: &Teller<'_>, case: &Case<'_>, article: &Article) -> Vec<Phrase> {
    let standard = format!("{INSTRUMENT}/{}", article.number);
    let proposals = tell.view.proposals(&standard, case.evaluation.state.as_str());
    let phrase = |one: Proposal| {
        let mut marks = vec![tell.plain(&format!("relation-{}", one.relation.name()))];
        marks.push(tell.plain(&format!("review-{}", one.review.name())));
        marks.extend(one.doubt.map(|reason| tell.reason(reason)));
        let provision = one.provision.unwrap_or_else(|| tell.plain("proposed-silent"));
        Phrase::plain(format!("{provision} ({})", marks.join(", ")))
    };
    proposals.into_iter().map(phrase).collect()
}

/// Whether a recommendation rests on an article: one of its standards is the article or a paragraph of it, or its number is.
fn is_on(item: &Item<'_>, article: &str) -> bool {
    let standards = item.record.map(|record| record.standards.as_slice()).unwrap_or_default();
    let whole = format!("{INSTRUMENT}/{article}");
    standards.iter().any(|standard| is_under(standard.as_str(), &whole))
        || standards.is_empty()
            && value(item.number.split('.').next().unwrap_or_default()).is_some_and(|own| own.to_string() == article)
}

fn table(tell: &Teller<'_>, case: &Case<'_>, answers: &[Answer<'_>]) -> Table {
    // Without a concordance there is nothing to propose, and no column for it.
    let proposes = answers.iter().any(|answer| !answer.proposed.is_empty());
    let mut header = vec!["article", "title", "answer", "provisions"];
    header.extend(proposes.then_some("proposed"));
    header.extend(["examples", "missing"]);
    let listed = |phrases: &[Phrase]| Cell::text(joined("; ", phrases.iter().cloned()));
    let row = |answer: &Answer<'_>| {
        let verdict = match answer.verdict {
            Some(verdict) => tell.verdict(case.procedure, verdict),
            None => Phrase::plain(tell.plain("answer-none")),
        };
        let lacks = lacks(answer).iter().map(|key| tell.plain(key)).collect::<Vec<_>>().join(", ");
        let mut cells = vec![
            Cell::text(answer.article.number.clone()),
            Cell::text(tell.names(&answer.article.title)),
            Cell::text(verdict),
            listed(&answer.provisions),
        ];
        cells.extend(proposes.then(|| listed(&answer.proposed)));
        cells.extend([listed(&answer.examples), Cell::text(lacks)]);
        cells
    };
    Table {
        caption: tell.plain("table-answers"),
        header: header.into_iter().map(|key| tell.plain(&format!("column-{key}"))).collect(),
        rows: answers.iter().map(row).collect(),
    }
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
        let values = Values::new().text("number", answer.article.number.clone()).text("missing", words);
        (!lacks.is_empty()).then(|| Phrase::plain(tell.say("missing-item", values)))
    };
    let items: Vec<Phrase> = answers.iter().filter_map(item).collect();
    if items.is_empty() {
        out.say(tell.plain("checklist-complete"));
    }
    out.list(items);
}
