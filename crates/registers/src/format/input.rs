//! A file to read, by the name the user gave it. What kind of file it is, is decided by its first bytes where they
//! are telling and by its name otherwise; a wrong extension must not decide over somebody's data.

use super::unpack;
use probity_core::Diagnostic;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempPath;

/// The file formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text with this delimiter.
    Delimited(u8),
    /// One JSON array of flat objects.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// XLSX.
    Workbook,
}

#[derive(Debug, Clone)]
enum Content {
    File(PathBuf),
    Bytes(Arc<[u8]>),
    /// What came through a pipe, which can be read once only: a copy that goes with the last of its readers.
    Copy(Arc<TempPath>),
}

/// A file or its bytes.
#[derive(Debug, Clone)]
pub struct Input {
    name: String,
    content: Content,
}

/// A reader whose bytes somebody else sees too.
struct Seen<R, S> {
    reader: R,
    see: S,
}

impl<R: Read, S: FnMut(&[u8])> Read for Seen<R, S> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.reader.read(buffer)?;
        if !buffer.is_empty() {
            (self.see)(buffer.get(..read).unwrap_or_default());
        }
        Ok(read)
    }
}

/// Endings of files that can be read.
const ENDINGS: [&str; 8] = ["csv", "gz", "json", "jsonl", "ndjson", "tsv", "xlsx", "zst"];

/// What the first file in a directory ends with that can be read, for messages.
fn ending_within(folder: &Path) -> String {
    let names =
        fs_err::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(PathBuf::from(entry.ok()?.file_name())));
    let readable = names.filter_map(|name| Some((name.extension()?.to_str()?.to_lowercase(), name)));
    let first = readable.filter(|(ending, _)| ENDINGS.contains(&ending.as_str())).min_by(|one, two| one.1.cmp(&two.1));
    first.map_or_else(|| "csv".to_owned(), |(ending, _)| ending)
}

impl Input {
    /// The file at `path`.
    ///
    /// # Errors
    /// A diagnostic when it is not there, is a directory or is empty.
    pub fn open(path: &Path) -> Result<Self, Diagnostic> {
        let name = path.display().to_string();
        let metadata = fs_err::metadata(path).map_err(|error| missing(&name, path, &error))?;
        if metadata.is_dir() {
            let folder = name.trim_end_matches('/');
            let folder = folder.strip_suffix("/.").unwrap_or(folder);
            let (slash, ending) = (std::path::MAIN_SEPARATOR, ending_within(path));
            let hint = format!("name the files in it, such as {folder}{slash}*.{ending}");
            return Err(Diagnostic::error("directory", &name, "this is a directory, not a file").hint(hint));
        }
        // The length of a pipe or a device says nothing.
        if !metadata.is_file() {
            return Self::stream(&name, fs_err::File::open(path).map_err(|error| missing(&name, path, &error))?);
        }
        if metadata.len() == 0 {
            return Err(empty(&name));
        }
        Ok(Self { name, content: Content::File(path.to_owned()) })
    }

    /// What comes out of a stream, under a name. It may be larger than memory, and is read several times: it is copied to the
    /// disk first.
    ///
    /// # Errors
    /// A diagnostic when it cannot be read or copied, or nothing comes.
    pub fn stream(name: &str, mut stream: impl Read) -> Result<Self, Diagnostic> {
        let mut copy = || -> std::io::Result<(TempPath, u64)> {
            let mut file = tempfile::NamedTempFile::new()?;
            let bytes = std::io::copy(&mut stream, &mut file)?;
            Ok((file.into_temp_path(), bytes))
        };
        match copy() {
            Ok((_, 0)) => Err(empty(name)),
            Ok((path, _)) => Ok(Self { name: name.to_owned(), content: Content::Copy(Arc::new(path)) }),
            Err(error) => {
                let problem = format!("what comes out of the pipe cannot be kept: {error}");
                Err(Diagnostic::error("unreadable", name, problem).hint("write it to a file first, and name the file"))
            }
        }
    }

    /// The bytes of the file at `path` under another name: messages speak of the file the user knows.
    pub(crate) fn named(name: &str, path: &Path) -> Self {
        Self { name: name.to_owned(), content: Content::File(path.to_owned()) }
    }

