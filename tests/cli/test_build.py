"""build and check: where the PDF goes, what is printed, what is written when something is wrong."""

import os
import re
import resource
import struct
import subprocess
import unittest
from xml.etree import ElementTree

from support import ISSUE, Case


class Output(Case):
    def test_default_is_out_of_the_project(self):
        issue = self.issue("2025/01")
        result = self.succeeds("build", issue)
        self.assertRegex(result.out, r"^out/01\.pdf: \d+ pages?, \d+ KiB\n$")
        self.assert_pdf("out/01.pdf")
        self.assertEqual(self.files("out"), ["01.pdf"])

    def test_project_is_found_from_anywhere(self):
        issue = self.top / self.issue("01")
        for cwd, name, said in [
            (issue, ".", "../../out/01.pdf"),
            (issue, "../01/", "../../out/01.pdf"),
            (self.tmp, issue, f"{self.top}/out/01.pdf"),
            (self.top / "issues", "01", "../out/01.pdf"),
        ]:
            with self.subTest(name=name):
                out = self.succeeds("build", name, cwd=cwd).out
                self.assertEqual(out.split(": ")[0], said)
        self.assertEqual(self.files("out"), ["01.pdf"])

    def test_words_of_the_editors_stay_on_one_line(self):
        """UB-12: nobreak.txt of the folder above and of the issue."""
        words = ["三个代表", "十九大"]
        text = "".join("一二三四五六七八九十"[: n % 7] + words[n % 2] for n in range(120))
        issue = self.issue("01", article="---\nsection: 栏目\ntitle: 题\n---\n\n%s。\n" % text)

        def whole():
            dump = self.succeeds("check", issue, "--dump-pages", "-").out
            return [dump.count(word) for word in words]

        self.assertTrue(all(n < 60 for n in whole()), whole())
        self.write(self.top / "issues" / "nobreak.txt", "三个代表 # 不拆\n")
        self.assertEqual(whole()[0], 60)
        self.assertLess(whole()[1], 60)
        self.write(self.top / issue / "nobreak.txt", "十九大\n")
        self.assertEqual(whole(), [60, 60])

    def test_link_to_an_issue_gives_its_real_name(self):
        self.issue("01")
        (self.top / "issues" / "current").symlink_to("01")
        self.succeeds("build", "issues/current")
        self.assertEqual(self.files("out"), ["01.pdf"])

    def test_file(self):
        self.succeeds("build", self.issue("01"), "-o", "neu/x/heft.pdf")
        self.assertEqual(self.files("neu"), ["x/heft.pdf"])
        self.assertFalse((self.top / "out").exists())

    def test_existing_folder_and_name_ending_in_slash(self):
        (self.top / "da").mkdir()
        self.succeeds("build", self.issue("01"), "-o", "da")
        self.succeeds("build", self.issue("01"), "-o", "neu/")
        self.assertEqual(self.files("da") + self.files("neu"), ["01.pdf", "01.pdf"])

    def test_several_issues(self):
        first, second = self.issue("01", 1), self.issue("02", 2)
        result = self.succeeds("build", second, first, "-o", "neu/")
        self.assertEqual([line.split(":")[0] for line in result.out.splitlines()],
                         ["neu/02.pdf", "neu/01.pdf"])
        self.assertEqual(self.files("neu"), ["01.pdf", "02.pdf"])
        self.assertIn("is no folder", self.fails(2, "build", first, second, "-o", "heft.pdf").err)
        self.assertFalse((self.top / "heft.pdf").exists())

    def test_two_issues_with_one_output(self):
        a, b = self.issue("a/01", 1), self.issue("b/01", 2)
        result = self.fails(2, "build", a, b)
        self.assertIn(f"{a} and {b} would both be written to out/01.pdf", result.err)
        self.assertFalse((self.top / "out").exists())

    def test_quiet(self):
        result = self.succeeds("build", "-q", self.issue("01"))
        self.assertEqual(result.out + result.err, "")


