//! The way to a PostgreSQL server. Its certificate is checked whatever the address says: a way that anybody on it could have
//! answered is not worth the name.

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::ConfigVerifierExt as _;

/// What connects to a server over TLS.
pub type Secure = tokio_postgres_rustls::MakeRustlsConnect;

/// A way to servers whose certificate this machine trusts, or, with certificates of an `authority` (PEM), theirs alone.
///
/// # Errors
/// In English: when the authority's text has no certificate or one that cannot be read, or this machine's certificates
/// cannot be found.
pub fn secure(authority: Option<&[u8]>) -> Result<Secure, String> {
    crate::choose_cryptography();
    let config = match authority {
        None => ClientConfig::with_platform_verifier().map_err(|error| error.to_string())?,
        Some(pem) => ClientConfig::builder().with_root_certificates(roots(pem)?).with_no_client_auth(),
    };
    Ok(Secure::new(config))
}

fn roots(pem: &[u8]) -> Result<RootCertStore, String> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate = certificate.map_err(|error| format!("a certificate cannot be read: {error:?}"))?;
        roots.add(certificate).map_err(|error| format!("a certificate cannot be used: {error}"))?;
    }
    if roots.is_empty() {
        return Err("there is no certificate in it (`-----BEGIN CERTIFICATE-----`)".to_owned());
    }
    Ok(roots)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    #[test]
    fn an_authority_without_a_certificate_is_refused_and_this_machines_are_taken_without_one() {
        let said = |pem: &[u8]| secure(Some(pem)).err().unwrap();
        assert!(said(b"").contains("no certificate"));
        assert!(said(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n").contains("no certificate"));
        assert!(said(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").contains("cannot be used"));
        assert!(said(b"-----BEGIN CERTIFICATE-----\n\xff\n-----END CERTIFICATE-----\n").contains("cannot be read"));
        assert!(secure(None).is_ok());
    }
}
