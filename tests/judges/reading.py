"""What a program that reads a PDF aloud reads: the text of its structure tree, in the tree's order. The objects are
those that qpdf writes as JSON."""

import base64
import json
import re
import subprocess

TOKEN = re.compile(rb"(?s)<<|>>|<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\()])*\)|/[^\s()<>\[\]{}/%]*|[\[\]]|[^\s()<>\[\]{}/%]+")


class Objects:
    def __init__(self, pdf):
        done = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", str(pdf)],
                              stdout=subprocess.PIPE, check=True, timeout=60)
        self.all = json.loads(done.stdout)["qpdf"][1]

    def get(self, value):
        """A value; what it refers to, when it is a reference."""
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            o = self.all["obj:" + value]
            value = o["stream"]["dict"] if "stream" in o else o["value"]
        return value

    def data(self, reference):
        return base64.b64decode(self.all["obj:" + reference]["stream"]["data"])

    def root(self):
        return self.get(self.all["trailer"]["value"]["/Root"])


def characters(cmap):
    """Code to text, of a ToUnicode CMap."""
    def text(hexadecimal):
        return bytes.fromhex(hexadecimal.decode()).decode("utf-16-be")

    of = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, to in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            of[int(code, 16)] = text(to)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, to in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = text(to)
            for i in range(int(last, 16) - int(first, 16) + 1):
                of[int(first, 16) + i] = start[:-1] + chr(ord(start[-1]) + i)
    return of


ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}


def string(token):
    """The bytes of a string, written either way."""
    if token.startswith(b"<"):
        return bytes.fromhex(token[1:-1].decode())
    return re.sub(rb"(?s)\\([0-7]{1,3}|.)", lambda m: bytes([int(m[1], 8)]) if m[1].isdigit()
                  else ESCAPES.get(m[1], m[1]), token[1:-1])


class Reader:
    """Reads a page's content: the text of each piece of marked content, by its MCID."""

    def __init__(self, fonts):
        self.fonts, self.font = fonts, None
        self.said = {}
        self.marks = [(None, False)]  # what is open: the MCID, and whether other words stand for what is shown

    def say(self, text):
        mcid, replaced = self.marks[-1]
        if mcid is not None and not replaced:
            self.said[mcid] = self.said.get(mcid, "") + text

    def begin(self, properties):
        mcid = re.search(rb"/MCID (\d+)", properties)
        words = re.search(rb"/ActualText (<[^>]*>|\(.*\))", properties, re.S)
        if words:
            self.say(string(words[1]).decode("utf-16"))
        before, replaced = self.marks[-1]
        self.marks.append((int(mcid[1]) if mcid else before, replaced or words is not None))

    def show(self, operands):
        for codes in (string(o) for o in operands if o[:1] in (b"<", b"(")):
            self.say("".join(self.font[codes[i] << 8 | codes[i + 1]] for i in range(0, len(codes), 2)))

    def read(self, content):
        operands = []
        for word in (token[0] for token in TOKEN.finditer(content)):
            if word == b"BDC":
                self.begin(b" ".join(operands))
            elif word == b"BMC":
                self.marks.append((None, True))
            elif word == b"EMC":
                self.marks.pop()
            elif word == b"Tf":
                self.font = self.fonts[operands[-2].decode()]
            elif word in (b"Tj", b"TJ"):
                self.show(operands)
            operands = [] if re.match(rb"[A-Za-z'\"]", word) else operands + [word]
        return self.said


def pages_of(objects, node):
    for reference in objects.get(node)["/Kids"]:
        if objects.get(reference)["/Type"] == "/Pages":
            yield from pages_of(objects, reference)
        else:
            yield reference


def text_of_pages(objects):
    """For each page's reference, the text of its marked content."""
    cmaps, said = {}, {}
    for reference in pages_of(objects, objects.root()["/Pages"]):
        page = objects.get(reference)
        fonts = {}
        for name, font in objects.get(objects.get(page["/Resources"])["/Font"]).items():
            cmap = objects.get(font)["/ToUnicode"]
            if cmap not in cmaps:
                cmaps[cmap] = characters(objects.data(cmap))
            fonts[name] = cmaps[cmap]
        contents = page["/Contents"] if isinstance(page["/Contents"], list) else [page["/Contents"]]
        said[reference] = Reader(fonts).read(b"\n".join(map(objects.data, contents)))
    return said


def read_aloud(pdf):
    """The text of a tagged PDF in reading order, and in a list the kinds of elements met on the way."""
    objects, read, kinds = Objects(pdf), [], []
    said = text_of_pages(objects)

    def walk(kid, page):
        value = objects.get(kid)
        if isinstance(value, list):
            for one in value:
                walk(one, page)
        elif isinstance(value, int):
            read.append(said[page].get(value, ""))
        elif value.get("/Type") == "/MCR":
            read.append(said[value.get("/Pg", page)].get(value["/MCID"], ""))
        elif value.get("/Type") != "/OBJR":
            if "/S" in value:
                kinds.append(value["/S"][1:])
            walk(value.get("/K", []), value.get("/Pg", page))

    walk(objects.root()["/StructTreeRoot"], None)
    return "".join(read), kinds
