//! Which of those that were seen is which of those that are recorded.

use std::collections::HashSet;

use uuid::Uuid;

/// For each that was seen, by uuid and name, the place of the recorded one that it is: the one with
/// its uuid, else the one with its name. All uuids first: a name may have gone over to another since.
pub fn pairs(recorded: &[(Option<Uuid>, &str)], seen: &[(Option<Uuid>, &str)]) -> Vec<Option<usize>> {
    let with_uuid =
        |uuid: Option<Uuid>| uuid.and_then(|uuid| recorded.iter().position(|(of, _)| *of == Some(uuid)));
    let mut found: Vec<Option<usize>> = seen.iter().map(|(uuid, _)| with_uuid(*uuid)).collect();
    let taken: HashSet<usize> = found.iter().flatten().copied().collect();
    for ((_, name), found) in seen.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
        *found = recorded.iter().enumerate().position(|(at, (_, of))| of == name && !taken.contains(&at));
    }
    found
}
