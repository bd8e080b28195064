//! What is counted and at which stage of the procedure. A ratio of two numbers that count unlike things is no ratio,
//! so the unit is a type of its own.

use std::fmt;
use std::str::FromStr;

macro_rules! words {
    ($(#[$about:meta])* $name:ident, $what:literal, $($word:literal $variant:ident),+ $(,)?) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $word, "`")] $variant,)+
        }

        impl $name {
            /// All codes, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(code: &str) -> Result<Self, String> {
                match code {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(format!(concat!("`{}` is not ", $what), code)),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

words! {
    /// What is counted.
    UnitCount, "a unit of count",
    "OFFENCES" Offences,
    "CASES" Cases,
    "PERSONS" Persons,
    "LEGAL_PERSONS" LegalPersons,
    "SENTENCES" Sentences,
    "AMOUNT" Amount,
    "REQUESTS" Requests,
    "RATE" Rate,
}

words! {
    /// A stage of the procedure, in its usual order: main stream, side streams, assets.
    Stage, "a stage of the procedure",
    "REPORTED" Reported,
    "REGISTERED" Registered,
    "SUSPECTED" Suspected,
    "CHARGED" Charged,
    "COMPLETED" Completed,
    "SENT_TO_COURT" SentToCourt,
    "CONVICTED" Convicted,
    "ACQUITTED" Acquitted,
    "TERMINATED" Terminated,
    "SANCTIONED" Sanctioned,
    "FINAL" Final,
    "SUSPENDED" Suspended,
    "REFUSED" Refused,
    "DIVERTED" Diverted,
    "DISMISSED_FROM_OFFICE" DismissedFromOffice,
    "ADMINISTRATIVE" Administrative,
    "DISCIPLINARY" Disciplinary,
    "DAMAGE_FOUND" DamageFound,
    "SEIZED" Seized,
    "FROZEN" Frozen,
    "CONFISCATION_ORDERED" ConfiscationOrdered,
    "CONFISCATED" Confiscated,
    "RETURNED_DOMESTIC" ReturnedDomestic,
    "RETURNED_ABROAD" ReturnedAbroad,
}
