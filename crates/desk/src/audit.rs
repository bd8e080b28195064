//! Who recorded what: every event of the log, latest first, with filters; and one event with its whole record, field by
//! field beside the version before it. What a role may not see is named and not shown.

mod change;

use crate::acts::words;
use crate::exchange::Answered;
use crate::pages::control::Control;
use crate::records::{EventRow, Filter, Trouble};
use crate::settings::SETTINGS;
use crate::work::Desk;
use maud::{Markup, html};
use probity_commitments::record::{Kind, Record};
use probity_publication::page::table::{Column, Grid, code, facts, hash, text};
use probity_publication::route::query;

/// Digits of a hash in the list.
const SHORT: usize = 12;

/// The list of events, or one event.
pub(crate) fn page(desk: &Desk<'_>, rest: &str) -> Result<Answered, Trouble> {
    match (rest.is_empty(), rest.parse::<u64>()) {
        (true, _) => list(desk),
        (false, Ok(seq)) => event(desk, seq),
        (false, Err(_)) => Ok(desk.not_found()),
    }
}

fn list(desk: &Desk<'_>) -> Result<Answered, Trouble> {
    let say = desk.say();
    let asked = |name| desk.asked.first(name).map(str::to_owned);
    let before = desk.asked.first("before").and_then(|seq| seq.parse().ok());
    let filter = Filter { actor: asked("actor"), kind: asked("kind"), key: asked("key"), before, limit: SETTINGS.page };
    let events = desk.work.records.events(&filter)?;
    let mut grid = Grid::new(say.plain("audit-caption"))
        .column(Column::Number, say.plain("audit-event"))
        .column(Column::Text, say.plain("audit-at"))
        .column(Column::Text, say.plain("audit-effective"))
        .column(Column::Text, say.plain("audit-actor"))
        .column(Column::Text, say.plain("audit-role"))
        .column(Column::Text, say.plain("audit-key"))
        .column(Column::Code, say.plain("audit-signer"))
        .column(Column::Text, say.plain("audit-hash"));
    events.iter().for_each(|it| grid.row(row(desk, it)));
    let older = events.last().filter(|last| events.len() >= SETTINGS.page && last.seq > 0).map(|last| {
        let seq = last.seq.to_string();
        let kept = ["actor", "kind", "key"].into_iter().filter_map(|name| Some((name, desk.asked.first(name)?)));
        query(&kept.chain([("before", seq.as_str())]).collect::<Vec<_>>())
    });
    let body = html! {
        p class="lead" { (say.plain("audit-lead")) }
        (filters(desk))
        @if events.is_empty() { p { (say.plain("audit-none")) } } @else { (grid.markup()) }
        @if let Some(older) = older { p { a rel="next" href=(desk.href(&format!("audit{older}"))) { (say.plain("audit-older")) } } }
    };
    Ok(desk.page(200, &say.plain("nav-audit"), body))
}

fn filters(desk: &Desk<'_>) -> Markup {
    let (say, language) = (desk.say(), desk.asked.language);
    let value = |name| desk.asked.first(name).unwrap_or_default();
    let kinds: Vec<(String, String)> =
        Kind::ALL.iter().map(|kind| (kind.name().to_owned(), words::kind(*kind, language))).collect();
    let [actor, kind, key, all] = ["audit-actor", "audit-kind", "audit-key", "audit-all"].map(|key| say.plain(key));
    let control = |name, label| Control { name, label, ..Control::default() };
    html! {
        form class="sheet" method="get" action=(desk.href("audit")) {
            (control("actor", &actor).input(say, "text", value("actor")))
            (Control { none: Some(&all), ..control("kind", &kind) }.select(say, &kinds, value("kind")))
            (control("key", &key).input(say, "text", value("key")))
            button type="submit" { (say.plain("audit-show")) }
        }
    }
}

fn row(desk: &Desk<'_>, it: &EventRow) -> Vec<Markup> {
    let language = desk.asked.language;
    let kind = Kind::named(&it.kind).map_or_else(|| it.kind.clone(), |kind| words::kind(kind, language));
    // That something was recorded is for everybody at the desk; what it is called may already tell too much.
    let key = match seen(desk, it) {
        Some(_) => html! { (kind) " " code { (it.key) } },
        None => text(desk.say().plain("audit-withheld")),
    };
    vec![
        html! { a href=(desk.href(&format!("audit/{}", it.seq))) { (it.seq) } },
        html! { span class="whole" { (moment(it)) } },
        html! { span class="whole" { (it.effective) } },
        text(&it.actor),
        text(words::word("role", &it.role, language)),
        key,
        code(&it.signer),
        // Enough to tell events apart; the page of the event has all of it.
        code(it.hash.get(..SHORT).unwrap_or(&it.hash)),
    ]
}

