//! `cargo xtask stress`: attacks on the server, and what its other users notice of them. `server/benches/stress`
//! carries them out.

use anyhow::Result;

use crate::progress::{long_step, run};
use crate::tools;

/// Fails where others notice. With a name, only the attacks that hold it are carried out.
pub fn run_all(name: Option<&str>) -> Result<()> {
    let mut stress = tools::cargo();
    stress.args(["bench", "-p", "server", "--bench", "stress", "--"]).args(name);
    long_step("Stress", || run(&mut stress))
}
