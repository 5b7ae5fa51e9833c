//! What is in the dialog, at each stage of the import.

use leptos::prelude::*;

use super::choose_file::ChooseFile;
use super::dropped_file::DroppedFile;
use super::import_state::{Stage, provide_import};
use super::preview::load_preview;
use super::reading_progress::ReadingProgress;
use super::unread::Unread;
use crate::components::lazy_part::LazyPart;
use crate::state::{DraftField, use_drafts, use_room_ui};

/// The import, from choosing a file to looking at what is in it.
#[component]
pub fn ImportContent(
    /// Files that are dropped on the page.
    dropped: DroppedFile,
) -> impl IntoView {
    let import = provide_import();
    use_drafts().follow(DraftField::PastedList, import.pasted);
    if let Some(text) = use_room_ui().take_import_text() {
        import.pasted.set(text);
        import.read_pasted();
    }
    dropped.receive(move |file| import.read_file(file));
    move || match import.stage() {
        Stage::Choose(problem) => view! { <ChooseFile problem /> }.into_any(),
        Stage::Reading => view! { <ReadingProgress /> }.into_any(),
        Stage::Read(preview) => {
            view! { <LazyPart load=move || load_preview(preview.clone()) /> }.into_any()
        }
        Stage::Unread(problem) => view! { <Unread problem /> }.into_any(),
    }
}