    /// Bytes under a name.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { name: name.into(), content: Content::Bytes(bytes.into()) }
    }

    /// The name as the user gave it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The last part of the name: what an observatory stores.
    pub fn file_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }

    /// The bytes as they are, without unpacking.
    ///
    /// # Errors
    /// A diagnostic when the file cannot be opened.
    pub fn raw(&self) -> Result<Box<dyn Read + Send + '_>, Diagnostic> {
        let path: &Path = match &self.content {
            Content::Bytes(bytes) => return Ok(Box::new(&bytes[..])),
            Content::File(path) => path,
            Content::Copy(path) => path,
        };
        match fs_err::File::open(path) {
            Ok(file) => Ok(Box::new(BufReader::with_capacity(1 << 16, file))),
            Err(error) => Err(missing(&self.name, path, &error)),
        }
    }

    /// The bytes, unpacked when the file is gzip or zstd.
    ///
    /// # Errors
    /// A diagnostic when the file cannot be opened.
    pub fn reader(&self) -> Result<Box<dyn Read + '_>, Diagnostic> {
        unpack::unpacked(self.raw()?).map_err(|error| self.failed(&error))
    }

    /// The same; `see` is shown the bytes as they are in the file while they are read, and none at its end.
    ///
    /// # Errors
    /// As [`Self::reader`].
    pub fn reader_seen<'r>(&'r self, see: impl FnMut(&[u8]) + 'r) -> Result<Box<dyn Read + 'r>, Diagnostic> {
        unpack::unpacked(Box::new(Seen { reader: self.raw()?, see })).map_err(|error| self.failed(&error))
    }

    /// All bytes, unpacked, for formats that need them at once.
    ///
    /// # Errors
    /// A diagnostic when reading fails or there are more than `limit` bytes.
    pub fn read_all(&self, limit: u64) -> Result<Vec<u8>, Diagnostic> {
        let mut bytes = Vec::new();
        self.reader()?.take(limit + 1).read_to_end(&mut bytes).map_err(|error| self.failed(&error))?;
        if bytes.len() as u64 > limit {
            return Err(Diagnostic::error("too-large", &self.name, "the unpacked file is too large for its format")
                .expected(format!("at most {} MiB", limit >> 20))
                .hint("save the data as CSV, which is read piece by piece"));
        }
        Ok(bytes)
    }

    /// The first bytes, unpacked.
    ///
    /// # Errors
    /// A diagnostic when reading fails.
    pub fn head(&self) -> Result<Vec<u8>, Diagnostic> {
        let mut head = Vec::new();
        self.reader()?.take(8192).read_to_end(&mut head).map_err(|error| self.failed(&error))?;
        Ok(head)
    }

    /// What kind of file it is.
    ///
    /// # Errors
    /// A diagnostic when it is empty or of a kind that cannot be read.
    pub fn kind(&self) -> Result<Kind, Diagnostic> {
        let head = self.head()?;
        if head.is_empty() {
            return Err(empty(&self.name));
        }
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return Ok(Kind::Workbook);
        }
        if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            let what = "an old Excel workbook (.xls) or one protected by a password";
            return Err(Diagnostic::error("workbook-unreadable", &self.name, format!("this is {what}"))
                .hint("open it in Excel or LibreOffice, remove the password if it has one, and save it as .xlsx or as CSV UTF-8"));
        }
        let lower = self.inner_name();
        let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head);
        let first = text.iter().copied().find(|byte| !byte.is_ascii_whitespace());
        if lower.ends_with(".xlsx") || lower.ends_with(".xlsm") || lower.ends_with(".xls") {
            return Err(Diagnostic::error(
                "workbook-unreadable",
                &self.name,
                "this is not an Excel workbook, whatever its name says",
            )
            .hint("if it is text, give it the ending .csv; otherwise download it again"));
        }
        Ok(match first {
            Some(b'[') => Kind::Json,
            Some(b'{') => Kind::JsonLines,
            _ if lower.ends_with(".json") => Kind::Json,
            _ if lower.ends_with(".jsonl") || lower.ends_with(".ndjson") => Kind::JsonLines,
            _ if lower.ends_with(".tsv") => Kind::Delimited(b'\t'),
            _ => Kind::Delimited(sniff(text)),
        })
    }

    /// The name in lower case without the ending of a compression.
    fn inner_name(&self) -> String {
        let lower = self.name.to_lowercase();
        lower.strip_suffix(".gz").or_else(|| lower.strip_suffix(".zst")).unwrap_or(&lower).to_owned()
    }

    /// The diagnostic for a failure while reading.
    pub(super) fn failed(&self, error: &std::io::Error) -> Diagnostic {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<unpack::UnpackFault>()) {
            Some(fault) => fault.diagnostic(&self.name),
            None => Diagnostic::error("unreadable", &self.name, format!("the file cannot be read: {error}")),
        }
    }
}

/// The delimiter of the first line: the most frequent of comma, semicolon and tab; comma when there is none.
fn sniff(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| line.iter().filter(|byte| **byte == delimiter).count();
    let mut best = b',';
    for delimiter in [b';', b'\t'] {
        if count(delimiter) > count(best) {
            best = delimiter;
        }
    }
    best
}

fn empty(name: &str) -> Diagnostic {
    Diagnostic::error("empty-file", name, "the file is empty").hint("check the download or the export that made it")
}

/// The diagnostic for a file that cannot be opened; names a file nearby that is spelt alike.
fn missing(name: &str, path: &Path, error: &std::io::Error) -> Diagnostic {
    if error.kind() != std::io::ErrorKind::NotFound {
        return Diagnostic::error("unreadable", name, format!("the file cannot be opened: {error}"));
    }
    let wanted = path.file_name().map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut names: Vec<String> = fs_err::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    names.sort();
    let diagnostic = Diagnostic::error("no-such-file", name, "there is no such file");
    match crate::perception::nearest(&wanted, names.iter().map(String::as_str)) {
        Some(near) => diagnostic.hint(format!("did you mean `{}`?", folder.join(near).display())),
        None => diagnostic.hint("check the path; it is taken from the directory you are in"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_through_a_pipe_can_be_read_more_than_once() {
        let input = Input::stream("-", &b"{\"a\":1}"[..]).expect("it is kept");
        for _ in 0..2 {
            assert_eq!(input.read_all(100).expect("it is read"), b"{\"a\":1}");
        }
        assert_eq!(
            Input::stream("-", &b""[..]).map_err(|fault| fault.code.to_string()).err().as_deref(),
            Some("empty-file")
        );
    }
}
