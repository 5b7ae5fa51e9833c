//! How a request looks from outside.

use std::net::IpAddr;

use crate::base_path::BasePath;
use crate::identity::Identity;

/// How a request looks from outside. In the extensions of every request.
#[derive(Clone, Debug)]
pub struct Via {
    /// `https` if a trusted proxy says so.
    pub scheme: &'static str,
    /// The host, with its port if that is not the default one.
    pub host: Option<String>,
    /// The address that the request comes from. `None` if it comes from a trusted proxy that does not say
    /// for whom.
    pub address: Option<IpAddr>,
    /// The path below which the server is reached.
    pub prefix: BasePath,
    /// The user, according to a trusted proxy. Only for requests from the server's own pages, or
    /// from no page at all: what a page of another site sends need not be what the user of the
    /// browser wants.
    pub identity: Option<Identity>,
}

impl Via {
    /// The absolute address of a path on this server, as seen from outside.
    pub fn address(&self, path: &str) -> Option<String> {
        let host = self.host.as_ref()?;
        Some(format!("{}://{host}{}", self.scheme, self.prefix.with(path)))
    }
}
