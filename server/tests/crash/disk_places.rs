//! Disks that can be made to fail: a limit on the size of files, which needs nothing; a small file system
//! in memory, which needs user namespaces; and a file system in a file, which needs root.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use rlimit::{Resource, prlimit};
use tempfile::TempDir;

use crate::support::running::{BINARY, Running, outliving_full_files};

/// Where a server keeps its rooms, which stops taking anything when it is told to.
pub trait Disk {
    /// The command that starts the server where it sees the disk.
    fn command(&self) -> Command;

    /// The data folder, as the server sees it.
    fn data(&self) -> &Path;

    /// The folder for the log, as this process sees it.
    fn log(&self) -> PathBuf;

    /// From now on nothing can be written.
    fn fail(&mut self, server: &Running);

    /// It can again.
    fn recover(&mut self, server: Option<&Running>);
}

/// A disk on which no file may grow, by a limit that the system keeps for the process.
pub struct FileSize(TempDir);

impl FileSize {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }
}

impl Disk for FileSize {
    fn command(&self) -> Command {
        outliving_full_files()
    }

    fn data(&self) -> &Path {
        self.0.path()
    }

    fn log(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    fn fail(&mut self, server: &Running) {
        limit(server, 0);
    }

    fn recover(&mut self, server: Option<&Running>) {
        server.into_iter().for_each(|server| limit(server, u64::MAX));
    }
}

/// Only the soft limit, which can be raised again without being root.
fn limit(server: &Running, bytes: u64) {
    let process = i32::try_from(server.id()).unwrap();
    prlimit(process, Resource::FSIZE, Some((bytes, u64::MAX)), None).unwrap();
}

/// A file system in memory, in a namespace of its own that a waiting process keeps.
pub struct InMemory {
    folder: TempDir,
    keeper: Child,
}

impl InMemory {
    /// Of so many MiB; `None` where namespaces are not allowed.
    pub fn new(mebibytes: usize) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let script =
            format!("mount -t tmpfs -o size={mebibytes}m tmpfs . && echo here && exec cat");
        let mut keeper = Command::new("unshare")
            .args(["--map-root-user", "--mount", "sh", "-c", &script])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let mut said = [0; 5];
        let is_here = keeper.stdout.as_mut()?.read_exact(&mut said).is_ok();
        let disk = Self { folder, keeper };
        is_here.then_some(disk)
    }

    /// The same folder as this process sees it.
    fn outside(&self) -> PathBuf {
        let inside = self.folder.path().strip_prefix("/").unwrap();
        PathBuf::from(format!("/proc/{}/root", self.keeper.id())).join(inside)
    }
}

impl Disk for InMemory {
    fn command(&self) -> Command {
        let mut enter = Command::new("nsenter");
        let keeper = self.keeper.id().to_string();
        enter.args(["--target", &keeper, "--user", "--mount", "--preserve-credentials", BINARY]);
        enter
    }

    fn data(&self) -> &Path {
        self.folder.path()
    }

    /// On the same disk, so that the log cannot be written either.
    fn log(&self) -> PathBuf {
        self.outside()
    }

    fn fail(&mut self, _: &Running) {
        let mut fill = File::create(self.outside().join("fill")).unwrap();
        for size in [64 * 1024, 512, 1] {
            while fill.write_all(&vec![0; size]).is_ok() {}
        }
    }

    fn recover(&mut self, _: Option<&Running>) {
        fs::remove_file(self.outside().join("fill")).unwrap();
    }
}

impl Drop for InMemory {
    fn drop(&mut self) {
        let _ = self.keeper.kill();
        let _ = self.keeper.wait();
    }
}

/// A file system in a file, which becomes read-only as after an error of the disk. It stays so until
/// it is mounted anew.
pub struct InFile(TempDir);

impl InFile {
    /// `None` for those who may not mount it.
    pub fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        File::create(folder.path().join("image")).unwrap().set_len(16 * 1024 * 1024).unwrap();
        fs::create_dir(folder.path().join("data")).unwrap();
        let disk = Self(folder);
        (disk.run("mkfs.ext4", &["-q", "image"]) && disk.mount()).then_some(disk)
    }

    pub fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    pub fn log(&self) -> &Path {
        self.0.path()
    }

    pub fn mount(&self) -> bool {
        self.run("mount", &["-o", "loop,errors=remount-ro", "image", "data"])
    }

    pub fn unmount(&self) -> bool {
        self.run("umount", &["data"])
    }

    /// As a machine does when it starts after an error of the disk. Otherwise the file system may find that error
    /// again at any time, and become read-only once more.
    pub fn check(&self) -> bool {
        let mut check = Command::new("e2fsck");
        let status = check.args(["-f", "-y", "image"]).current_dir(self.0.path()).status();
        // 1 says that something was corrected.
        status.is_ok_and(|status| matches!(status.code(), Some(0 | 1)))
    }

    /// Only where nothing is open for writing.
    pub fn remount(&self, how: &str) -> bool {
        self.run("mount", &["-o", &format!("remount,{how}"), "data"])
    }

    fn run(&self, program: &str, arguments: &[&str]) -> bool {
        let output = Command::new(program).args(arguments).current_dir(self.0.path()).output();
        let said =
            |output: &Output| eprintln!("{program}: {}", String::from_utf8_lossy(&output.stderr));
        output.as_ref().is_ok_and(|output| {
            output.status.success() || {
                said(output);
                false
            }
        })
    }
}

impl Drop for InFile {
    fn drop(&mut self) {
        self.unmount();
    }
}
