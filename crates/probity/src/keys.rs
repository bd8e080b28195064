//! Keys of signed notes and of events as files and arguments. A verifier key is public and may be given as it is or as a file; a
//! signing key only ever as a file, so that it never stands in a list of processes or in a shell's history.

use crate::failure::Failure;
use probity_publication::note::{SigningKey, VerifierKey};
use std::io::Write;
use std::path::Path;

/// 32 secret bytes from the system.
pub fn seed() -> Result<[u8; 32], Failure> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| Failure::input(format!("the system gives no randomness: {error}")))?;
    Ok(seed)
}

/// Writes a secret line to a file that only its owner can read. A file that is there is never overwritten.
pub fn write(path: &Path, line: &str) -> Result<(), Failure> {
    let mut options = fs_err::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    fs_err::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            let message = format!("`{}` is there already; a key is never overwritten", path.display());
            Failure::input(message).hint("give another --out")
        }
        _ => error.into(),
    })?;
    writeln!(file, "{line}")?;
    Ok(file.sync_all()?)
}

/// Reads a key that signs events.
pub fn of_events(path: &Path) -> Result<probity_store::SigningKey, Failure> {
    let text = fs_err::read_to_string(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Failure::missing(format!("there is no key `{}`", path.display()))
            .hint("`probity commitments keygen --out FILE` makes one"),
        _ => error.into(),
    })?;
    probity_store::SigningKey::parse(&text).map_err(|error| {
        Failure::input(format!("`{}` is no key that signs events: {error}", path.display()))
            .hint("`probity commitments keygen --out FILE` makes one")
    })
}

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
