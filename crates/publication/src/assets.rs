//! The few fixed files of the site. They are named by their content, so that a browser may keep them for ever and
//! still never shows a page with last month's style.

use probity_core::Digest;
use std::sync::LazyLock;

/// The sheets served as one file, in this order.
const SHEETS: [&str; 2] = [include_str!("../assets/site.css"), crate::plot::PLOT_CSS];
const ICON: &str = include_str!("../assets/icon.svg");

/// A fixed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its path from the root, such as `/assets/site-0123456789ab.css`.
    pub path: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its text.
    pub text: String,
}

static ASSETS: LazyLock<[Asset; 2]> = LazyLock::new(|| {
    [
        named("site", "css", "text/css; charset=utf-8", SHEETS.concat()),
        named("icon", "svg", "image/svg+xml", ICON.to_owned()),
    ]
});

fn named(name: &str, extension: &str, media_type: &'static str, text: String) -> Asset {
    let path = format!("/assets/{name}-{}.{extension}", Digest::of(text.as_bytes()).short());
    Asset { path, media_type, text }
}

/// The style sheet.
pub fn style() -> &'static Asset {
    &ASSETS[0]
}

/// The site's icon.
pub fn icon() -> &'static Asset {
    &ASSETS[1]
}

/// The asset at `path`. The plain name (`/assets/site.css`) works too, for readers who type it.
pub fn find(path: &str) -> Option<&'static Asset> {
    let plain = |asset: &Asset| {
        let stem = asset.path.split('-').next().unwrap_or_default();
        let extension = asset.path.rsplit('.').next().unwrap_or_default();
        format!("{stem}.{extension}")
    };
    ASSETS.iter().find(|asset| asset.path == path || plain(asset) == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asset_is_found_by_its_hashed_and_by_its_plain_name() {
        assert_eq!(find(&style().path), Some(style()));
        assert_eq!(find("/assets/icon.svg"), Some(icon()));
        assert_eq!(find("/assets/../site.css"), None);
    }

    #[test]
    fn the_style_sheet_loads_nothing_from_anywhere() {
        let text = &style().text;
        assert!(!text.contains("@import") && !text.contains("http") && !text.contains("url("));
    }
}
