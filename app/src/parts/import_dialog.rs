//! Brings stories in from a file or a pasted list: read on the server, looked at here, and imported
//! with one press. Knows nothing of formats.

use std::sync::Arc;

use domain::draft::{Preview, Unreadable};
use domain::limits;
use domain::settings::Permission;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, File};

use super::dialog::Dialog;
use super::icon::Icon;
use super::import_preview::ImportPreview;
use crate::i18n::{Text, Texts};
use crate::net::http::{self, Failed};
use crate::sentences;
use crate::state::RoomState;

/// What the file dialog offers first.
const FILE_KINDS: &str = ".csv,.tsv,.txt,.md,.json,.feature,text/*";

/// Where the import stands.
#[derive(Clone)]
enum Stage {
    /// Nothing was chosen yet, or it could not be read: then the sentence says why.
    Choose(Option<String>),
    /// The server reads.
    Reading,
    /// What would be imported.
    Read(Arc<Preview>),
}

/// The dialog; `open` is set by whoever offers an import. A file dropped anywhere on the page opens
/// it as well.
#[component]
pub fn ImportDialog(
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let texts = expect_context::<Texts>();
    let stage = RwSignal::new(Stage::Choose(None));
    let pasted = RwSignal::new(String::new());
    let back = Callback::new(move |()| stage.set(Stage::Choose(None)));
    let done = Callback::new(move |()| {
        open.set(false);
        pasted.set(String::new());
        stage.set(Stage::Choose(None));
    });
    drop_anywhere(open, stage, texts);
    view! {
        <Dialog open title=Signal::derive(move || texts.get(Text::ImportTitle)) class="import">
            {move || match stage.get() {
                Stage::Choose(problem) => view! { <Choose stage pasted problem /> }.into_any(),
                Stage::Reading => {
                    view! {
                        <p class="import-reading" role="status" aria-busy="true">
                            {move || texts.get(Text::ImportReading)}
                        </p>
                    }
                        .into_any()
                }
                Stage::Read(preview) => view! { <ImportPreview preview back done /> }.into_any(),
            }}
        </Dialog>
    }
    .into_any()
}

#[component]
fn Choose(
    stage: RwSignal<Stage>,
    pasted: RwSignal<String>,
    problem: Option<String>,
) -> impl IntoView {
    let texts = expect_context::<Texts>();
    let picker = NodeRef::<html::Input>::new();
    let choose = move |_| {
        let Some(picker) = picker.get_untracked() else { return };
        if let Some(file) = picker.files().and_then(|files| files.get(0)) {
            read_file(file, stage, texts);
        }
        // So that the same file can be chosen again after it was corrected.
        picker.set_value("");
    };
    let pick = move |_| {
        if let Some(picker) = picker.get_untracked() {
            picker.click();
        }
    };
    let look = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let text = pasted.get_untracked();
        if !text.trim().is_empty() {
            read(JsValue::from(text), stage, texts);
        }
    };
    view! {
        {problem
            .map(|problem| {
                view! {
                    <p class="import-unreadable" role="alert">
                        {problem}
                    </p>
                }
            })}
        <div class="import-drop">
            {Icon::Upload.view()}
            <p>{move || texts.get(Text::ImportDrop)}</p>
            <button type="button" class="button" on:click=pick>
                {move || texts.get(Text::ImportChoose)}
            </button>
            <input node_ref=picker type="file" accept=FILE_KINDS hidden on:change=choose />
            <p class="import-formats">{move || texts.get(Text::ImportFormats)}</p>
        </div>
        <form class="import-paste" on:submit=look>
            <label class="field-label" for="import-text">
                {move || texts.get(Text::ImportPaste)}
            </label>
            <textarea
                id="import-text"
                class="field-input import-text"
                rows="6"
                placeholder=move || texts.get(Text::ImportPasteExample)
                prop:value=pasted
                on:input=move |event| pasted.set(event_target_value(&event))
            ></textarea>
            <div class="dialog-actions">
                <button
                    type="submit"
                    class="button button--primary"
                    disabled=move || pasted.with(|text| text.trim().is_empty())
                >
                    {move || texts.get(Text::ImportLook)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn read_file(file: File, stage: RwSignal<Stage>, texts: Texts) {
    if file.size() > limits::FILE_BYTES as f64 {
        let reason = Unreadable::TooLarge { limit: limits::FILE_BYTES as u32 };
        let problem = untrack(|| sentences::unreadable(texts, &reason));
        stage.set(Stage::Choose(Some(problem)));
    } else {
        read(file.into(), stage, texts);
    }
}

fn read(content: JsValue, stage: RwSignal<Stage>, texts: Texts) {
    stage.set(Stage::Reading);
    spawn_local(async move {
        let next = match http::preview(&content).await {
            Ok(preview) => Stage::Read(Arc::new(preview)),
            Err(failed) => Stage::Choose(Some(untrack(|| match failed {
                Failed::Refused(reason) => sentences::unreadable(texts, &reason),
                Failed::Unreachable => texts.get(Text::ImportUnreachable),
            }))),
        };
        stage.try_set(next);
    });
}

/// A file that is dropped on the page would otherwise take its place.
fn drop_anywhere(open: RwSignal<bool>, stage: RwSignal<Stage>, texts: Texts) {
    let state = expect_context::<RoomState>();
    let may = move || state.peek(|view| view.board.may(view.you, Permission::Backlog));
    let over = window_event_listener(leptos::ev::dragover, move |event: DragEvent| {
        if holds_file(&event) {
            event.prevent_default();
        }
    });
    let dropped = window_event_listener(leptos::ev::drop, move |event: DragEvent| {
        if !holds_file(&event) {
            return;
        }
        event.prevent_default();
        let file = event.data_transfer().and_then(|data| data.files()?.get(0));
        if let Some(file) = file.filter(|_| may()) {
            open.set(true);
            read_file(file, stage, texts);
        }
    });
    on_cleanup(move || {
        over.remove();
        dropped.remove();
    });
}

/// Stories are dragged as well, within the backlog.
fn holds_file(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|data| data.types());
    types.is_some_and(|types| types.includes(&"Files".into(), 0))
}
