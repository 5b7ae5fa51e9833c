//! Issues of trackers as JSON and XML.
#![no_main]

use domain::format::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for format in [Format::JiraJson, Format::JiraXml, Format::GithubJson, Format::GitlabJson, Format::WekanJson] {
        server_fuzz::read(bytes, Some(format));
    }
});
