//! Passkeys, tried with a device made of one key: what it signs is right until a test makes one thing wrong.

use crate::door::{Visitor, between};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ed25519_dalek::{Signer as _, SigningKey};
use probity_core::Language;
use probity_desk::{Answered, Verb};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const ORIGIN: &str = "https://desk.example.org";
const HOST: &str = "desk.example.org";

/// Flags of what a device signs (WebAuthn, section 6.1): somebody was there, it knew who, a new key follows.
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const NEW: u8 = 0x40;

/// A device with one passkey.
struct Device {
    key: SigningKey,
    id: [u8; 16],
    origin: &'static str,
    counter: u32,
    flags: u8,
    handle: Option<String>,
}

impl Device {
    fn new(seed: u8) -> Self {
        let key = SigningKey::from_bytes(&[seed; 32]);
        Self { key, id: [seed; 16], origin: ORIGIN, counter: 1, flags: PRESENT | VERIFIED, handle: None }
    }

    fn client(&self, kind: &str, options: &Value) -> Vec<u8> {
        let challenge = options["challenge"].as_str().unwrap();
        let text = format!(
            "{{\"type\":\"webauthn.{kind}\",\"challenge\":\"{challenge}\",\"origin\":\"{}\",\"crossOrigin\":false}}",
            self.origin
        );
        text.into_bytes()
    }

