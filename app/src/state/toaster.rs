//! The short notices at the edge of the page. Knows nothing of what they are about.

use domain::command::Command;
use leptos::prelude::*;

/// Whether a toast tells of a success or of a problem.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    #[default]
    Done,
    /// Something was not done.
    Problem,
}

/// A short notice that goes away by itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Toast {
    /// What it says.
    pub text: String,
    /// The command that undoes what it tells of.
    pub undo: Option<Command>,
    /// Whether it tells of a success or of a problem.
    pub tone: Tone,
}

impl Toast {
    /// A notice that something was done.
    pub fn done(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// A notice that something was done, with the command that undoes it.
    pub fn with_undo(text: String, undo: Command) -> Self {
        Self { text, undo: Some(undo), ..Self::default() }
    }

    /// A notice that something was not done.
    pub fn problem(text: String) -> Self {
        Self { text, tone: Tone::Problem, ..Self::default() }
    }
}

/// A toast on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownToast {
    /// Its number among all toasts.
    pub id: u32,
    /// What it is.
    pub toast: Toast,
}

/// The toasts on the page.
#[derive(Clone, Copy)]
pub struct Toaster {
    toasts: RwSignal<Vec<ShownToast>>,
    latest_id: StoredValue<u32>,
}

/// The context that [`App`](crate::app::App) provides.
pub fn use_toaster() -> Toaster {
    expect_context()
}

impl Toaster {
    /// No toasts yet.
    pub fn new() -> Self {
        Self { toasts: RwSignal::new(Vec::new()), latest_id: StoredValue::new(0) }
    }

    /// Shows a toast.
    pub fn show(self, toast: Toast) {
        self.latest_id.try_update_value(|id| *id += 1);
        let Some(id) = self.latest_id.try_get_value() else { return };
        self.toasts.update(|toasts| toasts.push(ShownToast { id, toast }));
    }

    /// The toasts on the page, the oldest first.
    pub fn toasts(self) -> Vec<ShownToast> {
        self.toasts.get()
    }

    /// Takes a toast off the page.
    pub fn dismiss(self, id: u32) {
        self.toasts.try_update(|toasts| toasts.retain(|shown| shown.id != id));
    }
}
