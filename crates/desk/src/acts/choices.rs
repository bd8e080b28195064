//! What a reference can refer to: what is recorded, named in the reader's language, only what makes sense and what the
//! reader may see.

use super::form::Field;
use super::values::Values;
use super::words;
use crate::reader::Reader;
use probity_commitments::procedure::Procedure;
use probity_commitments::record::{Kind, Record};
use probity_commitments::rules::State;
use probity_core::Language;

/// More than so many are suggested and not listed.
pub(crate) const LISTED: usize = 60;

/// The keys a reference can have, each with its name.
pub(crate) fn references(reader: &Reader<'_>, field: &Field, values: &Values) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for kind in &field.of {
        if *kind == Kind::Recommendation {
            found.extend(recommendations(reader, field));
            continue;
        }
        if *kind == Kind::Procedure {
            found.extend(procedures(reader.state).map(|it| (it.key(), title(&it.title, &it.key(), reader.language))));
            continue;
        }
        for (key, kept) in reader.state.of_kind(*kind) {
            if reader.sees(kept) && fits(reader, field, values, key, &kept.record) {
                let named = named(reader, field, key, &kept.record);
                found.push((prefixed(field, *kind, key), named));
            }
        }
    }
    found
}

/// Whether a record makes sense here: notices nobody signed and that are not one's own; notices and evidence of the
/// measure already chosen; nothing taken back.
fn fits(reader: &Reader<'_>, field: &Field, values: &Values, key: &str, record: &Record) -> bool {
    let kind = record.kind();
    if matches!(kind, Kind::Notice | Kind::Evidence) && reader.state.is_withdrawn(&format!("{kind}:{key}")) {
        return false;
    }
    let measure = values.one("measure");
    match record {
        Record::Notice(notice) if field.unsigned => reader.unsigned(notice.id.as_str()),
        Record::Notice(notice) if !field.prefixed => measure.is_empty() || notice.measure.as_str() == measure,
        Record::Report(report) if field.name == "report" => {
            let own = values.one("recommendation");
            own.rsplit_once('/').is_none_or(|(evaluation, _)| report.evaluation.as_str() == evaluation)
        }
        _ => true,
    }
}

fn prefixed(field: &Field, kind: Kind, key: &str) -> String {
    if field.prefixed { format!("{kind}:{key}") } else { key.to_owned() }
}

/// A key with its name, and its kind where several kinds are offered.
fn named(reader: &Reader<'_>, field: &Field, key: &str, record: &Record) -> String {
    let name = reader.name(record);
    match field.of.len() {
        _ if name != key => format!("{key} · {name}"),
        0 | 1 => key.to_owned(),
        _ => format!("{key} ({})", words::kind(record.kind(), reader.language)),
    }
}

/// Recommendations, recorded or shells, in the order of their numbers.
fn recommendations(reader: &Reader<'_>, field: &Field) -> Vec<(String, String)> {
    let all = reader.recommendations();
    // The shell of a recommendation has no text; its number is enough.
    let named = |key: &str, text: &str| if key == text { key.to_owned() } else { format!("{key} · {text}") };
    all.into_iter().map(|(key, text)| (prefixed(field, Kind::Recommendation, &key), named(&key, &text))).collect()
}

/// Procedures that were recorded or ship with the program.
pub(crate) fn procedures(state: &State) -> impl Iterator<Item = &Procedure> {
    let recorded = state.of_kind(Kind::Procedure).filter_map(|(_, kept)| match &kept.record {
        Record::Procedure(procedure) => Some(&procedure.rules),
        _ => None,
    });
    recorded.chain(state.shipped().procedures.iter())
}

fn title(names: &probity_commitments::names::Names, otherwise: &str, language: Language) -> String {
    names.get(language.code()).map_or_else(|| otherwise.to_owned(), |found| format!("{otherwise} · {}", found.text))
}

/// Words of the procedure that an evaluation, a report or a recommendation already chosen is under; else of all.
pub(crate) fn of_procedure(reader: &Reader<'_>, list: &str, values: &Values) -> Vec<(String, String)> {
    let by_recommendation =
        || values.one("recommendation").rsplit_once('/').map(|(evaluation, _)| evaluation.to_owned());
    let by_report = || Some(reader.state.report(values.one("report"))?.evaluation.to_string());
    let own = Some(values.one("evaluation").to_owned()).filter(|id| !id.is_empty());
    let evaluation = own.or_else(by_report).or_else(by_recommendation);
    let bound = evaluation.and_then(|id| reader.state.evaluation(&id)).map(|found| found.procedure.to_string());
    let is = |it: &&Procedure| bound.as_ref().is_none_or(|bound| it.key() == *bound || it.id == *bound);
    let mut found: Vec<(String, String)> = Vec::new();
    for procedure in procedures(reader.state).filter(is) {
        let words: Vec<(String, String)> = match list {
            "verdict" => {
                let own = procedure.verdicts.iter();
                own.map(|it| (it.id.clone(), title(&it.title, &it.id, reader.language))).collect()
            }
            "report" => procedure.reports.iter().map(|it| (it.clone(), it.clone())).collect(),
            _ => procedure.conclusions.iter().map(|it| (it.id.clone(), it.id.clone())).collect(),
        };
        for word in words {
            if found.iter().all(|known| known.0 != word.0) {
                found.push(word);
            }
        }
    }
    found
}
