//! Rooms in memory, one task each: opened when somebody comes, and unloaded some time after the
//! last person has left. Knows the rules (`domain`) and the [`Storage`](crate::storage::Storage),
//! and neither HTTP nor SQL.

mod aside;
pub mod clock;
mod connection;
mod encoder;
mod error;
pub mod export;
mod frame;
mod glance;
mod handle;
mod passcodes;
mod recent;
mod registry;
mod room_task;
mod seats;
pub mod secret;
mod shared_board;
mod sweeper;
mod throttle;
mod timing;

pub use connection::{Outbox, Outgoing, connection};
pub use encoder::NO_PLACE;
pub use error::RoomError;
pub use frame::Frame;
pub use glance::Glance;
pub use handle::{Boards, Entered, Greeting, Presence, Proof, Reply, RoomHandle};
pub use passcodes::Passcodes;
pub use registry::Registry;
pub use sweeper::{Now, Sweeper, sweeper};
pub use throttle::Throttle;
pub use timing::Timing;
