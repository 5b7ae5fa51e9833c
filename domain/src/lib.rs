//! The rules of a room: commands in, events out, and what each participant may know of it.
//!
//! This crate knows no I/O, clock, randomness or framework, and is compiled for the server and for
//! the browser alike. Start with [`room::Room`] (everything the server knows), [`view::RoomView`]
//! (what one participant may know) and [`protocol`] (the messages between them).

pub mod ahead;
pub mod archive;
pub mod arriving;
pub mod board;
mod bounded;
pub mod by_dimension;
pub mod change;
pub mod command;
pub mod day;
pub mod deck;
pub mod deck_text;
pub mod dimension;
pub mod draft;
pub mod encoding;
pub mod estimate;
pub mod format;
pub mod ids;
pub mod kind;
pub mod known;
pub mod limits;
pub mod lines;
pub mod moves;
pub mod number;
pub mod omit;
pub mod ordered;
mod pairs;
pub mod passcode;
pub mod people;
pub mod preview;
pub mod product;
pub mod protocol;
pub mod references;
pub mod refusal;
pub mod remark;
pub mod room;
pub mod round;
pub mod selection;
pub mod settings;
pub mod sheet;
pub mod sorting;
pub mod statistics;
pub mod story;
pub mod text;
pub mod time;
pub mod timer;
pub mod view;
mod voters;
pub mod wall;
