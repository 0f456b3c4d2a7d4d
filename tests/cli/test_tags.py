"""The structure tree of tagged files, as qpdf reads it: each kind of element where it belongs, with what a program that
reads aloud needs to know of it. Its reading order is held by judges/test_reading.py."""

import json
import re
import subprocess
import unittest

from pressed import ARCHIVE, SCREEN, Pressed, flat, png

BODY = """首段有[网页](https://example.org/)，有[Ghostscript manual](https://example.org/gs)，有注[^1]。

A paragraph in Western letters.

## 二级

### 三级

##### 跳了一级

> 引文一段。

1. 甲项
2. 乙项
   - 丙项

![一张图](images/a.png "图的说明")

| 名 | 甲 | 乙 |
|:---|---:|---:|
| 一 | 1 | 2 |
| 二 | 3 | 4 |

```
code
```

[^1]: 注的文字。
"""


ARTICLE = """
  Art
    H1 …
    P …
      Link …
        OBJR Link https://example.org/
      Link Lang=en …
        OBJR Link https://example.org/gs
      Note ID=note-24
        Lbl …
        P …
    P Lang=en …
    H2 …
    H3 …
    H4 …
    BlockQuote
      P …
    L ListNumbering=Decimal
      LI
        Lbl …
        LBody
          P …
      LI
        Lbl …
        LBody
          P …
          L ListNumbering=Disc
            LI
              Lbl …
              LBody
                P …
    Figure Alt=一张图 …
    Caption …
    Table
      TR
        TH Scope=Column …
        TH Scope=Column …
        TH Scope=Column …
      TR
        TD …
        TD …
        TD …
      TR
        TD …
        TD …
        TD …
    P
      Code Lang=en …
"""


