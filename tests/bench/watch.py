#!/usr/bin/env python3
"""How long it takes from saving an article until the preview has the new pages: watch.py BANXIN ROOT
[ISSUE]. Prints figures and judges nothing.

The issue (of ROOT/issues, else a folder) is copied; 20 times one character of an article becomes another
and the file is saved as editors do, by renaming. The time ends when the answer to the page's request has
arrived whole. Beside it stands what the program itself says of its part (reading, setting and drawing the
pages); the rest is its wait for the end of the save, the sending, and this script's.

Where there is Chromium the same saves are made again with the preview open in it, headless and without a
graphics processor, and the time ends when the changed page has been painted: from the save, and from the
answer's last byte, which is the browser's own part.
"""

import json
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from test_watch import Browser  # noqa: E402

RUNS = 20
CHARACTERS = "天地玄黄宇宙洪荒日月盈昃辰宿列张"


def project(root, issue, tmp):
    for part in ("layouts", "fonts"):
        os.symlink(root / part, tmp / part)
    folder = tmp / "issues" / issue.name
    shutil.copytree(issue, folder)
    shutil.copy(issue.parent / "publication.yaml", folder.parent)
    return folder


def changed(url, seen):
    hashes = ",".join(page["hash"] for page in seen["pages"])
    request = f"{url}wait?version={seen['version']}&glyphs={seen['glyphs']}&pages={hashes}"
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


def measure(url, article):
    with urllib.request.urlopen(url + "wait?version=0", timeout=60) as answer:
        seen = json.loads(answer.read())
    text = article.read_text(encoding="utf-8")
    at = text.rindex("。")
    walls, sizes = [], []
    for i in range(RUNS):
        new = article.with_suffix(".new")
        new.write_text(text[:at] + CHARACTERS[i % len(CHARACTERS)] + text[at:], encoding="utf-8")
        begun = time.perf_counter()
        os.replace(new, article)
        answer = changed(url, seen)
        walls.append((time.perf_counter() - begun) * 1000)
        sizes.append(len(answer))
        seen = json.loads(answer)
        time.sleep(0.1)
    return walls, sizes


# After an update has been put into the page: when its answer had arrived and when the frame that shows it had
# been painted, in milliseconds since 1970. A task that a frame's callback asks for runs behind its painting.
PAINTED = """
window.painted = [];
performance.setResourceTimingBufferSize(10000);
new MutationObserver(() => requestAnimationFrame(() => {
  const after = new MessageChannel();
  after.port1.onmessage = () => {
    const asked = performance.getEntriesByType("resource").filter(e => e.name.includes("/wait")).at(-1);
    painted.push([performance.timeOrigin + asked.responseEnd, performance.timeOrigin + performance.now()]);
  };
  after.port2.postMessage(0);
})).observe(document.body, { attributeFilter: ["data-version"] });
true
"""


def measure_painting(url, article, tmp):
    """From each save, and from each answer, until the page was painted: milliseconds."""
    browser = Browser(tmp / "chromium", url)
    text = article.read_text(encoding="utf-8")
    at = text.rindex("。")
    saves, draws = [], []
    try:
        browser.wait_for("document.body.dataset.version")
        browser.value(PAINTED)
        for i in range(RUNS):
            new = article.with_suffix(".new")
            new.write_text(text[:at] + CHARACTERS[-1 - i % len(CHARACTERS)] + text[at:], encoding="utf-8")
            begun = time.time() * 1000
            os.replace(new, article)
            browser.wait_for(f"painted.length > {i}")
            answered, painted = browser.value(f"painted[{i}]")
            saves.append(painted - begun)
            draws.append(painted - answered)
            time.sleep(0.1)
    finally:
        browser.end()
    return saves, draws


def main():
    banxin, root = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    issue = pathlib.Path(sys.argv[3]).resolve() if len(sys.argv) > 3 else root / "issues" / "2025-15"
    with tempfile.TemporaryDirectory() as tmp:
        folder = project(root, issue, pathlib.Path(tmp))
        env = dict(os.environ, BANXIN_LANG="en", XDG_CACHE_HOME=str(pathlib.Path(tmp) / "cache"))
        server = subprocess.Popen([banxin, "watch", str(folder), "--port", "0"], env=env, text=True,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        url = server.stdout.readline().strip()
        server.stdout.readline()
        walls, sizes = measure(url, sorted(folder.glob("*.md"))[0])
        painting = shutil.which("chromium") and measure_painting(url, sorted(folder.glob("*.md"))[0], pathlib.Path(tmp))
        server.send_signal(signal.SIGINT)
        said = server.communicate()[0]
    setting = [int(ms) for ms in re.findall(r"(\d+) ms$", said, re.M)]
    print(f"{issue.name}, {RUNS} saves: median {statistics.median(walls):.1f} ms, "
          f"from {min(walls):.1f} to {max(walls):.1f} ms; {statistics.median(sizes) / 1024:.0f} KiB sent each time; "
          f"pages set and drawn in {statistics.median(setting):.1f} ms (median)")
    if painting:
        saves, draws = painting
        print(f"in Chromium: from save to painted page median {statistics.median(saves):.1f} ms, from {min(saves):.1f} to "
              f"{max(saves):.1f} ms; of it the browser's own drawing {statistics.median(draws):.1f} ms, from {min(draws):.1f} "
              f"to {max(draws):.1f} ms")


main()
