//! What the page knows of its room, and who is notified when it changes. The domain's [`RoomView`] is the
//! model itself: updates are applied to it in place, and only what reads a changed topic runs again.
//! Knows nothing of sockets, commands or texts.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::board::Board;
use domain::change::Change;
use domain::deck::{Deck, DeckChoice};
use domain::ids::ParticipantId;
use domain::time::Timestamp;
use domain::view::{RoomView, Update};
use leptos::prelude::*;

use super::clock::Clock;
use super::latest_import::LatestImport;
use super::topic::{Topic, Triggers, topics};

/// Called with each update after it was applied.
type Listener = Box<dyn Fn(&RoomView, &Update)>;

/// The room as this page's participant sees it.
///
/// After its owner is gone it is an empty room: handlers of elements that are just being removed may
/// still read it.
#[derive(Clone, Copy)]
pub struct RoomStore(StoredValue<Rc<Inner>, LocalStorage>);

struct Inner {
    view: RefCell<RoomView>,
    triggers: RefCell<Triggers>,
    latest_import: RefCell<LatestImport>,
    /// Who asked the viewer last for a vote, and how often somebody did.
    nudge: Cell<(u32, Option<ParticipantId>)>,
    listener: RefCell<Option<Listener>>,
    /// What a part of the page keeps with the room.
    kept: RefCell<Option<Rc<dyn Any>>>,
    clock: Clock,
}

/// The context that the page of a room provides.
pub fn use_room() -> RoomStore {
    expect_context()
}

impl RoomStore {
    /// A room that begins with this view, owned by the current owner.
    pub fn new(view: RoomView, clock: Clock) -> Self {
        Self(StoredValue::new_local(Rc::new(Inner::new(view, clock))))
    }

    /// Reads the view, and runs the reactive code around it again when the topic changes. A story may
    /// be gone by then: look it up as an `Option`.
    pub fn read<R>(self, topic: Topic, read: impl FnOnce(&RoomView) -> R) -> R {
        self.track(topic);
        self.peek(read)
    }

    /// Runs the reactive code around it again when the topic changes.
    pub fn track(self, topic: Topic) {
        let trigger = self.inner().triggers.borrow_mut().get_or_insert(topic);
        trigger.track();
    }

    /// Reads the view without subscribing: for event handlers.
    pub fn peek<R>(self, read: impl FnOnce(&RoomView) -> R) -> R {
        read(&self.inner().view.borrow())
    }

    /// Applies an update and notifies the subscribers of what it changes.
    pub fn apply(self, update: &Update) {
        let inner = self.inner();
        let you = self.peek(|view| view.you);
        inner.latest_import.borrow_mut().observe(you, update);
        inner.view.borrow_mut().apply(update);
        if let Update::Nudged(by) = update {
            inner.nudge.set((inner.nudge.get().0 + 1, Some(*by)));
        }
        for topic in topics(update) {
            // Nobody reads a topic without a trigger.
            let trigger = inner.triggers.borrow().get(topic);
            if let Some(trigger) = trigger {
                trigger.notify();
            }
        }
        if let Update::Change(change) = update
            && let Change::StoriesRemoved { .. } = &**change
        {
            inner.forget_removed_stories();
        }
        if let Some(listener) = &*inner.listener.borrow() {
            self.peek(|view| listener(view, update));
        }
    }

    /// Calls `listener` with each update after it was applied.
    pub fn listen(self, listener: Listener) {
        *self.inner().listener.borrow_mut() = Some(listener);
    }

    /// Takes a fresh view and notifies every subscriber.
    pub fn replace(self, view: RoomView) {
        let inner = self.inner();
        *inner.view.borrow_mut() = view;
        let triggers = inner.triggers.borrow().all();
        triggers.iter().for_each(ArcTrigger::notify);
        inner.forget_removed_stories();
    }

    /// What this participant's latest addition or import brought.
    pub fn latest_import(self) -> LatestImport {
        self.inner().latest_import.borrow().clone()
    }

    /// Who asked the viewer last for a vote, and how often somebody did. Runs the reactive code around it again
    /// when somebody does.
    pub fn nudge(self) -> (u32, Option<ParticipantId>) {
        self.track(Topic::Nudge);
        self.inner().nudge.get()
    }

    /// What a part of the page keeps with the room for as long as it is shown; made when it is first wanted.
    pub fn kept<T: 'static>(self, make: impl FnOnce() -> Rc<T>) -> Rc<T> {
        let kept = self.inner().kept.borrow().clone();
        if let Some(kept) = kept.and_then(|kept| kept.downcast().ok()) {
            return kept;
        }
        let made = make();
        *self.inner().kept.borrow_mut() = Some(made.clone());
        made
    }

    /// The server's clock.
    pub fn clock(self) -> Clock {
        self.inner().clock.clone()
    }

    fn inner(self) -> Rc<Inner> {
        self.0.try_get_value().unwrap_or_else(|| Rc::new(Inner::empty()))
    }
}

