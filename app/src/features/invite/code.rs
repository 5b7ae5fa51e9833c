//! A text as a QR code, drawn as one path.

use std::fmt::Write;

use leptos::prelude::*;
use qrcode::{Color, QrCode};

use crate::i18n::{Text, use_i18n};

/// How many modules stay free around a code (ISO/IEC 18004).
const QUIET_ZONE: usize = 4;

/// The code. Nothing where the text is too long for one.
#[component]
pub fn Code(
    /// What is in it.
    text: String,
    /// What it is, for those who do not see it.
    label: Text,
) -> impl IntoView {
    let i18n = use_i18n();
    drawing(&text).map(|(size, path)| {
        view! {
            <svg
                class="qr-code"
                role="img"
                aria-label=i18n.text(label)
                viewBox=format!("0 0 {size} {size}")
                shape-rendering="crispEdges"
            >
                <rect class="qr-code-paper" width=size height=size />
                <path d=path />
            </svg>
        }
    })
}

/// The width of the drawing in modules, and its path: a square for each dark module.
fn drawing(text: &str) -> Option<(usize, String)> {
    let code = QrCode::new(text).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (index, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (index % width + QUIET_ZONE, index / width + QUIET_ZONE);
            let _ = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    Some((width + 2 * QUIET_ZONE, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_quiet_zone_and_the_three_marks_in_its_corners() {
        let (size, path) = drawing("https://ready.example/r/abcdefghijkl").unwrap();
        // Version 3 has 29 modules.
        assert_eq!(size, 29 + 2 * QUIET_ZONE);
        for corner in ["M4 4h", "M32 4h", "M4 32h"] {
            assert!(path.contains(corner), "{corner}");
        }
        assert!(!path.contains("M32 32h1v1h-1zM33"), "nothing outside");
        assert_eq!(drawing(&"x".repeat(5_000)), None, "more than a code can hold");
    }
}
