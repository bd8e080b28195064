//! Secrets that are shown once and kept as digests: tokens, keys, recovery codes. They have so many random bits that a plain
//! SHA-256 cannot be turned round; passwords, which people choose, are another matter.

use super::random::Randomness;
use crate::Trouble;
use probity_core::Digest;
use std::fmt;

/// A secret as a person or a browser holds it. It prints itself nowhere by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// So many random bytes, in lower-case hexadecimal digits behind a prefix.
    pub(crate) fn draw(prefix: &str, bytes: usize, random: &mut dyn Randomness) -> Result<Self, Trouble> {
        let mut drawn = vec![0u8; bytes];
        random.fill(&mut drawn)?;
        let digits: String = drawn.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self(format!("{prefix}{digits}")))
    }

    /// What somebody presents, without the blanks that copying adds.
    pub(crate) fn given(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The secret itself, to be shown once or set as a cookie.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub(crate) fn digest(&self) -> String {
        Digest::of(self.0.as_bytes()).to_string()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Sixteen random digits that name a row.
pub(crate) fn name(random: &mut dyn Randomness) -> Result<String, Trouble> {
    Ok(Secret::draw("", 8, random)?.0)
}
