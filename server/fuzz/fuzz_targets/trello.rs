//! Boards of Trello.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    server_fuzz::read(bytes, Some(domain::format::Format::TrelloJson));
});
