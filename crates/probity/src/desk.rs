//! What the desk asks of the log, answered from the files of an observatory.

use crate::failure::Failure;
use crate::live::Live;
use jiff::Timestamp;
use probity_commitments::record::load::Entry;
use probity_commitments::rules::{LoadError, Loaded};
use probity_desk::{EventRow, Filter, Records, Refusal, Snapshot, Trouble};
use std::sync::Arc;

/// The log behind the desk.
pub struct Behind(pub Arc<Live>);

impl Records for Behind {
    fn snapshot(&self) -> Result<Arc<Snapshot>, Trouble> {
        self.0.now().map_err(trouble)
    }

    fn events(&self, filter: &Filter) -> Result<Vec<EventRow>, Trouble> {
        let mut rows = Vec::new();
        let wanted = |asked: &Option<String>, text: &str| asked.as_deref().is_none_or(|asked| asked == text);
        let ledger = self.0.ledger();
        let each = ledger.replay(None, |event, _| {
            let fits = wanted(&filter.actor, &event.actor)
                && wanted(&filter.kind, &event.kind)
                && wanted(&filter.key, &event.key)
                && filter.before.is_none_or(|before| event.seq < before);
            if fits {
                rows.push(EventRow {
                    seq: event.seq,
                    at: event.at,
                    effective: event.effective,
                    actor: event.actor.to_string(),
                    role: event.role.to_string(),
                    kind: event.kind.to_string(),
                    key: event.key.to_string(),
                    source: event.source.to_string(),
                    corrects: event.corrects.as_ref().map(ToString::to_string),
                    signer: event.signer.to_string(),
                    hash: event.hash.to_string(),
                    record: event.record.get().to_owned(),
                });
            }
        });
        each.map_err(trouble)?;
        rows.reverse();
        rows.truncate(filter.limit);
        Ok(rows)
    }

    fn record(&self, entries: Vec<Entry>, at: Timestamp, check: bool) -> Result<Result<Loaded, Refusal>, Trouble> {
        let ledger = self.0.ledger();
        let own = ledger.secret().map_err(trouble)?;
        match ledger.append(entries, (&own, &own), at, check).map_err(trouble)? {
            Ok(loaded) => Ok(Ok(loaded)),
            Err(LoadError::Refused(refused)) => {
                Ok(Err(Refusal { diagnostics: refused.diagnostics, exit: refused.exit }))
            }
            Err(error) => Err(Trouble(error.to_string())),
        }
    }
}

fn trouble(failure: Failure) -> Trouble {
    Trouble(failure.to_string())
}
