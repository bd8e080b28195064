//! TLS (rustls), for the two that need it: single sign-on, which asks an issuer, and a database on a server. A certificate is
//! always checked, against those that this machine trusts or an authority of one's own. A crate of its own, because nothing
//! else in the program speaks TLS.

mod database;
mod issuer;

pub use database::{Secure, secure};
pub use issuer::Outgoing;

/// Makes rustls use ring. Whoever was first has chosen the same: there is one in the program.
fn choose_cryptography() {
    drop(rustls::crypto::ring::default_provider().install_default());
}
