//! `[desk]` of `probity.toml`: where the desk keeps its own things, how people reach it, who else may say who they are, and
//! how large a file may be. An address that is not right is refused here, because passkeys and single sign-on would only
//! fail later and say less.

use serde::Deserialize;
use std::path::{Component, Path, PathBuf};

/// Where the desk keeps accounts, sessions and its index of the log, and how people reach it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// The address of a PostgreSQL database, `postgres://user@host/name`; without one a file of the observatory is used.
    #[serde(default)]
    pub database: Option<String>,
    /// The file in the observatory with the certificates that the database's own is checked against; without one those
    /// are that this machine trusts.
    #[serde(default)]
    pub database_authority: Option<PathBuf>,
    /// How large a file of evidence may be, in megabytes; see [`Desk::largest`] for what holds otherwise.
    #[serde(default)]
    pub evidence_max_mb: Option<u32>,
    /// The address people reach the desk at, such as `https://desk.example.org`; without it there are no passkeys.
    #[serde(default)]
    pub origin: Option<String>,
    /// Who else may say who somebody is.
    #[serde(default)]
    pub oidc: Option<Oidc>,
}

/// The issuer of a single sign-on (OpenID Connect).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Oidc {
    /// Its address, as its tokens write it.
    pub issuer: String,
    /// What it calls this desk.
    pub client_id: String,
    /// The file in the observatory that holds the secret shared with it; the environment can hold it instead.
    #[serde(default)]
    pub client_secret_file: Option<PathBuf>,
    /// What it is called on the page for signing in.
    pub name: String,
}

/// Whether an address is `https://host` or `https://host:port`; this machine needs no TLS. With `path`, more may follow.
fn is_address(address: &str, path: bool) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    let (place, more) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (host, port) = place.split_once(':').unwrap_or((place, "443"));
    let near = matches!(host, "localhost" | "127.0.0.1");
    let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
    let is_host = !host.is_empty() && host.bytes().all(letters);
    let is_safe = scheme == "https" || (scheme == "http" && near);
    is_safe && is_host && port.parse::<u16>().is_ok() && (more.is_empty() || path)
}

fn is_inside(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// Megabytes a file of evidence may have where the observatory says nothing.
const EVIDENCE_MB: u32 = 50;

impl Desk {
    /// How many bytes a file of evidence may have.
    pub fn largest(&self) -> u64 {
        u64::from(self.evidence_max_mb.unwrap_or(EVIDENCE_MB)) * 1_000_000
    }

    /// What is wrong with it.
    pub(super) fn problem(&self) -> Option<String> {
        if let Some(origin) = self.origin.as_deref().filter(|origin| !is_address(origin, false)) {
            let hint = "write it as browsers show it, without a path: `https://desk.example.org`";
            return Some(format!(
                "`desk.origin` is `{origin}`, which is no address people can sign in at\nhint: {hint}"
            ));
        }
        if let Some(file) = self.database_authority.as_ref().filter(|file| !is_inside(file)) {
            let hint = "put the certificates beside the other keys, such as `keys/database.pem`";
            let path = file.display();
            return Some(format!("`desk.database_authority` is `{path}`, no path in the observatory\nhint: {hint}"));
        }
        let oidc = self.oidc.as_ref()?;
        if self.origin.is_none() {
            let hint = "add `origin = \"https://desk.example.org\"` to `[desk]`; the issuer sends people back there";
            return Some(format!("`[desk.oidc]` needs `desk.origin`\nhint: {hint}"));
        }
        if !is_address(&oidc.issuer, true) {
            let hint = "write it exactly as the issuer's tokens do, with https";
            return Some(format!(
                "`desk.oidc.issuer` is `{}`, which is no address of an issuer\nhint: {hint}",
                oidc.issuer
            ));
        }
        oidc.client_secret_file.as_ref().filter(|path| !is_inside(path)).map(|_| {
            "`desk.oidc.client_secret_file` is no path in the observatory\nhint: put it beside the other secrets, such as \
             `keys/oidc.secret`"
                .to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(table: &str) -> Option<String> {
        toml::from_str::<Desk>(table).expect("parses").problem()
    }

    #[test]
    fn an_address_people_cannot_sign_in_at_is_refused_with_what_to_write() {
        for good in ["https://desk.example.org", "https://desk.example.org:8443", "http://localhost:8080"] {
            assert_eq!(problem(&format!("origin = '{good}'")), None, "{good}");
        }
        let bad = [
            "http://desk.example.org",
            "https://desk.example.org/",
            "https://",
            "desk.example.org",
            "https://Desk.org",
        ];
        for bad in bad {
            let said = problem(&format!("origin = '{bad}'")).expect("is refused");
            assert!(said.contains(bad) && said.contains("hint: "), "{said}");
        }
    }

    #[test]
    fn a_single_sign_on_needs_an_address_to_send_people_back_to_and_a_secret_that_stays_inside() {
        let oidc = |issuer: &str, file: &str| {
            format!("[oidc]\nissuer = '{issuer}'\nclient_id = 'p'\nname = 'N'\nclient_secret_file = '{file}'\n")
        };
        let at = "origin = 'https://desk.example.org'\n";
        let fine = oidc("https://sso.example.org/realms/staff", "keys/oidc.secret");
        assert_eq!(problem(&format!("{at}{fine}")), None);
        assert!(problem(&fine).expect("is refused").contains("needs `desk.origin`"));
        let plain = format!("{at}{}", oidc("http://sso.example.org", "keys/oidc.secret"));
        assert!(problem(&plain).expect("is refused").contains("desk.oidc.issuer"));
        let outside = format!("{at}{}", oidc("https://sso.example.org", "../oidc.secret"));
        assert!(problem(&outside).expect("is refused").contains("client_secret_file"));
        assert_eq!(problem("database_authority = 'keys/database.pem'"), None);
        assert!(problem("database_authority = '/etc/ca.pem'").expect("is refused").contains("keys/database.pem"));
    }
}
