//! Small files that are read whole: methods, specifications, answers, deposits.

use crate::failure::Failure;
use probity_registers::Input;
use std::path::Path;

/// Largest text, in bytes: far beyond what people write, and no burden on memory.
const MAX: u64 = 64 << 20;

/// The text of a file (`.gz` and `.zst` too), without the mark that some editors put before it.
pub fn read(path: &Path) -> Result<String, Failure> {
    let cannot = || format!("`{}` cannot be read", path.display());
    let refused = |fault| Failure::input(cannot()).diagnostics(vec![fault]);
    let bytes = Input::open(path).map_err(refused)?.read_all(MAX).map_err(refused)?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::input(cannot()).hint("save it as UTF-8"))?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}
