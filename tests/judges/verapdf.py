"""veraPDF, asked about many files in one run of Java."""

import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77  # the exit status by which Meson knows a test that could not be run


def class_path():
    """Brings veraPDF. Where it cannot be had, ends the program: as a test that is skipped, or, in CI, as one that
    failed."""
    done = subprocess.run([HERE / "fetch"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                          timeout=500, check=False, text=True)
    if done.returncode == 0:
        return done.stdout.strip()
    if os.environ.get("CI") == "true":
        sys.exit("veraPDF cannot be had, and in CI it must be: " + done.stderr.strip())
    print("SKIPPED: PDF/A and PDF/UA are not judged by veraPDF, which cannot be had: " + done.stderr.strip(),
          file=sys.stderr)
    sys.exit(SKIPPED)


def verdicts(classes, asked, folder):
    """Asks about pairs of a flavour (2a, 3a, ua1) and a file. Gives, for each pair, the set of rules that are
    violated, as clause-test."""
    listed = pathlib.Path(folder) / "asked"
    listed.write_text("".join(f"{flavour}\t{file}\n" for flavour, file in asked), encoding="utf-8")
    done = subprocess.run(["java", "-Xmx1g", "-Dfile.encoding=UTF-8", "-cp", classes, HERE / "Verdicts.java", listed],
                          stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=1000, check=True)
    answers = {}
    for line in done.stdout.decode("utf-8").splitlines():
        flavour, file, verdict, rules = line.split("\t")
        violated = set(rules.split())
        if verdict not in ("pass", "fail") or bool(violated) != (verdict == "fail"):
            violated = {"unreadable: " + rules}
        answers[flavour, file] = violated
    missing = [pair for pair in asked if (pair[0], str(pair[1])) not in answers]
    if missing:
        sys.exit(f"veraPDF did not answer about {missing[0]}")
    return answers


def clauses(rules):
    return {re.sub(r"-\d+$", "", rule) for rule in rules}
