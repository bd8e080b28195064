//! Unpacking gzip and zstd as a stream, with a bound on how much a small file may grow: a few kilobytes must not fill
//! somebody's disk or memory.

use probity_core::Diagnostic;
use std::fmt;
use std::io::{self, BufReader, Read};

/// Bytes that may always come out.
const FREE: u64 = 64 << 20;
/// Beyond [`FREE`], bytes that may come out for each byte that went in. Text tables reach 5 to 30.
const RATIO: u64 = 250;

/// What is wrong with a packed file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnpackFault {
    /// It ends too early: what came before is whole.
    Cut,
    /// A byte or a check sum in it is wrong: any byte that came before may be wrong as well.
    Damaged,
    /// It grows beyond all measure.
    Bomb,
}

impl fmt::Display for UnpackFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cut => "the packed file is cut off",
            Self::Damaged => "the packed file is damaged, and what stands before may be wrong as well",
            Self::Bomb => "the packed file grows beyond all measure",
        })
    }
}

impl std::error::Error for UnpackFault {}

impl UnpackFault {
    pub(super) fn diagnostic(self, name: &str) -> Diagnostic {
        match self {
            Self::Cut | Self::Damaged => {
                let what = if self == Self::Cut { "cut off" } else { "damaged" };
                Diagnostic::error("truncated", name, format!("the packed file is {what}; nothing of it was used"))
                    .hint("download or copy it again; `gzip -t` or `zstd -t` says whether it is whole")
            }
            Self::Bomb => {
                Diagnostic::error("expansion", name, "the packed file grows beyond all measure; nothing of it was used")
                    .expected(format!("at most {RATIO} times its packed size"))
                    .hint("unpack it yourself and look at it before importing it")
            }
        }
    }
}

/// Counts what goes in, shared with the reader of what comes out.
struct Counted<R> {
    inner: R,
    count: std::rc::Rc<std::cell::Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

/// Turns faults of unpacking into [`UnpackFault`] and stops a bomb.
struct Guarded<R> {
    inner: R,
    packed: std::rc::Rc<std::cell::Cell<u64>>,
    out: u64,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            io::ErrorKind::UnexpectedEof => io::Error::other(UnpackFault::Cut),
            _ => io::Error::other(UnpackFault::Damaged),
        })?;
        self.out += read as u64;
        if self.out > FREE && self.out > RATIO.saturating_mul(self.packed.get()) {
            return Err(io::Error::other(UnpackFault::Bomb));
        }
        Ok(read)
    }
}

/// The reader itself, or the unpacking of it when its first bytes say gzip or zstd.
pub(super) fn unpacked<'a>(mut raw: Box<dyn Read + 'a>) -> io::Result<Box<dyn Read + 'a>> {
    let mut magic = Vec::with_capacity(4);
    raw.by_ref().take(4).read_to_end(&mut magic)?;
    let (gzip, zstd) = (magic.starts_with(&[0x1F, 0x8B]), magic.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]));
    let whole = io::Cursor::new(magic).chain(raw);
    if !gzip && !zstd {
        return Ok(Box::new(whole));
    }
    let packed = std::rc::Rc::new(std::cell::Cell::new(0));
    let counted = BufReader::new(Counted { inner: whole, count: packed.clone() });
    let inner: Box<dyn Read + 'a> = if gzip {
        Box::new(flate2::bufread::MultiGzDecoder::new(counted))
    } else {
        let mut decoder = zstd::stream::read::Decoder::with_buffer(counted)?;
        // A window larger than 128 MiB is refused: it would be allocated on the word of the file.
        decoder.window_log_max(27)?;
        Box::new(decoder)
    };
    Ok(Box::new(Guarded { inner, packed, out: 0 }))
}
