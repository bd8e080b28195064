//! The pages before the work: signing in, the first sign-in with a token, the codes shown once, and the account. They are
//! functions from plain values to HTML; what a password or a code is worth is decided elsewhere.

use super::control::{Control, hidden, id_of, summary};
use super::frame::{Content, href, page, plain};
use crate::exchange::{Answered, Asked};
use crate::person::Person;
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

/// What the page of a first sign-in shows. It sends `password`, `again`, `code` and `form-token` to `set-up`.
#[derive(Debug, Clone, Copy, Default)]
pub struct SetUpPage<'a> {
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
        p class="small" { (say.plain("sign-in-help")) " " a href=(href(language, "token")) { (say.plain("sign-in-token")) } }
    };
    plain(house, language, "sign-in", &title, &body)
}

/// The page that asks for a first sign-in token. It sends `token` to `token`.
pub fn token_page(house: &House, language: Language, problem: Option<&str>) -> String {
    let say = Say(language);
    let title = say.plain("token-title");
    let label = say.plain("field-token");
    let body = html! {
        h1 { (title) }
        (problems(say, problem, "token"))
        p class="lead" { (say.plain("token-ask")) }
        form class="sheet" method="post" action=(href(language, "token")) {
            (asking("token", &label, "off").input(say, "text", ""))
            button type="submit" { (say.plain("token-ask-button")) }
        }
        p class="small" { a href=(href(language, "sign-in")) { (say.plain("sign-in-title")) } }
    };
    plain(house, language, "token", &title, &body)
}

/// A page without anything to do: `what` was not possible, and why, in the words of the program.
pub fn closed_page(house: &House, language: Language, what: &str, why: &str) -> String {
    let say = Say(language);
    let title = say.plain(&format!("{what}-title"));
    let body = html! {
        h1 { (title) }
        p { (say.plain(&format!("{what}-text"))) }
        @if !why.is_empty() { p class="small" lang="en" { (why) } }
        p { a href=(href(language, "")) { (say.plain("nav-waiting")) } }
    };
    plain(house, language, "", &title, &body)
}

/// The page on which a password and a second factor are set up.
pub fn set_up_page(house: &House, language: Language, it: &SetUpPage<'_>) -> String {
    let say = Say(language);
    let title = say.plain("token-title");
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
        form class="sheet" method="post" action=(href(language, "set-up")) {
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
    plain(house, language, "set-up", &title, &body)
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
pub fn account_page(house: &House, asked: &Asked, person: &Person, it: &AccountPage<'_>, status: u16) -> Answered {
    let say = Say(asked.language);
    let title = say.plain("account-title");
    let who = [
        (say.plain("field-account"), text(&person.account)),
        (say.plain("account-name"), text(&person.name)),
        (say.plain("account-actor"), person.actor.as_deref().map_or_else(|| text(say.plain("account-no-actor")), code)),
        (say.plain("account-codes"), text(it.codes.to_string())),
    ];
    let body = html! {
        @if let Some(done) = it.done { p class="done" role="status" { (sentence(say, done)) } }
        (problems(say, it.problem, "current"))
        (facts(&who))
        (password_form(say, it))
        (sessions(say, it))
        (keys(say, it))
    };
    page(house, asked, person, it.form_token, &Content { status, title: &title, body })
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
