//! Single sign-on, tried against an issuer that the test is itself: its tokens are right until a test makes one thing wrong.

use crate::door::{Visitor, between};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD as BASE64};
use ed25519_dalek::{Signer as _, SigningKey};
use jiff::SignedDuration;
use probity_core::Language;
use probity_desk::people::{Client, Wire};
use probity_desk::{Answered, Verb};
use probity_publication::route::decode;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

const ISSUER: &str = "https://sso.example.org/staff";
const ORIGIN: &str = "https://desk.example.org";

/// What the issuer would say, and what it was asked.
struct Says {
    claims: Value,
    header: Value,
    key: SigningKey,
    about: Value,
    status: u16,
    form: BTreeMap<String, String>,
    authorization: Option<String>,
    asked: usize,
}

/// An issuer.
#[derive(Clone)]
struct Issuer(Arc<Mutex<Says>>);

fn pairs(text: &str) -> BTreeMap<String, String> {
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), decode(value).unwrap())).collect()
}

impl Issuer {
    fn new() -> Self {
        let about = json!({
            "issuer": ISSUER,
            "authorization_endpoint": format!("{ISSUER}/ask"),
            "token_endpoint": format!("{ISSUER}/token"),
            "jwks_uri": format!("{ISSUER}/keys"),
        });
        Self(Arc::new(Mutex::new(Says {
            claims: json!({}),
            header: json!({"alg": "EdDSA", "kid": "k1"}),
            key: SigningKey::from_bytes(&[7; 32]),
            about,
            status: 200,
            form: BTreeMap::new(),
            authorization: None,
            asked: 0,
        })))
    }

    fn with<T>(&self, change: impl FnOnce(&mut Says) -> T) -> T {
        change(&mut self.0.lock().unwrap())
    }

    fn client() -> Client {
        let secret = Some("s3cret: with a blank".to_owned());
        Client { issuer: ISSUER.to_owned(), id: "probity".to_owned(), secret, name: "Staff sign-on".to_owned() }
    }

    fn visitor(&self, language: Language) -> Visitor {
        let wire = self.clone();
        let mut visitor =
            Visitor::at("analyst", language, |people| people.signed_on_by(Self::client(), ORIGIN, Box::new(wire)));
        visitor.arrive();
        visitor
    }
}

impl Wire for Issuer {
    fn get(&self, address: &str) -> Result<Vec<u8>, String> {
        self.with(|says| {
            says.asked += 1;
            let key = BASE64.encode(SigningKey::from_bytes(&[7; 32]).verifying_key().as_bytes());
            let keys = json!({"keys": [{"kty": "OKP", "crv": "Ed25519", "kid": "k1", "use": "sig", "alg": "EdDSA", "x": key}]});
            match address.strip_prefix(ISSUER) {
                Some("/.well-known/openid-configuration") => Ok(says.about.to_string().into_bytes()),
                Some("/keys") => Ok(keys.to_string().into_bytes()),
                _ => Err(format!("{address} is not here")),
            }
        })
    }

    fn post(&self, address: &str, form: &str, authorization: Option<&str>) -> Result<(u16, Vec<u8>), String> {
        assert_eq!(address, format!("{ISSUER}/token"));
        self.with(|says| {
            says.form = pairs(form);
            says.authorization = authorization.map(str::to_owned);
            let part = |value: &Value| BASE64.encode(value.to_string());
            let signed = format!("{}.{}", part(&says.header), part(&says.claims));
            let signature = BASE64.encode(says.key.sign(signed.as_bytes()).to_bytes());
            let answer =
                json!({"access_token": "a", "token_type": "Bearer", "id_token": format!("{signed}.{signature}")});
            Ok((says.status, answer.to_string().into_bytes()))
        })
    }
}

fn text(answered: &Answered) -> String {
    String::from_utf8(answered.bytes.clone()).unwrap()
}

/// Goes to the issuer, which will speak of `subject`; gives what the desk asked it.
fn go(visitor: &mut Visitor, issuer: &Issuer, from: &str, subject: &str) -> BTreeMap<String, String> {
    let sent = visitor.ask(Verb::Get, from, &[]);
    assert_eq!(sent.status, 303, "{}", text(&sent));
    let location = sent.location.unwrap();
    let (address, query) = location.split_once('?').unwrap();
    assert_eq!(address, format!("{ISSUER}/ask"));
    let asked = pairs(query);
    let now = visitor.now.as_second();
    issuer.with(|says| {
        says.claims = json!({
            "iss": ISSUER, "aud": "probity", "sub": subject, "nonce": asked["nonce"], "iat": now, "exp": now + 300,
        });
    });
    asked
}

