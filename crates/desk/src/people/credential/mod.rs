//! What proves that somebody is who they say: a password, and a code of a device or of a sheet of paper. A passkey
//! is both in one where the device knew its owner.

pub(crate) mod code;
pub(crate) mod passkey;
pub(crate) mod password;
pub(crate) mod recovery;
