//! A dom0's `/proc` and `/sys`, made of files.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// The root below which they lie.
pub struct Sys(pub PathBuf);

impl Sys {
    /// A card `ic0` alone, and `eth0` below the bridge `xenbr0`, with domUs on it.
    pub fn in_folder(folder: &Path) -> Sys {
        let sys = Sys(folder.join("root"));
        sys.write("proc/sys/kernel/random/boot_id", "6f1c2a34-8f0e-4a3e-9d0b-0a5a3d2f1c77\n");
        sys.write("proc/sys/kernel/osrelease", "6.1.0-50-amd64\n");
        sys.link("lo", 65536, "", None);
        sys.link("ic0", 9000, "", Some("ixgbe"));
        sys.link("eth0", 1500, "", Some("tg3"));
        sys.link("xenbr0", 1500, "DEVTYPE=bridge\n", None);
        sys.link("vif3.0", 1500, "", Some("vif"));
        symlink("../xenbr0", sys.at("sys/class/net/eth0/master")).expect("a link");
        symlink("../eth0", sys.at("sys/class/net/xenbr0/lower_eth0")).expect("a link");
        sys.counters(0, 0);
        sys
    }

    pub fn counters(&self, received: i64, sent: i64) {
        let zeros = "0 0 0 0 0 0 0";
        let line = |name: &str, r: i64, s: i64| format!("{name}: {r} {zeros} {s} {zeros}\n");
        let text = [line("lo", 7, 7), line("ic0", received, sent), line("xenbr0", 9, 9)].concat();
        self.write("proc/net/dev.new", &text);
        fs::rename(self.at("proc/net/dev.new"), self.at("proc/net/dev")).expect("renamed");
    }

    pub fn mtu(&self, name: &str, mtu: u32) {
        self.write(&format!("sys/class/net/{name}/mtu"), &format!("{mtu}\n"));
    }

    fn link(&self, name: &str, mtu: u32, uevent: &str, driver: Option<&str>) {
        let file = |file: &str| format!("sys/class/net/{name}/{file}");
        self.mtu(name, mtu);
        self.write(&file("uevent"), uevent);
        self.write(&file("flags"), "0x1003\n");
        self.write(&file("operstate"), "up\n");
        if let Some(driver) = driver {
            fs::create_dir_all(self.at(&file("device"))).expect("a folder");
            symlink(format!("../../../bus/drivers/{driver}"), self.at(&file("device/driver")))
                .expect("a link");
        }
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }
}
