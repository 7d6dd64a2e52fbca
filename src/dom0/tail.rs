//! The end of a file of lines.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Where the last whole line ends, in a file of this length.
pub fn whole_lines(file: &mut File, length: u64) -> io::Result<u64> {
    let tail = tail(file, length)?;
    let cut = tail.iter().rev().take_while(|byte| **byte != b'\n').count() as u64;
    Ok(length - cut)
}

pub fn last_line(file: &mut File) -> io::Result<Option<Vec<u8>>> {
    let length = file.metadata()?.len();
    let tail = tail(file, length)?;
    let end = tail.iter().rposition(|byte| *byte == b'\n');
    Ok(end.map(|end| tail[..end].rsplit(|byte| *byte == b'\n').next().unwrap_or_default().to_vec()))
}

/// More than the longest line.
fn tail(file: &mut File, length: u64) -> io::Result<Vec<u8>> {
    const TAIL: u64 = 32 * 1024;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    Ok(tail)
}
