"""What the end-to-end tests share: a project in a temporary folder and the program to run in it."""

import hashlib
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("BANXIN", str(ROOT / "build" / "banxin"))

PUBLICATION = """\
title: 试刊
layout: biweekly
language: zh-CN
publisher: [编辑部]
staff:
  - {role: 编辑, names: [编辑部]}
contact:
  - {label: 电话, value: 000-00000000}
slogan: 一字一行
qr:
  - {label: 电子版, url: "https://example.org/"}
  - {label: 投稿, url: "https://example.org/"}
"""
ISSUE = "year: 2025\nnumber: %d\ntotal: %d\ndate: 2025-08-07\ntheme: 行与行之间\n"
ARTICLE = "---\nsection: 栏目\ntitle: 第%d期的文章\nsource: 试刊\n---\n\n" + "一字一行，一行一页。" * 40 + "\n"


def table(inputs, outputs, corner):
    """An ICC table of 8 bits (mft1) with two points a side."""
    ramp = bytes(range(256))
    points = b"".join(bytes(corner([n >> (inputs - 1 - i) & 1 for i in range(inputs)]))
                      for n in range(1 << inputs))
    matrix = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    return b"mft1" + bytes([0, 0, 0, 0, inputs, outputs, 2, 0]) + matrix + ramp * inputs + points + ramp * outputs


def press_profile(device=b"prtr", space=b"CMYK", version=2, cut=0, rich=False):
    """A small profile of a press that prints everything in black: light is the lack of black ink; or,
    `rich`, of all four inks alike."""
    tags = [(b"B2A0", table(3, 4, lambda p: [255 * (1 - p[0])] * 4 if rich else (0, 0, 0, 255 * (1 - p[0])))),
            (b"A2B0", table(4, 3, lambda p: (255 * (1 - p[3]), 128, 128))),
            (b"wtpt", b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061))]
    at, index, data = 128 + 4 + 12 * len(tags), b"", b""
    for name, value in tags:
        value += b"\0" * (-len(value) % 4)
        index += struct.pack(">4sII", name, at + len(data), len(value))
        data += value
    head = struct.pack(">I4sI4s4s4s", at + len(data), b"none", version << 24, device, space, b"Lab ")
    head += b"\0" * 12 + b"acsp" + b"\0" * 28 + struct.pack(">3i", 63190, 65536, 54061)
    head += b"\0" * (128 - len(head)) + struct.pack(">I", len(tags))
    whole = head + index + data
    return whole[:len(whole) - cut]


class Result:
    """What a run of the program left: status, what it printed."""

    def __init__(self, done):
        self.status = done.returncode
        self.out = done.stdout.decode("utf-8")
        self.err = done.stderr.decode("utf-8")

    def objects(self):
        """The diagnostics of a run with --format json."""
        return [json.loads(line) for line in self.err.splitlines()]


class Case(unittest.TestCase):
    """A test with an empty project folder (with a blank in its name) to work in."""

    maxDiff = None

    def setUp(self):
        self.tmp = pathlib.Path(tempfile.mkdtemp(prefix="banxin test "))
        self.addCleanup(shutil.rmtree, self.tmp)
        self.top = self.tmp / "刊 物"
        self.make_project(self.top)

    def make_project(self, top):
        """A project with the sample's layouts and the fonts of the tests."""
        (top / "issues").mkdir(parents=True)
        shutil.copytree(ROOT / "layouts", top / "layouts")
        fonts = top / "fonts"
        shutil.copytree(ROOT / "tests" / "fonts", fonts)
        shutil.move(fonts / "model" / "fonts.yaml", fonts / "fonts.yaml")
        text = (fonts / "fonts.yaml").read_text(encoding="utf-8").replace("../", "")
        (fonts / "fonts.yaml").write_text(text, encoding="utf-8")
        self.condition(press_profile(), top=top)
        self.write(top / "issues" / "publication.yaml", PUBLICATION)

    def condition(self, icc, name="FOGRA39", sha256=None, top=None, **more):
        """Makes a profile the only printing condition of a project; None: one that is only registered."""
        fonts = (top or self.top) / "fonts"
        if icc is None:
            self.enter_condition(fonts, {"condition": name, "info": "登记的条件", **more})
            return
        (fonts / "press.icc").write_bytes(icc)
        self.enter_condition(fonts, {"condition": name, "info": "印刷条件", "file": "press.icc", "package": "press-profiles",
                                     "sha256": sha256 or hashlib.sha256(icc).hexdigest(), **more})

    def enter_condition(self, fonts, entry):
        catalogue = fonts / "fonts.yaml"
        text = re.sub(r"(?s)conditions:.*?\nfamilies:", "families:", catalogue.read_text(encoding="utf-8"))
        text = text.replace("families:", "conditions: [%s]\nfamilies:" % json.dumps(entry, ensure_ascii=False))
        catalogue.write_text(text, encoding="utf-8")

    def write(self, path, text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def issue(self, name, number=1, article=None, top=None, day=7):
        """Makes an issue with one article, of a day in August; gives its folder relative to the project."""
        folder = (top or self.top) / "issues" / name
        self.write(folder.parent / "publication.yaml", PUBLICATION)
        self.write(folder / "issue.yaml", (ISSUE % (number, number)).replace("08-07", "08-%02d" % day))
        self.write(folder / "01.md", article or ARTICLE % number)
        return "issues/" + name

    def bad_issue(self, name):
        """An issue whose only fault is a key that nobody knows, in line 3 of the article."""
        return self.issue(name, article="---\nsection: 栏目\ntitel: 文章\n---\n\n文。\n")

    def run_program(self, *arguments, cwd=None, env=None, before=(), **more):
        """Runs the program; `before` is the start of a command that runs it."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.tmp),
            "XDG_CACHE_HOME": str(self.tmp / "cache"),
            "LC_ALL": "C",
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        environment.update(env or {})
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        streams.update(more)
        done = subprocess.run(
            [*before, PROGRAM, *map(str, arguments)],
            cwd=cwd or self.top,
            env=environment,
            stdin=subprocess.DEVNULL,
            timeout=300,
            check=False,
            **streams,
        )
        if done.stdout is None:
            done.stdout = b""
        return Result(done)

    def succeeds(self, *arguments, **more):
        result = self.run_program(*arguments, **more)
        self.assertEqual(result.status, 0, result.err)
        return result

    def fails(self, status, *arguments, **more):
        result = self.run_program(*arguments, **more)
        self.assertEqual(result.status, status, result.out + result.err)
        return result

    def files(self, folder):
        """The files below a folder of the project, in order."""
        base = self.top / folder
        return sorted(str(p.relative_to(base)) for p in base.rglob("*") if p.is_file())

    def assert_pdf(self, path):
        data = (self.top / path).read_bytes()
        self.assertTrue(data.startswith(b"%PDF-"), path)
        self.assertTrue(data.rstrip().endswith(b"%%EOF"), path)
        return data
