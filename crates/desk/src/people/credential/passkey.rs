//! Passkeys (WebAuthn), behind the only door to `webauthn_rp`. What a device signs is checked there; here the library's values
//! become texts that both databases keep. The library draws its challenges and reads the clock for their end by itself; the
//! desk keeps its own, shorter end beside it ([`crate::people::ceremony`]).

use crate::people::Denied;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde_json::{Value, json};
use webauthn_rp::AuthenticatedCredential;
use webauthn_rp::bin::{Decode as _, Encode as _};
use webauthn_rp::request::auth::{
    AuthenticationVerificationOptions, DiscoverableAuthenticationServerState, DiscoverableCredentialRequestOptions,
};
use webauthn_rp::request::register::{
    CredProtect, PublicKeyCredentialCreationOptions, PublicKeyCredentialUserEntity, RegistrationServerState,
    RegistrationVerificationOptions, UserHandle, Username,
};
use webauthn_rp::request::{AsciiDomain, PublicKeyCredentialDescriptor, RpId, UserVerificationRequirement};
use webauthn_rp::response::auth::DiscoverableAuthentication;
use webauthn_rp::response::auth::error::AuthCeremonyErr;
use webauthn_rp::response::register::{DynamicState, Registration, StaticState};
use webauthn_rp::response::{AuthTransports, CredentialId};

/// The number of an account is its handle: sixteen random digits that say nothing about anybody.
const HANDLE: usize = 16;

/// The bit of a device's answer that says that it knew its owner (WebAuthn, section 6.1), and the byte it stands in.
const VERIFIED: (usize, u8) = (32, 0x04);

/// The address people reach the desk at, to which passkeys are bound.
#[derive(Debug)]
pub(crate) struct Place {
    origin: String,
    host: RpId,
}

/// A new passkey, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Made {
    pub credential: String,
    pub public: String,
    pub dynamic: String,
}

/// A passkey that signed what it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signed {
    /// What is kept from now on.
    pub dynamic: String,
    /// Whether the device knew its owner, as it did when the passkey was made: then it is two factors in one.
    pub verified: bool,
}

/// What a browser sent to sign in.
pub(crate) struct Presented(DiscoverableAuthentication<HANDLE>);

fn refused(why: &dyn std::fmt::Display) -> Denied {
    Denied::Passkey(why.to_string())
}

fn unpack(text: &str) -> Result<Vec<u8>, Denied> {
    BASE64.decode(text).map_err(|error| refused(&error))
}

/// The handle of an account.
fn handle(account: &str) -> Result<UserHandle<HANDLE>, Denied> {
    let digits: [u8; HANDLE] = account.as_bytes().try_into().map_err(|_| Denied::Nothing)?;
    let Ok(handle) = UserHandle::decode(digits);
    Ok(handle)
}

fn begun<T>(state: Result<Vec<u8>, T>) -> Result<String, Denied> {
    state.map(|bytes| BASE64.encode(bytes)).map_err(|_| refused(&"the time of this machine cannot be written"))
}

impl Place {
    /// The place an origin names. Passkeys belong to a name, never to a number: an address such as 127.0.0.1 has none.
    pub(crate) fn of(origin: &str) -> Option<Self> {
        let rest = origin.split_once("://")?.1;
        let host = rest.rsplit_once(':').map_or(rest, |(host, _)| host);
        if host.parse::<std::net::Ipv4Addr>().is_ok() || host.starts_with('[') {
            return None;
        }
        let host = RpId::Domain(AsciiDomain::try_from(host.to_owned()).ok()?);
        Some(Self { origin: origin.to_owned(), host })
    }

    /// Asks for a new passkey beside those an account has: what the browser needs, and what to keep until it answers.
    pub(crate) fn ask_new(
        &self,
        account: &str,
        names: (&str, &str),
        own: &[String],
    ) -> Result<(Value, String), Denied> {
        let id = handle(account)?;
        let name = Username::try_from(account).map_err(|error| refused(&error))?;
        let user = PublicKeyCredentialUserEntity { name, id: &id, display_name: None };
        let mut known = Vec::with_capacity(own.len());
        // How a device is reached is not kept: the browser finds out.
        let transports = AuthTransports::decode(0).map_err(|_| Denied::Nothing)?;
        for credential in own {
            let id = CredentialId::<Vec<u8>>::decode(unpack(credential)?).map_err(|error| refused(&error))?;
            known.push(PublicKeyCredentialDescriptor { id, transports });
        }
        let mut asked = PublicKeyCredentialCreationOptions::passkey(&self.host, user, known);
        // A device that cannot know its owner may be used too; then a code is asked for.
        asked.authenticator_selection.user_verification = UserVerificationRequirement::Preferred;
        asked.extensions.cred_protect = CredProtect::None;
        let (server, client) = asked.start_ceremony().map_err(|error| refused(&error))?;
        let mut client = serde_json::to_value(&client).map_err(|error| refused(&error))?;
        // The library takes fewer letters in names than people have.
        client["user"]["name"] = json!(names.0);
        client["user"]["displayName"] = json!(names.1);
        Ok((client, begun(server.encode())?))
    }

