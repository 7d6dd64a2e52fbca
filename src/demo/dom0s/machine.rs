//! One simulated host: a folder in which the kernel's files lie, and those that `xl` and LVM would print.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::json;

use crate::db::token;
use crate::dom0::Settings;
use crate::dom0::host::Host;
use crate::dom0::tool::Tools;
use crate::fleet::domu::DomuState;
use crate::fleet::queries::{HostWithRoom, Resident};

pub struct Machine {
    pub name: String,
    pub folder: PathBuf,
    pub settings: Settings,
    /// Which of them it is; what goes through differs by that.
    at: u64,
    /// What copies brought and took, in bytes.
    pub arrived: Arc<AtomicU64>,
    pub left: Arc<AtomicU64>,
}

impl Machine {
    pub fn build(name: &str, at: u64, folder: &Path, settings: Settings) -> io::Result<Machine> {
        let machine = Machine {
            name: name.to_owned(),
            folder: folder.to_owned(),
            settings,
            at,
            arrived: Arc::default(),
            left: Arc::default(),
        };
        let boot = uuid::Builder::from_random_bytes(token::random_bytes()).into_uuid();
        machine.write("root/proc/sys/kernel/random/boot_id", &format!("{boot}\n"))?;
        machine.write("root/proc/sys/kernel/osrelease", "6.1.0-50-amd64\n")?;
        for (card, driver, bridge) in [("eth0", "tg3", "xenbr0"), ("eth1", "bnx2", "xenbr1")] {
            machine.link(card, "")?;
            machine.link(bridge, "DEVTYPE=bridge\n")?;
            let link = |target: String, at: String| symlink(target, machine.net(&at));
            fs::create_dir_all(machine.net(&format!("{card}/device")))?;
            link(format!("../../../bus/drivers/{driver}"), format!("{card}/device/driver"))?;
            link(format!("../{bridge}"), format!("{card}/master"))?;
            link(format!("../{card}"), format!("{bridge}/lower_{card}"))?;
        }
        machine.count(0)?;
        Ok(machine)
    }

    /// Where the reporter looks.
    pub fn host(&self) -> Host {
        let file = |name: &str| Some(self.folder.join(name));
        Host {
            xl: file("xl.json"),
            info: file("info.txt"),
            vgs: file("vgs.json"),
            root: self.folder.join("root"),
            tools: Tools::default(),
        }
    }

    fn link(&self, name: &str, uevent: &str) -> io::Result<()> {
        for (file, text) in
            [("mtu", "1500\n"), ("uevent", uevent), ("flags", "0x1003\n"), ("operstate", "up\n")]
        {
            self.write(&format!("root/sys/class/net/{name}/{file}"), text)?;
        }
        Ok(())
    }

    fn net(&self, file: &str) -> PathBuf {
        self.folder.join("root/sys/class/net").join(file)
    }

    /// What has gone through `seconds` after it was switched on: what members do, in waves, and copies.
    pub fn count(&self, seconds: u64) -> io::Result<()> {
        let wave = |period: f64| (1.0 + (seconds as f64 / period + self.at as f64).sin()) / 2.0;
        let members = |rate: f64| (seconds as f64 * rate * (0.8 + 0.02 * wave(97.0))) as u64;
        let (arrived, left) = (self.arrived.load(Ordering::Relaxed), self.left.load(Ordering::Relaxed));
        let base = 40_000.0 + 25_000.0 * self.at as f64;
        let line = |name: &str, received: u64, sent: u64| {
            format!("{name}: {received} 0 0 0 0 0 0 0 {sent} 0 0 0 0 0 0 0\n")
        };
        // A frame and a half in a hundred bytes is not data.
        let framed = |bytes: u64| bytes + bytes / 25;
        let text = [
            line("lo", 560, 560),
            line("eth0", members(base), members(base * 3.0)),
            line("eth1", framed(arrived) + left / 60, framed(left) + arrived / 60),
        ];
        self.replace("root/proc/net/dev", &text.concat())
    }

    /// What `xl` and LVM would say of those who live here.
    pub fn inhabit(&self, host: &HostWithRoom, residents: &[Resident]) -> io::Result<()> {
        let running: Vec<&Resident> = residents.iter().filter(|domu| domu.state != DomuState::Off).collect();
        let dom0 = json!({ "domid": 0, "config": { "c_info": { "name": "Domain-0" } } });
        let domu = |(id, domu): (usize, &&Resident)| json!({ "domid": id + 1, "config": { "c_info": { "name": domu.name }, "b_info": { "max_memkb": domu.memory_bytes.0 / 1024 } } });
        let list: Vec<_> = std::iter::once(dom0).chain(running.iter().enumerate().map(domu)).collect();
        self.replace("xl.json", &json!(list).to_string())?;
        let used: i64 = running.iter().map(|domu| domu.memory_bytes.0).sum();
        let mib = |bytes: i64| bytes.max(0) >> 20;
        let all = host.host.memory_bytes.0;
        let info = format!(
            "host : {}\ntotal_memory : {}\nfree_memory : {}\nxen_version : 4.17.5\nxend_config_format : 4\n",
            self.name,
            mib(all) + 2048,
            mib(all - used),
        );
        self.replace("info.txt", &info)?;
        let disk = host.host.disk_bytes.0.max(1);
        let free = (disk - host.disk_lived_in().0).max(0);
        let group = json!({ "vg_name": "vg0", "vg_size": format!("{disk}B"), "vg_free": format!("{free}B") });
        self.replace("vgs.json", &json!({ "report": [{ "vg": [group] }] }).to_string())
    }

    fn write(&self, file: &str, text: &str) -> io::Result<()> {
        let path = self.folder.join(file);
        fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
        fs::write(path, text)
    }

    /// Whoever reads has the old file or the new one. Its folder is not made again once it is gone.
    fn replace(&self, file: &str, text: &str) -> io::Result<()> {
        let path = self.folder.join(file);
        if !path.exists() {
            self.write(file, "")?;
        }
        let fresh = path.with_extension("new");
        fs::write(&fresh, text)?;
        fs::rename(fresh, path)
    }
}
