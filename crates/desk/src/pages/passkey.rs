//! The forms for passkeys, and the one script of the desk. A form carries what the browser signed as a field, so that its
//! answer is a page like any other; until the script has shown that this browser can, the form is not there.

use super::control::{Control, hidden};
use super::frame::href;
use crate::say::Say;
use maud::{Markup, html};

/// Where the script is.
pub(crate) const ADDRESS: &str = "/desk/passkey.js";

/// The script: our own, small enough to read, served from the program.
pub(crate) const SCRIPT: &str = include_str!("../../data/passkey.js");

/// A form that waits for the script; `kind` is the method of `navigator.credentials` it needs.
fn waiting(say: Say, kind: &str, (options, action): (&str, &str), inside: &Markup) -> Markup {
    html! {
        form class="sheet" method="post" action=(href(say.0, action)) data-passkey=(kind) data-options=(href(say.0, options)) hidden {
            (inside)
            (hidden("credential", ""))
            p class="fault" role="alert" hidden { (say.plain("passkey-stopped")) }
        }
        script src=(ADDRESS) defer {}
    }
}

/// Signing in with a passkey.
pub(super) fn to_sign_in(say: Say, next: &str) -> Markup {
    let inside = html! {
        h2 { (say.plain("passkey-in-title")) }
        (hidden("next", next))
        button type="submit" { (say.plain("passkey-in")) }
    };
    waiting(say, "get", ("sign-in/passkey/options", "sign-in/passkey"), &inside)
}

/// Making one.
pub(super) fn to_add(say: Say, form_token: &str) -> Markup {
    let (label, help) = (say.plain("passkey-name"), say.plain("passkey-name-help"));
    // Not `name`, which the form for keys of programs on the same page has.
    let name = Control { name: "passkey-name", label: &label, help: Some(&help), required: true, ..Control::default() };
    let inside = html! {
        (hidden("form-token", form_token))
        (name.input(say, "text", ""))
        button type="submit" { (say.plain("passkey-add")) }
    };
    html! {
        (waiting(say, "create", ("account/passkey/options", "account/passkey"), &inside))
        noscript { p { (say.plain("passkey-script")) } }
    }
}
