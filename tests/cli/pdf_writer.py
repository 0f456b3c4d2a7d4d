"""A small writer of PDFs: a sound file that a press takes as it is, to be spoilt in one place."""

import pathlib
import zlib

MM = 72 / 25.4
FONT = pathlib.Path(__file__).resolve().parents[1] / "fonts" / "model.ttf"

CONTENT = """\
q 0.1 0.05 0 0 k 0 700 612.28 158.89 re f Q
q /Over gs 0 0 0 1 k BT /F1 10 Tf 60 600 Td <000100020003> Tj ET Q
q 0 0 0 1 K 0.5 w 60 580 m 300 580 l S Q
q /Spot cs 1 scn 60 500 100 50 re f Q
q 24 0 0 24 60 400 cm /Picture Do Q
q 24 0 0 24 120 400 cm /Drawing Do Q
"""


class Sheet:
    """A file as a dictionary of named objects: [dictionary text, stream bytes or None]. In a text,
    {name} is the reference to another object."""

    def __init__(self, pages=4):
        self.objects = {}
        self.version = "1.6"
        self.trailer = "/ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]"
        self.contents = {}
        self.pages = [f"page{i}" for i in range(1, pages + 1)]
        self.add("catalog", "/Type /Catalog /Pages {pages}")
        self.add("pages", "/Type /Pages /Count %d /Kids [%s]"
                 % (pages, " ".join("{%s}" % p for p in self.pages)))
        self.add("over", "/Type /ExtGState /OP true /op true /OPM 1")
        self.add_font()
        self.add("tint", "/FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0 0.9 0.8 0]")
        self.add("spot", "[/Separation /PANTONE#20186#20C /DeviceCMYK {tint}]", raw=True)
        self.add("picture", "/Type /XObject /Subtype /Image /Width 100 /Height 100 "
                 "/BitsPerComponent 8 /ColorSpace /DeviceCMYK", bytes([20, 40, 10, 0]) * 10000)
        self.add("drawing", "/Type /XObject /Subtype /Image /Width 400 /Height 400 "
                 "/BitsPerComponent 1 /ColorSpace /DeviceGray", b"\x55" * 20000)
        self.resources = ("/Font << /F1 {font} >> /ExtGState << /Over {over} >> /ColorSpace << "
                          "/Spot {spot} >> /XObject << /Picture {picture} /Drawing {drawing} >>")
        for i, name in enumerate(self.pages):
            self.contents[i + 1] = CONTENT
            self.add(name, "/Type /Page /Parent {pages} /MediaBox [0 0 612.28 858.89] /BleedBox "
                     "[0 0 612.28 858.89] /TrimBox [8.5 8.5 603.78 850.39] /Contents {content%d} "
                     "/Resources << %s >>" % (i + 1, self.resources))

    def add(self, name, text, stream=None, raw=False):
        self.objects[name] = [text if raw else "<< " + text + " >>", stream]

    def add_font(self):
        self.add("program", "/Length1 %d" % FONT.stat().st_size, FONT.read_bytes())
        self.add("descriptor", "/Type /FontDescriptor /FontName /AAAAAA+Model /Flags 4 /FontBBox "
                 "[0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 "
                 "/StemV 80 /FontFile2 {program}")
        self.add("cid", "/Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Model "
                 "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
                 "/CIDToGIDMap /Identity /DW 1000 /FontDescriptor {descriptor}")
        self.add("font", "/Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Model /Encoding "
                 "/Identity-H /DescendantFonts [{cid}]")

    def change(self, name, old, new):
        """Replaces a piece of an object's text, which must be there."""
        assert old in self.objects[name][0], (name, old)
        self.objects[name][0] = self.objects[name][0].replace(old, new, 1)

    def draw(self, page, old, new=""):
        """Replaces a piece of a page's content, or (old empty) adds to it."""
        if old:
            assert old in self.contents[page], old
            self.contents[page] = self.contents[page].replace(old, new, 1)
        else:
            self.contents[page] += new + "\n"

    def save(self):
        """The file's bytes."""
        for i, text in self.contents.items():
            self.objects.setdefault(f"content{i}", ["<<  >>", text.encode("latin-1")])
        numbers = {name: i + 1 for i, name in enumerate(self.objects)}
        out, places = b"%PDF-" + self.version.encode() + b"\n%\xe2\xe3\xcf\xd3\n", []

        def numbered(text):
            for other, n in numbers.items():
                text = text.replace("{%s}" % other, f"{n} 0 R")
            return text

        for name, (text, stream) in self.objects.items():
            text = numbered(text)
            places.append(len(out))
            if stream is not None:
                if "/Filter" not in text:
                    stream = zlib.compress(stream)
                    text = text.replace("<<", "<< /Filter /FlateDecode", 1)
                text = text.replace("<<", "<< /Length %d" % len(stream), 1)
            out += b"%d 0 obj\n%s\n" % (numbers[name], text.encode("latin-1"))
            if stream is not None:
                out += b"stream\n" + stream + b"\nendstream\n"
            out += b"endobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % p for p in places)
        out += ("trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
                % (len(places) + 1, numbers["catalog"], numbered(self.trailer), start)).encode()
        return out
