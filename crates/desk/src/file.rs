//! The file of a piece of evidence: how a record leads to it, and its bytes for who may read that record. It is answered as
//! something to be kept and never shown, because anybody with an account may have sent it.

use crate::exchange::{Answered, Attached};
use crate::records::{Filter, Trouble};
use crate::work::Desk;
use maud::{Markup, html};
use probity_commitments::record::evidence::{Document, Visibility};
use probity_commitments::record::{Kind, Record};
use probity_commitments::rules::Kept;
use probity_store::attachments::Found;

/// The document of a record whose file is kept. A SHA-256 alone names a file that somebody has elsewhere.
pub(crate) fn pin(record: &Record) -> Option<&Document> {
    let Record::Evidence(evidence) = record else { return None };
    evidence.document.as_ref().filter(|it| it.size.is_some() || it.media_type.is_some())
}

/// The file that an event of the log names, when the person may see the record as it was then and as it is now.
pub(crate) fn page(desk: &Desk<'_>, rest: &str) -> Result<Answered, Trouble> {
    let Ok(seq) = rest.parse::<u64>() else { return Ok(desk.not_found()) };
    let one = Filter { before: seq.checked_add(1), limit: 1, ..Filter::default() };
    let event = desk.work.records.events(&one)?.into_iter().next().filter(|it| it.seq == seq);
    let record = event.and_then(|it| Record::parse(Kind::named(&it.kind)?, &it.record).ok());
    let Some(record) = record.filter(|it| desk.reader.view.sees(it)) else { return Ok(desk.not_found()) };
    let now = desk.reader.state.get(record.kind(), &record.key());
    let digest = pin(&record).and_then(|it| it.sha256);
    let Some(digest) = digest.filter(|_| now.is_some_and(|now| desk.reader.sees(now))) else {
        return Ok(desk.not_found());
    };
    let files = desk.work.records.shelf().files;
    match files.find(&digest)? {
        Found::Whole(size) => {
            let name = pin(&record).and_then(|it| it.file.clone()).unwrap_or_else(|| digest.short());
            Ok(Answered::file(Attached { path: files.path(&digest), name, size }))
        }
        Found::Missing => Ok(spoilt(desk, "file-missing")),
        Found::Changed(_) => Ok(spoilt(desk, "file-changed")),
    }
}

/// The record says what the file was, and the disk has something else.
fn spoilt(desk: &Desk<'_>, key: &str) -> Answered {
    let say = desk.say();
    let body = html! {
        p { (say.plain(key)) }
        p class="small" { (say.plain("file-verify")) " " code { "probity commitments verify" } }
    };
    desk.page(503, &say.plain("file-trouble"), body)
}

/// The file on the page of its record: where to get it, and who else may.
pub(crate) fn section(desk: &Desk<'_>, kept: &Kept) -> Markup {
    let Record::Evidence(evidence) = &kept.record else { return Markup::default() };
    if pin(&kept.record).is_none() {
        return Markup::default();
    }
    let say = desk.say();
    let public = evidence.visibility.is_none_or(|it| it == Visibility::Public);
    html! {
        section aria-labelledby="record-file" {
            h2 id="record-file" { (say.plain("record-file")) }
            p { a download href=(desk.href(&format!("file/{}", kept.seq))) { (say.plain("file-get")) } }
            p class="small" { (say.plain(if public { "file-who-all" } else { "file-who" })) " " (say.plain("file-not-published")) }
        }
    }
}
