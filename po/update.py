#!/usr/bin/env python3
"""Brings po/zh_CN.po up to date with the messages in src/.

update.py          adds new messages with an empty translation, drops those that are gone, and
                   lists what is to be translated
update.py --check  changes nothing; fails with a list when a message is missing, untranslated,
                   fuzzy or gone, a translation's format does not fit, or a text of a message
                   is not marked
"""

import pathlib
import re
import subprocess
import sys
import tempfile

PO = pathlib.Path(__file__).resolve().parent
ROOT = PO.parent
CATALOGUE = PO / "zh_CN.po"

# function or macro, and which of its arguments is the message
KEYWORDS = ["_", "N_", "message_chinese", "ngettext:1,2", "RULE:7"]
# the same for printf formats
FORMATS = ["diag_add:4", "diag_hint:2", "findings_add:4", "markdown_report:5", "message_of:2", "options_wrong:2", "parser_fault:4"]
KINDS = {".c", ".h", ".def"}

LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)+\'')
CALL = re.compile(r"(?<![\w.>])(%s)\(" % "|".join(k.split(":")[0] for k in FORMATS))
TEXT = re.compile(r'(?<![\w(])"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*')


def run(*command):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit("%s: %s" % (command[0], done.stderr))
    return done.stdout


def sources():
    return sorted(str(f.relative_to(ROOT)) for f in (ROOT / "src").rglob("*") if f.suffix in KINDS)


# ---- texts that xgettext does not see ----

def call_end(text, at):
    """Where the bracket that opens at `at` is closed."""
    depth = 0
    while True:
        literal = LITERAL.match(text, at)
        if literal:
            at = literal.end()
            continue
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
        if not depth:
            return at


def unmarked():
    """Texts in the calls for messages that are neither the format nor marked with N_(): xgettext
    takes the first of `a ? "…" : "…"` only, and a word for %-s needs the mark as well."""
    found = []
    for name in sources():
        text = (ROOT / name).read_text(encoding="utf-8")
        for call in CALL.finditer(text):
            inner = text[call.end():call_end(text, call.end() - 1)]
            inner = re.sub(r'\b(?!N_\b)\w+\([^()"]*"\w+"\)', "key", inner)
            marked = re.sub(r'\bN_\(\s*(?:"(?:[^"\\\n]|\\.)*"\s*)+\)', "N_", inner)
            texts = [t for t in TEXT.findall(marked)
                     if re.search("[A-Za-z]", re.sub("%[-.*a-z]*", "", t))]
            if len(texts) > 1 or re.search(r'[?:]\s*"[^"]*[A-Za-z]', re.sub(r"%[^\s]*", "", marked)):
                found += ["%s: %s" % (name, t) for t in texts]
    return found


# ---- the catalogue ----

def extract(pot):
    """All messages of the sources into a template."""
    options = ["--keyword=" + k for k in KEYWORDS + FORMATS]
    options += ["--flag=%s:c-format" % f for f in FORMATS]
    options += ["--flag=_:1:pass-c-format", "--flag=N_:1:pass-c-format"]
    run("xgettext", "--language=C", "--from-code=UTF-8", "--keyword", "--add-comments=zh:", "--no-location",
        "--sort-output", "--no-wrap", "--package-name=banxin", "--output=" + str(pot), *options,
        *sources())


def merged(pot, out):
    """The catalogue with the template's messages."""
    run("msgmerge", "--quiet", "--no-fuzzy-matching", "--no-location", "--sort-output", "--no-wrap",
        "--output-file=" + str(out), str(CATALOGUE), str(pot))
    text = run("msgattrib", "--no-obsolete", "--no-location", "--no-wrap", "--sort-output", str(out))
    # the day of the update would be in the way of every merge
    text = re.sub(r'"(POT-Creation-Date|PO-Revision-Date|X-Generator):.*\\n"\n', "", text)
    out.write_text(text, encoding="utf-8")


def entries(path, *options):
    """The msgids that msgattrib selects."""
    text = run("msgattrib", "--no-wrap", *options, str(path))
    return [m for m in re.findall(r'^(?:#~ )?msgid (".*"(?:\n".*")*)', text, re.M) if m != '""']


def report(title, messages):
    if messages:
        print("%s (%d):" % (title, len(messages)))
        for m in messages:
            print("  " + m.replace('"\n"', ""))
    return len(messages)


def check(fresh):
    """How many messages are not as they should be; lists them."""
    known = set(entries(CATALOGUE, "--no-obsolete"))
    wanted = set(entries(fresh, "--no-obsolete"))
    bad = report("not in the catalogue", sorted(wanted - known))
    bad += report("in the catalogue, but in no source", sorted(known - wanted))
    bad += report("not translated", sorted(set(entries(CATALOGUE, "--untranslated")) & wanted))
    bad += report("fuzzy", entries(CATALOGUE, "--only-fuzzy"))
    bad += report("obsolete", entries(CATALOGUE, "--only-obsolete"))
    bad += report("not marked with N_()", unmarked())
    done = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(CATALOGUE)],
                          capture_output=True, text=True)
    if done.returncode:
        print(done.stderr)
    return bad + done.returncode


def main():
    with tempfile.TemporaryDirectory() as folder:
        pot, fresh = pathlib.Path(folder) / "banxin.pot", pathlib.Path(folder) / "fresh.po"
        extract(pot)
        merged(pot, fresh)
        if "--check" in sys.argv[1:]:
            if check(fresh):
                sys.exit("run python3 po/update.py, then write the Chinese into the empty msgstr of "
                         "po/zh_CN.po (po/README.md)")
            return
        CATALOGUE.write_text(fresh.read_text(encoding="utf-8"), encoding="utf-8")
        report("to be translated in po/zh_CN.po", entries(CATALOGUE, "--untranslated"))


main()
