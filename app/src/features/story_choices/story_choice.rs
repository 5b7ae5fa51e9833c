//! Which of the stories in a list are chosen.

use domain::ids::StoryId;
use leptos::prelude::*;

/// The stories that can be chosen, and those that are.
#[derive(Clone, Copy)]
pub struct StoryChoice {
    /// All that can be chosen now, in order.
    pub all: Memo<Vec<StoryId>>,
    /// Those that are, in the same order.
    pub chosen: Memo<Vec<StoryId>>,
    wanted: RwSignal<Vec<StoryId>>,
}

/// A choice among these stories that begins with `first`. What cannot be chosen any more is not chosen.
pub fn use_story_choice(all: Memo<Vec<StoryId>>, first: Vec<StoryId>) -> StoryChoice {
    let wanted = RwSignal::new(first);
    let chosen = Memo::new(move |_| {
        let is_wanted = |story: &&StoryId| wanted.with(|wanted| wanted.contains(story));
        all.with(|all| all.iter().filter(is_wanted).copied().collect::<Vec<_>>())
    });
    StoryChoice { all, chosen, wanted }
}

impl StoryChoice {
    /// Whether there is nothing to choose.
    pub fn is_empty(self) -> bool {
        self.all.with(Vec::is_empty)
    }

    /// How many are chosen.
    pub fn count(self) -> usize {
        self.chosen.with(Vec::len)
    }

    /// Whether all are chosen.
    pub fn is_all(self) -> bool {
        self.all.with(Vec::len) == self.count()
    }

    /// Whether a story is chosen.
    pub fn has(self, story: StoryId) -> bool {
        self.chosen.with(|chosen| chosen.contains(&story))
    }

    /// Chooses a story, or chooses it no longer.
    pub fn toggle(self, story: StoryId) {
        self.wanted.update(|wanted| match wanted.iter().position(|one| *one == story) {
            Some(place) => drop(wanted.remove(place)),
            None => wanted.push(story),
        });
    }

    /// Chooses all, or none where all are chosen.
    pub fn toggle_all(self) {
        let all = untrack(|| if self.is_all() { Vec::new() } else { self.all.get() });
        self.wanted.set(all);
    }

    /// Chooses none, if the choice is still there.
    pub fn try_clear(self) {
        self.wanted.try_set(Vec::new());
    }
}
