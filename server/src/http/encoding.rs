//! Content encodings: which compressed copy of a file a client accepts.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;

/// An encoding in which the build writes compressed copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
}

impl Encoding {
    /// The name in `Content-Encoding`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The extension of a copy's file name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }

    /// The encodings that the client accepts, the best first.
    pub fn accepted(headers: &HeaderMap) -> impl Iterator<Item = Self> + '_ {
        let accepts = |name: &str| {
            let lists = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|v| v.to_str().ok());
            lists.flat_map(|list| list.split(',')).any(|entry| {
                let (encoding, weight) = entry.split_once(';').unwrap_or((entry, "q=1"));
                encoding.trim().eq_ignore_ascii_case(name) && !is_zero(weight)
            })
        };
        [Self::Brotli, Self::Gzip].into_iter().filter(move |encoding| accepts(encoding.name()))
    }
}

fn is_zero(weight: &str) -> bool {
    let number = weight.trim().strip_prefix("q=").and_then(|number| number.parse::<f32>().ok());
    number.is_some_and(|number| number <= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn accepted(header: &'static str) -> Vec<Encoding> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(header));
        Encoding::accepted(&headers).collect()
    }

    #[test]
    fn the_best_accepted_encoding_comes_first() {
        assert_eq!(accepted("gzip, deflate, br"), [Encoding::Brotli, Encoding::Gzip]);
        assert_eq!(accepted("gzip;q=0.5, br;q=0"), [Encoding::Gzip]);
        assert_eq!(accepted("identity"), []);
    }
}
