//! What crawlers may read: everything public. The sitemap is named with the host the crawler used.

/// The text of `robots.txt`; `base` is the site's address without trailing slash.
pub fn text(base: &str) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n")
}
