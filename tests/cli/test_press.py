"""What the files of each profile are, as other programs see them: what a press, a reader and an archive count on."""

import json
import re
import subprocess
import unittest
from xml.etree import ElementTree

from pressed import ARCHIVE, SCREEN, X1A, Pressed, flat, png, swapped_profile, varied
from support import press_profile

SVG = b"<svg viewBox='0 0 9 9' xmlns='x'><rect width='9' height='9' fill='#c8102e'/><path d='M0 0h5v5z' stroke='blue'/></svg>"
EVERYTHING = "".join(f"![图](images/{name}.png)\n\n" for name in "abcdef") + (
    "**重**，`code`，[网页](https://example.org/)，注[^1]。\n\n> 引文\n\n| 甲 | 乙 |\n|:--|--:|\n| 1 | 2 |\n\n[^1]: 注。")


class Whole(Pressed):
    """An issue with a picture of every kind."""

    def setUp(self):
        super().setUp()
        self.condition(press_profile(rich=True), ink=300)

    def everything(self, seen_through=True):
        body = EVERYTHING if seen_through else EVERYTHING.replace("![图](images/c.png)\n\n", "")
        return self.make(body, a=png(varied()), b=png(flat((0, 0, 0))), c=png(flat((9, 0, 0, 99)), 4),
                         d=png([row for row in flat((0,))], 1, bytes((200, 0, 0)) * 3), e=SVG,
                         f=png(varied(), icc=swapped_profile()))

    def objects(self):
        """The objects of the last file, as qpdf reads them."""
        out = subprocess.run(["qpdf", "--json=1", "--json-key=objects", str(self.top / "out.pdf")],
                             capture_output=True, check=True).stdout
        return json.loads(out)["objects"]

    def spaces(self):
        """The names of all colour spaces of the last file, and how many numbers its profiles are of."""
        found, profiles = set(), set()

        def walk(value):
            if isinstance(value, dict):
                for key, inner in value.items():
                    if key in ("/N",) and "/Length" in value and "/Type" not in value:
                        profiles.add(inner)
                    walk(inner)
            elif isinstance(value, list):
                for inner in value:
                    walk(inner)
            elif isinstance(value, str) and re.fullmatch(r"/(Device\w+|CalRGB|CalGray|Lab|ICCBased|Indexed|Separation)", value):
                found.add(value[1:])

        walk(self.objects())
        return found, profiles

    def test_no_light_in_print(self):
        issue = self.everything()
        for arguments in ((), ("--marks",)):
            _, plain = self.build(issue, *arguments)
            found, profiles = self.spaces()
            self.assertLessEqual(found, {"DeviceCMYK", "DeviceGray", "Separation"})
            self.assertEqual(profiles, {4})
            self.assertIsNone(re.search(rb"(?m)^(?:[\d.]+ ){3}(rg|RG)$", plain))
        self.build(issue, *SCREEN)
        self.assertIn("DeviceRGB", self.spaces()[0])
        self.build(issue, *ARCHIVE)
        self.assertIn("ICCBased", self.spaces()[0])

    def test_no_light_in_older_files(self):
        self.build(self.everything(seen_through=False), *X1A)
        self.assertLessEqual(self.spaces()[0], {"DeviceCMYK", "DeviceGray"})

    def test_boxes(self):
        """A4 with 3 mm around it: 1 mm is 2.8346 pt."""
        for arguments in ((), X1A):
            self.build(self.everything(seen_through=arguments != X1A), *arguments)
            out = subprocess.run(["pdfinfo", "-box", "-l", "-1", str(self.top / "out.pdf")], capture_output=True, check=True)
            boxes = re.findall(r"Page +\d+ (\w+)Box: +([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+)", out.stdout.decode())
            self.assertGreaterEqual(len(boxes), 10)
            for name, *box in boxes:
                left, foot, right, head = map(float, box)
                out = {"Trim": 0, "Bleed": 3, "Media": 3, "Crop": 3}.get(name)
                if out is not None:
                    self.assertAlmostEqual(right - left, (210 + 2 * out) * 72 / 25.4, 1, name)
                    self.assertAlmostEqual(head - foot, (297 + 2 * out) * 72 / 25.4, 1, name)

    def test_fonts_are_inside_and_cut_down(self):
        for arguments in ((), X1A, SCREEN, ARCHIVE):
            issue = self.make(EVERYTHING.split("\n\n", 6)[6])
            self.build(issue, *arguments)
            rows = subprocess.run(["pdffonts", str(self.top / "out.pdf")], capture_output=True,
                                  check=True).stdout.decode().splitlines()[2:]
            self.assertGreater(len(rows), 2)
            for row in rows:
                self.assertRegex(row, r"^[A-Z]{6}\+\S+ +.* yes yes yes +\d+ +\d+$")

    def test_black_overprints(self):
        """What is not black does not."""
        for arguments in ((), X1A, ARCHIVE):
            _, plain = self.build(self.everything(seen_through=arguments != X1A), *arguments)
            states = [b"".join(m.split()) for m in re.findall(rb"<<([^<>]*/Type /ExtGState[^<>]*)>>", plain)]
            self.assertIn(b"/OPfalse/OPM1/Type/ExtGState/optrue", states)
            seen = re.findall(rb"(?m)^([\d.]+ [\d.]+ [\d.]+ [\d.]+) k\n/(G\w) gs$", plain)
            self.assertIn((b"0 0 0 1", b"GO"), seen)
            self.assertEqual({color for color, state in seen if state == b"GO"}, {b"0 0 0 1"})

    def test_what_screens_lead_to(self):
        """Contents and text lead somewhere, and the outline too."""
        self.build(self.everything(), *SCREEN)
        links = [o for o in self.objects().values() if isinstance(o, dict) and o.get("/Subtype") == "/Link"]
        self.assertTrue(any("/Dest" in o for o in links))
        self.assertTrue(any(o.get("/A", {}).get("/URI", "").startswith("https://example.org/") for o in links))
        self.assertTrue(all(o.get("/Contents") for o in links))
        self.assertTrue(any("/First" in o and o.get("/Type") == "/Outlines" for o in self.objects().values()
                            if isinstance(o, dict)))

    def test_screens_get_the_smallest_file(self):
        self.condition(press_profile(rich=True))
        issue = self.make("![图](images/a.png)", a=png(varied(2000, 1000)))
        sizes = {name: len(self.build(issue, "-p", name)[0]) for name in ("print", "screen", "archive", "plain")}
        self.assertEqual(min(sizes, key=sizes.get), "screen")

    def test_objects_for_screens_are_packed(self):
        """Without pictures it is the smallest still; every object is there, in whichever object stream it went."""
        issue = self.make("一字一行。\n\n" * 400)
        files = {name: self.build(issue, "-p", name)[0] for name in ("plain", "screen")}
        self.assertLess(len(files["screen"]), len(files["plain"]) * 0.9)
        self.assertGreaterEqual(files["screen"].count(b"/Type /ObjStm"), 2)
        self.assertNotIn(b"\nxref\n", files["screen"])
        checked = subprocess.run(["qpdf", "--check", str(self.top / "out.pdf")], capture_output=True, check=True)
        self.assertIn(b"No syntax or stream encoding errors", checked.stdout)
        read = subprocess.run(["pdftotext", str(self.top / "out.pdf"), "-"], capture_output=True, check=True)
        self.assertEqual("".join(read.stdout.decode().split()).count("一字一行。"), 400)
        self.assertEqual(read.stderr, b"")
        for name in ("print", "archive", "plain"):
            self.assertNotIn(b"/ObjStm", self.build(issue, "-p", name)[0])


