#!/usr/bin/env python3
"""Writes the tables of linebreak.c: linebreak.py OUTPUT RULES LineBreak.txt EastAsianWidth.txt
emoji-data.txt UnicodeData.txt

Two tables: the line breaking class of every code point (resolved by LB1, split where a rule asks
for more), in two stages; and the transitions that the rules make of states and classes.
"""

import re
import sys

LAST = 0x10FFFF
STATE_BITS = 6
ACTIONS = {"×": 0, "÷": 1, "!": 2, "××": 3}  # enum action


class Wrong(Exception):
    """Input that cannot be used; the message names the file."""


# ---- data files of the Unicode Character Database ----


def rows(path):
    """(first, last, fields) of every line, `@missing` lines first: what they say of code points
    that no other line lists."""
    listed, missing = [], []
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            default = line.startswith("# @missing:")
            text = line.split(":", 1)[1] if default else line
            fields = [field.strip() for field in text.split("#")[0].split(";")]
            if fields == [""]:
                continue
            span = re.fullmatch(r"([0-9A-F]{4,6})(?:\.\.([0-9A-F]{4,6}))?", fields[0])
            if not span or len(fields) < 2:
                raise Wrong("%s:%d: not a line of the Unicode data" % (path, number))
            first, last = int(span[1], 16), int(span[2] or span[1], 16)
            (missing if default else listed).append((first, last, fields[1:]))
    return missing + listed


def values(path):
    """The property of every code point."""
    result = [None] * (LAST + 1)
    for first, last, fields in rows(path):
        result[first : last + 1] = [fields[0]] * (last + 1 - first)
    if None in result:
        raise Wrong("%s: nothing about U+%04X" % (path, result.index(None)))
    return result


def members(path, name):
    """The code points that have a binary property."""
    found = set()
    for first, last, fields in rows(path):
        if fields[0] == name and last - first < LAST:
            found.update(range(first, last + 1))
    if not found:
        raise Wrong("%s: no code point is %s" % (path, name))
    return found


def categories(path):
    """The general category of every assigned code point; large ranges stand as two lines."""
    result, opened = {}, None
    for first, _, fields in rows(path):
        name, category = fields[0], fields[1]
        if name.endswith(", First>"):
            opened = first
            continue
        start = opened if name.endswith(", Last>") else first
        for c in range(start, first + 1):
            result[c] = category
        opened = None
    return result


# ---- rules ----


class Rules:
    """linebreak.rules as it stands."""

    def __init__(self, path):
        self.resolved = {}  # take: class -> class
        self.sets = {}
        self.after = []  # (words on the left, words on the right, state)
        self.pairs = []  # (words on the left, action, words on the right)
        with open(path, encoding="utf-8") as f:
            for number, line in enumerate(f, 1):
                words = line.split("#")[0].split()
                if words and not self.take(words):
                    raise Wrong("%s:%d: not a rule" % (path, number))

    def take(self, words):
        first, rest = words[0], words[1:]
        if first == "take" and rest[-2] == "as":
            self.resolved.update((c, rest[-1]) for c in rest[:-2])
        elif first == "set" and rest[1] == "=":
            self.sets[rest[0]] = rest[2:]
        elif first == "after" and rest[-2] == "is":
            self.after.append((rest[:-3], rest[-3], rest[-1]))
        elif re.fullmatch(r"LB\d+[a-z]?", first):
            where = [i for i, word in enumerate(rest) if word in ACTIONS]
            if len(where) != 1:
                return False
            self.pairs.append((rest[: where[0]], rest[where[0]], rest[where[0] + 1 :]))
        else:
            return False
        return True

    def expand(self, words):
        for word in words:
            yield from self.sets.get(word, [word])


def break_classes(rules, line_break, width, emoji, category):
    """LB1, and the split of OP and ID."""
    result = [rules.resolved.get(name, name) for name in line_break]
    for c, name in enumerate(line_break):
        if name == "SA":
            result[c] = "CM" if category.get(c) in ("Mn", "Mc") else "AL"
        elif name == "OP":
            result[c] = "OP_WIDE" if width[c] in ("F", "W", "H") else "OP_NARROW"
        elif name == "CP" and width[c] in ("F", "W", "H"):
            result[c] = "CL"
        elif name == "ID":
            result[c] = "ID_PLAIN"
    for c in emoji - category.keys():
        if result[c] != "ID_PLAIN":
            raise Wrong("U+%04X: an unassigned emoji of class %s (LB30b)" % (c, result[c]))
        result[c] = "ID_RESERVED"
    return result


