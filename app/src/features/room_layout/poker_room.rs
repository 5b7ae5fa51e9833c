//! A room for voting only: the table and the hand.

use leptos::prelude::*;

use crate::features::announcer::Announcer;
use crate::features::dialogs::RoomDialogs;
use crate::features::estimates::StoryName;
use crate::features::hand::Hand;
use crate::features::import::DroppedFile;
use crate::features::round_actions::RoundActions;
use crate::features::shortcuts::use_shortcuts;
use crate::features::table::Table;

/// The table and the hand.
#[component]
pub fn PokerRoom() -> impl IntoView {
    use_shortcuts();
    view! {
        <div class="room room--poker">
            <div class="room-body">
                <main class="room-main">
                    <StoryName />
                    <div class="room-stage">
                        <Table />
                    </div>
                    <div class="dock" translate="no">
                        <RoundActions />
                        <Hand />
                    </div>
                </main>
            </div>
            <Announcer />
            <RoomDialogs dropped=DroppedFile::new() />
        </div>
    }
}
