"""Makes the fonts of further scripts; see README.md."""
from fontTools.ttLib import TTFont
from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen


def level_one():
    """Kana, signs and the kanji of JIS level 1, with the commonest of level 2 in names."""
    letters = set()
    for row in list(range(1, 9)) + list(range(16, 48)):
        for cell in range(1, 95):
            try:
                letters |= set(bytes([row + 0xA0, cell + 0xA0]).decode("euc_jp"))
            except UnicodeDecodeError:
                pass
    # Latin, Greek and Cyrillic come from Inter.
    return {ord(c) for c in letters if 0x2E80 <= ord(c)}


NOTO = "/usr/share/fonts/truetype/noto/NotoSans%s-Regular.ttf"
SCRIPTS = [
    ("Hebrew", NOTO % "Hebrew", set(range(0x590, 0x600)), ["ccmp", "mark"]),
    (
        "Arabic",
        NOTO % "Arabic",
        set(range(0x600, 0x700)) | {0x200C, 0x200D},
        ["ccmp", "isol", "init", "medi", "fina", "rlig", "liga", "mark", "mkmk"],
    ),
    ("Japanese", "/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Regular.ttf", level_one(), []),
]

for name, source, letters, features in SCRIPTS:
    font = TTFont(source)
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13, 14]
    options.glyph_names = False
    options.legacy_kern = False
    options.drop_tables += ["vhea", "vmtx", "BASE", "DSIG", "STAT", "meta", "kern", "VORG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    # No glyph is made of others, so that a picture's own subset keeps only what it shows.
    glyphs, outlines = font.getGlyphSet(), font["glyf"]
    for glyph in font.getGlyphOrder():
        if outlines[glyph].isComposite():
            drawn = DecomposingRecordingPen(glyphs)
            glyphs[glyph].draw(drawn)
            pen = TTGlyphPen(None)
            drawn.replay(pen)
            outlines[glyph] = pen.glyph()
    font["post"].formatType = 3.0
    font.save(f"{name}.ttf")
    print(name, len(font.getGlyphOrder()), font["head"].unitsPerEm, sorted(font.keys()))