class Tags(Pressed):
    def setUp(self):
        super().setUp()
        self.project = self.make(BODY, a=png(flat((0, 0, 0))))

    def dump(self, *arguments):
        """The tree as text: an element a line, under its parent, with its attributes and what it holds."""
        self.build(self.project, *arguments)
        out = subprocess.run(["qpdf", "--json=1", "--json-key=objects", str(self.top / "out.pdf")],
                             capture_output=True, check=True).stdout
        self.objects = json.loads(out)["objects"]
        root = self.get(self.get(self.objects["trailer"]["/Root"])["/StructTreeRoot"])
        self.lines = []
        self.walk(root["/K"], 0)
        return "\n".join(self.lines)

    def get(self, value):
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            value = self.objects[value]
        return value

    def walk(self, kid, depth, at=None):
        value = self.get(kid)
        if isinstance(value, list):
            for one in value:
                self.walk(one, depth, at)
            return
        if isinstance(value, int) or value.get("/Type") == "/MCR":
            self.lines[at] += "" if self.lines[at].endswith(" …") else " …"
            return
        if value.get("/Type") == "/OBJR":
            link = self.get(value["/Obj"])
            self.lines.append("  " * depth + "OBJR " + link["/Subtype"][1:] + " " + link["/Contents"])
            return
        said = [value["/S"][1:]]
        said += [f"{key[1:]}={value[key]}" for key in ("/Alt", "/ID", "/Lang") if key in value]
        said += [f"{k[1:]}={v[1:] if isinstance(v, str) else v}" for k, v in sorted(self.get(value.get("/A", {})).items())
                 if k not in ("/O", "/BBox", "/Placement")]
        self.lines.append("  " * depth + " ".join(said))
        self.walk(value.get("/K", []), depth + 1, len(self.lines) - 1)

    def test_every_kind(self):
        dump = self.dump(*SCREEN)
        self.assertIn(ARTICLE, dump)
        self.assertTrue(dump.startswith("Document\n  Sect\n"))
        self.assertIn("    TOC\n      TOCI\n        Reference\n          Link …\n            OBJR Link 题\n", dump)
        self.assertIn("    Figure Alt=https://example.org/ …\n", dump)  # a QR code
        self.assertEqual(self.dump(*ARCHIVE), dump)

    def test_print_has_no_links(self):
        screen = re.sub(r"\n *OBJR.*", "", self.dump(*SCREEN)).replace("Link", "Span")
        self.assertEqual(self.dump(), screen)

    def test_sideways_table(self):
        """TB-06: turned, a table reads, and is copied out, as it does upright; its notes follow it (FN-10)."""
        table = ("表：产量[^1]{sideways=%s}\n\n| 品种名称 | 产量 | 备注 |\n|---|---|---|\n| 甲，乙 | 12.5[^2] | “引”，AB 2024年 |\n"
                 "\n来源：某处\n\n后。\n\n[^1]: 自报。\n[^2]: 约数。\n")
        seen = []
        for how in ("no", "yes"):
            self.project = self.make(table % how)
            dump = self.dump(*SCREEN)
            text = subprocess.run(["pdftotext", str(self.top / "out.pdf"), "-"], capture_output=True, check=True).stdout.decode()
            for words in ("表1", "产量a)", "品种名称", "甲，乙", "12.5", "“引”，AB2024年", "自报。", "约数。", "来源：某处"):
                self.assertIn(words, text.replace(" ", ""))
            seen.append((dump, sorted("".join(text.split()))))
        self.assertEqual(seen[0], seen[1])
        self.assertIn("    Table\n      Caption …\n      TR\n        TH Scope=Column …\n", seen[1][0])

    def test_note_of_caption(self):
        """FN-10: the notes of a picture follow its caption, each an element with an ID of its own."""
        self.project = self.make('![图](images/a.png "图题[^1]")\n\n![图](images/a.png "另一[^1]")\n\n后。\n\n[^1]: 注。\n',
                                 a=png(flat((0, 0, 0))))
        dump = self.dump(*SCREEN)
        one = r"    Figure Alt=图 …\n    Caption …\n    Note ID=(\S+)\n      Lbl …\n      P …\n"
        ids = re.findall(one, dump)
        self.assertEqual(len(set(ids)), 2, dump)

    def test_vertical_table_and_picture(self):
        """VT-08: a table in vertical text is tagged, and read, as one in horizontal text; so is a picture."""
        table = "表：产量[^1]\n\n| 品种 | 产量 |\n|---|---|\n| 甲 | 12.5[^2] |\n\n来源：某处\n"
        picture = '\n![一张图](images/a.png "图的说明")\n'
        seen = []
        for vertical in (False, True):
            text = table + picture
            if vertical:
                text = "> [!竖排]\n>\n" + "".join(("> " + line).rstrip() + "\n" for line in text.splitlines())
            self.project = self.make(text + "\n后。\n\n[^1]: 自报。\n[^2]: 约数。\n", a=png(flat((0, 0, 0))))
            dump = self.dump(*SCREEN)
            seen.append(dump[dump.index("    Table"):])
        self.assertEqual(seen[0], seen[1])
        self.assertIn("    Figure Alt=一张图 …\n    Caption …\n", seen[1])
        text = subprocess.run(["pdftotext", "-raw", str(self.top / "out.pdf"), "-"], capture_output=True, check=True).stdout.decode()
        text = "".join(text.split())
        order = [text.index(words) for words in ("产量a)", "品种", "12.5", "自报", "来源", "图的说明")]
        self.assertEqual(order, sorted(order))

    def test_note_of_title(self):
        """FN-10: has a star, and stands in no contents, bookmarks or running heads."""
        issue = self.make("正文。\n\n[^1]: 题注。")
        plain = self.succeeds("check", "--dump-pages", "-", issue).out
        path = self.top / issue / "01.md"
        path.write_text(path.read_text(encoding="utf-8").replace("title: 题\n", "title: 题[^1]\n"), encoding="utf-8")
        noted = self.succeeds("check", "--dump-pages", "-", issue).out
        self.assertNotIn("[^", noted)
        self.assertIn("题注。", noted)
        starred = [line for line in noted.splitlines() if '"*"' in line]
        self.assertEqual([line.split("<")[1] for line in starred], ["H1>", "Lbl>"])
        for kind in ("<Link>", "outline", "link"):
            self.assertEqual([line for line in noted.splitlines() if kind in line],
                             [line for line in plain.splitlines() if kind in line])

    def test_language(self):
        """Words that are marked are none of their own language within the sentence of another."""
        self.project = self.make("[PDF 规范](https://example.org/)，[mm](https://example.org/2)。\n\n2025 年，A4 纸。\n\nNo 字。")
        self.assertNotIn("Lang=", self.dump())
        self.project = self.make("[Western](https://example.org/)，后。\n\nAll of it.")
        self.assertEqual(re.findall(r"(\w+) Lang=(\w+)", self.dump()), [("Span", "en"), ("P", "en")])

    def test_picture_without_words(self):
        """Is a warning at the picture, with what to do."""
        issue = self.make("一句。\n\n![](images/a.png)", a=png(flat((0, 0, 0))))
        seen = self.succeeds("check", "--format", "json", issue).objects()
        alt = [o for o in seen if o["code"] == "image-no-alt"]
        self.assertEqual([(o["file"], o["line"], o["severity"]) for o in alt], [(issue + "/01.md", 7, "warning")])
        self.assertTrue(alt[0]["hint"])


if __name__ == "__main__":
    unittest.main()
