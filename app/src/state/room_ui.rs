//! What this page shows of the room and has open. Nobody else sees it: reading another story never moves
//! the room (rule 20).

use std::time::Duration;

use domain::ids::{StoryId, Subject};
use leptos::prelude::*;

use super::browser_storage;
use super::room_store::RoomStore;
use super::topic::Topic;
use crate::host::Host;

/// The key that the choice of sounds is stored under, and its value where they are heard.
const SOUNDS_KEY: &str = "ready-room:sounds";
const SOUNDS_ON: &str = "on";

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

/// A dialog over the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomDialog {
    /// What is voted on ahead of a meeting, perhaps with a story to open for that.
    Ahead(Option<StoryId>),
    /// The files that the room can be saved as.
    Export,
    /// Bringing stories in.
    Import,
    /// Codes to scan.
    Invite,
    /// The questions that wait for an answer.
    OpenQuestions,
    /// Putting stories on the wall, perhaps with one that somebody wants there.
    PutOnWall(Option<StoryId>),
    /// When stories are ready.
    Ready,
    /// The settings of the room.
    Settings,
    /// The keyboard shortcuts.
    Shortcuts,
}

/// What this page shows of the room and has open.
#[derive(Clone, Copy)]
pub struct RoomUi {
    room: RoomStore,
    /// The story that is read here instead of the room's.
    pinned: RwSignal<Option<StoryId>>,
    /// The story that something is being typed in, wherever the room is meanwhile.
    typing: RwSignal<Option<StoryId>>,
    /// Counts how often typing began, so that an end that was announced before does not count.
    typing_began: StoredValue<u32>,
    shown: Memo<Subject>,
    /// What lies over the room.
    pub drawer: RwSignal<Drawer>,
    /// The story whose texts are being edited here.
    pub editing: RwSignal<Option<StoryId>>,
    /// Whether what makes a story ready is unfolded here; `None` until somebody chooses.
    pub is_preparing: RwSignal<Option<bool>>,
    /// Whether this person has joined in at the wall, which then stands in the place of the meeting.
    pub is_at_wall: RwSignal<bool>,
    /// The dialog that is open.
    pub dialog: RwSignal<Option<RoomDialog>>,
    /// Whether somebody has done something here and the texts of parts have come, so that what nobody waits for may be
    /// fetched as well.
    pub is_warm: RwSignal<bool>,
    /// Whether soft sounds are heard here; `None` until that is chosen.
    pub sounds: RwSignal<Option<bool>>,
    /// A text that the import is to read when it is opened.
    import_text: StoredValue<Option<String>>,
    /// What screen readers are told of what was done here.
    pub announcement: RwSignal<String>,
}

/// The context that the layout of the room provides.
pub fn use_room_ui() -> RoomUi {
    expect_context()
}

impl RoomUi {
    /// Follows the room.
    pub fn new(host: Host, room: RoomStore) -> Self {
        let pinned = RwSignal::new(None::<StoryId>);
        let (typing, editing) = (RwSignal::new(None::<StoryId>), RwSignal::new(None::<StoryId>));
        let shown = Memo::new(move |_| {
            let current = room.read(Topic::Table, |view| view.board.current);
            let exists =
                |id: &StoryId| room.read(Topic::Backlog, |view| view.board.stories.contains(*id));
            let edited = editing.get().or_else(|| typing.get()).filter(exists);
            edited.or_else(|| pinned.get().filter(exists)).or(current)
        });
        Self {
            room,
            pinned,
            typing,
            typing_began: StoredValue::new(0),
            shown,
            drawer: RwSignal::new(Drawer::Closed),
            editing,
            is_preparing: RwSignal::new(None),
            is_at_wall: RwSignal::new(false),
            dialog: RwSignal::new(None),
            is_warm: RwSignal::new(false),
            sounds: RwSignal::new(
                browser_storage::item(host, SOUNDS_KEY).map(|it| it == SOUNDS_ON),
            ),
            import_text: StoredValue::new(None),
            announcement: RwSignal::new(String::new()),
        }
    }

    /// Chooses whether soft sounds are heard here, and remembers it in this browser.
    pub fn choose_sounds(self, host: Host, on: bool) {
        self.sounds.set(Some(on));
        browser_storage::set_item(host, SOUNDS_KEY, if on { SOUNDS_ON } else { "off" });
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
        self.leave_others(Some(story));
        self.drawer.set(Drawer::Closed);
    }

    /// Goes back to what the room is at, and follows it from then on.
    pub fn follow_room(self) {
        self.follow_room_to(self.room.peek(|view| view.board.current));
    }

    /// The same where the room is about to come to a story.
    pub fn follow_room_to(self, story: Subject) {
        self.pinned.try_set(None);
        self.leave_others(story);
    }

    /// Something is being typed in a story: it stays, even when the room moves on.
    pub fn typing(self, story: StoryId) {
        self.typing_began.try_update_value(|count| *count += 1);
        if self.typing.try_get_untracked() != Some(Some(story)) {
            self.typing.try_set(Some(story));
        }
    }

    /// Nothing is being typed any more: what was shown before is shown again, unless typing begins in another
    /// field at once.
    pub fn typed(self) {
        let began = self.typing_began.try_get_value();
        let stop = move || {
            let goes_on = self.typing_began.try_get_value() != began;
            if !goes_on && self.typing.try_get_untracked().flatten().is_some() {
                self.typing.try_set(None);
            }
        };
        set_timeout(stop, Duration::ZERO);
    }

    /// Leaves what is edited in other stories; their fields send or keep it.
    fn leave_others(self, story: Subject) {
        for edited in [self.editing, self.typing] {
            if edited.try_get_untracked().flatten().is_some_and(|edited| Some(edited) != story) {
                edited.try_set(None);
            }
        }
    }

    /// Opens the import with a text.
    pub fn import_text(self, text: String) {
        self.import_text.set_value(Some(text));
        self.dialog.set(Some(RoomDialog::Import));
    }

    /// The text that the import was opened with, once.
    pub fn take_import_text(self) -> Option<String> {
        self.import_text.try_update_value(Option::take).flatten()
    }

    /// Subscribes to what fields come and go with.
    pub fn track_fields(self) {
        let parts = [Topic::Backlog, Topic::Room, Topic::People];
        parts.into_iter().for_each(|part| self.room.track(part));
        // Criteria come and go in the story that is shown, if anything is typed in one.
        if let Some(story) = self.shown() {
            self.room.track(Topic::Story(story));
        }
    }

    /// Tells screen readers what was done here.
    pub fn announce(self, sentence: String) {
        self.announcement.try_set(sentence);
    }
}
