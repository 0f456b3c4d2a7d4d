/* Reading a formula: what the parts of the parser share. Private to the stage. */
#pragma once

#include "base/vec.h"
#include "notation/notation.h"

typedef VEC(struct formula) formula_list;

struct parser {
    struct arena *arena;
    const struct formula_source *source;
    struct diags *diags;
    str s;
    size_t at;
    int depth;
    size_t atoms;
    bool failed; /* a fault was reported: all stop */
    bool cells;  /* what is read is a table's cell: it ends before & and \\ */
    enum formula_alphabet alphabet;
    struct notation *out;
};

/** What ends a row beside the end of the text: the reader of the row's beginning looks. */
struct place parser_place(struct parser *p, size_t at);

/** Reports a fault at a byte, unless there was one before. */
void parser_fault(struct parser *p, size_t at, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

void parser_skip(struct parser *p); /* blanks */
/** The command's name behind a backslash at `at`: letters, or one other character. */
str parser_name(const struct parser *p, size_t at);
/** Whether the command comes next, which is then read when `take`. */
bool parser_command(struct parser *p, const char *name, bool take);

/** Atoms up to what ends the group: `}`, `]` when `bracket`, \right, \end, and in cells & and \\.
 */
struct formula parser_row(struct parser *p, bool bracket);
/** An argument: a group in braces, or one atom. */
const struct formula *parser_argument(struct parser *p);
/** The text of an argument in braces, as it is typed. */
str parser_text(struct parser *p);
/** A copy in the arena. */
const struct formula *parser_keep(struct parser *p, struct formula f);

/* commands.c */

/** Reads the command whose name stands at p->at behind its backslash into an atom. */
struct formula command_read(struct parser *p);
/** The delimiter that comes next; 0: a dot. */
uint32_t command_delimiter(struct parser *p);

/* environments.c */

/** Reads what stands between \begin{…}, which was read, and its \end. */
struct formula environment_read(struct parser *p, size_t at);

/* symbols.c */

/** A known command that stands for one thing alone; false: it is none of those. */
bool symbol_named(str name, struct formula *out);
/** The class of a character that is typed as itself; false: it is not known. */
bool symbol_typed(uint32_t c, struct formula *out);
/** Whether a command of that name may be stretched as a delimiter. */
bool symbol_fence(str name, uint32_t *code);
/** The known name that is nearest; NULL: none is near. */
const char *symbol_nearest(str name);
/** What a relation is when it is struck through; 0: there is no such character. */
uint32_t symbol_negated(uint32_t c);
