//! The sheet of a form: opened empty, prefilled from an address, from a record that is corrected or from a measure that is
//! approved; and the same sheet again with everything typed and what is wrong with it.

use super::attach;
use super::draw::Drawing;
use super::form::{Decides, Form, Sort};
use super::read::Fault;
use super::values::Values;
use super::words;
use crate::exchange::Answered;
use crate::pages::control::{Control, hidden, id_of, summary};
use crate::say::Say;
use crate::work::Desk;
use maud::{Markup, html};
use probity_commitments::record::party::Role;
use probity_commitments::record::{Kind, Record};
use probity_core::Language;

/// What is done with a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// A new record.
    New,
    /// A record in the place of an earlier one.
    Correct,
    /// A measure that another proposed.
    Approve,
}

impl Mode {
    pub(super) fn named(name: &str) -> Self {
        match name {
            "correct" => Self::Correct,
            "approve" => Self::Approve,
            _ => Self::New,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Correct => "correct",
            Self::Approve => "approve",
        }
    }
}

/// A sheet to be shown.
pub(super) struct Sheet<'a> {
    pub form: &'static Form,
    pub mode: Mode,
    pub values: &'a Values,
    pub faults: &'a [Fault],
    pub status: u16,
}

/// Fields of the query that say how the sheet is opened.
const HOW: [&str; 3] = ["correct", "approve", "variant"];

/// A sheet that somebody asks for.
pub(super) fn opened(desk: &Desk<'_>, form: &'static Form) -> Answered {
    let mode = if desk.asked.first("approve").is_some() {
        Mode::Approve
    } else if desk.asked.first("correct").is_some() {
        Mode::Correct
    } else {
        Mode::New
    };
    if form.offered(&desk.work.person.roles, mode == Mode::Approve).is_empty() {
        return not_offered(desk, form, mode);
    }
    let mut values = Values::default();
    match desk.asked.first(mode.name()).filter(|_| mode != Mode::New) {
        Some(key) => {
            let kept = desk.reader.state.get(form.kind, key).filter(|kept| desk.reader.sees(kept));
            let Some(kept) = kept else { return desk.not_found() };
            values = Values::of(form, &kept.record.members());
            if mode == Mode::Approve {
                approved(desk, &mut values);
            }
        }
        None => {
            let given = desk.asked.query.iter().filter(|(name, _)| !HOW.contains(&name.as_str()));
            given.for_each(|(name, text)| values.put(name, text));
            begun(desk, form, &mut values);
        }
    }
    match &form.decides {
        Some(decides) if mode == Mode::New && !decides.tables.contains_key(values.one(&decides.field)) => {
            choose(desk, form, decides)
        }
        _ => show(desk, &Sheet { form, mode, values: &values, faults: &[], status: 200 }),
    }
}

/// What is asked before everything else: each word leads to the form that goes with it.
fn choose(desk: &Desk<'_>, form: &Form, decides: &Decides) -> Answered {
    let (language, kind) = (desk.asked.language, form.kind);
    let list = form.field(&decides.field).and_then(|field| field.words.as_deref()).unwrap_or_default();
    let given = desk.asked.query.iter().filter(|(name, _)| *name != decides.field);
    let given: Vec<(&str, &str)> = given.map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let address = |word: &str| super::address(kind, &[given.as_slice(), &[(decides.field.as_str(), word)]].concat());
    let help = |word: &str| words::help(kind, &format!("{}.{word}", decides.field), language);
    let body = html! {
        p class="lead" { (desk.say().plain("form-decide")) }
        ul class="doors" {
            @for (word, called) in words::list(list, language) {
                li {
                    a href=(desk.href(&address(&word))) { (words::capital(&called)) }
                    @if let Some(help) = help(&word) { p { (help) } }
                }
            }
        }
    };
    desk.page(200, &title(desk, form, Mode::New), body)
}

/// What approving changes, and nothing else.
fn approved(desk: &Desk<'_>, values: &mut Values) {
    values.0.retain(|(name, _)| name != "state" && name != "approved_by");
    values.put("state", "approved");
    if let Some(actor) = &desk.work.person.actor {
        values.put("approved_by", actor);
    }
    values.put("event-corrects", desk.say().plain("approve-reason"));
}

