"""Makes the chart fonts; see README.md."""
from fontTools.ttLib import TTFont, newTable
from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
import sys
def ranges():
    u=set()
    for a,b in [(0x20,0x7e),(0xa0,0x17f),(0x18f,0x18f),(0x218,0x21b),(0x370,0x3ff),(0x400,0x45f),(0x490,0x491),(0x2010,0x2015),(0x2018,0x201e),(0x2020,0x2022),(0x2026,0x2026),(0x2030,0x2030),(0x20a0,0x20bf)]:
        u|=set(range(a,b+1))
    u|=set(map(ord,"×−±≥≤–…·→←↑↓↕Δ€£¥“”≈≠∞◂▸◆◇σ√✓‰→�▲▼◀▶"))
    return u
for w in ["Regular","Bold"]:
    f=TTFont(f"/usr/share/fonts/opentype/inter/Inter-{w}.otf")
    # default digits become tabular: take the tnum single substitutions
    sub={}
    for fr in f["GSUB"].table.FeatureList.FeatureRecord:
        if fr.FeatureTag=="tnum":
            for li in fr.Feature.LookupListIndex:
                for st in f["GSUB"].table.LookupList.Lookup[li].SubTable:
                    st=getattr(st,"ExtSubTable",st)
                    sub.update(getattr(st,"mapping",{}))
    for t in f["cmap"].tables:
        if t.isUnicode():
            for c,g in list(t.cmap.items()):
                if chr(c).isdigit() and c<128 and g in sub: t.cmap[c]=sub[g]
    o=subset.Options(); o.layout_features=[]; o.hinting=False; o.notdef_outline=True; o.name_IDs=["*"]; o.legacy_kern=False; o.glyph_names=False
    s=subset.Subsetter(o); s.populate(unicodes=ranges()); s.subset(f)
    # cubic outlines to quadratic ones
    gs=f.getGlyphSet(); order=f.getGlyphOrder(); glyphs={}
    for g in order:
        p=TTGlyphPen(None); gs[g].draw(Cu2QuPen(p,1.0,reverse_direction=True)); glyphs[g]=p.glyph()
    del f["CFF "]
    if "VORG" in f: del f["VORG"]
    f["loca"]=newTable("loca"); gl=f["glyf"]=newTable("glyf"); gl.glyphOrder=order; gl.glyphs=glyphs
    m=f["maxp"]; m.tableVersion=0x00010000
    for k in "maxZones maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs maxStackElements maxSizeOfInstructions maxComponentElements maxPoints maxContours maxCompositePoints maxCompositeContours maxComponentDepth".split(): setattr(m,k,1 if k=="maxZones" else 0)
    f["post"].formatType=3.0
    f.sfntVersion="\x00\x01\x00\x00"
    for t in ["DSIG","GPOS","GSUB","kern","BASE","GDEF","STAT","MVAR"]:
        if t in f: del f[t]
    f.save(f"Inter-{w}.ttf")
    f=TTFont(f"Inter-{w}.ttf"); c=f.getBestCmap(); h=f["hmtx"]
    print(w,len(f.getGlyphOrder()),f["head"].unitsPerEm,[h[c[ord(d)]][0] for d in "0123456789"],[ch for ch in "×−±≥≤–…·→←↕Δ€£¥“”↑◂▸◆ŁЖΩ�" if ord(ch) not in c], "GPOS" in f, f["OS/2"].sTypoAscender, f["hhea"].ascent,f["hhea"].descent)
