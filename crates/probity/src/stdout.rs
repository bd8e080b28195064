//! Standard output, which takes data and nothing else. A reader that went away ends the work and is no error; anything else
//! that keeps data from arriving, such as a full disk, is remembered here, so that no command can end well without having
//! given all it had.

use crate::failure::Failure;
use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};
use std::sync::OnceLock;

/// Why something did not arrive.
static REFUSED: OnceLock<String> = OnceLock::new();

/// Standard output. What goes wrong is remembered and need not be looked at where it happens.
pub struct Output(StdoutLock<'static>);

/// Standard output for much data. It must be flushed.
pub fn open() -> BufWriter<Output> {
    BufWriter::with_capacity(1 << 20, Output(io::stdout().lock()))
}

/// What the program ends with when not all data arrived.
pub fn refused() -> Option<Failure> {
    let why = REFUSED.get()?;
    let hint = "what arrived is incomplete: make room, or write somewhere else, and run the command again";
    Some(Failure::input(format!("standard output cannot be written: {why}")).hint(hint))
}

fn remembered<T>(written: io::Result<T>) -> io::Result<T> {
    written.inspect_err(|error| {
        if !matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::Interrupted) {
            REFUSED.get_or_init(|| error.to_string());
        }
    })
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        remembered(self.0.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        remembered(self.0.flush())
    }
}
