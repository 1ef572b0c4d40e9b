//! The widths of the glyphs in an embedded font program, in thousandths of an em.

use crate::font::table;

/// Those of a TrueType file, from its tables `head`, `hhea`, `maxp` and `hmtx`.
pub(super) fn true_type_widths(file: &[u8]) -> Option<Vec<i64>> {
    let number = |table: &[u8], at: usize| Some(u16::from_be_bytes(table.get(at..at + 2)?.try_into().ok()?));
    let units = i64::from(number(table(file, 0, *b"head")?, 18)?).max(1);
    let measured = number(table(file, 0, *b"hhea")?, 34)?;
    let glyphs = number(table(file, 0, *b"maxp")?, 4)?;
    let metrics = table(file, 0, *b"hmtx")?;
    (0..glyphs)
        .map(|glyph| {
            // The last width holds for all the glyphs after it.
            let record = usize::from(glyph.min(measured.checked_sub(1)?));
            let width = i64::from(number(metrics, 4 * record)?);
            Some((width * 2000 + units) / (2 * units))
        })
        .collect()
}

/// Those of a CID-keyed CFF program (Adobe technical notes 5176 and 5177).
pub(super) fn cff_widths(program: &[u8]) -> Option<Vec<i64>> {
    let header = usize::from(*program.get(2)?);
    let (_, end) = index(program, header)?;
    let (top, end) = index(program, end)?;
    let (_, end) = index(program, end)?;
    let (global, _) = index(program, end)?;
    let top = dictionary(top.first()?);
    let at = |operator: u16| {
        top.iter().find(|entry| entry.0 == operator).and_then(|entry| entry.1.first().copied())
    };
    let (glyphs, _) = index(program, at(CHAR_STRINGS)? as usize)?;
    let fonts = match at(FONT_ARRAY) {
        Some(place) => index(program, place as usize)?.0.into_iter().map(dictionary).collect(),
        None => vec![top.clone()],
    };
    let fonts: Vec<Private<'_>> =
        fonts.iter().map(|font| Private::read(program, font)).collect::<Option<_>>()?;
    // Units to the em: the first number of the matrix, a thousandth unless it is given.
    let scale = |font: &Private<'_>| font.per_em.or(per_em(&top)).unwrap_or(1000);
    let select = at(FONT_SELECT).map(|place| place as usize);
    let widths = glyphs.iter().enumerate().map(|(glyph, charstring)| {
        let font = match select {
            Some(place) => fonts.get(selected(program, place, glyph)?)?,
            None => fonts.first()?,
        };
        let mut reader = CharString { global: &global, local: &font.subroutines, stack: Vec::new() };
        let width = match reader.width(charstring, 0)? {
            Width::Own(own) => font.nominal + own,
            Width::Default | Width::Later => font.default,
        };
        let units = scale(font).max(1);
        Some((width * 2000 + units).div_euclid(2 * units))
    });
    widths.collect()
}

const CHAR_STRINGS: u16 = 17;
const PRIVATE: u16 = 18;
const SUBROUTINES: u16 = 19;
const DEFAULT_WIDTH: u16 = 20;
const NOMINAL_WIDTH: u16 = 21;
const FONT_MATRIX: u16 = 0x0c07;
const FONT_ARRAY: u16 = 0x0c24;
const FONT_SELECT: u16 = 0x0c25;

/// Operators with their operands; a real number is kept in thousand-millionths.
type Entries = Vec<(u16, Vec<i64>)>;

/// What a font's private dictionary says of widths, and its subroutines.
struct Private<'a> {
    default: i64,
    nominal: i64,
    subroutines: Vec<&'a [u8]>,
    per_em: Option<i64>,
}

impl<'a> Private<'a> {
    fn read(program: &'a [u8], font: &Entries) -> Option<Self> {
        let place = font.iter().find(|entry| entry.0 == PRIVATE).map(|entry| entry.1.as_slice());
        let Some([length, offset]) = place else { return None };
        let (start, length) = (*offset as usize, *length as usize);
        let entries = dictionary(program.get(start..start.checked_add(length)?)?);
        let value = |operator: u16| entries.iter().find(|entry| entry.0 == operator)?.1.first().copied();
        let subroutines = match value(SUBROUTINES) {
            Some(offset) => index(program, start + offset as usize)?.0,
            None => Vec::new(),
        };
        let (default, nominal) = (value(DEFAULT_WIDTH).unwrap_or(0), value(NOMINAL_WIDTH).unwrap_or(0));
        Some(Self { default, nominal, subroutines, per_em: per_em(font) })
    }
}

/// Units to the em from a font matrix; the whole number 1 leaves them to the matrix above.
fn per_em(font: &Entries) -> Option<i64> {
    let matrix = font.iter().find(|entry| entry.0 == FONT_MATRIX)?;
    let first = *matrix.1.first()?;
    (first > 1).then(|| (1_000_000_000 + first / 2) / first)
}

/// The data of an index, and where it ends.
fn index(program: &[u8], at: usize) -> Option<(Vec<&[u8]>, usize)> {
    let count = usize::from(u16::from_be_bytes(program.get(at..at + 2)?.try_into().ok()?));
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let size = usize::from(*program.get(at + 2)?);
    let offset = |item: usize| {
        let bytes = program.get(at + 3 + item * size..at + 3 + (item + 1) * size)?;
        Some(bytes.iter().fold(0usize, |sum, byte| sum << 8 | usize::from(*byte)))
    };
    // Offsets count from the byte before the data.
    let data = at + 2 + (count + 1) * size;
    let items = (0..count).map(|item| program.get(data + offset(item)?..data + offset(item + 1)?));
    Some((items.collect::<Option<_>>()?, data + offset(count)?))
}

