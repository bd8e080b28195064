//! Whether an identity token is one: signed by a key the issuer publishes, for this desk, for this visit, and of this moment
//! (OpenID Connect Core, section 3.1.3.7). The signature is checked by `jsonwebtoken`; times are compared here, because the
//! desk is told what time it is.

use super::Client;
use crate::people::Denied;
use jiff::Timestamp;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;
use subtle::ConstantTimeEq as _;

/// What is wrong with a visit to an issuer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// It cannot be asked, or its answer cannot be read.
    #[error("the issuer cannot be asked: {0}")]
    Unreachable(String),
    /// It does not let the person in, or does not know the code.
    #[error("the issuer refused: {0}")]
    Refused(String),
    /// The token cannot be read.
    #[error("the token cannot be read: {0}")]
    Unreadable(String),
    /// No key of the issuer made this signature.
    #[error("no key of the issuer made the signature of the token")]
    Signature,
    /// The token is another issuer's.
    #[error("the token is of another issuer")]
    Issuer,
    /// The token is for another desk.
    #[error("the token is for somebody else than this desk")]
    Audience,
    /// The token is over, or of the future.
    #[error("the token is over, or not yet good")]
    Expired,
    /// The token is of another visit.
    #[error("the token is of another visit")]
    Nonce,
    /// Nobody here is known by this name.
    #[error("nobody here is known to the issuer by this name")]
    Stranger,
}

impl Fault {
    /// What a file of messages calls it.
    pub(crate) fn key(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "problem-sign-on-unreachable",
            Self::Refused(_) => "problem-sign-on-refused",
            Self::Unreadable(_) => "problem-sign-on-unreadable",
            Self::Signature => "problem-sign-on-signature",
            Self::Issuer => "problem-sign-on-issuer",
            Self::Audience => "problem-sign-on-audience",
            Self::Expired => "problem-sign-on-expired",
            Self::Nonce => "problem-sign-on-nonce",
            Self::Stranger => "problem-sign-on-stranger",
        }
    }

    /// One of each, for the test that all have sentences.
    #[cfg(test)]
    pub(crate) fn all() -> Vec<Self> {
        let with = [Self::Unreachable, Self::Refused, Self::Unreadable].map(|of| of(String::new()));
        let rest = [Self::Signature, Self::Issuer, Self::Audience, Self::Expired, Self::Nonce, Self::Stranger];
        with.into_iter().chain(rest).collect()
    }
}

/// What a token must say.
pub(super) struct Expected<'a> {
    pub client: &'a Client,
    pub nonce: &'a str,
    pub now: Timestamp,
    pub leeway: u32,
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    exp: i64,
    iat: i64,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    nonce: Option<String>,
    #[serde(default)]
    azp: Option<String>,
    aud: serde_json::Value,
}

/// Signatures with a public key. A secret that both know (`HS256`) would let whoever has the public key sign.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// The longest name an issuer may have for somebody (OpenID Connect Core, section 2), in characters.
const LONGEST: usize = 255;

fn unreadable(why: impl std::fmt::Display) -> Denied {
    Denied::SignOn(Fault::Unreadable(why.to_string()))
}

/// Whom a token means.
pub(super) fn subject(token: &str, keys: &JwkSet, expected: &Expected<'_>) -> Result<String, Denied> {
    let header = decode_header(token).map_err(unreadable)?;
    if !ALGORITHMS.contains(&header.alg) {
        return Err(unreadable(format!("{:?} is not a signature with a public key", header.alg)));
    }
    let key = key(keys, header.kid.as_deref()).ok_or(Denied::SignOn(Fault::Signature))?;
    let key = DecodingKey::from_jwk(key).map_err(unreadable)?;
    let mut rules = Validation::new(header.alg);
    rules.set_issuer(&[&expected.client.issuer]);
    rules.set_audience(&[&expected.client.id]);
    rules.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
    rules.validate_exp = false;
    let claims = decode::<Claims>(token, &key, &rules).map_err(|error| Denied::SignOn(fault(&error)))?.claims;
    check(&claims, expected).map_err(Denied::SignOn)?;
    Ok(claims.sub)
}

/// The key a token names; without a name the only one there is.
fn key<'a>(keys: &'a JwkSet, name: Option<&str>) -> Option<&'a Jwk> {
    match (name, keys.keys.as_slice()) {
        (Some(name), _) => keys.find(name),
        (None, [only]) => Some(only),
        (None, _) => None,
    }
}

fn fault(error: &jsonwebtoken::errors::Error) -> Fault {
    match error.kind() {
        ErrorKind::InvalidSignature | ErrorKind::InvalidAlgorithm => Fault::Signature,
        ErrorKind::InvalidIssuer => Fault::Issuer,
        ErrorKind::InvalidAudience => Fault::Audience,
        _ => Fault::Unreadable(error.to_string()),
    }
}

fn check(claims: &Claims, expected: &Expected<'_>) -> Result<(), Fault> {
    let (now, leeway) = (expected.now.as_second(), i64::from(expected.leeway));
    let others = claims.aud.as_array().is_some_and(|all| all.len() > 1);
    match &claims.azp {
        Some(party) if *party != expected.client.id => return Err(Fault::Audience),
        None if others => return Err(Fault::Audience),
        _ => {}
    }
    let early = |at: i64| at.saturating_sub(leeway) > now;
    if claims.exp.saturating_add(leeway) <= now || early(claims.iat) || claims.nbf.is_some_and(early) {
        return Err(Fault::Expired);
    }
    let nonce = claims.nonce.as_deref().unwrap_or_default();
    if !bool::from(nonce.as_bytes().ct_eq(expected.nonce.as_bytes())) {
        return Err(Fault::Nonce);
    }
    if claims.sub.is_empty() || claims.sub.chars().count() > LONGEST {
        return Err(Fault::Unreadable("it names nobody".to_owned()));
    }
    Ok(())
}
