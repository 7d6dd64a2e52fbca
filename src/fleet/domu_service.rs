//! What a member says lives on a domU, so that both know what to look at after it has moved.

use crate::text_enum;

text_enum! {
    pub enum ServiceKind {
        Https = "https",
        Tcp = "tcp",
        Smtp = "smtp",
        Ssh = "ssh",
    }
}
