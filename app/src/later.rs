//! What is done later: after a pause, before the next picture, or when an answer comes. One piece of
//! code for all of it.

use std::cell::RefCell;
use std::pin::Pin;
use std::time::Duration;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// What a pause leads to; it can be called off.
#[derive(Clone, Copy, Debug)]
pub struct Timer {
    /// The browser's number.
    handle: i32,
    /// Ours.
    number: u32,
}

/// What waits for the end of its pause.
struct Waiting {
    acts: Vec<(u32, Box<dyn FnOnce()>)>,
    latest: u32,
    /// The one function that the browser calls, with the number of what is to be done.
    run: Closure<dyn Fn(u32)>,
}

thread_local! {
    static WAITING: RefCell<Waiting> = RefCell::new(Waiting {
        acts: Vec::new(),
        latest: 0,
        run: Closure::wrap(Box::new(|number| {
            if let Some(act) = take(number) {
                act();
            }
        })),
    });
}

fn take(number: u32) -> Option<Box<dyn FnOnce()>> {
    WAITING.with_borrow_mut(|waiting| {
        let place = waiting.acts.iter().position(|(other, _)| *other == number)?;
        Some(waiting.acts.swap_remove(place).1)
    })
}

impl Timer {
    /// Calls it off; nothing happens where it is over.
    pub fn stop(self) {
        drop(take(self.number));
        web_sys::window().inspect(|window| window.clear_timeout_with_handle(self.handle));
    }
}

/// Does something once after a pause. `None` only where there is no window.
pub fn after(pause: Duration, act: impl FnOnce() + 'static) -> Option<Timer> {
    fn boxed(pause: Duration, act: Box<dyn FnOnce()>) -> Option<Timer> {
        let pause = i32::try_from(pause.as_millis()).unwrap_or(i32::MAX);
        WAITING.with_borrow_mut(|waiting| {
            waiting.latest = waiting.latest.wrapping_add(1);
            let number = waiting.latest;
            let handle = web_sys::window()?
                .set_timeout_with_callback_and_timeout_and_arguments_1(
                    waiting.run.as_ref().unchecked_ref(),
                    pause,
                    &number.into(),
                )
                .ok()?;
            waiting.acts.push((number, act));
            Some(Timer { handle, number })
        })
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