class Structure(Case):
    def test_pages_are_tagged_in_reading_order(self):
        self.succeeds("build", self.issue("2025/01"), "-o", "tagged.pdf")
        tree = subprocess.run(["pdfinfo", "-struct", str(self.top / "tagged.pdf")],
                              capture_output=True, check=True, text=True).stdout
        self.assertTrue(tree.startswith("Document"), tree)
        self.assertLess(tree.index("Art"), tree.index("H1"))
        self.assertIn("P (block)", tree[tree.index("H1"):])


    def test_metadata(self):
        self.succeeds("build", self.issue("2025/01", number=7), "-o", "x.pdf")
        text = subprocess.run(["pdfinfo", "-meta", str(self.top / "x.pdf")],
                              capture_output=True, check=True).stdout.decode("utf-8")
        root = ElementTree.fromstring(text.split("?>", 1)[1].rsplit("<?xpacket", 1)[0])
        values = {e.tag.rsplit("}", 1)[1]: "".join(e.itertext()).strip() for e in root[0][0]}
        parts = {e.tag: e.text for e in root[0][0] if e.tag.endswith("}part")}
        self.assertEqual(values["title"], "试刊 2025 年第 7 期")
        self.assertEqual((values["publicationName"], values["volume"], values["number"]), ("试刊", "2025", "7"))
        self.assertEqual((values["issueIdentifier"], values["issueName"]), ("2025-7", "行与行之间"))
        self.assertEqual(values["publicationDate"], "2025-08-07")
        self.assertEqual((values["CreateDate"], values["ModifyDate"]), ("2025-08-07", "2025-08-07"))
        self.assertEqual(parts["{http://www.aiim.org/pdfua/ns/id/}part"], "1")
        self.succeeds("build", "issues/2025/01", "-o", "y.pdf", env={"SOURCE_DATE_EPOCH": "86399"})
        info = subprocess.run(["pdfinfo", "-isodates", str(self.top / "y.pdf")],
                              capture_output=True, check=True).stdout.decode("utf-8")
        self.assertRegex(info, r"CreationDate: +1970-01-01T23:59:59Z")
        self.assertIn(b"<xmp:CreateDate>1970-01-01T23:59:59Z<", (self.top / "y.pdf").read_bytes())


def plate(path):
    """Width and grey values of an uncompressed 8-bit TIFF."""
    data = path.read_bytes()
    order = "<" if data[:2] == b"II" else ">"
    (at,) = struct.unpack(order + "I", data[4:8])
    (n,) = struct.unpack(order + "H", data[at:at + 2])
    tags = {}
    for i in range(n):
        tag, kind, count, value = struct.unpack(order + "HHII", data[at + 2 + 12 * i:at + 14 + 12 * i])
        size = {3: 2, 4: 4}.get(kind, 1)
        if count * size > 4:
            tags[tag] = struct.unpack(order + {2: "H", 4: "I"}.get(size, "B") * count,
                                      data[value:value + count * size])
        else:
            tags[tag] = (value & (0xFFFF if kind == 3 else 0xFFFFFFFF),)
    pixels = b"".join(data[o:o + c] for o, c in zip(tags[273], tags[279]))
    return tags[256][0], pixels


