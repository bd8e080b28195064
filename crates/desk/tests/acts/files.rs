//! Files at the desk: what came with a form is kept with its event and given to who may read the record; TOML from a file
//! is shown before it is recorded, with the line of each mistake; long lists are looked through by words.

use crate::Desk;
use crate::browser::{Browser, Shown, changed};
use probity_commitments::record::load::{Form, read};
use probity_commitments::record::party::Role;
use probity_core::{Digest, Language};
use probity_desk::Records;
use probity_store::attachments::Found;
use std::io::Write as _;

/// What a server makes of a file that a browser sends in a control.
fn sent(desk: &Desk, control: &str, name: &str, media_type: &str, bytes: &[u8]) -> Vec<(String, String)> {
    let mut incoming = desk.log.files.begin().unwrap();
    incoming.write(bytes).unwrap();
    let token = incoming.finish().unwrap().token().to_owned();
    let parts = [("", token.as_str()), (".name", name), (".type", media_type)];
    parts.into_iter().map(|(part, text)| (format!("{control}.upload{part}"), text.to_owned())).collect()
}

fn texts(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}

fn recorded(browser: &Browser<'_>, kind: &str, preview: &Shown) -> Shown {
    assert_eq!(preview.status, 200, "{}", preview.text());
    browser.post(kind, changed(preview.fields(), &[], "record"))
}

fn waiting(desk: &Desk) -> usize {
    std::fs::read_dir(desk.log.files.path(&Digest::of(b"")).with_file_name("incoming")).map_or(0, Iterator::count)
}

const LETTER: &[u8] = b"%PDF a letter";

/// An officer's letter, for those inside.
fn letter(desk: &Desk) -> (Shown, String) {
    let officer = desk.officer();
    let file = sent(desk, "document.sha256", "C:\\out\\хат <b>.pdf", "application/pdf", LETTER);
    let more = [
        ("id", "e-letter"),
        ("visibility", "internal"),
        ("document.size", "1"),
        ("document.media_type", "x-own/typed"),
    ];
    let filled = [texts(&file).as_slice(), &more].concat();
    let preview = officer.preview("act/evidence?on=measure%3Am-code&kind=document", &filled);
    assert!(preview.has("хат <b>.pdf") && preview.has("application/pdf"), "{}", preview.text());
    assert_eq!(desk.log.files.find(&Digest::of(LETTER)).unwrap(), Found::Missing, "nothing is kept for a preview");
    let page = recorded(&officer, "act/evidence", &preview);
    let link = page.links().into_iter().find(|it| it.starts_with("file/")).expect("a link to the file");
    (page, link)
}

#[test]
fn a_file_goes_through_the_preview_and_is_kept_with_its_event() {
    let desk = Desk::new(Language::Kk);
    let (page, link) = letter(&desk);
    assert!(page.has("e-letter") && page.has("13 байт") && page.has(&Digest::of(LETTER).short()), "{}", page.text());
    assert_eq!(desk.log.files.find(&Digest::of(LETTER)).unwrap(), Found::Whole(13));
    assert_eq!(waiting(&desk), 0);
    let file = desk.officer().file(&link);
    let attached = file.attached.expect("the file");
    assert_eq!((attached.name.as_str(), attached.size), ("хат <b>.pdf", 13));
    assert_eq!(file.media_type, "application/octet-stream", "no browser shall show it");
    let event = desk.registry().get(&link.replace("file/", "audit/"));
    assert!(
        event.html.contains("&quot;size&quot;:13") && !event.html.contains("x-own/typed"),
        "what was typed does not count"
    );
    assert!(desk.log.is_sound());
}

#[test]
fn a_file_is_given_to_who_may_read_its_record_and_to_nobody_else() {
    let desk = Desk::new(Language::En);
    let (_, link) = letter(&desk);
    assert!(desk.analyst().file(&link).attached.is_some());
    assert_eq!(desk.watchdog().get(&link).status, 404);
    // Who knows the digest and nothing more records it and is given nothing.
    let digest = Digest::of(LETTER).to_string();
    let own = [("id", "e-own"), ("document.sha256", digest.as_str()), ("document.size", "13")];
    let page = desk.officer().record("act/evidence?on=measure%3Am-code&kind=document", &own);
    assert!(!page.links().iter().any(|it| it.starts_with("file/")), "{:?}", page.links());
    // What is not what was recorded is not given, and says so.
    let mut spoiler = std::fs::OpenOptions::new().append(true).open(desk.log.files.path(&Digest::of(LETTER))).unwrap();
    spoiler.write_all(b"!").unwrap();
    let spoilt = desk.officer().get(&link);
    assert!(spoilt.status == 503 && spoilt.has("not those that were recorded"), "{}", spoilt.text());
    std::fs::remove_file(desk.log.files.path(&Digest::of(LETTER))).unwrap();
    assert!(desk.officer().get(&link).has("not beside the log"));
}

#[test]
fn a_correction_keeps_the_file_and_an_earlier_secret_stays_one() {
    let desk = Desk::new(Language::En);
    let (_, first) = letter(&desk);
    let officer = desk.officer();
    let reason = [("event-corrects", "for everybody"), ("visibility", "public")];
    let page = officer.record("act/evidence?correct=e-letter", &reason);
    let second = page.links().into_iter().find(|it| it.starts_with("file/")).expect("still with its file");
    assert!(first != second && desk.analyst().file(&second).attached.is_some());
    assert_eq!(desk.watchdog().get(&first).status, 404, "it was for those inside when it said this");
    assert!(desk.watchdog().file(&second).attached.is_some());
}

