//! What tells somebody who looks elsewhere how the round stands: the tab, sounds, a nudge; and a screen that stays on.

mod attention;
mod nudge;
mod round_sounds;
mod tab;
mod wake_lock;

pub use attention::load_attention;
