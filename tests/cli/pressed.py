"""What the tests of PDFs for the press, screens and the archive share: issues with pictures, and looking into
files."""

import re
import struct
import subprocess
import zlib

from support import Case

X1A = ("--standard", "x1a")
PLAIN = ("--profile", "plain")
ARCHIVE = ("--profile", "archive")
SCREEN = ("--profile", "screen")

WIDTH, HEIGHT = 300, 200


def flat(pixel, width=WIDTH, height=HEIGHT):
    """Rows of one colour."""
    return [bytes(pixel) * width] * height


def varied(width=WIDTH, height=HEIGHT):
    """Rows of many colours, as a photograph has, with a black pixel first and a white one behind it."""
    rows = [bytes(v for x in range(width) for v in (x * 255 // width, y * 255 // height, (x * 7 + y * 3) % 256))
            for y in range(height)]
    rows[0] = bytes((0, 0, 0, 255, 255, 255)) + rows[0][6:]
    return rows


def swapped_profile(name=b"swapped", space=b"RGB "):
    """A profile of RGB whose first number is green and whose second is red."""
    primaries = ((25241, 46981, 6362), (28578, 14581, 912), (9376, 3973, 46799))
    text = b"desc" + struct.pack(">II", 0, len(name) + 1) + name + b"\0" * 80
    tags = [(b"desc", text), (b"wtpt", b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061))]
    for letter, xyz in zip(b"rgb", primaries):
        tags.append((bytes([letter]) + b"XYZ", b"XYZ \0\0\0\0" + struct.pack(">3i", *xyz)))
        tags.append((bytes([letter]) + b"TRC", b"curv" + struct.pack(">IIH", 0, 1, 563)))
    at, index, data = 132 + 12 * len(tags), b"", b""
    for key, value in tags:
        value += b"\0" * (-len(value) % 4)
        index += struct.pack(">4sII", key, at + len(data), len(value))
        data += value
    head = struct.pack(">I4sI4s4s4s", at + len(data), b"none", 2 << 24, b"mntr", space, b"XYZ ")
    head += b"\0" * 12 + b"acsp" + b"\0" * 28 + struct.pack(">3i", 63190, 65536, 54061)
    return head + b"\0" * (128 - len(head)) + struct.pack(">I", len(tags)) + index + data


def tiff(pixel, icc, width=60, height=40):
    """A TIFF file of one colour, in RGB."""
    pixels = bytes(pixel) * (width * height)
    data = struct.pack("<HHH", 8, 8, 8) + pixels + icc
    at = 8 + len(pixels) + len(icc) + 6
    entries = [(256, 3, 1, width), (257, 3, 1, height), (258, 3, 3, 8), (259, 3, 1, 1), (262, 3, 1, 2), (273, 4, 1, 14),
               (277, 3, 1, 3), (278, 3, 1, height), (279, 4, 1, len(pixels)), (34675, 7, len(icc), 14 + len(pixels))]
    return (b"II*\0" + struct.pack("<I", at) + data + struct.pack("<H", len(entries))
            + b"".join(struct.pack("<HHII", *e) for e in entries) + bytes(4))


def webp(pixel, icc, width=60, height=40):
    """A WebP file of one colour, without loss: codes of one symbol take no bits."""
    bits = f"{width - 1:014b}"[::-1] + f"{height - 1:014b}"[::-1] + "0" + "000" + "000"  # no alpha, transform, cache, groups
    for symbol in (pixel[1], pixel[0], pixel[2], 255, 0):
        bits += "101" + f"{symbol:08b}"[::-1]
    bits += "0" * (-len(bits) % 8)
    lossless = b"\x2f" + bytes(int(bits[i:i + 8][::-1], 2) for i in range(0, len(bits), 8))

    def chunk(name, data):
        return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)

    head = b"\x20\0\0\0" + struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    body = b"WEBP" + chunk(b"VP8X", head) + chunk(b"ICCP", icc) + chunk(b"VP8L", lossless)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def png(rows, channels=3, palette=None, bits=8, icc=None):
    """A PNG file of rows of pixels: 1 channel is grey, or a place in the palette; 3 RGB; 4 with alpha."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    kind = 3 if palette else {1: 0, 3: 2, 4: 6}[channels]
    width = len(rows[0]) * 8 // bits // channels
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, len(rows), bits, kind, 0, 0, 0))
            + (chunk(b"iCCP", b"icc\0\0" + zlib.compress(icc)) if icc else b"")
            + (chunk(b"PLTE", palette) if palette else b"")
            + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))) + chunk(b"IEND", b""))


class Pressed(Case):
    """A project whose files are looked into."""

    def make(self, body="一字一行，见[网页](https://example.org/)。", **files):
        issue = self.issue("01", article="---\ntitle: 题\n---\n\n" + body + "\n")
        for name, data in files.items():
            folder = self.top / issue / "images"
            folder.mkdir(exist_ok=True)
            (folder / (name + ".png")).write_bytes(data)
        return issue

    def build(self, issue, *arguments):
        """Builds with the arguments; gives the file, and the same with its streams as they are."""
        pdf = self.top / "out.pdf"
        self.succeeds("build", *arguments, issue, "-o", str(pdf))
        plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(pdf), "-"],
                               capture_output=True, check=True).stdout
        return pdf.read_bytes(), plain

    def images(self):
        """Kind, width, height, colour, components, bits and compression of each picture of the last file."""
        rows = subprocess.run(["pdfimages", "-list", str(self.top / "out.pdf")], capture_output=True,
                              check=True).stdout.decode().splitlines()[2:]
        return [tuple(row.split()[2:9]) for row in rows]

    def samples(self, number=0):
        """The samples of a deflated picture of the last file, as rows of bytes."""
        shown = subprocess.run(["pdfimages", "-list", str(self.top / "out.pdf")], capture_output=True,
                               check=True).stdout.decode().splitlines()[2 + number].split()
        data = subprocess.run(["qpdf", "--show-object=" + shown[10], "--filtered-stream-data",
                               str(self.top / "out.pdf")], capture_output=True, check=True).stdout
        size = int(shown[3]) * int(shown[6])
        self.assertEqual(len(data), size * int(shown[4]))
        return [data[i:i + size] for i in range(0, len(data), size)]
