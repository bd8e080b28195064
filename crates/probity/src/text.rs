//! Small files that are read whole: methods, specifications, answers, deposits.

use crate::failure::Failure;
use probity_registers::Input;
use std::io::Read as _;
use std::path::Path;

/// Largest text, in bytes: far beyond what people write, and no burden on memory.
const MAX: u64 = 64 << 20;

/// The text of a file (`.gz` and `.zst` too), without the mark that some editors put before it.
pub fn read(path: &Path) -> Result<String, Failure> {
    let refused = |fault| Failure::input(cannot(path)).diagnostics(vec![fault]);
    decoded(path, Input::open(path).map_err(refused)?.read_all(MAX).map_err(refused)?)
}

/// The same, with `-` for standard input.
pub fn read_or_standard(path: &Path) -> Result<String, Failure> {
    if path != Path::new("-") {
        return read(path);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(MAX + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX) {
        return Err(Failure::input(format!("standard input is longer than {} MiB", MAX >> 20)).hint("split it"));
    }
    decoded(path, bytes)
}

fn cannot(path: &Path) -> String {
    format!("`{}` cannot be read", path.display())
}

fn decoded(path: &Path, bytes: Vec<u8>) -> Result<String, Failure> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        let message = format!("{}: line {line} is not in UTF-8", cannot(path));
        Failure::input(message).hint("save it as UTF-8")
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}
