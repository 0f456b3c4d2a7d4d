#!/usr/bin/env python3
"""Makes the fonts of which the tests know everything by heart: model.ttf, other.ttf, variable.ttf.

Han, kana and the like share one box of 1 em; full-width marks are 1 em with their ink in the half
that stays when they are squeezed; letters, digits and Western marks 1/2 em; the space 1/4 em; units
are 1/1000 em. Every other glyph is a box of its own height, so that pictures of them differ.
In other.ttf full-width stops and pauses stand in the middle of their bodies, and 葛 has a variation
(U+845B U+E0100) of its own. variable.ttf has one letter and an axis of weight.
Needs fontTools. Run make_catalogues.py afterwards: the hash changes.
"""
import os

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

HERE = os.path.dirname(os.path.abspath(__file__))

HAN = [  # share the glyph "han"
    (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x3029), (0x3041, 0x3096), (0x30A1, 0x30FA),
    (0x30FC, 0x30FF), (0x3105, 0x312F), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF), (0x25A0, 0x25FF), (0x2605, 0x2606), (0xFF10, 0xFF19), (0xFF21, 0xFF3A),
    (0xFF41, 0xFF5A), (0x3220, 0x3243), (0x2160, 0x217F), (0x2190, 0x2193),
]
LETTER = [  # share the glyph "letter", 1/2 em
    (0x0100, 0x024F), (0x0391, 0x03A1), (0x03A3, 0x03C9), (0x0400, 0x045F), (0x1E00, 0x1EFF),
]
LEFT = "，。、；：？！．）》〉」』】〗〕］｝”’‼⁇⁈⁉"    # ink in the left half, blank on the right
RIGHT = "（《〈「『【〖〔［｛“‘"                       # ink in the right half
FULL = "—―…⋯～・℃℉‰№％＃＄＆＊＋－／＜＝＞＠＼＾＿｀｜￠￡￥‖※"
CIRCLED = [(0x2460, 0x2473), (0x2474, 0x249B), (0x3251, 0x325F), (0x32B1, 0x32BF)]
HALF = "·–‐‑‒•‧−′″€™∶"


def box(x0, y0, x1, y1):
    pen = TTGlyphPen(None)
    pen.moveTo((x0, y0))
    pen.lineTo((x0, y1))
    pen.lineTo((x1, y1))
    pen.lineTo((x1, y0))
    pen.closePath()
    return pen.glyph()


def empty():
    return TTGlyphPen(None).glyph()


class Model:
    def __init__(self):
        self.order, self.glyphs, self.widths, self.cmap = [], {}, {}, {}

    def add(self, name, width, glyph, codes=()):
        self.order.append(name)
        self.glyphs[name] = glyph
        self.widths[name] = width
        for c in codes:
            self.cmap[c] = name

    def mark(self, c, width, x0, x1):
        """A box whose height follows from its place in the order: each picture differs."""
        top = 60 + 37 * len(self.order) % 680
        self.add("u%04X" % c, width, box(x0, -100 if top % 2 else 0, x1, top), [c])


def fill(m, left):
    m.add(".notdef", 1000, box(100, -50, 900, 800))
    m.add("space", 250, empty(), [0x20, 0xA0])
    m.add("idsp", 1000, empty(), [0x3000])
    m.add("han", 1000, box(50, -70, 950, 830),
          [c for a, b in HAN for c in range(a, b + 1)])
    m.add("letter", 500, box(40, 0, 460, 520), [c for a, b in LETTER for c in range(a, b + 1)])
    for c in list(range(0x21, 0x7F)) + list(range(0xA1, 0xAD)) + list(range(0xAE, 0x100)):
        if chr(c) != "·":
            m.mark(c, 500, 40, 460)
    for c in HALF:
        m.mark(ord(c), 500, 150, 350)
    for c in LEFT:
        m.mark(ord(c), 1000, *left)
    for c in RIGHT:
        m.mark(ord(c), 1000, 600, 940)
    for c in FULL:
        m.mark(ord(c), 1000, 0 if c in "—―" else 80, 1000 if c in "—―" else 920)
    for a, b in CIRCLED:
        for c in range(a, b + 1):
            m.mark(c, 1000, 100, 900)
    m.mark(0x2E3A, 2000, 0, 2000)


def build(m, family):
    fb = FontBuilder(1000, isTTF=True)
    fb.setupGlyphOrder(m.order)
    fb.setupCharacterMap({})
    fb.setupGlyf(m.glyphs)
    glyf = fb.font["glyf"]
    fb.setupHorizontalMetrics({n: (m.widths[n], getattr(glyf[n], "xMin", 0)) for n in m.order})
    fb.setupHorizontalHeader(ascent=880, descent=-120)
    fb.setupNameTable({"familyName": family, "styleName": "Regular",
                       "psName": family.replace(" ", "") + "-Regular", "fullName": family})
    fb.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120,
                sCapHeight=700, usWeightClass=400)
    fb.setupPost(keepGlyphNames=False)
    # format 13: whole ranges of characters to one glyph
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language, table.cmap = 0, 6, 0, m.cmap
    fb.font["cmap"].tables = [table]
    fb.font["head"].created = fb.font["head"].modified = 3786912000  # 2024-01-01
    fb.font.recalcTimestamp = False
    return fb


def vary(font, base, selector, glyph):
    table = CmapSubtable.newSubtable(14)
    table.platformID, table.platEncID, table.language, table.cmap = 0, 5, 0xFF, {}
    table.uvsDict = {selector: [(base, glyph)]}
    font["cmap"].tables.insert(0, table)


def main():
    m = Model()
    fill(m, (60, 400))
    build(m, "Banxin Model").font.save(os.path.join(HERE, "model.ttf"))

    m = Model()
    fill(m, (330, 670))
    m.mark(0xF0000, 1000, 50, 950)
    other = build(m, "Banxin Other").font
    vary(other, 0x845B, 0xE0100, m.order[-1])
    other.save(os.path.join(HERE, "other.ttf"))

    m = Model()
    m.add(".notdef", 1000, box(100, -50, 900, 800))
    m.mark(0x41, 500, 40, 460)
    fb = build(m, "Banxin Variable")
    fb.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    fb.setupGvar({})
    fb.font.save(os.path.join(HERE, "variable.ttf"))


main()
