//! Everything inside a room: what one sees and does once one has joined. Knows neither sockets nor
//! addresses; the room's state, the commands and the texts come by context.

mod actions;
mod add_story;
mod announcer;
mod backlog;
mod choices;
mod criteria;
mod criterion;
mod description;
mod desk;
mod editing;
mod estimates;
mod export;
mod hand;
mod header;
mod history;
mod keys;
mod layout;
mod people;
mod person;
mod reads;
mod result;
mod seat;
mod sorting;
mod story_edit;
mod story_panel;
mod story_row;
mod table;
mod tools;
mod wording;

pub use layout::room_layout;
