//! The processes that stand behind a flagged buyer, firm, pair or market. Flags keep counts of these and not their
//! processes, so the input is read once more: every process is shown to a flag that has seen no other, and stands behind the
//! flagged ones among the subjects that the flag then has rows about.

use super::cut::Share;
use super::sheet::Sheet;
use super::{Battery, Options, RunError, Verdicts, Watch, Watched, watch};
use crate::facts::Facts;
use crate::flag::{Definition, Subject};
use probity_core::State;
use probity_registers::Input;
use std::collections::{BTreeMap, HashSet};
use tempfile::NamedTempFile;

/// The flagged subjects other than processes, by flag.
#[derive(Debug, Default)]
pub struct Flagged(BTreeMap<&'static str, HashSet<(Subject, String)>>);

impl Flagged {
    /// Those of a run.
    pub fn of(verdicts: &Verdicts) -> Self {
        let own = verdicts.judges().map(|(definition, judge)| {
            let rows = judge.rows().filter(|row| row.outcome.state == State::Flagged);
            (definition.code, rows.map(|row| (row.subject_type, row.subject)).collect::<HashSet<_>>())
        });
        Self(own.filter(|(_, subjects)| !subjects.is_empty()).collect())
    }

    /// Whether a flag has any.
    pub fn has(&self, definition: &Definition) -> bool {
        self.0.contains_key(definition.code)
    }

    /// Those of a flag, in no order.
    pub fn subjects(&self, code: &str) -> impl Iterator<Item = (Subject, &str)> {
        self.0.get(code).into_iter().flatten().map(|(kind, subject)| (*kind, subject.as_str()))
    }
}

/// Writes `code,subject_type,subject,ocid`: a row for each flagged subject and process behind it, in the order of the input.
/// The battery holds the flags that have flagged subjects; `share` is the share that is looked at, if not all, and whether
/// organisations are told apart by publisher although only one is seen here.
///
/// # Errors
/// As [`watch`].
pub fn grounds(
    inputs: &[Input],
    (battery, flagged): (&Battery, &Flagged),
    options: Options<'_>,
    share: (Option<Share>, bool),
) -> Result<NamedTempFile, RunError> {
    let Watched { quality: rows, .. } = watch(inputs, &Grounding { battery, flagged, share }, options)?;
    Ok(rows.finish()?)
}

struct Grounding<'g> {
    battery: &'g Battery,
    flagged: &'g Flagged,
    share: (Option<Share>, bool),
}

impl Watch for Grounding<'_> {
    const HEADER: &'static str = "code,subject_type,subject,ocid\n";
    type Part = ();

    fn start(&self) {}

    fn look(&self, _: &mut (), sheet: &mut Sheet, facts: &Facts<'_>) {
        let mut alone = self.battery.start();
        self.battery.look(&mut alone, facts, |_| {});
        let verdicts = self.battery.judge(alone);
        let mut rows = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
        for (definition, judge) in verdicts.judges() {
            let Some(subjects) = self.flagged.0.get(definition.code) else { continue };
            for row in judge.rows() {
                let subject = (row.subject_type, row.subject);
                if subjects.contains(&subject) {
                    let cells = [definition.code, subject.0.word(), &subject.1, facts.process.ocid.text()];
                    // Writing to memory cannot fail.
                    let _ = rows.write_record(cells);
                }
            }
        }
        sheet.rows.push_str(&String::from_utf8_lossy(&rows.into_inner().unwrap_or_default()));
    }

    fn merge(&self, _: &mut (), _: ()) {}

    fn share(&self) -> Option<Share> {
        self.share.0
    }

    fn tells_apart(&self) -> bool {
        self.share.1
    }
}
