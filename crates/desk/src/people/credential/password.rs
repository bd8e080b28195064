//! Passwords: argon2id (RFC 9106) in PHC strings, so that the parameters travel with the hash and can change. What a
//! password must look like is nothing but long and not on everybody's list (NIST SP 800-63B).

use crate::Trouble;
use crate::people::account::folded;
use crate::people::settings::Password;
use crate::people::{Denied, Randomness};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;

/// What everybody tries first, in small letters, one a line.
static COMMON: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| include_str!("../../../data/common-passwords.txt").lines().collect());

/// RFC 9106 recommends 128 bits of salt.
const SALT_BYTES: usize = 16;

/// Whether a password may be chosen by the owner of the account `login`.
pub(crate) fn acceptable(password: &str, login: &str, settings: &Password) -> Result<(), Denied> {
    let length = normal(password).chars().count();
    let (least, most) = (settings.shortest_characters, settings.longest_characters);
    if length < least {
        return Err(Denied::Short { least });
    }
    if length > most {
        return Err(Denied::Long { most });
    }
    let folded = folded(password);
    if COMMON.contains(folded.as_str()) || folded == login { Err(Denied::Common) } else { Ok(()) }
}

/// One form for the same letters typed on different machines.
fn normal(password: &str) -> String {
    password.nfc().collect()
}

fn hasher(settings: &Password) -> Result<Argon2<'static>, Trouble> {
    let params =
        Params::new(settings.memory_kib, settings.passes, settings.lanes, None).map_err(|error| broken(&error))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn broken(error: &dyn std::fmt::Display) -> Trouble {
    Trouble(format!("a password cannot be hashed: {error}"))
}

/// The PHC string to keep.
pub(crate) fn hash(password: &str, settings: &Password, random: &mut dyn Randomness) -> Result<String, Trouble> {
    let mut salt = [0u8; SALT_BYTES];
    random.fill(&mut salt)?;
    with_salt(password, &salt, settings)
}

fn with_salt(password: &str, salt: &[u8], settings: &Password) -> Result<String, Trouble> {
    let hash: PasswordHash =
        hasher(settings)?.hash_password_with_salt(normal(password).as_bytes(), salt).map_err(|error| broken(&error))?;
    Ok(hash.to_string())
}

/// Whether a password is the one of a PHC string. Without one the same work is done and the answer is no. What is too long
/// to be anybody's password is not looked at: its length is no secret.
pub(crate) fn fits(password: &str, kept: Option<&str>, settings: &Password) -> Result<bool, Trouble> {
    if password.chars().count() > settings.longest_characters.saturating_mul(2) {
        return Ok(false);
    }
    match kept.map(PasswordHash::new) {
        Some(Ok(kept)) => Ok(hasher(settings)?.verify_password(normal(password).as_bytes(), &kept).is_ok()),
        Some(Err(error)) => Err(broken(&error)),
        None => with_salt(password, &[0; SALT_BYTES], settings).map(|_| false),
    }
}

/// Whether a PHC string was made with other parameters than those of today.
pub(crate) fn is_old(kept: &str, settings: &Password) -> bool {
    let wanted = Params::new(settings.memory_kib, settings.passes, settings.lanes, None).ok();
    let found = PasswordHash::new(kept).ok();
    let params = found.as_ref().and_then(|hash| Params::try_from(hash).ok());
    let same = |found: &Params, wanted: &Params| {
        (found.m_cost(), found.t_cost(), found.p_cost()) == (wanted.m_cost(), wanted.t_cost(), wanted.p_cost())
    };
    let is_id = found.is_some_and(|hash| hash.algorithm.as_str() == "argon2id");
    !is_id || !params.zip(wanted).is_some_and(|(found, wanted)| same(&found, &wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::settings::Settings;
    use crate::people::tests::Counting;

    #[test]
    fn what_is_kept_says_argon2id_with_the_parameters_of_the_data() {
        let settings = Settings::shipped().unwrap().password;
        let kept = hash("a password nobody has", &settings, &mut Counting::default()).unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=65536,t=3,p=1$"), "{kept}");
        assert!(fits("a password nobody has", Some(&kept), &settings).unwrap());
        assert!(!fits("a password nobody had", Some(&kept), &settings).unwrap());
        assert!(!fits("a password nobody has", None, &settings).unwrap());
        assert!(!is_old(&kept, &settings));
        assert!(is_old(&kept, &Settings::quick().password));
    }

    #[test]
    fn letters_typed_in_two_ways_are_the_same_password() {
        let settings = Settings::quick().password;
        let kept = hash("кой\u{306}лектегі қала", &settings, &mut Counting::default()).unwrap();
        assert!(fits("кой\u{306}лектегі қала".nfd().collect::<String>().as_str(), Some(&kept), &settings).unwrap());
    }

    #[test]
    fn a_password_is_long_and_not_well_known_and_nothing_else_is_asked_of_it() {
        let settings = Settings::shipped().unwrap().password;
        let asked = |password: &str| acceptable(password, "aigerim.s", &settings);
        assert_eq!(asked("elevenchars"), Err(Denied::Short { least: 12 }));
        assert_eq!(asked("Password1234"), Err(Denied::Common));
        assert_eq!(asked("Қазақстан123"), Err(Denied::Common));
        assert_eq!(acceptable("Aigerim.Seitova", "aigerim.seitova", &settings), Err(Denied::Common));
        assert_eq!(asked(&"x".repeat(257)), Err(Denied::Long { most: 256 }));
        assert_eq!(asked("жеті рет өлшеп"), Ok(()));
        assert_eq!(asked("only small letters"), Ok(()));
        assert_eq!(asked(&"x".repeat(256)), Ok(()));
    }

    #[test]
    fn every_well_known_password_on_the_list_could_otherwise_be_chosen() {
        let settings = Settings::shipped().unwrap().password;
        for line in COMMON.iter() {
            assert!(line.chars().count() + 1 >= settings.shortest_characters, "`{line}` is too short to be chosen");
            assert_eq!(folded(line), *line);
        }
    }
}
