//! What staff, delegations and organisations do at the desk, driven like a browser over a real log.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // A test stops at the first surprise.

mod browser;
mod door;
mod files;
mod log;
mod passkey;
mod refused;
mod sign_on;

use browser::{Browser, person};
use log::Kept;
use probity_commitments::record::Kind;
use probity_commitments::record::party::Role;
use probity_core::Language;
use probity_desk::Records;

/// Everybody of the demonstration, at the desk.
struct Desk {
    pub(crate) log: Kept,
    pub(crate) language: Language,
}

impl Desk {
    pub(crate) fn new(language: Language) -> Self {
        Self { log: Kept::demonstration(), language }
    }

    pub(crate) fn of(&self, actor: &str, role: Role, body: &str) -> Browser<'_> {
        Browser { log: &self.log, language: self.language, person: person(actor, role, body, self.language), minute: 1 }
    }

    pub(crate) fn officer(&self) -> Browser<'_> {
        self.of("justice-officer", Role::Ministry, "justice")
    }

    pub(crate) fn validator(&self) -> Browser<'_> {
        self.of("justice-validator", Role::ValidatingAuthority, "justice")
    }

    pub(crate) fn analyst(&self) -> Browser<'_> {
        self.of("analyst", Role::Analyst, "integrity")
    }

    pub(crate) fn watchdog(&self) -> Browser<'_> {
        self.of("watchdog", Role::Ngo, "openness")
    }

    pub(crate) fn registry(&self) -> Browser<'_> {
        self.of("registry", Role::Secretariat, "reviewers")
    }

    pub(crate) fn head(&self) -> Browser<'_> {
        self.of("head-of-delegation", Role::HeadOfDelegation, "justice")
    }
}

/// A ministry proposes a measure, the validating authority approves it, the ministry sends evidence and a notice, the
/// authority signs it.
fn proposed_and_done(desk: &Desk) {
    let code = format!("names.{}", desk.language);
    let proposed = desk.officer().record(
        "act/measure?recommendations=xs-r4%2Fiv",
        &[
            ("id", "m-new"),
            (&code, "Горячая линия · Сенім желісі"),
            ("lead", "justice"),
            ("term_to", "2026-12-31"),
            ("funding.amount", "12,5"),
            ("funding.currency", "KZT"),
        ],
    );
    assert!(proposed.has("m-new") && proposed.has("12.5"), "{}", proposed.text());

    let waiting = desk.validator().get("");
    let approve = waiting.links().into_iter().find(|it| it.contains("approve=m-new")).expect("waits for approval");
    desk.validator().record(&approve, &[]);

    desk.officer().record(
        "act/evidence?on=measure%3Am-new&kind=url",
        &[("id", "e-new"), ("url.href", "https://example.org/order"), ("url.fetched", "2026-11-20")],
    );
    let text = format!("text.{}", desk.language);
    desk.officer().record(
        "act/notice?measure=m-new",
        &[
            ("id", "n-new"),
            ("kind", "result"),
            ("sent", "2026-11-21"),
            (&text, "Сделано · Жасалды"),
            ("evidence", "e-new"),
        ],
    );
    let waiting = desk.validator().get("");
    let sign = waiting.links().into_iter().find(|it| it.contains("sign?notice=n-new")).expect("waits for a signature");
    desk.validator().record(&sign, &[]);
    assert!(!desk.validator().get("").links().iter().any(|it| it.contains("n-new")));
}

/// The implementer is refused, the analyst sets the status.
fn judged(desk: &Desk, sentence: &str) {
    let officer = desk.officer();
    assert_eq!(officer.get("act/status?measure=m-new").status, 403, "not offered");
    let fields = |role: &str| -> Vec<(String, String)> {
        let all = [
            ("form-token", "T0"),
            ("step", "record"),
            ("event-role", role),
            ("measure", "m-new"),
            ("cutoff", "2026-11-22"),
            ("value", "implemented"),
            ("completed", "2026-11-20"),
            ("reason.ru", "проверено"),
        ];
        all.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    };
    let before = desk.log.snapshot().unwrap().events;
    let refused = officer.post("act/status", fields("ministry"));
    assert_eq!(refused.status, 422);
    assert!(refused.has("S1") && refused.has(sentence), "{}", refused.text());
    assert!(refused.html.contains("проверено") && refused.html.contains("2026-11-20"), "what was typed is kept");
    assert_eq!(desk.log.snapshot().unwrap().events, before, "nothing was recorded");

    let analyst = desk.analyst();
    let waiting = analyst.get("");
    let next = waiting.links().into_iter().find(|it| it.contains("status?measure=m-new")).expect("waits for a status");
    let filled =
        [("cutoff", "2026-11-22"), ("value", "implemented"), ("completed", "2026-11-20"), ("evidence", "e-new")];
    let done = analyst.record(&next, &filled);
    assert!(done.path.starts_with("record/status/m-new%402026-11-22"), "{}", done.path);
    let twice = analyst.post("act/status", fields("analyst"));
    assert!(
        twice.status == 422
            && twice.has("C1")
            && twice.links().contains(&"record/status/m-new%402026-11-22".to_owned())
    );
    assert_eq!(desk.log.snapshot().unwrap().events, before + 1);
}

