//! An address as a picture that a camera reads.

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

/// The address as a picture that a camera reads, with the margin that it needs.
pub fn picture(address: &str) -> Option<Markup> {
    const MARGIN: usize = 4;
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let (width, mut dark) = (code.width(), String::new());
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (at % width + MARGIN, at / width + MARGIN);
            dark.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    let all = width + 2 * MARGIN;
    Some(html! { svg viewBox=(format!("0 0 {all} {all}")) aria-hidden="true" {
        rect width=(all) height=(all) fill="#fff" {} path d=(dark) fill="#000" {}
    } })
}
