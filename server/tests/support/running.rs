//! The real binary as a process of its own, for what a server in the test's process cannot show: being
//! killed, and using memory.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::site::empty_site;

/// A server that runs as a process. Killed when it is dropped.
pub struct Running {
    process: Child,
    /// Where it listens.
    pub address: SocketAddr,
    log: PathBuf,
}

/// A command that starts the binary so that it outlives a file that may not grow any more: a shell
/// has it ignore the signal that is sent then.
pub fn outliving_full_files() -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", r#"trap "" XFSZ; exec "$0" "$@""#, BINARY]);
    shell
}

/// The binary.
pub const BINARY: &str = env!("CARGO_BIN_EXE_ready-room");

impl Running {
    /// Starts it with the data of this folder, and these arguments besides. Its log is written into
    /// the folder, too.
    pub fn start(data: &Path, arguments: &[&str]) -> Self {
        let started = Self::try_start_by(Command::new(BINARY), data, data, arguments);
        started.unwrap_or_else(|said| panic!("the server does not start: {said}"))
    }

    /// The same by a command that starts the binary in its own way; `log_folder` is where the log and an empty page go. If
    /// the server ends at once, returns what has been logged.
    pub fn try_start_by(
        mut command: Command,
        data: &Path,
        log_folder: &Path,
        arguments: &[&str],
    ) -> Result<Self, String> {
        let log = log_folder.join("log");
        let writer = File::options().create(true).append(true).open(&log).expect("a log");
        let mut process = command
            // Where no file with settings is.
            .current_dir(std::env::temp_dir())
            .args(["--site-addr", "127.0.0.1:0", "--data"])
            .arg(data)
            .arg("--site-root")
            .arg(empty_site(log_folder))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(writer)
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        let output = process.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("its first line");
        let address = line.trim().rsplit('/').next().and_then(|address| address.parse().ok());
        match address {
            Some(address) => Ok(Self { process, address, log }),
            None => {
                let _ = process.wait();
                Err(fs::read_to_string(&log).unwrap_or_default())
            }
        }
    }

    /// Kills the process without letting it save anything.
    pub fn kill(mut self) {
        self.process.kill().expect("it still runs");
        self.process.wait().expect("it ends");
    }

    /// What it and those before it with the same folder have logged.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).expect("its log")
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// The most memory that the process has had, in bytes.
    #[cfg(target_os = "linux")]
    pub fn peak_memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id()));
        let status = status.expect("the status of the process");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes: Option<u64> =
            peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse().ok());
        1024 * kilobytes.unwrap_or_else(|| panic!("no peak: {status}"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
