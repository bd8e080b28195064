//! Six digits that a device computes from a shared secret and the time (RFC 6238). A code is taken once: the step it belongs
//! to is remembered, and no earlier one is taken after it.

use crate::Trouble;
use crate::people::settings::Code;
use crate::people::{Denied, Randomness};
use jiff::Timestamp;
use totp_rs::{Builder, Secret, Totp};

/// What a device needs to know.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// To be read from a picture or followed as a link.
    pub uri: String,
    /// To be typed.
    pub secret: String,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment(…)")
    }
}

fn broken(error: &dyn std::fmt::Display) -> Trouble {
    Trouble(format!("a second factor cannot be read: {error}"))
}

fn totp(secret: Secret, login: &str, settings: &Code) -> Result<Totp, Trouble> {
    // An address separates issuer and name by a colon.
    let login = login.replace(':', "");
    let builder = Builder::new().with_digits(settings.digits).with_step_duration(settings.step_seconds);
    let builder = builder.with_skew(settings.steps_either_side).with_secret(secret);
    builder.with_account_name(login).with_issuer(Some(settings.issuer.as_str())).build().map_err(|error| broken(&error))
}

/// A new secret.
pub(crate) fn draw(login: &str, settings: &Code, random: &mut dyn Randomness) -> Result<Enrolment, Trouble> {
    let mut bytes = vec![0u8; settings.secret_bytes];
    random.fill(&mut bytes)?;
    let secret = Secret::from(bytes);
    let text = secret.to_base32();
    let uri = totp(secret, login, settings)?.to_url().map_err(|error| broken(&error))?;
    Ok(Enrolment { uri, secret: text })
}

/// A secret that was drawn before, to be shown again.
pub(crate) fn again(text: &str, login: &str, settings: &Code) -> Result<Enrolment, Trouble> {
    let secret = Secret::try_from_base32(text).map_err(|error| broken(&error))?;
    let uri = totp(secret, login, settings)?.to_url().map_err(|error| broken(&error))?;
    Ok(Enrolment { uri, secret: text.to_owned() })
}

/// The step a code belongs to, when it is one of now or of the step before or after. Without a secret the same work is
/// done and the answer is none.
pub(crate) fn step(kept: Option<&str>, code: &str, now: Timestamp, settings: &Code) -> Result<Option<i64>, Trouble> {
    let secret = match kept {
        Some(text) => Secret::try_from_base32(text).map_err(|error| broken(&error))?,
        None => Secret::from(vec![0u8; settings.secret_bytes]),
    };
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    let seconds = u64::try_from(now.as_second()).unwrap_or_default();
    let found = totp(secret, "nobody", settings)?.check(&digits, seconds);
    Ok(found.filter(|_| kept.is_some()).and_then(|step| i64::try_from(step).ok()))
}

/// The same for somebody who sets up a device, in the words for them.
pub(crate) fn first_step(kept: &str, code: &str, now: Timestamp, settings: &Code) -> Result<i64, Denied> {
    step(Some(kept), code, now, settings)?.ok_or(Denied::Code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::settings::Settings;

    /// The secret of RFC 6238, appendix B: `12345678901234567890`.
    const RFC: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn at(code: &str, seconds: i64) -> Option<i64> {
        let settings = Settings::shipped().unwrap().code;
        step(Some(RFC), code, Timestamp::from_second(seconds).unwrap(), &settings).unwrap()
    }

    #[test]
    fn the_vectors_of_rfc_6238_are_met_in_their_last_six_digits() {
        let vectors = [(59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924")];
        for (seconds, code) in vectors.into_iter().chain([(2_000_000_000, "279037"), (20_000_000_000, "353130")]) {
            assert_eq!(at(code, seconds), Some(seconds / 30), "{code}");
        }
    }

    #[test]
    fn a_code_is_taken_one_step_early_or_late_and_no_more() {
        for (seconds, taken) in [(1, false), (29, false), (30, true), (59, true), (89, true), (90, true), (119, true)] {
            // The code of step 2 (60 to 89 seconds).
            let code = {
                let settings = Settings::shipped().unwrap().code;
                let secret = Secret::try_from_base32(RFC).unwrap();
                totp(secret, "n", &settings).unwrap().generate(60).to_string()
            };
            assert_eq!(at(&code, seconds).is_some(), taken, "{seconds}");
            assert_eq!(at(&format!(" {} {} ", &code[..3], &code[3..]), seconds).is_some(), taken, "blanks");
        }
        assert_eq!(at("28708", 59), None);
        assert_eq!(at("", 59), None);
        assert_eq!(at("２８７０８２", 59), None, "digits of another script");
        let settings = Settings::shipped().unwrap().code;
        assert_eq!(step(None, "287082", Timestamp::from_second(59).unwrap(), &settings), Ok(None));
    }
}
