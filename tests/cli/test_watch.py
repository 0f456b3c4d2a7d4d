"""watch: the preview as a browser and an editor meet it."""

import json
import os
import re
import shutil
import signal
import subprocess
import time
import unittest
import urllib.error
import urllib.request

from support import PROGRAM, Case

CHROMIUM = [
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]


class Browser:
    """Chromium at a page, by its DevTools protocol over two pipes."""

    def __init__(self, profile, url, *arguments):
        read, self.to = os.pipe()
        self.back, write = os.pipe()
        self.process = subprocess.Popen(
            ["sh", "-c", 'exec "$@" 3<&%d 4>&%d' % (read, write), "sh", *CHROMIUM, *arguments,
             "--user-data-dir=%s" % profile, "--remote-debugging-pipe", "about:blank"],
            pass_fds=(read, write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(read)
        os.close(write)
        self.number, self.session, self.rest = 0, None, b""
        pages = [t for t in self.ask("Target.getTargets")["targetInfos"] if t["type"] == "page"]
        target = {"targetId": pages[0]["targetId"], "flatten": True}
        self.session = self.ask("Target.attachToTarget", target)["sessionId"]
        self.ask("Page.navigate", {"url": url})

    def ask(self, method, parameters=None):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters or {}}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.rest:
                piece = os.read(self.back, 65536)
                if not piece:
                    raise EOFError("the browser has ended")
                self.rest += piece
            one, self.rest = self.rest.split(b"\0", 1)
            answer = json.loads(one)
            if answer.get("id") == self.number:
                return answer["result"]

    def value(self, expression):
        result = self.ask("Runtime.evaluate", {"expression": expression, "returnByValue": True})
        return result["result"].get("value")

    def wait_for(self, expression):
        for _ in range(600):
            if self.value(expression):
                return
            time.sleep(0.1)
        raise TimeoutError(expression)

    def words(self):
        """What the page says."""
        return self.value("""({
            lang: document.documentElement.lang,
            state: document.getElementById("state").textContent,
            words: [document.title, ...[...document.querySelectorAll("[data-say]")].map(e => e.textContent),
                    ...[...document.querySelectorAll("[data-title]")].map(e => e.title)],
            diagnostics: [...document.querySelectorAll("#diagnostics li")].map(e => e.textContent),
        })""")

    def end(self):
        """Ends it with all of its processes: one that is left would still write to the profile."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=60)
            os.close(self.to)
            os.close(self.back)
        for _ in range(600):
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return
            time.sleep(0.1)


class Watch(Case):
    def start(self, *arguments, operand=None):
        """Starts a preview; leaves its address in self.url."""
        operand = operand or self.issue("2025-01")
        environment = dict(os.environ, HOME=str(self.tmp), XDG_CACHE_HOME=str(self.tmp / "cache"))
        self.process = subprocess.Popen(
            [PROGRAM, "watch", operand, "--port", "0", *arguments],
            cwd=self.top, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )
        self.addCleanup(self.end)
        self.url = self.process.stdout.readline().strip()
        self.assertRegex(self.url, r"^http://127\.0\.0\.1:\d+/$")
        self.process.stdout.readline()  # the first build is done

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=60)
        self.assertEqual((self.process.returncode, err), (0, ""), out)

    def get(self, path, host=None, method="GET", headers=None):
        request = urllib.request.Request(self.url + path, method=method, headers=headers or {})
        if host:
            request.add_header("Host", host)
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.read().decode("utf-8")

    def refused(self, *arguments, **more):
        with self.assertRaises(urllib.error.HTTPError) as caught:
            self.get(*arguments, **more)
        caught.exception.close()
        return caught.exception.code

    def update(self, seen=None):
        """What has changed since an update; the first one without."""
        if not seen:
            return json.loads(self.get("wait?version=0"))
        hashes = ",".join(page["hash"] for page in seen["pages"])
        return json.loads(
            self.get("wait?version=%d&glyphs=%d&pages=%s" % (seen["version"], seen["glyphs"], hashes))
        )

    def test_shows_pages(self):
        self.start()
        first = self.update()
        self.assertEqual(len(first["pages"]), len({page["label"] for page in first["pages"]}))
        self.assertEqual(first["diagnostics"], [])
        used = set(re.findall(r'href=\\?"#g(\d+)', json.dumps(first["pages"])))
        drawn = set(re.findall(r'id=\\?"g(\d+)', first["paths"]))
        self.assertTrue(used)
        self.assertEqual(used, drawn)
        self.assertEqual(len(drawn), first["glyphs"])

    def test_wavy_line_goes_along_its_text(self):
        """VT-04, IM-03: to the right below a horizontal title, down beside a vertical one."""
        issue = self.issue("2025-01")
        article = self.top / "issues/2025-01/01.md"
        for text, down in (("见<cite>红楼梦</cite>。", False), ("> [!竖排]\n> 见<cite>红楼梦</cite>\n", True)):
            self.write(article, "---\ntitle: 题\n---\n\n" + text + "\n")
            self.start(operand=issue)
            svg = json.dumps(self.update()["pages"])
            self.end()
            steps = re.search(r' d=\\"M[\d.]+ [\d.]+q[-\d.]+ [-\d.]+ ([-\d.]+) ([-\d.]+)((?:t[-\d. ]+)*)\\"', svg)
            right, below = float(steps[1]), float(steps[2])
            self.assertGreater(below if down else right, 0)
            self.assertEqual(right if down else below, 0)
            self.assertGreater(steps[3].count("t"), 4)

    def test_sends_what_changed(self):
        self.start()
        first = self.update()
        article = self.top / "issues/2025-01/01.md"
        self.write(article, article.read_text(encoding="utf-8") + "\n一行一页。\n")
        second = self.update(first)
        self.assertGreater(second["version"], first["version"])
        changed = [i for i, page in enumerate(second["pages"]) if "svg" in page]
        self.assertEqual(changed, [1])  # cover and back are as they were
        self.assertEqual(second["from"], first["glyphs"])
        self.assertEqual(second["paths"].count("<path"), second["glyphs"] - first["glyphs"])

    def test_layout_and_its_base(self):
        self.write(self.top / "layouts/mine/layout.yaml", "name: mine\nextends: biweekly\n")
        self.issue("2025-01")
        self.start(operand="layouts/mine")
        first = self.update()
        base = self.top / "layouts/biweekly/layout.yaml"
        self.write(base, base.read_text(encoding="utf-8").replace("bleed: 3mm", "bleed: 5mm"))
        self.assertGreater(self.update(first)["bleed"], first["bleed"])

    def test_opens_a_layout_that_is_wrong(self):
        """Nothing on the pages comes from its layout.yaml, yet a click on its error opens it."""
        self.write(self.top / "layouts/mine/layout.yaml", "name: mine\nextends: biweekly\nstyles: {title: {colr: red}}\n")
        self.issue("2025-01")
        self.start(operand="layouts/mine")
        first = self.update()
        self.assertIn(first["diagnostics"][0]["file"], first["files"])

    def test_errors_leave_the_pages(self):
        self.start()
        first = self.update()
        self.write(self.top / "issues/2025-01/issue.yaml", "yaer: 2025\nnumber: [\n")
        second = self.update(first)
        self.assertEqual(*[[page["hash"] for page in u["pages"]] for u in (first, second)])
        self.assertIn("yaml-syntax", [d["code"] for d in second["diagnostics"]])
        where = second["diagnostics"][0]
        self.assertIn(where["file"], second["files"])

    def test_editor_there_and_back(self):
        self.start("--editor", "cp {file} line-{line}-{column}")
        first = self.update()
        at = re.search(r'data-at=\\?"(\d+):(\d+):(\d+)', json.dumps([first["pages"][1]]))
        source = first["files"][int(at[1])]
        place = "file=%s&line=%s&column=%s" % at.groups()
        self.assertEqual(self.refused("open?" + place, method="POST"), 404)  # not from its own page
        self.get("open?" + place, method="POST", headers={"X-Banxin": "1"})
        copy = self.top / ("line-%s-%s" % at.groups()[1:])
        for _ in range(200):
            if copy.exists():
                break
            time.sleep(0.05)
        self.assertTrue(copy.exists())
        self.get("at?file=%s&line=%s" % (source, at[2]))
        point = self.update(first)["point"]
        self.assertEqual((point["file"], point["line"]), (int(at[1]), int(at[2])))
        self.assertEqual(self.refused("at?file=x"), 400)

    def test_only_for_this_computer(self):
        self.start()
        self.assertEqual(self.refused("", host="evil.example"), 403)
        self.assertEqual(self.refused("wait?version=0", host="evil.example:80"), 403)
        self.assertEqual(self.refused("image/0"), 404)
        self.assertEqual(self.refused("image/99999999999999999999"), 404)
        self.assertEqual(self.refused("../../etc/passwd"), 404)

    def test_port_in_use(self):
        self.start()
        port = self.url.split(":")[2].strip("/")
        self.assertIn("bad-environment", self.fails(3, "watch", "issues/2025-01", "--port", port).err)
        self.fails(2, "watch", "issues/2025-01", "--port", "65536")

    def test_nothing_to_show(self):
        self.fails(2, "watch", "layouts/biweekly")

    def browser(self, *arguments):
        browser = Browser(self.tmp / "chromium", self.url, *arguments)
        self.addCleanup(browser.end)
        browser.wait_for("document.body.dataset.version")
        return browser

    @unittest.skipUnless(shutil.which("chromium"), "no browser")
    def test_in_a_browser(self):
        self.start()
        pages = len(self.update()["pages"])
        browser = self.browser()
        self.assertEqual(browser.value("document.querySelectorAll('.sheet').length"), pages)
        self.assertEqual(browser.value("document.querySelectorAll('.sheet svg.page').length"), pages)
        self.assertTrue(browser.value("document.querySelector('.over.grid') !== null"))

    @unittest.skipUnless(shutil.which("chromium"), "no browser")
    def test_speaks_the_browsers_language_and_changes_in_place(self):
        self.start(operand=self.bad_issue("01"))
        han = "\u4e00-\u9fff"
        for accepted, other in [("zh-CN,zh", "en"), ("fr,en-US", "zh")]:
            browser = self.browser("--accept-lang=" + accepted)
            first, second = browser.words(), None
            browser.value("document.getElementById('language').click()")
            second = browser.words()
            chinese, english = (first, second) if other == "en" else (second, first)
            self.assertEqual(chinese["lang"], "zh-CN")
            self.assertEqual(english["lang"], "en")
            self.assertRegex(english["state"], r"^\d+ pages?　\d+ ms　[1-9]\d* errors?　\d+ warnings?$")
            self.assertRegex(chinese["state"], r"^\d+ 页　\d+ 毫秒　错误 [1-9]\d*　警告 \d+$")
            self.assertEqual(len(chinese["words"]), len(english["words"]))
            for word in chinese["words"]:
                self.assertRegex(word, "[%s]" % han)
            for word in english["words"]:
                self.assertRegex(word, "^[^%s]+$" % han)
            self.assertEqual(len(chinese["diagnostics"]), len(english["diagnostics"]))
            for a, b in zip(chinese["diagnostics"], english["diagnostics"]):
                self.assertEqual(re.findall(r"\[[a-z-]+\]", a)[0], re.findall(r"\[[a-z-]+\]", b)[0])
                self.assertRegex(a, "[%s]" % han)
            self.assertTrue(any("unknown key `titel`" in d for d in english["diagnostics"]))
            self.assertTrue(any("没有 `titel` 这个键" in d for d in chinese["diagnostics"]), chinese)
            browser.end()


if __name__ == "__main__":
    unittest.main()
