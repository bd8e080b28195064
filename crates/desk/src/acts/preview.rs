//! What will be recorded, shown before it is: every field in words, who records in which role, what is odd about it. The
//! same fields are sent again, unseen.

use super::form::Form;
use super::sheet::{Mode, title};
use super::values::Values;
use super::words;
use crate::exchange::Answered;
use crate::pages::control::hidden;
use crate::record::members;
use crate::work::Desk;
use maud::html;
use probity_commitments::record::load::Entry;
use probity_commitments::rules::Loaded;
use probity_publication::page::table::{facts, text};

/// A form whose record no rule refuses.
pub(super) struct Rehearsed<'a> {
    pub form: &'static Form,
    pub mode: Mode,
    pub values: &'a Values,
    pub entry: &'a Entry,
    pub loaded: &'a Loaded,
}

pub(super) fn show(desk: &Desk<'_>, it: &Rehearsed<'_>) -> Answered {
    let (say, language) = (desk.say(), desk.asked.language);
    let label = |name: &str| words::label(it.form.kind, name, language);
    let mut event = vec![
        (say.plain("record-actor"), text(&it.entry.actor)),
        (label("event-role"), text(words::role(it.entry.role, language))),
    ];
    let more = [
        ("event-effective", it.entry.effective.map(|day| day.0.to_string())),
        ("event-corrects", it.entry.corrects.clone()),
    ];
    event.extend(more.into_iter().filter_map(|(name, value)| Some((label(name), text(value?)))));
    event
        .extend(Some(&it.entry.source).filter(|source| !source.is_empty()).map(|it| (label("event-source"), text(it))));
    let body = html! {
        p class="lead" { (say.plain("preview-lead")) }
        @if !it.loaded.warnings.is_empty() {
            div class="caution" role="status" {
                h2 { (say.count("preview-warnings", it.loaded.warnings.len())) }
                ul { @for warning in &it.loaded.warnings { li { strong { (warning.code) } ": " span lang="en" { (warning.message) } } } }
            }
        }
        h2 { (words::capital(&words::kind(it.form.kind, language))) }
        (members(&desk.reader, &it.entry.record))
        h2 { (say.plain("form-event")) }
        (facts(&event))
        form method="post" action=(desk.href(&format!("act/{}", it.form.kind))) {
            (hidden("form-token", desk.work.form_token))
            (hidden("event-mode", it.mode.name()))
            @for (name, value) in &it.values.0 { (hidden(name, value)) }
            div class="controls" {
                button type="submit" name="step" value="record" { (say.plain("preview-record")) }
                button type="submit" name="step" value="edit" class="plain" { (say.plain("preview-edit")) }
            }
        }
    };
    let shown = say.with("preview-title", &[("title", &title(desk, it.form, it.mode))]);
    desk.page(200, &shown, body)
}
