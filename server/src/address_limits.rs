//! What each address may use of the server, as it is set.

use clap::Args;
use serde::Deserialize;

/// The settings of what each address may use, as flags and in the table `[ready-room.address]`.
#[derive(Clone, Debug, Default, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AddressFlags {
    /// Connections that one address may have; 0 is without a limit [default: 1000]
    #[arg(long = "address-connections", env = "READY_ROOM_ADDRESS_CONNECTIONS")]
    pub connections: Option<u32>,

    /// Requests a second from one address; 0 is without a limit [default: 300]
    #[arg(long = "address-requests", env = "READY_ROOM_ADDRESS_REQUESTS")]
    pub requests: Option<u32>,

    /// New rooms a minute from one address; 0 is without a limit [default: 60]
    #[arg(long = "address-rooms", env = "READY_ROOM_ADDRESS_ROOMS")]
    pub rooms: Option<u32>,

    /// Unknown secrets a minute from one address; 0 is without a limit [default: 600]
    #[arg(long = "address-strangers", env = "READY_ROOM_ADDRESS_STRANGERS")]
    pub strangers: Option<u32>,

    /// People who join a minute from one address; 0 is without a limit [default: 300]
    #[arg(long = "address-joins", env = "READY_ROOM_ADDRESS_JOINS")]
    pub joins: Option<u32>,

    /// Passcodes a minute that one address tries or sets; 0 is without a limit [default: 60]
    #[arg(long = "address-passcodes", env = "READY_ROOM_ADDRESS_PASSCODES")]
    pub passcodes: Option<u32>,
}

/// What each address may use of the server; 0 is without a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressLimits {
    /// Connections at the same time.
    pub connections: u32,
    /// Requests a second.
    pub requests: u32,
    /// New rooms a minute.
    pub rooms: u32,
    /// Secrets a minute that nobody in the room has.
    pub strangers: u32,
    /// People a minute who join a room.
    pub joins: u32,
    /// Passcodes a minute that are tried or set.
    pub passcodes: u32,
}

impl AddressLimits {
    /// The limits from the flags, else from the settings file, else by default.
    pub fn new(flags: &AddressFlags, file: &AddressFlags) -> Self {
        Self {
            connections: flags.connections.or(file.connections).unwrap_or(1_000),
            requests: flags.requests.or(file.requests).unwrap_or(300),
            rooms: flags.rooms.or(file.rooms).unwrap_or(60),
            strangers: flags.strangers.or(file.strangers).unwrap_or(600),
            joins: flags.joins.or(file.joins).unwrap_or(300),
            passcodes: flags.passcodes.or(file.passcodes).unwrap_or(60),
        }
    }
}
