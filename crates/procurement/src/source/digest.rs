//! The digest of a file as it is, packed or not, taken from the bytes that go to whoever reads it, so that no file is read
//! twice. A file that is read again is hashed on from where it was left the last time.

use sha2::{Digest as _, Sha256};

/// The digest of a file of which nothing was read yet.
#[derive(Debug, Clone, Default)]
pub struct Digest {
    hasher: Sha256,
    /// Bytes hashed.
    hashed: u64,
    /// Bytes seen since the file was opened.
    seen: u64,
    ended: bool,
}

impl Digest {
    /// The file is opened, for the first time or again.
    pub(super) fn open(&mut self) {
        self.seen = 0;
    }

    /// Takes the next bytes of the file; none at its end.
    pub(super) fn see(&mut self, bytes: &[u8]) {
        self.ended |= bytes.is_empty();
        let known = usize::try_from(self.hashed - self.seen.min(self.hashed)).unwrap_or(usize::MAX).min(bytes.len());
        self.hasher.update(bytes.get(known..).unwrap_or_default());
        self.seen += bytes.len() as u64;
        self.hashed = self.hashed.max(self.seen);
    }

    /// SHA-256 in hexadecimal digits, if the file was read to its end.
    pub fn finish(self) -> Option<String> {
        let hash = self.ended.then(|| self.hasher.finalize())?;
        Some(hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_read_again_is_hashed_once() {
        let mut digest = Digest::default();
        for pieces in [&["ab"][..], &["a", "bc"], &["abcd", ""]] {
            digest.open();
            assert_eq!(digest.clone().finish(), None);
            pieces.iter().for_each(|piece| digest.see(piece.as_bytes()));
        }
        let expected: String = Sha256::digest("abcd").iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digest.finish(), Some(expected));
    }
}
