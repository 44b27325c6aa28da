//! A disk that is soon full: a small file system in memory. Making one takes the rights of the system's administrator.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// How the file systems made here are called, followed by the process that made them.
const NAME: &str = "hailong-disk-";
/// Said where a proof cannot be given.
pub const NOT_POSSIBLE: &str = "not possible here: mounting a small file system needs root";

/// A mounted file system of limited size. Dropping it unmounts it.
#[derive(Debug)]
pub struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    /// Mounts one; nothing where that is not allowed.
    #[must_use]
    pub fn mount(mebibytes: u32) -> Option<Self> {
        unmount_those_of_the_dead();
        let folder = tempfile::Builder::new().prefix(NAME).tempdir().expect("a temporary directory");
        let size = format!("size={mebibytes}m,mode=0755");
        let name = format!("{NAME}{}", std::process::id());
        let mounted = rustix::process::geteuid().is_root()
            && Command::new("mount")
                .args(["-t", "tmpfs", "-o", &size, &name])
                .arg(folder.path())
                .status()
                .is_ok_and(|status| status.success());
        mounted.then_some(Self { folder })
    }

    /// Where it is mounted.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Takes all the space that is left, to the last page.
    pub fn fill(&self) {
        let mut file = File::options().append(true).create(true).open(self.filler()).expect("the file that fills the disk");
        for size in [1 << 20, 1 << 16, 1 << 12] {
            let block = vec![0x5a; size];
            while file.write_all(&block).is_ok() {}
        }
    }

    /// Gives the space back.
    pub fn free(&self) {
        fs::remove_file(self.filler()).expect("the file that filled the disk");
    }

    fn filler(&self) -> PathBuf {
        self.path().join("filler")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        unmount(self.path());
    }
}

/// Unmounts now, for new users; whoever still holds a file open keeps it until it is closed.
fn unmount(path: &Path) {
    let _ = Command::new("umount").arg("--lazy").arg(path).status();
}

/// A test that was killed could not unmount what it had mounted.
fn unmount_those_of_the_dead() {
    for line in fs::read_to_string("/proc/mounts").unwrap_or_default().lines() {
        let mut words = line.split(' ');
        let owner = words.next().and_then(|name| name.strip_prefix(NAME));
        if let (Some(owner), Some(path)) = (owner, words.next())
            && !Path::new("/proc").join(owner).exists()
        {
            unmount(Path::new(path));
            let _ = fs::remove_dir(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_takes_nothing_until_it_is_freed() {
        let Some(disk) = SmallDisk::mount(2) else {
            return eprintln!("{NOT_POSSIBLE}");
        };
        let path = disk.path().to_owned();
        disk.fill();
        let error = fs::write(path.join("more"), [0; 8192]).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::StorageFull);
        disk.free();
        fs::write(path.join("more"), [0; 8192]).unwrap();
        drop(disk);
        assert!(!path.exists());
    }
}
