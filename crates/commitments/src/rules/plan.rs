//! From the entries of a load file to drafts for the log: days that nobody gave are filled in, evidence is pinned, every
//! rule is asked. Either all entries become drafts or none does.

use super::{Act, Broken, Fold, Rule, Warning, times};
use crate::record::Record;
use crate::record::evidence::Provision;
use crate::record::load::{Entry, Whereabouts};
use crate::record::value::Id;
use crate::view::FindingNow;
use jiff::Timestamp;
use jiff::civil::Date;
use probity_core::{Diagnostic, Digest};
use probity_store::Draft;
use probity_store::event::day;

/// What evidence can be pinned to: the library of law and the findings of the observatory. Who keeps them implements this for it, and the program hands
/// it to [`super::Recording`]: nothing else changes. Whoever answers `None` ends the command with exit 4, and nothing is
/// recorded.
pub trait Library {
    /// The digest of the text (text form: `law.md` 3.2) that `provision.work`, and `provision.eid` in it when one is given,
    /// had on the day `at` in `provision.language`; `None` when the library does not have it. `provision.sha256` is empty
    /// here, and `at` is `provision.at` or else the day from which the evidence holds.
    fn pin(&self, provision: &Provision, at: Date) -> Option<Digest>;

    /// A finding as it stands in the current run; `None` when there is none of that name, and the evidence then stays
    /// without a digest, so that nothing is ever said to have changed.
    fn finding(&self, id: &Id) -> Option<FindingNow> {
        let _ = id;
        None
    }
}

/// A library without any law.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoLibrary;

impl Library for NoLibrary {
    fn pin(&self, _: &Provision, _: Date) -> Option<Digest> {
        None
    }
}

/// What can be appended.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// The drafts, in the order of recording.
    pub drafts: Vec<Draft>,
    /// What is odd, and not refused.
    pub warnings: Vec<Warning>,
}

/// Why nothing is appended.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// Every broken rule, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// The command's exit code: 3 when anything is contradictory, 4 when a provision is not in the library, else 1.
    pub exit: u8,
}

/// Checks entries against what is recorded, as if they were recorded at `at` from number `first` on. `fold` has seen the
/// whole log; afterwards it has seen the entries too, whether or not they break a rule. `signer` names the key that will
/// sign, `None` the observatory's own.
///
/// # Errors
/// When a rule is broken or a provision cannot be pinned.
pub fn plan(
    fold: &mut Fold,
    entries: Vec<Entry>,
    first: u64,
    at: Timestamp,
    signer: Option<&str>,
    library: &dyn Library,
) -> Result<Planned, Refused> {
    // What the log itself has broken is `verify`'s business, and was said when it was recorded.
    fold.settle();
    fold.take_warnings();
    let mut broken = Vec::new();
    let (mut drafts, mut places, mut unpinned) = (Vec::new(), Vec::new(), Vec::new());
    let is_new = |entry: &Entry| !entry.shell || !fold.state().has(entry.record.kind(), &entry.record.key());
    let entries: Vec<Entry> = entries.into_iter().filter(is_new).collect();
    for (seq, entry) in (first..).zip(entries) {
        let Entry { actor, role, source, effective, corrects, mut record, shell: _, place } = entry;
        let usual = || record.usual_effective(|report| times::adopted(fold.state(), report));
        let effective = effective.map(|day| day.0).or_else(usual).unwrap_or_else(|| day(at));
        unpinned.extend(pin(&mut record, effective, library, &place));
        let act = Act { seq, actor: actor.into(), role, at, effective, corrects, by_observatory: signer.is_none() };
        broken.extend(signer.and_then(|signer| foreign_key(fold, &act, signer)));
        drafts.push(draft(&act, source, &record));
        broken.extend(fold.apply(&act, record));
        places.push(place);
    }
    broken.extend(fold.settle());
    broken.sort_by_key(|broken| broken.seq);
    let exit = broken.iter().map(|broken| broken.rule.exit()).max();
    let exit = exit.max((!unpinned.is_empty()).then_some(4));
    match exit {
        None => Ok(Planned { drafts, warnings: fold.take_warnings() }),
        Some(exit) => {
            let mut diagnostics: Vec<Diagnostic> = broken.iter().map(|it| diagnostic(it, first, &places)).collect();
            diagnostics.extend(unpinned);
            Err(Refused { diagnostics, exit })
        }
    }
}

/// Signing with another's key is refused here; in a log that was edited it is V6.
fn foreign_key(fold: &Fold, act: &Act, signer: &str) -> Option<Broken> {
    let actor = fold.state().actor(&act.actor)?;
    let own = actor.public_key.as_ref().is_some_and(|key| key.0.signer() == signer);
    let message = format!("the key {signer} that signs is not that of `{}`", act.actor);
    (!own).then_some(Broken { seq: act.seq, rule: Rule::S10, field: Some("actor"), message, absent: false })
}

fn draft(act: &Act, source: String, record: &Record) -> Draft {
    Draft {
        actor: act.actor.to_string(),
        role: super::roles::name(act.role),
        kind: record.kind().name().to_owned(),
        key: record.key(),
        effective: act.effective,
        source,
        corrects: act.corrects.clone(),
        record: record.members(),
    }
}

/// Pins what has no digest yet: a finding to its current run, a provision to its text on its day.
fn pin(record: &mut Record, effective: Date, library: &dyn Library, place: &Whereabouts) -> Option<Diagnostic> {
    let Record::Evidence(evidence) = record else { return None };
    if let Some(finding) = evidence.finding.as_mut().filter(|finding| finding.sha256.is_none())
        && let Some(now) = library.finding(&finding.id)
    {
        finding.run.get_or_insert(now.run);
        finding.sha256 = Some(now.sha256);
    }
    let provision = evidence.provision.as_mut().filter(|provision| provision.sha256.is_none())?;
    let at = provision.at.map_or(effective, |day| day.0);
    provision.sha256 = library.pin(provision, at);
    if provision.sha256.is_some() {
        provision.at = Some(crate::record::value::Day(at));
        return None;
    }
    let message = format!("the library has no `{}` as of {at}", provision.work);
    Some(
        place
            .error("provision-absent", Some("provision"), message)
            .hint("import the act with `law import`, or give `sha256`"),
    )
}

fn diagnostic(broken: &Broken, first: u64, places: &[Whereabouts]) -> Diagnostic {
    let at = broken.seq.checked_sub(first).and_then(|index| usize::try_from(index).ok());
    let code = broken.rule.to_string();
    let diagnostic = match at.and_then(|index| places.get(index)) {
        Some(place) => place.error(&code, broken.field, broken.message.clone()),
        None => Diagnostic::error(&code, "", broken.message.clone()),
    };
    match broken.rule {
        Rule::C1 => diagnostic.hint("to replace the earlier record, give `corrects = \"why\"`"),
        Rule::R1 if broken.absent => diagnostic.hint("record it first, or in the same file"),
        _ => diagnostic,
    }
}
