//! Keys of signed notes as files and arguments. A verifier key is public and may be given as it is or as a file; a
//! signing key only ever as a file, so that it never stands in a list of processes or in a shell's history.

use crate::failure::Failure;
use probity_publication::note::{SigningKey, VerifierKey};
use std::path::Path;

/// Reads a signing key.
pub fn signing(path: &Path) -> Result<SigningKey, Failure> {
    let text = fs_err::read_to_string(path)?;
    SigningKey::parse(&text).map_err(|error| {
        let message = format!("`{}`: {error}", path.display());
        Failure::input(message).hint("`probity log keygen NAME --out FILE` makes a key")
    })
}

/// The verifier keys given as `VKEY|FILE`; a file has one key a line.
pub fn verifiers(given: &[String]) -> Result<Vec<VerifierKey>, Failure> {
    let mut keys = Vec::new();
    for one in given {
        let path = Path::new(one);
        if !path.is_file() {
            let wrong = |error| {
                let message = format!("`{one}` is neither a file nor a verifier key: {error}");
                Failure::usage(message).hint("quote the key for the shell, or give the file it is in")
            };
            keys.push(VerifierKey::parse(one).map_err(wrong)?);
            continue;
        }
        let text = fs_err::read_to_string(path)?;
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        for (i, line) in lines {
            let key = VerifierKey::parse(line);
            keys.push(key.map_err(|error| Failure::input(format!("`{one}` line {}: {error}", i + 1)))?);
        }
        if keys.is_empty() {
            return Err(Failure::input(format!("`{one}` has no verifier key")));
        }
    }
    Ok(keys)
}
