//! Every output of a real Xen in `tests/fixtures/xen`, given to each of the three readers.

use std::path::{Path, PathBuf};

use domovoi::fleet::xl_import::{BrokenOutput, Output, lvs, xl_info, xl_list};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/xen")
}

fn text(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).expect("a fixture")
}

fn all() -> Vec<String> {
    let files = std::fs::read_dir(folder()).expect("the fixtures");
    let mut names: Vec<String> =
        files.map(|file| file.expect("a file").file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

fn accepted_by<T>(read: impl Fn(&str) -> Result<T, BrokenOutput>) -> Vec<String> {
    all().into_iter().filter(|name| read(&text(name)).is_ok()).collect()
}

#[test]
fn of_all_real_outputs_each_reader_takes_its_own_and_no_other() {
    assert_eq!(
        accepted_by(xl_list::parse),
        [
            "xl-list-l-higgs.running.json",
            "xl-list-l-quark.ballooned.json",
            "xl-list-l.running.json",
            "xl-list-l.state-higgs-paused-at-create.json",
            "xl-list-l.state-quark-renamed.json",
            "xl-list-l.state-rocky-crashed-preserved.json",
            "xl-list-l.state-rocky-shut-down.json",
        ]
    );
    assert_eq!(accepted_by(xl_info::parse), ["xl-info-n.running.txt", "xl-info.running.txt"]);
    assert_eq!(
        accepted_by(lvs::parse),
        [
            "lvs-json-o.running.json",
            "lvs-json.not-root.json",
            "lvs-json.running.json",
            "vgs-json.running.json"
        ]
    );
}

#[test]
fn what_the_tools_say_instead_of_an_answer_is_said_again() {
    let said = |name: &str| match xl_list::parse(&text(name)) {
        Err(BrokenOutput::Refused { output: Output::List, said }) => said,
        other => panic!("{name}: {other:?}"),
    };
    assert!(said("xl-list-l.not-root.stderr.txt").contains("Permission denied"));
    assert!(said("xl-list-l.not-xen.stderr.txt").contains("Can't find hypervisor information"));
    assert!(said("xl-list-l-nosuch.running.stderr.txt").contains("nosuch is an invalid domain identifier"));
    assert_eq!(xl_list::parse(&text("xl-list-l.no-xenstored.txt")), Err(BrokenOutput::Empty(Output::List)));
    assert_eq!(xl_list::parse(&text("xl-list.running.txt")), Err(BrokenOutput::ShortList));
    assert!(matches!(
        lvs::parse(&text("lvs-json.not-root.stderr.txt")),
        Err(BrokenOutput::Refused { output: Output::Disks, .. })
    ));
    assert!(matches!(
        xl_info::parse(&text("xl-info.not-xen.stderr.txt")),
        Err(BrokenOutput::Refused { output: Output::Info, .. })
    ));
    for name in ["lvs-json.not-root.json", "../lvm/fullreport.not-root.json"] {
        let volumes = lvs::parse(&text(name)).expect("a report, if an empty one");
        assert_eq!((volumes.count, volumes.has_list, volumes.groups.len()), (0, true, 0), "{name}");
    }
}

#[test]
fn a_report_of_lvm_that_is_given_as_the_list_is_said_to_be_one() {
    for name in
        ["lvs-json.running.json", "vgs-json.running.json", "pvs-json.running.json", "../lvm/fullreport.json"]
    {
        assert_eq!(xl_list::parse(&text(name)), Err(BrokenOutput::ReportAsList), "{name}");
    }
}

#[test]
fn a_file_cut_off_anywhere_says_where() {
    type Reader = fn(&str) -> Result<(), BrokenOutput>;
    let readers: [(&str, Reader); 5] = [
        ("xl-list-l.running.json", |text| xl_list::parse(text).map(drop)),
        ("xl-list-l-higgs.running.json", |text| xl_list::parse(text).map(drop)),
        ("xl-info.running.txt", |text| xl_info::parse(text).map(drop)),
        ("lvs-json.running.json", |text| lvs::parse(text).map(drop)),
        ("lvs-json-o.running.json", |text| lvs::parse(text).map(drop)),
    ];
    for (name, read) in readers {
        let whole = text(name);
        for end in (50..whole.trim_end().len()).step_by(50).chain([1, whole.trim_end().len() - 1]) {
            match read(&whole[..end]) {
                Err(BrokenOutput::EndsEarly { line, .. }) => {
                    let lines = whole[..end].lines().count();
                    assert!(line == lines || line == lines + 1, "{name} at {end}: line {line} of {lines}");
                }
                // A single blank: as good as nothing.
                Err(BrokenOutput::Empty(_)) => assert!(whole[..end].trim().is_empty(), "{name} at {end}"),
                other => panic!("{name} at {end}: {other:?}"),
            }
        }
    }
}
