#!/usr/bin/env python3
"""How long the program takes and how much memory, against a floor: bench.py BANXIN TEXTS FLOOR ROOT
[RUNS]. Prints figures and judges nothing.

The floor (floor.c) does what no program can leave out: map the fonts, shape, subset, deflate. Its
texts are those that the program put on the pages. Both run in turn as processes of their own, after
one run of each that warms the file cache and the program's memory of checked fonts.

build     what an editor waits for: an issue that was built before, its font programs kept in the cache
anew      the same with nothing kept, so that all fonts are cut down as the floor does it

wall      from before the process is made until it has ended, in ms
peak      largest resident set, by the kernel's account (wait4)
anonymous largest RssAnon of /proc/PID/status: memory the process filled itself, without mapped
          files; read every half millisecond in runs of their own, so it can miss a short peak
"""

import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

CORES = len(os.sched_getaffinity(0))


def start(command, env):
    return subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def measure(command, env):
    """Wall time in ms, peak resident set in MiB, processor time in ms of one run."""
    begun = time.perf_counter()
    process = start(command, env)
    _, status, usage = os.wait4(process.pid, 0)
    wall = (time.perf_counter() - begun) * 1000
    process.returncode = os.waitstatus_to_exitcode(status)
    message = process.stderr.read().decode()
    process.stderr.close()
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}: {message}")
    return wall, usage.ru_maxrss / 1024, (usage.ru_utime + usage.ru_stime) * 1000


def anonymous(command, env):
    """Largest RssAnon in MiB seen during a run."""
    process = start(command, env)
    largest = 0
    try:
        with open(f"/proc/{process.pid}/status", "rb", buffering=0) as status:
            while process.poll() is None:
                status.seek(0)
                for line in status.read().splitlines():
                    if line.startswith(b"RssAnon:"):
                        largest = max(largest, int(line.split()[1]))
                time.sleep(0.0005)
    except ProcessLookupError:
        pass
    process.communicate()
    return largest / 1024


class Bench:
    def __init__(self, banxin, texts, floor, root, runs, tmp):
        self.banxin, self.texts, self.floor = banxin, texts, floor
        self.root, self.runs, self.tmp = pathlib.Path(root), runs, tmp
        self.env = dict(os.environ, XDG_CACHE_HOME=str(tmp / "cache"))
        self.env.pop("SOURCE_DATE_EPOCH", None)
        self.where = ["--layouts", str(self.root / "layouts"), "--fonts", str(self.root / "fonts")]

    def text_size(self, issue):
        return sum(p.stat().st_size for p in issue.glob("*.md"))

    def largest(self):
        issues = [p.parent for p in (self.root / "issues").glob("*/issue.yaml")]
        return max(issues, key=self.text_size)

    def longer(self, issue, name, times):
        """A copy of an issue with the text of each article several times over."""
        folder = self.tmp / "issues" / name
        shutil.copytree(issue, folder)
        shutil.copy(issue.parent / "publication.yaml", folder.parent)
        for article in folder.glob("*.md"):
            head, body = article.read_text(encoding="utf-8").split("\n---\n", 1)
            bodies = (body.replace("[^", f"[^{i}-") for i in range(times))
            article.write_text(head + "\n---\n" + "\n".join(bodies), encoding="utf-8")
        return folder

    def forget(self):
        shutil.rmtree(self.tmp / "cache" / "banxin" / "objects", ignore_errors=True)

    def compare(self, issue):
        build = [self.banxin, "build", str(issue), "-o", str(self.tmp / "x.pdf"), "--profile", "plain", *self.where]
        texts = self.tmp / "texts"
        with open(texts, "wb") as f:
            subprocess.run([self.texts, issue, self.root / "layouts", self.root / "fonts"],
                           check=True, stdout=f, env=self.env)
        commands = {"build": build, "anew": build, "floor": [self.floor, str(texts)]}
        results = {name: [] for name in commands}
        for command in commands.values():
            measure(command, self.env)
        for _ in range(self.runs):
            for name in ("build", "floor", "anew"):
                if name == "anew":
                    self.forget()
                results[name].append(measure(commands[name], self.env))
        size = self.text_size(issue)
        made = subprocess.run(commands["floor"], check=True, capture_output=True, text=True).stdout
        pdf = (self.tmp / "x.pdf").stat().st_size
        print(f"\n{issue.name}: {size} bytes of articles, PDF {pdf} bytes; floor: {made.strip()}")
        print("         median      min     peak  anonymous")
        for name, command in commands.items():
            walls = [r[0] for r in results[name]]
            peak = max(r[1] for r in results[name])
            held = max(anonymous(command, self.env) for _ in range(5))
            print(f"{name:6} {statistics.median(walls):7.1f} ms {min(walls):5.1f} ms "
                  f"{peak:4.1f} MiB {held:6.1f} MiB")
        again, anew, floor = (statistics.median(r[0] for r in results[name]) for name in commands)
        print(f"build takes {again / floor:.2f} times the floor, anew {anew / floor:.2f} times (medians)")

    def growth(self, issue):
        """Time and memory should grow as the text does: least of three runs."""
        print(f"\n{issue.name}, its text so many times over:")
        for times in (1, 10, 50):
            folder = self.longer(issue, f"{issue.name}-times-{times}", times) if times > 1 else issue
            command = [self.banxin, "build", str(folder), "-o", str(self.tmp / "x.pdf"), "--profile", "plain", *self.where]
            made = subprocess.run(command, check=True, capture_output=True, text=True, env=self.env)
            pages = int(re.search(r"(\d+) pages", made.stdout + made.stderr)[1])
            runs = [measure(command, self.env) for _ in range(3)]
            wall, cpu = min(r[0] for r in runs), min(r[2] for r in runs)
            print(f"{times:3} times: {pages:4} pages, {wall:7.0f} ms ({wall / pages:5.1f} a page), "
                  f"processors {cpu:7.0f} ms, peak {max(r[1] for r in runs):6.1f} MiB")

    def rebuild(self, issue, count):
        folder = self.tmp / "many"
        shutil.rmtree(folder, ignore_errors=True)
        for i in range(count):
            shutil.copytree(issue, folder / f"n{i:04}")
        shutil.copy(issue.parent / "publication.yaml", folder)
        command = [self.banxin, "rebuild", str(folder), "-o", str(self.tmp / "out"), "--profile", "plain", *self.where]
        wall, peak, cpu = measure(command, self.env)
        held = anonymous(command, self.env)
        print(f"rebuild of {count:3} copies: {wall:7.0f} ms, {wall / count:5.1f} ms each, "
              f"{cpu / wall:.2f} of {CORES} processors, peak {peak:.1f} MiB, "
              f"anonymous {held:.1f} MiB")

    def run(self):
        issue = self.largest()
        print(f"{self.runs} runs of each in turn, {CORES} processors, files in {self.tmp.parent}")
        self.compare(issue)
        self.compare(self.longer(issue, issue.name + "-ten-times-the-text", 10))
        for name in ("2025-15", "2025-16", "2025-17"):
            self.growth(self.root / "issues" / name)
        print()
        for count in (20, 200):
            self.rebuild(issue, count)


def main():
    banxin, texts, floor, root = sys.argv[1:5]
    runs = int(sys.argv[5]) if len(sys.argv) > 5 else 15
    with tempfile.TemporaryDirectory() as tmp:
        Bench(banxin, texts, floor, root, runs, pathlib.Path(tmp)).run()


main()