/// What a new record begins with.
fn begun(desk: &Desk<'_>, form: &Form, values: &mut Values) {
    for field in &form.fields {
        match field.sort {
            // A key nobody has: the kind, the day, and the number the event will have.
            Sort::Key => {
                let key = format!("{}-{}-{}", form.kind, desk.reader.today, desk.work.snapshot.events);
                values.begin(&field.name, key);
            }
            Sort::Day if field.today => values.begin(&field.name, desk.reader.today.to_string()),
            Sort::Reference if field.own => {
                desk.work.person.body.iter().for_each(|body| values.begin(&field.name, body));
            }
            _ => {}
        }
    }
    let roles = form.offered(&desk.work.person.roles, false);
    if !form.drafts.is_empty() && roles.iter().all(|role| form.drafts.contains(role)) {
        values.begin("draft", "true");
    }
    if form.kind == Kind::Measure {
        values.begin("state", "proposed");
        if desk.asked.first("variant") == Some("training") {
            for language in Language::ALL {
                values.begin(&format!("completion_form.{language}"), Say(language).plain("training-form"));
            }
        }
    }
}

/// An act that is not offered to any of the person's roles.
pub(super) fn not_offered(desk: &Desk<'_>, form: &Form, mode: Mode) -> Answered {
    let (say, language) = (desk.say(), desk.asked.language);
    let may = if mode == Mode::Approve { &form.approves } else { &form.roles };
    let may: Vec<String> = may.iter().map(|role| words::role(*role, language)).collect();
    let body = html! {
        p { (say.with("acts-not-offered", &[("act", &words::act(form.kind, language)), ("roles", &may.join(", "))])) }
        p { a href=(desk.href("act")) { (say.plain("nav-act")) } }
    };
    desk.page(403, &say.plain("acts-not-offered-title"), body)
}

pub(super) fn title(desk: &Desk<'_>, form: &Form, mode: Mode) -> String {
    let (say, language) = (desk.say(), desk.asked.language);
    match mode {
        Mode::New => words::act(form.kind, language),
        Mode::Correct => say.with("form-correct", &[("kind", &words::kind(form.kind, language))]),
        Mode::Approve => say.plain("form-approve"),
    }
}

/// The sheet with what stands in it and what is wrong.
pub(super) fn show(desk: &Desk<'_>, sheet: &Sheet<'_>) -> Answered {
    let (say, form) = (desk.say(), sheet.form);
    let all: Vec<&str> = form.fields.iter().map(|field| field.name.as_str()).collect();
    let fixed = match sheet.mode {
        // What was decided is left as it is: the fields that go with it are on the page.
        Mode::New => form.decided(sheet.values).into_iter().collect(),
        Mode::Correct => form.keys(),
        Mode::Approve => all,
    };
    let largest = desk.work.records.shelf().largest;
    // A file can only be sent as one part of several.
    let parts = attach::fields(form).next().is_some().then_some("multipart/form-data");
    let drawing =
        Drawing { reader: &desk.reader, form, values: sheet.values, faults: sheet.faults, fixed: &fixed, largest };
    let body = html! {
        (summary(say, &listed(sheet, desk.asked.language)))
        (intro(desk, sheet))
        form class="sheet" method="post" novalidate enctype=[parts] action=(desk.href(&format!("act/{}", form.kind))) {
            (hidden("form-token", desk.work.form_token))
            (hidden("event-mode", sheet.mode.name()))
            // The first button is pressed by the Enter key; it must not be one that adds rows.
            button type="submit" name="step" value="preview" class="unseen" tabindex="-1" aria-hidden="true" { (say.plain("form-preview")) }
            (drawing.fields())
            (event(desk, sheet))
            div class="controls" {
                button type="submit" name="step" value="preview" { (say.plain("form-preview")) }
            }
        }
    };
    desk.page(sheet.status, &title(desk, form, sheet.mode), body)
}

/// The faults for the list above the form. Rules are named by their number; the reader's own sentence stands beside.
fn listed(sheet: &Sheet<'_>, language: Language) -> Vec<(Option<String>, Markup)> {
    let known = |field: &str| {
        // What stands as it is has no control, and its text is there only when it says something.
        let said = !sheet.values.all(field).is_empty() || sheet.values.below(field).next().is_some();
        let drawn = sheet.mode == Mode::New || field.starts_with("event-") || said;
        drawn.then(|| id_of(field))
    };
    let line = |fault: &Fault| {
        let rule = fault.code.chars().next().is_some_and(|first| first.is_ascii_uppercase());
        html! {
            @if rule { strong { (fault.code) } ": " }
            @else if let Some(field) = &fault.field { (words::label(sheet.form.kind, field, language)) ": " }
            (fault.text)
            @if let Some(detail) = &fault.detail { " " span class="small" lang="en" { (detail) } }
        }
    };
    sheet.faults.iter().map(|fault| (fault.field.as_deref().and_then(known), line(fault))).collect()
}