impl Inner {
    fn new(view: RoomView, clock: Clock) -> Self {
        Self {
            view: RefCell::new(view),
            triggers: RefCell::default(),
            latest_import: RefCell::default(),
            nudge: Cell::default(),
            listener: RefCell::default(),
            kept: RefCell::default(),
            clock,
        }
    }

    /// Those that run after this may subscribe to a removed story once more; its trigger goes the next time.
    fn forget_removed_stories(&self) {
        let view = self.view.borrow();
        self.triggers.borrow_mut().retain(|story| view.board.stories.contains(story));
    }

    fn empty() -> Self {
        let deck = Deck::new(&DeckChoice::default());
        let board = Board::new(String::new(), deck, Timestamp(0));
        Self::new(RoomView { you: ParticipantId(0), board, hand: Vec::new() }, Clock::default())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use domain::deck::Card;
    use domain::ids::StoryId;
    use domain::protocol::decode;

    use super::*;
    use crate::state::topic::topics;

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
        {"change": {"editing_changed": {"participant": 2, "editing": "room_title"}}},
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
        {"change": {"story_noted": {"story": 1, "actual": "8", "is_reference": true}}},
        {"change": {"progressed": [{"story": 2, "open_questions": 1}]}},
        {"change": {"voting_opened": {"stories": [3, 2], "until": 9, "at": 5}}},
        {"voted": {"story": 2, "participant": 1, "has_vote": true}},
        {"change": {"on_wall": [{"story": 3}, {"story": 2, "card": "5", "moves": 1}]}},
        {"change": {"off_wall": [2]}},
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

    /// What subscribers of a topic may read.
    fn shown(view: &RoomView, topic: Topic) -> String {
        let board = &view.board;
        match topic {
            Topic::Room => format!("{:?}", (&board.title, &board.deck, &board.settings)),
            Topic::People => format!("{:?}", board.people),
            Topic::Wall => format!("{:?}", board.wall),
            Topic::Backlog => format!("{:?}", (board.stories.keys(), board.estimated())),
            // Told to readers, and kept nowhere.
            Topic::Nudge => String::new(),
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
    fn subscribers_of_everything_that_an_update_changes_are_notified() {
        let all = [Topic::Room, Topic::People, Topic::Backlog, Topic::Table, Topic::Wall];
        let all = all.into_iter().chain((1..4).map(|id| Topic::Story(StoryId(id))));
        let all: Vec<Topic> = all.collect();
        let mut view = view();
        for update in history() {
            let before = view.clone();
            view.apply(&update);
            assert_ne!(view, before, "{update:?} changes something");
            let notified: BTreeSet<Topic> = topics(&update).into_iter().collect();
            for topic in &all {
                let changed = shown(&before, *topic) != shown(&view, *topic);
                let new = shown(&before, *topic).is_empty();
                assert!(
                    !changed || new || notified.contains(topic),
                    "{update:?} changes {topic:?}"
                );
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
        assert_eq!(kinds.len(), 31, "add new kinds of change to the history");
    }

    #[test]
    fn a_vote_runs_no_row_of_the_backlog_and_a_removed_story_reads_as_none() {
        let owner = Owner::new();
        owner.set();
        let store = RoomStore::new(view(), Clock::default());
        history().iter().take(18).for_each(|update| store.apply(update));
        let count = |topic| {
            let runs = Arc::new(AtomicU32::new(0));
            let counter = runs.clone();
            let reader = Memo::new(move |_| {
                store.read(topic, |view| view.board.stories.get(StoryId(1)).map(|s| s.id));
                counter.fetch_add(1, Ordering::Relaxed)
            });
            (reader, runs)
        };
        let row = count(Topic::Story(StoryId(1)));
        let backlog = count(Topic::Backlog);
        let table = count(Topic::Table);
        let runs = |(reader, runs): &(Memo<u32>, Arc<AtomicU32>)| {
            reader.get_untracked();
            runs.swap(0, Ordering::Relaxed)
        };
        assert_eq!((runs(&row), runs(&backlog), runs(&table)), (1, 1, 1));
        let vote = r#"{"voted": {"story": null, "participant": 1, "has_vote": true}}"#;
        store.apply(&decode(vote).unwrap());
        assert_eq!((runs(&row), runs(&backlog), runs(&table)), (0, 0, 1));
        let removed = r#"{"change": {"stories_removed": {"by": 1, "stories": [1]}}}"#;
        store.apply(&decode(removed).unwrap());
        assert_eq!((runs(&row), runs(&backlog)), (1, 1));
        assert_eq!(store.latest_import().updated, 1);
        store.replace(view());
        assert!(runs(&row) <= 1 && runs(&table) == 1);
    }
}