/// Comes back from the issuer as a browser does: without the cookie first, then by the form of the page.
fn come(visitor: &mut Visitor, state: &str) -> Answered {
    let held = visitor.session.take();
    let (status, page) = visitor.get(&format!("sign-on?state={state}&code=c0de&iss={}", ISSUER.replace('/', "%2F")));
    assert_eq!(status, 200);
    visitor.session = held;
    let field = |name: &str| between(&page, &format!("name=\"{name}\" value=\""), "\"").to_owned();
    let (state, code, issuer) = (field("state"), field("code"), field("iss"));
    visitor.ask(Verb::Post, "sign-on/finish", &[("state", &state), ("code", &code), ("iss", &issuer)])
}

/// Links the account of whoever is signed in.
fn link(visitor: &mut Visitor, issuer: &Issuer, subject: &str) -> Answered {
    let asked = go(visitor, issuer, "account/sign-on", subject);
    come(visitor, &asked["state"])
}

#[test]
fn who_is_linked_is_let_in_by_the_issuer_and_by_nobody_else() {
    for language in Language::ALL {
        let issuer = Issuer::new();
        let mut visitor = issuer.visitor(language);
        assert!(visitor.get("account").1.contains("Staff sign-on"));
        let linked = link(&mut visitor, &issuer, "24400320");
        assert_eq!((linked.status, linked.location.as_ref()), (200, None));
        let page = text(&linked);
        let said = between(&page, "<p class=\"done\" role=\"status\">", "</p>");
        assert!(!said.is_empty() && !visitor.get("account").1.contains(said), "said once: {said}");
        let id = between(&visitor.get("account").1, "name=\"identity\" value=\"", "\"").to_owned();

        visitor.session = None;
        let door = visitor.get("sign-in?next=audit").1;
        assert!(door.contains(&format!("href=\"/{language}/desk/sign-on/go?next=audit\"")), "{door}");
        let asked = go(&mut visitor, &issuer, "sign-on/go?next=audit", "24400320");
        assert_eq!(visitor.get("").0, 303, "who is on the way is not in");
        let opened = come(&mut visitor, &asked["state"]);
        assert_eq!(opened.location, Some(format!("/{language}/desk/audit")), "{}", text(&opened));
        assert_eq!(visitor.get("audit").0, 200);

        assert_eq!(visitor.post("account/unlink", &[("identity", &id)]).status, 200);
        let asked = go(&mut visitor, &issuer, "sign-on/go", "24400320");
        assert_eq!(come(&mut visitor, &asked["state"]).status, 403, "no longer");
    }
}

#[test]
fn what_the_issuer_is_asked_is_what_the_standard_says() {
    let issuer = Issuer::new();
    let mut visitor = issuer.visitor(Language::En);
    let asked = go(&mut visitor, &issuer, "account/sign-on", "1");
    let expected = [
        ("response_type", "code"),
        ("scope", "openid"),
        ("client_id", "probity"),
        ("redirect_uri", "https://desk.example.org/desk/sign-on"),
        ("code_challenge_method", "S256"),
    ];
    for (name, value) in expected {
        assert_eq!(asked[name], value);
    }
    come(&mut visitor, &asked["state"]);
    let (form, authorization) = issuer.with(|says| (says.form.clone(), says.authorization.clone().unwrap()));
    assert_eq!((form["grant_type"].as_str(), form["code"].as_str()), ("authorization_code", "c0de"));
    assert_eq!(form["redirect_uri"], "https://desk.example.org/desk/sign-on");
    assert_eq!(BASE64.encode(Sha256::digest(form["code_verifier"].as_bytes())), asked["code_challenge"]);
    let pair = STANDARD.decode(authorization.strip_prefix("Basic ").unwrap()).unwrap();
    assert_eq!(pair, b"probity:s3cret%3A%20with%20a%20blank");
    let again = go(&mut visitor, &issuer, "account/sign-on", "1");
    for drawn in ["state", "nonce", "code_challenge"] {
        assert_ne!(asked[drawn], again[drawn], "{drawn}");
    }
    assert_eq!(issuer.with(|says| says.asked), 2, "keys once, and what it says about itself once");
}

/// A fault of an issuer: what makes it, and the sentence that names it.
type Fault = (&'static str, fn(&mut Says), &'static str);

const FAULTS: [Fault; 16] = [
    ("another nonce", |says| says.claims["nonce"] = json!("0"), "belongs to another visit"),
    ("no nonce", |says| drop(says.claims.as_object_mut().unwrap().remove("nonce")), "belongs to another visit"),
    ("another audience", |says| says.claims["aud"] = json!("payroll"), "for another service"),
    ("several audiences", |says| says.claims["aud"] = json!(["payroll", "probity"]), "for another service"),
    ("another party", |says| says.claims["azp"] = json!("payroll"), "for another service"),
    ("another issuer", |says| says.claims["iss"] = json!("https://sso.example.org/other"), "another single sign-on"),
    ("over", |says| shift(says, -361), "is over"),
    ("of the future", |says| shift(says, 61), "is over"),
    ("another key", |says| says.key = SigningKey::from_bytes(&[8; 32]), "is not signed by it"),
    ("an unknown key", |says| says.header["kid"] = json!("k2"), "is not signed by it"),
    ("no signature", |says| says.header = json!({"alg": "none"}), "cannot be read"),
    ("a shared secret", |says| says.header = json!({"alg": "HS256", "kid": "k1"}), "cannot be read"),
    ("nobody", |says| says.claims["sub"] = json!(""), "cannot be read"),
    ("no end", |says| drop(says.claims.as_object_mut().unwrap().remove("exp")), "cannot be read"),
    ("a stranger", |says| says.claims["sub"] = json!("24400321"), "no account here is linked"),
    ("a refusal", |says| says.status = 400, "did not let you in"),
];

