//! The settings of a server: from flags, else the environment, else `Leptos.toml`, else defaults.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand, ValueEnum};
use domain::format::Format;
use serde::Deserialize;

use crate::address_limits::{AddressFlags, AddressLimits};
use crate::base_path::BasePath;
use crate::files::convert;
use crate::files::out::Target;
use crate::networks::Networks;

/// The settings file, looked for in the folder in which the server is started.
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

    /// Folder to keep the rooms in [default: data]
    #[arg(long, env = "READY_ROOM_DATA")]
    pub data: Option<PathBuf>,

    /// Origins of other sites whose pages may use the server, separated by commas [default: none]
    #[arg(long, env = "READY_ROOM_ALLOWED_ORIGINS", value_delimiter = ',')]
    pub allowed_origins: Option<Vec<String>>,

    /// Hosts that the server answers as, separated by commas [default: any]
    #[arg(long, env = "READY_ROOM_HOSTS", value_delimiter = ',')]
    pub hosts: Option<Vec<String>>,

    /// Who may show rooms in a frame, as in Content-Security-Policy [default: 'self']
    #[arg(long, env = "READY_ROOM_FRAME_ANCESTORS")]
    pub frame_ancestors: Option<String>,

    /// Path under which a proxy serves this server, as in /tools/poker [default: /]
    #[arg(long, env = "READY_ROOM_BASE_PATH")]
    pub base_path: Option<BasePath>,

    /// Addresses or networks of trusted proxies, separated by commas [default: none]
    #[arg(long, env = "READY_ROOM_TRUSTED_PROXIES")]
    pub trusted_proxies: Option<Networks>,

    /// Headers in which the trusted proxies name the user [default: none]
    #[arg(long, env = "READY_ROOM_IDENTITY_HEADERS")]
    pub identity_headers: Option<IdentityHeaders>,

    /// Files with the keys of those who may sign tokens, separated by commas [default: none]
    #[arg(long, env = "READY_ROOM_TOKEN_KEYS", value_delimiter = ',')]
    pub token_keys: Option<Vec<PathBuf>>,

    /// Who may create rooms [default: anyone]
    #[arg(long, env = "READY_ROOM_CREATE_ROOMS")]
    pub create_rooms: Option<CreateRooms>,

    /// What each address may use.
    #[command(flatten)]
    pub address: AddressFlags,

    /// Days for which a room is kept without anybody in it [default: 90]
    #[arg(long, env = "READY_ROOM_ROOM_DAYS")]
    pub room_days: Option<u32>,

    /// Seconds from a change to the next snapshot [default: 60]
    #[arg(long, env = "READY_ROOM_SNAPSHOT_SECONDS")]
    pub snapshot_seconds: Option<u64>,

    /// Folder for a copy of all rooms each day, of which a week's are kept [default: none]
    #[arg(long, env = "READY_ROOM_DAILY_COPIES")]
    pub daily_copies: Option<PathBuf>,

    /// What is logged, as in `info` or `server=debug` [default: info]
    #[arg(long, env = "READY_ROOM_LOG")]
    pub log: Option<String>,
}

/// The headers in which a trusted proxy names the user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdentityHeaders {
    /// None: the proxy authenticates nobody, and such headers come from the client.
    #[default]
    None,
    /// `Remote-User`, `Remote-Name`, `Remote-Email`, `Remote-Groups`.
    Remote,
    /// `X-Forwarded-User`, `X-Forwarded-Preferred-Username`, `X-Forwarded-Email`,
    /// `X-Forwarded-Groups`.
    Forwarded,
}

/// Who may create rooms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CreateRooms {
    /// Whoever can reach the server.
    #[default]
    Anyone,
    /// People whom the trusted proxy names, and bearers of a token for creating rooms.
    Identified,
    /// Nobody: only the existing rooms are served.
    Nobody,
}

/// What the binary can do besides serving.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Print as JSON what would be imported from a file.
    Preview {
        /// The file; `-` is standard input.
        file: PathBuf,
        /// The format of the file, as in `jira-csv` [default: recognised by content]
        #[arg(long, value_parser = convert::format_named)]
        format: Option<Format>,
    },
    /// Copy all rooms into a new file; also while the server runs.
    Backup {
        /// The file.
        file: PathBuf,
    },
    /// Put a copy in the place of all rooms; only while no server runs.
    Restore {
        /// The copy.
        file: PathBuf,
    },
    /// Make a new file of what a damaged one still holds; only while no server runs.
    Repair,
    /// Rooms that are marked for deletion; also while the server runs.
    Rooms {
        /// What to do with them.
        #[command(subcommand)]
        action: RoomsAction,
    },
    /// Print the stories of a file in another form.
    Convert {
        /// The file; `-` is standard input.
        file: PathBuf,
        /// The form to print.
        #[arg(long, value_name = "FORMAT")]
        to: Target,
        /// The format that the file must be of, as in jira-csv [default: recognised by content]
        #[arg(long, value_name = "FORMAT", value_parser = convert::format_named)]
        from: Option<Format>,
    },
}

/// What can be done with rooms that are marked for deletion.
#[derive(Clone, Debug, Subcommand)]
pub enum RoomsAction {
    /// List the rooms that are marked for deletion.
    List,
    /// Take the mark of a room back, so that it can be entered again.
    Restore {
        /// The room's id, as in its link.
        id: String,
    },
}

