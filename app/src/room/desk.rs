//! What this page shows and has open. Nobody else sees it: reading another story never moves the
//! room (rule 20).

use domain::ids::{StoryId, Subject};

use crate::host::Host;
use crate::later::before_drawing;
use crate::signals::{Memo, Var};
use crate::state::{RoomState, Topic};

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
    /// What gets the focus when it opens.
    pub fn selector(self) -> &'static str {
        match self {
            Self::Closed => "#story",
            Self::Backlog => ".room-backlog",
            Self::Side => ".room-side",
        }
    }
}

/// What this page shows and has open.
#[derive(Clone, Copy)]
pub struct Desk {
    room: RoomState,
    host: Host,
    /// The story that is read here instead of the room's.
    chosen: Var<Option<StoryId>>,
    shown: Memo<Subject>,
    /// What lies over the room.
    pub drawer: Var<Drawer>,
    /// The story whose texts are being edited here.
    pub editing: Var<Option<StoryId>>,
    /// Whether the shortcuts are shown.
    pub help: Var<bool>,
    /// Whether the import is open.
    pub import: Var<bool>,
    /// What a screen reader shall be told of what was done here.
    pub spoken: Var<String>,
}

impl Desk {
    /// Follows the room.
    pub fn new(host: Host, room: RoomState) -> Self {
        let chosen = Var::new(None::<StoryId>);
        let shown = Memo::new(move || {
            let current = room.read(Topic::Table, |view| view.board.current);
            let there =
                |id: &StoryId| room.read(Topic::Backlog, |view| view.board.stories.contains(*id));
            chosen.get().filter(there).or(current)
        });
        Self {
            room,
            host,
            chosen,
            shown,
            drawer: Var::new(Drawer::Closed),
            editing: Var::new(None),
            help: Var::new(false),
            import: Var::new(false),
            spoken: Var::new(String::new()),
        }
    }

    /// What is shown here: a story, or the quick round.
    pub fn shown(self) -> Subject {
        self.shown.try_get().flatten()
    }

    /// Whether something else is shown here than what the room is at.
    pub fn is_elsewhere(self) -> bool {
        self.shown.get() != self.room.read(Topic::Table, |view| view.board.current)
    }

    /// Reads a story here; follows the room when it is the room's.
    pub fn open(self, story: StoryId) {
        let current = self.room.peek(|view| view.board.current);
        self.chosen.set(Some(story).filter(|_| current != Some(story)));
        self.drawer.set(Drawer::Closed);
    }

    /// Puts the focus on the first element that matches, once the page has been drawn.
    pub fn focus_soon(self, selector: String) {
        before_drawing(move || {
            if let Some(element) = self.host.find(&selector) {
                let _ = element.focus();
            }
        });
    }

    /// Tells a screen reader what was done here.
    pub fn say(self, sentence: String) {
        self.spoken.set(sentence);
    }

    /// Goes back to what the room is at, and follows it from then on.
    pub fn follow(self) {
        self.chosen.set(None);
    }

    /// Stays with a story while something is being written in it, also when the room moves on.
    pub fn stay(self, story: StoryId) {
        self.chosen.set(Some(story));
    }

    /// What was being written is done: follows the room again, if the room is still here.
    pub fn release(self) {
        let current = self.room.peek(|view| view.board.current);
        if current.is_some() && self.chosen.try_get_untracked().flatten() == current {
            self.chosen.set(None);
        }
    }
}
