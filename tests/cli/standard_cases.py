"""What is spoilt in the sound files of pdf_standard.py, and the rules that must name it: these and no
others. A row: what it is, the file, how it is spoilt, the rules, the page (0: the file)."""

import re
import zlib

from pdf_standard import Archive, Combined, Older, icc

JUDGED = {Combined: "x4,a2a,ua1", Archive: "a3a,ua1", Older: "x1a"}


def change(name, old, new):
    return lambda s: s.change(name, old, new)


def data(name, old, new):
    return lambda s: s.data(name, old, new)


def both(*spoils):
    def spoil(s):
        for one in spoils:
            one(s)
    return spoil


def bytes_of(name, value):
    return lambda s: s.objects[name].__setitem__(1, value)


def add(name, text, stream=None):
    return lambda s: s.add(name, text, stream)


def state(entries):
    """A graphics state that the first page sets."""
    return both(change("page1", "/Over {over}", "/Over {over} /Own << %s >>" % entries),
                lambda s: s.draw(1, "", "q /Own gs Q"))


def space(definition, drawn="1 scn"):
    """A colour space that the first page paints with."""
    return both(change("page1", "/Spot {spot}", "/Spot {spot} /Own " + definition),
                lambda s: s.draw(1, "", f"/Artifact BMC q /Own cs {drawn} 200 300 50 50 re f Q EMC"))


def art(drawn):
    return lambda s: s.draw(1, "", f"/Artifact BMC q {drawn} Q EMC")


def show(old, new):
    return lambda s: s.draw(2, old, new)


def whole(f):
    """Something is done to the bytes of the file."""
    def spoil(s):
        save = s.save
        s.save = lambda: f(save())
    return spoil


def lzw(s):
    """Codes of nine bits that stand for the bytes themselves, with a clear code now and then."""
    text, bits = s.contents[1].encode("latin-1"), ""
    for i in range(0, len(text), 200):
        bits += format(256, "09b") + "".join(format(b, "09b") for b in text[i:i + 200])
    bits += format(257, "09b")
    bits += "0" * (-len(bits) % 8)
    s.objects["content1"] = ["<< /Filter /LZWDecode >>",
                             bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))]


def inherited(s):
    text = s.objects["page2"][0]
    own = text[text.index("/Resources"):text.rindex(">>")]
    s.change("page2", own, "")
    s.change("pages", "/Kids", own + " /Kids")


def note(more, kind="Stamp"):
    """The archive's link becomes a note."""
    return both(change("link", "/Subtype /Link", "/Subtype /" + kind),
                lambda s: s.objects["link"].__setitem__(
                    0, re.sub(r"/A << .*? >>", more, s.objects["link"][0])),
                change("linked", "/S /Link", "/S /Annot"))


LINK = ("/Type /Annot /Subtype /Link /Rect [60 660 80 670] /Border [0 0 0] /F 4 /Contents (x) "
        "/StructParent 2 /Dest [{page1} /Fit]")
