//! The programs that the steps call: where they are, and how a missing one is installed.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::progress::{long_step, output, quiet, run, step};

/// The target that the app is compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Selects the packages of the product in cargo's commands. Cargo gives a library the features that all
/// selected packages want together; `xtask`, which is run alone, would be compiled again with others.
pub const PRODUCT: &[&str] = &["--workspace", "--exclude", "xtask"];

/// Selects this package.
pub const XTASK: &[&str] = &["--package", "xtask"];

/// A program that the browser tests need and npm does not bring.
pub struct Program {
    /// What people call it.
    name: &'static str,
    /// The environment variable that may name another file.
    pub variable: &'static str,
    /// Where Linux distributions install it.
    system: &'static str,
    /// Debian's package.
    package: &'static str,
}

/// The formatter of `view!`, and the version that everybody formats with.
const LEPTOSFMT: (&str, &str) = ("leptosfmt", "0.1.33");

/// The browser.
pub const CHROMIUM: Program = Program {
    name: "Chromium",
    variable: "CHROMIUM",
    system: "/usr/bin/chromium",
    package: "chromium",
};

/// The proxy that some tests put in front of the server.
pub const NGINX: Program =
    Program { name: "nginx", variable: "NGINX", system: "/usr/sbin/nginx", package: "nginx" };

/// The folder of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace")
}

/// `cargo` in the workspace, of the toolchain that runs this.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs cargo with `arguments`, which shows its progress, and returns where it put the file with this
/// `name`.
pub fn cargo_build(arguments: &[&str], name: &str) -> Result<PathBuf> {
    // Cargo reports every file it made, so that nobody has to guess its target folder.
    let report = output(cargo().args(arguments).arg("--message-format=json-render-diagnostics"))?;
    report
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|message| message["filenames"].as_array().cloned())
        .flatten()
        .filter_map(|file| file.as_str().map(PathBuf::from))
        .find(|file| file.file_name().is_some_and(|other| other == name))
        .with_context(|| format!("cargo {} made no {name}", arguments.join(" ")))
}

/// The folder where cargo keeps the sources of libraries.
pub fn registry() -> Result<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")));
    Ok(home.context("there is no home folder")?.join("registry/src"))
}

/// Builds the server as it is released and returns its binary.
pub fn released_server() -> Result<PathBuf> {
    server(&["build", "--package", "server", "--bin", "ready-room", "--release"])
}

/// Builds the server as its own tests run it and returns its binary.
pub fn tested_server() -> Result<PathBuf> {
    // Any integration test brings the binary, with the same features of libraries as all tests.
    server(&[&["test", "--no-run", "--test", "static_files"], PRODUCT].concat())
}

fn server(arguments: &[&str]) -> Result<PathBuf> {
    let name = format!("ready-room{}", env::consts::EXE_SUFFIX);
    long_step("Server", || cargo_build(arguments, &name))
}

/// `leptosfmt`, compiled into target/tools when it is not there yet.
pub fn leptosfmt() -> Result<Command> {
    let (name, version) = LEPTOSFMT;
    let tools = root().join("target/tools");
    let program = tools.join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX));
    let is_version = |said: String| said.split_whitespace().last() == Some(version);
    if !quiet(Command::new(&program).arg("--version")).is_ok_and(is_version) {
        long_step(&format!("{name} {version} (missing, installed by cargo)"), || {
            let install = ["install", "--locked", "--debug", name, "--version", version, "--root"];
            run(cargo().args(install).arg(&tools))
        })?;
    }
    let mut command = Command::new(program);
    command.current_dir(root());
    Ok(command)
}

/// Adds the Wasm target by rustup when the toolchain lacks it.
pub fn ensure_wasm_target() -> Result<()> {
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.current_dir(root()).args(["--print", "target-libdir", "--target", WASM_TARGET]);
    if Path::new(quiet(&mut rustc)?.trim()).is_dir() {
        return Ok(());
    }
    step(&format!("Target {WASM_TARGET} (missing, added by rustup)"), || {
        quiet(Command::new("rustup").current_dir(root()).args(["target", "add", WASM_TARGET]))
    })?;
    Ok(())
}

impl Program {
    /// The program's file: what its variable names, the system's, or one installed now by apt.
    pub fn ensure(&self) -> Result<PathBuf> {
        if let Some(named) = env::var_os(self.variable).map(PathBuf::from) {
            if named.is_file() {
                return Ok(named);
            }
            bail!("{} names {}, which is not a file", self.variable, named.display());
        }
        let system = PathBuf::from(self.system);
        if !system.is_file() {
            if !can_install_by_apt() {
                let (name, variable) = (self.name, self.variable);
                bail!("the browser tests need {name}: install it, or set {variable} to its path");
            }
            let missing = format!("{} (missing, installed by apt-get)", self.name);
            step(&missing, || install(self.package))?;
        }
        Ok(system)
    }
}

fn can_install_by_apt() -> bool {
    let is_root = quiet(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    is_root && quiet(Command::new("apt-get").arg("--version")).is_ok()
}

fn install(package: &str) -> Result<()> {
    let apt_get = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    quiet(apt_get().arg("update"))?;
    quiet(apt_get().args(["install", "--yes", "--no-install-recommends", package]))?;
    Ok(())
}
