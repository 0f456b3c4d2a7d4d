"""Sound files of the standards, made without banxin, to be spoilt in one place: one that is PDF/X-4,
PDF/A-2a and PDF/UA-1 at once, one PDF/X-1a, one PDF/A-3a with a link and a file inside."""

import struct

from pdf_writer import FONT, Sheet

GLYPHS = range(1, 6)


def advances():
    """The widths of the font's first glyphs, in 1/1000 em."""
    data = FONT.read_bytes()
    tables = {data[12 + 16 * i:16 + 16 * i]: struct.unpack(">II", data[20 + 16 * i:28 + 16 * i])
              for i in range(struct.unpack(">H", data[4:6])[0])}
    em = struct.unpack(">H", data[tables[b"head"][0] + 18:][:2])[0]
    metrics = struct.unpack(">H", data[tables[b"hhea"][0] + 34:][:2])[0]
    at = tables[b"hmtx"][0]
    return [struct.unpack(">H", data[at + 4 * min(g, metrics - 1):][:2])[0] * 1000 // em for g in GLYPHS]


def icc(kind=b"prtr", space=b"CMYK", version=2):
    """The head of an ICC profile and its tags' names; nobody converts with it."""
    names = [b"A2B0", b"B2A0", b"cprt", b"desc", b"wtpt"]
    at = 132 + 12 * len(names)
    table = b"".join(struct.pack(">4sII", name, at, 4) for name in names) + b"text"
    head = struct.pack(">I4sI4s4s4s", at + 4, b"none", version << 24, kind, space, b"Lab ")
    head += struct.pack(">6H", 2025, 8, 7, 12, 0, 0) + b"acsp"
    return head + b"\0" * (128 - len(head)) + struct.pack(">I", len(names)) + table


SCHEMA = """<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>%s</pdfaSchema:schema>
<pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI><pdfaSchema:prefix>%s</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>%s</pdfaProperty:name>
<pdfaProperty:valueType>%s</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>what it is</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>"""

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">题目</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>编辑部</rdf:li></rdf:Seq></dc:creator>
<xmp:CreateDate>2025-08-07T12:00:00+08:00</xmp:CreateDate>
<xmp:ModifyDate>2025-08-07T12:00:00+08:00</xmp:ModifyDate>
<xmp:MetadataDate>2025-08-07T12:00:00+08:00</xmp:MetadataDate>
<xmp:CreatorTool>writer</xmp:CreatorTool><pdf:Producer>writer</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
<xmpMM:DocumentID>uuid:0</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part><pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<pdfaExtension:schemas><rdf:Bag>
""" + SCHEMA % ("PDF/UA", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", "part", "Integer") + \
    SCHEMA % ("PDF/X", "http://www.npes.org/pdfx/ns/id/", "pdfxid", "GTS_PDFXVersion", "Text") + \
    SCHEMA % ("PDF", "http://ns.adobe.com/pdf/1.3/", "pdf", "Trapped", "Text") + """
</rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""

DRAWN = """\
/Artifact BMC q 0.1 0.05 0 0 k 0 700 612.28 158.89 re f Q EMC
/Artifact BMC q 0 0 0 1 K 0.5 w 60 580 m 300 580 l S Q EMC
/Artifact BMC q /Spot cs 1 scn 60 500 100 50 re f Q EMC
/Figure << /MCID 0 >> BDC q 24 0 0 24 60 400 cm /Picture Do Q EMC
/Artifact BMC q 24 0 0 24 120 400 cm /Drawing Do Q EMC
q /Over gs 0 0 0 1 k
"""

# The first page's elements, from the top: name, type, its kids or the number of its content, more.
TREE = [
    ("doc", "Document", ["h1", "para", "list", "table", "note", "toc", "fig1", "fig2", "para2"], ""),
    ("h1", "H1", 1, ""), ("para", "P", 2, ""),
    ("list", "L", ["item"], ""), ("item", "LI", ["lbl", "lbody"], ""), ("lbl", "Lbl", 3, ""),
    ("lbody", "LBody", 4, ""),
    ("table", "Table", ["row1", "row2"], ""), ("row1", "TR", ["th1", "th2"], ""),
    ("th1", "TH", 5, "/A << /O /Table /Scope /Column >>"),
    ("th2", "TH", 6, "/A << /O /Table /Scope /Column >>"),
    ("row2", "TR", ["td1", "td2"], ""), ("td1", "TD", 7, ""), ("td2", "TD", 8, ""),
    ("note", "Note", 9, "/ID (n1)"),
    ("toc", "TOC", ["toci"], ""), ("toci", "TOCI", ["ref"], ""), ("ref", "Reference", 10, ""),
    ("fig1", "Figure", 0, "/Alt (a picture)"),
]


class Combined(Sheet):
    """PDF/X-4, PDF/A-2a and PDF/UA-1 at once, on two pages."""

    def __init__(self):
        super().__init__(2)
        self.trailer += " /Info {info}"
        self.add("info", "/Title <FEFF989876EE> /Author <FEFF7F168F9190E8> /Creator (writer) /Producer (writer) "
                 "/CreationDate (D:20250807120000+08'00') /ModDate (D:20250807120000+08'00') "
                 "/Trapped /False")
        self.add("icc", "/N 4", icc())
        for name, kind in (("oix", "GTS_PDFX"), ("oia", "GTS_PDFA1")):
            self.add(name, f"/Type /OutputIntent /S /{kind} /OutputConditionIdentifier (FOGRA39) "
                     "/RegistryName (http://www.color.org) /Info (offset) /DestOutputProfile {icc}")
        self.add("xmp", "/Type /Metadata /Subtype /XML", XMP.encode("utf-8"))
        self.change("catalog", "/Pages {pages}", "/Pages {pages} /Metadata {xmp} /OutputIntents "
                    "[{oix} {oia}] /Lang (zh-CN) /MarkInfo << /Marked true >> /StructTreeRoot {tree} "
                    "/ViewerPreferences << /DisplayDocTitle true >>")
        self.change("cid", "/DW 1000", "/DW 1000 /W [1 [%s]]" % " ".join(map(str, advances())))
        self.change("font", "/DescendantFonts", "/ToUnicode {tounicode} /DescendantFonts")
        self.add("tounicode", "", (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 "
            "def 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0001> <4E00> "
            "endbfchar 1 beginbfrange <0002> <0005> <4E8C> endbfrange endcmap end end").encode())
        self.add_tags()

    def add_tags(self):
        shown = [n for _, _, n, _ in TREE if isinstance(n, int) and n]
        self.contents[1] = DRAWN + "".join(
            f"/P << /MCID {n} >> BDC BT /F1 10 Tf 60 {690 - 9 * n} Td <00010002> Tj ET EMC\n"
            for n in shown) + "Q\n"
        self.contents[2] = DRAWN + ("/P << /MCID 1 >> BDC BT /F1 10 Tf 60 600 Td <00010003> Tj ET "
                                    "EMC\nQ\n")
        parents = {}
        for name, kind, kids, more in TREE:
            if isinstance(kids, list):
                parents.update((k, name) for k in kids)
                kids = "[%s]" % " ".join("{%s}" % k for k in kids)
            self.tag(name, kind, parents.get(name, "tree"), "/Pg {page1} /K %s %s" % (kids, more))
        self.tag("fig2", "Figure", "doc", "/Pg {page2} /K 0 /Alt (a picture)")
        self.tag("para2", "P", "doc", "/Pg {page2} /K 1")
        order = {n: name for name, _, n, _ in TREE if isinstance(n, int)}
        self.add("parents1", "[%s]" % " ".join("{%s}" % order[n] for n in sorted(order)), raw=True)
        self.add("tree", "/Type /StructTreeRoot /K {doc} /ParentTree << /Nums [0 {parents1} 1 "
                 "[{fig2} {para2}]] >> /ParentTreeNextKey 2")
        for i, name in enumerate(self.pages):
            self.change(name, "/Type /Page ", f"/Type /Page /StructParents {i} ")

    def tag(self, name, kind, parent, more):
        self.add(name, "/Type /StructElem /S /%s /P {%s} %s" % (kind, parent, more))

    def data(self, name, old, new):
        """Replaces a piece of a stream's bytes."""
        text = self.objects[name][1]
        assert old.encode("utf-8") in text, (name, old)
        self.objects[name][1] = text.replace(old.encode("utf-8"), new.encode("utf-8"))


class Archive(Combined):
    """PDF/A-3a and PDF/UA-1 with a link and a file inside."""

    def __init__(self):
        super().__init__()
        self.version = "1.7"
        self.data("xmp", "part>2<", "part>3<")
        self.add("link", "/Type /Annot /Subtype /Link /Rect [60 660 80 670] /Border [0 0 0] /F 4 "
                 "/Contents <FEFF7F519875> /StructParent 2 /A << /S /URI /URI (https://example.org/) >>")
        self.change("page1", "/Type /Page ", "/Type /Page /Tabs /S /Annots [{link}] ")
        self.tag("linked", "Link", "doc", "/K << /Type /OBJR /Pg {page1} /Obj {link} >>")
        self.change("doc", "{para2}", "{para2} {linked}")
        self.change("tree", "{para2}]", "{para2}] 2 {linked}")
        self.add("source", "/Type /EmbeddedFile /Subtype /text#2Fmarkdown /Params << /ModDate "
                 "(D:20250807120000+08'00') /Size 4 >>", b"# x\n")
        self.add("spec", "/Type /Filespec /F (x.md) /UF (x.md) /Desc (the source) /AFRelationship /Source "
                 "/EF << /F {source} /UF {source} >>")
        self.change("catalog", "/Lang", "/AF [{spec}] /Names << /EmbeddedFiles << /Names [(x.md) {spec}] >> >> "
                    "/Lang")


class Older(Sheet):
    """PDF/X-1a:2003."""

    def __init__(self):
        super().__init__(2)
        self.version = "1.4"
        self.trailer += " /Info {info}"
        self.add("info", "/Title (title) /Creator (writer) /Producer (writer) /CreationDate "
                 "(D:20250807120000+08'00') /ModDate (D:20250807120000+08'00') /Trapped /False "
                 "/GTS_PDFXVersion (PDF/X-1a:2003)")
        self.add("icc", "/N 4", icc())
        self.add("oix", "/Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier (FOGRA39) "
                 "/RegistryName (http://www.color.org) /Info (offset) /DestOutputProfile {icc}")
        self.change("catalog", "/Pages {pages}", "/Pages {pages} /OutputIntents [{oix}]")
        self.change("cid", "/DW 1000", "/DW 1000 /W [1 [%s]]" % " ".join(map(str, advances())))
