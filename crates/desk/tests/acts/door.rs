//! The way in, tried as staff, strangers and programs try it: every page keeps the rules, and nothing opens that should not.

use crate::browser::problems;
use crate::log::Kept;
use jiff::{SignedDuration, Timestamp};
use probity_core::Language;
use probity_desk::people::System;
use probity_desk::{Answered, Asked, Cookie, Desk, People, Told, Verb};
use probity_publication::gallery::house;
use probity_publication::route::decode;
use probity_store::sql::{Database, Location};
use serde_json::{Value, json};
use std::sync::Arc;

const PASSWORD: &str = "a long sentence about nothing";

/// A browser at the door of a desk.
pub struct Visitor {
    pub database: Arc<Database>,
    pub desk: Desk,
    pub token: String,
    pub session: Option<String>,
    pub language: Language,
    pub now: Timestamp,
    pub own: bool,
}

impl Visitor {
    fn new(actor: &str, language: Language) -> Self {
        Self::at(actor, language, |people| people)
    }

    /// A browser at a desk that is set up in some way.
    pub fn at(actor: &str, language: Language, set_up: impl FnOnce(People) -> People) -> Self {
        let now = "2026-11-22T10:00:00Z".parse().unwrap();
        let database = Arc::new(Database::open(&Location::Memory).unwrap());
        let people = set_up(People::open(Arc::clone(&database)).unwrap());
        let token = people.issue_token(actor, now, &mut System).unwrap().token.reveal().to_owned();
        let desk = Desk::new(people, Box::new(Kept::demonstration()));
        Self { database, desk, token, session: None, language, now, own: true }
    }

    pub fn ask(&mut self, verb: Verb, path: &str, form: &[(&str, &str)]) -> Answered {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let query = pairs.map(|(name, value)| (name.to_owned(), decode(value).unwrap())).collect();
        let asked = Asked {
            verb,
            language: self.language,
            path: path.to_owned(),
            query,
            form: form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            session: self.session.clone(),
            own: self.own,
            now: self.now,
        };
        let answered = self.desk.answer(&house(), &asked);
        match &answered.cookie {
            Some(Cookie::Set(value)) => self.session = Some(value.clone()),
            Some(Cookie::Clear) => self.session = None,
            None => {}
        }
        if answered.location.is_none() && answered.media_type.starts_with("text/html") {
            let html = String::from_utf8(answered.bytes.clone()).unwrap();
            let mut wrong = problems(self.language, &html);
            // On the way in there is no session that a token could belong to.
            let outside = ["token", "sign-in", "sign-on"].iter().any(|it| path.starts_with(it));
            wrong.retain(|it| !outside || it != "every form carries the token");
            let scripts = html.contains("<script");
            assert_eq!(answered.script, scripts, "{path}: a page with the script says so, and no other");
            assert_eq!(wrong, Vec::<String>::new(), "{path}: {html}");
        }
        answered
    }

    /// A page, and the token its forms carry.
    pub fn get(&mut self, path: &str) -> (u16, String) {
        let answered = self.ask(Verb::Get, path, &[]);
        (answered.status, String::from_utf8(answered.bytes).unwrap())
    }

    pub fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answered {
        let (_, page) = self.get("account");
        let token = between(&page, "name=\"form-token\" value=\"", "\"").to_owned();
        let mut form = form.to_vec();
        form.push(("form-token", &token));
        self.ask(Verb::Post, path, &form)
    }

    /// Is handed a new token, as somebody who lost everything.
    pub fn renew(&mut self, actor: &str) {
        let people = People::open(Arc::clone(&self.database)).unwrap();
        self.token = people.issue_token(actor, self.now, &mut System).unwrap().token.reveal().to_owned();
        self.session = None;
    }

    /// Arrives with the token and sets everything up; gives the secret of the device.
    pub fn arrive(&mut self) -> String {
        let token = self.token.clone();
        assert_eq!(self.ask(Verb::Post, "token", &[("token", &token)]).status, 303);
        let (_, page) = self.get("set-up");
        let secret = between(&page, "<code>", "</code>").to_owned();
        let form_token = between(&page, "name=\"form-token\" value=\"", "\"").to_owned();
        let code = self.code(&secret);
        let mut form = vec![("form-token", form_token.as_str()), ("password", PASSWORD), ("again", PASSWORD)];
        form.push(("code", "000000"));
        assert_eq!(self.ask(Verb::Post, "set-up", &form).status, 422);
        assert!(self.get("set-up").1.contains(&secret), "a mistyped code does not ask for another device");
        form.pop();
        form.push(("code", &code));
        let done = self.ask(Verb::Post, "set-up", &form);
        assert_eq!((done.status, String::from_utf8(done.bytes).unwrap().matches("<li><code>").count()), (200, 10));
        secret
    }

    pub fn code(&self, secret: &str) -> String {
        let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
        let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
        totp.generate(u64::try_from(self.now.as_second()).unwrap()).to_string()
    }

    pub fn sign_in(&mut self, account: &str, password: &str, code: &str) -> Answered {
        self.now += SignedDuration::from_secs(60);
        self.ask(
            Verb::Post,
            "sign-in",
            &[("account", account), ("password", password), ("code", code), ("next", "audit")],
        )
    }

    fn told(&self, key: Option<&str>, event: &Value) -> (u16, Value) {
        let body = event.to_string();
        let told = Told { bearer: key, body: body.as_bytes(), now: self.now };
        let answered = self.desk.told(&told);
        (answered.status, serde_json::from_slice(&answered.bytes).unwrap())
    }
}

pub fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}")).1;
    rest.split_once(after).unwrap().0
}

