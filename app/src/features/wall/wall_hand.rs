//! How a person moves stories on the wall: a story is picked up by a press or a key, and put into a column by
//! another one; or it is dragged.

use domain::command::Command;
use domain::ids::StoryId;
use domain::people::Role;
use domain::wall::WallAction;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::drag::Drag;
use super::layout::{Layout, NOT_PLACED, Step};
use crate::components::keyboard::is_escape;
use crate::host::{Host, use_host};
use crate::i18n::{I18n, Text, use_i18n};
use crate::session::{Commands, use_commands};
use crate::state::{RoomStore, RoomUi, Topic, short_name, use_room, use_room_ui};

/// The hand of the person at this page.
#[derive(Clone, Copy)]
pub struct WallHand {
    pub(super) host: Host,
    i18n: I18n,
    room: RoomStore,
    ui: RoomUi,
    commands: Commands,
    /// The wall as it is drawn here.
    pub layout: Memo<Layout>,
    /// Moves that the room has not answered yet, each with its column.
    sending: RwSignal<Vec<(StoryId, usize)>>,
    /// The story that is picked up, and the column that it would go to.
    picked: RwSignal<Option<(StoryId, usize)>>,
    /// The card that had the focus last.
    focused: RwSignal<Option<StoryId>>,
    /// The card that the tab key stops at: one of them has it.
    stop: Memo<Option<StoryId>>,
    /// The card that is dragged.
    pub(super) drag: RwSignal<Option<Drag>>,
    may_move: Memo<bool>,
}

/// A hand that holds nothing.
pub fn use_wall_hand() -> WallHand {
    let room = use_room();
    let sending = RwSignal::new(Vec::new());
    let layout = Memo::new(move |_| {
        room.track(Topic::Wall);
        room.track(Topic::Room);
        room.read(Topic::Backlog, |view| {
            sending.with(|sending: &Vec<_>| Layout::of(&view.board, sending))
        })
    });
    let may_move = Memo::new(move |_| {
        room.read(Topic::People, |view| {
            view.me().is_some_and(|me| me.role == Role::Estimator || me.facilitator)
        })
    });
    let focused = RwSignal::new(None::<StoryId>);
    let stop = Memo::new(move |_| {
        let focused = focused.get();
        layout.with(|layout| {
            let focused = focused.filter(|story| layout.column(*story).is_some());
            focused.or(layout.cards.first().map(|(first, _)| *first))
        })
    });
    WallHand {
        host: use_host(),
        i18n: use_i18n(),
        room,
        ui: use_room_ui(),
        commands: use_commands(),
        layout,
        sending,
        picked: RwSignal::new(None),
        focused,
        stop,
        drag: RwSignal::new(None),
        may_move,
    }
}

impl WallHand {
    /// Whether this person may move stories.
    pub fn may_move(self) -> bool {
        self.may_move.get()
    }

    /// The story that is picked up, as long as it is on the wall.
    pub fn held(self) -> Option<StoryId> {
        let (story, _) = self.picked.get()?;
        self.layout.with(|layout| layout.column(story)).map(|_| story)
    }

    /// The same, for handlers.
    pub fn held_untracked(self) -> Option<StoryId> {
        untrack(|| self.held())
    }

    /// Whether what is picked up or dragged would go to this column.
    pub fn is_target(self, column: usize) -> bool {
        let dragged = self.drag.with(|drag| drag.as_ref().map(|drag| drag.target));
        let held = || self.held().and(self.picked.get()).map(|(_, column)| column);
        dragged.unwrap_or_else(held) == Some(column)
    }

    /// Whether a story is on its way to another column.
    pub fn is_sending(self, story: StoryId) -> bool {
        self.sending.with(|sending| sending.iter().any(|(sent, _)| *sent == story))
    }

    /// Whether the tab key stops at this card.
    pub fn is_stop(self, story: StoryId) -> bool {
        self.stop.get() == Some(story)
    }

    /// The focus came to a card.
    pub fn on_focus(self, story: StoryId) {
        self.focused.set(Some(story));
    }

    /// What a column is called.
    pub fn column_name(self, column: usize) -> String {
        let label = self.layout.with(|layout| layout.label(column).cloned());
        label.unwrap_or_else(|| self.i18n.get(Text::WallNotPlaced))
    }

