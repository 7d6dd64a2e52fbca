//! Forms about sites, hosts, networks and domUs.

use super::{Form, NAME, Spoilt};

const HOST: &[Spoilt] = &[
    ("name", "new/host", "name"),
    ("name", "🦊", "name"),
    ("site", "999999", "site"),
    ("site", "99999999999999999999", "site"),
    ("site", "x", "site"),
    ("site", "@none", "site"),
    ("memory", "lots", "memory"),
    ("memory", "-1", "memory"),
    ("memory", "99999999999999999999 TiB", "memory"),
    ("memory", "@none", "memory"),
    ("disk", "1e400", "disk"),
    ("disk", "", "disk"),
    ("state", "asleep", "state"),
    ("state", "@none", "state"),
    ("volume_group", "", "volume_group"),
    ("volume_group", "@long:128", "volume_group"),
    ("bridge", "@long:16", "bridge"),
    ("interconnect_address", "10.9.0", "interconnect_address"),
    ("note", "@long:2001", "note"),
    ("note", "a\u{1b}[31m", "note"),
];

const LINK: &[Spoilt] = &[
    ("nominal", "", "nominal"),
    ("nominal", "0", "nominal"),
    ("nominal", "-5", "nominal"),
    ("nominal", "fast", "nominal"),
    ("nominal", "99999999999999999999", "nominal"),
    ("nominal", "9223372036854775807", "nominal"),
    ("measured", "1.5", "measured"),
    ("measured", "9223372036854775807", "measured"),
    ("mtu", "575", "mtu"),
    ("mtu", "65536", "mtu"),
    ("mtu", "@none", "mtu"),
];

const DOMU: &[Spoilt] = &[
    ("name", "a/b", "name"),
    ("host", "999999", "host"),
    ("host", "prins", "host"),
    ("host", "99999999999999999999", "host"),
    ("host", "@none", "host"),
    ("memory", "", "memory"),
    ("memory", "-1 GiB", "memory"),
    ("memory", "9223372036854775808", "memory"),
    ("vcpus", "0", "vcpus"),
    ("vcpus", "1025", "vcpus"),
    ("vcpus", "99999999999999999999", "vcpus"),
    ("vcpus", "@none", "vcpus"),
    ("state", "asleep", "state"),
    ("state", "@none", "state"),
    ("uuid", "not-a-uuid", "uuid"),
    ("note", "@long:2001", "note"),
];

const DISK: &[Spoilt] = &[
    ("disk_name", "", "disk_name"),
    ("disk_name", "@long:33", "disk_name"),
    ("disk_name", "xvda", "disk_name"),
    ("disk_path", "@none", "disk_path"),
    ("disk_path", "@long:1025", "disk_path"),
    ("disk_path", "/dev/\u{1}", "disk_path"),
    ("disk_format", "@none", "disk_format"),
    ("disk_format", "floppy", "disk_format"),
    ("disk_size", "0", "disk_size"),
    ("disk_size", "-1", "disk_size"),
    ("disk_size", "99999999999999999999", "disk_size"),
];

const SERVICE: &[Spoilt] = &[
    ("service_name", "", "service_name"),
    ("service_name", "@long:101", "service_name"),
    ("service_name", "a\u{7f}b", "service_name"),
    ("kind", "telepathy", "kind"),
    ("kind", "@none", "kind"),
    ("hostname", "", "hostname"),
    ("hostname", "a b", "hostname"),
    ("hostname", "münchen.example", "hostname"),
    ("hostname", "@long:254", "hostname"),
    ("port", "0", "port"),
    ("port", "65536", "port"),
    ("port", "-1", "port"),
    ("port", "99999999999999999999", "port"),
    ("port", "ssh", "port"),
];

pub const FORMS: &[Form] = &[
    ("/hosts", &[NAME, HOST, &[("name", "prins", "name")]]),
    (
        "/hosts/{name}",
        &[NAME, HOST, &[("name", "prins", "name"), ("revision", "x", ""), ("revision", "@none", "")]],
    ),
    (
        "/sites",
        &[
            NAME,
            &[
                ("code", "", "code"),
                ("code", "D C", "code"),
                ("code", "@long:33", "code"),
                ("code", "DC1", "code"),
            ],
        ],
    ),
    (
        "/sites/{code}",
        &[NAME, &[("code", "@none", "code"), ("code", "D/C", "code"), ("code", "DC1", "code")]],
    ),
    (
        "/interconnects",
        &[
            LINK,
            &[
                ("a", "", "a"),
                ("a", "host-x", "a"),
                ("a", "host-999999", "a"),
                ("b", "host-999999", "b"),
                ("b", "@none", "b"),
                ("b", "99999999999999999999", "b"),
                ("b", "site-1", "b"),
            ],
        ],
    ),
    ("/interconnects/{id}", &[LINK]),
    (
        "/networks",
        &[&[
            ("site", "999999", "site"),
            ("site", "@none", "site"),
            ("cidr", "", "cidr"),
            ("cidr", "10.0.0.0/33", "cidr"),
            ("cidr", "10.0.0.1/8", "cidr"),
            ("cidr", "192.0.2.0/25", "cidr"),
            ("cidr", "2001:db8::/999", "cidr"),
            ("gateway", "10.99.0.1", "gateway"),
            ("gateway", "the first", "gateway"),
            ("note", "@long:501", "note"),
            ("note", "a\u{1}b", "note"),
        ]],
    ),
    (
        "/networks/{id}",
        &[&[("gateway", "10.99.0.1", "gateway"), ("gateway", "x", "gateway"), ("note", "@long:501", "note")]],
    ),
    ("/domus", &[NAME, DOMU]),
    ("/domus/{name}", &[NAME, DOMU, &[("revision", "x", ""), ("revision", "@none", "")]]),
    (
        "/domus/{name}/people",
        &[&[
            ("person_email", "", "person_email"),
            ("person_email", "nobody@nowhere.example", "person_email"),
            ("person_email", "@long:255", "person_email"),
            ("person_role", "king", "person_role"),
            ("person_role", "@none", "person_role"),
        ]],
    ),
    (
        "/domus/{name}/names",
        &[&[
            ("dns_name", "", "dns_name"),
            ("dns_name", "@none", "dns_name"),
            ("dns_name", "higgs", "dns_name"),
            ("dns_name", "192.0.2.1", "dns_name"),
            ("dns_name", "https://www.example/", "dns_name"),
            ("dns_name", "a b.example", "dns_name"),
            ("dns_name", "@long:254", "dns_name"),
            ("dns_name", "a\u{7}.example", "dns_name"),
        ]],
    ),
    (
        "/domus/{name}/addresses",
        &[&[
            ("address", "", "address"),
            ("address", "192.0.2", "address"),
            ("address", "192.0.2.256", "address"),
            ("address", "10.200.0.1", "address"),
            ("address", "2001:db8::g", "address"),
        ]],
    ),
    ("/domus/{name}/disks", &[DISK]),
    ("/domus/{name}/disks/{id}", &[DISK]),
    ("/domus/{name}/services", &[SERVICE]),
    ("/domus/{name}/services/{id}", &[SERVICE]),
    (
        "/fleet-import",
        &[&[
            ("host", "", "host"),
            ("host", "@long:64", "host"),
            ("list", "", "list"),
            ("list", "[{", "list"),
            ("list", "not JSON", "list"),
            ("info", "\u{1}", "info"),
            ("disks", "{]", "disks"),
        ]],
    ),
];