#[test]
fn a_token_opens_the_desk_once_and_password_and_code_open_it_again() {
    for language in Language::ALL {
        let mut visitor = Visitor::new("analyst", language);
        assert_eq!(visitor.get("").0, 303, "nothing is shown to strangers");
        assert_eq!((visitor.get("sign-in").0, visitor.get("token").0), (200, 200));
        let secret = visitor.arrive();
        assert_eq!((visitor.get("").0, visitor.get("account").0), (200, 200));
        let token = visitor.token.clone();
        assert_eq!(visitor.ask(Verb::Post, "token", &[("token", &token)]).status, 403, "it was used");
        assert_eq!(visitor.post("sign-out", &[]).status, 303);
        assert_eq!((visitor.session.clone(), visitor.get("audit").0), (None, 303));
        let refused = |visitor: &mut Visitor, account: &str, password: &str, code: &str| {
            let answered = visitor.sign_in(account, password, code);
            (answered.status, String::from_utf8(answered.bytes).unwrap().replace(account, "…"))
        };
        let wrong = refused(&mut visitor, "analyst", "another sentence about it", "123456");
        let unknown = refused(&mut visitor, "nobody", "another sentence about it", "123456");
        assert_eq!((wrong.0, &wrong), (403, &unknown), "a name is not found out by trying");
        visitor.now += SignedDuration::from_secs(120);
        let code = {
            visitor.now += SignedDuration::from_secs(60);
            let code = visitor.code(&secret);
            visitor.now -= SignedDuration::from_secs(60);
            code
        };
        let inside = visitor.sign_in("analyst", PASSWORD, &code);
        assert_eq!(inside.location.as_deref(), Some(&*format!("/{language}/desk/audit")));
    }
}

#[test]
fn what_was_sent_and_not_recorded_cannot_fill_the_disk() {
    let mut visitor = Visitor::new("finance-officer", Language::Kk);
    visitor.arrive();
    let (_, page) = visitor.get("account");
    let token = between(&page, "name=\"form-token\" value=\"", "\"").to_owned();
    let asked = Asked {
        verb: Verb::Post,
        language: visitor.language,
        path: "act/evidence".to_owned(),
        query: Vec::new(),
        form: vec![("form-token".to_owned(), token)],
        session: visitor.session.clone(),
        own: true,
        now: visitor.now,
    };
    let mut sent = 0;
    let refused = loop {
        match visitor.desk.receive(&house(), &asked) {
            Ok(mut receiving) => {
                receiving.incoming.write(&vec![0; usize::try_from(receiving.largest).unwrap()]).unwrap();
                receiving.incoming.finish().unwrap();
                sent += 1;
            }
            Err(answered) => break answered,
        }
    };
    let page = String::from_utf8(refused.bytes).unwrap();
    assert_eq!((refused.status, sent), (503, 20), "{page}");
    assert_eq!(problems(visitor.language, &page), Vec::<String>::new());
}

#[test]
fn a_form_that_another_site_sends_does_nothing() {
    let mut visitor = Visitor::new("analyst", Language::En);
    visitor.arrive();
    assert_eq!(visitor.ask(Verb::Post, "sign-out", &[]).status, 403, "without the token of the form");
    visitor.own = false;
    assert_eq!(visitor.post("sign-out", &[]).status, 403, "from another site");
    visitor.own = true;
    assert_eq!((visitor.get("").0, visitor.post("account/sign-out-everywhere", &[]).status), (200, 303));
    assert_eq!(visitor.get("").0, 303);
}

#[test]
fn a_program_has_no_more_rights_than_the_owner_of_its_key() {
    let mut visitor = Visitor::new("finance-officer", Language::En);
    visitor.arrive();
    let made = visitor.post("account/key", &[("name", "<b>nightly</b>"), ("ends", "2027-01-31")]);
    let page = String::from_utf8(made.bytes).unwrap();
    let key = format!("probity_key_{}", between(&page, "probity_key_", "<"));
    let status = json!({"measure": "m-single-source", "cutoff": "2026-11-22", "value": "implemented"});
    let event = |actor: &str, role: &str, kind: &str, record: &Value| json!({"kind": kind, "actor": actor, "role": role, "record": record});
    let own = event("finance-officer", "ministry", "status", &status);
    assert_eq!(visitor.told(None, &own).0, 401);
    assert_eq!(visitor.told(Some("probity_key_of_nobody"), &own).0, 401);
    let (refused, problem) = visitor.told(Some(&key), &own);
    assert!(refused == 403 && problem["broken"].as_array().unwrap().iter().any(|it| it["rule"] == "S1"), "{problem}");
    assert_eq!(visitor.told(Some(&key), &event("analyst", "analyst", "status", &status)).0, 403, "not in its name");
    assert_eq!(visitor.told(Some(&key), &event("finance-officer", "secretariat", "status", &status)).0, 403);
    assert_eq!(visitor.told(Some(&key), &json!({"kind": "nothing"})).0, 422);
    let notice = json!({"id": "n-x", "measure": "m-single-source", "kind": "progress", "sent": "2026-11-22", "text": {"en": "half"}});
    let notice = event("finance-officer", "ministry", "notice", &notice);
    let (recorded, loaded) = visitor.told(Some(&key), &notice);
    assert_eq!((recorded, &loaded["appended"]), (201, &json!(1)), "{loaded}");
    assert_eq!(visitor.told(Some(&key), &notice).0, 403, "C1: once");
    let id = between(&page, "name=\"key\" value=\"", "\"").to_owned();
    assert_eq!(visitor.post("account/key/revoke", &[("key", &id)]).status, 200);
    assert_eq!(visitor.told(Some(&key), &notice).0, 401);
}
