//! Every version of a record, latest first, with who recorded it, in which role, when, since when it held, and why it
//! replaced the one before. Replaced versions are struck and stay readable.

use crate::acts::words;
use crate::records::{EventRow, Filter, Trouble};
use crate::settings::SETTINGS;
use crate::work::Desk;
use maud::{Markup, html};
use probity_commitments::record::{Kind, Record};

pub(super) fn of(desk: &Desk<'_>, kind: Kind, key: &str) -> Result<Markup, Trouble> {
    let filter = Filter {
        kind: Some(kind.name().to_owned()),
        key: Some(key.to_owned()),
        limit: SETTINGS.page,
        ..Filter::default()
    };
    let events = desk.work.records.events(&filter)?;
    let say = desk.say();
    Ok(html! {
        @if !events.is_empty() {
            section aria-labelledby="record-history" {
                h2 id="record-history" { (say.plain("record-history")) }
                ol class="history" { @for (n, event) in events.iter().enumerate() { li { (version(desk, event, n > 0)) } } }
            }
        }
    })
}

fn version(desk: &Desk<'_>, event: &EventRow, replaced: bool) -> Markup {
    let (say, language) = (desk.say(), desk.asked.language);
    let at = event.at.strftime("%Y-%m-%d %H:%M UTC").to_string();
    let role = words::word("role", &event.role, language);
    let record = Kind::named(&event.kind).and_then(|kind| Record::parse(kind, &event.record).ok());
    let seen = record.filter(|record| desk.reader.view.sees(record));
    let known =
        [("actor", event.actor.as_str()), ("role", &role), ("at", &at), ("effective", &event.effective.to_string())];
    html! {
        p {
            a href=(desk.href(&format!("audit/{}", event.seq))) { (say.with("history-event", &[("event", &event.seq.to_string())])) }
            " · " (say.with("history-who", &known))
        }
        @if let Some(reason) = &event.corrects { p { strong { (say.plain("history-reason")) ": " } (reason) } }
        @if replaced {
            p class="small" { (say.plain("history-replaced")) }
            @if let Some(record) = seen {
                details { summary { (say.plain("history-show")) } del { (super::members(&desk.reader, &record)) } }
            }
        }
    }
}
