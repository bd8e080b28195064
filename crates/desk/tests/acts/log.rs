//! A real log in a temporary directory with the records of the demonstration, as the desk asks for one.

use jiff::Timestamp;
use jiff::civil::Date;
use probity_commitments::demonstration::BATCHES;
use probity_commitments::record::evidence::Provision;
use probity_commitments::record::load::{Entry, Form, read};
use probity_commitments::rules::{Library, LoadError, Loaded, Recording, Shipped, load, rehearse, replay, verify};
use probity_commitments::view::NoWorld;
use probity_core::Digest;
use probity_desk::{EventRow, Filter, Records, Refusal, Shelf, Snapshot, Trouble};
use probity_store::{Attachments, Event, Log, NoCheckpoint, SigningKey};
use std::sync::Arc;

/// A library in which every provision has some text.
struct AnyText;

impl Library for AnyText {
    fn pin(&self, _: &Provision, _: Date) -> Option<Digest> {
        Some(Digest::of(b"text"))
    }
}

pub struct Kept {
    log: Log,
    key: SigningKey,
    pub files: Attachments,
    _dir: tempfile::TempDir,
}

impl Kept {
    pub fn demonstration() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let it = Self {
            log: Log::at(dir.path()),
            key: SigningKey::new(&[7; 32]),
            files: Attachments::at(dir.path().join("evidence")),
            _dir: dir,
        };
        for batch in BATCHES {
            let entries = read(batch.name, batch.text, Form::Toml).unwrap();
            it.record(entries, batch.at.parse().unwrap(), false).unwrap().unwrap();
        }
        it
    }

    /// Whether no rule is broken and no byte was changed.
    pub fn is_sound(&self) -> bool {
        let shipped = Shipped::with_program().unwrap();
        verify(self.log.snapshot().unwrap(), self.key.public(), shipped, &mut NoCheckpoint).unwrap().ok
    }
}

impl Records for Kept {
    fn snapshot(&self) -> Result<Arc<Snapshot>, Trouble> {
        let mut found = self.log.snapshot().map_err(|error| Trouble(error.to_string()))?;
        let (mut events, mut head) = (0, "0".repeat(64));
        let each = |event: &probity_store::Glance<'_>, _: &_| {
            events += 1;
            head = event.hash.to_string();
        };
        let shipped = Shipped::with_program().unwrap();
        let fold = replay(&mut found.lines, None, shipped, self.key.public(), &mut NoCheckpoint, each).unwrap();
        Ok(Arc::new(Snapshot { state: fold.into_state(), events, head, world: Box::new(NoWorld) }))
    }

    fn events(&self, filter: &Filter) -> Result<Vec<EventRow>, Trouble> {
        let mut found = self.log.snapshot().map_err(|error| Trouble(error.to_string()))?;
        let (mut all, mut scratch) = (Vec::new(), Vec::new());
        while let Some(line) = found.lines.next_line().unwrap() {
            all.push(Event::parse(line.bytes, &mut scratch).unwrap());
        }
        let is = |asked: &Option<String>, own: &str| asked.as_ref().is_none_or(|asked| asked == own);
        let fits = |it: &Event| {
            is(&filter.actor, &it.actor)
                && is(&filter.kind, &it.kind)
                && is(&filter.key, &it.key)
                && filter.before.is_none_or(|before| it.seq < before)
        };
        let row = |it: Event| EventRow {
            record: serde_json::to_string(&it.record).unwrap(),
            seq: it.seq,
            at: it.at,
            effective: it.effective,
            actor: it.actor,
            role: it.role,
            kind: it.kind,
            key: it.key,
            source: it.source,
            corrects: it.corrects,
            signer: it.signer,
            hash: it.hash,
        };
        Ok(all.into_iter().rev().filter(fits).take(filter.limit).map(row).collect())
    }

    fn record(&self, entries: Vec<Entry>, at: Timestamp, check: bool) -> Result<Result<Loaded, Refusal>, Trouble> {
        let recording = Recording {
            at,
            key: &self.key,
            observatory: self.key.public(),
            shipped: Shipped::with_program().unwrap(),
            library: &AnyText,
        };
        let done = match check {
            true => rehearse(self.log.snapshot().unwrap(), entries, recording, &mut NoCheckpoint),
            false => load(&mut self.log.write().unwrap(), entries, recording, &mut NoCheckpoint),
        };
        match done {
            Ok(loaded) => Ok(Ok(loaded)),
            Err(LoadError::Refused(refused)) => {
                Ok(Err(Refusal { diagnostics: refused.diagnostics, exit: refused.exit }))
            }
            Err(error) => Err(Trouble(error.to_string())),
        }
    }

    fn shelf(&self) -> Shelf<'_> {
        Shelf { files: &self.files, largest: 1_000_000 }
    }
}
