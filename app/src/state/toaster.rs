//! The short notices at the edge of the page, one at a time, each with the command that it can undo.

use std::time::Duration;

use domain::ids::CommandId;
use leptos::prelude::*;

/// How long a toast stays, unless somebody points at it or has the focus in it.
const SHOWN_FOR: Duration = Duration::from_secs(8);

/// How long a toast stays that undoes an import: people want to look at what came first.
const IMPORT_SHOWN_FOR: Duration = Duration::from_secs(30);

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
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// What it says.
    pub text: String,
    /// The command that it tells of, if it can be undone.
    pub undo: Option<CommandId>,
    /// Whether it tells of a success or of a problem.
    pub tone: Tone,
    /// How long it stays.
    pub shown_for: Duration,
}

impl Toast {
    /// A notice that something was done.
    pub fn done(text: String) -> Self {
        Self { text, undo: None, tone: Tone::Done, shown_for: SHOWN_FOR }
    }

    /// A notice of what a command did, which offers to undo it.
    pub fn with_undo(text: String, command: CommandId) -> Self {
        Self { undo: Some(command), ..Self::done(text) }
    }

    /// The same of an import.
    pub fn of_import(text: String, command: CommandId) -> Self {
        Self { shown_for: IMPORT_SHOWN_FOR, ..Self::with_undo(text, command) }
    }

    /// A notice that something was not done.
    pub fn problem(text: String) -> Self {
        Self { tone: Tone::Problem, ..Self::done(text) }
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

/// The toasts: the one on the page, and at most one below it.
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

    /// Shows a toast in the place of the one before. What can be undone is offered again after a notice
    /// without an undo; of several that can be undone only the newest is.
    pub fn show(self, toast: Toast) {
        let next = |id: &mut u32| {
            *id += 1;
            *id
        };
        let Some(id) = self.latest_id.try_update_value(next) else { return };
        self.toasts.update(|toasts| push(toasts, ShownToast { id, toast }));
    }

    /// The toast on the page.
    pub fn shown(self) -> Option<ShownToast> {
        self.toasts.with(|toasts| toasts.last().cloned())
    }

    /// Takes a toast off the page.
    pub fn dismiss(self, id: u32) {
        self.toasts.try_update(|toasts| toasts.retain(|shown| shown.id != id));
    }
}

fn push(toasts: &mut Vec<ShownToast>, newest: ShownToast) {
    toasts.retain(|shown| shown.toast.undo.is_some() && newest.toast.undo.is_none());
    toasts.push(newest);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ids of what is left when toasts were shown in this order, `true` for one with an undo.
    fn left(shown: &[bool]) -> Vec<u32> {
        let mut toasts = Vec::new();
        for (id, has_undo) in (0..).zip(shown) {
            let undo = has_undo.then(|| CommandId("c".to_owned()));
            let toast = Toast { undo, ..Toast::done(String::new()) };
            push(&mut toasts, ShownToast { id, toast });
        }
        toasts.iter().map(|shown| shown.id).collect()
    }

    #[test]
    fn the_newest_replaces_the_one_before() {
        assert_eq!(left(&[false, false]), [1]);
        assert_eq!(left(&[true, true, true]), [2]);
        assert_eq!(left(&[false, true]), [1]);
    }

    #[test]
    fn a_notice_does_not_take_the_undo_away() {
        assert_eq!(left(&[true, false]), [0, 1]);
        assert_eq!(left(&[true, false, false]), [0, 2]);
        assert_eq!(left(&[true, false, true]), [2]);
    }
}