    /// A card was pressed: its story is picked up, or put where it was going to.
    pub fn press(self, story: StoryId) {
        if !self.may_move.get_untracked() {
            return;
        }
        match self.picked.get_untracked() {
            Some((held, column)) if held == story => self.put(column),
            _ => {
                let column = self.layout.with_untracked(|layout| layout.column(story));
                self.picked.set(column.map(|column| (story, column)));
                let name = self.name(story);
                self.say(|i18n| i18n.format(Text::WallHeld, &[("story", &name)]));
            }
        }
    }

    /// Puts what is picked up into a column; does nothing while nothing is.
    pub fn put(self, column: usize) {
        if let Some(story) = self.held_untracked() {
            self.picked.set(None);
            self.move_to(story, column);
        }
    }

    /// Leaves what is picked up where it is.
    pub fn leave(self) {
        if let Some(story) = self.held_untracked() {
            self.picked.set(None);
            self.say_place(story, Text::SaidStays);
            self.focus(story);
        }
    }

    /// Moves a story to another column.
    pub(super) fn move_to(self, story: StoryId, column: usize) {
        if self.layout.with_untracked(|layout| layout.column(story)) == Some(column) {
            return self.say_place(story, Text::SaidStays);
        }
        let card = self.layout.with_untracked(|layout| layout.label(column).cloned());
        self.sending.update(|sending| sending.push((story, column)));
        self.say_place(story, Text::SaidPlaced);
        self.focus(story);
        let command = Command::Wall(WallAction::Move { story, card });
        self.commands.send_then(command, move |answer| {
            self.sending.try_update(|sending| {
                if let Some(at) = sending.iter().position(|sent| *sent == (story, column)) {
                    sending.remove(at);
                }
            });
            if let Err(refusal) = answer {
                self.commands.show_refusal(&refusal);
            }
        });
    }

    /// A key was pressed on the wall.
    pub fn on_key(self, event: &KeyboardEvent) {
        if is_escape(event) && self.picked.get_untracked().is_some() {
            event.stop_propagation();
            return self.leave();
        }
        let is_mirrored = self.i18n.is_right_to_left();
        let step = match event.key().as_str() {
            "ArrowUp" => Step::Up,
            "ArrowDown" => Step::Down,
            "ArrowLeft" if is_mirrored => Step::On,
            "ArrowRight" if is_mirrored => Step::Back,
            "ArrowLeft" => Step::Back,
            "ArrowRight" => Step::On,
            _ => return,
        };
        let is_on_card =
            self.host.focused().is_some_and(|it| it.matches(".wall-card *").unwrap_or(false));
        if event.alt_key() || event.ctrl_key() || event.meta_key() || !is_on_card {
            return;
        }
        event.prevent_default();
        match self.picked.get_untracked() {
            Some((story, column)) => self.aim(story, column, step),
            None => self.step(step),
        }
    }

    /// Another column for what is picked up.
    fn aim(self, story: StoryId, column: usize, step: Step) {
        let next = self.layout.with_untracked(|layout| layout.column_beside(column, step));
        if let Some(next) = next {
            self.picked.set(Some((story, next)));
            self.show(format!(".wall-headings [data-column='{next}']"));
            self.say(|_| self.column_name(next));
        }
    }

    /// The focus goes to the card beside.
    fn step(self, step: Step) {
        let Some(stop) = self.stop.get_untracked() else { return };
        if let Some(next) = self.layout.with_untracked(|layout| layout.beside(stop, step)) {
            self.focus(next);
        }
    }

    /// Gives the focus to a card.
    fn focus(self, story: StoryId) {
        self.host.focus(format!(".wall-cards [data-row='{story}'] button"));
    }

    /// Scrolls something into sight.
    fn show(self, selector: String) {
        request_animation_frame(move || {
            if let Some(element) = self.host.find(&selector) {
                element.scroll_into_view_with_scroll_into_view_options(&nearest());
            }
        });
    }

    fn say_place(self, story: StoryId, text: Text) {
        let name = self.name(story);
        let column =
            self.layout.with_untracked(|layout| layout.column(story)).unwrap_or(NOT_PLACED);
        self.say(|i18n| {
            let column = self.column_name(column);
            i18n.format(text, &[("story", &name), ("column", &column)])
        });
    }

    fn say(self, sentence: impl FnOnce(I18n) -> String) {
        self.ui.announce(untrack(|| sentence(self.i18n)));
    }

    fn name(self, story: StoryId) -> String {
        let name = self.room.peek(|view| view.board.stories.get(story).map(short_name));
        name.unwrap_or_default()
    }
}

/// Scrolls no farther than it takes.
fn nearest() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    options
}
