//! Pictures: what is read, what is refused, where they stand.

use greffe::font::Shaper;
use greffe::graphic::{Graphic, GraphicData, Pixels, Step};
use greffe::layout::{Length, PlacedFigure};

use crate::support::Desk;

/// A PNG file of one colour.
fn png(columns: u32, rows: u32, color: png::ColorType) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, columns, rows);
    encoder.set_color(color);
    let mut writer = encoder.write_header().expect("a header");
    let size = (columns * rows) as usize * color.samples();
    writer.write_image_data(&vec![100; size]).expect("pixels");
    drop(writer);
    bytes
}

/// The frame of a JPEG file; its pixels do not matter to the reader.
fn jpeg(channels: u8) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0];
    bytes.extend([0xff, 0xc0, 0, 17, 8, 0, 30, 0, 60, channels]);
    bytes.extend([0; 10]);
    bytes
}

#[test]
fn pixels_are_read_with_their_opacity() {
    let read = |bytes: &[u8]| Graphic::from_bytes(bytes).expect("a picture");
    let picture = read(&png(300, 150, png::ColorType::Rgb));
    // 150 pixels to the inch.
    assert_eq!((picture.width, picture.height), (Length::points(144), Length::points(72)));
    let GraphicData::Raster(raster) = read(&png(2, 1, png::ColorType::GrayscaleAlpha)).data else { panic!() };
    assert_eq!((raster.columns, raster.rows, raster.channels), (2, 1, 1));
    assert_eq!(raster.pixels, Pixels::Plain { color: vec![100, 100], alpha: Some(vec![100, 100]) });
    let GraphicData::Raster(raster) = read(&jpeg(3)).data else { panic!() };
    assert_eq!((raster.columns, raster.rows, raster.channels), (60, 30, 3));
}

#[test]
fn drawings_are_outlines() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><path d='M0 0 H40 V20 Z' fill='#ff0000'/></svg>";
    let graphic = Graphic::from_bytes(svg.as_bytes()).expect("a drawing");
    // A pixel of SVG is three quarters of a point.
    assert_eq!((graphic.width, graphic.height), (Length::points(30), Length::points(15)));
    let GraphicData::Drawing(drawing) = graphic.data else { panic!("outlines") };
    let place = |x, y| [Length::points(x), Length::points(y)];
    let steps = [Step::Move(place(0, 0)), Step::Line(place(30, 0)), Step::Line(place(30, 15)), Step::Close];
    assert_eq!(drawing.fills.len(), 1);
    assert_eq!(drawing.fills[0].steps, steps);
}

#[test]
fn what_is_no_picture_is_refused_with_its_reason() {
    let said = |bytes: &[u8]| Graphic::from_bytes(bytes).expect_err("no picture").to_string();
    assert!(said(b"Bonjour").contains("no picture of a kind that is known"));
    assert!(said(&png(10, 10, png::ColorType::Rgb)[..60]).contains("the PNG file is damaged"));
    assert!(said(&[0xff, 0xd8, 0xff, 0xe0, 0, 4]).contains("the JPEG file is damaged"));
    assert!(said(&jpeg(4)).contains("4 channels"));
    assert!(said(b"<svg xmlns='http://www.w3.org/2000/svg'><g").contains("the SVG file cannot be read"));
    let gradient = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><defs><linearGradient id='a'><stop stop-color='#fff'/><stop offset='1'/></linearGradient></defs><rect width='9' height='9' fill='url(#a)'/></svg>";
    assert!(said(gradient.as_bytes()).contains("gradients"));
    assert!(said(gradient.replace("url(#a)", "red' opacity='0.5").as_bytes()).contains("transparen"));
    // The size is known before any pixel is unpacked.
    let mut huge = png(1, 1, png::ColorType::Grayscale);
    huge[16..24].copy_from_slice(&[0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0]);
    assert!(Graphic::from_bytes(&huge).is_err());
}

/// The pictures of a document's first page.
fn placed(picture: Vec<u8>) -> Vec<PlacedFigure> {
    let desk = Desk::boxed().write("content/session/a.png", picture);
    let body = "Décide :\n\n![Un carré](a.png \"Le carré\")\n\nInvite.\n";
    let front = crate::support::FRONT_MATTER.replace("number", "formula = \"\"\nnumber");
    let desk = desk.write("content/session/001-essai.fr.md", format!("{front}{body}"));
    let (prepared, mut diagnostics) = desk.prepare();
    let prepared = prepared.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let layout =
        prepared.lay_out(&mut Shaper::new(&prepared.style.fonts), &mut diagnostics).expect("laid out");
    layout.pages.into_iter().flat_map(|page| page.figures).collect()
}

#[test]
fn a_picture_stands_in_the_middle_at_its_size() {
    // 75 pixels are 36 points; the measure is 200 points from 20 on.
    let figure = &placed(png(75, 75, png::ColorType::Rgb))[0];
    assert_eq!((figure.width, figure.height), (Length::points(36), Length::points(36)));
    assert_eq!(figure.x, Length::points(20 + 82));
    assert!(figure.number.is_some());
}

#[test]
fn a_picture_larger_than_the_page_is_made_to_fit() {
    let wide = &placed(png(1000, 100, png::ColorType::Grayscale))[0];
    assert_eq!((wide.width, wide.height), (Length::points(200), Length::points(20)));
    // Twelve lines of ten points, two of them left for the caption.
    let high = &placed(png(100, 1000, png::ColorType::Grayscale))[0];
    assert_eq!((high.width, high.height), (Length::points(10), Length::points(100)));
}

#[test]
fn the_faults_of_pictures_have_their_place() {
    let said = |body: &str| Desk::new().document(body).run(&["check"]).stderr;
    let text = said("Décide :\n\n![Un carré](nulle-part.png)\n");
    assert!(text.contains("error[GR-0251]: the picture cannot be read"), "{text}");
    assert!(text.contains("001-essai.fr.md:8:1"), "{text}");
    assert!(said("Décide :\n\n![Un](../../secret.png)\n").contains("is not in the document's folder"));
    assert!(said("Décide :\n\n![Un](/etc/passwd)\n").contains("is not in the document's folder"));
    assert!(said("Décide :\n\n![](a.png)\n").contains("error[GR-0250]: the picture has no words"));
    assert!(said("Décide ![x](x.png) tout.\n").contains("an image within a line cannot be set here"));
}

#[test]
fn the_file_holds_each_picture_once() {
    let picture = png(4, 4, png::ColorType::Rgba);
    let desk = Desk::new().write("content/session/a.png", picture);
    let desk = desk.document("Décide :\n\n![Un](a.png)\n\nInvite :\n\n![Deux](a.png)\n");
    assert_eq!(desk.run(&["build"]).code, 0);
    let bytes = std::fs::read(desk.path("out/session/GA-1-RES-1.fr.pdf")).expect("the file");
    let document = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let images = document.objects.values().filter(|object| {
        let dictionary = object.as_stream().map(|stream| &stream.dict);
        dictionary.is_ok_and(|own| {
            own.get(b"Subtype").and_then(lopdf::Object::as_name).is_ok_and(|name| name == b"Image")
        })
    });
    assert_eq!(images.count(), 2, "the pixels and their opacity");
    let page = document.get_pages()[&1];
    let content = String::from_utf8_lossy(&document.get_page_content(page)).into_owned();
    assert_eq!(content.matches("/I1 Do").count(), 2, "{content}");
}
