"""The script `banxin`: what it does before it runs the program. The tools it calls are stand-ins
that write down how they were called."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

TOOLS = {
    # name: what it does besides being written down
    "dpkg-query": 'sed "s/$/ installed/" "$STATE/installed"',
    "apt-get": """case $* in
*update*) touch "$STATE/updated" ;;
*install*)
    [ ! -e "$STATE/needs-update" ] || [ -e "$STATE/updated" ] || exit 100
    for name; do case $name in -* | install | DPkg*) ;; *) echo "$name" >>"$STATE/installed" ;; esac
    done ;;
esac""",
    "meson": """case $1 in
--version) cat "$STATE/meson-version" ;;
setup) mkdir -p "$2" && touch "$2/build.ninja" ;;
esac""",
    "ninja": """[ ! -e "$STATE/broken" ] || { echo 'main.c: broken'; exit 1; }
printf '#!/bin/sh\\nprintf "ran"; printf " <%%s>" "$@"; echo\\n' >"$2/banxin"
chmod +x "$2/banxin\"""",
    "cc": "echo 12",
    "id": 'cat "$STATE/id"',
    "sudo": '"$@"',
}


class Launcher(unittest.TestCase):
    def setUp(self):
        self.tmp = pathlib.Path(tempfile.mkdtemp(prefix="launcher "))
        self.addCleanup(shutil.rmtree, self.tmp)
        self.root = self.tmp / "版 心"
        (self.root / "src").mkdir(parents=True)
        for name in ("banxin", ".packages"):
            shutil.copy(ROOT / name, self.root / name)
        for name in ("meson.build", "meson_options.txt", "src/main.c"):
            (self.root / name).write_text("")
        self.state = self.tmp / "state"
        self.state.mkdir()
        self.put("id", "0")
        self.put("meson-version", "1.0.1")
        self.put("installed", self.packages("build", "fonts", "print"))
        self.tools = self.tmp / "tools"
        self.tools.mkdir()
        for name, body in TOOLS.items():
            self.tool(name, body)
        for name in ("sh", "readlink", "find", "flock", "cat", "sed", "cut", "tr", "env", "mv",
                     "touch", "mkdir", "chmod"):
            (self.tools / name).symlink_to(shutil.which(name))

    def tool(self, name, body):
        path = self.tools / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >>"$STATE/calls"\n{body}\n')
        path.chmod(0o755)

    def put(self, name, text):
        (self.state / name).write_text(text)

    def packages(self, *groups):
        rows = (line.split() for line in (ROOT / ".packages").read_text().splitlines()
                if line and not line.startswith("#"))
        return "".join(row[0] + "\n" for row in rows if row[1] in groups)

    def run_it(self, *arguments, status=0, program=None, cwd="/", more=()):
        """Runs the script; gives standard output, standard error and the calls of tools."""
        (self.state / "calls").write_text("")
        done = subprocess.run(
            [program or self.root / "banxin", *arguments], cwd=cwd, stdin=subprocess.DEVNULL,
            env={"PATH": str(self.tools), "STATE": str(self.state), **dict(more)}, capture_output=True,
            text=True, check=False, timeout=60)
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stdout, done.stderr, (self.state / "calls").read_text().splitlines()

    def age(self):
        """Makes all that was built an hour old."""
        then = time.time() - 3600
        for path in [self.root, *self.root.rglob("*")]:
            os.utime(path, (then, then))

    def test_first_run_compiles_and_the_next_does_nothing_else(self):
        out, err, calls = self.run_it("build", "a b", "")
        self.assertEqual(out, "ran <build> <a b> <>\n")
        self.assertIn("compiling", err)
        self.assertTrue(any(c.startswith("ninja -C") for c in calls), calls)
        self.assertFalse(any("apt-get" in c for c in calls), calls)
        self.assertEqual(self.run_it("check"), ("ran <check>\n", "", []))

    def test_changed_source_compiles_again(self):
        for changed in ("src/main.c", "meson.build", "meson_options.txt", ".packages"):
            self.run_it("x")
            self.age()
            (self.root / changed).touch()
            calls = self.run_it("x")[2]
            self.assertTrue(any(c.startswith("ninja") for c in calls), changed)
            self.assertFalse(any(c.startswith("meson setup") for c in calls), changed)

    def test_a_removed_source_compiles_again(self):
        self.run_it("x")
        self.age()
        (self.root / "src" / "main.c").unlink()
        self.assertIn("compiling", self.run_it("x")[1])

    def test_through_a_link_from_elsewhere(self):
        link = self.tmp / "lin k"
        link.symlink_to(self.root / "banxin")
        self.assertEqual(self.run_it("x", program=link, cwd=self.tmp)[0], "ran <x>\n")
        self.assertTrue((self.root / "build" / "banxin").exists())

    def test_moved_folder_is_built_anew(self):
        self.run_it("x")
        (self.root / "build" / "old").touch()
        self.age()
        self.root = self.root.rename(self.tmp / "moved")
        calls = self.run_it("x")[2]
        self.assertTrue(any(c.startswith("meson setup") for c in calls), calls)
        self.assertFalse((self.root / "build" / "old").exists())

    def test_other_meson_sets_up_anew(self):
        self.run_it("x")
        self.age()
        (self.root / "src" / "main.c").touch()
        self.put("meson-version", "1.5.0")
        self.assertTrue(any(c.startswith("meson setup") for c in self.run_it("x")[2]))

    def test_half_set_up_build_folder(self):
        (self.root / "build" / "meson-private").mkdir(parents=True)
        self.assertEqual(self.run_it("x")[0], "ran <x>\n")
        self.assertFalse((self.root / "build" / "meson-private").exists())

    def test_compiler_errors_are_shown_and_the_next_run_tries_again(self):
        self.put("broken", "")
        out, err, _ = self.run_it("x", status=3)
        self.assertEqual(out, "")
        self.assertIn("main.c: broken", err)
        (self.state / "broken").unlink()
        self.assertEqual(self.run_it("x")[0], "ran <x>\n")

    def test_missing_packages_are_named_and_installed(self):
        self.put("installed", self.packages("fonts"))
        out, err, calls = self.run_it("x")
        self.assertEqual(out, "ran <x>\n")
        self.assertIn("  libyaml-dev  YAML", err)
        install = [c for c in calls if c.startswith("apt-get install")][-1]
        self.assertIn("--no-install-recommends", install)
        self.assertIn(" gcc ", install)
        self.assertNotIn("fonts-noto-cjk", install)
        self.assertNotIn(" qpdf ", install + " ")

    def test_old_package_lists_are_fetched_again(self):
        self.put("installed", "")
        self.put("needs-update", "")
        calls = self.run_it("x")[2]
        self.assertTrue(any(c.startswith("apt-get update") for c in calls), calls)

    def test_packages_of_the_press_where_a_pdf_needs_them(self):
        self.put("installed", self.packages("build", "fonts"))
        self.run_it("x")
        (self.tmp / "issue").mkdir()
        for arguments in (("check", "x"), ("watch", "x"), ("explain", "x"), ("build", "x", "--profile", "plain"),
                          ("build", "-p", "plain", "x"), ("rebuild", "x", "--profile=plain"), ("build", "--help"),
                          ("preflight", "x.pdf"), ("impose", "x.pdf"), ("--no-install", "build", "x")):
            self.assertEqual(self.run_it(*arguments)[1:], ("", []), arguments)
        for arguments in (("build", "x"), ("rebuild", "x"), ("build", "-p", "screen,plain", "x"),
                          ("preflight", self.tmp / "issue")):
            self.put("installed", self.packages("build", "fonts"))
            err, calls = self.run_it(*arguments)[1:]
            self.assertIn("scribus-data", err)
            self.assertTrue(any(c.startswith("apt-get install") for c in calls), calls)
            self.assertEqual(self.run_it(*arguments)[1:], ("", []), arguments)
            (self.root / "build" / ".pressed").unlink()

    def test_packages_of_the_press_that_cannot_be_had(self):
        """The issue may name another condition: the program says what is missing."""
        self.run_it("x")
        self.put("installed", self.packages("build", "fonts"))
        self.tool("apt-get", "exit 100")
        out, err, _ = self.run_it("build", "x")
        self.assertIn("could not be installed", err)
        self.assertEqual(out, "ran <build> <x>\n")

    def test_it_speaks_the_users_language(self):
        self.put("installed", self.packages("fonts", "print"))
        for setting, words in ({"LANG": "zh_CN.UTF-8"}, "缺这些Debian软件包"), (
                {"LANG": "en_US.UTF-8"}, "these Debian packages are missing"), (
                {"LANG": "zh_CN.UTF-8", "BANXIN_LANG": "en"}, "these Debian packages are missing"), (
                {"LC_ALL": "zh_TW.UTF-8", "LANG": "C"}, "缺这些Debian软件包"):
            self.assertIn(words, self.run_it("--no-install", "x", status=3, more=setting)[1])

    def test_no_install_names_what_is_missing(self):
        self.put("installed", self.packages("build"))
        out, err, calls = self.run_it("--no-install", "x", status=3)
        self.assertEqual(out, "")
        self.assertIn("apt-get install fonts-noto-cjk ", err)
        self.assertFalse(any(c.startswith(("apt-get", "sudo", "meson")) for c in calls), calls)
        self.put("installed", self.packages("build", "fonts"))
        self.assertEqual(self.run_it("--no-install", "x")[0], "ran <x>\n")

    def test_sudo_for_others_than_root(self):
        self.put("id", "1000")
        self.put("installed", "")
        self.assertTrue(any(c.startswith("sudo ") for c in self.run_it("x")[2]))

    def test_neither_root_nor_sudo(self):
        self.put("id", "1000")
        self.put("installed", "")
        (self.tools / "sudo").unlink()
        err = self.run_it("x", status=3)[1]
        self.assertIn("only root can install", err)
        self.assertIn("apt-get install gcc", err)

    def test_failing_install(self):
        self.put("installed", "")
        self.tool("apt-get", "echo no network >&2; exit 100")
        err = self.run_it("x", status=3)[1]
        self.assertIn("could not be installed", err)

    def test_no_debian(self):
        (self.tools / "dpkg-query").unlink()
        self.assertEqual(self.run_it("x")[0], "ran <x>\n")

    def test_test_installs_its_packages_and_runs_meson(self):
        calls = self.run_it("test", "--suite", "cli")[2]
        self.assertIn(" qpdf ", [c for c in calls if c.startswith("apt-get install")][-1] + " ")
        self.assertEqual(calls[-1],
                         f"meson test -C {self.root}/build --print-errorlogs --suite cli")
        self.run_it("x")
        self.assertEqual(self.run_it("x")[2], [])

    def test_npm_may_come_from_elsewhere(self):
        """It is installed where there is none, and left alone where there is one."""
        self.put("installed", self.packages("build", "fonts", "print", "test"))
        installs = [c for c in self.run_it("test")[2] if c.startswith("apt-get install")]
        self.assertEqual([c.split()[-1] for c in installs], ["npm"])
        self.put("installed", self.packages("build", "fonts", "print", "test"))
        self.tool("npm", "true")
        self.assertFalse([c for c in self.run_it("test")[2] if c.startswith("apt-get")])


if __name__ == "__main__":
    unittest.main()
