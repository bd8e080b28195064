//! The demonstration's records keep every rule, and the pages made from them say what the records say in three languages.

use crate::recorder::Recorder;
use jiff::civil::{Date, date};
use probity_commitments::demonstration::BATCHES;
use probity_commitments::record::evidence::Provision;
use probity_commitments::report::{Kind, Made, NoNames, Question, html, report};
use probity_commitments::rules::{Fold, Library};
use probity_commitments::view::{NoWorld, View, status};
use probity_core::{Digest, Language};

/// A library in which every provision has some text.
struct AnyText;

impl Library for AnyText {
    fn pin(&self, _: &Provision, _: Date) -> Option<Digest> {
        Some(Digest::of(b"text"))
    }
}

fn recorded() -> Fold {
    let mut log = Recorder::shipped(&AnyText);
    for batch in BATCHES {
        let planned = log.accept(batch.text, batch.at.parse().unwrap());
        assert!(planned.warnings.is_empty(), "{}: {:?}", batch.name, planned.warnings);
    }
    log.fold
}

#[test]
fn the_demonstration_keeps_every_rule_and_its_counts_are_those_of_its_reports() {
    let fold = recorded();
    let counts = |at| {
        let view = View::new(fold.state(), at, None, &NoWorld);
        let summary = status(&view, None, None).evaluations.remove(0).summary;
        (summary.closed, summary.partly, summary.not, summary.total)
    };
    assert_eq!(counts(date(2022, 12, 2)), (2, 2, 4, 8));
    assert_eq!(counts(date(2024, 12, 6)), (4, 2, 2, 8));
    assert_eq!(counts(date(2026, 6, 12)), (5, 2, 1, 8));
}

#[test]
fn every_document_is_made_in_three_languages_and_twice_the_same() {
    let fold = recorded();
    let view = View::new(fold.state(), date(2026, 11, 21), None, &NoWorld);
    let made =
        Made { publisher: "P", synthetic: true, program: "probity", known: None, events: 1, head: &"0".repeat(64) };
    let about = [
        (Kind::Compliance, "xs-r4-second-compliance"),
        (Kind::Situation, "xs-r4"),
        (Kind::Shadow, "xs-r4"),
        (Kind::Quarterly, "integrity-plan@2024"),
        (Kind::CountrySheet, "XS"),
        (Kind::Recommendation, "xs-r4/iii"),
        (Kind::Treaty, "convention"),
        (Kind::Calendar, "all"),
        (Kind::Board, "all"),
    ];
    for (kind, reference) in about {
        let page = |language| {
            let question = Question { kind, reference, language };
            html(&report(&view, &NoNames, &question, &made).unwrap_or_else(|error| panic!("{kind}: {error}")))
        };
        let [en, kk, ru] = Language::ALL.map(page);
        assert!(en != kk && kk != ru && en != ru, "{kind}");
        assert_eq!(en, page(Language::En));
    }
}
