//! Who may do what with a folder or file: what takes another's place is given
//! the same owner, permissions and access lists, so that nobody can do more.

use std::io;
use std::path::Path;

#[cfg(unix)]
pub(super) use unix::{file_like, folder_like};

/// Other systems give a folder the rights of the one around it.
#[cfg(not(unix))]
pub(super) fn folder_like(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn file_like(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
mod unix {
    use super::{Path, attributes, io};
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};

    /// Gives a new folder owner, group, permissions and attributes of an old one,
    /// or says why that cannot be.
    pub(in crate::cli) fn folder_like(new: &Path, old: &Path) -> io::Result<()> {
        let (is, was) = (fs::symlink_metadata(new)?, fs::symlink_metadata(old)?);
        if is.gid() != was.gid() {
            chown(new, None, Some(was.gid()))?;
        }
        if is.uid() != was.uid() {
            chown(new, Some(was.uid()), None)?;
        }
        attributes::copy(new, old, |_| true)?;
        fs::set_permissions(new, was.permissions())?;
        let is = fs::symlink_metadata(new)?;
        let same = |one: &fs::Metadata| (one.uid(), one.gid(), one.mode());
        if same(&is) == same(&was) && attributes::are_alike(new, old, |_| true)? {
            return Ok(());
        }
        Err(io::Error::other("the new folder cannot be given the permissions of the old one"))
    }

    /// Gives a new file group, permissions and access list of an old one; where
    /// that cannot be, nobody but the owner may use it.
    pub(in crate::cli) fn file_like(new: &Path, old: &Path) -> io::Result<()> {
        let (is, was) = (fs::symlink_metadata(new)?, fs::symlink_metadata(old)?);
        let grouped = || is.gid() == was.gid() || chown(new, None, Some(was.gid())).is_ok();
        let list = |name: &[u8]| name == attributes::ACCESS;
        let is_alike = grouped() && attributes::copy(new, old, list).is_ok();
        let kept = if is_alike { 0o777 } else { 0o700 };
        fs::set_permissions(new, Permissions::from_mode(was.mode() & kept))
    }
}

/// Extended attributes, access lists among them.
#[cfg(target_os = "linux")]
mod attributes {
    use super::{Path, io};
    use rustix::fs::{XattrFlags, lgetxattr_query, llistxattr_query};
    use rustix::fs::{lgetxattr, llistxattr, lremovexattr, lsetxattr};
    use rustix::io::Errno;

    /// The attribute that holds a file's POSIX access list.
    pub(super) const ACCESS: &[u8] = b"system.posix_acl_access";

    type Attributes = Vec<(Vec<u8>, Vec<u8>)>;

    /// Gives `new` the wanted attributes of `old`, and no other wanted ones.
    pub(super) fn copy(new: &Path, old: &Path, wanted: fn(&[u8]) -> bool) -> io::Result<()> {
        let (is, was) = (all(new, wanted)?, all(old, wanted)?);
        for (name, _) in is.iter().filter(|(name, _)| was.iter().all(|(one, _)| one != name)) {
            lremovexattr(new, name.as_slice())?;
        }
        for one in was.iter().filter(|one| !is.contains(one)) {
            lsetxattr(new, one.0.as_slice(), &one.1, XattrFlags::empty())?;
        }
        Ok(())
    }

    pub(super) fn are_alike(
        one: &Path,
        other: &Path,
        wanted: fn(&[u8]) -> bool,
    ) -> io::Result<bool> {
        Ok(all(one, wanted)? == all(other, wanted)?)
    }

    fn all(path: &Path, wanted: fn(&[u8]) -> bool) -> io::Result<Attributes> {
        let mut names = match llistxattr_query(path) {
            Err(Errno::OPNOTSUPP | Errno::NOSYS) => return Ok(Vec::new()),
            size => vec![0_u8; size?],
        };
        let size = llistxattr(path, &mut names[..])?;
        let names = names[..size].split(|byte| *byte == 0);
        let names = names.filter(|name| !name.is_empty() && wanted(name));
        let valued = names.map(|name| {
            let mut value = vec![0_u8; lgetxattr_query(path, name)?];
            let size = lgetxattr(path, name, &mut value[..])?;
            value.truncate(size);
            Ok((name.to_vec(), value))
        });
        let mut all = valued.collect::<io::Result<Attributes>>()?;
        all.sort();
        Ok(all)
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
mod attributes {
    use super::{Path, io};

    pub(super) const ACCESS: &[u8] = b"";

    pub(super) fn copy(_: &Path, _: &Path, _: fn(&[u8]) -> bool) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn are_alike(_: &Path, _: &Path, _: fn(&[u8]) -> bool) -> io::Result<bool> {
        Ok(true)
    }
}
