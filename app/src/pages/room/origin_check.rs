//! A first connection that does not come about may have been refused for the origin of the page around,
//! which is told so.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::embedding;
use crate::host::Host;
use crate::session::{Commands, ConnectionStatus, Phase};

/// Asks why, once the first attempt to connect has failed.
pub fn check_origin(host: Host, commands: Commands, phase: RwSignal<Phase>) {
    let first_failed = Memo::new(move |_| {
        let is_lost = matches!(commands.status(), ConnectionStatus::Lost { .. });
        is_lost && phase.with_untracked(|phase| matches!(phase, Phase::Connecting))
    });
    Effect::new(move || {
        if first_failed.get() {
            spawn_local(embedding::report_refused_origin(host));
        }
    });
}
