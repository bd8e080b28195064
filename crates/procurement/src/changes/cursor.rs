//! A place in a table of findings that only moves forward. Keys, states and numbers are read a part at a time; evidence,
//! which is most of a table, only of parts with a change in them.

use super::{Answer, ChangesError, Said};
use probity_registers::table::{RowGroup, TableReader};

/// What is read of every row.
const COLUMNS: [&str; 7] = ["ocid", "subject_type", "subject", "code", "state", "value", "reason"];
/// Parts whose evidence is held: a process may begin in one and end in the next.
const HELD: usize = 2;

/// What rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key<'k> {
    pub ocid: &'k str,
    pub kind: &'k str,
    pub subject: &'k str,
    pub code: &'k str,
}

impl<'k> Key<'k> {
    pub fn texts(self) -> [&'k str; 4] {
        [self.ocid, self.kind, self.subject, self.code]
    }

    pub fn is_process(&self) -> bool {
        self.kind == "process"
    }

    /// Whether the row is about somebody flagged along with a process.
    pub fn is_beside_process(&self) -> bool {
        !self.ocid.is_empty() && !self.is_process()
    }

    fn of(group: &'k RowGroup, row: usize) -> Option<Self> {
        let text = |column| group.text(row, column);
        Some(Self { ocid: text(0)?, kind: text(1)?, subject: text(2)?, code: text(3)? })
    }
}

/// A row, and where to find its evidence.
#[derive(Debug, Clone)]
pub(super) struct Stub {
    state: String,
    value: Option<f64>,
    reason: String,
    group: usize,
    row: usize,
}

/// The place.
pub(super) struct Cursor<'f> {
    table: &'f TableReader,
    file: String,
    number: usize,
    group: Option<RowGroup>,
    row: usize,
    /// The subject of the row before, and the last process whose own rows were passed.
    subject: [String; 3],
    code: String,
    process: String,
    evidence: Vec<(usize, RowGroup)>,
}

impl<'f> Cursor<'f> {
    pub fn new(table: &'f TableReader) -> Result<Self, ChangesError> {
        let mut own = Self {
            table,
            file: table.path().display().to_string(),
            number: 0,
            group: None,
            row: 0,
            subject: Default::default(),
            code: String::new(),
            process: String::new(),
            evidence: Vec::new(),
        };
        own.load()?;
        Ok(own)
    }

    /// Reads the part at hand, or the next one with rows.
    fn load(&mut self) -> Result<(), ChangesError> {
        self.group = None;
        while self.group.is_none() && self.number < self.table.groups() {
            let group = self.table.group(self.number, &COLUMNS)?;
            match group.is_empty() {
                true => self.number += 1,
                false => self.group = Some(group),
            }
        }
        Ok(())
    }

    /// The key of the row at hand; `None` at the end.
    pub fn key(&self) -> Option<Key<'_>> {
        Key::of(self.group.as_ref()?, self.row)
    }

    /// What the row at hand says.
    pub fn said(&self) -> Option<Said<'_>> {
        let group = self.group.as_ref()?;
        let reason = group.text(self.row, 6).unwrap_or_default();
        Some(Said { state: group.text(self.row, 4)?, value: group.number(self.row, 5), reason })
    }

    pub fn stub(&self, said: Said<'_>) -> Stub {
        let Said { state, value, reason } = said;
        Stub { state: state.to_owned(), value, reason: reason.to_owned(), group: self.number, row: self.row }
    }

    /// Whether the subject of a row that this table does not have has other rows here: the one at hand or the one before
    /// would be of it. Of somebody beside a process it is asked whether the process is here.
    pub fn has_subject(&self, key: &Key<'_>) -> bool {
        if key.is_beside_process() {
            return self.process == key.ocid;
        }
        let wanted = [key.ocid, key.kind, key.subject];
        let next = self.key().is_some_and(|own| [own.ocid, own.kind, own.subject] == wanted);
        next || self.subject.each_ref().map(String::as_str) == wanted
    }

    /// Goes to the next row.
    pub fn step(&mut self) -> Result<(), ChangesError> {
        let Some(group) = &self.group else { return Ok(()) };
        let Some(key) = Key::of(group, self.row) else { return Err(self.damaged("a row has no key")) };
        if key.is_process() {
            key.ocid.clone_into(&mut self.process);
        }
        for (own, new) in self.subject.iter_mut().zip([key.ocid, key.kind, key.subject]) {
            new.clone_into(own);
        }
        key.code.clone_into(&mut self.code);
        self.row += 1;
        if self.row >= group.len() {
            (self.number, self.row) = (self.number + 1, 0);
            self.load()?;
        }
        let [ocid, kind, subject] = self.subject.each_ref().map(String::as_str);
        let before = Key { ocid, kind, subject, code: &self.code };
        match self.key() {
            Some(key) if key <= before => Err(self.damaged("the rows are not in the order of their keys")),
            None if self.group.is_some() => Err(self.damaged("a row has no key")),
            _ => Ok(()),
        }
    }

    /// A row with its evidence.
    pub fn answer(&mut self, stub: &Stub) -> Result<Answer, ChangesError> {
        if !self.evidence.iter().any(|(number, _)| *number == stub.group) {
            if self.evidence.len() >= HELD {
                self.evidence.remove(0);
            }
            self.evidence.push((stub.group, self.table.group(stub.group, &["evidence"])?));
        }
        let group = self.evidence.iter().find(|(number, _)| *number == stub.group);
        let evidence = group.and_then(|(_, group)| group.text(stub.row, 0)).unwrap_or("[]");
        let answer = Answer::new(&stub.state, stub.value, &stub.reason, evidence);
        answer.map_err(|error| self.damaged(&format!("evidence is not as it should be: {error}")))
    }

    fn damaged(&self, problem: &str) -> ChangesError {
        ChangesError::Layout { file: self.file.clone(), problem: problem.to_owned() }
    }
}