/// The entries of a dictionary.
fn dictionary(bytes: &[u8]) -> Entries {
    let (mut entries, mut operands) = (Entries::new(), Vec::new());
    let mut bytes = bytes.iter().copied();
    while let Some(first) = bytes.next() {
        let mut next = || i64::from(bytes.next().unwrap_or(0));
        match first {
            0..=21 => {
                let operator = if first == 12 { 0x0c00 | next() as u16 } else { u16::from(first) };
                entries.push((operator, std::mem::take(&mut operands)));
            }
            28 => operands.push(i64::from((next() << 8 | next()) as i16)),
            29 => operands.push(i64::from((next() << 24 | next() << 16 | next() << 8 | next()) as i32)),
            30 => operands.push(real(&mut next)),
            32..=246 => operands.push(i64::from(first) - 139),
            247..=250 => operands.push((i64::from(first) - 247) * 256 + next() + 108),
            251..=254 => operands.push(-(i64::from(first) - 251) * 256 - next() - 108),
            _ => {}
        }
    }
    entries
}

/// A number in decimal digits, four bits each, in thousand-millionths.
fn real(next: &mut impl FnMut() -> i64) -> i64 {
    let mut text = String::new();
    for _ in 0..16 {
        let byte = next();
        for half in [byte >> 4, byte & 15] {
            match half {
                0..=9 => text.push(char::from(b'0' + half as u8)),
                10 => text.push('.'),
                11 => text.push('e'),
                12 => text.push_str("e-"),
                14 => text.push('-'),
                _ => return (text.parse::<f64>().unwrap_or(0.0) * 1e9).round() as i64,
            }
        }
    }
    0
}

/// The font of a glyph in a CID-keyed program.
fn selected(program: &[u8], at: usize, glyph: usize) -> Option<usize> {
    if *program.get(at)? == 0 {
        return program.get(at + 1 + glyph).map(|font| usize::from(*font));
    }
    let number = |at: usize| Some(usize::from(u16::from_be_bytes(program.get(at..at + 2)?.try_into().ok()?)));
    let ranges = number(at + 1)?;
    let range = (0..ranges).rev().map(|range| at + 3 + 3 * range);
    for at in range {
        if number(at)? <= glyph {
            return program.get(at + 2).map(|font| usize::from(*font));
        }
    }
    None
}

/// What a glyph's program says of its width.
enum Width {
    /// The difference from the nominal width.
    Own(i64),
    /// Nothing: it has the default width.
    Default,
    /// Nothing yet: a subroutine that ends before the width could be told.
    Later,
}

/// A glyph's program, read up to the first operator that clears the stack: the width stands before its operands.
struct CharString<'a> {
    global: &'a [&'a [u8]],
    local: &'a [&'a [u8]],
    stack: Vec<i64>,
}

/// How deep subroutines call one another at most (Adobe technical note 5177, appendix B).
const DEEPEST: usize = 10;

impl CharString<'_> {
    /// `None` for a program that is wrong.
    fn width(&mut self, code: &[u8], depth: usize) -> Option<Width> {
        let mut at = 0;
        while let Some(first) = code.get(at).copied() {
            at += 1;
            let byte = |at: usize| code.get(at).map(|byte| i64::from(*byte));
            match first {
                28 => {
                    self.stack.push(i64::from((byte(at)? << 8 | byte(at + 1)?) as i16));
                    at += 2;
                }
                32..=246 => self.stack.push(i64::from(first) - 139),
                247..=250 => {
                    self.stack.push((i64::from(first) - 247) * 256 + byte(at)? + 108);
                    at += 1;
                }
                251..=254 => {
                    self.stack.push(-(i64::from(first) - 251) * 256 - byte(at)? - 108);
                    at += 1;
                }
                255 => {
                    // The fraction of a width is below what a width here can say.
                    self.stack.push(i64::from((byte(at)? << 8 | byte(at + 1)?) as i16));
                    at += 4;
                }
                10 | 29 => match self.call(if first == 10 { self.local } else { self.global }, depth)? {
                    Width::Later => {}
                    found => return Some(found),
                },
                11 => return Some(Width::Later),
                // Stems come in pairs, a move has one or two numbers, the end none or four.
                1 | 3 | 18 | 19 | 20 | 23 => return Some(self.own(self.stack.len() % 2 == 1)),
                4 | 22 => return Some(self.own(self.stack.len() > 1)),
                21 => return Some(self.own(self.stack.len() > 2)),
                14 => return Some(self.own(self.stack.len() % 4 == 1)),
                _ => return Some(Width::Default),
            }
        }
        Some(Width::Later)
    }

    fn call(&mut self, subroutines: &[&[u8]], depth: usize) -> Option<Width> {
        let bias = match subroutines.len() {
            0..1240 => 107,
            1240..33900 => 1131,
            _ => 32768,
        };
        let number = usize::try_from(self.stack.pop()? + bias).ok()?;
        let subroutine = *subroutines.get(number)?;
        if depth < DEEPEST { self.width(subroutine, depth + 1) } else { None }
    }

    fn own(&self, has_width: bool) -> Width {
        self.stack.first().filter(|_| has_width).map_or(Width::Default, |width| Width::Own(*width))
    }
}
