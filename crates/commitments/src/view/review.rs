//! Evidence that no longer shows what it showed: the law was changed, the page reads differently, the term is over. What
//! changed and changed back is fine; what the organ or the analyst judged anew on new evidence is settled.

use super::View;
use super::links::{Numbered, Pieces};
use super::standing::Standing;
use super::world::ProvisionNow;
use crate::calendar::add_days;
use crate::record::evidence::Evidence;
use crate::record::programme::Measure;
use crate::rules::Kept;
use jiff::Timestamp;
use jiff::civil::Date;
use probity_core::Digest;
use probity_store::event::day;
use serde::Serialize;

/// Why something needs review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The provision has another text.
    ProvisionChanged,
    /// The provision is gone.
    ProvisionRepealed,
    /// The provision has never commenced.
    ProvisionNotInForce,
    /// The evidence held only until a day that is past.
    Expired,
    /// What was cited looks different now.
    ObservedChanged,
    /// The finding's latest run gives something else.
    FindingChanged,
    /// A closed recommendation was put in question again.
    Reopened,
}

/// One reason, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Stale {
    /// The reason.
    pub reason: Reason,
    /// The evidence, unless the recommendation itself was reopened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// Since when, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
}

/// The codes of reasons, each once.
pub(super) fn codes(stale: &[Stale]) -> Vec<Reason> {
    let all: std::collections::BTreeSet<Reason> = stale.iter().map(|it| it.reason).collect();
    all.into_iter().collect()
}

impl<'a> View<'a> {
    /// Why a measure needs review.
    pub fn stale_measure(&self, measure: &Measure) -> Vec<Stale> {
        let behind = self.evidence_behind(measure.id.as_str());
        let settled = |piece: (&Evidence, &Kept), since| self.judged_anew(measure, piece, since);
        self.stale(&behind, settled)
    }

