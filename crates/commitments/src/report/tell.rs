//! From records to words: names of states, bodies, reports and evidence in the language of the report, and texts with a
//! mark where a translation is missing.

use super::tree::{Cell, Phrase, Span};
use super::wording::{Count, Values, Wording, wording};
use crate::names::{Found, Names};
use crate::note::Note;
use crate::procedure::Procedure;
use crate::record::evaluation::{Recommendation, Report, Submission};
use crate::record::evidence::{Evidence, EvidenceKind};
use crate::record::party::BodyKind;
use crate::record::programme::StatusValue;
use crate::record::value::{Country, Texts};
use crate::record::{Kind, Record};
use crate::view::{DeadlineState, Punctuality, Reason, View};
use jiff::civil::Date;
use probity_core::Language;
use serde::Serialize;

/// Names of states that the observatory's records do not give.
pub trait StateNames {
    /// The name of a state (ISO 3166 alpha-2) in a language.
    fn name(&self, code: &str, language: Language) -> Option<String>;
}

/// No names: states are shown by their codes.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoNames;

impl StateNames for NoNames {
    fn name(&self, _: &str, _: Language) -> Option<String> {
        None
    }
}

/// Everything that is needed to say something about records.
pub(super) struct Teller<'a> {
    /// The words.
    pub words: &'static Wording,
    /// The records as of a day.
    pub view: &'a View<'a>,
    states: &'a dyn StateNames,
}

impl<'a> Teller<'a> {
    /// In a language.
    pub fn new(language: Language, view: &'a View<'a>, states: &'a dyn StateNames) -> Self {
        Self { words: wording(language), view, states }
    }

