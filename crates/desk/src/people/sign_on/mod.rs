//! Single sign-on (OpenID Connect, authorization code with PKCE): another house says who somebody is, and the desk lets in whom
//! it knows by that name. It opens accounts that are here already and makes neither accounts nor roles. The desk asks the
//! issuer through [`Wire`], because only the server speaks HTTP.

mod identity;
mod issuer;
mod token;

pub use identity::Identity;
pub use token::Fault;

use super::access::{self, AccessKind};
use super::account::AccountState;
use super::ceremony::{self, Begun, Ceremony};
use super::secret::Secret;
use super::settings::SignOn as Settings;
use super::{Denied, People, Randomness};
use crate::session::{self, Session, SignedIn, Stage};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use issuer::{Issuer, Sent};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;
use subtle::ConstantTimeEq as _;

/// How the desk asks an issuer.
pub trait Wire: Send + Sync {
    /// Fetches an address.
    ///
    /// # Errors
    /// Why it could not, in words.
    fn get(&self, address: &str) -> Result<Vec<u8>, String>;

    /// Sends a form, with the value of `Authorization` if there is one; gives status and content whatever the status.
    ///
    /// # Errors
    /// Why it could not, in words.
    fn post(&self, address: &str, form: &str, authorization: Option<&str>) -> Result<(u16, Vec<u8>), String>;
}

/// Who signs people on, as the observatory's configuration says.
#[derive(Clone, PartialEq, Eq)]
pub struct Client {
    /// The issuer's address, as its tokens write it.
    pub issuer: String,
    /// What the issuer calls this desk.
    pub id: String,
    /// What the desk proves itself with; without it, by PKCE alone.
    pub secret: Option<String>,
    /// What the issuer is called on the page for signing in.
    pub name: String,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Client({} at {})", self.id, self.issuer)
    }
}

/// Single sign-on at one desk.
pub(crate) struct SignOn {
    client: Client,
    /// Where the issuer sends people back to.
    back: String,
    issuer: Issuer,
}

impl fmt::Debug for SignOn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignOn({:?})", self.client)
    }
}

/// What waits while somebody is with the issuer.
#[derive(Debug, Serialize, Deserialize)]
struct Visit {
    state: String,
    nonce: String,
    verifier: String,
    next: String,
}

/// What an issuer sent somebody back with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Returned<'a> {
    /// What the desk asked it to give back.
    pub state: &'a str,
    /// What it can be asked for the person's token with.
    pub code: &'a str,
    /// Who it says it is (RFC 9207), if it says so.
    pub issuer: Option<&'a str>,
}

/// What a finished visit leads to.
#[derive(Debug, Clone)]
pub enum Arrived {
    /// Into the desk, to the path that was asked for before.
    In(SignedIn, String),
    /// Back to the account, which the issuer's name for its owner opens from now on.
    Linked,
}

impl SignOn {
    pub(crate) fn new(client: Client, origin: &str, wire: Box<dyn Wire>) -> Self {
        Self { issuer: Issuer::new(wire), back: format!("{origin}/desk/sign-on"), client }
    }

    /// Whom the issuer means by the code it sent somebody back with.
    fn subject(
        &self,
        visit: &Visit,
        returned: &Returned<'_>,
        settings: &Settings,
        now: Timestamp,
    ) -> Result<String, Denied> {
        let client = &self.client;
        if returned.issuer.is_some_and(|issuer| issuer != client.issuer) {
            return Err(Denied::SignOn(Fault::Issuer));
        }
        let about = self.issuer.about(&client.issuer, settings, now)?;
        let sent = Sent { code: returned.code, verifier: &visit.verifier, back: &self.back };
        let token = self.issuer.exchange(&about, client, &sent)?;
        let keys = self.issuer.keys(&about)?;
        let expected = token::Expected { client, nonce: &visit.nonce, now, leeway: settings.leeway_seconds };
        token::subject(&token, &keys, &expected)
    }
}

/// The SHA-256 of a verifier, as the issuer is told it beforehand (RFC 7636, `S256`).
fn challenge(verifier: &str) -> String {
    BASE64.encode(Sha256::digest(verifier.as_bytes()))
}

impl People {
    fn sign_on(&self) -> Result<&SignOn, Denied> {
        self.sign_on.as_ref().ok_or(Denied::NoSignOn)
    }

    /// What the issuer is called, where there is one.
    pub fn sign_on_name(&self) -> Option<&str> {
        self.sign_on.as_ref().map(|it| it.client.name.as_str())
    }

    /// Begins a visit to the issuer: the address to go to, and what the browser has to hold until it comes back.
    ///
    /// # Errors
    /// When there is no single sign-on, or the issuer cannot be asked about itself.
    pub fn visit(&self, next: &str, now: Timestamp, random: &mut dyn Randomness) -> Result<(String, Secret), Denied> {
        let holder = Secret::draw("", self.settings.session.random_bytes, random)?;
        Ok((self.depart(&holder, None, next, now, random)?, holder))
    }