    /// Checks a new passkey.
    pub(crate) fn take_new(&self, state: &str, answer: &str) -> Result<Made, Denied> {
        let state = RegistrationServerState::<HANDLE>::decode(&unpack(state)?).map_err(|_| Denied::Late)?;
        let answer = Registration::from_json_relaxed(answer.as_bytes()).map_err(|error| refused(&error))?;
        let options = RegistrationVerificationOptions::<&str, &str> {
            allowed_origins: &[self.origin.as_str()],
            // Some devices say more than they were asked for.
            error_on_unsolicited_extensions: false,
            ..RegistrationVerificationOptions::default()
        };
        let made = state.verify(&self.host, &answer, &options).map_err(|error| refused(&error))?;
        let Ok(public) = made.static_state().encode();
        let Ok(dynamic) = made.dynamic_state().encode();
        let credential = BASE64.encode(made.id());
        Ok(Made { credential, public: BASE64.encode(public), dynamic: BASE64.encode(dynamic) })
    }

    /// Asks for any passkey of this desk.
    pub(crate) fn ask(&self) -> Result<(Value, String), Denied> {
        let mut asked = DiscoverableCredentialRequestOptions::passkey(&self.host);
        asked.0.user_verification = UserVerificationRequirement::Preferred;
        let (server, client) = asked.start_ceremony().map_err(|error| refused(&error))?;
        let client = serde_json::to_value(&client).map_err(|error| refused(&error))?;
        Ok((client, begun(server.encode())?))
    }

    /// Checks what a passkey signed against what is kept of it: its account, its public half, its counter.
    pub(crate) fn take(
        &self,
        state: &str,
        given: &Presented,
        account: &str,
        (public, dynamic): (&str, &str),
    ) -> Result<Signed, Denied> {
        let state = unpack(state)?;
        let state = DiscoverableAuthenticationServerState::decode(&state).map_err(|_| Denied::Late)?;
        let (public, dynamic, handle) = (unpack(public)?, unpack(dynamic)?, handle(account)?);
        let public = StaticState::decode(&public).map_err(|error| refused(&error))?;
        let bytes = dynamic.as_slice().try_into().map_err(|error| refused(&error))?;
        let dynamic = DynamicState::decode(bytes).map_err(|error| refused(&error))?;
        let mut kept = AuthenticatedCredential::new(given.0.raw_id(), &handle, public, dynamic)
            .map_err(|error| refused(&error))?;
        let options = AuthenticationVerificationOptions::<&str, &str> {
            allowed_origins: &[self.origin.as_str()],
            error_on_unsolicited_extensions: false,
            ..AuthenticationVerificationOptions::default()
        };
        match state.verify(&self.host, &given.0, &mut kept, &options) {
            Ok(_) => {}
            Err(AuthCeremonyErr::SignatureCounter) => return Err(Denied::Copied),
            Err(error) => return Err(refused(&error)),
        }
        let flags = given.0.response().authenticator_data().get(VERIFIED.0).copied().unwrap_or_default();
        let verified = flags & VERIFIED.1 != 0 && dynamic.user_verified;
        let Ok(dynamic) = kept.dynamic_state().encode();
        Ok(Signed { dynamic: BASE64.encode(dynamic), verified })
    }
}

impl Presented {
    /// Reads what a browser sent.
    pub(crate) fn read(answer: &str) -> Result<Self, Denied> {
        DiscoverableAuthentication::from_json_relaxed(answer.as_bytes()).map(Self).map_err(|error| refused(&error))
    }

    /// Which passkey it says it is.
    pub(crate) fn credential(&self) -> String {
        BASE64.encode(self.0.raw_id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_belong_to_a_name_and_never_to_a_number() {
        for good in ["https://desk.example.org", "https://desk.example.org:8443", "http://localhost:8080"] {
            assert!(Place::of(good).is_some(), "{good}");
        }
        for bad in ["https://127.0.0.1", "http://[::1]:8080", "desk.example.org", "https://"] {
            assert!(Place::of(bad).is_none(), "{bad}");
        }
    }
}
