"""Writes box.ttf: a font in which every glyph is a square of one em, so that a layout is arithmetic.

Needs the fonttools package; the result is kept beside this script, so that no test needs Python.
The narrow no-break space and the no-break space have no glyph, and U+2603 has none on purpose.
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

characters = [chr(code) for code in [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180)]]
characters += list("–—‘’“”„…‰€№ᵒ′″−×")


def square(side):
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    pen.lineTo((50, side))
    pen.lineTo((950, side))
    pen.lineTo((950, 0))
    pen.closePath()
    return pen.glyph()


names = {ord(character): f"uni{ord(character):04X}" for character in characters}
names[0x20] = "space"
order = [".notdef", *dict.fromkeys(names.values())]
glyphs = {name: square(700) for name in order}
glyphs["space"] = TTGlyphPen(None).glyph()
builder = FontBuilder(1000, isTTF=True)
builder.setupGlyphOrder(order)
builder.setupCharacterMap(names)
builder.setupGlyf(glyphs)
builder.setupHorizontalMetrics({name: (1000, 0 if name == "space" else 50) for name in order})
builder.setupHorizontalHeader(ascent=800, descent=-200)
builder.setupNameTable({"familyName": "Box", "styleName": "Regular", "psName": "Box-Regular"})
builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200, usWeightClass=400)
builder.setupPost()
builder.setupHead(unitsPerEm=1000, created=0, modified=0)
builder.font["head"].created = builder.font["head"].modified = 0
builder.font.recalcTimestamp = False
builder.save(Path(__file__).with_name("box.ttf"))
