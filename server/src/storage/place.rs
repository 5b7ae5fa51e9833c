//! Whether the files that this process has opened are still those that others find: a file that was
//! removed can be written without anybody ever reading it again.

use std::io;
use std::path::PathBuf;

/// Files by path, and which they were when they were opened.
#[derive(Debug)]
pub struct Place(Vec<(PathBuf, Identity)>);

/// What tells two files apart that have been at the same path: device and number.
type Identity = (u64, u64);

impl Place {
    /// The files that are at these paths now.
    pub fn of(paths: Vec<PathBuf>) -> io::Result<Self> {
        let files = paths.into_iter().map(|path| identity(&path).map(|identity| (path, identity)));
        files.collect::<io::Result<_>>().map(Self)
    }

    /// The first of them that is not there any more, or is another file.
    pub fn missing(&self) -> Option<&PathBuf> {
        let is_gone = |(path, opened): &&(PathBuf, Identity)| {
            !identity(path).is_ok_and(|found| found == *opened)
        };
        self.0.iter().find(is_gone).map(|(path, _)| path)
    }
}

#[cfg(unix)]
fn identity(path: &PathBuf) -> io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).map(|file| (file.dev(), file.ino()))
}

/// Elsewhere a file that is open cannot be removed.
#[cfg(not(unix))]
fn identity(path: &PathBuf) -> io::Result<Identity> {
    std::fs::metadata(path).map(|_| (0, 0))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_removed_or_replaced_is_missing_until_it_is_back() {
        let folder = tempfile::tempdir().unwrap();
        let (path, aside) = (folder.path().join("a"), folder.path().join("b"));
        std::fs::write(&path, "").unwrap();
        let place = Place::of(vec![path.clone()]).unwrap();
        assert_eq!(place.missing(), None);
        std::fs::rename(&path, &aside).unwrap();
        assert_eq!(place.missing(), Some(&path));
        std::fs::write(&path, "").unwrap();
        assert_eq!(place.missing(), Some(&path));
        std::fs::rename(&aside, &path).unwrap();
        assert_eq!(place.missing(), None);
    }
}
