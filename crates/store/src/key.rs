//! Keys of those who sign events, in the form the configuration and the records keep them: `ed25519:BASE64`. A signer is
//! named by the first sixteen digits of the hash of the raw public key.

use crate::note;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer as _;
use probity_core::Digest;
use std::fmt;
use std::str::FromStr;

const PREFIX: &str = "ed25519:";

/// A text that is not a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not of the form.
    #[error("expected `ed25519:` and the base64 of 32 bytes")]
    Form,
    /// Bytes that are no point of the curve, or a weak one.
    #[error("the 32 bytes are not a public key")]
    Point,
}

/// The raw bytes behind `ed25519:BASE64`.
fn bytes(text: &str) -> Result<[u8; 32], KeyError> {
    let coded = text.trim().strip_prefix(PREFIX).ok_or(KeyError::Form)?;
    STANDARD.decode(coded).ok().and_then(|bytes| bytes.try_into().ok()).ok_or(KeyError::Form)
}

/// The bytes a signature is over.
fn message(hash: &str) -> Vec<u8> {
    format!("probity/event/v1\n{hash}\n").into_bytes()
}

/// A key to check events with.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey {
    point: ed25519_dalek::VerifyingKey,
    signer: String,
}

impl PublicKey {
    fn of(point: ed25519_dalek::VerifyingKey) -> Self {
        let signer = Digest::of(point.as_bytes()).to_string().chars().take(16).collect();
        Self { point, signer }
    }

    /// How events name this key: 16 hexadecimal digits.
    pub fn signer(&self) -> &str {
        &self.signer
    }

    /// The same key under a name, as signed notes know it.
    ///
    /// # Errors
    /// When the name cannot stand on a signature line.
    pub fn named(&self, name: &str) -> Result<note::VerifierKey, note::KeyError> {
        note::VerifierKey::ed25519(name, self.point.as_bytes())
    }

    /// Whether `signature` (standard base64) is this key's over an event with the hash `hash`.
    pub fn fits(&self, hash: &str, signature: &str) -> bool {
        let Some(bytes) = STANDARD.decode(signature).ok().and_then(|bytes| <[u8; 64]>::try_from(bytes).ok()) else {
            return false;
        };
        let signature = ed25519_dalek::Signature::from_bytes(&bytes);
        self.point.verify_strict(&message(hash), &signature).is_ok()
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let point = ed25519_dalek::VerifyingKey::from_bytes(&bytes(text)?).map_err(|_| KeyError::Point)?;
        if point.is_weak() { Err(KeyError::Point) } else { Ok(Self::of(point)) }
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}", STANDARD.encode(self.point.as_bytes()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

/// A key to sign events with; secret.
#[derive(Clone)]
pub struct SigningKey {
    secret: ed25519_dalek::SigningKey,
    public: PublicKey,
}

impl SigningKey {
    /// A key from 32 secret random bytes.
    pub fn new(seed: &[u8; 32]) -> Self {
        let secret = ed25519_dalek::SigningKey::from_bytes(seed);
        let public = PublicKey::of(secret.verifying_key());
        Self { secret, public }
    }

    /// Reads the one line of a key file: `ed25519:` and the base64 of the 32 secret bytes.
    ///
    /// # Errors
    /// When it is not of the form.
    pub fn parse(line: &str) -> Result<Self, KeyError> {
        Ok(Self::new(&bytes(line)?))
    }

    /// The line to keep secret.
    pub fn secret_line(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(self.secret.as_bytes()))
    }

    /// The key that checks what this one signs.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The same key under a name, to sign notes with.
    ///
    /// # Errors
    /// When the name cannot stand on a signature line.
    pub fn named(&self, name: &str) -> Result<note::SigningKey, note::KeyError> {
        note::SigningKey::new(name, note::Algorithm::Ed25519, self.secret.as_bytes())
    }

    /// The signature of an event with the hash `hash`, in standard base64.
    pub(crate) fn sign(&self, hash: &str) -> String {
        STANDARD.encode(self.secret.sign(&message(hash)).to_bytes())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public.signer)
    }
}
