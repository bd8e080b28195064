//! The door, tried as staff and strangers try it.

use super::*;
use crate::session::{Session, SignedIn, Stage};
use jiff::{SignedDuration, Timestamp};

/// Bytes that count up, so that nothing is drawn twice and every run is the same.
#[derive(Debug, Default)]
pub(crate) struct Counting(u64);

impl Randomness for Counting {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Trouble> {
        for chunk in bytes.chunks_mut(32) {
            self.0 += 1;
            let digest = probity_core::Digest::of(&self.0.to_be_bytes());
            chunk.copy_from_slice(&digest.bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

const PASSWORD: &str = "seven cups of tea";

/// A desk at one moment.
struct Desk {
    people: People,
    random: Counting,
    now: Timestamp,
}

impl Desk {
    fn new() -> Self {
        let database = Arc::new(Database::open(&probity_store::sql::Location::Memory).unwrap());
        Self::over(database)
    }

    fn over(database: Arc<Database>) -> Self {
        let people = People::with(database, Settings::quick()).unwrap();
        Self { people, random: Counting::default(), now: "2026-03-02T08:00:00Z".parse().unwrap() }
    }

    fn wait(&mut self, seconds: i64) {
        self.now = self.now.checked_add(SignedDuration::from_secs(seconds)).unwrap();
    }

    fn redeem(&mut self, name: &str) -> Session {
        let issued = self.people.issue_token(name, self.now, &mut self.random).unwrap();
        let signed = self.people.redeem(issued.token.reveal(), self.now, &mut self.random).unwrap();
        assert_eq!(signed.stage, Stage::SettingUp);
        self.people.session(signed.token.reveal(), self.now).unwrap().unwrap()
    }

    fn code(&self, secret: &str) -> String {
        let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
        let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
        totp.generate(u64::try_from(self.now.as_second()).unwrap()).to_string()
    }

    /// Somebody with password and device, signed in: their session, the secret of the device, recovery codes.
    fn enrolled(&mut self, name: &str) -> (Session, String, Vec<String>) {
        let session = self.redeem(name);
        self.people.set_password(&session, PASSWORD, self.now, &mut self.random).unwrap();
        let drawn = self.people.begin_code(&session, &mut self.random).unwrap();
        let code = self.code(&drawn.secret);
        let codes = self.people.confirm_code(&session, &code, self.now, &mut self.random).unwrap();
        let full = self.people.finish_set_up(&session, self.now, &mut self.random).unwrap();
        let session = self.people.session(full.token.reveal(), self.now).unwrap().unwrap();
        assert_eq!(session.stage, Stage::Full);
        (session, drawn.secret, codes)
    }

    fn try_in(&mut self, name: &str, password: &str, code: &str) -> Result<SignedIn, Denied> {
        self.people.sign_in(name, password, code, self.now, &mut self.random)
    }

    fn happened(&self) -> Vec<AccessKind> {
        let mut all = self.people.access(None, None, 100).unwrap();
        all.reverse();
        all.into_iter().map(|row| row.kind).collect()
    }
}

#[test]
fn a_token_opens_a_session_for_setting_up_and_that_gives_a_full_one() {
    let mut desk = Desk::new();
    let (session, secret, codes) = desk.enrolled("Aigerim");
    assert_eq!((session.account.login.as_str(), session.account.name.as_str()), ("aigerim", "Aigerim"));
    assert_eq!(codes.len(), 10);
    assert_eq!(secret.len(), 32, "160 bits in base 32");
    assert_eq!(
        desk.happened(),
        [
            AccessKind::AccountMade,
            AccessKind::TokenIssued,
            AccessKind::TokenUsed,
            AccessKind::PasswordSet,
            AccessKind::SecondFactorSet,
            AccessKind::SignedIn,
        ]
    );
    desk.wait(30);
    let code = desk.code(&secret);
    let signed = desk.try_in(" AIGERIM ", PASSWORD, &code).unwrap();
    assert_eq!(signed.until, "2026-03-02T20:00:30Z".parse::<Timestamp>().unwrap());
}

#[test]
fn the_address_of_a_device_is_one_that_authenticators_read() {
    let mut desk = Desk::new();
    let session = desk.redeem("Айгерім");
    let drawn = desk.people.begin_code(&session, &mut desk.random).unwrap();
    let read = totp_rs::Totp::from_url(&drawn.uri).unwrap();
    assert_eq!(read.secret().to_base32(), drawn.secret);
    assert_eq!((read.digits(), read.step(), read.issuer()), (6, 30, Some("Probity")));
    assert_eq!(read.account_name(), "айгерім");
}

#[test]
fn a_token_is_good_once_for_seven_days_and_only_the_last_one() {
    let mut desk = Desk::new();
    let (first, second) = (
        desk.people.issue_token("n", desk.now, &mut desk.random).unwrap(),
        desk.people.issue_token("n", desk.now, &mut desk.random).unwrap(),
    );
    assert!(second.token.reveal().len() >= 32, "128 bits or more");
    assert_eq!(first.account.id, second.account.id);
    let redeem = |desk: &mut Desk, token: &Secret| desk.people.redeem(token.reveal(), desk.now, &mut desk.random).err();
    assert_eq!(redeem(&mut desk, &first.token), Some(Denied::Token), "replaced");
    assert_eq!(redeem(&mut desk, &second.token), None);
    assert_eq!(redeem(&mut desk, &second.token), Some(Denied::Token), "used");
    let third = desk.people.issue_token("n", desk.now, &mut desk.random).unwrap();
    desk.wait(7 * 86_400);
    assert_eq!(redeem(&mut desk, &third.token), Some(Denied::Token), "over");
    assert_eq!(desk.people.redeem("", desk.now, &mut desk.random).err(), Some(Denied::Token));
}

#[test]
fn a_new_token_takes_away_what_the_account_had() {
    let mut desk = Desk::new();
    let (old, secret, codes) = desk.enrolled("n");
    let session = desk.redeem("n");
    assert!(desk.people.session(token_of(&old), desk.now).unwrap().is_none());
    desk.wait(60);
    let code = desk.code(&secret);
    assert_eq!(desk.try_in("n", PASSWORD, &code).err(), Some(Denied::Refused));
    assert_eq!(desk.try_in("n", PASSWORD, &codes[0]).err(), Some(Denied::Refused));
    let early = desk.people.finish_set_up(&session, desk.now, &mut desk.random);
    assert_eq!(early.err(), Some(Denied::Session), "nothing was set up");
}

/// The session's token, as a cookie would hold it.
fn token_of(session: &Session) -> &str {
    session.reveal_for_tests()
}

#[test]
fn whatever_is_wrong_the_answer_is_the_same() {
    let mut desk = Desk::new();
    let (session, secret, _) = desk.enrolled("n");
    desk.redeem("half");
    desk.wait(60);
    let code = desk.code(&secret);
    assert_eq!(desk.try_in("n", "another password", &code).err(), Some(Denied::Refused));
    assert_eq!(desk.try_in("n", PASSWORD, "000000").err(), Some(Denied::Refused));
    assert_eq!(desk.try_in("n", PASSWORD, "").err(), Some(Denied::Refused));
    assert_eq!(desk.try_in("nobody", PASSWORD, &code).err(), Some(Denied::Refused));
    assert_eq!(desk.try_in("", "", "").err(), Some(Denied::Refused));
    assert_eq!(desk.try_in("half", PASSWORD, &code).err(), Some(Denied::Refused), "not set up");
    assert_eq!(desk.try_in("x", &"y".repeat(100_000), &code).err(), Some(Denied::Refused));
    desk.people.set_state(&session.account.id, AccountState::Locked, desk.now).unwrap();
    desk.wait(900);
    let code = desk.code(&secret);
    assert_eq!(desk.try_in("n", PASSWORD, &code).err(), Some(Denied::Refused), "locked");
    desk.people.set_state(&session.account.id, AccountState::Active, desk.now).unwrap();
    desk.wait(900);
    let code = desk.code(&secret);
    assert!(desk.try_in("n", PASSWORD, &code).is_ok());
}

#[test]
fn a_code_is_never_taken_twice_nor_one_before_it() {
    let mut desk = Desk::new();
    let (_, secret, _) = desk.enrolled("n");
    let first = desk.code(&secret);
    assert_eq!(desk.try_in("n", PASSWORD, &first).err(), Some(Denied::Refused), "used to set up the device");
    desk.wait(30);
    let earlier = desk.code(&secret);
    desk.wait(30);
    let now = desk.code(&secret);
    assert!(desk.try_in("n", PASSWORD, &now).is_ok());
    assert_eq!(desk.try_in("n", PASSWORD, &now).err(), Some(Denied::Refused), "again");
    assert_eq!(desk.try_in("n", PASSWORD, &earlier).err(), Some(Denied::Refused), "the step before");
}

#[test]
fn a_recovery_code_is_good_once_however_it_is_typed() {
    let mut desk = Desk::new();
    let (_, _, codes) = desk.enrolled("n");
    let (other, ..) = desk.enrolled("other");
    let typed = codes[3].replace('-', " ").to_uppercase();
    assert_eq!(desk.try_in("other", PASSWORD, &typed).err(), Some(Denied::Refused), "somebody else's");
    assert!(desk.try_in("n", PASSWORD, &typed).is_ok());
    assert_eq!(desk.try_in("n", PASSWORD, &codes[3]).err(), Some(Denied::Refused));
    assert_eq!(desk.try_in("n", "wrong password", &codes[4]).err(), Some(Denied::Refused));
    assert!(desk.try_in("n", PASSWORD, &codes[4]).is_ok(), "a wrong password uses no code up");
    let used = desk.people.access(None, None, 100).unwrap();
    let used = used.iter().filter(|row| row.kind == AccessKind::RecoveryUsed).count();
    assert_eq!(used, 2);
    assert!(desk.people.access(Some(&other.account.id), None, 9).unwrap().iter().all(|row| row.account.is_some()));
}

#[test]
fn names_of_nobody_wait_like_names_of_somebody_and_nobody_waits_for_good() {
    let mut desk = Desk::new();
    let (_, secret, _) = desk.enrolled("n");
    desk.wait(60);
    for name in ["n", "nobody"] {
        for _ in 0..4 {
            assert_eq!(desk.try_in(name, "wrong", "1").err(), Some(Denied::Refused));
        }
        let until = desk.now.checked_add(SignedDuration::from_secs(2)).unwrap();
        for _ in 0..50 {
            assert_eq!(desk.try_in(name, "wrong", "1").err(), Some(Denied::Wait { until }));
        }
    }
    let waited = desk.happened().into_iter().filter(|kind| *kind == AccessKind::Waited).count();
    assert_eq!(waited, 2, "once a waiting time");
    desk.wait(2);
    let code = desk.code(&secret);
    assert!(desk.try_in("n", PASSWORD, &code).is_ok(), "attempts made while waiting add nothing");
    for _ in 0..40 {
        desk.wait(900);
        assert_eq!(desk.try_in("n", "wrong", "1").err(), Some(Denied::Refused));
    }
    desk.wait(900);
    let code = desk.code(&secret);
    assert!(desk.try_in("n", PASSWORD, &code).is_ok());
    assert_eq!(desk.try_in("n", "wrong", "1").err(), Some(Denied::Refused), "and then nothing waits");
}

#[test]
fn a_session_ends_when_idle_and_after_twelve_hours() {
    let mut desk = Desk::new();
    let (session, ..) = desk.enrolled("n");
    let lives = |desk: &Desk| desk.people.session(token_of(&session), desk.now).unwrap().is_some();
    for _ in 0..24 {
        desk.wait(1799);
        assert!(lives(&desk), "{}", desk.now);
    }
    desk.wait(23);
    assert!(lives(&desk), "11 h 59 min 59 s");
    desk.wait(1);
    assert!(!lives(&desk), "12 hours");
    let (session, ..) = desk.enrolled("m");
    desk.wait(1800);
    assert!(desk.people.session(token_of(&session), desk.now).unwrap().is_none(), "half an hour");
    assert!(desk.people.session("", desk.now).unwrap().is_none());
    assert!(desk.people.session(&"é".repeat(9999), desk.now).unwrap().is_none());
}

#[test]
fn forms_carry_a_token_of_their_session_alone() {
    let mut desk = Desk::new();
    let (one, ..) = desk.enrolled("n");
    let (other, ..) = desk.enrolled("m");
    assert_eq!(one.form_token().len(), 64);
    assert!(one.is_form_token(&one.form_token()));
    assert!(!one.is_form_token(&other.form_token()));
    assert!(!one.is_form_token("") && !one.is_form_token("ü"));
    assert!(!one.form_token().contains(token_of(&one)));
}

#[test]
fn people_see_and_end_their_own_sessions() {
    let mut desk = Desk::new();
    let (first, secret, _) = desk.enrolled("n");
    let (stranger, ..) = desk.enrolled("m");
    desk.wait(60);
    let code = desk.code(&secret);
    let signed = desk.try_in("n", PASSWORD, &code).unwrap();
    let second = desk.people.session(signed.token.reveal(), desk.now).unwrap().unwrap();
    let list = desk.people.sessions(&second, desk.now).unwrap();
    assert_eq!(list.iter().map(|listed| listed.is_this).collect::<Vec<_>>(), [true, false]);
    let other = list[1].id.clone();
    assert_eq!(desk.people.end_session(&stranger, &other, desk.now), Err(Denied::Nothing));
    desk.people.end_session(&second, &other, desk.now).unwrap();
    assert!(desk.people.session(token_of(&first), desk.now).unwrap().is_none());
    desk.people.sign_out_everywhere(&second, desk.now).unwrap();
    assert!(desk.people.session(token_of(&second), desk.now).unwrap().is_none());
    assert!(desk.people.session(token_of(&stranger), desk.now).unwrap().is_some());
    desk.people.sign_out(token_of(&stranger), desk.now).unwrap();
    assert!(desk.people.session(token_of(&stranger), desk.now).unwrap().is_none());
    desk.people.sign_out(token_of(&stranger), desk.now).unwrap();
    let changed = desk.people.change_password(&stranger, PASSWORD, "another long one", desk.now, &mut desk.random);
    assert_eq!(changed, Err(Denied::Session), "a session that was ended changes nothing");
}

#[test]
fn a_changed_password_needs_the_old_one_and_ends_the_other_sessions() {
    let mut desk = Desk::new();
    let (first, secret, _) = desk.enrolled("n");
    desk.wait(60);
    let code = desk.code(&secret);
    let signed = desk.try_in("n", PASSWORD, &code).unwrap();
    let session = desk.people.session(signed.token.reveal(), desk.now).unwrap().unwrap();
    let change = |desk: &mut Desk, old: &str, new: &str| {
        desk.people.change_password(&session, old, new, desk.now, &mut desk.random).err()
    };
    assert_eq!(change(&mut desk, "not the old one", "eight cups of tea"), Some(Denied::Refused));
    assert_eq!(change(&mut desk, PASSWORD, "short"), Some(Denied::Short { least: 12 }));
    assert_eq!(change(&mut desk, PASSWORD, "eight cups of tea"), None);
    assert!(desk.people.session(token_of(&first), desk.now).unwrap().is_none());
    assert!(desk.people.session(token_of(&session), desk.now).unwrap().is_some());
    desk.wait(60);
    let code = desk.code(&secret);
    assert_eq!(desk.try_in("n", PASSWORD, &code).err(), Some(Denied::Refused));
    assert!(desk.try_in("n", "eight cups of tea", &code).is_ok());
}

#[test]
fn a_password_made_with_other_parameters_is_hashed_anew_at_the_next_sign_in() {
    let mut desk = Desk::new();
    let (session, secret, _) = desk.enrolled("n");
    desk.people.settings.password.passes = 2;
    desk.wait(60);
    let code = desk.code(&secret);
    assert!(desk.try_in("n", PASSWORD, &code).is_ok());
    let rows = desk
        .people
        .database
        .query("SELECT password FROM accounts WHERE id = $1", &[session.account.id.as_str().into()]);
    assert!(rows.unwrap()[0].text(0).unwrap().contains("m=16,t=2,p=1"));
    desk.wait(60);
    let code = desk.code(&secret);
    assert!(desk.try_in("n", PASSWORD, &code).is_ok());
}

#[test]
fn a_key_acts_for_its_owner_until_it_ends_is_revoked_or_the_owner_leaves() {
    let mut desk = Desk::new();
    let (session, ..) = desk.enrolled("n");
    let (stranger, ..) = desk.enrolled("m");
    let day = SignedDuration::from_hours(24);
    let until = desk.now.checked_add(day).unwrap();
    let made = |desk: &mut Desk, until| desk.people.make_key(&session, "nightly", until, desk.now, &mut desk.random);
    let (token, key) = made(&mut desk, until).unwrap();
    let far = desk.now.checked_add(day * 400).unwrap();
    assert_eq!(made(&mut desk, far).err(), Some(Denied::End { days: 366 }));
    let now = desk.now;
    assert_eq!(made(&mut desk, now).err(), Some(Denied::End { days: 366 }));
    let owner = |desk: &Desk, token: &str| desk.people.bearer(token, desk.now).unwrap().map(|account| account.login);
    assert_eq!(owner(&desk, token.reveal()).as_deref(), Some("n"));
    assert_eq!(owner(&desk, &token.reveal().replace("key", "kez")), None);
    assert_eq!(owner(&desk, token_of(&session)), None, "a session is no key");
    assert_eq!(desk.people.revoke_key(&stranger, &key.id, desk.now), Err(Denied::Nothing));
    assert_eq!(desk.people.keys(&session.account.id).unwrap()[0].used, Some(desk.now));
    desk.people.set_state(&session.account.id, AccountState::Left, desk.now).unwrap();
    assert_eq!(owner(&desk, token.reveal()), None);
    desk.people.set_state(&session.account.id, AccountState::Active, desk.now).unwrap();
    desk.wait(86_399);
    assert!(owner(&desk, token.reveal()).is_some());
    desk.wait(1);
    assert_eq!(owner(&desk, token.reveal()), None, "over");
}

#[test]
fn a_revoked_key_does_nothing() {
    let mut desk = Desk::new();
    let (session, ..) = desk.enrolled("n");
    let until = desk.now.checked_add(SignedDuration::from_hours(1)).unwrap();
    let (token, key) = desk.people.make_key(&session, "k", until, desk.now, &mut desk.random).unwrap();
    desk.people.revoke_key(&session, &key.id, desk.now).unwrap();
    assert_eq!(desk.people.bearer(token.reveal(), desk.now).unwrap(), None);
    assert_eq!(desk.people.revoke_key(&session, &key.id, desk.now), Err(Denied::Nothing));
    assert!(desk.people.keys(&session.account.id).unwrap()[0].revoked.is_some());
}

#[test]
fn nothing_secret_is_found_in_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("desk.sqlite");
    let database = Arc::new(Database::open(&probity_store::sql::Location::File(path)).unwrap());
    let mut desk = Desk::over(database);
    let issued = desk.people.issue_token("n", desk.now, &mut desk.random).unwrap();
    let (session, _, codes) = desk.enrolled("n");
    let until = desk.now.checked_add(SignedDuration::from_hours(1)).unwrap();
    let (key, _) = desk.people.make_key(&session, "k", until, desk.now, &mut desk.random).unwrap();
    desk.try_in("a password typed as a name", "x", "1").unwrap_err();
    let plain: Vec<String> = codes.iter().map(|code| code.replace('-', "")).collect();
    let mut secrets = vec![issued.token.reveal(), token_of(&session), key.reveal(), PASSWORD, "typed as a name"];
    secrets.extend(codes.iter().chain(&plain).map(String::as_str));
    let mut files = 0;
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let path = entry.unwrap().path();
        #[expect(clippy::disallowed_methods, reason = "the test looks at the file from outside")]
        let bytes = std::fs::read(&path).unwrap();
        files += 1;
        for secret in &secrets {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "`{secret}` stands in {}", path.display());
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{}", path.display());
        }
    }
    assert!(files >= 2, "the file and what was written ahead");
    let debug = format!("{issued:?} {session:?} {key:?}");
    assert!(secrets.iter().all(|secret| !debug.contains(secret)), "{debug}");
}

#[test]
fn the_same_door_opens_on_postgresql() {
    #[expect(clippy::disallowed_methods, reason = "only who runs the tests knows whether there is a server")]
    let Ok(url) = std::env::var("PROBITY_TEST_POSTGRES") else {
        eprintln!("SKIPPED the door on PostgreSQL: PROBITY_TEST_POSTGRES holds no address");
        return;
    };
    let open = |url: &str| Arc::new(Database::open(&probity_store::sql::Location::server(url)).unwrap());
    let server = open(&url);
    for sql in ["DROP SCHEMA IF EXISTS desk_door CASCADE", "CREATE SCHEMA desk_door"] {
        server.execute(sql, &[]).unwrap();
    }
    let sign = if url.contains('?') { '&' } else { '?' };
    let mut desk = Desk::over(open(&format!("{url}{sign}options=-csearch_path%3Ddesk_door")));
    let (first, secret, codes) = desk.enrolled("n");
    desk.wait(60);
    let code = desk.code(&secret);
    let signed = desk.try_in("n", PASSWORD, &code).unwrap();
    assert_eq!(desk.try_in("n", PASSWORD, &code).err(), Some(Denied::Refused));
    assert_eq!(desk.try_in("nobody", PASSWORD, &code).err(), Some(Denied::Refused));
    assert!(desk.try_in("n", PASSWORD, &codes[0]).is_ok());
    let session = desk.people.session(signed.token.reveal(), desk.now).unwrap().unwrap();
    let list = desk.people.sessions(&session, desk.now).unwrap();
    assert_eq!(list.len(), 3);
    let id = list.iter().find(|listed| !listed.is_this).map(|listed| listed.id.clone()).unwrap();
    desk.people.end_session(&session, &id, desk.now).unwrap();
    desk.people.change_password(&session, PASSWORD, "eight cups of tea", desk.now, &mut desk.random).unwrap();
    assert!(desk.people.session(token_of(&first), desk.now).unwrap().is_none());
    let until = desk.now.checked_add(SignedDuration::from_hours(1)).unwrap();
    let (token, key) = desk.people.make_key(&session, "k", until, desk.now, &mut desk.random).unwrap();
    assert!(desk.people.bearer(token.reveal(), desk.now).unwrap().is_some());
    desk.people.revoke_key(&session, &key.id, desk.now).unwrap();
    for _ in 0..5 {
        drop(desk.try_in("n", "wrong", "1"));
    }
    assert!(desk.happened().contains(&AccessKind::Waited));
    desk.people.set_actor(&session.account.id, None, desk.now).unwrap();
    desk.people.set_state(&session.account.id, AccountState::Locked, desk.now).unwrap();
    assert!(desk.people.session(token_of(&session), desk.now).unwrap().is_none());
    desk.people.sign_out_everywhere(&session, desk.now).unwrap_err();
}

#[test]
fn a_name_is_refused_when_it_cannot_be_typed_again() {
    let mut desk = Desk::new();
    for name in ["", " ", "a\u{200b}b", "a\nb", "<b>", &"x".repeat(65)] {
        let refused = desk.people.issue_token(name, desk.now, &mut desk.random).err();
        assert_eq!(refused, Some(Denied::Name(name.to_owned())), "{name:?}");
    }
    assert!(desk.people.accounts().unwrap().is_empty() && desk.happened().is_empty());
}