class Plates(Case):
    def test_black_text_overprints(self):
        layout = self.top / "layouts" / "biweekly" / "layout.yaml"
        text = layout.read_text(encoding="utf-8")
        self.assertIn("  inside:\n", text)
        tint = "  inside:\n    - {kind: box, name: tint, left: 0, right: 0, top: 0, bottom: 0, fill: red}\n"
        self.write(layout, text.replace("  inside:\n", tint, 1).replace("name: close,", "name: close, if: cover,"))
        self.succeeds("build", self.issue("01"), "-o", "x.pdf")
        subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r72",
                        "-sCompression=none", "-dFirstPage=2", "-dLastPage=2",
                        "-sOutputFile=plate.tif", "x.pdf"], cwd=self.top, check=True)

        def inside(ink):  # of the text below the article's head
            width, pixels = plate(self.top / ("plate(%s).tif" % ink))
            return {v for y in range(250, 500) for v in pixels[y * width + 80:y * width + 280]}

        self.assertGreater(len(inside("Black")), 1)  # there is text
        self.assertEqual(len(inside("Magenta")), 1)  # and nothing of it is cut out of the tint
        self.assertEqual(len(inside("Yellow")), 1)
        self.assertEqual(len(inside("Cyan")), 1)


class Errors(Case):
    def test_nothing_is_written_and_an_old_pdf_stays(self):
        issue = self.issue("01")
        self.succeeds("build", issue)
        old = self.assert_pdf("out/01.pdf")
        self.bad_issue("01")
        result = self.fails(1, "build", issue, "--dump-pages", "pages.txt")
        self.assertRegex(result.err, r"issues/01/01\.md:3:1: error: .*titel")
        self.assertIn("title", result.err)
        self.assertIn("no PDF was written", result.err)
        self.assertEqual(result.out, "")
        self.assertEqual(self.assert_pdf("out/01.pdf"), old)
        self.assertEqual(self.files("out"), ["01.pdf"])
        self.assertFalse((self.top / "pages.txt").exists())

    def test_json_is_one_object_a_line(self):
        objects = self.fails(1, "build", self.bad_issue("01"), "--format", "json").objects()
        unknown = [o for o in objects if o["code"] == "unknown-key"]
        self.assertEqual([(o["file"], o["line"], o["column"], o["severity"]) for o in unknown],
                         [("issues/01/01.md", 3, 1, "error")])
        keys = {"code", "severity", "file", "line", "column", "message", "hint", "message_zh", "hint_zh"}
        self.assertTrue(all(set(o) == keys for o in objects))

    def test_all_places_are_named_at_once(self):
        issue = self.bad_issue("01")
        self.write(self.top / issue / "issue.yaml", ISSUE % (1, 1) + "themes: x\n")
        self.write(self.top / issue / "02.md", "---\nsection: 栏目\ntitle: 二\nauthr: 某\n---\n\n文。\n")
        places = {(o["file"], o["line"])
                  for o in self.fails(1, "check", issue, "--format=json").objects()}
        self.assertLessEqual({("issues/01/issue.yaml", 6), ("issues/01/01.md", 3),
                              ("issues/01/02.md", 4)}, places)

    def test_no_such_issue(self):
        self.assertIn("issues/nirgends", self.fails(1, "build", "issues/nirgends").err)
        self.assertFalse((self.top / "out").exists())

    def test_no_such_layout(self):
        issue = self.issue("01")
        for name in ["biweekley", "../layouts/biweekly"]:
            self.write(self.top / issue / "issue.yaml", ISSUE % (1, 1) + f"layout: {name}\n")
            result = self.fails(1, "build", issue)
            self.assertIn("issues/01/issue.yaml:6:9: error", result.err)

    def test_missing_font_is_the_environments_fault(self):
        for font in (self.top / "fonts").glob("*.ttf"):
            font.unlink()
        result = self.fails(3, "build", self.issue("01"))
        self.assertIn("[font-missing]", result.err)
        self.assertFalse((self.top / "out").exists())

    def test_missing_catalogue(self):
        result = self.run_program("build", self.issue("01"), "--fonts", "nirgends")
        self.assertIn(result.status, (1, 3))
        self.assertIn("nirgends/fonts.yaml", result.err)

    def test_worst_status_wins(self):
        good, bad = self.issue("01", 1), self.bad_issue("02")
        result = self.fails(1, "build", good, bad)
        self.assertIn("out/01.pdf", result.out)
        self.assertEqual(self.files("out"), ["01.pdf"])


