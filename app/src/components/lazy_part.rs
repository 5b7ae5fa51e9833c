//! A part of the page that is loaded when it is first shown, with the texts of all parts: a spinner
//! meanwhile, and *Try again* where one of them does not arrive.

use std::pin::Pin;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_split_helpers::SplitLoaderError;

use super::part_loading::PartLoading;
use crate::i18n::{Supplement, Text, use_i18n};

/// A part of the app did not arrive.
#[derive(Clone, Copy, Debug)]
pub struct PartMissing;

impl From<SplitLoaderError> for PartMissing {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// A part on its way.
pub type Loading = Pin<Box<dyn Future<Output = Result<AnyView, PartMissing>> + Send>>;

/// Shows what `load` loads; calls it again when somebody presses *Try again*.
#[component]
pub fn LazyPart<Load, Part>(
    /// Loads the part: calls its split function.
    load: Load,
    /// Called by *Cancel*, which stands beside *Try again* where the part is not in a dialog.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView
where
    Load: Fn() -> Part + Send + 'static,
    Part: Future<Output = Result<AnyView, PartMissing>> + Send + 'static,
{
    lazy_part(Box::new(move || Box::pin(load())), on_cancel)
}

/// The same for all parts: what shows one is large, and not made again for each.
fn lazy_part(load: Box<dyn Fn() -> Loading + Send>, on_cancel: Option<Callback<()>>) -> AnyView {
    let i18n = use_i18n();
    let attempts = Trigger::new();
    let missing = move || {
        view! {
            <p class="part-missing" role="alert">
                {i18n.text(Text::PartNotLoaded)}
            </p>
            <div class="dialog-actions">
                <button
                    type="button"
                    class="button button--primary"
                    on:click=move |_| attempts.notify()
                >
                    {i18n.text(Text::TryAgain)}
                </button>
                {on_cancel
                    .map(|on_cancel| {
                        view! {
                            <button
                                type="button"
                                class="button button--quiet"
                                on:click=move |_| on_cancel.run(())
                            >
                                {i18n.text(Text::Cancel)}
                            </button>
                        }
                    })}
            </div>
        }
        .into_any()
    };
    view! {
        <Suspense fallback=PartLoading>
            {move || {
                attempts.track();
                let view = load();
                Suspend::new(async move {
                    let texts = SendWrapper::new(i18n.load(Supplement::Parts)).await;
                    let view = match texts {
                        Some(()) => view.await,
                        None => Err(PartMissing),
                    };
                    view.unwrap_or_else(|PartMissing| missing())
                })
            }}
        </Suspense>
    }
    .into_any()
}
