//! The colours of the file: sRGB, described by a profile made here.

use std::sync::LazyLock;

use pdf_writer::{Dict, Name, Ref, Str};

use super::compress::Stored;
use super::objects::Objects;

/// The profile, compressed when the first file asks for it.
static PROFILE: LazyLock<Stored> = LazyLock::new(|| Stored::new(srgb_profile(), 0));

/// Writes the profile; returns its number.
pub(super) fn profile(objects: &mut Objects) -> Ref {
    let id = objects.reserve();
    objects.stored(id, &PROFILE, |stream| {
        stream.pair(Name(b"N"), 3).pair(Name(b"Alternate"), Name(b"DeviceRGB"));
    });
    id
}

/// The output intent of every archival file (ISO 19005-2, 6.2.3): numbers of red, green and blue are sRGB.
pub(super) fn output_intent(profile: Ref, intent: &mut Dict<'_>) {
    intent.pair(Name(b"Type"), Name(b"OutputIntent")).pair(Name(b"S"), Name(b"GTS_PDFA1"));
    intent.pair(Name(b"OutputConditionIdentifier"), Str(b"sRGB IEC61966-2.1"));
    intent.pair(Name(b"RegistryName"), Str(b"http://www.color.org"));
    intent.pair(Name(b"Info"), Str(b"sRGB IEC61966-2.1"));
    intent.pair(Name(b"DestOutputProfile"), profile);
}

/// A display profile of version 4 (ICC.1:2010) with the primaries, the white and the curve of IEC 61966-2-1; the
/// profile is greffe's own and free of rights.
fn srgb_profile() -> Vec<u8> {
    // The primaries adapted to D50 by Bradford's matrix, in 16.16 fixed point, as the ICC publishes them.
    let xyz = |values: [i32; 3]| tagged(*b"XYZ ", &fixed(&values));
    let red = xyz([0x6FA2, 0x38F5, 0x0390]);
    let green = xyz([0x6299, 0xB785, 0x18DA]);
    let blue = xyz([0x24A0, 0x0F84, 0xB6CF]);
    let white = xyz([0xF6D6, 0x1_0000, 0xD32D]);
    let adaptation = fixed(&[0x1_0C42, 0x05DE, -0x0CDA, 0x0793, 0xFD8F, -0x045A, -0x025D, 0x03DD, 0xC06E]);
    let adaptation = tagged(*b"sf32", &adaptation);
    // Function type 3: a power above d, a line below.
    let mut curve = vec![0, 3, 0, 0];
    curve.extend(fixed(&[0x2_6666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B]));
    let curve = tagged(*b"para", &curve);
    let tags: [([u8; 4], Vec<u8>); 10] = [
        (*b"desc", localized("sRGB IEC61966-2.1")),
        (*b"cprt", localized("CC0, no rights reserved")),
        (*b"wtpt", white),
        (*b"chad", adaptation),
        (*b"rXYZ", red),
        (*b"gXYZ", green),
        (*b"bXYZ", blue),
        (*b"rTRC", curve.clone()),
        (*b"gTRC", curve.clone()),
        (*b"bTRC", curve),
    ];
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data: Vec<u8> = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    for (signature, bytes) in &tags {
        // Equal curves are stored once.
        let at = match data.windows(bytes.len()).position(|stored| stored == bytes.as_slice()) {
            Some(at) if at % 4 == 0 => at,
            _ => {
                data.resize(data.len().next_multiple_of(4), 0);
                data.extend(bytes);
                data.len() - bytes.len()
            }
        };
        table.extend(signature);
        table.extend(((start + at) as u32).to_be_bytes());
        table.extend((bytes.len() as u32).to_be_bytes());
    }
    data.resize(data.len().next_multiple_of(4), 0);
    let mut profile = vec![0; 128];
    let mut put = |at: usize, bytes: &[u8]| profile[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &((start + data.len()) as u32).to_be_bytes());
    put(8, &[4, 0x20, 0, 0]);
    put(12, b"mntrRGB XYZ ");
    // The day of the standard IEC 61966-2-1: a profile has a date, and this one must not change.
    put(24, &[0x07, 0xCF, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0]);
    put(36, b"acsp");
    // The light of the profile connection space: D50.
    put(68, &fixed(&[0xF6D6, 0x1_0000, 0xD32D]));
    profile.extend(table);
    profile.extend(data);
    profile
}

fn fixed(values: &[i32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

/// A tag's data behind its type.
fn tagged(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    [kind.as_slice(), &[0; 4], data].concat()
}

/// A text in one language, English.
fn localized(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut data = Vec::new();
    for number in [1u32, 12] {
        data.extend(number.to_be_bytes());
    }
    data.extend(b"enUS");
    for number in [units.len() as u32, 28] {
        data.extend(number.to_be_bytes());
    }
    data.extend(units);
    tagged(*b"mluc", &data)
}