class Unwritable(Case):
    def test_output_that_cannot_be_written(self):
        issue = self.issue("01")
        self.write(self.top / "file", "x")
        for output in ["file/x.pdf", "/proc/nirgends/x.pdf", "/dev/full/"]:
            with self.subTest(output=output):
                result = self.fails(3, "build", issue, "-o", output)
                self.assertIn("[file-unwritable]", result.err)
                self.assertEqual(result.out, "")

    def test_a_folder_in_the_pdfs_place(self):
        issue = self.issue("01")
        (self.top / "out" / "01.pdf").mkdir(parents=True)
        self.assertIn("[file-unwritable]", self.fails(3, "build", issue).err)
        self.assertEqual(os.listdir(self.top / "out"), ["01.pdf"])

    def test_read_only_folder(self):
        issue = self.issue("01")
        out = self.top / "out"
        out.mkdir()
        out.chmod(0o555)
        self.addCleanup(out.chmod, 0o755)
        # root may write everywhere, unless that right is taken away
        unprivileged = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
        result = self.fails(3, "build", issue, before=unprivileged)
        self.assertIn("[file-unwritable]", result.err)
        self.assertEqual(os.listdir(out), [])

    def test_full_disk(self):
        issue = self.issue("01")
        self.succeeds("build", issue)
        old = self.assert_pdf("out/01.pdf")

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (len(old) // 2, len(old) // 2))

        self.assertIn("[file-unwritable]", self.fails(3, "build", issue, preexec_fn=limit).err)
        self.assertEqual(self.assert_pdf("out/01.pdf"), old)
        self.assertEqual(self.files("out"), ["01.pdf"])

    def test_page_dump_that_cannot_be_written(self):
        result = self.fails(3, "build", self.issue("01"), "--dump-pages", "nirgends/pages")
        self.assertIn("[file-unwritable]", result.err)
        self.assertFalse((self.top / "out").exists())

    def test_a_file_that_a_killed_build_left_is_in_nobodys_way(self):
        issue = self.issue("01")
        self.write(self.top / "out" / "01.pdf.a1B2c3", "half")
        self.succeeds("build", issue)
        self.succeeds("rebuild", "issues")
        self.assertEqual(self.files("out"), ["01.pdf", "01.pdf.a1B2c3"])


class Check(Case):
    def test_says_pages_and_writes_nothing(self):
        before = self.files(".")
        self.assertRegex(self.succeeds("check", self.issue("01")).out,
                         r"^issues/01: \d+ pages?, \d+ warnings?\n$")
        self.assertEqual(self.files("."), sorted(before + ["issues/01/01.md",
                                                           "issues/01/issue.yaml"]))

    def test_finds_what_build_finds(self):
        issue = self.bad_issue("01")
        checked, built = self.fails(1, "check", issue), self.fails(1, "build", issue)
        self.assertEqual(checked.err.splitlines()[:-1], built.err.splitlines()[:-1])

    def test_page_dump(self):
        issue = self.issue("01")
        self.succeeds("check", issue, "--dump-pages", "pages.txt")
        text = (self.top / "pages.txt").read_text(encoding="utf-8")
        self.assertIn("一字一行", text)
        self.assertEqual(self.succeeds("check", issue, "--dump-pages", "-").out, text)
        self.succeeds("build", issue, "--dump-pages", "pages2.txt")
        self.assertEqual((self.top / "pages2.txt").read_text(encoding="utf-8"), text)


class Imprint(Case):
    WHOLE = ("title: 内部通讯\nimprint: {type: internal, notice: 内部资料，免费交流, permit: 准字1号, printer: 厂, copies: 5, "
             "recipients: 本单位, printed: 2025-08-01}\n")

    def test_what_the_layout_does_not_print(self):
        """NP-05: what must be printed is in a frame of a page."""
        issue = self.issue("01")
        path = self.top / issue / "issue.yaml"
        path.write_text(path.read_text(encoding="utf-8") + self.WHOLE, encoding="utf-8")
        for name in ("biweekly", "sheet", "briefing", "magazine", "bulletin", "large-print"):
            self.assertNotIn("imprint-", self.succeeds("check", "--layout", name, issue).err, name)
        layout = self.top / "layouts" / "biweekly" / "layout.yaml"
        text = layout.read_text(encoding="utf-8")
        self.assertIn("{imprint.permit}", text)
        layout.write_text(text.replace("{imprint.permit}", "{title}"), encoding="utf-8")
        err = self.succeeds("check", issue).err
        self.assertIn("no page of the layout `biweekly` prints {imprint.permit} (NP-05) [imprint-not-shown]", err)

    def test_issues_follow_one_another(self):
        """NP-03"""
        for i in (1, 2, 3):
            self.issue("2025-%02d" % i, i, day=6 + i)
        self.assertNotIn("issue-sequence", self.succeeds("check", "issues/2025-03").err)
        path = self.top / "issues" / "2025-03" / "issue.yaml"
        text = path.read_text(encoding="utf-8")

        def said(old, new):
            path.write_text(text.replace(old, new), encoding="utf-8")
            return self.succeeds("check", "issues/2025-03").err

        self.assertIn(":2:9: warning: `number` is 5, but 3 comes after 2025-02 (NP-03)", said("number: 3", "number: 5"))
        self.assertIn(":3:8: warning: `total` is 9, but 3 comes after 2025-02", said("total: 3", "total: 9"))
        self.assertIn("not later than that of 2025-02, 2025-08-08", said("2025-08-09", "2025-08-08"))
        self.assertNotIn("issue-sequence", said("year: 2025\nnumber: 3", "year: 2026\nnumber: 1"))
        self.assertIn("but 1 comes after", said("year: 2025", "year: 2026"))

    def test_corrections_beside_the_issue_that_they_correct(self):
        """NP-23: page, words and title are looked up where that issue is there; one that is not is not."""
        old = "---\ntitle: 行距\n---\n\n" + "一字一行，一行一页。" * 150 + "最末的几个字。\n"
        self.issue("2025-01", 1, article=old)
        page = next(int(m[1]) for m in re.finditer(r"(?s)page (\d+) .*?(?=\npage|\Z)", self.succeeds(
            "check", "issues/2025-01", "--dump-pages", "-").out) if "最末的" in m[0])
        self.assertGreater(page, 1)

        def said(line, status=0):
            self.issue("2025-02", 2, day=8, article="---\ntitle: 更正\n---\n\n::: 更正\n%s\n:::\n" % line)
            result = self.run_program("check", "issues/2025-02")
            self.assertEqual(result.status, status, result.err)
            return [line for line in result.err.splitlines() if "correction" in line]

        self.assertEqual(said("第1期第%d版《行距》：最末的几个字→最后几个字" % page), [])
        self.assertEqual(said("2024年第24期第3版《无从查起》：甲→乙"), [])
        self.assertIn("02/01.md:6:1: warning: `最末的几个字` stands on page %d of 2025-01, not on page 9 (NP-23)" % page,
                      said("第1期第9版：最末的几个字→最后几个字")[0])
        self.assertIn("2025-01 has no article 《字距》", said("第1期第%d版《字距》：最末的→最后" % page)[0])
        self.assertIn("`最末几字` stands on no page of 2025-01", said("第1期第%d版：最末几字→最后几字" % page)[0])
        self.assertIn("2025年第2期 is not earlier than this issue", said("第2期第1版：甲→乙", 1)[0])
        self.write(self.top / "issues/2025-01/01.md", "没有头\n")
        self.assertIn("2025-01 has errors", said("第1期第1版：甲→乙")[0])


if __name__ == "__main__":
    unittest.main()
