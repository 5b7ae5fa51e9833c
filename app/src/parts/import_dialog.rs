//! The dialog for bringing stories in. What is in it is fetched when somebody opens it, with a second
//! module (`app/src/files`); here is what that one knows nothing of: the dialog, a file dropped
//! anywhere on the page, and the room.

use std::cell::RefCell;
use std::time::Duration;

use domain::command::Command;
use domain::settings::Permission;
use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::dialog::dialog;
use super::file_drop::on_file_drop;
use crate::commands::{Commands, Toast};
use crate::dom::{El, View, button, dynamic, effect, el};
use crate::host::Host;
use crate::i18n::{Text, Texts};
use crate::later::{after, spawn};
use crate::page::{commands, host, room, texts};
use crate::sentences;
use crate::signals::{Shared, Var};
use crate::state::{Import as Imported, RoomState, Topic};
use crate::storage;

/// How often it is looked whether stories have come that the server has confirmed.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// How many times: for five seconds.
const LOOKS: u32 = 25;

/// How the fetching of what is in the dialog stands.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Loading,
    NotLoaded,
    Shown,
}

/// The dialog: a handle that can be copied anywhere.
#[derive(Clone, Copy)]
struct Import {
    host: Host,
    texts: Texts,
    commands: Commands,
    state: RoomState,
    open: Var<bool>,
    kept: Shared<Kept>,
}

/// Called with a name, a value and a function that hears what came of it.
type Asked = Closure<dyn Fn(String, String, JsValue)>;

#[derive(Default)]
struct Kept {
    /// The dropped file that nobody reads yet.
    file: RefCell<Option<File>>,
    /// What the other module shows now; it is told things by name.
    shown: RefCell<Option<JsValue>>,
    /// What the other module asks by.
    asked: RefCell<Option<Asked>>,
}

/// The dialog; `open` is set by whoever offers an import. A file dropped anywhere on the page opens
/// it as well.
pub fn import_dialog(open: Var<bool>) -> El {
    let (host, texts, commands, state) = (host(), texts(), commands(), room());
    let import = Import { host, texts, commands, state, open, kept: Shared::new(Kept::default()) };
    let asked = move |name: String, value: String, then: JsValue| import.asked(&name, value, then);
    *import.kept.get().asked.borrow_mut() = Some(Closure::wrap(Box::new(asked)));
    import.drop_anywhere();
    dialog(open, Text::ImportTitle, "import", move || import.inside())
}

impl Import {
    fn inside(self) -> View {
        let texts = self.texts;
        let stage = Var::new(Stage::Loading);
        let place = el("div.import-inside");
        let load = {
            let place = place.clone();
            move || self.load(&place, stage)
        };
        load();
        let waiting = move || match stage.get() {
            Stage::Shown => View::nothing(),
            Stage::Loading => el("p.import-loading")
                .attr("role", "status")
                .attr("aria-busy", "true")
                .text_of(texts.say(Text::ImportLoading))
                .into(),
            Stage::NotLoaded => {
                let load = load.clone();
                let again = button("button button--primary")
                    .on_click(move |_| load())
                    .text_of(texts.say(Text::ImportTryAgain));
                let problem = el("p.import-unreadable")
                    .attr("role", "alert")
                    .text_of(texts.say(Text::ImportNotLoaded));
                View::of([problem.into(), el("div.dialog-actions").child(again).into()])
            }
        };
        effect(move || {
            // Read here, so that it is done again when they change.
            let (language, keys) = (texts.language(), self.keys());
            if stage.get() == Stage::Shown {
                self.tell("keys", &keys);
                self.tell("lang", &language.into());
            }
        });
        on_cleanup(move || {
            self.tell("end", &JsValue::NULL);
            self.kept.get().shown.take();
            self.kept.get().file.take();
        });
        View::of([dynamic(waiting), place.into()])
    }

