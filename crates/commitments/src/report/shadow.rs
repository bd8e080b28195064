//! What others say, beside what the authorities say: for every recommendation two columns of equal form, so that neither
//! side looks like the footnote of the other.

use super::case::Case;
use super::compliance::sides;
use super::tell::Teller;
use super::tree::{Block, Phrase, Section, Writer};
use super::wording::Values;
use crate::rules::roles::is_outside_submission;

/// The section.
pub(super) fn sections(tell: &Teller<'_>, case: &Case<'_>) -> Vec<Section> {
    let mut out = Writer::default();
    out.section("both", "", tell.plain("section-both"));
    out.say(tell.plain("shadow-intro"));
    if !case.submissions.iter().any(|it| is_outside_submission(it.kind)) {
        out.say(tell.plain("shadow-none"));
    }
    let said = |shadow: bool| -> Vec<Phrase> {
        let whole = case
            .submissions
            .iter()
            .filter(|it| it.recommendation.is_none() && is_outside_submission(it.kind) == shadow);
        whole.map(|it| tell.submission(it)).collect()
    };
    let (official, shadow) = (said(false), said(true));
    if !official.is_empty() || !shadow.is_empty() {
        out.heading(tell.plain("column-evaluation"));
        out.block(sides(tell, case.evaluation.id.as_str(), official, shadow));
    }
    for item in &case.items {
        let said = |shadow: bool| -> Vec<Phrase> {
            case.about(item)
                .filter(|it| is_outside_submission(it.kind) == shadow)
                .map(|it| tell.submission(it))
                .collect()
        };
        let (official, shadow) = (said(false), said(true));
        if official.is_empty() && shadow.is_empty() {
            continue;
        }
        let label = tell.say("recommendation", Values::new().text("number", item.number.as_str()));
        out.heading(label.clone());
        out.block(Block::Boxed { label, text: tell.maybe(item.record.and_then(|record| record.text.as_ref())) });
        out.add(
            Phrase::plain(format!("{}: ", tell.plain("column-verdict")))
                .and(tell.verdict(case.procedure, &item.row.verdict)),
        );
        out.block(sides(tell, &item.number, official, shadow));
    }
    out.finish()
}