    fn data(&self, extra: u8) -> Vec<u8> {
        let mut data = Sha256::digest(HOST.as_bytes()).to_vec();
        data.push(self.flags | extra);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// Answers `navigator.credentials.create`.
    fn made(&mut self, options: &Value) -> String {
        assert_eq!(options["rp"]["id"], HOST);
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        self.handle = Some(options["user"]["id"].as_str().unwrap().to_owned());
        let mut data = self.data(NEW);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(self.id);
        // A key of Ed25519 as COSE: {1: 1, 3: -8, -1: 6, -2: …} in CBOR.
        data.extend([0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20]);
        data.extend(self.key.verifying_key().as_bytes());
        // {"fmt": "none", "attStmt": {}, "authData": …}
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(&data);
        let client = BASE64.encode(self.client("create", options));
        let response = json!({"clientDataJSON": client, "attestationObject": BASE64.encode(object)});
        self.counter += 1;
        self.answer(&response)
    }

    /// Answers `navigator.credentials.get`.
    fn signed(&mut self, options: &Value) -> String {
        assert_eq!((options["rpId"].as_str(), options["userVerification"].as_str()), (Some(HOST), Some("preferred")));
        let (client, data) = (self.client("get", options), self.data(0));
        let mut signed = data.clone();
        signed.extend(Sha256::digest(&client));
        let signature = self.key.sign(&signed).to_bytes();
        let response = json!({
            "clientDataJSON": BASE64.encode(client),
            "authenticatorData": BASE64.encode(data),
            "signature": BASE64.encode(signature),
            "userHandle": self.handle,
        });
        self.counter += 1;
        self.answer(&response)
    }

    fn answer(&self, response: &Value) -> String {
        let id = BASE64.encode(self.id);
        json!({"id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": {}})
            .to_string()
    }
}

fn staff(language: Language) -> Visitor {
    let mut visitor = Visitor::at("analyst", language, |people| people.at(ORIGIN));
    visitor.arrive();
    visitor
}

fn options(answered: &Answered) -> Value {
    assert_eq!(answered.status, 200, "{}", String::from_utf8_lossy(&answered.bytes));
    serde_json::from_slice(&answered.bytes).unwrap()
}

fn text(answered: &Answered) -> String {
    String::from_utf8(answered.bytes.clone()).unwrap()
}

/// Adds a passkey under a name.
fn add(visitor: &mut Visitor, device: &mut Device, name: &str) -> Answered {
    let asked = options(&visitor.post("account/passkey/options", &[]));
    let made = device.made(&asked);
    visitor.post("account/passkey", &[("passkey-name", name), ("credential", &made)])
}

/// Leaves, and is asked for a passkey.
fn asked(visitor: &mut Visitor) -> Value {
    visitor.session = None;
    options(&visitor.ask(Verb::Post, "sign-in/passkey/options", &[]))
}

fn present(visitor: &mut Visitor, credential: &str) -> Answered {
    visitor.ask(Verb::Post, "sign-in/passkey", &[("credential", credential), ("next", "audit")])
}

#[test]
fn a_passkey_is_added_signs_in_and_is_removed_in_every_language() {
    for language in Language::ALL {
        let mut visitor = staff(language);
        let mut device = Device::new(1);
        let added = add(&mut visitor, &mut device, "<b>grey key</b>");
        assert!(added.status == 200 && text(&added).contains("grey key"), "{}", text(&added));
        let question = asked(&mut visitor);
        let held = visitor.session.clone();
        assert_eq!(visitor.get("").0, 303, "what a browser holds between question and answer opens nothing");
        let opened = present(&mut visitor, &device.signed(&question));
        assert_eq!(opened.location.as_deref(), Some(&*format!("/{language}/desk/audit")));
        assert!(visitor.session != held && visitor.get("audit").0 == 200);
        let id = between(&visitor.get("account").1, "name=\"passkey\" value=\"", "\"").to_owned();
        assert_eq!(visitor.post("account/passkey/remove", &[("passkey", &id)]).status, 200);
        let question = asked(&mut visitor);
        assert_eq!(present(&mut visitor, &device.signed(&question)).status, 403, "it was removed");
    }
}

#[test]
fn an_answer_counts_once_and_only_from_the_browser_that_was_asked() {
    let mut visitor = staff(Language::En);
    let mut device = Device::new(1);
    add(&mut visitor, &mut device, "key");
    let question = asked(&mut visitor);
    let answer = device.signed(&question);
    let held = visitor.session.clone();
    visitor.session = Some("0".repeat(64));
    assert!(text(&present(&mut visitor, &answer)).contains("begun in another window"));
    visitor.session.clone_from(&held);
    assert_eq!(present(&mut visitor, &answer).status, 303);
    visitor.session.clone_from(&held);
    let again = present(&mut visitor, &answer);
    assert!(again.status == 403 && text(&again).contains("was used already"));

    let question = asked(&mut visitor);
    visitor.now += jiff::SignedDuration::from_secs(301);
    assert_eq!(present(&mut visitor, &device.signed(&question)).status, 403, "it took too long");

    let old = asked(&mut visitor);
    let answer = device.signed(&old);
    asked(&mut visitor);
    assert_eq!(present(&mut visitor, &answer).status, 403, "the challenge of an earlier question");
}

#[test]
fn what_another_place_another_key_or_another_person_signs_opens_nothing() {
    let mut visitor = staff(Language::En);
    let (mut device, mut stranger) = (Device::new(1), Device::new(2));
    add(&mut visitor, &mut device, "key");
    stranger.handle.clone_from(&device.handle);

    device.origin = "https://desk.example.org.evil.example";
    let question = asked(&mut visitor);
    assert_eq!(present(&mut visitor, &device.signed(&question)).status, 403, "another origin");
    device.origin = ORIGIN;

    let question = asked(&mut visitor);
    assert_eq!(present(&mut visitor, &stranger.signed(&question)).status, 403, "a passkey nobody here has");
    stranger.id = device.id;
    let question = asked(&mut visitor);
    assert_eq!(present(&mut visitor, &stranger.signed(&question)).status, 403, "another key by the same name");

    let handle = device.handle.replace(BASE64.encode("0123456789abcdef"));
    let question = asked(&mut visitor);
    assert_eq!(present(&mut visitor, &device.signed(&question)).status, 403, "another account");
    device.handle = handle;
    assert_eq!(present(&mut visitor, "{}").status, 403, "no answer at all");

    let question = asked(&mut visitor);
    assert_eq!(present(&mut visitor, &device.signed(&question)).status, 303, "and the right one does");
}

#[test]
fn a_counter_that_goes_back_is_taken_for_a_copy() {
    let mut visitor = staff(Language::En);
    let mut device = Device::new(1);
    device.counter = 7;
    add(&mut visitor, &mut device, "key");
    for counter in [7, 3, 0] {
        device.counter = counter;
        let question = asked(&mut visitor);
        let refused = present(&mut visitor, &device.signed(&question));
        assert!(refused.status == 403 && text(&refused).contains("there may be a copy"), "{counter}");
    }
    device.counter = 8;
    let question = asked(&mut visitor);
    assert_eq!(present(&mut visitor, &device.signed(&question)).status, 303);
}

#[test]
fn a_device_that_does_not_know_its_owner_is_one_factor_and_a_code_the_other() {
    let mut visitor = Visitor::at("analyst", Language::En, |people| people.at(ORIGIN));
    let secret = visitor.arrive();
    let mut device = Device::new(1);
    device.flags = PRESENT;
    add(&mut visitor, &mut device, "plain key");
    // That it knows its owner today does not help: it did not when the passkey was made.
    for flags in [PRESENT, PRESENT | VERIFIED] {
        device.flags = flags;
        visitor.now += jiff::SignedDuration::from_secs(60);
        let question = asked(&mut visitor);
        let half = present(&mut visitor, &device.signed(&question));
        assert!(half.status == 200 && text(&half).contains("One more code"), "{}", text(&half));
        assert_eq!(visitor.get("").0, 303, "half a sign-in opens nothing");
        let wrong = visitor.ask(Verb::Post, "sign-in/code", &[("code", "000000")]);
        assert_eq!(wrong.status, 403);
        let code = visitor.code(&secret);
        let held = visitor.session.clone();
        let opened = visitor.ask(Verb::Post, "sign-in/code", &[("code", &code), ("next", "audit")]);
        assert_eq!(opened.location.as_deref(), Some("/en/desk/audit"));
        assert_eq!(visitor.get("audit").0, 200);
        visitor.session = held;
        assert_eq!(visitor.ask(Verb::Post, "sign-in/code", &[("code", &code)]).status, 403, "once");
    }
    visitor.session = None;
    let code = visitor.code(&secret);
    assert_eq!(visitor.ask(Verb::Post, "sign-in/code", &[("code", &code)]).status, 403, "no code without a passkey");
}

#[test]
fn a_passkey_is_made_once_for_who_asked_and_at_the_right_place() {
    let mut visitor = staff(Language::En);
    let mut device = Device::new(1);
    let asked = options(&visitor.post("account/passkey/options", &[]));
    assert_eq!((asked["user"]["name"].as_str(), asked["attestation"].as_str()), (Some("analyst"), Some("none")));
    device.origin = "https://evil.example";
    let made = device.made(&asked);
    let refused = visitor.post("account/passkey", &[("passkey-name", "key"), ("credential", &made)]);
    assert!(refused.status == 403 && text(&refused).contains("not accepted"), "another origin");
    device.origin = ORIGIN;
    let made = device.made(&asked);
    let refused = visitor.post("account/passkey", &[("passkey-name", "key"), ("credential", &made)]);
    assert!(refused.status == 403 && text(&refused).contains("was used already"), "a question is answered once");
    assert_eq!(visitor.ask(Verb::Post, "account/passkey/options", &[]).status, 403, "from another site");

    assert_eq!(add(&mut visitor, &mut device, "key").status, 200);
    let asked = options(&visitor.post("account/passkey/options", &[]));
    assert_eq!(asked["excludeCredentials"][0]["id"].as_str(), Some(&*BASE64.encode(device.id)));
    let made = device.made(&asked);
    let twice = visitor.post("account/passkey", &[("passkey-name", "again"), ("credential", &made)]);
    assert!(text(&twice).contains("known already"), "{}", text(&twice));
    for seed in 2..=10 {
        assert_eq!(add(&mut visitor, &mut Device::new(seed), "another").status, 200, "{seed}");
    }
    assert_eq!(visitor.post("account/passkey/options", &[]).status, 422, "ten are enough");
}

#[test]
fn a_new_first_sign_in_leaves_no_passkey_behind() {
    let mut visitor = staff(Language::En);
    let mut device = Device::new(1);
    add(&mut visitor, &mut device, "key");
    let id = device.handle.clone();
    assert!(id.is_some());
    visitor.renew("analyst");
    visitor.arrive();
    assert!(!visitor.get("account").1.contains("account/passkey/remove"));
    let question = asked(&mut visitor);
    assert_eq!(present(&mut visitor, &device.signed(&question)).status, 403);
}

#[test]
fn without_an_address_no_passkey_is_offered_and_the_page_says_why() {
    for language in Language::ALL {
        let mut visitor = Visitor::at("analyst", language, |people| people.at("https://192.0.2.7"));
        visitor.arrive();
        let (_, account) = visitor.get("account");
        assert!(!account.contains("<script") && !account.contains("data-passkey"));
        assert_eq!(visitor.post("account/passkey/options", &[]).status, 422);
        visitor.session = None;
        assert!(!visitor.get("sign-in").1.contains("data-passkey"));
        assert_eq!(visitor.ask(Verb::Post, "sign-in/passkey/options", &[]).status, 422);
    }
}

#[test]
fn the_pages_of_the_door_are_those_that_were_read() {
    let mut shown = String::new();
    for language in Language::ALL {
        let mut visitor = staff(language);
        add(&mut visitor, &mut Device::new(1), "grey key");
        let (_, account) = visitor.get("account");
        visitor.session = None;
        let (_, door) = visitor.get("sign-in");
        for page in [door, account] {
            let page = between(&page, "<main", "</main>");
            // Secrets and numbers are drawn anew in every run.
            let mut rest = page;
            while let Some((before, after)) = rest.split_once("value=\"") {
                shown.push_str(before);
                shown.push_str("value=\"…");
                rest = &after[after.find('"').unwrap()..];
            }
            shown.push_str(&rest.replace("><", ">\n<"));
            shown.push('\n');
        }
    }
    insta::assert_snapshot!(shown.replace("><", ">\n<"));
}
