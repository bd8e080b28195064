//! What an issuer says about itself, and the exchange of a code for a token (OpenID Connect Core 3.1, Discovery 1.0). What it
//! says about itself is kept for an hour; its keys are asked for every time, because they are what may change in a hurry.

use super::token::Fault;
use super::{Client, Wire};
use crate::people::Denied;
use crate::people::settings::{SignOn as Settings, after};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jsonwebtoken::jwk::JwkSet;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::{Mutex, PoisonError};

/// What an issuer says about itself.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct About {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

/// What is sent for a token.
pub(super) struct Sent<'a> {
    pub code: &'a str,
    pub verifier: &'a str,
    pub back: &'a str,
}

/// An issuer that can be asked.
pub(super) struct Issuer {
    wire: Box<dyn Wire>,
    known: Mutex<Option<(Timestamp, About)>>,
}

fn unreachable(why: impl std::fmt::Display) -> Denied {
    Denied::SignOn(Fault::Unreachable(why.to_string()))
}

fn read<T: DeserializeOwned>(address: &str, bytes: &[u8]) -> Result<T, Denied> {
    serde_json::from_slice(bytes).map_err(|error| unreachable(format!("{address}: {error}")))
}

/// The letters that stand for themselves in a form and in an address (RFC 3986, unreserved).
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn form(fields: &[(&str, &str)]) -> String {
    fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

impl About {
    /// The address at which the issuer asks who somebody is.
    pub(super) fn authorization(&self, fields: &[(&str, &str)]) -> String {
        let joint = if self.authorization_endpoint.contains('?') { '&' } else { '?' };
        format!("{}{joint}{}", self.authorization_endpoint, form(fields))
    }

    /// An issuer behind TLS sends nobody to a place without it.
    fn is_safe(&self) -> bool {
        let all = [&self.authorization_endpoint, &self.token_endpoint, &self.jwks_uri];
        !self.issuer.starts_with("https://") || all.iter().all(|address| address.starts_with("https://"))
    }

    /// Whether the secret is sent as a header, as it is unless the issuer only knows the other way.
    fn takes_basic(&self) -> bool {
        let ways = self.token_endpoint_auth_methods_supported.as_ref();
        ways.is_none_or(|ways| ways.iter().any(|way| way == "client_secret_basic"))
    }
}

impl Issuer {
    pub(super) fn new(wire: Box<dyn Wire>) -> Self {
        Self { wire, known: Mutex::new(None) }
    }

    /// What the issuer says about itself.
    pub(super) fn about(&self, issuer: &str, settings: &Settings, now: Timestamp) -> Result<About, Denied> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((since, about)) = known.as_ref()
            && now < after(*since, settings.known_seconds.into())
        {
            return Ok(about.clone());
        }
        let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let about: About = read(&address, &self.wire.get(&address).map_err(unreachable)?)?;
        if about.issuer != issuer {
            return Err(unreachable(format!("{address} speaks for {}, not for {issuer}", about.issuer)));
        }
        if !about.is_safe() {
            return Err(unreachable(format!("{address} names places without TLS")));
        }
        *known = Some((now, about.clone()));
        Ok(about)
    }

    /// The token that a code stands for.
    pub(super) fn exchange(&self, about: &About, client: &Client, sent: &Sent<'_>) -> Result<String, Denied> {
        #[derive(Deserialize)]
        struct Answer {
            id_token: String,
        }
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", sent.code),
            ("redirect_uri", sent.back),
            ("client_id", client.id.as_str()),
            ("code_verifier", sent.verifier),
        ];
        let mut basic = None;
        match &client.secret {
            // RFC 6749, section 2.3.1: both halves are encoded as in a form before they are joined.
            Some(secret) if about.takes_basic() => {
                let pair = format!("{}:{}", encoded(&client.id), encoded(secret));
                basic = Some(format!("Basic {}", STANDARD.encode(pair)));
            }
            Some(secret) => fields.push(("client_secret", secret)),
            None => {}
        }
        let address = &about.token_endpoint;
        let (status, bytes) = self.wire.post(address, &form(&fields), basic.as_deref()).map_err(unreachable)?;
        if status != 200 {
            return Err(Denied::SignOn(Fault::Refused(format!("{address} answers {status}"))));
        }
        Ok(read::<Answer>(address, &bytes)?.id_token)
    }

    /// The keys the issuer signs with today.
    pub(super) fn keys(&self, about: &About) -> Result<JwkSet, Denied> {
        read(&about.jwks_uri, &self.wire.get(&about.jwks_uri).map_err(unreachable)?)
    }
}
