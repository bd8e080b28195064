//! From our drawings to PNG, for readers that show no SVG, such as previews of links. This is the only door to the
//! renderer. It knows the embedded fonts and no other, reads no file and follows no link, so the same drawing gives the
//! same bytes on every machine.

use crate::assets::{BOLD, REGULAR};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree, fontdb};
use std::sync::{Arc, LazyLock};

/// Why a drawing gives no picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RasterError {
    /// The renderer does not understand the drawing; its own words.
    #[error("the drawing cannot be read: {0}")]
    Drawing(String),
    /// The drawing has no area, or more than [`PIXELS_MAX`].
    #[error("a picture of {width} × {height} pixels cannot be made")]
    Size {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// The picture could not be encoded.
    #[error("the picture cannot be written: {0}")]
    Encoding(String),
}

/// Largest picture, in pixels.
pub const PIXELS_MAX: u64 = 16_000_000;

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for font in [REGULAR, BOLD] {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family(FAMILY);
    Arc::new(fonts)
});

/// The embedded family.
const FAMILY: &str = "Noto Sans";

/// A drawing that has its styles inside (see [`crate::plot::Plot::standalone`]) as PNG, one pixel a unit.
///
/// # Errors
/// When the drawing cannot be read, is empty or too large.
pub fn png(svg: &str) -> Result<Vec<u8>, RasterError> {
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: Arc::clone(&FONTS),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|error| RasterError::Drawing(error.to_string()))?;
    let size = tree.size().to_int_size();
    let (width, height) = (size.width(), size.height());
    let wrong = RasterError::Size { width, height };
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(wrong);
    }
    let mut pixels = Pixmap::new(width, height).ok_or(wrong)?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| RasterError::Encoding(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::usvg::fontdb::{Family, Query};

    fn svg(width: u32, body: &str) -> String {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"40\">{body}</svg>")
    }

    /// The picture of one sign.
    fn drawn(sign: char) -> Vec<u8> {
        png(&svg(40, &format!("<text x=\"5\" y=\"30\" font-size=\"24\">{sign}</text>"))).expect("picture")
    }

    #[test]
    fn every_kazakh_letter_and_sign_is_in_the_embedded_fonts() {
        let empty = drawn(' ');
        let mut seen = std::collections::BTreeSet::new();
        for sign in "ӘәҒғҚқҢңӨөҰұҮүҺһЙй₸№≥≤−–…".chars() {
            let picture = drawn(sign);
            assert!(picture != empty && seen.insert(picture), "{sign} has a form of its own");
        }
        let weights = [400, 700].map(|weight| {
            let query = Query { families: &[Family::Name(FAMILY)], weight: fontdb::Weight(weight), ..Query::default() };
            FONTS.query(&query).and_then(|id| FONTS.face(id)).map(|face| face.weight.0)
        });
        assert_eq!(weights, [Some(400), Some(700)]);
    }

    #[test]
    fn pictures_are_the_same_every_time_and_load_nothing() {
        let body = "<rect width=\"9\" height=\"9\"/><image href=\"/etc/hostname\" width=\"9\" height=\"9\"/>";
        let one = png(&svg(60, body)).expect("picture");
        assert_eq!(one, png(&svg(60, body)).expect("picture"));
        assert_eq!(&one[1..4], b"PNG");
        assert!(matches!(png("<svg"), Err(RasterError::Drawing(_))));
        assert!(matches!(png(&svg(9_000_000, "")), Err(RasterError::Size { .. })));
    }
}