#[test]
fn what_is_wrong_elsewhere_costs_no_second_upload_and_a_file_can_be_left_out() {
    let desk = Desk::new(Language::Ru);
    let officer = desk.officer();
    let file = sent(&desk, "document.sha256", "приказ.pdf", "text", LETTER);
    let again = officer
        .preview("act/evidence?on=measure%3Am-code&kind=document", &[texts(&file).as_slice(), &[("id", "")]].concat());
    assert!(again.status == 422 && again.has("приказ.pdf"), "{}", again.text());
    let without = changed(
        again.fields(),
        &[("id", "e-order"), ("document.sha256.without", "true"), ("document.title.ru", "Приказ")],
        "preview",
    );
    let preview = officer.post("act/evidence", without);
    assert!(preview.status == 200 && !preview.has("приказ.pdf"), "{}", preview.text());
    assert_eq!(waiting(&desk), 0, "what is left out is gone");
    let with = changed(again.fields(), &[("id", "e-order")], "preview");
    let gone = officer.post("act/evidence", with);
    assert!(gone.status == 422 && gone.has("Выберите его снова"), "{}", gone.text());
    let large = [("document.sha256.upload.fault", "large"), ("id", "e-order")];
    let large = officer.preview("act/evidence?on=measure%3Am-code&kind=document", &large);
    assert!(large.status == 422 && large.has("Файл больше, чем здесь принимается"), "{}", large.text());
}

#[test]
fn a_second_look_at_evidence_takes_the_digest_of_a_file_and_not_the_file() {
    let desk = Desk::new(Language::En);
    let (_, _) = letter(&desk);
    let analyst = desk.analyst();
    let file = sent(&desk, "sha256", "letter.pdf", "application/pdf", b"a new letter");
    let preview = analyst.preview("act/observed?evidence=e-letter", &texts(&file));
    let page = recorded(&analyst, "act/observed", &preview);
    assert!(page.has(&Digest::of(b"a new letter").to_string()), "{}", page.text());
    assert_eq!(desk.log.files.find(&Digest::of(b"a new letter")).unwrap(), Found::Missing);
    assert_eq!(waiting(&desk), 0);
}

#[test]
fn a_calendar_comes_from_a_file_and_its_mistakes_are_named_by_line_and_field() {
    let desk = Desk::new(Language::En);
    let registry = desk.registry();
    let wrong = "id = \"xa-2027\"\nweekend = [\"sat\", \"sunday\"]\n";
    let file = sent(&desk, "toml", "xa.toml", "text/plain", wrong.as_bytes());
    let again = registry.preview("act/calendar", &texts(&file));
    assert!(again.status == 422 && again.has("Line 2, column 19, field weekend:"), "{}", again.text());
    assert!(again.has("`sunday` is not a day of the week") && again.html.contains("xa-2027"), "{}", again.text());
    let broken = registry.preview("act/calendar", &[("toml", "id = \"xa\"\nweekend = [\n")]);
    assert!(broken.status == 422 && broken.has("Line "), "{}", broken.text());
    // The heading of a load file may stay.
    let right = format!("[[calendar]]\n{}", wrong.replace("sunday", "sun"));
    let page = registry.record("act/calendar", &[("toml", &right)]);
    assert!(page.has("xa-2027"), "{}", page.text());
    let binary = sent(&desk, "toml", "xa.toml", "text/plain", &[0xff, 0xfe]);
    assert!(registry.preview("act/calendar", &texts(&binary)).has("This file is no text"));
}

#[test]
fn hundreds_of_records_are_looked_through_by_words_and_what_was_chosen_stays() {
    let desk = Desk::new(Language::En);
    let mut bodies = "[defaults]\nactor = \"registry\"\nrole = \"secretariat\"\n".to_owned();
    for number in 0..200 {
        bodies +=
            &format!("[[body]]\nid = \"office-{number}\"\nkind = \"agency\"\nnames.en = \"Office Number {number}\"\n");
    }
    let entries = read("bodies", &bodies, Form::Toml).unwrap();
    desk.log.record(entries, "2026-11-22T09:00:00Z".parse().unwrap(), false).unwrap().unwrap();
    let registry = desk.registry();
    let opened = registry.get("act/actor");
    assert!(!opened.has("Office Number 7") && opened.html.len() < 60_000, "{}", opened.html.len());
    let found = registry.post("act/actor", changed(opened.fields(), &[("body.find", "number 17")], "find"));
    assert!(found.has("Office Number 170") && !found.has("Office Number 18"), "{}", found.text());
    // Enter is the button for the preview; it looks up first.
    let entered = registry.post("act/actor", changed(opened.fields(), &[("body.find", "number 19")], "preview"));
    assert!(entered.status == 200 && entered.has("Office Number 199"), "{}", entered.text());
    let nothing = registry.post("act/actor", changed(opened.fields(), &[("body.find", "ministry of magic")], "find"));
    assert!(nothing.has("No record has these words"));
    let chosen = [("body", "office-170"), ("id", "clerk"), ("roles", "ministry")];
    let preview = registry.post("act/actor", changed(found.fields(), &chosen, "preview"));
    assert!(recorded(&registry, "act/actor", &preview).has("Office Number 170"));
}

#[test]
fn every_role_is_offered_its_own_business_first() {
    let desk = Desk::new(Language::En);
    let first = |role, body| {
        let page = desk.of("somebody", role, body).get("act");
        page.links().into_iter().find(|it| it.starts_with("act/")).unwrap()
    };
    assert_eq!(first(Role::Ministry, "justice"), "act/evidence");
    assert_eq!(first(Role::Secretariat, "reviewers"), "act/evaluation");
    assert_eq!(first(Role::Ngo, "openness"), "act/submission");
    let chosen = desk.officer().get("act/evidence?on=measure%3Am-code");
    let link = "act/evidence?on=measure:m-code&kind=document";
    assert!(chosen.links().iter().any(|it| it == link), "{:?}", chosen.links());
}