    fn code(&self) -> &'static str {
        self.words.language().code()
    }

    /// How many a report prints as closed and, where these are neither none nor all, that it does not say which.
    pub fn counts_printed(&self, values: Values, count: Count) -> String {
        let values = values.count("closed", count.closed.into()).count("total", count.total.into());
        self.say("sheet-counts-printed", values.text("some", if count.is_partial() { "yes" } else { "no" }))
    }

    /// A text in the report's language, or marked in another.
    pub fn texts(&self, texts: &Texts) -> Phrase {
        self.found(texts.found(self.code()))
    }

    /// The same for texts that may not be there.
    pub fn maybe(&self, texts: Option<&Texts>) -> Phrase {
        texts.map_or_else(|| Phrase::plain(self.words.plain("no-text")), |texts| self.texts(texts))
    }

    /// A name of the program's data.
    pub fn names(&self, names: &Names) -> Phrase {
        self.found(names.get(self.code()))
    }

    fn found(&self, found: Option<Found<'_>>) -> Phrase {
        let Some(Found { text, language }) = found else { return Phrase::default() };
        if language == self.code() {
            return Phrase::plain(text);
        }
        let (language, mark) = match language {
            "und" => (String::new(), self.words.plain("unstated-language")),
            language => {
                let name = Values::new().text("language", self.words.language_name(language));
                (language.to_owned(), self.words.say("untranslated", name))
            }
        };
        Phrase(vec![Span { text: text.to_owned(), language: Some(language), mark: Some(mark), link: None }])
    }

    /// A state.
    pub fn state(&self, state: &Country) -> String {
        self.state_code(state.as_str())
    }

    /// A state by its code: as the observatory's own record of the state calls it, else as the program does.
    pub fn state_code(&self, code: &str) -> String {
        let own = self.view.all(Kind::Body).find_map(|(_, kept)| match &kept.record {
            Record::Body(body) if body.kind == BodyKind::State => {
                let is = body.state.as_ref().is_some_and(|state| state.as_str() == code);
                body.names.get(self.code()).filter(|_| is).map(str::to_owned)
            }
            _ => None,
        });
        own.or_else(|| self.states.name(code, self.words.language())).unwrap_or_else(|| code.to_owned())
    }

    /// States in a row.
    pub fn states(&self, states: &[Country]) -> Option<String> {
        let names: Vec<String> = states.iter().map(|state| self.state(state)).collect();
        (!names.is_empty()).then(|| self.words.list(&names))
    }

    /// A body.
    pub fn body(&self, id: &str) -> Phrase {
        self.view.body(id).map_or_else(|| Phrase::plain(id), |body| self.texts(&body.names))
    }

    /// What a recommendation is about. Nobody says in which language subjects are written.
    pub fn themes(&self, recommendation: Option<&Recommendation>) -> Phrase {
        let themes = recommendation.map(|record| record.themes.join("; ")).filter(|themes| !themes.is_empty());
        let span = |text| Span { text, language: Some(String::new()), ..Span::default() };
        Phrase(themes.map(span).into_iter().collect())
    }

    /// Words that the program has in English only: remarks of the rules of procedure.
    pub fn english(&self, text: &str) -> Phrase {
        let foreign = self.code() != "en" && !text.is_empty();
        let language = foreign.then(|| "en".to_owned());
        Phrase(vec![Span { text: text.to_owned(), mark: foreign.then(|| "[en]".to_owned()), language, link: None }])
    }

    /// What there is to know about a date.
    pub fn notes(&self, notes: &[Note]) -> Phrase {
        joined("; ", notes.iter().map(|note| self.note(note)))
    }

    fn note(&self, note: &Note) -> Phrase {
        let dated = |name, date| self.words.dated(Values::new(), name, date);
        Phrase::plain(match note {
            Note::Unverified => self.plain("note-unverified"),
            Note::SetByOrgan => self.plain("note-set-by-organ"),
            Note::NoMeasureOpen => self.plain("note-no-measure-open"),
            Note::Window { cutoff, opens } => {
                self.say("note-window", self.words.dated(dated("cutoff", *cutoff), "opens", *opens))
            }
            Note::Received { report, on } => self.say("note-received", dated("date", *on).text("report", &**report)),
            Note::YearGap(year) => self.say("note-year-gap", Values::new().text("year", year.to_string())),
            Note::YearOutside(year) => self.say("note-year-outside", Values::new().text("year", year.to_string())),
            Note::Estimated { day, name } => {
                let name = self.names(name);
                let said = Phrase::plain(self.say("note-estimated", dated("date", *day)));
                return if name.0.is_empty() { said } else { said.then(" (").and(name).then(")") };
            }
            Note::NoDate(why) => return self.english(why),
        })
    }

    /// An instrument.
    pub fn instrument(&self, id: &str) -> Phrase {
        let found = self.view.all(Kind::Instrument).find(|(key, _)| *key == id).map(|(_, kept)| &kept.record);
        match found {
            Some(Record::Instrument(instrument)) => self.texts(&instrument.names),
            _ => Phrase::plain(id),
        }
    }

    /// A field of a participation; as it was recorded when the program has no word for it.
    pub fn field(&self, field: &str) -> String {
        self.words.find(&format!("field-{field}"), Values::new()).unwrap_or_else(|| field.to_owned())
    }

    /// The organ of a procedure.
    pub fn organ(&self, procedure: Option<&Procedure>) -> String {
        self.words.organ(procedure.and_then(|procedure| procedure.body.as_deref()))
    }

    /// What sort of report it is.
    pub fn document(&self, report: &Report) -> String {
        let ordinal = u64::from(report.ordinal.unwrap_or_default());
        let known = self.words.find(&format!("kind-{}", report.kind), Values::new().count("ordinal", ordinal));
        known
            .filter(|_| report.kind.as_str() != "other")
            .unwrap_or_else(|| self.words.say("kind-other", Values::new().text("kind", report.kind.as_str())))
    }

    /// What a verdict is called: by the procedure, else as recorded.
    pub fn verdict(&self, procedure: Option<&Procedure>, value: &str) -> Phrase {
        match value {
            "unknown" => return Phrase::plain(self.words.plain("unknown")),
            "not_assessed" => return Phrase::plain(self.words.plain("not-assessed")),
            _ => {}
        }
        let title = procedure.and_then(|procedure| procedure.verdict(value)).map(|verdict| self.names(&verdict.title));
        title.filter(|title| !title.0.is_empty()).unwrap_or_else(|| Phrase::plain(value))
    }

    /// A piece of evidence: what it is pinned to.
    pub fn evidence(&self, evidence: &Evidence) -> Phrase {
        let id = evidence.id.as_str();
        let say = |key: &str, name: &'static str, value: String| {
            Phrase::plain(self.words.say(key, Values::new().text(name, value)))
        };
        let named = |key: &str| say(key, "id", id.to_owned());
        match evidence.kind {
            EvidenceKind::Provision => {
                let work = evidence.provision.as_ref().map_or_else(String::new, |pin| match &pin.eid {
                    Some(eid) => format!("{}#{eid}", pin.work),
                    None => pin.work.to_string(),
                });
                say("evidence-provision", "work", work)
            }
            EvidenceKind::Url => {
                let href = evidence.url.as_ref().map_or_else(String::new, |page| page.href.to_string());
                say("evidence-url", "href", href)
            }
            EvidenceKind::Document => {
                let title = evidence.document.as_ref().and_then(|document| document.title.as_ref());
                match title {
                    Some(title) => say("evidence-document", "id", id.to_owned()).then(": ").and(self.texts(title)),
                    None => named("evidence-document"),
                }
            }
            EvidenceKind::Finding => {
                let finding = evidence.finding.as_ref().map_or(id, |pin| pin.id.as_str());
                say("evidence-finding", "id", finding.to_owned())
            }
            EvidenceKind::Query => named("evidence-query"),
            EvidenceKind::Statistic => named("evidence-statistic"),
        }
    }

    /// What somebody sent in: by whom, when, and what it says.
    pub fn submission(&self, submission: &Submission) -> Phrase {
        let by = self.body(submission.by.as_str());
        by.then(format!(", {}: ", self.day(submission.received.0))).and(self.maybe(submission.text.as_ref()))
    }

    /// Why something needs review.
    pub fn reason(&self, reason: Reason) -> String {
        self.coded("reason", &reason)
    }

    /// The analyst's word on a measure.
    pub fn status(&self, status: Option<StatusValue>) -> String {
        status.map_or_else(|| self.plain("quarterly-unrated"), |status| self.coded("status", &status))
    }

    /// Whether a measure is in time.
    pub fn punctuality(&self, punctuality: Punctuality) -> String {
        match punctuality {
            Punctuality::NotApplicable => self.plain("punctuality-none"),
            punctuality => self.coded("punctuality", &punctuality),
        }
    }

    /// How a deadline stands.
    pub fn deadline(&self, state: DeadlineState) -> String {
        self.coded("deadline", &state)
    }

    /// The word for a value that records write in snake case.
    fn coded(&self, prefix: &str, value: &impl Serialize) -> String {
        let code = serde_json::to_value(value).ok();
        let code = code.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
        self.words.plain(&format!("{prefix}-{code}"))
    }

    /// Who has a duty: the name of the body; when others have the duty now, these too.
    pub fn duty(&self, body: &str, holders: &str) -> Phrase {
        if !holders.contains(" → ") {
            return self.body(body);
        }
        let names = |group: &str| joined("; ", group.split("; ").map(|id| self.body(id)));
        joined(" → ", holders.split(" → ").map(names))
    }

    /// A day.
    pub fn day(&self, date: Date) -> String {
        self.words.day(date)
    }

    /// A sentence without values.
    pub fn plain(&self, key: &str) -> String {
        self.words.plain(key)
    }

    /// A sentence.
    pub fn say(&self, key: &str, values: Values<'_>) -> String {
        self.words.say(key, values)
    }

    /// The titles of columns.
    pub fn header(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| self.words.plain(key)).collect()
    }

    /// `yes` or `no` in a cell.
    pub fn yes_no(&self, yes: bool) -> Cell {
        Cell::text(self.words.plain(if yes { "yes" } else { "no" }))
    }

    /// A day in a cell.
    pub fn day_cell(&self, date: Option<Date>) -> Cell {
        Cell::text(date.map(|date| self.day(date)).unwrap_or_default())
    }
}

/// Phrases in a row.
pub(super) fn joined(between: &str, phrases: impl IntoIterator<Item = Phrase>) -> Phrase {
    let mut all = Phrase::default();
    for (index, phrase) in phrases.into_iter().enumerate() {
        all = if index == 0 { all } else { all.then(between) }.and(phrase);
    }
    all
}
