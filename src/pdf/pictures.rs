//! Pictures of pixels as objects of a file, each once.

use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::stream::compressed;
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

    /// Adds the pictures to a file; returns their resources.
    pub(super) fn embed(&self, pdf: &mut Document) -> Dictionary {
        let mut resources = Dictionary::new();
        for graphic in &self.graphics {
            if let GraphicData::Raster(raster) = &graphic.data {
                resources.set(self.name(graphic), embed(raster, pdf));
            }
        }
        resources
    }
}

/// An image object (ISO 32000-1, 8.9.5).
fn embed(raster: &Raster, pdf: &mut Document) -> Object {
    let dictionary = |channels: u8| {
        dictionary! {
            "Type" => "XObject",
            "Subtype" => "Image",
            "Width" => i64::from(raster.columns),
            "Height" => i64::from(raster.rows),
            "ColorSpace" => if channels == 1 { "DeviceGray" } else { "DeviceRGB" },
            "BitsPerComponent" => 8,
        }
    };
    let mut own = dictionary(raster.channels);
    let stream = match &raster.pixels {
        Pixels::Jpeg(bytes) => {
            own.set("Filter", "DCTDecode");
            Stream::new(own, bytes.clone())
        }
        Pixels::Plain { color, alpha } => {
            if let Some(alpha) = alpha {
                let mask = pdf.add_object(compressed(dictionary(1), alpha.clone()));
                own.set("SMask", mask);
            }
            compressed(own, color.clone())
        }
    };
    Object::Reference(pdf.add_object(stream))
}
