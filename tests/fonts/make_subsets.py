#!/usr/bin/env python3
"""Makes the small real fonts in real/ from the installed ones of Debian's packages fonts-noto-cjk,
fonts-lxgw-wenkai, fonts-ebgaramond and fonts-texgyre-math. Their names are changed, as their licence asks of modified
fonts. Needs fontTools. Run make_catalogues.py afterwards: the hashes change.
"""
import os

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = os.path.dirname(os.path.abspath(__file__))
SYSTEM = "/usr/share/fonts/"

ASCII = "".join(map(chr, range(0x20, 0x7F)))
MARKS = "，。、；：？！（）《》〈〉「」『』【】〔〕“”‘’—…⸺～·–－％℃①②③④⑤　°×¥€é"
HAN = (
    "的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可"
    "她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三"
    "二四五六七八九今左右东西南北日月春夏秋冬甲乙丙丁戊己庚辛壬癸第入字句段"
    "版双周刊期报稿件编辑排印号目录页栏题引言注释图表直骨户写读书"
    "𠮷⼀〇々葛"
)
TEXT = ASCII + MARKS + HAN
LATIN = ASCII + "“”‘’—–…·é×°©"


def rename(font, family):
    name = font["name"]
    ps = family.replace(" ", "")
    for record in list(name.names):
        if record.nameID not in (1, 2, 4, 6) or record.platformID != 3:
            name.removeNames(record.nameID, record.platformID, record.platEncID, record.langID)
    for name_id, text in ((0, "Subset of an OFL font; see tests/fonts/README.md"), (1, family),
                          (2, "Regular"), (4, family), (6, ps)):
        name.setName(text, name_id, 3, 1, 0x409)
    for record in list(name.names):
        if record.langID != 0x409:
            name.removeNames(record.nameID, record.platformID, record.platEncID, record.langID)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames[0] = ps
        top = cff.topDictIndex[0]
        for key, value in (("FullName", family), ("FamilyName", family), ("Notice", "")):
            if key in top.rawDict:
                setattr(top, key, value)


def keep_half_digits(font):
    """Half-width forms of digits only: they are what stands upright in vertical lines."""
    digits = {font.getBestCmap()[c] for c in range(0x30, 0x3A)}
    table = font["GSUB"].table
    for feature in table.FeatureList.FeatureRecord:
        if feature.FeatureTag != "hwid":
            continue
        for index in feature.Feature.LookupListIndex:
            for lookup in table.LookupList.Lookup[index].SubTable:
                lookup = getattr(lookup, "ExtSubTable", lookup)
                lookup.mapping = {k: v for k, v in lookup.mapping.items() if k in digits}


VERTICAL_TABLES = ["vhea", "vmtx", "VORG"]


def make(source, number, text, family, file, vertical=True):
    options = subset.Options()
    options.layout_features = ["locl", "ccmp", "liga", "kern", "halt", "palt", "mark", "mkmk"]
    if vertical:
        options.layout_features += ["vert", "vrt2", "hwid"]
    options.layout_scripts = ["DFLT", "hani.dflt", "hani.ZHS ", "hani.JAN ", "latn"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["DSIG", "STAT", "FFTM"] + ([] if vertical else VERTICAL_TABLES)
    options.font_number = number
    options.recalc_timestamp = False
    font = subset.load_font(SYSTEM + source, options)
    if vertical and "GSUB" in font:
        keep_half_digits(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    rename(font, family)
    path = os.path.join(HERE, "real", file)
    font.save(path)
    font.close()
    print(file, os.path.getsize(path), "bytes,", TTFont(path)["maxp"].numGlyphs, "glyphs")


# Letters of formulas are italic ones of their own.
MATH = (
    "()+,-./0123456789:;<=>?[]{}|abcdefgilmnopstxyz±×÷π→∂∇∈∑∏∫−∕√∞≈≠≤≥⋅⋯⋮⋱ΔΣΩ⟨⟩⏞⏟ℎ"
    + "".join([chr(c) for c in range(0x1D434, 0x1D468) if c != 0x1D455])
    + "".join(chr(0x1D6FC + i) for i in (0, 1, 2, 3, 7, 10, 11, 15, 16, 18, 24)) + "\U0001d716\U0001d719"
    + "ℝℕ\u0302\u0304\u20d7\u2032\u2033"
)


def make_math(source, family, file):
    options = subset.Options()
    options.layout_features = ["ssty"]
    options.hinting = False
    options.name_IDs = ["*"]
    options.drop_tables += ["DSIG", "GPOS", "GDEF"]
    options.recalc_timestamp = False
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=MATH)
    subsetter.subset(font)
    rename(font, family)
    path = os.path.join(HERE, file)
    font.save(path)
    font.close()
    print(file, os.path.getsize(path), "bytes,", TTFont(path)["maxp"].numGlyphs, "glyphs")


def main():
    make("opentype/noto/NotoSerifCJK-Regular.ttc", 2, TEXT, "Banxin Test Song", "song.otf")
    make("opentype/noto/NotoSansCJK-Bold.ttc", 2, TEXT, "Banxin Test Hei", "hei.otf",
         vertical=False)
    make("truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0, TEXT, "Banxin Test Kai", "kai.ttf")
    make("opentype/ebgaramond/EBGaramond12-Regular.otf", 0, LATIN, "Banxin Test Western",
         "western.otf", vertical=False)
    make_math("/usr/share/texmf/fonts/opentype/public/tex-gyre-math/texgyrepagella-math.otf",
              "Banxin Test Math", "math.otf")


main()