    fn load(self, place: &El, stage: Var<Stage>) {
        stage.set(Stage::Loading);
        let given = self.given();
        let language = untrack(|| self.texts.language());
        let coming = self.host.show_import(&place.html(), &language, &given);
        spawn(async move {
            let shown = match coming {
                Some(coming) => JsFuture::from(coming).await.ok(),
                None => None,
            };
            let is_open = stage.try_get_untracked().is_some();
            match shown {
                Some(shown) if is_open => {
                    *self.kept.get().shown.borrow_mut() = Some(shown);
                    stage.set(Stage::Shown);
                    self.hand_over();
                }
                // Closed meanwhile.
                Some(shown) => tell(&shown, "end", &JsValue::NULL),
                None => stage.set(Stage::NotLoaded),
            }
        });
    }

    /// What the other module is given beside what the loader knows.
    fn given(self) -> Object {
        let given = Object::new();
        let room = self.commands.room();
        let secret = storage::room(&room).secret;
        let kept = self.kept.get();
        let asked = kept.asked.borrow();
        let asked = asked.as_ref().map(|asked| asked.as_ref().clone()).unwrap_or_default();
        for (name, value) in [("room", room.0.into()), ("secret", secret.into()), ("ask", asked)] {
            // Fails only on what is no object.
            let _ = Reflect::set(&given, &name.into(), &value);
        }
        given
    }

    /// The other module wants something of the room or the dialog.
    fn asked(self, name: &str, value: String, then: JsValue) {
        match name {
            "send" => self.send(value, then.unchecked_into()),
            "done" => self.open.set(false),
            _ => {}
        }
    }

    /// Sends a command as any other. `answered` is called with the sentence of a refusal or with null, and
    /// with how many stories came and how many have other texts; what it returns is said in a toast,
    /// beside the undo.
    fn send(self, json: String, answered: Function) {
        let before = self.state.latest_import().number;
        self.commands.send_written(json, move |answer| match answer {
            Ok(()) => self.came(before, answered, LOOKS),
            Err(refusal) => {
                let problem = untrack(|| sentences::refusal(self.texts, &refusal));
                let _ = answered.call1(&JsValue::NULL, &problem.into());
            }
        });
    }

    /// Tells what the import has brought. The answer to a large one comes on another line than the stories,
    /// and may be faster.
    fn came(self, before: u32, answered: Function, looks: u32) {
        let latest = self.state.latest_import();
        let is_here = latest.number != before;
        if !is_here && looks > 0 {
            after(LOOK_EVERY, move || self.came(before, answered, looks - 1));
            return;
        }
        // Nothing where the connection was lost in between, and they came with a fresh view.
        let Imported { added, updated, .. } = if is_here { latest } else { Imported::default() };
        let [first, second] = [&added, &updated].map(|stories| (stories.len() as u32).into());
        let said = answered.call3(&JsValue::NULL, &JsValue::NULL, &first, &second);
        if let Some(text) = said.ok().and_then(|said| said.as_string()) {
            let undo = is_here.then_some(Command::UndoImport { added, updated });
            self.commands.notify(Toast { text, undo, ..Toast::default() });
        }
    }

    /// The keys that the backlog has.
    fn keys(self) -> JsValue {
        let keys = Array::new();
        self.state.read(Topic::Backlog, |view| {
            for key in view.board.stories.iter().filter_map(|story| story.key.as_deref()) {
                keys.push(&key.into());
            }
        });
        keys.into()
    }

    /// Opens the dialog for a dropped file, if one may import.
    fn drop_anywhere(self) {
        on_file_drop(self.host, move |file| {
            if self.state.peek(|view| view.board.may(view.you, Permission::Backlog)) {
                *self.kept.get().file.borrow_mut() = Some(file);
                self.open.set(true);
                self.hand_over();
            }
        });
    }

    /// Gives the dropped file to the other module, once there is something to read it.
    fn hand_over(self) {
        let kept = self.kept.get();
        if kept.shown.borrow().is_some()
            && let Some(file) = kept.file.take()
        {
            self.tell("file", &file);
        }
    }

    fn tell(self, name: &str, value: &JsValue) {
        let shown = self.kept.get().shown.borrow().clone();
        shown.inspect(|shown| tell(shown, name, value));
    }
}

fn tell(shown: &JsValue, name: &str, value: &JsValue) {
    let tell = Reflect::get(shown, &"tell".into()).and_then(|tell| tell.dyn_into::<Function>());
    let _ = tell.and_then(|tell| tell.call2(shown, &name.into(), value));
}
