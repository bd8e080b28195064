//! The pages before the work: signing in, the first sign-in with a token, the codes shown once, and the account. They are
//! functions from plain values to HTML; what a password or a code is worth is decided elsewhere.

use super::control::{Control, hidden, id_of, summary};
use super::frame::{encoded, href, plain};
use crate::say::Say;
use jiff::Timestamp;
use maud::{Markup, html};
use probity_core::Language;
use probity_publication::page::layout::House;
use probity_publication::page::table::{Column, Grid, code, facts, text};

/// What the page for signing in shows. It sends `account`, `password`, `code`, `next` and `form-token` to `sign-in`.
#[derive(Debug, Clone, Copy, Default)]
pub struct SignInPage<'a> {
    /// Why the last try failed: the key of a sentence, `problem-…`.
    pub problem: Option<&'a str>,
    /// The account that was typed.
    pub account: &'a str,
    /// The path below the desk to go to afterwards.
    pub next: &'a str,
    /// The token against forged forms.
    pub form_token: &'a str,
}

/// What the page of a first sign-in shows. It sends `password`, `again`, `code` and `form-token` to `token/<token>`.
#[derive(Debug, Clone, Copy, Default)]
pub struct TokenPage<'a> {
    /// The token from the address.
    pub token: &'a str,
    /// Whose account it opens.
    pub name: &'a str,
    /// The second factor, as programs read it (`otpauth://…`).
    pub uri: &'a str,
    /// The same secret, as a person types it.
    pub secret: &'a str,
    /// Why the last try failed.
    pub problem: Option<&'a str>,
    /// The token against forged forms.
    pub form_token: &'a str,
}

/// One session of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Since when.
    pub begun: Timestamp,
    /// When it was last used.
    pub seen: Timestamp,
    /// Whether it is the one that asks.
    pub here: bool,
}

/// One key of an account for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// What revokes it.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// Since when.
    pub created: Timestamp,
    /// Until when.
    pub ends: Option<Timestamp>,
}

/// What the page of an account shows. Forms go to `account/password` (`current`, `password`, `again`),
/// `account/sign-out-everywhere`, `account/key` (`name`, `ends`) and `account/key/revoke` (`key`), each with `form-token`.
#[derive(Debug, Clone, Copy, Default)]
pub struct AccountPage<'a> {
    /// The account.
    pub account: &'a str,
    /// The name shown.
    pub name: &'a str,
    /// The actor for whom it records.
    pub actor: Option<&'a str>,
    /// Its sessions.
    pub sessions: &'a [SessionRow],
    /// Its keys.
    pub keys: &'a [KeyRow],
    /// A key that was made just now and is shown this once.
    pub new_key: Option<&'a str>,
    /// How many recovery codes are left.
    pub codes: usize,
    /// Why the last try failed.
    pub problem: Option<&'a str>,
    /// What was done: the key of a sentence, `done-…`.
    pub done: Option<&'a str>,
    /// The token against forged forms.
    pub form_token: &'a str,
}

/// The sentence of a problem; one that nobody wrote a sentence for is still said.
fn sentence(say: Say, key: &str) -> String {
    say.maybe(key).unwrap_or_else(|| say.plain("problem-other"))
}

fn problems(say: Say, problem: Option<&str>, field: &str) -> Markup {
    let faults: Vec<_> = problem.map(|key| (Some(id_of(field)), html! { (sentence(say, key)) })).into_iter().collect();
    summary(say, &faults)
}

fn asking<'a>(name: &'a str, label: &'a str, autocomplete: &'a str) -> Control<'a> {
    Control { name, label, required: true, autocomplete: Some(autocomplete), ..Control::default() }
}

/// The page for signing in.
pub fn sign_in_page(house: &House, language: Language, it: &SignInPage<'_>) -> String {
    let say = Say(language);
    let title = say.plain("sign-in-title");
    let (account, password, code) = (say.plain("field-account"), say.plain("field-password"), say.plain("field-code"));
    let help = say.plain("help-code");
    let code = Control { help: Some(&help), ..asking("code", &code, "one-time-code") };
    let body = html! {
        h1 { (title) }
        (problems(say, it.problem, "account"))
        p class="lead" { (say.plain("sign-in-lead")) }
        form class="sheet" method="post" action=(href(language, "sign-in")) {
            (hidden("form-token", it.form_token)) (hidden("next", it.next))
            (asking("account", &account, "username").input(say, "text", it.account))
            (asking("password", &password, "current-password").input(say, "password", ""))
            (code.input(say, "text", ""))
            button type="submit" { (say.plain("sign-in-button")) }
        }
        p class="small" { (say.plain("sign-in-help")) }
    };
    plain(house, language, "sign-in", &title, &body)
}