class Automaton:
    """States, and for each state and class an action and the next state."""

    def __init__(self, rules, classes):
        self.rules, self.classes = rules, classes
        self.origin = {"START": {"START"}}  # state -> classes it counts as
        for name in classes:
            if name not in ("CM", "ZWJ"):
                self.origin[name] = {name}
        for _, right, state in rules.after:
            self.origin.setdefault(state, set()).update(rules.expand([right]))
        self.states = list(self.origin)
        self.check_words()
        if len(self.states) > 1 << STATE_BITS:
            raise Wrong("%d states do not fit %d bits" % (len(self.states), STATE_BITS))

    def check_words(self):
        """Every word of a rule is a class of the data or a state."""
        known = set(self.states) | set(self.classes)
        sides = [words for left, _, right in self.rules.pairs for words in (left, right)]
        sides += [left + [right] for left, right, _ in self.rules.after]
        used = set(self.rules.expand(word for words in sides for word in words if word != "^"))
        if used - known:
            raise Wrong("rules about unknown classes: %s" % " ".join(sorted(used - known)))
        left_out = set(self.classes) - used - {"CM", "ZWJ"}
        if left_out:
            raise Wrong("no rule is about %s: newer data?" % " ".join(sorted(left_out)))

    def fits(self, state, words):
        if words[:1] == ["^"]:
            return not self.fits(state, words[1:])
        named = set(self.rules.expand(words))
        return not words or state in named or bool(self.origin[state] & named)

    def action(self, state, name):
        for left, action, right in self.rules.pairs:
            if self.fits(state, left) and (not right or name in self.rules.expand(right)):
                return action
        raise Wrong("no rule fits %s %s" % (state, name))

    def next(self, state, name):
        for left, right, result in self.rules.after:
            if state in self.rules.expand(left) and name in self.rules.expand([right]):
                return result
        return name

    def transition(self, state, name):
        if name in ("CM", "ZWJ"):
            if not self.origin[state] & {"START", "BK", "CR", "LF", "NL", "SP", "ZW"}:
                return "×", state  # LB9
            name = "AL"  # LB10
        return self.action(state, name), self.next(state, name)

    def table(self):
        for state in self.states:
            row = []
            for name in self.classes:
                action, following = self.transition(state, name)
                row.append(ACTIONS[action] << STATE_BITS | self.states.index(following))
            yield row


# ---- output ----


def two_stages(numbers, shift):
    """The blocks of 1 << shift numbers, equal ones once, and for each block its index."""
    size, places, blocks = 1 << shift, {}, []
    for at in range(0, len(numbers), size):
        block = tuple(numbers[at : at + size])
        blocks.append(places.setdefault(block, len(places)))
    return blocks, [number for block in places for number in block]


def smallest(numbers):
    """(bytes, shift, blocks, values) of the smallest pair of tables whose indices fit a byte."""
    tried = [(shift,) + two_stages(numbers, shift) for shift in range(6, 9)]
    fitting = [(len(b) + len(v), s, b, v) for s, b, v in tried if max(b) < 256]
    return min(fitting)


def array(declaration, numbers):
    lines = []
    for at in range(0, len(numbers), 20):
        lines.append("    " + ", ".join(map(str, numbers[at : at + 20])) + ",\n")
    return "%s = {\n%s};\n" % (declaration, "".join(lines))


def enumeration(name, prefix, words):
    return "enum %s {\n%s};\n" % (name, "".join("    %s_%s,\n" % (prefix, w) for w in words))


def write(output, classes, automaton):
    names = automaton.classes
    number = {name: i for i, name in enumerate(names)}
    numbers = [number[name] for name in classes]
    _, shift, blocks, compact = smallest(numbers)
    table = "".join("    {%s},\n" % ", ".join(map(str, row)) for row in automaton.table())
    parts = [
        "/* Made by linebreak.py from linebreak.rules and the Unicode data. */\n"
        "#define LAST_CODE_POINT 0x%X\n#define BLOCK_SHIFT %d\n"
        "#define STATE_BITS %d\n#define STATE_MASK %d\n"
        % (LAST, shift, STATE_BITS, (1 << STATE_BITS) - 1),
        enumeration("break_class", "BREAK_CLASS", names),
        enumeration("state", "STATE", automaton.states),
        array("static const uint8_t class_blocks[%d]" % len(blocks), blocks),
        array("static const uint8_t class_values[%d]" % len(compact), compact),
        "static const uint8_t transitions[%d][%d] = {\n%s};\n"
        % (len(automaton.states), len(names), table),
    ]
    with open(output, "w", encoding="ascii") as f:
        f.write("\n".join(parts))


def main(output, rule_file, line_break, width, emoji, unicode_data):
    rules = Rules(rule_file)
    classes = break_classes(
        rules,
        values(line_break),
        values(width),
        members(emoji, "Extended_Pictographic"),
        categories(unicode_data),
    )
    write(output, classes, Automaton(rules, sorted(set(classes))))


try:
    main(*sys.argv[1:])
except (Wrong, OSError) as e:
    sys.exit("linebreak.py: %s" % e)
