//! Tables of an OpenType file that no other crate here reads.

/// A table of a face: of the face of this index in a collection, or of the file's only one.
pub(crate) fn table(file: &[u8], index: u32, tag: [u8; 4]) -> Option<&[u8]> {
    let number =
        |at: usize| Some(u32::from_be_bytes(file.get(at..at.checked_add(4)?)?.try_into().ok()?) as usize);
    let start = if file.starts_with(b"ttcf") { number(12 + 4 * index as usize)? } else { 0 };
    let count = usize::from(u16::from_be_bytes(
        file.get(start.checked_add(4)?..start.checked_add(6)?)?.try_into().ok()?,
    ));
    let mut records = (0..count).map(|record| start + 12 + 16 * record);
    let record = records.find(|at| file.get(*at..at + 4) == Some(&tag))?;
    let (offset, length) = (number(record + 8)?, number(record + 12)?);
    file.get(offset..offset.checked_add(length)?)
}

/// Whether a font may be embedded in a file (OpenType, table `OS/2`, field `fsType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Embedding {
    /// It may, reduced to the glyphs in use.
    Allowed,
    /// It may not.
    Forbidden,
    /// It may as a whole, but not reduced.
    NoSubset,
    /// Only its bitmaps may.
    BitmapsOnly,
}

impl Embedding {
    /// What the licence bits of a face say; without them nothing is forbidden.
    pub(crate) fn of(file: &[u8], index: u32) -> Self {
        let bits =
            table(file, index, *b"OS/2").and_then(|table| table.get(8..10)).map(|bits| [bits[0], bits[1]]);
        let bits = bits.map_or(0, u16::from_be_bytes);
        // Of the usage bits the least restrictive one counts: 4 and 8 allow what 2 forbids.
        match bits {
            _ if bits & 0x200 != 0 => Self::BitmapsOnly,
            _ if bits & 0x100 != 0 => Self::NoSubset,
            _ if bits & 0x00f == 2 => Self::Forbidden,
            _ => Self::Allowed,
        }
    }
}
