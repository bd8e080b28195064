//! A file given at the command line as the document of a piece of evidence: taken into the files beside the log, and told
//! of in the event as the desk tells of an uploaded one.

use crate::failure::Failure;
use crate::ledger::Ledger;
use probity_commitments::record::load::Entry;
use probity_commitments::record::{Kind, Record};
use probity_store::attachments::Found;
use probity_store::{Attachments, Waiting};
use std::io::{self, Read as _};
use std::path::Path;

/// Bytes read at once.
const PIECE: usize = 1 << 16;

/// A file that waits for its event.
pub struct Attached {
    files: Attachments,
    waiting: Waiting,
}

impl Attached {
    /// Keeps it.
    pub fn keep(&self) -> io::Result<()> {
        self.files.keep(&self.waiting)
    }

    /// Gives it up.
    pub fn forget(&self) -> io::Result<()> {
        self.files.forget(&self.waiting)
    }
}

/// Takes a file and writes into the entry what it is.
pub fn attached(ledger: &Ledger, path: &Path, entry: &mut Entry) -> Result<Attached, Failure> {
    let shown = path.display();
    let Record::Evidence(evidence) = &mut entry.record else {
        let message = format!("--attach keeps the document of evidence, and this is a {}", entry.record.kind());
        return Err(Failure::usage(message).hint("leave out --attach"));
    };
    let Some(document) = &mut evidence.document else {
        let message = format!("evidence `{}` has no `document` that `{shown}` could be", evidence.id);
        return Err(Failure::usage(message).hint("give the record `\"document\": {}`; the program fills it in"));
    };
    let files = ledger.files();
    let waiting = taken(&files, path)?;
    if document.sha256.is_some_and(|digest| digest != waiting.digest) {
        files.forget(&waiting).map_err(failed)?;
        let message =
            format!("`{shown}` is not the file of evidence `{}`: its SHA-256 is {}", evidence.id, waiting.digest);
        return Err(Failure::input(message).hint("give the right file, or leave out `sha256`"));
    }
    document.sha256 = Some(waiting.digest);
    document.size = Some(waiting.size);
    let guessed = || mime_guess::from_path(path).first_or_octet_stream().essence_str().to_owned();
    document.media_type.get_or_insert_with(guessed);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    document.file = document.file.take().or(name);
    Ok(Attached { files, waiting })
}

fn taken(files: &Attachments, path: &Path) -> Result<Waiting, Failure> {
    let mut input = fs_err::File::open(path).map_err(failed)?;
    let (mut incoming, mut piece) = (files.begin().map_err(failed)?, vec![0; PIECE]);
    loop {
        match input.read(&mut piece).map_err(failed)? {
            0 => return incoming.finish().map_err(failed),
            read => incoming.write(&piece[..read]).map_err(failed)?,
        }
    }
}

/// Refuses a record which says that a file is kept that is not: `size` is what says so.
pub fn refuse_absent(ledger: &Ledger, entries: &[Entry]) -> Result<(), Failure> {
    let files = ledger.files();
    for entry in entries.iter().filter(|entry| entry.record.kind() == Kind::Evidence) {
        let Record::Evidence(evidence) = &entry.record else { continue };
        let Some(document) = evidence.document.as_ref().filter(|it| it.size.is_some()) else { continue };
        let found = document.sha256.as_ref().map(|digest| files.find(digest)).transpose().map_err(failed)?;
        if !matches!(found, Some(Found::Whole(size)) if Some(size) == document.size) {
            let message = "the record says that its file is kept (`size`), and it is not beside the log";
            let wrong = entry.place.error("file-missing", Some("document"), message);
            let hint = "record it with --attach FILE, or leave out `size` and `media_type`";
            return Err(Failure::input("nothing was recorded: there is 1 problem").diagnostics(vec![wrong.hint(hint)]));
        }
    }
    Ok(())
}

fn failed(error: io::Error) -> Failure {
    Failure::input(error.to_string())
}