fn moment(it: &EventRow) -> String {
    it.at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// The record of an event, when the person may see it.
fn seen(desk: &Desk<'_>, it: &EventRow) -> Option<Record> {
    let record = Record::parse(Kind::named(&it.kind)?, &it.record).ok()?;
    desk.reader.view.sees(&record).then_some(record)
}

fn event(desk: &Desk<'_>, seq: u64) -> Result<Answered, Trouble> {
    let one = Filter { before: seq.checked_add(1), limit: 1, ..Filter::default() };
    let found = desk.work.records.events(&one)?.into_iter().next().filter(|it| it.seq == seq);
    let Some(it) = found else { return Ok(desk.not_found()) };
    let earlier = Filter {
        kind: Some(it.kind.clone()),
        key: Some(it.key.clone()),
        before: Some(seq),
        limit: 1,
        ..Filter::default()
    };
    let before = desk.work.records.events(&earlier)?.into_iter().next();
    let (say, record) = (desk.say(), seen(desk, &it));
    let body = html! {
        p class="crumb" { a href=(desk.href("audit")) { (say.plain("nav-audit")) } }
        (envelope(desk, &it, record.is_some()))
        (verify(desk, &it))
        @match &record {
            None => p class="caution" { (say.plain("audit-withheld")) },
            Some(record) => {
                section aria-labelledby="audit-record" {
                    h2 id="audit-record" { (say.plain("audit-record")) }
                    (crate::record::members(&desk.reader, record))
                    details { summary { (say.plain("audit-raw")) } pre { code { (it.record) } } }
                }
                section aria-labelledby="audit-changes" {
                    h2 id="audit-changes" { (say.plain("audit-changes")) }
                    @match before.as_ref().map(|before| seen(desk, before)) {
                        None => p { (say.plain("audit-first")) },
                        Some(None) => p class="caution" { (say.plain("audit-withheld")) },
                        Some(Some(before)) => (change::table(desk, &before, record)),
                    }
                }
            },
        }
    };
    Ok(desk.page(200, &say.with("history-event", &[("event", &seq.to_string())]), body))
}

/// How anybody who has the files checks this event, without trusting these pages.
fn verify(desk: &Desk<'_>, it: &EventRow) -> Markup {
    let (say, snapshot) = (desk.say(), desk.work.snapshot);
    let line = it.seq.saturating_add(1);
    let commands = format!("sed -n {line}p commitments/events.jsonl\nprobity commitments verify");
    html! {
        section id="verify" aria-labelledby="audit-verify" {
            h2 id="audit-verify" { (say.plain("audit-verify")) }
            p { (say.plain("audit-verify-text")) }
            pre tabindex="0" { code { (commands) } }
            (facts(&[
                (say.plain("audit-hash"), hash(&it.hash)),
                (say.plain("audit-events"), text(snapshot.events.to_string())),
                (say.plain("audit-head"), hash(&snapshot.head)),
            ]))
        }
    }
}

/// Everything of an event but its record; of one that is not for the person's role only who, when and the hash.
fn envelope(desk: &Desk<'_>, it: &EventRow, seen: bool) -> Markup {
    let (say, language) = (desk.say(), desk.asked.language);
    let kind = Kind::named(&it.kind);
    let key = match kind {
        Some(kind) => {
            html! { (words::kind(kind, language)) " " a href=(desk.href(&crate::record::path(kind, &it.key))) { code { (it.key) } } }
        }
        None => html! { (it.kind) " " code { (it.key) } },
    };
    let mut rows = vec![
        (say.plain("audit-actor"), text(&it.actor)),
        (say.plain("audit-role"), text(words::word("role", &it.role, language))),
        (say.plain("audit-at"), text(moment(it))),
        (say.plain("audit-effective"), text(it.effective.to_string())),
        (say.plain("audit-signer"), code(&it.signer)),
        (say.plain("audit-hash"), hash(&it.hash)),
    ];
    if !seen {
        return facts(&rows);
    }
    rows.insert(0, (say.plain("audit-key"), key));
    if !it.source.is_empty() {
        rows.push((say.plain("audit-source"), text(&it.source)));
    }
    rows.extend(it.corrects.as_ref().map(|reason| (say.plain("audit-corrects"), text(reason))));
    facts(&rows)
}
