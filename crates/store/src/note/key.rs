//! Keys of signed notes: names, identifiers, the one-line forms they are handed over in, and Ed25519. A key's
//! identifier is computed from its name and bytes, so a mistyped line is noticed before anything is trusted.

use super::{Instant, KeyError, Signature, cosignature};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer as _;
use sha2::{Digest as _, Sha256};

const PRIVATE: &str = "PRIVATE+KEY+";

/// Whether a name can stand on a signature line.
pub(super) fn name_is_good(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|one| one.is_whitespace() || one == '+' || one < ' ')
}

/// Four bytes that, with a name, say which key and which algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyId([u8; 4]);

impl KeyId {
    pub(super) fn new(bytes: [u8; 4]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8; 4] {
        &self.0
    }

    /// The identifier of a key whose public bytes, with the type in front, are `typed`.
    fn of(name: &str, typed: &[u8]) -> Self {
        let hash = Sha256::new().chain_update(name).chain_update(b"\n").chain_update(typed).finalize();
        Self([hash[0], hash[1], hash[2], hash[3]])
    }

    fn parse(text: &str) -> Option<Self> {
        let good = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        good.then(|| u32::from_str_radix(text, 16).ok().map(|id| Self(id.to_be_bytes()))).flatten()
    }
}

impl std::fmt::Display for KeyId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// Type 0x01: Ed25519 over the text.
    Ed25519,
    /// Type 0x04: Ed25519 over time and text of a checkpoint, by a witness.
    Cosignature,
    /// Any other type, such as 0x06 (ML-DSA-44): its signatures are left aside as those of unknown keys.
    Other(u8),
}

impl Algorithm {
    fn of(code: u8) -> Self {
        match code {
            0x01 => Self::Ed25519,
            0x04 => Self::Cosignature,
            other => Self::Other(other),
        }
    }

    /// The type's number.
    pub fn code(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::Cosignature => 0x04,
            Self::Other(code) => code,
        }
    }
}

/// A key to check signatures with; public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: KeyId,
    algorithm: Algorithm,
    public: Option<ed25519_dalek::VerifyingKey>,
    typed: Vec<u8>,
}

impl VerifierKey {
    /// Reads `<name>+<identifier>+<base64>`; white space around it is left out.
    ///
    /// # Errors
    /// When the line is not of the form, or the identifier is not the key's.
    pub fn parse(line: &str) -> Result<Self, KeyError> {
        let line = line.trim();
        if line.starts_with(PRIVATE) {
            return Err(KeyError::Secret);
        }
        let (name, found, typed) = parts(line).ok_or(KeyError::NotAVerifierKey)?;
        let (code, bytes) = typed.split_first().ok_or(KeyError::NotAVerifierKey)?;
        let algorithm = Algorithm::of(*code);
        let public = match algorithm {
            Algorithm::Other(_) => None,
            _ => {
                let bytes = bytes.try_into().map_err(|_| KeyError::Bytes)?;
                Some(ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::Bytes)?)
            }
        };
        let expected = KeyId::of(&name, &typed);
        // Other types may compute their identifiers from other bytes; nothing is ever checked with them.
        if public.is_some() && found != expected {
            return Err(KeyError::Id { found, expected });
        }
        Ok(Self { name, id: found, algorithm, public, typed })
    }

    /// A plain key from its 32 public bytes.
    ///
    /// # Errors
    /// When the name cannot stand on a signature line, or the bytes are no key.
    pub fn ed25519(name: &str, bytes: &[u8; 32]) -> Result<Self, KeyError> {
        if !name_is_good(name) {
            return Err(KeyError::Name(name.to_owned()));
        }
        let public = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::Bytes)?;
        let typed = [&[Algorithm::Ed25519.code()], bytes.as_slice()].concat();
        let id = KeyId::of(name, &typed);
        Ok(Self { name: name.to_owned(), id, algorithm: Algorithm::Ed25519, public: Some(public), typed })
    }

    /// The key's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key's identifier.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// What the key does.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Whether a signature says it is by this key and this program can check it.
    pub(super) fn made(&self, signature: &Signature) -> bool {
        self.public.is_some() && self.id == signature.id && self.name == signature.name
    }

    /// Checks a signature: `None` when it is wrong, else when a witness saw the text.
    pub(super) fn check(&self, text: &str, signature: &[u8]) -> Option<Option<Instant>> {
        let public = self.public.as_ref()?;
        match self.algorithm {
            Algorithm::Ed25519 => fits(public, text.as_bytes(), signature).then_some(None),
            Algorithm::Cosignature => cosignature::check(public, text, signature).map(Some),
            Algorithm::Other(_) => None,
        }
    }
}

