//! The page of an account: the password, the passkeys, the identities of a single sign-on, the sessions, the keys of programs.

use super::control::{Control, hidden};
use super::door::{asking, problems, sentence};
use super::frame::{Content, href, page};
use super::passkey;
use crate::exchange::{Answered, Asked};
use crate::people::{Identity, Passkey};
use crate::person::Person;
use crate::say::Say;
use jiff::Timestamp;
use maud::{Markup, html};
use probity_publication::page::layout::House;
use probity_publication::page::table::{Column, Grid, code, facts, text};

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
/// `account/sign-out-everywhere`, `account/key` (`name`, `ends`), `account/key/revoke` (`key`), `account/passkey` (`name`,
/// `credential`), `account/passkey/remove` (`passkey`) and `account/unlink` (`identity`), each with `form-token`.
#[derive(Debug, Clone, Copy, Default)]
pub struct AccountPage<'a> {
    /// Its sessions.
    pub sessions: &'a [SessionRow],
    /// Its keys.
    pub keys: &'a [KeyRow],
    /// A key that was made just now and is shown this once.
    pub new_key: Option<&'a str>,
    /// Its passkeys; `None` where none are offered.
    pub passkeys: Option<&'a [Passkey]>,
    /// What the issuer of a single sign-on is called, where there is one.
    pub sign_on: Option<&'a str>,
    /// The identities that open the account.
    pub identities: &'a [Identity],
    /// How many recovery codes are left.
    pub codes: usize,
    /// Why the last try failed.
    pub problem: Option<&'a str>,
    /// What was done: the key of a sentence, `done-…`.
    pub done: Option<&'a str>,
    /// The token against forged forms.
    pub form_token: &'a str,
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
        (passkeys(say, it))
        @if let Some(name) = it.sign_on { (identities(say, it, name)) }
        (sessions(say, it))
        (keys(say, it))
    };
    let answered = page(house, asked, person, it.form_token, &Content { status, title: &title, body });
    if it.passkeys.is_some() { answered.with_script() } else { answered }
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

fn passkeys(say: Say, it: &AccountPage<'_>) -> Markup {
    let mut grid = Grid::new(say.plain("account-passkeys"))
        .column(Column::Text, say.plain("passkey-name"))
        .column(Column::Text, say.plain("key-created"))
        .column(Column::Text, say.plain("session-seen"))
        .column(Column::Text, say.plain("passkey-remove"));
    for row in it.passkeys.unwrap_or_default() {
        let button = html! {
            form method="post" action=(href(say.0, "account/passkey/remove")) {
                (hidden("form-token", it.form_token)) (hidden("passkey", &row.id))
                button type="submit" { (say.with("passkey-remove-button", &[("name", &row.name)])) }
            }
        };
        grid.row(vec![
            text(&row.name),
            text(moment(row.created)),
            text(row.used.map(moment).unwrap_or_default()),
            button,
        ]);
    }
    html! {
        section aria-labelledby="account-passkeys" {
            h2 id="account-passkeys" { (say.plain("account-passkeys")) }
            @match it.passkeys {
                None => p { (say.plain("passkey-none-offered")) },
                Some(all) => {
                    p { (say.plain("passkey-lead")) }
                    @if !all.is_empty() { (grid.markup()) }
                    (passkey::to_add(say, it.form_token))
                }
            }
        }
    }
}

fn identities(say: Say, it: &AccountPage<'_>, name: &str) -> Markup {
    let mut grid = Grid::new(say.plain("account-identities"))
        .column(Column::Text, say.plain("identity-subject"))
        .column(Column::Text, say.plain("identity-issuer"))
        .column(Column::Text, say.plain("key-created"))
        .column(Column::Text, say.plain("identity-unlink"));
    for row in it.identities {
        let button = html! {
            form method="post" action=(href(say.0, "account/unlink")) {
                (hidden("form-token", it.form_token)) (hidden("identity", &row.id))
                button type="submit" { (say.with("identity-unlink-button", &[("name", &row.subject)])) }
            }
        };
        grid.row(vec![code(&row.subject), code(&row.issuer), text(moment(row.created)), button]);
    }
    html! {
        section aria-labelledby="account-identities" {
            h2 id="account-identities" { (say.plain("account-identities")) }
            p { (say.with("identity-lead", &[("name", name)])) }
            @if !it.identities.is_empty() { (grid.markup()) }
            p { a href=(href(say.0, "account/sign-on")) rel="nofollow" { (say.with("identity-link", &[("name", name)])) } }
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