/// The page of a first sign-in.
pub fn token_page(house: &House, language: Language, it: &TokenPage<'_>) -> String {
    let say = Say(language);
    let title = say.plain("token-title");
    let path = format!("token/{}", encoded(it.token));
    let (password, again, code) =
        (say.plain("field-new-password"), say.plain("field-again"), say.plain("field-first-code"));
    let help = say.plain("help-password");
    let password = Control { help: Some(&help), ..asking("password", &password, "new-password") };
    let secret = html! { code { (it.secret) } };
    let uri = html! { a href=(it.uri) { code { (it.uri) } } };
    let body = html! {
        h1 { (title) }
        (problems(say, it.problem, "password"))
        p class="lead" { (say.with("token-lead", &[("name", it.name)])) }
        form class="sheet" method="post" action=(href(language, &path)) {
            (hidden("form-token", it.form_token))
            (password.input(say, "password", ""))
            (asking("again", &again, "new-password").input(say, "password", ""))
            h2 { (say.plain("token-factor")) }
            p { (say.plain("token-factor-text")) }
            (facts(&[(say.plain("token-secret"), secret), (say.plain("token-uri"), uri)]))
            (asking("code", &code, "one-time-code").input(say, "code", ""))
            button type="submit" { (say.plain("token-button")) }
        }
    };
    plain(house, language, &path, &title, &body)
}

/// The codes for the day on which the second factor is lost, shown once.
pub fn codes_page(house: &House, language: Language, codes: &[String]) -> String {
    let say = Say(language);
    let title = say.plain("codes-title");
    let body = html! {
        h1 { (title) }
        p class="lead" { (say.plain("codes-lead")) }
        ol { @for it in codes { li { (code(it)) } } }
        p { a href=(href(language, "")) { (say.plain("codes-on")) } }
    };
    plain(house, language, "account", &title, &body)
}

/// The page of an account.
pub fn account_page(house: &House, language: Language, it: &AccountPage<'_>) -> String {
    let say = Say(language);
    let title = say.plain("account-title");
    let who = [
        (say.plain("field-account"), text(it.account)),
        (say.plain("account-name"), text(it.name)),
        (say.plain("account-actor"), it.actor.map_or_else(|| text(say.plain("account-no-actor")), code)),
        (say.plain("account-codes"), text(it.codes.to_string())),
    ];
    let body = html! {
        p class="crumb" { a href=(href(language, "")) { (say.plain("nav-waiting")) } }
        h1 { (title) }
        @if let Some(done) = it.done { p class="done" role="status" { (sentence(say, done)) } }
        (problems(say, it.problem, "current"))
        (facts(&who))
        (password_form(say, it))
        (sessions(say, it))
        (keys(say, it))
    };
    plain(house, language, "account", &title, &body)
}

fn password_form(say: Say, it: &AccountPage<'_>) -> Markup {
    let labels = ["field-current-password", "field-new-password", "field-again"].map(|key| say.plain(key));
    let [current, password, again] = &labels;
    let help = say.plain("help-password");
    html! {
        section aria-labelledby="account-password" {
            h2 id="account-password" { (say.plain("account-password")) }
            form class="sheet" method="post" action=(href(say.0, "account/password")) {
                (hidden("form-token", it.form_token))
                (asking("current", current, "current-password").input(say, "password", ""))
                (Control { help: Some(&help), ..asking("password", password, "new-password") }.input(say, "password", ""))
                (asking("again", again, "new-password").input(say, "password", ""))
                button type="submit" { (say.plain("account-password-button")) }
            }
        }
    }
}

fn sessions(say: Say, it: &AccountPage<'_>) -> Markup {
    let mut grid = Grid::new(say.plain("account-sessions"))
        .column(Column::Text, say.plain("session-begun"))
        .column(Column::Text, say.plain("session-seen"))
        .column(Column::Text, say.plain("session-here"));
    for row in it.sessions {
        let here = if row.here { say.plain("word-yes") } else { String::new() };
        grid.row(vec![text(moment(row.begun)), text(moment(row.seen)), text(here)]);
    }
    html! {
        section aria-labelledby="account-sessions" {
            h2 id="account-sessions" { (say.plain("account-sessions")) }
            (grid.markup())
            form method="post" action=(href(say.0, "account/sign-out-everywhere")) {
                (hidden("form-token", it.form_token))
                button type="submit" { (say.plain("account-everywhere")) }
            }
        }
    }
}

fn keys(say: Say, it: &AccountPage<'_>) -> Markup {
    let (name, ends) = (say.plain("key-name"), say.plain("key-ends"));
    let mut grid = Grid::new(say.plain("account-keys"))
        .column(Column::Text, name.clone())
        .column(Column::Text, say.plain("key-created"))
        .column(Column::Text, ends.clone())
        .column(Column::Text, say.plain("key-revoke"));
    for row in it.keys {
        let button = html! {
            form method="post" action=(href(say.0, "account/key/revoke")) {
                (hidden("form-token", it.form_token)) (hidden("key", &row.id))
                button type="submit" { (say.with("key-revoke-button", &[("name", &row.name)])) }
            }
        };
        grid.row(vec![
            text(&row.name),
            text(moment(row.created)),
            text(row.ends.map(moment).unwrap_or_default()),
            button,
        ]);
    }
    html! {
        section aria-labelledby="account-keys" {
            h2 id="account-keys" { (say.plain("account-keys")) }
            @if let Some(new) = it.new_key { p class="caution" role="status" { (say.plain("key-new")) " " (code(new)) } }
            @if !it.keys.is_empty() { (grid.markup()) }
            form class="sheet" method="post" action=(href(say.0, "account/key")) {
                (hidden("form-token", it.form_token))
                (Control { name: "name", label: &name, required: true, ..Control::default() }.input(say, "text", ""))
                (Control { name: "ends", label: &ends, ..Control::default() }.input(say, "date", ""))
                button type="submit" { (say.plain("key-make")) }
            }
        }
    }
}

/// A moment to the second, in UTC, as the log writes it.
fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}
