//! Under which terms a source was taken in: where it can be had, its licence, and whether its bytes may be passed on.
//! A data package ships the sources it may; of the others it names what its reader needs to find them.

use probity_core::Digest;
use serde::{Deserialize, Serialize};

/// Whether a source's bytes may be passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Passing {
    /// They may.
    #[default]
    Open,
    /// They may not, but name and digest may: whoever gets the file elsewhere can check it.
    Withheld,
    /// Neither bytes nor anything that lets a small table be guessed: only a commitment with this salt, which never
    /// leaves the observatory.
    Confidential {
        /// Thirty-two bytes from the system's source of randomness.
        salt: Digest,
    },
}

/// The terms of a source.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Terms {
    /// Where the source can be had; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// Its licence, as a name or an address; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub licence: String,
    /// Whether it may be passed on.
    #[serde(skip_serializing_if = "Passing::is_open")]
    pub passing: Passing,
}

impl Passing {
    /// Whether the bytes may be passed on.
    pub fn is_open(&self) -> bool {
        *self == Self::Open
    }

    /// The commitment to a confidential file: SHA-256 over the salt's 32 bytes and the file. Without the salt nobody
    /// can try guesses against it; with it anyone can check the file.
    pub fn commitment(salt: &Digest, file: &[u8]) -> Digest {
        let mut bytes = salt.bytes().to_vec();
        bytes.extend_from_slice(file);
        Digest::of(&bytes)
    }
}

impl Terms {
    /// Whether nothing was said about the source.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// How a file was imported once, so that the same can be done again from the recorded file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Recorded {
    /// The register.
    pub register: String,
    /// The file's name.
    pub name: String,
    /// What a plan said about the file; empty for registers without plans.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// The source codes a plan named as representative.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub representative: Vec<String>,
    /// Whether the file is a plan, which has no rows of its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub plan: bool,
}
