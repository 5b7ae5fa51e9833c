//! `cargo xtask stress`: what one client can do to all others. Each attack runs on a server of its own with
//! the limits that it has by default, while twenty rooms vote. Fails when these notice, when the
//! server takes more memory than it may, or when somebody is not served again soon.
//!
//! With a name as argument, only the attacks whose names hold it are carried out.

#[path = "../../tests/support/mod.rs"]
mod support;

#[path = "../votes/mod.rs"]
mod votes;

mod attacks;
mod trial;

use std::process::ExitCode;
use std::time::Duration;

use attacks::{ALL, Attack, Size};
use trial::{Found, run};
use votes::{ROOMS, at};

/// How long votes are measured with nothing else to do.
const QUIET: Duration = Duration::from_secs(4);

/// How much longer a vote may take meanwhile, for ninety-nine of a hundred.
const MORE: Duration = Duration::from_millis(50);

/// How soon everybody is served again.
const RECOVERED_WITHIN: Duration = Duration::from_secs(10);

/// How long a visit of somebody else may take during an attack: a text, a file, a room.
const VISIT_WITHIN: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() -> ExitCode {
    // The attackers' ends of the connections are open files of this process.
    rlimit::increase_nofile_limit(u64::MAX).expect("enough open files");
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let attacks = ALL
        .iter()
        .filter(|attack| only.as_ref().is_none_or(|name| attack.name.contains(name.as_str())));
    println!("While {ROOMS} rooms vote (a vote: from the click to the answer)");
    println!(
        "{:<30} {:>10} {:>10} {:>10} {:>10} {:>16} {:>10}",
        "attack", "99 % alone", "beside it", "at most", "a visit", "memory (bound)", "recovered"
    );
    let mut is_good = true;
    for attack in attacks {
        let found = run(attack, Size::Full, ROOMS, QUIET).await;
        is_good &= show(attack, &found);
    }
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints what came of an attack; `false` if a bound is broken.
fn show(attack: &Attack, found: &Found) -> bool {
    let Found { quiet, busy, visit, memory, recovered } = found;
    let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
    let memory_mb = memory / 1_000_000;
    println!(
        "{:<30} {:>10} {:>10} {:>10} {:>10} {:>16} {:>10}",
        attack.name,
        ms(at(quiet, 99)),
        ms(at(busy, 99)),
        ms(busy.last().copied().unwrap_or_default()),
        ms(*visit),
        format!("{memory_mb} MB ({})", attack.memory_mb),
        ms(*recovered),
    );
    let broken = [
        (at(busy, 99) >= at(quiet, 99) + MORE, "votes take more than 50 ms longer"),
        (memory_mb > attack.memory_mb, "the server takes too much memory"),
        (*visit > VISIT_WITHIN, "others wait for more than 5 s"),
        (*recovered > RECOVERED_WITHIN, "not everybody is served again within 10 s"),
    ];
    for (_, what) in broken.iter().filter(|(is_broken, _)| *is_broken) {
        println!("✗ {what}");
    }
    !broken.iter().any(|(is_broken, _)| *is_broken)
}
