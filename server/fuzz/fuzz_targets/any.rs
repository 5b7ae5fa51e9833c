//! Any bytes, read as what they seem to be.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| server_fuzz::read(bytes, None));
