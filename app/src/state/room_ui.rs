//! What this page shows of the room and has open. Nobody else sees it: reading another story never moves
//! the room (rule 20).

use domain::ids::{StoryId, Subject};
use leptos::prelude::*;

use super::room_store::RoomStore;
use super::topic::Topic;

/// What can lie over the room where it is too narrow to stand beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drawer {
    /// Nothing.
    #[default]
    Closed,
    /// The backlog.
    Backlog,
    /// People and tools.
    Side,
}

impl Drawer {
    /// The selector of what gets the focus when it opens.
    pub fn selector(self) -> &'static str {
        match self {
            Self::Closed => "#story",
            Self::Backlog => ".room-backlog",
            Self::Side => ".room-side",
        }
    }
}

/// What this page shows of the room and has open.
#[derive(Clone, Copy)]
pub struct RoomUi {
    room: RoomStore,
    /// The story that is read here instead of the room's.
    pinned: RwSignal<Option<StoryId>>,
    shown: Memo<Subject>,
    /// What lies over the room.
    pub drawer: RwSignal<Drawer>,
    /// The story whose texts are being edited here.
    pub editing: RwSignal<Option<StoryId>>,
    /// Whether the shortcuts are shown.
    pub shortcuts_open: RwSignal<bool>,
    /// Whether the settings are open.
    pub settings_open: RwSignal<bool>,
    /// Whether the import is open.
    pub import_open: RwSignal<bool>,
    /// What screen readers are told of what was done here.
    pub announcement: RwSignal<String>,
}

/// The context that the layout of the room provides.
pub fn use_room_ui() -> RoomUi {
    expect_context()
}

impl RoomUi {
    /// Follows the room.
    pub fn new(room: RoomStore) -> Self {
        let pinned = RwSignal::new(None::<StoryId>);
        let shown = Memo::new(move |_| {
            let current = room.read(Topic::Table, |view| view.board.current);
            let exists =
                |id: &StoryId| room.read(Topic::Backlog, |view| view.board.stories.contains(*id));
            pinned.get().filter(exists).or(current)
        });
        Self {
            room,
            pinned,
            shown,
            drawer: RwSignal::new(Drawer::Closed),
            editing: RwSignal::new(None),
            shortcuts_open: RwSignal::new(false),
            settings_open: RwSignal::new(false),
            import_open: RwSignal::new(false),
            announcement: RwSignal::new(String::new()),
        }
    }

    /// What is shown here: a story, or the quick round.
    pub fn shown(self) -> Subject {
        self.shown.try_get().flatten()
    }

    /// Whether something else is shown here than what the room is at.
    pub fn is_elsewhere(self) -> bool {
        self.shown() != self.room.read(Topic::Table, |view| view.board.current)
    }

    /// Shows a story here; follows the room when it is the room's.
    pub fn open_story(self, story: StoryId) {
        let current = self.room.peek(|view| view.board.current);
        self.pinned.set(Some(story).filter(|_| current != Some(story)));
        self.drawer.set(Drawer::Closed);
    }

    /// Goes back to what the room is at, and follows it from then on.
    pub fn follow_room(self) {
        self.pinned.try_set(None);
    }

    /// Stays with a story while something is being written in it, even when the room moves on.
    pub fn pin_story(self, story: StoryId) {
        self.pinned.try_set(Some(story));
    }

    /// Writing is done: follows the room again, if the room is still at that story.
    pub fn unpin_story(self) {
        let current = self.room.peek(|view| view.board.current);
        if current.is_some() && self.pinned.try_get_untracked().flatten() == current {
            self.pinned.set(None);
        }
    }

    /// Tells screen readers what was done here.
    pub fn announce(self, sentence: String) {
        self.announcement.try_set(sentence);
    }
}
