//! Files of a room, saved on this device.

use std::time::Duration;

use domain::ids::RoomId;
use domain::selection::Selection;
use gloo_net::http::Request;
use leptos::prelude::{document, set_timeout};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlElement, Url};

use super::addresses::room_api;
use super::requests::authorized;
use crate::host::Host;

/// How long the address of a saved file stays valid: some browsers read it after the click.
const ADDRESS_VALID_FOR: Duration = Duration::from_secs(10);

/// Saves the chosen stories in the form that the server calls `form`. Returns the name of the file; `None` where
/// it could not be fetched.
pub async fn save(
    host: Host,
    room: &RoomId,
    secret: &str,
    form: &str,
    selection: Selection,
) -> Option<String> {
    let file = format!("export/{form}{}", selection.query());
    let address = host.address(&room_api(room, &file));
    let answer = authorized(Request::get(&address), host, secret).send().await.ok()?;
    if !answer.ok() {
        return None;
    }
    let disposition = answer.headers().get("content-disposition").unwrap_or_default();
    let name = file_name(&disposition).unwrap_or(form).to_owned();
    let answer: web_sys::Response = answer.into();
    let blob = JsFuture::from(answer.blob().ok()?).await.ok()?.dyn_into().ok()?;
    download(&blob, &name)?;
    Some(name)
}

/// Saves a text as a file of this name. `None` where the browser does not let it.
pub fn save_text(text: &str, name: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&text.into());
    download(&Blob::new_with_str_sequence(&parts).ok()?, name)
}

/// The plain name in `attachment; filename="sprint.csv"`.
fn file_name(disposition: &str) -> Option<&str> {
    let name = disposition.split(';').find_map(|part| part.trim().strip_prefix("filename="))?;
    Some(name.trim_matches('"')).filter(|name| !name.is_empty())
}

fn download(blob: &Blob, name: &str) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let link = document().create_element("a").ok()?;
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.unchecked_into::<HtmlElement>().click();
    set_timeout(move || drop(Url::revoke_object_url(&address)), ADDRESS_VALID_FOR);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_as_the_server_says() {
        assert_eq!(file_name("attachment; filename=\"sprint 12.csv\""), Some("sprint 12.csv"));
        assert_eq!(file_name("attachment; filename=a.md; filename*=UTF-8''b.md"), Some("a.md"));
        assert_eq!(file_name("inline"), None);
    }
}
