//! A form that was sent: read, rehearsed, shown before it is recorded, recorded. Whatever is refused comes back with
//! everything typed.

use super::attach;
use super::draw::{FIND, FOUND};
use super::form::Form;
use super::preview;
use super::read::{self, Fault};
use super::sheet::{self, Mode, Sheet, role, show};
use super::values::Values;
use crate::exchange::Answered;
use crate::records::{Refusal, Trouble};
use crate::say::Say;
use crate::work::Desk;
use probity_commitments::record::load::{Entry, read_event};
use probity_core::Diagnostic;
use serde_json::{Map, Value, json};

/// Fields of a form that are not the record's.
const OWN: [&str; 3] = ["form-token", "step", "event-mode"];

/// A form that was sent.
pub(super) fn posted(desk: &Desk<'_>, form: &'static Form) -> Result<Answered, Trouble> {
    let mode = Mode::named(desk.asked.field("event-mode").unwrap_or_default());
    let given = desk.asked.form.iter().filter(|(name, _)| !OWN.contains(&name.as_str()));
    let mut values = Values(given.cloned().collect());
    let wrong = attach::settle(desk, form, &mut values)?;
    let again = |faults: &[Fault], status| show(desk, &Sheet { form, mode, values: &values, faults, status });
    let step = desk.asked.field("step").unwrap_or("preview");
    if matches!(step, "more" | "edit" | "find") || looks(&values) {
        return Ok(again(&wrong, 200));
    }
    let entry = match entry(desk, form, mode, &values, wrong) {
        Ok(entry) => entry,
        Err(faults) => return Ok(again(&faults, 422)),
    };
    let offered = form.offered(&desk.work.person.roles, mode == Mode::Approve).contains(&entry.role);
    // What the role is not offered is only rehearsed: the rules say why not, and where they would not mind the desk does.
    let check = step != "record" || !offered;
    let (kind, key) = (form.kind, entry.record.key());
    if !check {
        // The file first: an event never names one that is not there.
        attach::keep(desk, form, &values)?;
    }
    match desk.work.records.record(vec![entry.clone()], desk.asked.now, check)? {
        Err(refusal) => Ok(again(&faults(desk.say(), form, &refusal), 422)),
        Ok(_) if !offered => Ok(sheet::not_offered(desk, form, mode)),
        Ok(loaded) if check => {
            Ok(preview::show(desk, &preview::Rehearsed { form, mode, values: &values, entry: &entry, loaded: &loaded }))
        }
        Ok(loaded) => {
            let path = crate::record::path(kind, &key);
            Ok(Answered::elsewhere(desk.href(&format!("{path}?done={}", loaded.appended.last.unwrap_or_default()))))
        }
    }
}

/// Whether somebody typed what to look for and pressed Enter, which is the button for the preview.
fn looks(values: &Values) -> bool {
    let typed = values.0.iter().filter_map(|(name, text)| Some((name.strip_suffix(FIND)?, text.trim())));
    typed.into_iter().any(|(field, text)| {
        !text.is_empty() && values.all(field).is_empty() && values.one(&format!("{field}{FOUND}")) != text
    })
}

/// The entry that was typed, or everything that is wrong with it.
fn entry(
    desk: &Desk<'_>,
    form: &Form,
    mode: Mode,
    values: &Values,
    mut faults: Vec<Fault>,
) -> Result<Entry, Vec<Fault>> {
    let say = desk.say();
    let record = read::members(form, values, desk.asked.language).unwrap_or_else(|wrong| {
        // One sentence a control.
        let new = |it: &Fault| faults.iter().all(|known| known.field != it.field);
        let wrong: Vec<Fault> = wrong.into_iter().filter(new).collect();
        faults.extend(wrong);
        Map::new()
    });
    let Some(actor) = &desk.work.person.actor else {
        return Err(vec![Fault { field: None, ..Fault::at("", "acts-no-actor", say.plain("acts-no-actor")) }]);
    };
    let mut event =
        json!({ "kind": form.kind.name(), "actor": actor, "role": values.one("event-role"), "record": record });
    if role(values.one("event-role")).is_none() {
        faults.push(Fault::at("event-role", "fault-required", say.plain("fault-required")));
    }
    for (name, member) in [("event-effective", "effective"), ("event-source", "source"), ("event-corrects", "corrects")]
    {
        let text = values.one(name).trim();
        if text.is_empty() {
            if member == "corrects" && mode != Mode::New {
                faults.push(Fault::at(name, "fault-required", say.plain("fault-required")));
            }
        } else if member == "effective" && text.parse::<jiff::civil::Date>().is_err() {
            faults.push(Fault::at(name, "fault-day", say.plain("fault-day")));
        } else {
            event.as_object_mut().map(|event| event.insert(member.to_owned(), Value::from(text)));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    read_event("form", &event.to_string()).map_err(|wrong| wrong.iter().map(|it| fault(say, form, it)).collect())
}

fn faults(say: Say, form: &Form, refusal: &Refusal) -> Vec<Fault> {
    refusal.diagnostics.iter().map(|diagnostic| fault(say, form, diagnostic)).collect()
}

/// A diagnostic of the log as a fault of the form: translated where there is a sentence for its code, with its own words
/// beside it.
fn fault(say: Say, form: &Form, diagnostic: &Diagnostic) -> Fault {
    let key = match diagnostic.code.chars().next().is_some_and(|first| first.is_ascii_uppercase()) {
        true => format!("rule-{}", diagnostic.code),
        false => format!("fault-{}", diagnostic.code),
    };
    let field = diagnostic.field.as_deref().and_then(|name| match name {
        "actor" => None,
        "role" | "effective" | "corrects" => Some(format!("event-{name}")),
        "source" if form.field("source").is_none() => Some("event-source".to_owned()),
        name => form.field(name).map(|field| field.name.clone()),
    });
    let (text, detail) = match say.maybe(&key) {
        Some(text) => (text, Some(diagnostic.message.clone())),
        None => (diagnostic.message.clone(), None),
    };
    Fault { field, code: diagnostic.code.clone(), text, detail }
}