fn shift(says: &mut Says, seconds: i64) {
    for name in ["iat", "exp"] {
        says.claims[name] = json!(says.claims[name].as_i64().unwrap() + seconds);
    }
}

#[test]
fn each_fault_of_a_token_is_refused_with_its_own_sentence() {
    let issuer = Issuer::new();
    let mut visitor = issuer.visitor(Language::En);
    link(&mut visitor, &issuer, "24400320");
    for (name, fault, sentence) in FAULTS {
        let asked = go(&mut visitor, &issuer, "sign-on/go", "24400320");
        issuer.with(fault);
        let refused = come(&mut visitor, &asked["state"]);
        assert!(refused.status == 403 && text(&refused).contains(sentence), "{name}: {}", text(&refused));
        assert_eq!(visitor.get("").0, 303, "{name}");
        issuer.with(|says| {
            let fresh = Issuer::new();
            let mut fresh = fresh.0.lock().unwrap();
            (says.key, says.header, says.status) = (fresh.key.clone(), fresh.header.take(), fresh.status);
        });
    }
    let asked = go(&mut visitor, &issuer, "sign-on/go", "24400320");
    issuer.with(|says| says.claims["aud"] = json!(["probity"]));
    assert_eq!(come(&mut visitor, &asked["state"]).status, 303, "and the right one is taken");
}

#[test]
fn a_visit_ends_once_in_the_browser_it_began_in() {
    let issuer = Issuer::new();
    let mut visitor = issuer.visitor(Language::En);
    link(&mut visitor, &issuer, "24400320");
    let late = |answered: &Answered| answered.status == 403 && text(answered).contains("Begin again");

    let asked = go(&mut visitor, &issuer, "sign-on/go", "24400320");
    assert!(late(&come(&mut visitor, "another")), "another state");
    assert!(late(&come(&mut visitor, &asked["state"])), "a wrong answer ends the visit");

    let asked = go(&mut visitor, &issuer, "sign-on/go", "24400320");
    let held = visitor.session.clone();
    visitor.session = Some("0".repeat(64));
    assert!(late(&come(&mut visitor, &asked["state"])), "another browser");
    visitor.session.clone_from(&held);
    visitor.own = false;
    assert_eq!(visitor.ask(Verb::Post, "sign-on/finish", &[("state", &asked["state"])]).status, 403, "another site");
    assert_eq!(visitor.ask(Verb::Get, "sign-on/go", &[]).location.unwrap(), "/en/desk/sign-in", "a link elsewhere");
    visitor.own = true;
    assert_eq!(come(&mut visitor, &asked["state"]).status, 303);
    visitor.session = held;
    assert!(late(&come(&mut visitor, &asked["state"])), "twice");

    let asked = go(&mut visitor, &issuer, "sign-on/go", "24400320");
    visitor.now += SignedDuration::from_secs(601);
    assert!(late(&come(&mut visitor, &asked["state"])), "it took too long");
    let refused = visitor.ask(Verb::Get, "sign-on?error=access_denied&state=x", &[]);
    assert!(refused.status == 403 && text(&refused).contains("did not let you in"));
}

#[test]
fn an_identity_opens_one_account_and_an_issuer_that_speaks_for_another_is_not_asked() {
    let issuer = Issuer::new();
    let mut visitor = issuer.visitor(Language::En);
    link(&mut visitor, &issuer, "24400320");
    visitor.renew("watchdog");
    visitor.arrive();
    let taken = link(&mut visitor, &issuer, "24400320");
    assert!(taken.status == 422 && text(&taken).contains("linked with another account"), "{}", text(&taken));

    issuer.with(|says| says.about["issuer"] = json!("https://sso.example.org/other"));
    visitor.now += SignedDuration::from_secs(3601);
    visitor.session = None;
    let refused = visitor.ask(Verb::Get, "sign-on/go", &[]);
    assert!(refused.status == 502 && text(&refused).contains("cannot be reached"), "{}", text(&refused));
    issuer.with(|says| {
        says.about["issuer"] = json!(ISSUER);
        says.about["token_endpoint"] = json!("http://sso.example.org/token");
    });
    assert_eq!(visitor.ask(Verb::Get, "sign-on/go", &[]).status, 502, "a secret is not sent without TLS");
}
