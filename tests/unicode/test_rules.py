#!/usr/bin/env python3
"""Holds line breaking to the rules that LineBreakTest.html prints as regular expressions:
test_rules.py PROGRAM LineBreakTest.html

Every pair and triple of classes and random longer texts are broken by the program (breaks.c) and,
slowly, by the page's rules one after the other.
"""

import html
import itertools
import random
import re
import subprocess
import sys
import unittest

PROGRAM, PAGE = sys.argv[1:]
NEVER, ALLOWED, FORCED = "012"

# The page's names for the classes, and code points that are of each.
SAMPLES = {
    "AL": [0x61, 0xA7, 0xE01, 0xD800, 0xE000],
    "B2": [0x2014],
    "BA": [0x2013, 0x3000],
    "BB": [0xB4],
    "BK": [0x0C],
    "CB": [0xFFFC],
    "CL": [0x3001, 0x7D],
    "CM": [0x308, 0xE31],
    "CP30": [0x29],
    "CR": [0x0D],
    "EB": [0x1F44D],
    "EM": [0x1F3FD],
    "EX": [0x21, 0xFF01],
    "ExtPictUnassigned": [0x1FFFD],
    "GL": [0xA0],
    "H2": [0xAC00],
    "H3": [0xAC01],
    "HL": [0x5D0],
    "HY": [0x2D],
    "ID": [0x4E00, 0x3042],
    "IN": [0x2026],
    "IS": [0x2C],
    "JL": [0x1100],
    "JT": [0x11A8],
    "JV": [0x1160],
    "LF": [0x0A],
    "NL": [0x85],
    "NS": [0x3005, 0x3041],
    "NU": [0x30],
    "OP": [0x300C],
    "OP30": [0x28],
    "PO": [0x25],
    "PR": [0x24],
    "QU": [0x22],
    "RI": [0x1F1E8],
    "SP": [0x20],
    "SY": [0x2F],
    "WJ": [0x2060],
    "ZW": [0x200B],
    "ZWJ_O": [0x200D],
}
# A name in a rule means these, too.
PARTS = {"OP": ["OP30"], "CP": ["CP30"], "ID": ["ExtPictUnassigned"]}
LETTERS = {name: chr(0x100 + i) for i, name in enumerate(SAMPLES)}
MARKS = ("CM", "ZWJ_O")
NO_BASE = ("SP", "BK", "CR", "LF", "NL", "ZW")


def pattern(rule):
    """A side of a rule as a regular expression over LETTERS."""

    def letters(name):
        return "".join(LETTERS[n] for n in [name] + PARTS.get(name, []) if n in LETTERS)

    rule = rule.replace("Any", "")
    rule = re.sub(
        r"\[\^([^]]*)\]",
        lambda m: "[^%s]" % "".join(map(letters, m[1].split())),
        rule,
    )
    rule = re.sub(r"[A-Z][A-Za-z_]*[0-9]*", lambda m: "[%s]" % letters(m[0]), rule)
    return "(?:%s)" % re.sub(r"\s", "", rule)


def read_rules(path):
    """(number, left, right, break?) in the page's order, without those about the text's ends and
    about combining marks, which items() takes care of."""
    with open(path, encoding="utf-8") as f:
        row = r"<tr><th[^>]*><a[^>]*>([\d.]+)</a></th>" + "<td[^>]*>([^<]*)</td>" * 3
        cells = re.findall(row, f.read())
    rules = []
    for number, left, sign, right in cells:
        left, right = html.unescape(left), html.unescape(right)
        if "ot" in (left + right) or "CM" in re.sub(r"\[[^]]*\]", "", left + right):
            continue
        left = re.compile(pattern(left) + r"\Z")
        rules.append((number, left, re.compile(pattern(right)), sign == "÷"))
    return rules


def items(names):
    """LB9 and LB10: (class, number of characters, ends in a ZWJ?)."""
    result = []
    for name in names:
        if name in MARKS and result and result[-1][0] not in NO_BASE:
            base, n, _ = result[-1]
            result[-1] = (base, n + 1, name == "ZWJ_O")
        else:
            result.append(("AL" if name in MARKS else name, 1, name == "ZWJ_O"))
    return result


class Reference:
    def __init__(self):
        self.rules = read_rules(PAGE)

    def breaks_at(self, text, at, joined):
        for number, left, right, breaks in self.rules:
            if number == "8.1":
                if joined:
                    return breaks
            elif right.match(text, at) and left.search(text[:at]):
                return breaks
        raise AssertionError("no rule fits")

    def breaks(self, names):
        found = items(names)
        text = "".join(LETTERS[name] for name, _, _ in found)
        result = ""
        for i, (name, n, joined) in enumerate(found):
            result += NEVER * (n - 1)
            if i + 1 == len(found):
                result += FORCED
            elif not self.breaks_at(text, i + 1, joined):
                result += NEVER
            else:
                result += FORCED if name in ("BK", "CR", "LF", "NL") else ALLOWED
        return result


class Rules(unittest.TestCase):
    def setUp(self):
        self.reference = Reference()
        self.random = random.Random(20250715)

    def check(self, texts):
        lines = []
        for names in texts:
            points = [self.random.choice(SAMPLES[name]) for name in names]
            lines.append(" ".join("%X" % c for c in points) + "\n")
        output = subprocess.run(
            [PROGRAM], input="".join(lines), stdout=subprocess.PIPE, text=True, check=True
        ).stdout.split()
        self.assertEqual(len(output), len(texts))
        for names, line, actual in zip(texts, lines, output):
            self.assertEqual(actual, self.reference.breaks(names), "%s: %s" % (names, line))

    def test_the_page_has_the_rules(self):
        numbers = [float(rule[0]) for rule in self.reference.rules]
        self.assertEqual(numbers, sorted(numbers))
        self.assertEqual({int(n) for n in numbers}, set(range(4, 31)) - {9, 10} | {999})

    def test_every_pair(self):
        self.check(list(itertools.product(SAMPLES, repeat=2)))

    def test_pairs_with_spaces_and_marks_between(self):
        for between in (["SP"], ["SP", "SP"], ["CM"], ["ZWJ_O"], ["SP", "CM"], ["CM", "SP"]):
            pairs = itertools.product(SAMPLES, repeat=2)
            self.check([[a, *between, b] for a, b in pairs])

    def test_random_texts(self):
        names = list(SAMPLES)
        self.check([self.random.choices(names, k=self.random.randint(3, 12)) for _ in range(3000)])

    def test_numbers_and_hyphens(self):
        names = ["NU", "SY", "IS", "CL", "CP30", "PR", "PO", "OP30", "HY", "CM", "HL", "BA", "AL"]
        self.check([self.random.choices(names, k=self.random.randint(3, 9)) for _ in range(3000)])

    def test_flags_and_emoji(self):
        names = ["RI", "RI", "EB", "EM", "ZWJ_O", "CM", "ExtPictUnassigned", "ID", "SP"]
        self.check([self.random.choices(names, k=self.random.randint(2, 9)) for _ in range(2000)])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
