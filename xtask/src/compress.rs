//! The forms of a file that a server can send without work: plain, brotli, gzip.

use std::io::Write;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Extensions of files that compression makes smaller; pictures and fonts are compressed already.
const COMPRESSIBLE: [&str; 6] = ["css", "html", "js", "json", "svg", "wasm"];

/// The best quality: it runs once here and saves bytes on every visit.
const BROTLI_QUALITY: u32 = 11;

/// Log2 of brotli's window: 4 MiB, more than any of our files.
const BROTLI_WINDOW_BITS: u32 = 22;

/// Size of the input buffer in bytes; it does not change the result.
const BROTLI_BUFFER_BYTES: usize = 64 * 1024;

/// How a copy is made from the content.
pub type Encode = fn(&[u8]) -> Result<Vec<u8>>;

/// The copies of the file at `path`: the suffix of each name, and how it is made.
pub fn copies_of(path: &str) -> &'static [(&'static str, Encode)] {
    const COPIES: [(&str, Encode); 3] = [("", plain), (".br", brotli), (".gz", gzip)];
    let compressible = path.rsplit('.').next().is_some_and(|kind| COMPRESSIBLE.contains(&kind));
    if compressible { &COPIES } else { &COPIES[..1] }
}

fn plain(content: &[u8]) -> Result<Vec<u8>> {
    Ok(content.to_vec())
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(
        Vec::new(),
        BROTLI_BUFFER_BYTES,
        BROTLI_QUALITY,
        BROTLI_WINDOW_BITS,
    );
    writer.write_all(content)?;
    Ok(writer.into_inner())
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(content)?;
    Ok(writer.finish()?)
}
