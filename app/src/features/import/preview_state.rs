//! What was read, and what the person who looks at it has chosen.

use std::collections::HashSet;
use std::sync::Arc;

use domain::known::Known;
use domain::preview::Preview;
use domain::refusal::Refusal;
use domain::view::RoomView;
use leptos::prelude::*;

use super::plan::{self, Counts};
use crate::session::Command;
use crate::state::{Topic, use_room};

/// The import of what was read.
#[derive(Clone, Copy)]
pub struct PreviewState {
    preview: StoredValue<Arc<Preview>>,
    /// Which of the stories the backlog has, by their keys.
    known: Memo<Vec<bool>>,
    /// What becomes of those.
    pub choice: RwSignal<Known>,
    /// Whether it is being imported.
    pub is_busy: RwSignal<bool>,
    /// Why it was not imported.
    pub refusal: RwSignal<Option<Refusal>>,
}

impl PreviewState {
    /// Nothing is chosen yet.
    pub fn new(preview: Arc<Preview>) -> Self {
        let room = use_room();
        let read = preview.clone();
        Self {
            preview: StoredValue::new(preview),
            known: Memo::new(move |_| room.read(Topic::Backlog, |view| known(&read, view))),
            choice: RwSignal::new(Known::LeaveOut),
            is_busy: RwSignal::new(false),
            refusal: RwSignal::new(None),
        }
    }

    /// What was read.
    pub fn preview(self) -> Arc<Preview> {
        self.preview.get_value()
    }

    /// Whether the backlog has the story with this number.
    pub fn is_known(self, number: usize) -> bool {
        self.known.with(|known| known.get(number).copied().unwrap_or_default())
    }

    /// How many of the stories the backlog has.
    pub fn known_count(self) -> usize {
        self.known.with(|known| known.iter().filter(|is_known| **is_known).count())
    }

    /// What would be imported.
    pub fn counts(self) -> Counts {
        let choice = self.choice.get();
        self.known.with(|known| plan::counts(&self.preview(), known, choice))
    }

    /// The numbers of the stories in the order in which they are shown.
    pub fn order(self) -> Vec<usize> {
        let choice = self.choice.get();
        self.known.with(|known| plan::order(&self.preview(), known, choice))
    }

    /// The command that imports it.
    pub fn command(self) -> Command {
        let stories = self.preview.with_value(|preview| preview.stories.clone());
        Command::AddStories { stories, known: self.choice.get_untracked() }
    }
}

fn known(preview: &Preview, view: &RoomView) -> Vec<bool> {
    let keys: HashSet<&str> =
        view.board.stories.iter().filter_map(|story| story.key.as_deref()).collect();
    let is_known = |key: &str| keys.contains(key);
    preview.stories.iter().map(|story| story.key.as_deref().is_some_and(is_known)).collect()
}
