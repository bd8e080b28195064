//! The few fixed files of the site. They are named by their content, so that a browser may keep them for ever and
//! still never shows a page with last month's style.

mod fonts;

pub use fonts::{BOLD, REGULAR};

use probity_core::Digest;
use std::sync::{Arc, LazyLock};

/// The sheets served as one file after the fonts, in this order.
const SHEETS: [&str; 2] = [include_str!("../assets/site.css"), crate::plot::PLOT_CSS];
const ICON: &str = include_str!("../assets/icon.svg");

/// A fixed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its path from the root, such as `/assets/site-0123456789ab.css`.
    pub path: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub bytes: Arc<[u8]>,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let fonts: Vec<(&fonts::Subset, Asset)> =
        fonts::SUBSETS.iter().map(|subset| (subset, named(subset.name, "woff2", "font/woff2", subset.bytes))).collect();
    let faces: String = fonts.iter().map(|(subset, asset)| subset.face(file_name(&asset.path))).collect();
    let style = faces + &SHEETS.concat();
    let first = [
        named("site", "css", "text/css; charset=utf-8", style.as_bytes()),
        named("icon", "svg", "image/svg+xml", ICON.as_bytes()),
    ];
    first.into_iter().chain(fonts.into_iter().map(|(_, asset)| asset)).collect()
});

fn named(name: &str, extension: &str, media_type: &'static str, bytes: &[u8]) -> Asset {
    let path = format!("/assets/{name}-{}.{extension}", Digest::of(bytes).short());
    Asset { path, media_type, bytes: Arc::from(bytes) }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// The style sheet.
pub fn style() -> &'static Asset {
    &ASSETS[0]
}

/// The site's icon.
pub fn icon() -> &'static Asset {
    &ASSETS[1]
}

/// All fixed files, the style sheet first.
pub fn all() -> &'static [Asset] {
    &ASSETS
}

/// The asset at `path`. The plain name (`/assets/site.css`) works too, for readers who type it.
pub fn find(path: &str) -> Option<&'static Asset> {
    let plain = |asset: &Asset| {
        let (stem, extension) = (asset.path.rsplit_once('-'), asset.path.rsplit_once('.'));
        stem.zip(extension).map(|((stem, _), (_, extension))| format!("{stem}.{extension}"))
    };
    ASSETS.iter().find(|asset| asset.path == path || plain(asset).as_deref() == Some(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asset_is_found_by_its_hashed_and_by_its_plain_name() {
        assert_eq!(find(&style().path), Some(style()));
        assert_eq!(find("/assets/icon.svg"), Some(icon()));
        assert!(find("/assets/noto-sans-latin-400.woff2").is_some_and(|font| font.bytes.starts_with(b"wOF2")));
        assert_eq!(find("/assets/../site.css"), None);
    }

    #[test]
    fn the_style_sheet_loads_its_own_fonts_and_nothing_else() {
        let text = std::str::from_utf8(&style().bytes).expect("a text");
        assert!(!text.contains("@import") && !text.contains("http"));
        let loaded: Vec<&str> = text.split("url(").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        assert_eq!(loaded.len(), 6);
        for name in loaded {
            assert!(find(&format!("/assets/{name}")).is_some(), "{name} is served");
        }
    }
}