    /// Why a recommendation needs review.
    pub(super) fn stale_recommendation(
        &self,
        recommendation: &Numbered<'a>,
        measures: &[&'a Measure],
        standing: Option<&Standing<'a>>,
        reopened: Option<Date>,
    ) -> Vec<Stale> {
        let own = self.evidence_on(&format!("recommendation:{}", recommendation.key));
        let behind: Vec<Pieces<'a>> = measures.iter().map(|it| self.evidence_behind(it.id.as_str())).collect();
        let mut all = own.clone();
        behind.iter().for_each(|pieces| all.extend(pieces));
        let by_organ = |piece: (&Evidence, &Kept), since| self.said_anew(standing, &all, piece, since);
        let mut stale = self.stale(&own, by_organ);
        for (measure, pieces) in measures.iter().zip(&behind) {
            let settled =
                |piece: (&Evidence, &Kept), since| by_organ(piece, since) || self.judged_anew(measure, piece, since);
            stale.extend(self.stale(pieces, settled));
        }
        let again = reopened.map(|date| Stale { reason: Reason::Reopened, evidence: None, since: Some(date) });
        stale.extend(again);
        stale.sort();
        stale.dedup();
        stale
    }

    /// The stale ones among some pieces of evidence that nobody has settled.
    fn stale(&self, pieces: &Pieces<'a>, settled: impl Fn((&Evidence, &Kept), Date) -> bool) -> Vec<Stale> {
        let mut found = Vec::new();
        for (id, (evidence, kept)) in pieces {
            for (reason, since) in self.changes(evidence) {
                if !settled((evidence, kept), since.unwrap_or(kept.effective)) {
                    found.push(Stale { reason, evidence: Some((*id).to_owned()), since });
                }
            }
        }
        found
    }

    /// What has happened to what a piece of evidence was pinned to.
    fn changes(&self, evidence: &Evidence) -> Vec<(Reason, Option<Date>)> {
        let mut changes = Vec::new();
        if let Some(to) = evidence.to.filter(|to| to.0 < self.at) {
            changes.push((Reason::Expired, add_days(to.0, 1)));
        }
        changes.extend(self.observed_change(evidence).map(|since| (Reason::ObservedChanged, Some(since))));
        changes.extend(self.provision_change(evidence));
        changes.extend(self.finding_change(evidence).map(|since| (Reason::FindingChanged, since)));
        changes
    }

    /// The day since which it looks different, if the last look says so.
    fn observed_change(&self, evidence: &Evidence) -> Option<Date> {
        let pinned = pinned(evidence)?;
        let looks = self.observed_below(evidence.id.as_str()).filter(|(seen, _)| seen.evidence == evidence.id);
        let mut looks: Vec<_> = looks.collect();
        looks.sort_by_key(|(seen, kept)| (seen.date, kept.seq));
        let last = looks.last()?.0.sha256;
        let run = looks.iter().rev().take_while(|(seen, _)| seen.sha256 == last);
        run.last().filter(|_| last != pinned).map(|(seen, _)| seen.date.0)
    }

    fn provision_change(&self, evidence: &Evidence) -> Option<(Reason, Option<Date>)> {
        let pin = evidence.provision.as_ref()?;
        match self.world.provision(pin, self.at) {
            ProvisionNow::Unknown => None,
            ProvisionNow::NotInForce => Some((Reason::ProvisionNotInForce, None)),
            ProvisionNow::Gone { since } => Some((Reason::ProvisionRepealed, since)),
            ProvisionNow::Text { sha256, since } => {
                pin.sha256.filter(|pinned| *pinned != sha256).map(|_| (Reason::ProvisionChanged, Some(since)))
            }
        }
    }

    fn finding_change(&self, evidence: &Evidence) -> Option<Option<Date>> {
        let pin = evidence.finding.as_ref()?;
        let now = self.world.finding(pin, self.at)?;
        // A run that gives the same finding again changes nothing.
        let differs = match (&pin.sha256, &pin.run) {
            (Some(pinned), _) => *pinned != now.sha256,
            (None, Some(run)) => *run != now.run,
            (None, None) => false,
        };
        differs.then_some(now.since)
    }

    /// Whether a status was recorded after a change and cites new evidence. What was finished long ago is judged anew by the
    /// cut-off, not by the day on which it was finished.
    fn judged_anew(&self, measure: &Measure, piece: (&Evidence, &Kept), since: Date) -> bool {
        let measure = measure.id.as_str();
        self.judged(measure).into_iter().any(|(status, kept)| {
            let judged = kept.effective.max(status.cutoff.0);
            let after = (since..=self.at).contains(&judged) && day(kept.at) >= since;
            let notice = status.notice.as_ref().and_then(|id| self.notice(id.as_str()));
            let cited = status.evidence.iter().chain(notice.into_iter().flat_map(|(notice, _)| &notice.evidence));
            let mut cited = cited.filter_map(|id| self.piece(id.as_str()));
            after && cited.any(|(_, new)| self.is_new(new, piece, since, kept.at))
        })
    }

    /// Whether a verdict was recorded after a change, with new evidence before it.
    fn said_anew(
        &self,
        standing: Option<&Standing<'a>>,
        pieces: &Pieces<'a>,
        piece: (&Evidence, &Kept),
        since: Date,
    ) -> bool {
        let mut voices = standing.into_iter().flat_map(Standing::counting);
        voices.any(|voice| {
            let after = voice.report.adopted.0 >= since && day(voice.kept.at) >= since;
            after && pieces.values().any(|new| self.is_new(*new, piece, since, voice.kept.at))
        })
    }

    /// Whether a piece is newer than another, recorded after a change and by the time of a judgement, and not stale itself.
    fn is_new(&self, new: (&Evidence, &Kept), old: (&Evidence, &Kept), since: Date, judged: Timestamp) -> bool {
        let recorded = new.1.first().seq > old.1.first().seq && day(new.1.at) >= since && new.1.at <= judged;
        recorded && new.0.id != old.0.id && self.changes(new.0).is_empty()
    }
}

/// The digest a piece of evidence is pinned to.
fn pinned(evidence: &Evidence) -> Option<Digest> {
    let provision = evidence.provision.as_ref().and_then(|pin| pin.sha256);
    let finding = evidence.finding.as_ref().and_then(|pin| pin.sha256);
    let document = evidence.document.as_ref().and_then(|pin| pin.sha256);
    let page = evidence.url.as_ref().and_then(|pin| pin.sha256);
    provision.or(finding).or(document).or(page)
}
