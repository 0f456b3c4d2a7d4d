"""The sample issues as PDFs for every purpose, with the fonts and the printing condition that they are meant
for."""

import os
import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("BANXIN", str(ROOT / "build" / "banxin"))
ISSUES = sorted(p.parent for p in (ROOT / "issues").glob("*/issue.yaml"))
LAYOUTS = sorted(p.parent.name for p in (ROOT / "layouts").glob("*/layout.yaml"))

# What a file's name has behind the issue's: how it is built, and which standards of those that veraPDF knows it
# claims (2a, 3a: PDF/A; ua1: PDF/UA-1).
FILES = {
    "": (["--profile", "print"], ["2a", "ua1"]),
    "-marks": (["--profile", "print", "--marks"], ["2a", "ua1"]),
    "-x1a": (["--standard", "x1a"], []),
    "-screen": (["--profile", "screen"], ["2a", "ua1"]),
    "-archive": (["--profile", "archive"], ["3a", "ua1"]),
    "-plain": (["--profile", "plain"], []),
}


def build(issue, folder, options, suffix=""):
    """Builds an issue into a folder; gives the file."""
    file = pathlib.Path(folder) / (issue.name + suffix + ".pdf")
    subprocess.run([PROGRAM, "build", "-q", *options, str(issue), "-o", str(file)], check=True, timeout=300,
                   stdout=subprocess.DEVNULL, env={**os.environ, "XDG_CACHE_HOME": str(folder)})
    return file


def in_layout(issue, layout, folder):
    """A copy of an issue, and of what it shares with others, to be set in another layout."""
    project = pathlib.Path(folder) / layout
    if not project.exists():
        shutil.copytree(ROOT / "issues", project / "issues")
        shutil.copytree(ROOT / "layouts", project / "layouts")
        shutil.copytree(ROOT / "fonts", project / "fonts")
        publication = project / "issues" / "publication.yaml"
        text, n = re.subn(r"(?m)^layout: .*$", "layout: " + layout, publication.read_text(encoding="utf-8"))
        if n != 1:
            raise ValueError(f"{publication} names no layout")
        publication.write_text(text, encoding="utf-8")
    return project / "issues" / issue.name


def build_all(folder):
    """Every file of every sample, and for the press and screens one of them in every layout: pairs of the file and
    the standards it claims."""
    files = [(build(issue, folder, options, suffix), claims)
             for issue in ISSUES for suffix, (options, claims) in FILES.items()]
    for layout in LAYOUTS:
        issue = in_layout(ISSUES[1], layout, folder)
        files += [(build(issue, folder, FILES[s][0], f"-{layout}{s}"), FILES[s][1]) for s in ("", "-screen")]
    return files
