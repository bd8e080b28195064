//! Files that events name by their SHA-256, each kept under it beside the log: the same bytes are one file, and a file that
//! was changed is found. A file comes in under a name nobody can guess and only counts once it is kept; what is given up,
//! refused or interrupted leaves nothing.
//!
//! # Why nothing half-written counts
//!
//! Bytes are written to a temporary file in `incoming/`, which goes away with whoever writes it. When all have come they are
//! on the disk before the file gets the name under which it waits. Keeping it is one rename in the same file system, so
//! under a SHA-256 there is never anything but a whole file. An event that names it is appended only afterwards. What a
//! killed process leaves in `incoming/` is swept when the next file comes and it is a day old.

use fs_err as fs;
use probity_core::Digest;
use sha2::{Digest as _, Sha256};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::NamedTempFile;

/// Where files wait until the event that names them is recorded.
const INCOMING: &str = "incoming";

/// How long a file waits.
const WAIT: Duration = Duration::from_secs(24 * 60 * 60);

/// Bytes read at once.
const PIECE: usize = 1 << 16;

/// The files beside a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachments {
    dir: PathBuf,
}

/// A file that is coming in. Dropped, it is gone.
#[derive(Debug)]
pub struct Incoming {
    file: NamedTempFile,
    hash: Sha256,
    size: u64,
    beside: u64,
}

/// A file that came in whole and is not kept yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The SHA-256 of its bytes.
    pub digest: Digest,
    /// How many bytes.
    pub size: u64,
    token: String,
}

/// What there is under a SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// The file, so many bytes.
    Whole(u64),
    /// No file.
    Missing,
    /// A file with other bytes, whose SHA-256 this is.
    Changed(Digest),
}

impl Attachments {
    /// The files in a directory, which is made when the first comes.
    pub fn at(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// The place of a file, whether or not there is one.
    pub fn path(&self, digest: &Digest) -> PathBuf {
        self.dir.join(digest.to_string())
    }

    fn incoming(&self) -> PathBuf {
        self.dir.join(INCOMING)
    }

    /// Begins to take a file.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn begin(&self) -> io::Result<Incoming> {
        let folder = self.incoming();
        fs::create_dir_all(&folder)?;
        let file = tempfile::Builder::new().prefix("part-").tempfile_in(&folder)?;
        // The file just made says what time the file system thinks it is.
        let beside = sweep(&folder, file.as_file().metadata()?.modified()?)?;
        Ok(Incoming { file, hash: Sha256::new(), size: 0, beside })
    }

    /// The file that waits under a token; `None` when the token is none or its file is gone.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn waiting(&self, token: &str) -> io::Result<Option<Waiting>> {
        let Some(digest) = digest_of(token) else { return Ok(None) };
        match fs::metadata(self.incoming().join(token)) {
            Ok(found) => Ok(Some(Waiting { digest, size: found.len(), token: token.to_owned() })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Keeps a file that waits. One that is there already is the same file.
    ///
    /// # Errors
    /// When the disk refuses, or the file does not wait any more.
    pub fn keep(&self, waiting: &Waiting) -> io::Result<()> {
        fs::rename(self.incoming().join(&waiting.token), self.path(&waiting.digest))?;
        sync(&self.dir)
    }

    /// The bytes of a file that waits, when they are at most so many.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self, waiting: &Waiting, most: u64) -> io::Result<Option<Vec<u8>>> {
        if waiting.size > most {
            return Ok(None);
        }
        fs::read(self.incoming().join(&waiting.token)).map(Some)
    }

    /// Gives up a file that waits.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn forget(&self, waiting: &Waiting) -> io::Result<()> {
        match fs::remove_file(self.incoming().join(&waiting.token)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// What there is under a SHA-256. Reads all of it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn find(&self, digest: &Digest) -> io::Result<Found> {
        let mut file = match fs::File::open(self.path(digest)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Missing),
            other => other?,
        };
        let (mut hash, mut size, mut piece) = (Sha256::new(), 0, vec![0; PIECE]);
        loop {
            let read = file.read(&mut piece)?;
            if read == 0 {
                break;
            }
            hash.update(&piece[..read]);
            size += read as u64;
        }
        let found = Digest::from(<[u8; 32]>::from(hash.finalize()));
        Ok(if found == *digest { Found::Whole(size) } else { Found::Changed(found) })
    }
}

impl Incoming {
    /// Takes some more bytes.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        Ok(())
    }

    /// How many bytes waited when this one began to come, in files that came before and are not kept yet.
    pub fn beside(&self) -> u64 {
        self.beside
    }

    /// How many bytes have come.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// All bytes have come: the file waits.
    ///
    /// # Errors
    /// When the disk or the source of random numbers refuses.
    pub fn finish(self) -> io::Result<Waiting> {
        let digest = Digest::from(<[u8; 32]>::from(self.hash.finalize()));
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|error| io::Error::other(error.to_string()))?;
        // The SHA-256 alone may be known to others; only who sent the file shall be able to name it.
        let token = format!("{digest}-{:032x}", u128::from_be_bytes(random));
        self.file.as_file().sync_all()?;
        let folder = self.file.path().parent().unwrap_or(Path::new(".")).to_owned();
        self.file.persist_noclobber(folder.join(&token)).map_err(|error| error.error)?;
        Ok(Waiting { digest, size: self.size, token })
    }
}