/// The contents of the settings file. Other tools share it, so only our own table is strict.
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
    hosts: Option<Vec<String>>,
    frame_ancestors: Option<String>,
    base_path: Option<BasePath>,
    trusted_proxies: Option<Networks>,
    identity_headers: Option<IdentityHeaders>,
    token_keys: Option<Vec<PathBuf>>,
    create_rooms: Option<CreateRooms>,
    address: AddressFlags,
    room_days: Option<u32>,
    snapshot_seconds: Option<u64>,
    daily_copies: Option<PathBuf>,
    log: Option<String>,
}

/// The effective settings.
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
    /// The hosts that the server answers as, in lower case; any if there is none.
    pub hosts: Vec<String>,
    /// Who may show rooms in a frame.
    pub frame_ancestors: String,
    /// The path that the server is reached under from outside.
    pub base_path: BasePath,
    /// Proxies that are trusted to say how a request looks from outside.
    pub trusted_proxies: Networks,
    /// The headers in which they name the user.
    pub identity_headers: IdentityHeaders,
    /// Files with the keys of those who may sign tokens.
    pub token_keys: Vec<PathBuf>,
    /// Who may create rooms.
    pub create_rooms: CreateRooms,
    /// What each address may use.
    pub address_limits: AddressLimits,
    /// Days for which a room is kept without anybody in it.
    pub room_days: u32,
    /// How long after a change the next snapshot is written.
    pub snapshot: Duration,
    /// Where a copy of all rooms is made each day; nowhere if it is `None`.
    pub daily_copies: Option<PathBuf>,
    /// What is logged.
    pub log: String,
}

impl Settings {
    /// The settings from these arguments, and from the settings file in a folder if there is one.
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
        let hosts = flags.hosts.or(own.hosts).unwrap_or_default().into_iter();
        let hosts = hosts.map(|host| host.trim().to_ascii_lowercase());
        let token_keys = flags.token_keys.or(own.token_keys).unwrap_or_default().into_iter();
        Self {
            site_addr: site_addr.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000))),
            site_root: flags.site_root.or(leptos.site_root).unwrap_or_else(default_site_root),
            data: flags.data.or(own.data).unwrap_or_else(|| "data".into()),
            allowed_origins: origins.filter(|origin| !origin.is_empty()).collect(),
            hosts: hosts.filter(|host| !host.is_empty()).collect(),
            frame_ancestors: flags
                .frame_ancestors
                .or(own.frame_ancestors)
                .unwrap_or_else(|| "'self'".into()),
            base_path: flags.base_path.or(own.base_path).unwrap_or_default(),
            trusted_proxies: flags.trusted_proxies.or(own.trusted_proxies).unwrap_or_default(),
            identity_headers: flags.identity_headers.or(own.identity_headers).unwrap_or_default(),
            token_keys: token_keys.filter(|path| !path.as_os_str().is_empty()).collect(),
            create_rooms: flags.create_rooms.or(own.create_rooms).unwrap_or_default(),
            address_limits: AddressLimits::new(&flags.address, &own.address),
            room_days: flags.room_days.or(own.room_days).unwrap_or(90),
            snapshot: Duration::from_secs(snapshot_seconds),
            daily_copies: flags
                .daily_copies
                .or(own.daily_copies)
                .filter(|folder| !folder.as_os_str().is_empty()),
            log: flags.log.or(own.log).unwrap_or_else(|| "info".into()),
        }
    }
}

/// An origin in the form that browsers send.
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
    fn tables_and_keys_of_other_tools_are_ignored() {
        assert!(settings("[leptos]\noutput-name = \"x\"\n[other]\na = 1", &[]).is_ok());
    }

    #[test]
    fn who_may_create_rooms_is_one_of_three_words() {
        let file = "[ready-room]\ncreate-rooms = \"identified\"";
        assert_eq!(settings(file, &[]).unwrap().create_rooms, CreateRooms::Identified);
        let nobody = settings(file, &["--create-rooms", "nobody"]).unwrap();
        assert_eq!(nobody.create_rooms, CreateRooms::Nobody);
        assert_eq!(settings("", &[]).unwrap().create_rooms, CreateRooms::Anyone);
        let error = settings("[ready-room]\ncreate-rooms = \"friends\"", &[]).unwrap_err();
        assert!(format!("{error:#}").contains("friends"), "{error:#}");
    }

    #[test]
    fn invalid_proxies_and_base_paths_are_named() {
        let file = "[ready-room]\nbase-path = \"/tools/poker\"\ntrusted-proxies = [\"10.0.0.0/8\"]";
        let from_file = settings(file, &[]).unwrap();
        assert_eq!(from_file.base_path.to_string(), "/tools/poker/");
        assert!(from_file.trusted_proxies.contain([10, 1, 2, 3].into()));
        let flagged = settings(file, &["--trusted-proxies=127.0.0.1,::1"]).unwrap();
        assert!(!flagged.trusted_proxies.contain([10, 1, 2, 3].into()));
        assert!(settings("", &[]).unwrap().base_path.is_root());
        for (flag, reason) in [
            ("--trusted-proxies=proxy", "`proxy`"),
            ("--base-path=/api", "/api"),
            ("--base-path=?", "letters"),
        ] {
            let error = format!("{:#}", settings("", &[flag]).unwrap_err());
            assert!(error.contains(reason), "{error}");
        }
        let error = settings("[ready-room]\ntrusted-proxies = [\"10.0.0.0/40\"]", &[]).unwrap_err();
        assert!(format!("{error:#}").contains("10.0.0.0/40"), "{error:#}");
    }

    #[test]
    fn origins_are_a_list_in_the_form_that_browsers_send() {
        let flags = ["--allowed-origins", "https://Portal.example/, http://other.example:8080"];
        let origins = settings("", &flags).unwrap().allowed_origins;
        assert_eq!(origins, ["https://portal.example", "http://other.example:8080"]);
    }
}
