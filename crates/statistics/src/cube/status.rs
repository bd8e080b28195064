//! Status of an observation, in SDMX's code lists: what kind of value it is, and whether it may be shown.

use std::fmt;
use std::str::FromStr;

macro_rules! code_list {
    ($(#[$about:meta])* $name:ident, $what:literal, $($code:literal $variant:ident $meaning:literal),+ $(,)?) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = $meaning] $variant,)+
        }

        impl $name {
            /// All codes, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(code: &str) -> Result<Self, String> {
                match code {
                    $($code => Ok(Self::$variant),)+
                    _ => Err(format!(concat!("`{}` is not a code of ", $what), code)),
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

code_list! {
    /// CL_OBS_STATUS.
    ObsStatus, "CL_OBS_STATUS",
    "A" Normal "A normal value.",
    "B" Break "A break in the series.",
    "D" DefinitionDiffers "The definition differs.",
    "E" Estimated "Estimated.",
    "F" Forecast "A forecast.",
    "G" Experimental "Experimental.",
    "I" Imputed "Imputed by the receiver.",
    "L" NotCollected "Exists, was not collected.",
    "M" CannotExist "Cannot exist.",
    "N" NotSignificant "Not significant.",
    "O" Missing "Missing.",
    "P" Provisional "Provisional.",
    "Q" Suppressed "Suppressed.",
    "S" SpecialEvent "A strike or other special event.",
    "U" LowReliability "Low reliability.",
    "J" Derogation "Derogation.",
    "H" Holiday "A holiday.",
}

code_list! {
    /// CL_CONF_STATUS.
    ConfStatus, "CL_CONF_STATUS",
    "F" Free "Free for publication.",
    "N" Internal "Not for publication.",
    "C" Confidential "Confidential.",
    "A" SmallCounts "Primary confidentiality: small counts.",
    "O" OneDominates "Primary confidentiality: one unit dominates.",
    "T" TwoDominate "Primary confidentiality: two units dominate.",
    "G" OneOrTwoDominate "Primary confidentiality: one or two units dominate.",
    "M" Concentration "Primary confidentiality: another concentration.",
    "D" Secondary "Secondary confidentiality set by the sender.",
    "S" SecondaryByReceiver "Secondary confidentiality set by the receiver.",
    "E" Embargo "Not before its time.",
    "X" Military "Military secret.",
}