    /// The same for somebody who is signed in and wants to be known by the issuer's name from now on.
    ///
    /// # Errors
    /// As [`People::visit`], and when the session is not a full one.
    pub fn visit_to_link(
        &self,
        session: &Session,
        now: Timestamp,
        random: &mut dyn Randomness,
    ) -> Result<String, Denied> {
        if session.stage != Stage::Full {
            return Err(Denied::Session);
        }
        self.depart(session.holder(), Some(&session.account.id), "", now, random)
    }

    fn depart(
        &self,
        holder: &Secret,
        account: Option<&str>,
        next: &str,
        now: Timestamp,
        random: &mut dyn Randomness,
    ) -> Result<String, Denied> {
        let sign_on = self.sign_on()?;
        let settings: &Settings = &self.settings.sign_on;
        let about = sign_on.issuer.about(&sign_on.client.issuer, settings, now)?;
        let mut draw = || Secret::draw("", settings.random_bytes, random).map(|secret| secret.reveal().to_owned());
        let visit = Visit { state: draw()?, nonce: draw()?, verifier: draw()?, next: next.to_owned() };
        let state = serde_json::to_string(&visit).map_err(|error| crate::Trouble(error.to_string()))?;
        let begun = Begun { account: account.map(str::to_owned), state };
        let seconds = settings.valid_seconds;
        self.database.transaction(|tx| ceremony::begin(tx, holder, Ceremony::SignOn, &begun, seconds, now))?;
        let challenge = challenge(&visit.verifier);
        let fields = [
            ("response_type", "code"),
            ("scope", "openid"),
            ("client_id", &sign_on.client.id),
            ("redirect_uri", &sign_on.back),
            ("state", &visit.state),
            ("nonce", &visit.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        Ok(about.authorization(&fields))
    }

    /// Finishes a visit: exchanges the code for a token, checks it, and lets in whom it means. `session` is the session of
    /// the browser, if it has one.
    ///
    /// # Errors
    /// When nobody went to the issuer from this browser, the token is not right, or it means nobody here.
    pub fn arrive(
        &self,
        holder: &str,
        session: Option<&Session>,
        returned: &Returned<'_>,
        now: Timestamp,
        random: &mut dyn Randomness,
    ) -> Result<Arrived, Denied> {
        let (sign_on, holder) = (self.sign_on()?, Secret::given(holder));
        let begun = self.take(&holder, Ceremony::SignOn, now)?;
        let visit: Visit = serde_json::from_str(&begun.state).map_err(|_| Denied::Late)?;
        if !bool::from(visit.state.as_bytes().ct_eq(returned.state.as_bytes())) {
            return Err(Denied::Late);
        }
        let subject = sign_on.subject(&visit, returned, &self.settings.sign_on, now);
        if let Err(Denied::SignOn(fault)) = &subject {
            // Whoever keeps the observatory reads here what strangers are not told.
            let (account, why) = (begun.account.as_deref(), format!("sign-on: {fault}"));
            self.database.transaction(|tx| access::note(tx, account, AccessKind::Refused, Some(&why), now))?;
        }
        let (subject, issuer) = (subject?, &sign_on.client.issuer);
        match begun.account {
            Some(account) => {
                let session = session.filter(|it| it.account.id == account).ok_or(Denied::Session)?;
                self.link(session, issuer, &subject, now, random)?;
                Ok(Arrived::Linked)
            }
            None => Ok(Arrived::In(self.sign_in_as(issuer, &subject, now, random)?, visit.next)),
        }
    }

    /// Lets in whom the issuer means.
    fn sign_in_as(
        &self,
        issuer: &str,
        subject: &str,
        now: Timestamp,
        random: &mut dyn Randomness,
    ) -> Result<SignedIn, Denied> {
        self.database.transaction(|tx| {
            let sql = "SELECT a.id, a.state FROM identities i JOIN accounts a ON a.id = i.account \
                       WHERE i.issuer = $1 AND i.subject = $2";
            let rows = tx.query(sql, &[issuer.into(), subject.into()])?;
            let known = rows.first().map(|row| Ok::<_, Denied>((row.text(0)?, row.text(1)?))).transpose()?;
            let open = known.filter(|(_, state)| *state == AccountState::Active.name());
            let Some((account, _)) = open else {
                access::note(tx, known.map(|it| it.0), AccessKind::Refused, Some("sign-on"), now)?;
                return Ok(Err(Denied::SignOn(Fault::Stranger)));
            };
            access::note(tx, Some(account), AccessKind::SignedIn, Some("sign-on"), now)?;
            session::begin(tx, account, Stage::Full, &self.settings.session, now, random).map(Ok)
        })?
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_challenge_is_that_of_rfc_7636_appendix_b() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(super::challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
