//! Finding an evaluation by what people call it: its id, its reference in any spelling, or the reference of one of its
//! reports.

use super::View;
use super::seen::frame;
use crate::record::{Kind, Record};
use crate::reference::Reference;
use std::collections::BTreeSet;

/// Why no evaluation was found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotFound {
    /// None is called so.
    #[error("no evaluation is called `{asked}`")]
    None {
        /// What was asked for.
        asked: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Several are.
    #[error("`{asked}` is the reference of several evaluations: `{}`", .found.join("`, `"))]
    Several {
        /// What was asked for.
        asked: String,
        /// Those it can be.
        found: Vec<String>,
    },
}

impl View<'_> {
    /// The id of the evaluation that `asked` names, whether or not it counts on this day.
    ///
    /// # Errors
    /// When none or several are called so.
    pub fn find(&self, asked: &str) -> Result<String, NotFound> {
        let asked = asked.trim();
        let ids: Vec<String> = self.state.of_kind(Kind::Evaluation).map(|(id, _)| id.to_owned()).collect();
        if ids.iter().any(|id| id == asked) {
            return Ok(asked.to_owned());
        }
        let wanted = Name::of(asked);
        let mut found: BTreeSet<&String> = ids.iter().filter(|id| self.is_called(id, &wanted)).collect();
        if found.is_empty() {
            found = ids.iter().filter(|id| self.has_report_called(id, &wanted)).collect();
        }
        match (found.pop_first(), found.is_empty()) {
            (Some(one), true) => Ok(one.clone()),
            (None, _) => Err(NotFound::None { asked: asked.to_owned(), known: ids }),
            (Some(one), false) => {
                found.insert(one);
                let found = found.into_iter().cloned().collect();
                Err(NotFound::Several { asked: asked.to_owned(), found })
            }
        }
    }

    fn is_called(&self, id: &str, wanted: &Name) -> bool {
        let reference = self.state.get(Kind::Evaluation, id).and_then(|kept| match &frame(kept, self.at).record {
            Record::Evaluation(evaluation) => evaluation.reference.as_deref(),
            _ => None,
        });
        [Some(id), reference].into_iter().flatten().any(|name| Name::of(name) == *wanted)
    }

    fn has_report_called(&self, id: &str, wanted: &Name) -> bool {
        let references = self.reports_below(id).filter_map(|(report, _)| report.reference.as_deref());
        references.into_iter().any(|name| Name::of(name) == *wanted)
    }
}

/// A name, however it is spelt.
#[derive(PartialEq)]
pub(crate) enum Name {
    /// A reference that can be read.
    Document(String),
    /// Any other: letters without case and spaces.
    Other(String),
}

impl Name {
    pub(crate) fn of(text: &str) -> Self {
        match text.parse::<Reference>() {
            Ok(reference) => Self::Document(format!("{:?}", reference.normal.document())),
            Err(_) => Self::Other(text.to_lowercase().split_whitespace().collect()),
        }
    }
}
