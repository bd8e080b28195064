//! Failures make the next attempt wait, twice as long each time up to a quarter of an hour, and never for good. A name that
//! is nobody's waits like one that is somebody's, so waiting tells nothing.

use super::access::{self, AccessKind};
use super::settings::{Waiting, after, instant, text};
use super::{Denied, People};
use jiff::Timestamp;
use probity_core::Digest;
use probity_store::sql::{Tx, Value};

/// What a name is called in the table: what people type into the field of the name may be their password.
fn digest(login: &str) -> Value {
    Digest::of(format!("name:{login}").as_bytes()).to_string().into()
}

/// How long to wait after so many failures, in seconds.
fn seconds(failures: u32, settings: &Waiting) -> u64 {
    let Some(doublings) = failures.checked_sub(settings.free.saturating_add(1)) else { return 0 };
    let doubled = u64::from(settings.first_seconds).saturating_mul(1u64.checked_shl(doublings).unwrap_or(u64::MAX));
    doubled.min(settings.longest_seconds.into())
}

impl People {
    /// Counts an attempt as failed before it is looked at, so that attempts made at once wait for each other too.
    /// [`forget`] takes it back when it succeeds.
    pub(crate) fn reserve(&self, login: &str, now: Timestamp) -> Result<(), Denied> {
        let settings = &self.settings.waiting;
        let name = digest(login);
        self.database.transaction(|tx| {
            let hours = u64::from(settings.forgotten_after_hours);
            let long_ago = Timestamp::from_second(now.as_second().saturating_sub_unsigned(hours * 3600)).unwrap_or(now);
            tx.execute("DELETE FROM attempts WHERE last < $1", &[text(long_ago).into()])?;
            let found =
                tx.query("SELECT failures, until, told FROM attempts WHERE name = $1", std::slice::from_ref(&name))?;
            let mut failures = 0;
            if let Some(row) = found.first() {
                failures = u32::try_from(row.integer(0)?).unwrap_or(u32::MAX);
                let until = instant(row.text(1)?)?;
                if now < until {
                    return waited(tx, &name, login, row.integer(2)? == 0, until, now).map(Err);
                }
            }
            failures = failures.saturating_add(1);
            let until = after(now, seconds(failures, settings));
            let values = [name.clone(), i64::from(failures).into(), text(now).into(), text(until).into()];
            let sql = "INSERT INTO attempts (name, failures, last, until, told) VALUES ($1, $2, $3, $4, 0) \
                       ON CONFLICT (name) DO UPDATE SET failures = excluded.failures, last = excluded.last, \
                       until = excluded.until, told = 0";
            tx.execute(sql, &values)?;
            Ok::<_, Denied>(Ok(()))
        })?
    }
}

/// Notes the first attempt that was made too early; the others would only fill the table.
fn waited(
    tx: &mut Tx<'_>,
    name: &Value,
    login: &str,
    first: bool,
    until: Timestamp,
    now: Timestamp,
) -> Result<Denied, Denied> {
    if first {
        let rows = tx.query("SELECT id FROM accounts WHERE login = $1", &[login.into()])?;
        let account = rows.first().map(|row| row.text(0)).transpose()?;
        access::note(tx, account, AccessKind::Waited, None, now)?;
        tx.execute("UPDATE attempts SET told = 1 WHERE name = $1", std::slice::from_ref(name))?;
    }
    Ok(Denied::Wait { until })
}

/// After success nothing waits.
pub(crate) fn forget(tx: &mut Tx<'_>, login: &str) -> Result<(), Denied> {
    tx.execute("DELETE FROM attempts WHERE name = $1", &[digest(login)])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::settings::Settings;

    #[test]
    fn waiting_doubles_after_the_free_attempts_and_ends_at_a_quarter_of_an_hour() {
        let settings = Settings::shipped().unwrap().waiting;
        let waits: Vec<u64> = (1..=14).map(|failures| seconds(failures, &settings)).collect();
        assert_eq!(waits, [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
        assert_eq!(seconds(u32::MAX, &settings), 900);
    }
}
