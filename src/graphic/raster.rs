//! Pictures of pixels.

use super::{Graphic, GraphicData};
use crate::diagnostic::{Message, messages};
use crate::layout::Length;

/// A picture of pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    /// Pixels in a row.
    pub columns: u32,
    /// Rows.
    pub rows: u32,
    /// 1 for grey, 3 for red, green and blue.
    pub channels: u8,
    /// The pixels.
    pub pixels: Pixels,
}

/// The pixels of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pixels {
    /// A JPEG file, as it is.
    Jpeg(Vec<u8>),
    /// A byte for each channel, row by row, and the opacity of each pixel when one is not opaque.
    Plain {
        /// The channels.
        color: Vec<u8>,
        /// The opacities.
        alpha: Option<Vec<u8>>,
    },
}

/// The most pixels that a picture may have: an A3 sheet at 600 to the inch.
const MOST_PIXELS: u64 = 70_000_000;

/// Pixels to the inch where a file does not say.
const RESOLUTION: i64 = 150;

fn graphic(raster: Raster) -> Graphic {
    let length = |pixels: u32| Length::points(72).scale(i64::from(pixels), RESOLUTION);
    Graphic { width: length(raster.columns), height: length(raster.rows), data: GraphicData::Raster(raster) }
}

fn check_size(columns: u32, rows: u32) -> Result<(), Message> {
    if columns == 0 || rows == 0 {
        return Err(messages::picture_empty());
    }
    if u64::from(columns) * u64::from(rows) > MOST_PIXELS {
        return Err(messages::picture_pixels(columns, rows, MOST_PIXELS));
    }
    Ok(())
}

/// Reads a PNG file.
pub(super) fn png(bytes: &[u8]) -> Result<Graphic, Message> {
    let fault = |error: png::DecodingError| messages::png_damaged(error.to_string());
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(fault)?;
    let (columns, rows) = (reader.info().width, reader.info().height);
    check_size(columns, rows)?;
    let size = reader.output_buffer_size().ok_or_else(messages::png_large)?;
    let mut data = vec![0; size];
    let frame = reader.next_frame(&mut data).map_err(fault)?;
    data.truncate(frame.buffer_size());
    let (channels, has_alpha) = match frame.color_type {
        png::ColorType::Grayscale => (1, false),
        png::ColorType::GrayscaleAlpha => (1, true),
        png::ColorType::Rgb => (3, false),
        png::ColorType::Rgba => (3, true),
        png::ColorType::Indexed => return Err(messages::png_palette()),
    };
    let (color, alpha) = if has_alpha {
        let step = usize::from(channels) + 1;
        let color = data.chunks_exact(step).flat_map(|pixel| &pixel[..step - 1]).copied().collect();
        let alpha: Vec<u8> = data.chunks_exact(step).map(|pixel| pixel[step - 1]).collect();
        (color, Some(alpha).filter(|alpha| alpha.iter().any(|opacity| *opacity < 255)))
    } else {
        (data, None)
    };
    Ok(graphic(Raster { columns, rows, channels, pixels: Pixels::Plain { color, alpha } }))
}

/// Reads the frame header of a JPEG file (ISO 10918-1, B.2.2); its pixels stay as they are.
pub(super) fn jpeg(bytes: &[u8]) -> Result<Graphic, Message> {
    let damaged = messages::jpeg_damaged;
    let mut at = 2;
    loop {
        let marker = bytes.get(at..at + 4).ok_or_else(damaged)?;
        if marker[0] != 0xff {
            return Err(damaged());
        }
        let length = usize::from(u16::from_be_bytes([marker[2], marker[3]]));
        match marker[1] {
            0xff => at += 1,
            0xc0..=0xc2 => {
                let frame = bytes.get(at + 4..at + 10).ok_or_else(damaged)?;
                let rows = u32::from(u16::from_be_bytes([frame[1], frame[2]]));
                let columns = u32::from(u16::from_be_bytes([frame[3], frame[4]]));
                check_size(columns, rows)?;
                let channels = frame[5];
                if frame[0] != 8 || !matches!(channels, 1 | 3) {
                    return Err(messages::jpeg_channels(u32::from(channels), u32::from(frame[0])));
                }
                let pixels = Pixels::Jpeg(bytes.to_vec());
                return Ok(graphic(Raster { columns, rows, channels, pixels }));
            }
            _ => at += 2 + length.max(2),
        }
    }
}
