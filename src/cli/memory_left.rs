//! How much memory this process can still have, where the system says so: Linux
//! does, in files.

use std::fs::read_to_string;
use std::path::{Path, PathBuf};

/// Where groups of processes have their limits.
const GROUPS: &str = "/sys/fs/cgroup";

/// The bytes that can still be had: what the machine has to spare, within the
/// limits of the groups that the process is in and of the process itself; none
/// where nothing is known.
pub(super) fn left() -> Option<u64> {
    let read = |path: &Path| read_to_string(path).ok();
    let of = |path: &str| read(Path::new(path));
    let machine = of("/proc/meminfo").and_then(|text| kilobytes(&text, "MemAvailable:"));
    let own = of("/proc/self/limits").zip(of("/proc/self/status"));
    let own = own.and_then(|(limits, status)| of_process(&limits, &status));
    let groups = of("/proc/self/cgroup").and_then(|text| of_groups(&text, &read));
    [machine, own, groups].into_iter().flatten().min()
}

/// The figure behind a word at the beginning of a line, in bytes.
fn kilobytes(text: &str, word: &str) -> Option<u64> {
    let rest = text.lines().find_map(|line| line.strip_prefix(word))?;
    Some(rest.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.saturating_mul(1024))
}

/// What the limit of its address space leaves a process.
fn of_process(limits: &str, status: &str) -> Option<u64> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max address space"))?;
    let limit: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(limit.saturating_sub(kilobytes(status, "VmSize:")?))
}

/// The least that a group, or one that it is in, leaves.
fn of_groups(text: &str, read: &dyn Fn(&Path) -> Option<String>) -> Option<u64> {
    text.lines().filter_map(|line| of_group(line, read)).min()
}

/// By a line of `/proc/self/cgroup`: of the one hierarchy of today, or of the
/// memory hierarchy of before.
fn of_group(line: &str, read: &dyn Fn(&Path) -> Option<String>) -> Option<u64> {
    let mut parts = line.splitn(3, ':').skip(1);
    let (kind, place) = (parts.next()?, parts.next()?);
    let (root, names) = match kind {
        "" => (PathBuf::from(GROUPS), ["memory.max", "memory.current"]),
        kinds if kinds.split(',').any(|kind| kind == "memory") => {
            let names = ["memory.limit_in_bytes", "memory.usage_in_bytes"];
            (Path::new(GROUPS).join("memory"), names)
        }
        _ => return None,
    };
    let own = root.join(place.trim_start_matches('/'));
    let here = own.ancestors().take_while(|folder| folder.starts_with(&root));
    let number = |folder: &Path, name: &str| -> Option<u64> {
        read(&folder.join(name))?.trim().parse().ok()
    };
    let left = here.filter_map(|folder| {
        let [limit, used] = names.map(|name| number(folder, name));
        // What is kept of files is given back when it is asked for.
        let stat = read(&folder.join("memory.stat")).unwrap_or_default();
        let files = stat.lines().find_map(|line| line.strip_prefix("inactive_file "));
        let files: u64 = files.and_then(|files| files.parse().ok()).unwrap_or(0);
        Some(limit?.saturating_sub(used?.saturating_sub(files)))
    });
    left.min()
}

#[cfg(test)]
mod tests {
    use super::{kilobytes, of_groups, of_process};
    use std::path::Path;

    #[test]
    fn the_machine_and_the_process_say_what_is_left() {
        let text = "MemTotal:       24000000 kB\nMemAvailable:    1000000 kB\n";
        assert_eq!(kilobytes(text, "MemAvailable:"), Some(1_024_000_000));
        assert_eq!(kilobytes(text, "SwapFree:"), None);
        let status = "VmPeak:  900 kB\nVmSize:\t     100 kB\n";
        let limits = |soft: &str| {
            format!(
                "Limit   Soft Limit  Hard Limit  Units\nMax address space   {soft}  unlimited  bytes\n"
            )
        };
        assert_eq!(of_process(&limits("1102400"), status), Some(1_000_000));
        assert_eq!(of_process(&limits("unlimited"), status), None);
    }

    #[test]
    fn the_tightest_group_counts() {
        let read = |path: &Path| {
            let text = match path.to_str()? {
                "/sys/fs/cgroup/a/b/memory.max" => "max",
                "/sys/fs/cgroup/a/memory.max" => "5000\n",
                "/sys/fs/cgroup/a/memory.current" => "2000\n",
                "/sys/fs/cgroup/a/memory.stat" => "anon 5\ninactive_file 500\n",
                "/sys/fs/cgroup/memory/c/memory.limit_in_bytes" => "4000\n",
                "/sys/fs/cgroup/memory/c/memory.usage_in_bytes" => "3900\n",
                _ => return None,
            };
            Some(text.to_owned())
        };
        assert_eq!(of_groups("0::/a/b\n", &read), Some(3_500));
        assert_eq!(of_groups("4:memory:/c\n0::/a/b\n", &read), Some(100));
        assert_eq!(of_groups("0::/\n1:cpu:/x\n", &read), None);
    }
}
