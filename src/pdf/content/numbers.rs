//! Lengths as the numbers of a file.

use printpdf::DictItem;

use crate::layout::Length;

/// Points in single precision, as printpdf and pdf-writer keep them; rounded to thousandths so that the digits written
/// are those meant.
pub(in crate::pdf) fn points(length: Length) -> f32 {
    (thousandths(length) as f64 / 1000.0) as f32
}

/// A length in thousandths of a point.
pub(super) fn thousandths(length: Length) -> i64 {
    length.scale(1000, 1 << 16).0
}

/// A length in points.
pub(super) fn number(length: Length) -> DictItem {
    decimal(thousandths(length))
}

/// Thousandths as a number, whole where it can be.
pub(super) fn decimal(thousandths: i64) -> DictItem {
    if thousandths % 1000 == 0 {
        DictItem::Int(thousandths / 1000)
    } else {
        DictItem::Real((thousandths as f64 / 1000.0) as f32)
    }
}