impl Waiting {
    /// What names it to whoever sent it. Nobody else can guess it.
    pub fn token(&self) -> &str {
        &self.token
    }
}

/// The SHA-256 in a token; a token is nothing else, so that it can never name another place.
fn digest_of(token: &str) -> Option<Digest> {
    let (digest, random) = token.split_once('-')?;
    let plain = |text: &str| text.bytes().all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it));
    (random.len() == 32 && plain(random) && plain(digest)).then(|| digest.parse().ok())?
}

/// Removes what waits for longer than a day, and says how many bytes wait still.
fn sweep(folder: &Path, now: std::time::SystemTime) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        // A file that somebody else has just kept or given up is not there any more.
        let Ok(found) = fs::metadata(&path) else { continue };
        let age = found.modified().ok().and_then(|it| now.duration_since(it).ok());
        if age.is_none_or(|age| age <= WAIT) {
            bytes += found.len();
            continue;
        }
        match fs::remove_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            other => other?,
        }
    }
    Ok(bytes)
}

/// Makes the names in a directory last, where the system allows it.
fn sync(dir: &Path) -> io::Result<()> {
    if cfg!(unix) { fs::File::open(dir)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    fn names(dir: &Path) -> Vec<String> {
        let all = fs::read_dir(dir).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
        let mut all: Vec<String> = all.collect();
        all.sort();
        all
    }

    fn sent(files: &Attachments, bytes: &[u8]) -> Waiting {
        let mut incoming = files.begin().unwrap();
        bytes.chunks(3).for_each(|piece| incoming.write(piece).unwrap());
        incoming.finish().unwrap()
    }

    #[test]
    fn a_file_is_kept_under_its_digest_and_the_same_bytes_are_one_file() {
        let dir = tempfile::tempdir().unwrap();
        let files = Attachments::at(dir.path().join("evidence"));
        let digest = Digest::of(b"a letter");
        assert_eq!(files.find(&digest).unwrap(), Found::Missing);
        for _ in 0..2 {
            let waiting = sent(&files, b"a letter");
            assert_eq!((waiting.digest, waiting.size), (digest, 8));
            assert_eq!(files.waiting(waiting.token()).unwrap().as_ref(), Some(&waiting));
            files.keep(&waiting).unwrap();
            assert_eq!(files.waiting(waiting.token()).unwrap(), None);
        }
        assert_eq!(files.find(&digest).unwrap(), Found::Whole(8));
        assert_eq!(names(&dir.path().join("evidence")), [digest.to_string(), INCOMING.to_owned()]);
        assert_eq!(names(&files.incoming()), Vec::<String>::new());
    }

    #[test]
    fn a_file_that_was_changed_is_named_by_what_it_is_now() {
        let dir = tempfile::tempdir().unwrap();
        let files = Attachments::at(dir.path());
        let waiting = sent(&files, b"a letter");
        files.keep(&waiting).unwrap();
        fs::write(files.path(&waiting.digest), b"b letter").unwrap();
        assert_eq!(files.find(&waiting.digest).unwrap(), Found::Changed(Digest::of(b"b letter")));
    }

    #[test]
    fn what_is_given_up_or_interrupted_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let files = Attachments::at(dir.path());
        let mut incoming = files.begin().unwrap();
        incoming.write(b"half of a l").unwrap();
        drop(incoming);
        files.forget(&sent(&files, b"a letter")).unwrap();
        assert_eq!(names(&files.incoming()), Vec::<String>::new());
        assert_eq!(names(dir.path()), [INCOMING]);
    }

    #[test]
    fn what_waits_for_more_than_a_day_is_swept_and_nothing_younger() {
        let dir = tempfile::tempdir().unwrap();
        let files = Attachments::at(dir.path());
        let (old, new) = (sent(&files, b"old"), sent(&files, b"new"));
        let yesterday = SystemTime::UNIX_EPOCH + Duration::from_secs(1);
        let file = fs::OpenOptions::new().write(true).open(files.incoming().join(old.token())).unwrap();
        file.file().set_modified(yesterday).unwrap();
        assert_eq!(files.begin().unwrap().beside(), 3, "the younger");
        assert_eq!(files.waiting(old.token()).unwrap(), None);
        assert_eq!(files.waiting(new.token()).unwrap(), Some(new));
    }

    #[test]
    fn a_token_names_no_other_place() {
        let dir = tempfile::tempdir().unwrap();
        let files = Attachments::at(dir.path());
        let digest = sent(&files, b"a letter").digest.to_string();
        for token in ["", "-", "../../etc/passwd", &digest, &format!("{digest}-"), &format!("{digest}-{:032x}/..", 1)] {
            assert_eq!(files.waiting(token).unwrap(), None, "{token}");
        }
    }
}
