//! What is done later: after a pause, before the next picture, or when an answer comes. One piece of
//! code for all of it.

use std::pin::Pin;
use std::time::Duration;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// What a pause leads to; it can be called off.
#[derive(Clone, Copy, Debug)]
pub struct Timer(i32);

impl Timer {
    /// Calls it off; nothing happens where it is over.
    pub fn stop(self) {
        web_sys::window().inspect(|window| window.clear_timeout_with_handle(self.0));
    }
}

/// Does something once after a pause. `None` only where there is no window.
pub fn after(pause: Duration, act: impl FnOnce() + 'static) -> Option<Timer> {
    fn boxed(pause: Duration, act: Box<dyn FnOnce()>) -> Option<Timer> {
        let act = Closure::once_into_js(act);
        let act = act.unchecked_ref();
        let pause = i32::try_from(pause.as_millis()).unwrap_or(i32::MAX);
        let window = web_sys::window()?;
        window.set_timeout_with_callback_and_timeout_and_arguments_0(act, pause).ok().map(Timer)
    }
    boxed(pause, Box::new(act))
}

/// Does something once before the next picture is drawn.
pub fn before_drawing(act: impl FnOnce() + 'static) {
    fn boxed(act: Box<dyn FnOnce()>) {
        let act = Closure::once_into_js(act);
        web_sys::window().inspect(|window| {
            let _ = window.request_animation_frame(act.unchecked_ref());
        });
    }
    boxed(Box::new(act));
}

/// Does something that waits for answers.
pub fn spawn(act: impl Future<Output = ()> + 'static) {
    let act: Pin<Box<dyn Future<Output = ()>>> = Box::pin(act);
    wasm_bindgen_futures::spawn_local(act);
}
