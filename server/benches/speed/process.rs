//! A server as a process: what it uses.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};

use crate::bare;
use crate::people::Kind;
use crate::support::running::{BINARY, Running};

/// More than the people need, who all have one address.
const ADDRESS_LIMITS: [&str; 5] = ["connections", "requests", "rooms", "strangers", "joins"];

/// A running server.
pub struct Server {
    running: Running,
    /// Where it listens.
    pub address: SocketAddr,
    _data: tempfile::TempDir,
}

impl Server {
    /// Starts it on the first processor, with its data in a folder that goes with it.
    pub fn start(kind: Kind) -> Self {
        let data = tempfile::tempdir().expect("a folder");
        let running = match kind {
            Kind::Bare => {
                let bench = std::env::current_exe().expect("this program");
                Running::try_start_by(
                    on_first_processor(&bench),
                    data.path(),
                    data.path(),
                    &[bare::ARGUMENT],
                )
            }
            Kind::Ready => {
                let limits = ADDRESS_LIMITS.map(|limit| format!("--address-{limit}=1000000"));
                let mut arguments = vec!["--log", "warn"];
                arguments.extend(limits.iter().map(String::as_str));
                let command = on_first_processor(Path::new(BINARY));
                Running::try_start_by(command, data.path(), data.path(), &arguments)
            }
        };
        let running = running.unwrap_or_else(|said| panic!("it does not start: {said}"));
        Self { address: running.address, running, _data: data }
    }

    /// How much memory it has now, in bytes.
    pub fn memory(&self) -> u64 {
        self.look(ProcessRefreshKind::nothing().with_memory(), sysinfo::Process::memory)
    }

    /// How much time processors have spent on it.
    pub fn processor_time(&self) -> Duration {
        let kind = ProcessRefreshKind::nothing().with_cpu();
        Duration::from_millis(self.look(kind, sysinfo::Process::accumulated_cpu_time))
    }

    fn look(&self, kind: ProcessRefreshKind, at: fn(&sysinfo::Process) -> u64) -> u64 {
        let id = Pid::from_u32(self.running.id());
        let mut system = System::new().expect("the system tells");
        system.refresh_processes_specifics(ProcessesToUpdate::Some(&[id]), true, kind);
        at(system.process(id).expect("it runs"))
    }
}

fn on_first_processor(program: &Path) -> Command {
    if !cfg!(target_os = "linux") {
        return Command::new(program);
    }
    let mut command = Command::new("taskset");
    command.args(["--cpu-list", "0"]).arg(program);
    command
}

/// Moves a running process to one processor.
pub fn keep_to_processor(process: u32, processor: u32) {
    if !cfg!(target_os = "linux") {
        return;
    }
    let moved = Command::new("taskset")
        .args(["--all-tasks", "--cpu-list", "--pid", &processor.to_string(), &process.to_string()])
        .stdout(std::process::Stdio::null())
        .status();
    assert!(moved.is_ok_and(|status| status.success()), "taskset (util-linux) is needed");
}
