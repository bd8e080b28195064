//! The pages before the work: signing in, the first sign-in with a token, the codes shown once. They are functions from
//! plain values to HTML; what a password, a passkey or a code is worth is decided elsewhere.

use super::control::{Control, hidden, id_of, summary};
use super::frame::{href, plain};
use super::{passkey, picture};
use crate::say::Say;
use maud::{Markup, html};
use probity_core::Language;
use probity_publication::page::layout::House;
use probity_publication::page::table::{code, facts};
use probity_publication::route::query;

/// What the page for signing in shows. It sends `account`, `password`, `code`, `next` and `form-token` to `sign-in`.
#[derive(Debug, Clone, Copy, Default)]
pub struct SignInPage<'a> {
    /// Why the last try failed: the key of a sentence, `problem-…`.
    pub problem: Option<&'a str>,
    /// The account that was typed.
    pub account: &'a str,
    /// The path below the desk to go to afterwards.
    pub next: &'a str,
    /// Whether a passkey can be used.
    pub passkeys: bool,
    /// What the issuer of a single sign-on is called, where there is one.
    pub sign_on: Option<&'a str>,
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

/// The sentence of a problem; one that nobody wrote a sentence for is still said.
pub(super) fn sentence(say: Say, key: &str) -> String {
    say.maybe(key).unwrap_or_else(|| say.plain("problem-other"))
}

pub(super) fn problems(say: Say, problem: Option<&str>, field: &str) -> Markup {
    let faults: Vec<_> = problem.map(|key| (Some(id_of(field)), html! { (sentence(say, key)) })).into_iter().collect();
    summary(say, &faults)
}

pub(super) fn asking<'a>(name: &'a str, label: &'a str, autocomplete: &'a str) -> Control<'a> {
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
        @if it.passkeys { (passkey::to_sign_in(say, it.next)) }
        @if let Some(name) = it.sign_on { (sign_on(say, name, it.next)) }
        p class="small" { (say.plain("sign-in-help")) " " a href=(href(language, "token")) { (say.plain("sign-in-token")) } }
    };
    plain(house, language, "sign-in", &title, &body)
}

/// The way to the issuer of a single sign-on: a link, because what a form may send people to is only this site.
fn sign_on(say: Say, name: &str, next: &str) -> Markup {
    let next = if next.is_empty() { String::new() } else { query(&[("next", next)]) };
    html! {
        section aria-labelledby="sign-in-other" {
            h2 id="sign-in-other" { (say.plain("sign-on-title")) }
            p { a href=(href(say.0, &format!("sign-on/go{next}"))) rel="nofollow" { (say.with("sign-on-go", &[("name", name)])) } }
        }
    }
}

/// The page to which an issuer sends people back. It sends `state`, `code`, `iss` to `sign-on/finish`: only a form of this site
/// brings the cookie along.
pub fn arrived_page(house: &House, language: Language, name: &str, fields: &[(&str, &str)]) -> String {
    let say = Say(language);
    let title = say.plain("sign-on-arrived");
    let body = html! {
        h1 { (title) }
        p class="lead" { (say.with("sign-on-arrived-text", &[("name", name)])) }
        form class="sheet" method="post" action=(href(language, "sign-on/finish")) {
            @for (name, value) in fields { (hidden(name, value)) }
            button type="submit" { (say.plain("sign-on-finish")) }
        }
        p class="small" { a href=(href(language, "sign-in")) { (say.plain("sign-in-title")) } }
    };
    plain(house, language, "sign-in", &title, &body)
}

/// The page that asks for a code after a passkey whose device did not know its owner. It sends `code` and `next` to
/// `sign-in/code`.
pub fn code_page(house: &House, language: Language, problem: Option<&str>, next: &str) -> String {
    let say = Say(language);
    let title = say.plain("passkey-code-title");
    let (label, help) = (say.plain("field-code"), say.plain("help-code"));
    let body = html! {
        h1 { (title) }
        (problems(say, problem, "code"))
        p class="lead" { (say.plain("passkey-code-lead")) }
        form class="sheet" method="post" action=(href(language, "sign-in/code")) {
            (hidden("next", next))
            (Control { help: Some(&help), ..asking("code", &label, "one-time-code") }.input(say, "text", ""))
            button type="submit" { (say.plain("sign-in-button")) }
        }
        p class="small" { a href=(href(language, "sign-in")) { (say.plain("sign-in-title")) } }
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
            (picture::of(it.uri, &say.plain("token-picture")))
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
