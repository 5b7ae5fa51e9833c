//! Lists of IP addresses and networks in the settings.

use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;
use serde::Deserialize;
use thiserror::Error;

/// A list of networks. A single address is a network of one address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Networks(Vec<IpNet>);

/// An entry that is neither an address nor a network.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is neither an address nor a network, as in 127.0.0.1 or 10.0.0.0/8")]
pub struct BadNetwork(String);

impl Networks {
    /// Whether an address is in one of the networks. An IPv4 address also counts in its IPv6-mapped
    /// form, which dual-stack sockets report.
    pub fn contain(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    fn of<'a>(entries: impl Iterator<Item = &'a str>) -> Result<Self, BadNetwork> {
        let entries = entries.map(str::trim).filter(|entry| !entry.is_empty());
        entries.map(network).collect::<Result<_, _>>().map(Self)
    }
}

fn network(entry: &str) -> Result<IpNet, BadNetwork> {
    let network = entry.parse::<IpNet>();
    let address = || entry.parse::<IpAddr>().map(IpNet::from);
    network.or_else(|_| address()).map_err(|_| BadNetwork(entry.to_owned()))
}

/// Separated by commas.
impl FromStr for Networks {
    type Err = BadNetwork;

    fn from_str(list: &str) -> Result<Self, BadNetwork> {
        Self::of(list.split(','))
    }
}

impl TryFrom<Vec<String>> for Networks {
    type Error = BadNetwork;

    fn try_from(entries: Vec<String>) -> Result<Self, BadNetwork> {
        Self::of(entries.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contain(list: &str, address: &str) -> bool {
        list.parse::<Networks>().unwrap().contain(address.parse().unwrap())
    }

    #[test]
    fn addresses_and_networks_stand_beside_each_other() {
        let list = "127.0.0.1, 10.0.0.0/8,::1,fd00::/8";
        for address in ["127.0.0.1", "10.1.2.3", "::1", "fd12::1", "::ffff:10.1.2.3"] {
            assert!(contain(list, address), "{address}");
        }
        for address in ["127.0.0.2", "11.0.0.1", "::2", "::ffff:11.0.0.1"] {
            assert!(!contain(list, address), "{address}");
        }
    }

    #[test]
    fn nothing_is_listed_by_an_empty_list() {
        for list in ["", " , "] {
            assert!(!contain(list, "127.0.0.1"));
        }
    }

    #[test]
    fn an_entry_that_is_none_is_named() {
        let error = "127.0.0.1,proxy.example".parse::<Networks>().unwrap_err();
        assert!(error.to_string().contains("`proxy.example`"));
        assert!("10.0.0.0/33".parse::<Networks>().is_err());
    }
}
