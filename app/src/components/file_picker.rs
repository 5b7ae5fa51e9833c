//! A button by which a file of this device is chosen. Knows nothing of what is done with it.

use leptos::html;
use leptos::prelude::*;
use web_sys::File;

/// The button, with the browser's own chooser behind it.
#[component]
pub fn FilePicker(
    /// Which files are offered first: `.csv,.json`.
    accept: &'static str,
    /// Whether none can be chosen now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called with the chosen file.
    on_file: impl Fn(File) + 'static,
    /// What the button says.
    children: Children,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let open = move |_| {
        if let Some(input) = input.try_get_untracked().flatten() {
            input.click();
        }
    };
    view! {
        <button type="button" class="button" disabled=disabled on:click=open>
            {children()}
        </button>
        <input
            node_ref=input
            type="file"
            accept=accept
            hidden
            on:change:target=move |event| {
                let input = event.target();
                let file = input.files().and_then(|files| files.get(0));
                input.set_value("");
                if let Some(file) = file {
                    on_file(file);
                }
            }
        />
    }
}
