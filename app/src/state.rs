//! What the page knows of its room, and who is told when it changes. The domain's [`RoomView`] is the
//! store itself: updates are applied to it in place, and only readers of what an update touches run
//! again. Knows nothing of sockets, commands or texts.

mod import;

use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use domain::change::Change;
use domain::ids::StoryId;
use domain::ordered::Ordered;
use domain::view::{RoomView, Update};
use leptos::prelude::*;

use crate::clock::Clock;

pub use import::Import;

/// A part of the room that can change by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Title, deck and settings.
    Room,
    /// Who there is, with name, role and presence.
    People,
    /// Which stories there are in which order, and how many of them have an estimate.
    Backlog,
    /// One story's texts, criteria, estimate and finished rounds.
    Story(StoryId),
    /// What the room is at, the round on it, and the viewer's own card.
    Table,
}

/// The room as this page's participant sees it: a handle that can be copied anywhere. The room stays
/// in memory for as long as the page: what reads it may run once after it was removed from the page,
/// and must find it.
#[derive(Clone, Copy)]
pub struct RoomState(&'static Kept);

/// Locks and not signals: a reader then costs little more code than what it reads, and there are many.
struct Kept {
    view: RwLock<RoomView>,
    triggers: RwLock<Triggers>,
    latest_import: RwLock<Import>,
    /// Hears of each update when it has been applied.
    listener: RwLock<Option<Listener>>,
    clock: Clock,
}

/// What hears of updates.
type Listener = Box<dyn Fn(&RoomView, &Update) + Send + Sync>;

/// Stories come and go; their triggers are made when somebody reads and go with the story.
#[derive(Default)]
struct Triggers {
    room: ArcTrigger,
    people: ArcTrigger,
    backlog: ArcTrigger,
    table: ArcTrigger,
    stories: Vec<(StoryId, ArcTrigger)>,
}

impl RoomState {
    /// A room that begins with this view.
    pub fn new(view: RoomView, clock: Clock) -> Self {
        Self(Box::leak(Box::new(Kept {
            view: RwLock::new(view),
            triggers: RwLock::default(),
            latest_import: RwLock::default(),
            listener: RwLock::default(),
            clock,
        })))
    }

    /// Reads the view, and runs the reactive code around it again when the topic changes. A story
    /// may be gone by then: look it up as an `Option`.
    pub fn read<R>(self, topic: Topic, read: impl FnOnce(&RoomView) -> R) -> R {
        self.track(topic);
        read(&self.view())
    }

    /// Reads the view without being told of changes: for event handlers.
    pub fn peek<R>(self, read: impl FnOnce(&RoomView) -> R) -> R {
        read(&self.view())
    }

    /// Applies an update and tells the readers of what it touches.
    pub fn apply(self, update: &Update) {
        if let Some(import) = Import::of(self.view().you, update) {
            let latest = &mut *write(&self.0.latest_import);
            *latest = Import { number: latest.number + 1, ..import };
        }
        write(&self.0.view).apply(update);
        for topic in topics(update) {
            // Without a trigger nobody reads it.
            let trigger = write(&self.0.triggers).get(topic);
            if let Some(trigger) = trigger {
                trigger.notify();
            }
        }
        if let Update::Change(change) = update
            && let Change::StoriesRemoved { stories: gone, .. } = &**change
        {
            write(&self.0.triggers).stories.retain(|(story, _)| !gone.contains(story));
        }
        if let Some(listener) = &*self.0.listener.read().unwrap_or_else(PoisonError::into_inner) {
            listener(&self.view(), update);
        }
    }

    /// Calls `listener` with each update once it is applied.
    pub fn listen(self, listener: Listener) {
        *write(&self.0.listener) = Some(listener);
    }

    /// Forgets the room: what is shown has ended for good, and only what comes late may still ask.
    pub fn forget(self) {
        {
            let view = &mut *write(&self.0.view);
            view.board.people = Ordered::default();
            view.board.stories = Ordered::default();
        }
        *write(&self.0.triggers) = Triggers::default();
        *write(&self.0.listener) = None;
    }

    /// Takes a fresh view and tells every reader.
    pub fn replace(self, view: RoomView) {
        *write(&self.0.view) = view;
        let all = write(&self.0.triggers).all();
        all.iter().for_each(ArcTrigger::notify);
    }

    /// What this participant's latest addition or import brought.
    pub fn latest_import(self) -> Import {
        write(&self.0.latest_import).clone()
    }

    /// The server's clock.
    pub fn clock(self) -> Clock {
        self.0.clock
    }

    fn view(self) -> RwLockReadGuard<'static, RoomView> {
        self.0.view.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn track(self, topic: Topic) {
        let trigger = write(&self.0.triggers).get_or_make(topic);
        trigger.track();
    }
}

fn write<T>(lock: &'static RwLock<T>) -> RwLockWriteGuard<'static, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

impl Triggers {
    fn get(&self, topic: Topic) -> Option<ArcTrigger> {
        match topic {
            Topic::Room => Some(&self.room),
            Topic::People => Some(&self.people),
            Topic::Backlog => Some(&self.backlog),
            Topic::Table => Some(&self.table),
            Topic::Story(story) => self.place(story).ok().map(|place| &self.stories[place].1),
        }
        .cloned()
    }

    fn get_or_make(&mut self, topic: Topic) -> ArcTrigger {
        if let Topic::Story(story) = topic
            && let Err(place) = self.place(story)
        {
            self.stories.insert(place, (story, ArcTrigger::new()));
        }
        self.get(topic).unwrap_or_default()
    }

    /// Where a story's trigger is, or would be. Stories are mostly read in the order of their ids.
    fn place(&self, story: StoryId) -> Result<usize, usize> {
        self.stories.binary_search_by_key(&story, |(other, _)| *other)
    }

    fn all(&self) -> Vec<ArcTrigger> {
        let parts = [&self.room, &self.people, &self.backlog, &self.table];
        let stories = self.stories.iter().map(|(_, trigger)| trigger);
        parts.into_iter().chain(stories).cloned().collect()
    }
}

/// What an update touches.
fn topics(update: &Update) -> Vec<Topic> {
    match update {
        Update::Voted { .. } | Update::YourCard { .. } => vec![Topic::Table],
        Update::Change(change) => topics_of_change(change),
    }
}

fn topics_of_change(change: &Change) -> Vec<Topic> {
    let stories = |first: Topic, stories: &mut dyn Iterator<Item = StoryId>| {
        [first, Topic::Table].into_iter().chain(stories.map(Topic::Story)).collect()
    };
    match change {
        Change::Retitled(_) | Change::SettingsChanged(_) => vec![Topic::Room],
        Change::PersonJoined(_)
        | Change::PersonRenamed { .. }
        | Change::FacilitatorChanged { .. }
        | Change::PresenceChanged { .. } => vec![Topic::People],
        // Their votes go with them.
        Change::RoleChanged { .. } | Change::PersonRemoved(_) => vec![Topic::People, Topic::Table],
        Change::StoryMoved { .. } => vec![Topic::Backlog],
        Change::StoriesAdded { updated, .. } => {
            stories(Topic::Backlog, &mut updated.iter().map(|texts| texts.story))
        }
        Change::StoriesRemoved { stories: gone, .. } => {
            stories(Topic::Backlog, &mut gone.iter().copied())
        }
        Change::StoriesRestored(back) => {
            stories(Topic::Backlog, &mut back.iter().map(|restored| restored.story.id))
        }
        Change::StoryEdited { story, .. }
        | Change::CriterionAdded { story, .. }
        | Change::CriterionEdited { story, .. }
        | Change::CriterionMarked { story, .. }
        | Change::CriterionMoved { story, .. }
        | Change::CriterionRemoved { story, .. } => vec![Topic::Story(*story)],
        Change::EstimateSet { story, .. } => vec![Topic::Story(*story), Topic::Backlog],
        Change::Selected { .. }
        | Change::CountdownStarted { .. }
        | Change::CountdownStopped { .. } => vec![Topic::Table],
        Change::RoundStarted { story, .. }
        | Change::Revealed { story, .. }
        | Change::BallotChanged { story, .. } => {
            [Topic::Table].into_iter().chain(story.map(Topic::Story)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use domain::board::Board;
    use domain::deck::{Card, Deck, DeckChoice};
    use domain::ids::ParticipantId;
    use domain::protocol::decode;
    use domain::time::Timestamp;
    use leptos::reactive::effect::ImmediateEffect;

    use super::*;

    /// One update of each kind, in an order that makes each of them change something.
    const HISTORY: &str = r#"[
        {"change": {"person_joined": {"id": 1, "name": "Ana", "mark": 1, "role": "estimator",
            "facilitator": true, "presence": "connected"}}},
        {"change": {"person_joined": {"id": 2, "name": "Ben", "mark": 1, "role": "estimator",
            "facilitator": false, "presence": "connected"}}},
        {"change": {"retitled": "Sprint 12"}},
        {"change": {"settings_changed": {"auto_reveal": false}}},
        {"change": {"person_renamed": {"participant": 2, "name": "Bo", "mark": 1}}},
        {"change": {"facilitator_changed": {"participant": 2, "facilitator": true}}},
        {"change": {"presence_changed": {"participant": 2, "presence": {"away_since": 5}}}},
        {"change": {"stories_added": {"by": 1, "stories": [
            {"id": 1, "title": "A"}, {"id": 2, "title": "B"}, {"id": 3, "title": "C"}]}}},
        {"change": {"stories_added": {"by": 1, "stories": [], "updated": [
            {"story": 2, "revision": 1, "title": "BB", "description": "b", "criteria": []}]}}},
        {"change": {"story_moved": {"story": 2, "after": null}}},
        {"change": {"story_edited": {"story": 1, "revision": 1, "title": "AA"}}},
        {"change": {"criterion_added": {"story": 1, "after": null,
            "criterion": {"id": 1, "text": "x"}}}},
        {"change": {"criterion_added": {"story": 1, "after": null,
            "criterion": {"id": 2, "text": "y"}}}},
        {"change": {"criterion_edited": {"story": 1, "criterion": 1, "revision": 1, "text": "z"}}},
        {"change": {"criterion_marked": {"story": 1, "criterion": 1, "state": "agreed"}}},
        {"change": {"criterion_moved": {"story": 1, "criterion": 1, "after": null}}},
        {"change": {"criterion_removed": {"story": 1, "criterion": 2}}},
        {"change": {"selected": {"story": 1, "at": 1}}},
        {"voted": {"story": 1, "participant": 1, "has_vote": true}},
        {"your_card": {"story": 1, "card": {"label": "3"}}},
        {"change": {"countdown_started": {"story": 1, "reveal_at": 9}}},
        {"change": {"countdown_stopped": {"story": 1}}},
        {"change": {"revealed": {"story": 1, "at": 2, "ballots": [
            {"participant": 1, "name": "Ana", "card": {"label": "3"}}]}}},
        {"change": {"ballot_changed": {"story": 1, "participant": 1, "card": {"label": "5"}}}},
        {"change": {"estimate_set": {"story": 1, "estimate": "5"}}},
        {"change": {"round_started": {"story": 1, "round": 2, "at": 3}}},
        {"your_card": {"story": 1, "card": {"label": "8"}}},
        {"change": {"role_changed": {"participant": 1, "role": "observer"}}},
        {"change": {"selected": {"story": null, "at": 4}}},
        {"change": {"round_started": {"story": null, "round": 2, "at": 5}}},
        {"voted": {"story": null, "participant": 2, "has_vote": true}},
        {"change": {"person_removed": 2}},
        {"change": {"stories_removed": {"by": 1, "stories": [1, 3]}}},
        {"change": {"stories_restored": [{"position": 0, "story": {"id": 3, "title": "C"}}]}}
    ]"#;

    fn history() -> Vec<Update> {
        decode(HISTORY).unwrap()
    }

    fn view() -> RoomView {
        let deck = Deck::new(&DeckChoice::default());
        let board = Board::new("Refinement".into(), deck, Timestamp(0));
        RoomView { you: ParticipantId(1), board, hand: Vec::new() }
    }

    /// What readers of a topic may look at.
    fn shown(view: &RoomView, topic: Topic) -> String {
        let board = &view.board;
        match topic {
            Topic::Room => format!("{:?}", (&board.title, &board.deck, &board.settings)),
            Topic::People => format!("{:?}", board.people),
            Topic::Backlog => format!("{:?}", (board.stories.keys(), board.estimated())),
            Topic::Table => {
                let mine: Option<&Card> = view.my_card();
                format!("{:?}", (board.current, board.round(), mine, &view.hand))
            }
            Topic::Story(id) => board.stories.get(id).map_or_else(String::new, |story| {
                let mut story = story.clone();
                let finished: Vec<_> = story.rounds.finished().collect();
                story.rounds = Default::default();
                format!("{story:?} {finished:?}")
            }),
        }
    }

    #[test]
    fn readers_of_everything_that_an_update_changes_are_told() {
        let all = [Topic::Room, Topic::People, Topic::Backlog, Topic::Table];
        let all = all.into_iter().chain((1..4).map(|id| Topic::Story(StoryId(id))));
        let all: Vec<Topic> = all.collect();
        let mut view = view();
        for update in history() {
            let before = view.clone();
            view.apply(&update);
            assert_ne!(view, before, "{update:?} changes something");
            let told: BTreeSet<Topic> = topics(&update).into_iter().collect();
            for topic in &all {
                let changed = shown(&before, *topic) != shown(&view, *topic);
                let new = shown(&before, *topic).is_empty();
                assert!(!changed || new || told.contains(topic), "{update:?} changes {topic:?}");
            }
        }
    }

    #[test]
    fn the_history_above_knows_every_kind_of_change() {
        let kinds: BTreeSet<_> = history()
            .iter()
            .filter_map(|update| match update {
                Update::Change(change) => Some(std::mem::discriminant(&**change)),
                _ => None,
            })
            .map(|kind| format!("{kind:?}"))
            .collect();
        assert_eq!(kinds.len(), 25, "add new kinds of change to the history");
    }

    #[test]
    fn a_vote_runs_no_row_of_the_backlog_and_a_removed_story_reads_as_none() {
        let state = RoomState::new(view(), Clock::new());
        history().iter().take(17).for_each(|update| state.apply(update));
        let count = |topic| {
            let runs = Arc::new(AtomicU32::new(0));
            let counter = runs.clone();
            let effect = ImmediateEffect::new(move || {
                state.read(topic, |view| view.board.stories.get(StoryId(1)).map(|s| s.id));
                counter.fetch_add(1, Ordering::Relaxed);
            });
            (runs, effect)
        };
        let (row, _row) = count(Topic::Story(StoryId(1)));
        let (backlog, _backlog) = count(Topic::Backlog);
        let (table, _table) = count(Topic::Table);
        let runs = |runs: &AtomicU32| runs.swap(0, Ordering::Relaxed);
        assert_eq!((runs(&row), runs(&backlog), runs(&table)), (1, 1, 1));
        let vote = r#"{"voted": {"story": null, "participant": 1, "has_vote": true}}"#;
        state.apply(&decode(vote).unwrap());
        assert_eq!((runs(&row), runs(&backlog), runs(&table)), (0, 0, 1));
        let removed = r#"{"change": {"stories_removed": {"by": 1, "stories": [1]}}}"#;
        state.apply(&decode(removed).unwrap());
        assert_eq!((runs(&row), runs(&backlog)), (1, 1));
        assert_eq!(state.latest_import().updated, [StoryId(2)]);
        state.replace(view());
        assert!(runs(&row) <= 1 && runs(&table) >= 1);
    }
}
