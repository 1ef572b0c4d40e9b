//! Pictures of pixels as objects of a file, each once.

use std::sync::Arc;

use pdf_writer::{Dict, Filter, Name, Ref};

use super::compress::thorough;
use super::objects::Objects;
use crate::graphic::{Graphic, GraphicData, Pixels, Raster};
use crate::layout::Layout;

/// The pictures of a document, in the order of their first use.
pub(super) struct Pictures {
    graphics: Vec<Arc<Graphic>>,
}

impl Pictures {
    /// Collects the pictures of a layout; equal ones count once.
    pub(super) fn collect(layout: &Layout) -> Self {
        let mut graphics: Vec<Arc<Graphic>> = Vec::new();
        for figure in layout.pages.iter().flat_map(|page| &page.figures) {
            let raster = matches!(figure.graphic.data, GraphicData::Raster(_));
            if raster && !graphics.contains(&figure.graphic) {
                graphics.push(Arc::clone(&figure.graphic));
            }
        }
        Self { graphics }
    }

    /// The name of a picture's resource.
    pub(super) fn name(&self, graphic: &Arc<Graphic>) -> String {
        let index = self.graphics.iter().position(|known| known == graphic).unwrap_or(0);
        format!("I{}", index + 1)
    }

    /// Writes the pictures; the names of their resources, with their numbers.
    pub(super) fn embed(&self, objects: &mut Objects) -> Vec<(String, Ref)> {
        let rasters = self.graphics.iter().filter_map(|graphic| match &graphic.data {
            GraphicData::Raster(raster) => Some((self.name(graphic), embed(raster, objects))),
            GraphicData::Drawing(_) => None,
        });
        rasters.collect()
    }
}

/// Writes an image object (ISO 32000-1, 8.9.5); returns its number.
fn embed(raster: &Raster, objects: &mut Objects) -> Ref {
    let id = objects.reserve();
    match &raster.pixels {
        Pixels::Jpeg(bytes) => {
            let mut image = objects.stream(id, bytes);
            image.filter(Filter::DctDecode);
            describe(raster, raster.channels, &mut image);
        }
        Pixels::Plain { color, alpha } => {
            let mask = alpha.as_ref().map(|alpha| {
                let mask = objects.reserve();
                describe(raster, 1, &mut objects.compressed(mask, &thorough(alpha)));
                mask
            });
            let data = thorough(color);
            let mut image = objects.compressed(id, &data);
            describe(raster, raster.channels, &mut image);
            if let Some(mask) = mask {
                image.pair(Name(b"SMask"), mask);
            }
        }
    }
    id
}

fn describe(raster: &Raster, channels: u8, image: &mut Dict<'_>) {
    image.pair(Name(b"Type"), Name(b"XObject")).pair(Name(b"Subtype"), Name(b"Image"));
    image.pair(Name(b"Width"), raster.columns as i32).pair(Name(b"Height"), raster.rows as i32);
    image.pair(Name(b"ColorSpace"), if channels == 1 { Name(b"DeviceGray") } else { Name(b"DeviceRGB") });
    image.pair(Name(b"BitsPerComponent"), 8);
}