STAMP = add("look", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << >>", b"")
LAYERS = "/OCProperties << /OCGs [{layer}] /D << %s >> >> /Lang"
RGB = icc(b"mntr", b"RGB ")


def linked(s):
    s.add("link", LINK)
    s.tag("linked", "Link", "doc", "/K << /Type /OBJR /Pg {page1} /Obj {link} >>")
    s.change("page1", "/Type /Page ", "/Type /Page /Tabs /S /Annots [{link}] ")
    s.change("doc", "{para2}", "{para2} {linked}")
    s.change("tree", "{para2}]", "{para2}] 2 {linked}")


def layers(config):
    return both(add("layer", "/Type /OCG /Name (a)"), change("catalog", "/Lang", LAYERS % config))


def form(text, content=b"", **more):
    return both(add("form", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << >> " + text, content),
                change("page1", "/Picture {picture}", "/Picture {picture} /Form {form}"),
                art("/Form Do"))


C, A, X = Combined, Archive, Older
STANDARD_CASES = [
    # the file
    ("junk behind the end", C, whole(lambda d: d + b"junk\n"), "file-end", 0),
    ("junk before the header", C, whole(lambda d: b"\n" + d), "file-header", 0),
    ("no binary comment", C, whole(lambda d: d.replace(b"%\xe2\xe3\xcf\xd3", b"%abcd", 1)), "file-binary", 0),
    ("no ID", C, lambda s: setattr(s, "trailer", "/Info {info}"), "file-id", 0),
    ("no ID in X-1a", X, lambda s: setattr(s, "trailer", "/Info {info}"), "file-id", 0),
    ("PDF 1.6 in X-1a", X, lambda s: setattr(s, "version", "1.6"), "file-version", 0),
    ("PDF 2.0", C, change("catalog", "/Lang", "/Version /2.0 /Lang"), "file-version", 0),
    ("LZW", C, lzw, "stream-filter", 0),
    ("JPX in X-1a", X, add("jpx", "/Filter /JPXDecode", b"x"), "stream-filter", 0),
    ("data elsewhere", C, change("picture", "/Width", "/F (a.dat) /Width"), "stream-outside", 0),
    ("a file inside A-2", C, both(
        add("source", "/Type /EmbeddedFile /Subtype /text#2Fplain", b"x"),
        add("spec", "/Type /Filespec /F (x) /UF (x) /EF << /F {source} >>"),
        change("catalog", "/Lang", "/Names << /EmbeddedFiles << /Names [(x) {spec}] >> >> /Lang")),
     "file-embedded", 0),
    ("a file without relationship", A, change("spec", "/AFRelationship /Source", ""), "file-relation", 0),
    ("a file that nothing names", A, change("catalog", "/AF [{spec}]", ""), "file-relation", 0),
    ("a file without type", A, change("source", "/Subtype /text#2Fmarkdown", ""), "file-relation", 0),
    ("a file without UF", A, change("spec", "/UF (x.md)", ""), "file-names", 0),
    ("resources of the parent", C, inherited, "content-inherited", 2),
    ("states in states", C, lambda s: s.draw(1, "", "q " * 29 + "Q " * 29), "content-depth", 1),
    # metadata
    ("no metadata", C, change("catalog", "/Metadata {xmp}", ""), ("metadata-missing", "metadata-title"), 0),
    ("metadata not closed", C, data("xmp", "</dc:title>", "</dc:titel>"),
     ("metadata-broken", "metadata-title"), 0),
    ("metadata with their length", C, data("xmp", 'id="W5M', 'bytes="99" id="W5M'), "metadata-packet", 0),
    ("metadata in UTF-16", C, lambda s: s.objects["xmp"].__setitem__(
        1, s.objects["xmp"][1].decode("utf-8").split("?>", 1)[1].encode("utf-16")),
     "metadata-packet", 0),
    ("a property of nobody's", C, data("xmp", "<pdf:Trapped>", '<n:x xmlns:n="urn:n">1</n:x><pdf:Trapped>'),
     "metadata-undeclared", 0),
    ("a property not of its schema", C, data("xmp", "<pdf:Trapped>", "<pdf:Paper>1</pdf:Paper><pdf:Trapped>"),
     "metadata-undeclared", 0),
    ("a creator that is no list", C, data(
        "xmp", "<rdf:Seq><rdf:li>编辑部</rdf:li></rdf:Seq>", "编辑部"), "metadata-type", 0),
    ("a date that is none", C, data("xmp", "<xmp:ModifyDate>2025-08-07T12", "<xmp:ModifyDate>D:202508"),
     ("metadata-type", "metadata-key"), 0),
    ("a schema without category", C, data(
        "xmp", "<pdfaProperty:category>internal</pdfaProperty:category>", ""), "metadata-schema", 0),
    ("a schema of another prefix", C, data("xmp", "pdfaSchema:prefix>", "pdfaProperty:prefix>"),
     "metadata-schema", 0),
    ("no VersionID", C, data("xmp", "<xmpMM:VersionID>1</xmpMM:VersionID>", ""), "metadata-key", 0),
    ("no ModDate in X-1a", X, change("info", "/ModDate (D:20250807120000+08'00')", ""), "metadata-key", 0),
    ("another producer", C, change("info", "/Producer (writer)", "/Producer (other)"), "metadata-differs", 0),
    ("another date", C, change("info", "/ModDate (D:2025", "/ModDate (D:2024"), "metadata-differs", 0),
    ("no title", C, both(data("xmp", "题目", ""), change("info", "/Title <FEFF989876EE>", "")),
     "metadata-title", 0),
    ("no title in X-1a", X, change("info", "/Title (title)", ""), "metadata-title", 0),
    ("no claim of X-4", C, data("xmp", ">PDF/X-4<", ">PDF/X-3<"), "claim-pdfx", 0),
    ("no claim of X-1a", X, change("info", "X-1a:2003", "X-1a:2001"), "claim-pdfx", 0),
    ("no claim of A-2", C, data("xmp", "<pdfaid:part>2<", "<pdfaid:part>1<"), "claim-pdfa", 0),
    ("no claim of level A", C, data("xmp", "conformance>A<", "conformance>U<"), "claim-pdfa", 0),
    ("no claim of A-3", A, data("xmp", "<pdfaid:part>3<", "<pdfaid:part>2<"), "claim-pdfa", 0),
    ("no claim of UA", C, data("xmp", "<pdfuaid:part>1</pdfuaid:part>", ""), "claim-pdfua", 0),
    ("trapped or not", C, change("info", "/Trapped /False", "/Trapped /Unknown"), "trapped", 0),
    ("trapped or not in X-1a", X, change("info", "/Trapped /False", ""), "trapped", 0),
    # the printing condition
    ("no condition", C, change("catalog", "{oix} {oia}", "{oia}"), "condition-missing", 0),
    ("no condition in X-1a", X, change("catalog", "{oix}", ""), "condition-missing", 0),
    ("two conditions", C, change("catalog", "{oix} {oia}", "{oix} {oix} {oia}"), "condition-missing", 0),
    ("a condition without name", C, change("oix", "/OutputConditionIdentifier (FOGRA39)", ""),
     "condition-missing", 0),
    ("a condition not described", X, change(
        "oix", "/RegistryName (http://www.color.org) /Info (offset)", ""), "condition-missing", 0),
    ("profile not embedded", C, change("oix", "/DestOutputProfile {icc}", ""),
     "condition-missing", 0),
    ("two profiles", C, both(add("icc2", "/N 4", icc()), change("oia", "{icc}", "{icc2}")),
     "condition-profile", 0),
    ("profile cut off", C, bytes_of("icc", icc()[:-8]), "condition-profile", 0),
    ("profile of a screen", C, bytes_of("icc", icc(b"mntr")), "condition-printer", 0),
    ("profile of three channels", C, change("icc", "/N 4", "/N 3"), "condition-profile", 0),
    ("profile of ICC 5", C, bytes_of("icc", icc(version=5)), "condition-profile", 0),
    ("box too small", C, change("page1", "/TrimBox", "/CropBox [100 100 102 102] /TrimBox"),
     ("box-size", "box-order"), 1),
    ("view area", C, change("catalog", "/DisplayDocTitle", "/PrintArea /CropBox /DisplayDocTitle"),
     "view-area", 0),
    # fonts
    ("font not embedded", C, change("descriptor", "/FontFile2 {program}", ""), "font-not-embedded", 1),
    ("font not used, not embedded", C, add("helv", "/Type /Font /Subtype /Type1 /BaseFont /Helvetica"),
     "font-unused", 0),
    ("font damaged", C, bytes_of("program", b"rubbish" * 50), "font-damaged", 1),
    ("no glyph", C, show("<00010003>", "<00010000>"), ("font-glyph-missing", "font-unicode"), 2),
    ("wrong widths", C, change("cid", "/W [1 [", "/W [1 [77 "), "font-width", 1),
    ("no glyph map", C, change("cid", "/CIDToGIDMap /Identity", ""), "font-glyph-map", 1),
    ("CMap of nobody's", C, change("font", "/Identity-H", "/My-Own-H"), "font-cmap", 1),
    ("another collection", C, change("font", "/Identity-H", "/UniGB-UTF16-H"), "font-collection", 1),
    ("list not complete", C, both(add("cidset", "", b"\xc0"),
                                  change("descriptor", "/StemV 80", "/StemV 80 /CIDSet {cidset}")),
     "font-list", 1),
    ("symbolic with encoding", C, both(
        add("simple", "/Type /Font /Subtype /TrueType /BaseFont /AAAAAA+Model /FirstChar 65 /LastChar 65 /Widths "
            "[1000] /Encoding /WinAnsiEncoding /FontDescriptor {descriptor} /ToUnicode {tounicode}"),
        change("page1", "/F1 {font}", "/F1 {font} /F2 {simple}"),
        art("BT /F2 9 Tf 60 60 Td (A) Tj ET")), "font-encoding", 1),
    ("no ToUnicode", C, change("font", "/ToUnicode {tounicode}", ""), "font-unicode", None),
    ("a code without character", C, data("tounicode", "<0002> <0005>", "<0003> <0005>"), "font-unicode", 1),
    ("a code for U+FEFF", C, data("tounicode", "<4E00>", "<FEFF>"), "font-unicode", 1),
    ("a code of private use", C, data("tounicode", "<4E00>", "<E001>"), "font-private-use", None),
    ("a code of private use, named", C, both(
        data("tounicode", "<4E00>", "<E001>"),
        *[change(t, "/Pg", "/ActualText (a) /Pg") for t in
          ("h1", "para", "lbl", "lbody", "th1", "th2", "td1", "td2", "note", "ref", "para2")]), (), None),
    # colour
    ("RGB", C, art("1 0 0 rg 60 60 20 20 re f"), ("color-condition", "color-undefined"), 1),
    ("RGB in X-1a", X, lambda s: s.draw(1, "", "q 1 0 0 rg 60 60 20 20 re f Q"), "color-rgb", 1),
    ("RGB picture", C, both(change("picture", "/DeviceCMYK", "/DeviceRGB"),
                            bytes_of("picture", b"\x20" * 30000)), ("color-condition", "color-undefined"), None),
    ("RGB with its profile", C, both(add("srgb", "/N 3", RGB), space("[/ICCBased {srgb}]", "1 0 0 scn")),
     (), None),
    ("spot colour over RGB", C, both(
        add("fn", "/FunctionType 2 /Domain [0 1] /N 1 /C0 [1 1 1] /C1 [1 0 0]"),
        space("[/Separation /Hong /DeviceRGB {fn}]")), ("color-condition", "color-undefined"), 1),
    ("group in RGB", C, change("page1", "/Contents", "/Group << /S /Transparency /CS /DeviceRGB >> /Contents"),
     ("color-condition", "color-undefined"), 1),
    ("no condition for A", C, change("catalog", "{oix} {oia}", "{oix}"), "color-undefined", None),
    ("profile of another number", C, both(add("srgb", "/N 3", icc(b"mntr", b"CMYK")),
                                          space("[/ICCBased {srgb}]", "1 0 0 scn")), "color-profile", 1),
    ("the condition's own profile", C, space("[/ICCBased {icc}]", "1 0 0 0 scn"), "color-twice", 1),
    ("ICC overprints", C, both(add("icc2", "/N 4", icc(version=4)),
                               space("[/ICCBased {icc2}]", "/Over gs 1 0 0 0 scn")), "color-overprint", 1),
    ("one spot colour in two ways", C, space("[/Separation /PANTONE#20186#20C /DeviceCMYK << /FunctionType 2 "
                                             "/Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0 0 1 0] >>]"),
     "spot-differs", 0),
    ("one spot colour twice alike", C, space("[/Separation /PANTONE#20186#20C /DeviceCMYK << /FunctionType 2 "
                                             "/Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0 0.9 0.8 0] >>]"),
     (), None),
    ("a mixture not described", C, both(
        add("mix", "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1 0 1]", b"{ pop pop 0 0 0 1 }"),
        space("[/DeviceN [/PANTONE#20186#20C /Black] /DeviceCMYK {mix}]", "1 0 scn")), "spot-unnamed", 0),
    ("transfer function", C, state("/TR {tint}"), "transfer-function", 1),
    ("another transfer function", C, state("/TR2 /Identity"), "transfer-function", 1),
    ("halftone by name", C, state("/HT << /Type /Halftone /HalftoneType 1 /HalftoneName (a) /Frequency 150 "
                                  "/Angle 45 /SpotFunction /Round >>"), "halftone", 1),
    ("halftone of type 6", C, state("/HT << /Type /Halftone /HalftoneType 6 >>"), "halftone", 1),
    ("rendering intent", C, art("/Beautiful ri"), "rendering-intent", 1),
    ("blend mode", C, state("/BM /Fancy"), "blend-mode", 1),
    ("blended without a condition", C, both(
        change("catalog", "{oix} {oia}", "{oix}"), change("page1", "/Over {over}", "/Over {over} /Own << /ca 0.5 >>"),
        art("/Own gs 200 300 9 9 re f")), ("blend-space", "color-undefined"), None),
    ("alpha in X-1a", X, both(change("page1", "/Over {over}", "/Over {over} /Own << /ca 0.5 >>"),
                              lambda s: s.draw(1, "", "q /Own gs 0 0 0 0.5 k 200 300 9 9 re f Q")),
     "transparency", 1),
    ("group in X-1a", X, change("page1", "/Contents", "/Group << /S /Transparency /CS /DeviceCMYK >> /Contents"),
     "transparency", 1),
    # pictures and forms
    ("interpolated", C, change("picture", "/Width", "/Interpolate true /Width"), "image-interpolate", None),
    ("alternates", C, change("picture", "/Width", "/Alternates [<< /Image {drawing} >>] /Width"),
     "image-alternates", None),
    ("OPI", C, change("picture", "/Width", "/OPI << >> /Width"), "object-proxy", None),
    ("PostScript", C, form("/Subtype2 /PS"), "object-postscript", 1),
    ("page of another file", C, form("/Ref << /F (a.pdf) /Page 0 >>"), "object-reference", 1),
    # links, forms, layers
    ("link in the page", C, linked, "annotation-inside", 1),
    ("link not printed", A, change("link", "/F 4", "/F 0"), "annotation-flags", 1),
    ("link hidden", A, change("link", "/F 4", "/F 36"), "annotation-flags", 1),
    ("note without a look", A, note(""), "annotation-look", 1),
    ("note with a look", A, both(STAMP, note("/AP << /N {look} >>")), (), None),
    ("film", A, both(STAMP, note("/AP << /N {look} >>", "Movie")), "annotation-kind", 1),
    ("link not tagged", A, both(change("doc", " {linked}", ""), change("tree", "2 {linked}", "2 {doc}")),
     "annotation-untagged", 1),
    ("link without words", A, change("link", "/Contents <FEFF7F519875>", ""), "annotation-undescribed", 1),
    ("no tabulator order", A, change("page1", "/Tabs /S", "/Tabs /R"), "annotation-order", 1),
    ("outline with an action", C, both(
        add("outline", "/Type /Outlines /First {entry} /Last {entry} /Count 1"),
        add("entry", "/Title (a) /Parent {outline} /A << /S /GoTo /D [{page1} /Fit] >>"),
        change("catalog", "/Lang", "/Outlines {outline} /Lang")), "action", 0),
    ("script", A, change("catalog", "/Lang", "/OpenAction << /S /JavaScript /JS (1) >> /Lang"),
     "action-kind", 0),
    ("events", A, change("page1", "/Tabs", "/AA << >> /Tabs"), "action-event", 1),
    ("form fields", C, both(
        add("field", "/FT /Tx /T (a)"), change("catalog", "/Lang", "/AcroForm << /Fields [{field}] >> /Lang")),
     "form-fields", 0),
    ("form of XFA", A, change("catalog", "/Lang", "/AcroForm << /Fields [] /XFA [] >> /Lang"), "form-viewer", 0),
    ("form that changes", A, both(
        add("xfa", "", b'<config xmlns="http://www.xfa.org/schema/xci/3.0/"><acrobat><acrobat7>'
            b"<dynamicRender>required</dynamicRender></acrobat7></acrobat></config>"),
        change("catalog", "/Lang", "/AcroForm << /Fields [] /XFA [(config) {xfa}] >> /Lang")),
     ("form-viewer", "form-dynamic"), 0),
    ("form drawn by the viewer", A, change("catalog", "/Lang", "/AcroForm << /Fields [] /NeedAppearances true >> /Lang"),
     "form-viewer", 0),
    ("layers in X-1a", X, both(
        add("layer", "/Type /OCG /Name (a)"),
        change("catalog", "/Pages", "/OCProperties << /OCGs [{layer}] /D << /Name (d) >> >> /Pages")),
     "layers", 0),
    ("layers without name", C, layers("/Order [{layer}]"), "layers-name", 0),
    ("layers that switch", C, layers("/Name (d) /Order [{layer}] /AS [<< /Event /Print /OCGs [{layer}] /Category "
                                     "[/Print] >>]"), "layers-automatic", 0),
    ("layer not listed", C, layers("/Name (d) /Order []"), "layers-order", 0),
    ("layers in order", C, layers("/Name (d) /Order [{layer}]"), (), None),
    # tags
    ("not marked as tagged", C, change("catalog", "/MarkInfo << /Marked true >>", ""), "tags-unmarked", 0),
    ("no tags", C, change("catalog", "/StructTreeRoot {tree}", ""), ("tags-missing", "tags-untagged"), None),
    ("suspect", C, change("catalog", "/Marked true", "/Marked true /Suspects true"), "tags-suspect", 0),
    ("title not shown", C, change("catalog", "/DisplayDocTitle true", ""), "tags-title", 0),
    ("a tag of nobody's", C, change("para", "/S /P ", "/S /Absatz "), "tags-role", 1),
    ("a tag mapped", C, both(change("para", "/S /P ", "/S /Absatz "),
                             change("tree", "/K {doc}", "/K {doc} /RoleMap << /Absatz /P >>")), (), None),
    ("a tag in a circle", C, both(change("para", "/S /P ", "/S /A1 "),
                                  change("tree", "/K {doc}", "/K {doc} /RoleMap << /A1 /A2 /A2 /A1 >>")),
     "tags-role", 1),
    ("a standard tag mapped", C, change("tree", "/K {doc}", "/K {doc} /RoleMap << /P /Span >>"),
     "tags-remapped", 0),
    ("parents exchanged", C, change("parents1", "{h1} {para}", "{para} {h1}"), "tags-parents", 1),
    ("no way back", C, change("page2", "/StructParents 1", ""), "tags-parents", 2),
    ("not tagged", C, lambda s: s.draw(1, "", "q 0 0 0 0.5 k 60 60 20 20 re f Q"), "tags-untagged", 1),
    ("decoration in text", C, show("/P << /MCID 1 >> BDC", "/P << /MCID 1 >> BDC /Artifact BMC EMC"),
     "tags-nested", 2),
    ("text in decoration", C, both(show("/P << /MCID 1 >> BDC", "/Artifact BMC /P << /MCID 1 >> BDC"),
                                   show("Tj ET EMC", "Tj ET EMC EMC")), "tags-nested", 2),
    ("no language", C, change("catalog", "/Lang (zh-CN)", ""), "tags-language", None),
    ("language of another form", C, change("catalog", "(zh-CN)", "(zh_CN)"), "tags-language-form", 0),
    ("heading skipped", C, change("para", "/S /P ", "/S /H3 "), "tags-heading-level", 1),
    ("heading not the first", C, change("h1", "/S /H1 ", "/S /H2 "), "tags-heading-level", 1),
    ("H beside H1", C, change("para", "/S /P ", "/S /H "), "tags-heading-kind", 0),
    ("item without body", C, change("lbody", "/S /LBody", "/S /P"), "tags-place", 1),
    ("cell in no row", C, change("row2", "/S /TR", "/S /Div"), "tags-place", 1),
    ("entry that is text", C, change("ref", "/S /Reference", "/S /Span"), "tags-place", 1),
    ("a row too short", C, change("row2", "[{td1} {td2}]", "[{td1}]"),
     ("tags-table-shape", "tags-untagged"), None),
    ("a row with a wide cell", C, both(
        change("row2", "[{td1} {td2}]", "[{td1}]"), change("td1", "/K 7", "/K [7 8] /A << /O /Table /ColSpan 2 >>"),
        change("parents1", "{td1} {td2}", "{td1} {td1}")), (), None),
    ("headers without scope", C, both(change("th1", "/Scope /Column", ""), change("th2", "/Scope /Column", "")),
     "tags-table-header", 1),
    ("picture without words", C, change("fig2", "/Alt (a picture)", ""), "tags-alternative", 2),
    ("note without ID", C, change("note", "/ID (n1)", ""), "tags-note", 1),
    ("two notes of one ID", C, both(change("para", "/S /P ", "/S /Note /ID (n1) ")), "tags-note", 1),
]
