//! The settings of a server: flag, else environment, else `Leptos.toml`, else default.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use serde::Deserialize;

/// The settings file, read from the folder that the server is started in.
pub const FILE: &str = "Leptos.toml";

/// Planning poker and refinement, self-hosted.
#[derive(Debug, Default, Parser)]
#[command(name = "ready-room", version)]
pub struct Arguments {
    /// What to do instead of serving.
    #[command(subcommand)]
    pub action: Option<Action>,

    /// Address and port to listen on [default: 127.0.0.1:3000]
    #[arg(long, env = "READY_ROOM_SITE_ADDR")]
    pub site_addr: Option<SocketAddr>,

    /// Folder with the built page [default: `site` beside the binary, else target/site]
    #[arg(long, env = "READY_ROOM_SITE_ROOT")]
    pub site_root: Option<PathBuf>,

    /// Folder that the rooms are kept in [default: data]
    #[arg(long, env = "READY_ROOM_DATA")]
    pub data: Option<PathBuf>,

    /// Origins of other sites whose pages may use the server, parted by commas [default: none]
    #[arg(long, env = "READY_ROOM_ALLOWED_ORIGINS", value_delimiter = ',')]
    pub allowed_origins: Option<Vec<String>>,

    /// Who may show rooms in a frame, as in Content-Security-Policy [default: 'self']
    #[arg(long, env = "READY_ROOM_FRAME_ANCESTORS")]
    pub frame_ancestors: Option<String>,

    /// Days that a room is kept without anybody in it [default: 90]
    #[arg(long, env = "READY_ROOM_ROOM_DAYS")]
    pub room_days: Option<u32>,

    /// Seconds from a change to the snapshot that holds it [default: 60]
    #[arg(long, env = "READY_ROOM_SNAPSHOT_SECONDS")]
    pub snapshot_seconds: Option<u64>,

    /// What is logged, as in `info` or `server=debug` [default: info]
    #[arg(long, env = "READY_ROOM_LOG")]
    pub log: Option<String>,
}

/// What the binary can do besides serving.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Print as JSON what would be imported from a file.
    Preview {
        /// The file.
        file: PathBuf,
    },
}

/// What the settings file may hold. Tools of others share it, so only our own table is strict.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct SettingsFile {
    leptos: LeptosTable,
    ready_room: ReadyRoomTable,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct LeptosTable {
    site_addr: Option<SocketAddr>,
    site_root: Option<PathBuf>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
struct ReadyRoomTable {
    data: Option<PathBuf>,
    allowed_origins: Option<Vec<String>>,
    frame_ancestors: Option<String>,
    room_days: Option<u32>,
    snapshot_seconds: Option<u64>,
    log: Option<String>,
}

/// The settings that count.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Where to listen.
    pub site_addr: SocketAddr,
    /// Where the built page is.
    pub site_root: PathBuf,
    /// Where the rooms are kept.
    pub data: PathBuf,
    /// Other sites whose pages may use the server.
    pub allowed_origins: Vec<String>,
    /// Who may show rooms in a frame.
    pub frame_ancestors: String,
    /// Days that a room is kept without anybody in it.
    pub room_days: u32,
    /// From a change to the snapshot that holds it.
    pub snapshot: Duration,
    /// What is logged.
    pub log: String,
}

impl Settings {
    /// The settings for these arguments, with the settings file of a folder if it has one.
    pub fn new(arguments: Arguments, folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).with_context(|| path.display().to_string()),
        };
        let file = toml::from_str(&text).with_context(|| format!("{FILE} cannot be used"))?;
        Ok(Self::merged(arguments, file))
    }

    fn merged(flags: Arguments, file: SettingsFile) -> Self {
        let (leptos, own) = (file.leptos, file.ready_room);
        let site_addr = flags.site_addr.or(leptos.site_addr);
        let snapshot_seconds = flags.snapshot_seconds.or(own.snapshot_seconds).unwrap_or(60);
        let origins = flags.allowed_origins.or(own.allowed_origins).unwrap_or_default();
        let origins = origins.into_iter().map(|origin| normal_origin(&origin));
        Self {
            site_addr: site_addr.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000))),
            site_root: flags.site_root.or(leptos.site_root).unwrap_or_else(default_site_root),
            data: flags.data.or(own.data).unwrap_or_else(|| "data".into()),
            allowed_origins: origins.filter(|origin| !origin.is_empty()).collect(),
            frame_ancestors: flags
                .frame_ancestors
                .or(own.frame_ancestors)
                .unwrap_or_else(|| "'self'".into()),
            room_days: flags.room_days.or(own.room_days).unwrap_or(90),
            snapshot: Duration::from_secs(snapshot_seconds),
            log: flags.log.or(own.log).unwrap_or_else(|| "info".into()),
        }
    }
}

/// An origin in the form in which browsers send it.
fn normal_origin(origin: &str) -> String {
    origin.trim().trim_end_matches('/').to_ascii_lowercase()
}

fn default_site_root() -> PathBuf {
    let binary = std::env::current_exe().ok();
    let beside = binary.as_deref().and_then(Path::parent).map(|folder| folder.join("site"));
    beside.filter(|folder| folder.is_dir()).unwrap_or_else(|| "target/site".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(file: &str, flags: &[&str]) -> Result<Settings> {
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join(FILE), file)?;
        let flags = [&["ready-room"], flags].concat();
        Settings::new(Arguments::try_parse_from(flags)?, folder.path())
    }

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
        let file = "[leptos]\nsite-addr = \"127.0.0.1:4000\"\n[ready-room]\nroom-days = 7";
        let from_file = settings(file, &[]).unwrap();
        assert_eq!((from_file.site_addr.port(), from_file.room_days), (4000, 7));
        assert_eq!(from_file.snapshot, Duration::from_secs(60));
        let flagged = settings(file, &["--site-addr", "0.0.0.0:5000", "--room-days=8"]).unwrap();
        assert_eq!((flagged.site_addr.port(), flagged.room_days), (5000, 8));
    }

    #[test]
    fn a_setting_that_does_not_exist_is_named() {
        let error = settings("[ready-room]\nroom-day = 7", &[]).unwrap_err();
        assert!(format!("{error:#}").contains("room-day"), "{error:#}");
    }

    #[test]
    fn tables_of_other_tools_and_their_keys_do_not_matter() {
        assert!(settings("[leptos]\noutput-name = \"x\"\n[other]\na = 1", &[]).is_ok());
    }

    #[test]
    fn origins_are_a_list_in_the_form_that_browsers_send() {
        let flags = ["--allowed-origins", "https://Portal.example/, http://other.example:8080"];
        let origins = settings("", &flags).unwrap().allowed_origins;
        assert_eq!(origins, ["https://portal.example", "http://other.example:8080"]);
    }
}
