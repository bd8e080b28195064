//! Recording by a program: one event, in the form that `probity commitments record` reads, under the key of somebody's
//! account. Actor and role are checked against that person before the log is asked, because a key must not speak for others.

use crate::exchange::{Answered, Told};
use crate::people::{Denied, People};
use crate::person::Person;
use crate::records::{Records, Refusal, Trouble};
use probity_commitments::record::load::{Entry, read_event};
use probity_core::Diagnostic;
use serde_json::{Value, json};

/// The name under which messages speak of what was sent.
const SENT: &str = "request";

/// Why nothing was recorded, and the status that says so.
enum Fault {
    /// No key, or one that is none.
    Key,
    /// Not the person of the key.
    Other(String),
    /// The event cannot be read.
    Unreadable(Vec<Diagnostic>),
    /// A rule refuses it.
    Refused(Refusal),
    /// The log or the database cannot be asked.
    Trouble(Trouble),
}

/// Records one event.
pub(super) fn record(people: &People, records: &dyn Records, told: &Told<'_>) -> Answered {
    match recorded(people, records, told) {
        Ok(loaded) => Answered::json(201, &loaded),
        Err(fault) => fault.answer(),
    }
}

fn recorded(people: &People, records: &dyn Records, told: &Told<'_>) -> Result<Value, Fault> {
    let key = told.bearer.ok_or(Fault::Key)?;
    let account = people.bearer(key, told.now)?.ok_or(Fault::Key)?;
    let text = std::str::from_utf8(told.body).map_err(|error| {
        Fault::Unreadable(vec![Diagnostic::error("not-utf-8", SENT, format!("the event is not UTF-8: {error}"))])
    })?;
    let entry = read_event(SENT, text).map_err(Fault::Unreadable)?;
    let person = Person::of(&account, &records.snapshot()?.state, told.now);
    own(&person, &entry)?;
    fileless(&entry)?;
    match records.record(vec![entry], told.now, false)? {
        Ok(loaded) => Ok(serde_json::to_value(loaded).unwrap_or_default()),
        Err(refusal) => Err(Fault::Refused(refusal)),
    }
}

fn own(person: &Person, entry: &Entry) -> Result<(), Fault> {
    if person.actor.as_deref() != Some(entry.actor.as_str()) {
        return Err(Fault::Other(format!("this key records for {}, not for `{}`", name(person), entry.actor)));
    }
    if !person.has(entry.role) {
        return Err(Fault::Other(format!("the log gives {} no such role today", name(person))));
    }
    Ok(())
}

/// That a file is kept is said by whoever kept it; a program that names the SHA-256 of a file it never had would otherwise
/// be given the file.
fn fileless(entry: &Entry) -> Result<(), Fault> {
    if crate::file::pin(&entry.record).is_none() {
        return Ok(());
    }
    let message = "`size` and `media_type` belong to a file that is kept, and programs send none";
    let diagnostic = Diagnostic::error("file-not-sent", SENT, message.to_owned());
    let hint = "leave them out, or attach the file at the desk or with `probity commitments record --attach`";
    Err(Fault::Unreadable(vec![diagnostic.field("document").hint(hint)]))
}

fn name(person: &Person) -> String {
    person.actor.as_deref().map_or_else(|| "nobody".to_owned(), |actor| format!("`{actor}`"))
}

impl From<Trouble> for Fault {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<Denied> for Fault {
    fn from(denied: Denied) -> Self {
        Self::Trouble(Trouble(denied.to_string()))
    }
}

impl Fault {
    /// As RFC 9457 tells problems, with every broken rule.
    fn answer(self) -> Answered {
        let (status, title, detail, wrong) = match self {
            Self::Key => {
                (401, "no key", "send `Authorization: Bearer` and a key of your account".to_owned(), Vec::new())
            }
            Self::Other(detail) => (403, "not yours", detail, Vec::new()),
            Self::Unreadable(wrong) => (422, "not an event", "nothing was recorded".to_owned(), wrong),
            Self::Refused(refusal) if refusal.exit == 1 => {
                (403, "refused by a rule", "nothing was recorded".to_owned(), refusal.diagnostics)
            }
            Self::Refused(refusal) => {
                (422, "contradicts the log", "nothing was recorded".to_owned(), refusal.diagnostics)
            }
            Self::Trouble(trouble) => (503, "the log cannot be asked", trouble.0, Vec::new()),
        };
        let broken: Vec<Value> = wrong
            .iter()
            .map(|it| json!({ "rule": it.code, "field": it.field, "message": it.message, "hint": it.hint }))
            .collect();
        let value =
            json!({ "type": "about:blank", "title": title, "status": status, "detail": detail, "broken": broken });
        Answered { media_type: "application/problem+json", ..Answered::json(status, &value) }
    }
}
