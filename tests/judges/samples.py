"""The sample issues as PDFs for every purpose, with the fonts and the printing condition that they are meant
for."""

import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("BANXIN", str(ROOT / "build" / "banxin"))
ISSUES = sorted(p.parent for p in (ROOT / "issues").glob("*/issue.yaml"))

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
    subprocess.run([PROGRAM, "build", *options, str(issue), "-o", str(file)], check=True, timeout=300,
                   stdout=subprocess.DEVNULL, env={**os.environ, "XDG_CACHE_HOME": str(folder)})
    return file


def build_all(folder):
    """Every file of every sample: pairs of it and the standards it claims."""
    return [(build(issue, folder, options, suffix), claims)
            for issue in ISSUES for suffix, (options, claims) in FILES.items()]
