//! What a person sees of the log today: names in their language, and only the records that their roles let them see.

use crate::Snapshot;
use crate::person::Person;
use jiff::Timestamp;
use jiff::civil::Date;
use probity_commitments::names::Found;
use probity_commitments::record::value::Texts;
use probity_commitments::record::{Kind, Record};
use probity_commitments::rules::{Kept, State};
use probity_commitments::view::{Recommendation, StatusRows, View, status, widest};
use probity_core::Language;
use probity_store::event::day;
use std::cell::OnceCell;

/// A person looking at the log.
pub(crate) struct Reader<'a> {
    pub state: &'a State,
    pub person: &'a Person,
    pub language: Language,
    pub today: Date,
    pub view: View<'a>,
    // Every page that asks for it asks several times, and it is the most expensive answer there is.
    status: OnceCell<StatusRows>,
}

/// Longer names are cut in lists (letters).
const SHORT: usize = 90;

impl<'a> Reader<'a> {
    pub(crate) fn new(snapshot: &'a Snapshot, person: &'a Person, language: Language, now: Timestamp) -> Self {
        let (state, today) = (&snapshot.state, day(now));
        let view = View::new(state, today, Some(widest(&person.roles)), &*snapshot.world);
        Self { state, person, language, today, view, status: OnceCell::new() }
    }

    /// Whether the person may see a record.
    pub(crate) fn sees(&self, kept: &Kept) -> bool {
        self.view.sees(&kept.record)
    }

    /// Recommendations of all evaluations as they stand today.
    pub(crate) fn status(&self) -> impl Iterator<Item = &Recommendation> {
        let rows = self.status.get_or_init(|| status(&self.view, None, None));
        rows.evaluations.iter().flat_map(|it| &it.recommendations)
    }

    /// Keys of all recommendations, recorded or shells, by number, with what each says.
    pub(crate) fn recommendations(&self) -> Vec<(String, String)> {
        let key = |it: &Recommendation| it.row.recommendation.clone();
        self.status().map(|it| (key(it), self.called(Kind::Recommendation, &it.row.recommendation))).collect()
    }

    /// Whether a notice awaits a signature that this person may give.
    pub(crate) fn unsigned(&self, notice: &str) -> bool {
        let signed = self.state.get(Kind::Sign, notice).is_some();
        let own = self.state.get(Kind::Notice, notice).is_some_and(|kept| {
            let actor = self.person.actor.as_deref();
            actor.is_some_and(|actor| kept.actor == actor || kept.first_actor == actor)
        });
        !signed && !own && !self.state.is_withdrawn(&format!("notice:{notice}"))
    }

    /// The name of something by its key; the key itself when it has none.
    pub(crate) fn called(&self, kind: Kind, key: &str) -> String {
        self.state
            .get(kind, key)
            .filter(|kept| self.sees(kept))
            .map_or_else(|| key.to_owned(), |kept| self.name(&kept.record))
    }

    /// The name of a record, short enough for a list.
    pub(crate) fn name(&self, record: &Record) -> String {
        match texts(record).and_then(|texts| self.found(texts)) {
            Some(found) => short(found.text),
            None => printed(record).unwrap_or_else(|| record.key()),
        }
    }

    /// The text of several languages that this reader is shown.
    pub(crate) fn found<'t>(&self, texts: &'t Texts) -> Option<Found<'t>> {
        texts.found(self.language.code())
    }
}

/// What stands for a name where there is none: the reference of a report, or what a piece of evidence rests on.
fn printed(record: &Record) -> Option<String> {
    match record {
        Record::Report(it) => it.reference.clone(),
        Record::Evidence(it) => {
            let provision = it.provision.as_ref().map(|own| match &own.eid {
                Some(eid) => format!("{} {eid}", own.work),
                None => own.work.to_string(),
            });
            let finding = || it.finding.as_ref().map(|own| own.id.to_string());
            let page = || it.url.as_ref().map(|own| own.href.to_string());
            provision.or_else(finding).or_else(page).map(|it| short(&it))
        }
        _ => None,
    }
}

/// The text by which a record is known.
pub(crate) fn texts(record: &Record) -> Option<&Texts> {
    match record {
        Record::Body(it) => Some(&it.names),
        Record::Instrument(it) => Some(&it.names),
        Record::Standard(it) => it.title.as_ref(),
        Record::Evaluation(it) => it.title.as_ref(),
        Record::Recommendation(it) => it.text.as_ref(),
        Record::Programme(it) => Some(&it.names),
        Record::Objective(it) => Some(&it.names),
        Record::Outcome(it) => Some(&it.names),
        Record::Indicator(it) => Some(&it.names),
        Record::Measure(it) => Some(&it.names),
        Record::Decision(it) => it.text.as_ref(),
        Record::Submission(it) => it.text.as_ref(),
        Record::Notice(it) => Some(&it.text),
        Record::Evidence(it) => it.document.as_ref().and_then(|document| document.title.as_ref()),
        _ => None,
    }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}
