//! Tables of every tracker; the first byte chooses which.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some((first, table)) = bytes.split_first() {
        let tables = server_fuzz::TABLES;
        server_fuzz::read(table, Some(tables[usize::from(*first) % tables.len()]));
    }
});
