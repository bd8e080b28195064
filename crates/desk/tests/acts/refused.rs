//! What the desk refuses, and that nothing is recorded then.

use crate::Desk;
use crate::browser::changed;
use probity_commitments::record::party::Role;
use probity_core::Language;
use probity_desk::Records;

fn fields(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn nobody_does_by_web_what_their_role_is_not_offered_even_where_no_rule_minds() {
    let desk = Desk::new(Language::En);
    let before = desk.log.snapshot().unwrap().head.clone();
    let form =
        [("step", "record"), ("event-role", "ministry"), ("id", "me"), ("body", "justice"), ("roles", "secretariat")];
    let refused = desk.officer().post("act/actor", fields(&form));
    assert_eq!(refused.status, 403);
    // A role that is not one's own.
    let form = [
        ("step", "record"),
        ("event-role", "secretariat"),
        ("id", "me"),
        ("body", "justice"),
        ("roles", "secretariat"),
    ];
    let refused = desk.officer().post("act/actor", fields(&form));
    assert!(refused.status == 422 && refused.has("S10"), "{}", refused.text());
    let form = [
        ("step", "record"),
        ("event-role", "ngo"),
        ("id", "n"),
        ("measure", "m-code"),
        ("kind", "result"),
        ("sent", "2026-11-01"),
        ("text.en", "x"),
    ];
    let refused = desk.watchdog().post("act/notice", fields(&form));
    assert!(refused.status == 422 && refused.has("S9"));
    assert_eq!(desk.log.snapshot().unwrap().head, before);
}

#[test]
fn somebody_without_an_actor_reads_and_records_nothing() {
    let desk = Desk::new(Language::Ru);
    let mut nobody = desk.officer();
    (nobody.person.actor, nobody.person.roles, nobody.person.body) = (None, Vec::new(), None);
    assert_eq!(nobody.get("").status, 200);
    assert_eq!(nobody.get("act/measure").status, 403);
    let form = [
        ("step", "record"),
        ("event-role", "ministry"),
        ("id", "x"),
        ("names.ru", "x"),
        ("lead", "justice"),
        ("term_to", "2026-12-31"),
    ];
    assert_eq!(nobody.post("act/measure", fields(&form)).status, 422);
}

#[test]
fn what_cannot_be_read_is_said_at_its_field_and_kept() {
    let desk = Desk::new(Language::Ru);
    let filled = [
        ("id", "m-x"),
        ("names.ru", "<b>Мера</b>"),
        ("term_to", "31.12.2026"),
        ("funding.amount", "N/A"),
        ("names.authoritative", "en"),
    ];
    let wrong = desk.officer().preview("act/measure", &filled);
    assert_eq!(wrong.status, 422);
    for id in ["f-term-to", "f-funding-amount", "f-names"] {
        assert!(wrong.html.contains(&format!("href=\"#{id}\"")), "{id}: {}", wrong.html);
    }
    assert!(wrong.html.contains("value=\"31.12.2026\"") && wrong.html.contains("value=\"N/A\""));
    assert!(wrong.html.contains("aria-invalid=\"true\""));
}

#[test]
fn a_preview_records_nothing_and_shows_what_is_odd() {
    let desk = Desk::new(Language::En);
    let before = desk.log.snapshot().unwrap().events;
    let filled = [
        ("subject", "evaluation:xs-r4"),
        ("as_of", "2026-10-01"),
        ("parts", "closed = 12\r\nopen = 30"),
        ("total", "41"),
    ];
    let preview = desk.registry().preview("act/published", &filled);
    assert!(preview.has("12 + 30 = 42, printed 41"), "{}", preview.text());
    assert_eq!(desk.log.snapshot().unwrap().events, before);
    let again = desk.registry().post("act/published", changed(preview.fields(), &[], "edit"));
    assert!(again.status == 200 && again.html.contains("open = 30"));
}

#[test]
fn a_correction_keeps_the_earlier_version_struck_with_its_reason() {
    let desk = Desk::new(Language::Kk);
    let officer = desk.officer();
    let without = officer.preview("act/measure?correct=m-code", &[("term_to", "2025-03-31")]);
    assert_eq!(without.status, 422, "a correction has a reason");
    let done =
        officer.record("act/measure?correct=m-code", &[("term_to", "2025-03-31"), ("event-corrects", "қате жазылған")]);
    assert!(done.has("қате жазылған") && done.html.contains("<del>"), "{}", done.text());
    let other = desk.of("focal-point", Role::FocalPoint, "integrity");
    let refused = other.preview("act/measure?correct=m-code", &[("term_to", "2025-04-30"), ("event-corrects", "x")]);
    assert!(refused.status == 422 && refused.has("C2"));
    assert!(desk.log.is_sound());
}

#[test]
fn those_outside_see_no_evidence_that_is_not_public() {
    let desk = Desk::new(Language::En);
    desk.officer().record(
        "act/evidence?on=measure%3Am-code&kind=document",
        &[("id", "e-inside"), ("document.file", "secret-file.pdf"), ("visibility", "internal")],
    );
    assert_eq!(desk.watchdog().get("record/evidence/e-inside").status, 404);
    assert!(!desk.watchdog().get("record/measure/m-code").html.contains("e-inside"));
    assert!(!desk.watchdog().get("act/evidence").html.contains("e-inside"));
    let audit = desk.analyst().get("audit?key=e-inside");
    let event = audit.links().into_iter().find(|it| it.starts_with("audit/")).unwrap();
    assert!(desk.analyst().get(&event).html.contains("secret-file.pdf"));
    let outside = desk.watchdog().get(&event).html;
    assert!(!outside.contains("secret-file.pdf") && !outside.contains("e-inside"));
    assert!(
        desk.analyst().get("audit").html.contains("e-inside")
            && !desk.watchdog().get("audit").html.contains("e-inside")
    );
}

#[test]
fn addresses_that_lead_nowhere_say_so() {
    let desk = Desk::new(Language::Ru);
    for path in [
        "nothing",
        "act/nothing",
        "record/nothing",
        "record/measure/nothing",
        "audit/x",
        "audit/999999",
        "record/measure/../x",
    ] {
        assert_eq!(desk.registry().get(path).status, 404, "{path}");
    }
}
