//! Signed notes as C2SP defines them: a text, an empty line, signature lines. Packages and checkpoints of logs are
//! such notes, so that one small check, done the same way by many programs, tells who stands behind a text.

mod cosignature;
mod error;
mod key;

pub use cosignature::Instant;
pub use error::{Error, KeyError, Problem};
pub use key::{Algorithm, KeyId, SigningKey, VerifierKey};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What a signature line starts with: an em dash and a space.
const MARK: &str = "— ";
/// A note longer than this is refused before it is looked at; sixteen of the longest signatures fit many times over.
pub const BYTES_MAX: usize = 1 << 20;

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The name of the key.
    pub name: String,
    /// The key's identifier; together with the name it says which key and which algorithm.
    pub id: KeyId,
    /// What the key made of the text; its form depends on the algorithm.
    pub bytes: Vec<u8>,
}

/// A text with signatures that nobody has checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// A signature that was checked and is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The name of the key.
    pub name: String,
    /// The key's identifier.
    pub id: KeyId,
    /// Seconds since 1970 at which a witness says it saw the text; `None` for plain signatures.
    pub seen: Option<Instant>,
}

impl Note {
    /// A note without signatures yet.
    ///
    /// # Errors
    /// When the text could not be told from the signatures: it is empty, does not end with a line feed, or has control
    /// characters.
    pub fn new(text: &str) -> Result<Self, Error> {
        check_characters(text)?;
        if !text.ends_with('\n') {
            return Err(Error::at(text.lines().count().max(1), Problem::NoFinalLineFeed));
        }
        Ok(Self { text: text.to_owned(), signatures: Vec::new() })
    }

    /// Reads a note. Nothing is checked but its form.
    ///
    /// # Errors
    /// When the bytes are not of the form, with the line and what to do.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > BYTES_MAX {
            return Err(Error::at(0, Problem::TooLong));
        }
        let all = std::str::from_utf8(bytes).map_err(|wrong| {
            let line = bytes[..wrong.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            Error::at(line, Problem::NotUtf8)
        })?;
        check_characters(all)?;
        let last = all.lines().count().max(1);
        if !all.ends_with('\n') {
            return Err(Error::at(last, Problem::NoFinalLineFeed));
        }
        let Some(split) = all.rfind("\n\n") else { return Err(Error::at(last, Problem::NoEmptyLine)) };
        let (text, lines) = (&all[..=split], &all[split + 2..]);
        let first = text.lines().count() + 2;
        if lines.is_empty() {
            return Err(Error::at(first - 1, Problem::NoSignature));
        }
        let signatures = lines
            .lines()
            .enumerate()
            .map(|(i, line)| Signature::parse(line).map_err(|problem| Error::at(first + i, problem)));
        Ok(Self { text: text.to_owned(), signatures: signatures.collect::<Result<_, _>>()? })
    }

    /// The text, with its final line feed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, in the order of the note.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// The names on the signature lines, each once, in the order of the note; nothing about them is checked.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for signature in &self.signatures {
            if !names.contains(&signature.name.as_str()) {
                names.push(&signature.name);
            }
        }
        names
    }

    /// Adds a plain signature; one by the same key is replaced.
    ///
    /// # Errors
    /// When the key is a witness's: a witness signs with the time, see [`Note::cosign`].
    pub fn sign(&mut self, key: &SigningKey) -> Result<(), KeyError> {
        let bytes = key.sign(self.text.as_bytes())?;
        self.put(key, bytes);
        Ok(())
    }

    /// Adds a witness's signature with the time at which it saw the text.
    ///
    /// # Errors
    /// When the key is not a witness's.
    pub fn cosign(&mut self, key: &SigningKey, seen: Instant) -> Result<(), KeyError> {
        let bytes = cosignature::sign(key, seen, &self.text)?;
        self.put(key, bytes);
        Ok(())
    }

    fn put(&mut self, key: &SigningKey, bytes: Vec<u8>) {
        let (name, id) = (key.name().to_owned(), key.id());
        self.signatures.retain(|one| (one.name.as_str(), one.id) != (name.as_str(), id));
        self.signatures.push(Signature { name, id, bytes });
    }

    /// Checks the note against keys one trusts. Signatures of other keys are ignored; one of these keys that fails
    /// rejects the whole note.
    ///
    /// # Errors
    /// When a signature of a given key fails, or none of the given keys signed.
    pub fn verify(&self, keys: &[VerifierKey]) -> Result<Vec<Signer>, Error> {
        let mut signers: Vec<Signer> = Vec::new();
        let first = self.text.lines().count() + 2;
        for (i, signature) in self.signatures.iter().enumerate() {
            let Some(key) = keys.iter().find(|key| key.made(signature)) else { continue };
            let wrong = || Error::at(first + i, Problem::Fails { name: signature.name.clone(), id: signature.id });
            let seen = key.check(&self.text, &signature.bytes).ok_or_else(wrong)?;
            let signer = Signer { name: signature.name.clone(), id: signature.id, seen };
            if !signers.iter().any(|one| (&one.name, one.id) == (&signer.name, signer.id)) {
                signers.push(signer);
            }
        }
        if signers.is_empty() { Err(Error::at(0, self.unknown(keys))) } else { Ok(signers) }
    }

    fn unknown(&self, keys: &[VerifierKey]) -> Problem {
        let by = self.signatures.iter().map(|one| format!("{}+{}", one.name, one.id)).collect::<Vec<_>>();
        let given = keys.iter().map(|key| format!("{}+{}", key.name(), key.id())).collect::<Vec<_>>();
        Problem::NoKnownKey { by: by.join(", "), given: given.join(", ") }
    }
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", self.text)?;
        for one in &self.signatures {
            let bytes = [one.id.bytes().as_slice(), &one.bytes].concat();
            writeln!(f, "{MARK}{} {}", one.name, STANDARD.encode(bytes))?;
        }
        Ok(())
    }
}

impl Signature {
    fn parse(line: &str) -> Result<Self, Problem> {
        let rest = line.strip_prefix(MARK).ok_or(Problem::NoMark)?;
        let (name, coded) = rest.split_once(' ').ok_or(Problem::NoSpace)?;
        if !key::name_is_good(name) {
            return Err(Problem::Name(name.to_owned()));
        }
        let bytes = STANDARD.decode(coded).map_err(|_| Problem::Base64)?;
        match bytes.split_first_chunk::<4>() {
            Some((id, signature)) if !signature.is_empty() => {
                Ok(Self { name: name.to_owned(), id: KeyId::new(*id), bytes: signature.to_vec() })
            }
            _ => Err(Problem::Short),
        }
    }
}

/// Refuses control characters (below U+0020) other than the line feed.
fn check_characters(text: &str) -> Result<(), Error> {
    for (i, line) in text.split('\n').enumerate() {
        if let Some(found) = line.chars().find(|one| one.is_control()) {
            return Err(Error::at(i + 1, Problem::Control(found)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
