//! The one family of the site, Noto Sans under the SIL Open Font License. System fonts differ in whether they have the
//! Kazakh letters and put those they lack in another face; with these a Kazakh word looks like one word everywhere.
//! Subsets are fetched only when a page has their letters: an ordinary page needs two of them in two weights.

/// A part of the family for browsers.
pub(super) struct Subset {
    /// Name of the file without extension.
    pub name: &'static str,
    /// 400 or 700.
    weight: u16,
    /// The code points in it, as CSS has them.
    range: &'static str,
    /// WOFF2.
    pub bytes: &'static [u8],
}

impl Subset {
    /// The rule that names the file, which lies beside the style sheet.
    pub fn face(&self, file: &str) -> String {
        format!(
            "@font-face{{font-family:\"Noto Sans\";font-style:normal;font-weight:{};font-display:swap;\
             src:url({file}) format(\"woff2\");unicode-range:{}}}\n",
            self.weight, self.range
        )
    }
}

/// English, and signs of every language; `≤ ≥ ≠ ≈`, arrows and the tick are Noto Sans Math's.
const LATIN: &str = "U+20-7E,U+A0-FF,U+2009-2015,U+2018-2022,U+2026,U+202F-203A,U+2044,U+2060,U+20AC,U+2122,U+2190-2193,\
                     U+2212,U+221A,U+2248,U+2260-2265,U+2713";
/// Russian and Kazakh, with № and ₸.
const CYRILLIC: &str = "U+400-45F,U+492-493,U+49A-49B,U+4A2-4A3,U+4AE-4B1,U+4BA-4BB,U+4D8-4D9,U+4E8-4E9,U+20B8,U+2116";
/// Names in other Latin alphabets and in transliteration.
const LATIN_EXT: &str = "U+100-24F,U+2B0-2FF,U+300-304,U+306-30C,U+323-329,U+1E00-1EFF";
/// Names in other Cyrillic alphabets.
const CYRILLIC_EXT: &str = "U+460-491,U+494-499,U+49C-4A1,U+4A4-4AD,U+4B2-4B9,U+4BC-4D7,U+4DA-4E7,U+4EA-52F";

/// The subsets. Those for rare letters have one weight; browsers embolden it where they must.
pub(super) const SUBSETS: [Subset; 6] = [
    Subset {
        name: "noto-sans-latin-400",
        weight: 400,
        range: LATIN,
        bytes: include_bytes!("../../assets/fonts/noto-sans-latin-400.woff2"),
    },
    Subset {
        name: "noto-sans-cyrillic-400",
        weight: 400,
        range: CYRILLIC,
        bytes: include_bytes!("../../assets/fonts/noto-sans-cyrillic-400.woff2"),
    },
    Subset {
        name: "noto-sans-latin-700",
        weight: 700,
        range: LATIN,
        bytes: include_bytes!("../../assets/fonts/noto-sans-latin-700.woff2"),
    },
    Subset {
        name: "noto-sans-cyrillic-700",
        weight: 700,
        range: CYRILLIC,
        bytes: include_bytes!("../../assets/fonts/noto-sans-cyrillic-700.woff2"),
    },
    Subset {
        name: "noto-sans-latin-ext-400",
        weight: 400,
        range: LATIN_EXT,
        bytes: include_bytes!("../../assets/fonts/noto-sans-latin-ext-400.woff2"),
    },
    Subset {
        name: "noto-sans-cyrillic-ext-400",
        weight: 400,
        range: CYRILLIC_EXT,
        bytes: include_bytes!("../../assets/fonts/noto-sans-cyrillic-ext-400.woff2"),
    },
];

/// All letters of the subsets in one TrueType file, for pictures and documents made here.
pub const REGULAR: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Regular.ttf");
/// The same, bold.
pub const BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Bold.ttf");
