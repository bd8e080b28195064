//! The picture that a device reads a secret from: a QR code as SVG in the page, so that the secret is in no file and no address.

use maud::{Markup, PreEscaped, html};
use qrcode::QrCode;
use qrcode::render::svg;

/// How wide the picture is at least, in units of the page.
const WIDTH: u32 = 240;

/// The picture of an address, with a description; nothing when it is too long for one, because it is shown as text as well.
pub(super) fn of(address: &str, described: &str) -> Markup {
    let Ok(code) = QrCode::new(address.as_bytes()) else { return html! {} };
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(WIDTH, WIDTH).build();
    let inside = drawn.find("<svg").and_then(|at| drawn.get(at..)).unwrap_or_default();
    html! { p class="qr" role="img" aria-label=(described) { (PreEscaped(inside)) } }
}