/// What the reader should know before filling in the form.
fn intro(desk: &Desk<'_>, sheet: &Sheet<'_>) -> Markup {
    let say = desk.say();
    let again = sheet.faults.iter().any(|fault| fault.code == "C1");
    let there = again.then(|| key(sheet)).flatten();
    html! {
        @if sheet.mode == Mode::Correct { p class="lead" { (say.plain("form-correct-lead")) } }
        @if sheet.mode == Mode::Approve { p class="lead" { (say.plain("form-approve-lead")) } }
        @if sheet.form.kind == Kind::Measure && desk.asked.first("variant") == Some("training") {
            p class="lead" { (say.plain("training-lead")) }
        }
        @if let (Mode::New, Some(field)) = (sheet.mode, sheet.form.decided(sheet.values)) {
            @let given = desk.asked.query.iter().filter(|(name, _)| name != field);
            @let given: Vec<(&str, &str)> = given.map(|(name, text)| (name.as_str(), text.as_str())).collect();
            p class="small" { a href=(desk.href(&super::address(sheet.form.kind, &given))) { (say.plain("form-decide-again")) } }
        }
        @if let Some(key) = there {
            p { a href=(desk.href(&crate::record::path(sheet.form.kind, &key))) { (say.plain("form-see-recorded")) } }
        }
    }
}

/// The key of what was typed, when it can be read.
fn key(sheet: &Sheet<'_>) -> Option<String> {
    let members = super::read::members(sheet.form, sheet.values, Language::En).ok()?;
    Record::read(sheet.form.kind, &members).ok().map(|record| record.key())
}

/// Who records, in which role, since when it holds, where it is known from, and why it replaces an earlier record.
fn event(desk: &Desk<'_>, sheet: &Sheet<'_>) -> Markup {
    let (say, language, kind) = (desk.say(), desk.asked.language, sheet.form.kind);
    let label = |name: &str| words::label(kind, name, language);
    let fault =
        |name: &str| sheet.faults.iter().find(|it| it.field.as_deref() == Some(name)).map(|it| it.text.as_str());
    let mut roles = sheet.form.offered(&desk.work.person.roles, sheet.mode == Mode::Approve);
    if roles.is_empty() {
        // Somebody sent what they are not offered: the sheet that says so still shows in which role.
        roles.clone_from(&desk.work.person.roles);
    }
    let options: Vec<(String, String)> =
        roles.iter().map(|role| (words::written(*role), words::role(*role, language))).collect();
    let [role, effective, source, corrects] = ["event-role", "event-effective", "event-source", "event-corrects"];
    let labels = [role, effective, source, corrects].map(label);
    let control = |name: &'static str, at: usize, required| Control {
        name,
        label: labels.get(at).map_or("", String::as_str),
        help: words::help(kind, name, language),
        fault: fault(name),
        required,
        ..Control::default()
    };
    let value = |name| sheet.values.one(name);
    html! {
        fieldset class="frame" {
            legend { (say.plain("form-event")) }
            p class="small" { (say.with("form-recorded-for", &[("actor", desk.work.person.actor.as_deref().unwrap_or("—"))])) }
            @if let [(only, _)] = options.as_slice() { (hidden(role, only)) (only_role(&labels, &options)) }
            @else { (control(role, 0, true).select(say, &options, value(role))) }
            (control(effective, 1, false).input(say, "date", value(effective)))
            @if sheet.form.field("source").is_none() { (control(source, 2, false).input(say, "text", value(source))) }
            @if sheet.mode != Mode::New { (control(corrects, 3, true).input(say, "text", value(corrects))) }
        }
    }
}

/// One role is no choice.
fn only_role(labels: &[String; 4], options: &[(String, String)]) -> Markup {
    html! { @for (_, called) in options { p class="field" id=(id_of("event-role")) tabindex="-1" { (labels[0]) ": " strong { (called) } } } }
}

/// A role by its name.
pub(super) fn role(name: &str) -> Option<Role> {
    serde_json::from_value(serde_json::Value::from(name)).ok()
}
