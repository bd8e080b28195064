//! What proves that somebody is who they say: a password, and a code of a device or of a sheet of paper. Passkeys
//! (WebAuthn) belong here too, as one more kind beside these; they are not done.

pub(crate) mod code;
pub(crate) mod password;
pub(crate) mod recovery;