class Metadata(Pressed):
    def described(self, *arguments, number=7, body="文。"):
        """XMP and Info of a file."""
        issue = self.issue("2025-07", number=number, article=f"---\ntitle: 甲 & <乙>\n---\n\n{body}\n")
        data, _ = self.build(issue, *arguments)
        text = subprocess.run(["pdfinfo", "-meta", str(self.top / "out.pdf")], capture_output=True,
                              check=True).stdout.decode()
        root = ElementTree.fromstring(text.split("?>", 1)[1].rsplit("<?xpacket", 1)[0])
        out = subprocess.run(["qpdf", "--json=1", "--json-key=objects", str(self.top / "out.pdf")], capture_output=True,
                             check=True).stdout
        objects = json.loads(out)["objects"]
        return data, root[0][0], objects[objects["trailer"]["/Info"]]

    PROFILES = ((), X1A, SCREEN, ARCHIVE, ("-p", "plain"))

    def test_info_in_step(self):
        for arguments in self.PROFILES:
            _, packet, info = self.described(*arguments)
            said = {e.tag.rsplit("}", 1)[1]: "".join(e.itertext()).strip() for e in packet}
            for key, name in (("/Title", "title"), ("/Author", "creator"), ("/Subject", "description"),
                              ("/Producer", "Producer"), ("/Creator", "CreatorTool")):
                self.assertEqual(info[key], said[name], (arguments, key))
            self.assertEqual(info["/CreationDate"], "D:" + said["CreateDate"].replace("-", ""))
            self.assertEqual(info["/ModDate"], "D:" + said["ModifyDate"].replace("-", ""))
            self.assertEqual(said["CreateDate"], "2025-08-07")  # of the issue
            if "/Trapped" in info:
                self.assertEqual(info["/Trapped"], "/" + said["Trapped"])

    def test_periodical(self):
        prism = "{http://prismstandard.org/namespaces/basic/2.0/}"
        for arguments in self.PROFILES:
            _, packet, _ = self.described(*arguments)
            said = {e.tag[len(prism):]: e.text for e in packet if e.tag.startswith(prism)}
            self.assertEqual(said, {"publicationName": "试刊", "volume": "2025", "number": "7", "issueIdentifier": "2025-7",
                                    "issueName": "行与行之间", "publicationDate": "2025-08-07"})

    def test_what_is_not_known_is_described(self):
        """PDF/A wants to be told of each property that XMP does not have: of those used here, these."""
        for arguments in ((), SCREEN, ARCHIVE):
            _, packet, _ = self.described(*arguments)
            described = set()
            for schema in packet.iter("{http://www.aiim.org/pdfa/ns/schema#}property"):
                for name in schema.iter("{http://www.aiim.org/pdfa/ns/property#}name"):
                    described.add(name.text)
            used = {e.tag.rsplit("}", 1)[1] for e in packet if "prism" in e.tag or "pdfua" in e.tag or "pdfx" in e.tag}
            self.assertLessEqual(used | ({"Trapped"} if not arguments else set()), described)

    def identifiers(self, *arguments, **content):
        data, _, _ = self.described(*arguments, **content)
        return tuple(re.search(rb"<xmpMM:%s>(uuid:[0-9a-f-]{36})<" % name, data).group(1)
                     for name in (b"DocumentID", b"InstanceID"))

    def test_identifiers(self):
        """An issue is one document, whatever becomes of it; each file is an instance of its own."""
        first = self.identifiers()
        self.assertNotEqual(*first)
        self.assertEqual(self.identifiers(), first)
        others = [self.identifiers(*a) for a in (SCREEN, ARCHIVE)]
        self.assertEqual(len({instance for _, instance in [first, *others]}), 3)
        self.condition(press_profile(rich=True))
        others.append(self.identifiers())
        self.assertNotEqual(others[-1][1], first[1])
        self.assertEqual({document for document, _ in others}, {first[0]})

    def test_corrections_stay_the_document(self):
        first, corrected, next_one = (self.identifiers(), self.identifiers(body="改过的文。"), self.identifiers(number=8))
        self.assertEqual(first[0], corrected[0])
        self.assertNotEqual(first[1], corrected[1])
        self.assertNotEqual(first[0], next_one[0])


if __name__ == "__main__":
    unittest.main()
