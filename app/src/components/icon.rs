//! The icons: one set, one stroke width, drawn in the colour of the text around them.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Close, remove.
    Cross,
    /// Done, agreed.
    Check,
    /// Add.
    Plus,
    /// Copy.
    Copy,
    /// There is more below.
    Down,
    /// Back, or to the list.
    Left,
    /// More actions.
    More,
    /// A link that leaves the page.
    Outside,
    /// A file to bring in.
    Upload,
    /// A file to take out.
    Download,
    /// A language.
    Globe,
    /// Light and dark.
    Contrast,
    /// People.
    People,
    /// Edit.
    Pencil,
    /// Remove for good, with an undo.
    Bin,
    /// A list.
    List,
    /// To be moved.
    Grip,
    /// A question.
    Question,
    /// Keys.
    Keyboard,
    /// Somebody who looks on.
    Eye,
    /// A facilitator.
    Star,
    /// Closed to newcomers.
    Lock,
    /// Once more.
    Again,
    /// Settings.
    Sliders,
    /// Time.
    Clock,
    /// With sound.
    Sound,
    /// Without sound.
    Muted,
    /// A code to scan.
    Scan,
    /// Columns to sort into.
    Columns,
    /// Nothing said yet.
    Circle,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Check => "M5 13l5 5L19 7",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Copy => "M9 9h10v10H9zM15 9V5H5v10h4",
            Self::Down => "M6 9l6 6 6-6",
            Self::Left => "M15 6l-6 6 6 6",
            Self::More => "M5 12h.01M12 12h.01M19 12h.01",
            Self::Outside => "M14 5h5v5M19 5l-8 8M17 14v5H5V7h5",
            Self::Upload => "M12 16V5M7 10l5-5 5 5M5 19h14",
            Self::Download => "M12 5v11M7 11l5 5 5-5M5 19h14",
            Self::Globe => {
                "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M3 12h18M12 3c5 5 5 13 0 18c-5-5-5-13 0-18"
            }
            Self::Contrast => "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 3v18M12 8h7M12 12h9M12 16h7",
            Self::People => {
                "M9 11a3.5 3.5 0 1 0 0-7a3.5 3.5 0 1 0 0 7M3 20c0-8 12-8 12 0M16 5a3.5 3.5 0 0 1 0 6.5M18 14c2 1 3 3 3 6"
            }
            Self::Pencil => "M4 20l1-5L16 4l4 4L9 19zM13 7l4 4",
            Self::Bin => "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
            Self::List => "M4 6h.01M4 12h.01M4 18h.01M9 6h11M9 12h11M9 18h11",
            Self::Grip => "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
            Self::Question => "M8 9a4 4 0 1 1 5.5 3.7C12.4 13.200 12 14 12 15M12 19h.01",
            Self::Keyboard => "M3 6h18v12H3zM7 10h.01M12 10h.01M17 10h.01M8 14h8",
            Self::Eye => "M2 12c5-8 15-8 20 0c-5 8-15 8-20 0M12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6",
            Self::Star => {
                "M12 4l2.400 5 5.600.700-4.100 3.900 1 5.500-4.900-2.700-4.900 2.700 1-5.500L4 9.700 9.600 9z"
            }
            Self::Lock => "M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3",
            Self::Again => {
                "M4.500 12a7.500 7.500 0 0 1 13-5l2 2M19.500 4v5h-5M19.500 12a7.500 7.500 0 0 1-13 5l-2-2M4.500 20v-5h5"
            }
            Self::Sliders => "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4",
            Self::Clock => "M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16M12 8v4l3 2",
            Self::Sound => "M4 10v4h4l5 4V6l-5 4zM16 9c2 2 2 4 0 6",
            Self::Muted => "M4 10v4h4l5 4V6l-5 4zM16 10l4 4M20 10l-4 4",
            Self::Scan => {
                "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 19h1"
            }
            Self::Columns => "M5 4v16M12 4v10M19 4v13",
            Self::Circle => "M12 5a7 7 0 1 0 0 14a7 7 0 1 0 0-14",
        }
    }

    /// Whether it is drawn the other way round where lines run from right to left.
    fn points(self) -> bool {
        matches!(self, Self::Left | Self::Outside | Self::List | Self::Question)
    }

    /// The icon, for a text or a button; what it means must stand beside it or in a label.
    pub fn view(self) -> AnyView {
        let class = if self.points() { "icon icon--pointing" } else { "icon" };
        view! {
            <svg class=class viewBox="0 0 24 24" aria-hidden="true">
                <path d=self.path() />
            </svg>
        }
        .into_any()
    }
}