/// Whether an Ed25519 signature fits; weak keys fit nothing.
pub(super) fn fits(public: &ed25519_dalek::VerifyingKey, message: &[u8], signature: &[u8]) -> bool {
    let Ok(bytes) = <&[u8; 64]>::try_from(signature) else { return false };
    public.verify_strict(message, &ed25519_dalek::Signature::from_bytes(bytes)).is_ok()
}

impl std::fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}+{}+{}", self.name, self.id, STANDARD.encode(&self.typed))
    }
}

/// A key to sign with; secret.
#[derive(Clone)]
pub struct SigningKey {
    name: String,
    algorithm: Algorithm,
    secret: ed25519_dalek::SigningKey,
}

impl SigningKey {
    /// A key from 32 secret random bytes; `algorithm` is plain or a witness's.
    ///
    /// # Errors
    /// When the name cannot stand on a signature line, or the algorithm is another.
    pub fn new(name: &str, algorithm: Algorithm, seed: &[u8; 32]) -> Result<Self, KeyError> {
        if !name_is_good(name) {
            return Err(KeyError::Name(name.to_owned()));
        }
        match algorithm {
            Algorithm::Other(code) => Err(KeyError::Algorithm(code)),
            _ => Ok(Self { name: name.to_owned(), algorithm, secret: ed25519_dalek::SigningKey::from_bytes(seed) }),
        }
    }

    /// Reads `PRIVATE+KEY+<name>+<identifier>+<base64>`; white space around it is left out.
    ///
    /// # Errors
    /// When the line is not of the form, or the identifier is not the key's.
    pub fn parse(line: &str) -> Result<Self, KeyError> {
        let rest = line.trim().strip_prefix(PRIVATE).ok_or(KeyError::NotASigningKey)?;
        let (name, found, typed) = parts(rest).ok_or(KeyError::NotASigningKey)?;
        let (code, seed) = typed.split_first().ok_or(KeyError::NotASigningKey)?;
        let algorithm = Algorithm::of(*code);
        if let Algorithm::Other(code) = algorithm {
            return Err(KeyError::Algorithm(code));
        }
        let key = Self::new(&name, algorithm, seed.try_into().map_err(|_| KeyError::Bytes)?)?;
        let expected = key.id();
        if found == expected { Ok(key) } else { Err(KeyError::Id { found, expected }) }
    }

    /// The line to keep secret.
    pub fn secret_line(&self) -> String {
        let typed = [&[self.algorithm.code()], self.secret.as_bytes().as_slice()].concat();
        format!("{PRIVATE}{}+{}+{}", self.name, self.id(), STANDARD.encode(typed))
    }

    /// The key's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the key does.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The key's identifier.
    pub fn id(&self) -> KeyId {
        self.verifier().id
    }

    /// The key that checks what this one signs.
    pub fn verifier(&self) -> VerifierKey {
        let public = self.secret.verifying_key();
        let typed = [&[self.algorithm.code()], public.as_bytes().as_slice()].concat();
        let id = KeyId::of(&self.name, &typed);
        VerifierKey { name: self.name.clone(), id, algorithm: self.algorithm, public: Some(public), typed }
    }

    /// A plain signature of a text.
    pub(super) fn sign(&self, text: &[u8]) -> Result<Vec<u8>, KeyError> {
        match self.algorithm {
            Algorithm::Ed25519 => Ok(self.raw(text)),
            _ => Err(KeyError::Witness(self.name.clone())),
        }
    }

    /// Ed25519 over any bytes.
    pub(super) fn raw(&self, message: &[u8]) -> Vec<u8> {
        self.secret.sign(message).to_bytes().to_vec()
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigningKey({}+{})", self.name, self.id())
    }
}

/// Name, identifier and bytes of a key's line. The base64 may itself have a `+`.
fn parts(line: &str) -> Option<(String, KeyId, Vec<u8>)> {
    let mut parts = line.splitn(3, '+');
    let (name, id, coded) = (parts.next()?, parts.next()?, parts.next()?);
    let id = KeyId::parse(id)?;
    name_is_good(name).then_some((name.to_owned(), id, STANDARD.decode(coded).ok()?))
}
