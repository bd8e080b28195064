//! Why a note or a key is refused. Messages name the line and what to do: they are read by people who have just been
//! told that a release may be a forgery.

use super::KeyId;

/// A note that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// Line of the note, from 1; 0 when the whole note is meant.
    pub line: usize,
    /// What is wrong.
    pub problem: Problem,
}

impl Error {
    pub(super) fn at(line: usize, problem: Problem) -> Self {
        Self { line, problem }
    }
}

impl std::error::Error for Error {}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => self.problem.fmt(f),
            line => write!(f, "line {line}: {}", self.problem),
        }
    }
}

/// What is wrong with a note.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// Longer than [`super::BYTES_MAX`].
    #[error("a note has at most 1 MiB; this is another file")]
    TooLong,
    /// Not UTF-8.
    #[error("the text is not UTF-8; fetch the note again as it was published")]
    NotUtf8,
    /// A control character.
    #[error("the control character U+{:04X} may not stand in a note; fetch it without conversion of line ends", u32::from(*.0))]
    Control(char),
    /// The last line is not ended.
    #[error("the last line does not end with a line feed; the file was cut or changed by an editor")]
    NoFinalLineFeed,
    /// No empty line.
    #[error("no empty line parts the text from the signatures; this is no signed note")]
    NoEmptyLine,
    /// Nothing after the empty line.
    #[error("no signature line follows the empty line; the note is not signed or was cut")]
    NoSignature,
    /// A signature line with another start.
    #[error("a signature line starts with an em dash (U+2014) and one space")]
    NoMark,
    /// A signature line without a second part.
    #[error("a signature line is an em dash, the key's name and the signature, with one space between")]
    NoSpace,
    /// A name that may not be.
    #[error("`{0}` is no name of a key: it is not empty and has neither spaces nor `+`")]
    Name(String),
    /// Not base64.
    #[error("the signature is not base64 as RFC 4648 writes it; fetch the note again")]
    Base64,
    /// No signature after the key's identifier.
    #[error("the signature is shorter than a key's identifier and one byte; the line was cut")]
    Short,
    /// A known key's signature that does not hold.
    #[error(
        "the signature by {name} (key {id}) does not fit the text; the note was changed or is a forgery, do not use it"
    )]
    Fails {
        /// The key's name.
        name: String,
        /// The key's identifier.
        id: KeyId,
    },
    /// No signature by a given key.
    #[error(
        "no given key signed this note (signed by {by}; given {given}); ask the publisher for its verifier key by another way"
    )]
    NoKnownKey {
        /// Names and identifiers on the signature lines.
        by: String,
        /// Names and identifiers of the keys given.
        given: String,
    },
}

/// A key that is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Not of the form of a verifier key.
    #[error(
        "this is no verifier key: expected one line `<name>+<8 hexadecimal digits>+<base64>`, as `probity log keygen` prints it"
    )]
    NotAVerifierKey,
    /// Not of the form of a signing key.
    #[error(
        "this is no signing key: expected one line `PRIVATE+KEY+<name>+<8 hexadecimal digits>+<base64>`, as `probity log keygen` writes it"
    )]
    NotASigningKey,
    /// A signing key where a verifier key belongs.
    #[error("this is a signing key; never hand it out: give the verifier key that `probity log keygen` printed")]
    Secret,
    /// A name that may not be.
    #[error(
        "`{0}` cannot be the name of a key: it must not be empty and has neither spaces, control characters nor `+`"
    )]
    Name(String),
    /// The identifier is not the one of the key.
    #[error(
        "the key's identifier is {found}, but its name and bytes give {expected}; the line was changed or mistyped"
    )]
    Id {
        /// As written.
        found: KeyId,
        /// As computed.
        expected: KeyId,
    },
    /// Not 32 bytes, or no point of the curve.
    #[error("the key's bytes are not those of an Ed25519 key; the line was changed or mistyped")]
    Bytes,
    /// A kind of key this program cannot sign with.
    #[error("keys of type 0x{0:02x} cannot sign here; make one with `probity log keygen`")]
    Algorithm(u8),
    /// A witness's key where a plain one belongs.
    #[error("{0} is a witness's key: it signs checkpoints with the time (`probity log cosign`), nothing else")]
    Witness(String),
    /// A plain key where a witness's belongs.
    #[error("{0} is not a witness's key; make one with `probity log keygen --witness`")]
    NotAWitness(String),
}