/// An organisation files a shadow report; the secretariat records report and verdict; the head of delegation authorises.
fn answered(desk: &Desk) {
    let text = format!("text.{}", desk.language);
    let shadow = desk.watchdog().record(
        "act/submission?measure=m-new&kind=shadow",
        &[("id", "s-new"), ("received", "2026-11-22"), (&text, "Линия не отвечает · Желі жауап бермейді")],
    );
    assert!(shadow.has("s-new"));
    desk.watchdog().record(
        "act/evidence?on=submission%3As-new&kind=document",
        &[("id", "e-shadow"), ("document.file", "letter.pdf")],
    );
    assert!(desk.analyst().get("").links().iter().any(|it| it == "record/submission/s-new"), "new shadow report");

    let registry = desk.registry();
    registry.record(
        "act/report?evaluation=xs-r4",
        &[
            ("id", "xs-r4-addendum-2"),
            ("kind", "addendum"),
            ("ordinal", "2"),
            ("adopted", "2026-11-20"),
            ("plenary", "104"),
            ("reference", "Greco RC-IV (2026) 9E"),
            ("rapporteurs", "XA\r\nXC"),
            ("conclusion", "8.2"),
        ],
    );
    registry.record("act/verdict?report=xs-r4-addendum-2&recommendation=xs-r4%2Fiv", &[("value", "partly")]);

    let head = desk.head();
    let waiting = head.get("");
    let next =
        waiting.links().into_iter().find(|it| it.contains("authorisation?report=xs-r4-addendum-2")).expect("waits");
    assert!(desk.watchdog().get("record/report/xs-r4-addendum-2").status == 404, "not for those outside yet");
    head.record(&next, &[]);
    assert!(desk.analyst().get("record/report/xs-r4-addendum-2").status == 200, "authorised");
}

fn everything(language: Language, sentence: &str) {
    let desk = Desk::new(language);
    proposed_and_done(&desk);
    judged(&desk, sentence);
    answered(&desk);
    let page = desk.registry().get("record/measure/m-new");
    for link in [
        "record/notice/n-new",
        "record/status/m-new%402026-11-22",
        "record/submission/s-new",
        "record/evidence/e-new",
        "record/report/xs-r4-addendum-2",
    ] {
        assert!(page.links().iter().any(|it| it == link), "{link}: {:?}", page.links());
    }
    let audit = desk.registry().get("audit?actor=justice-validator&kind=measure");
    let event = audit.links().into_iter().find(|it| it.starts_with("audit/")).expect("the approval");
    let event = desk.registry().get(&event);
    assert!(event.html.contains("<del>proposed</del>") && event.has("approved"), "{}", event.html);
    assert!(desk.log.is_sound());
}

#[test]
fn the_whole_way_from_a_proposal_to_publication_in_russian() {
    everything(Language::Ru, "Исполнитель меры не устанавливает её статус");
}

#[test]
fn the_whole_way_from_a_proposal_to_publication_in_kazakh() {
    everything(Language::Kk, "Іс-шараны орындаушы оның мәртебесін белгілемейді");
}

#[test]
fn every_form_and_every_record_of_the_demonstration_has_a_page_that_keeps_the_rules() {
    let desk = Desk::new(Language::Kk);
    let roles = [
        Role::Secretariat,
        Role::FocalPoint,
        Role::ValidatingAuthority,
        Role::Ministry,
        Role::Analyst,
        Role::Rapporteur,
        Role::Plenary,
        Role::HeadOfDelegation,
        Role::Ngo,
        Role::Public,
        Role::Operator,
    ];
    let mut all = desk.registry();
    all.person.roles = roles.to_vec();
    for language in Language::ALL {
        all.language = language;
        for path in ["", "act", "record", "audit", "audit?kind=verdict", "act/measure?variant=training"] {
            assert_eq!(all.get(path).status, 200, "{path}");
        }
        for kind in Kind::ALL {
            assert_eq!(all.get(&format!("act/{kind}")).status, 200, "{kind}");
            assert_eq!(all.get(&format!("record/{kind}")).status, 200, "{kind}");
        }
    }
    let snapshot = desk.log.snapshot().unwrap();
    for (kind, key) in
        Kind::ALL.iter().flat_map(|kind| snapshot.state.of_kind(*kind).map(|(_, kept)| (*kind, kept.record.key())))
    {
        let key = probity_publication::route::encode(&key).replace("%2F", "/");
        assert_eq!(all.get(&format!("record/{kind}/{key}")).status, 200, "{kind} {key}");
    }
    for role in roles {
        all.person.roles = vec![role];
        for path in ["", "act", "audit", "record/recommendation/xs-r4/iii", "record/measure/m-single-source"] {
            assert_eq!(all.get(path).status, 200, "{path}");
        }
    }
}
