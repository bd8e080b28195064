//! Bodies vanish; their duties do not. A duty that is still open is shown with the body that had it and the one that has
//! it now, while old events keep the old name.

use super::View;
use super::seen::frame;
use crate::record::party::Body;
use crate::record::{Kind, Record};

impl<'a> View<'a> {
    pub(crate) fn body(&self, id: &str) -> Option<&'a Body> {
        match &frame(self.state.get(Kind::Body, id)?, self.at).record {
            Record::Body(body) => Some(body),
            _ => None,
        }
    }

    /// A body and those that have its duties on this day: `old → new`, over any number of successions.
    pub(super) fn duty(&self, id: &str) -> String {
        let (mut shown, mut seen, mut holders) = (id.to_owned(), vec![id.to_owned()], vec![id.to_owned()]);
        loop {
            let next: Vec<String> =
                holders.iter().flat_map(|id| self.heirs(id)).filter(|id| !seen.contains(id)).collect();
            if next.is_empty() {
                return shown;
            }
            shown.push_str(" → ");
            shown.push_str(&next.join("; "));
            seen.extend(next.iter().cloned());
            holders = next;
        }
    }

    /// Those that have taken over the duties of a body by this day.
    fn heirs(&self, id: &str) -> Vec<String> {
        let Some(body) = self.body(id) else { return Vec::new() };
        let ended = body.to.is_some_and(|to| to.0.latest() < self.at);
        let begun = |heir: &str| self.body(heir).and_then(|heir| heir.from).map(|from| from.0.earliest() <= self.at);
        let heirs = body.successor.iter().map(|heir| heir.as_str());
        let taken = heirs.filter(|heir| match (begun(heir), body.to) {
            (Some(true), _) => true,
            (_, Some(_)) => ended,
            (begun, None) => begun.is_none(),
        });
        taken.map(str::to_owned).collect()
    }
}
