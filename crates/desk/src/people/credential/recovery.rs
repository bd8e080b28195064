//! Codes on paper for who has lost the device: each is good once, and all are replaced together.

use crate::people::secret::Secret;
use crate::people::settings::Recovery;
use crate::people::{Denied, Randomness};
use probity_core::Digest;
use probity_store::sql::Tx;

/// A code without the blanks and hyphens people put in.
fn digest(code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    Digest::of(format!("recovery:{}", plain.to_ascii_lowercase()).as_bytes()).to_string()
}

/// New codes for an account, in groups of five digits; the old ones are good for nothing.
pub(crate) fn replace(
    tx: &mut Tx<'_>,
    account: &str,
    settings: &Recovery,
    random: &mut dyn Randomness,
) -> Result<Vec<String>, Denied> {
    tx.execute("DELETE FROM recovery WHERE account = $1", &[account.into()])?;
    let mut codes = Vec::with_capacity(settings.codes);
    for _ in 0..settings.codes {
        let drawn = Secret::draw("", settings.random_bytes, random)?;
        let groups: Vec<String> =
            drawn.reveal().as_bytes().chunks(5).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        let code = groups.join("-");
        let values = [digest(&code).into(), account.into()];
        tx.execute("INSERT INTO recovery (hash, account) VALUES ($1, $2)", &values)?;
        codes.push(code);
    }
    Ok(codes)
}

/// Uses a code up, if it is one of the account.
pub(crate) fn take(tx: &mut Tx<'_>, account: &str, code: &str) -> Result<bool, Denied> {
    let values = [digest(code).into(), account.into()];
    Ok(tx.execute("DELETE FROM recovery WHERE hash = $1 AND account = $2", &values)? == 1)
}
