"""The rules that rules.txt lists are cited by the cases it names, and no code and no
case cites a rule of theirs that is not listed.

    python3 tests/rules.py ROOT
"""

import pathlib
import re
import sys

RULE = re.compile(r"\b([A-Z]{2}-\d\d)\b")
LINE = re.compile(r"([A-Z]{2}-\d\d) ([^:]+): (?:none, .+|(?:\S+)(?: \S+)*)")
WRITTEN = {".c", ".h", ".def", ".txt", ".py", ".md", ".yaml"}


def listed(path):
    """By rule: the files that hold it, and what is wrong with the list."""
    rules, wrong = {}, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        found = LINE.fullmatch(line)
        if not found or found[1] in rules:
            wrong.append(f"{path.name}:{number}: not `ID words: files`, or a second time: {line}")
            continue
        where = line.split(": ", 1)[1]
        rules[found[1]] = [] if where.startswith("none, ") else where.split()
    return rules, wrong


def cited(path):
    return set(RULE.findall(path.read_text(encoding="utf-8", errors="replace")))


def main(root):
    rules, wrong = listed(root / "tests" / "rules.txt")
    for rule, files in rules.items():
        for name in files:
            path = root / "tests" / name
            if not path.is_file() or rule not in cited(path):
                wrong.append(f"{rule}: tests/{name} does not cite it")
    groups = {rule[:2] for rule in rules}
    for top in ("src", "tests"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix not in WRITTEN or path.name == "rules.txt":
                continue
            for rule in sorted(cited(path)):
                if rule[:2] in groups and rule not in rules:
                    wrong.append(f"{path.relative_to(root)}: cites {rule}, which rules.txt does not list")
    print("\n".join(wrong) or f"{len(rules)} rules, each cited where it is held")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
