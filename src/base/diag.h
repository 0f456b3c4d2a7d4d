/* Diagnostics: what was found wrong or worth knowing, each with its place. Stages report into a
 * sink and go on as far as they can, so that one run names every place; the command prints the
 * sink and takes the exit status from it. */
#pragma once

#include "base/message.h"

#include <stdint.h>
#include <stdio.h>

/** A text file that was read; `text` is the whole of it, for the line under a message. Lives as
 * long as the issue or layout that was read from it. */
struct source {
    str path; /* as the user named it */
    str text;
};

/** A place in a source. Lines and columns count from 1, columns in code points; line 0 means the
 * file as a whole; source NULL means no file at all. */
struct place {
    const struct source *source;
    uint32_t line, column;
};

/** The place `n` code points further on the same line. */
static inline struct place place_after(struct place at, uint32_t n)
{
    at.column += n;
    return at;
}

/** The place behind a character. */
static inline struct place place_behind(struct place at, uint32_t c)
{
    if (c != '\n')
        return place_after(at, 1);
    at.line++;
    at.column = 1;
    return at;
}

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/** Whose matter it is: decides between exit status 1 and 3. */
enum cause { CAUSE_INPUT, CAUSE_ENVIRONMENT };

#define DIAG(id, code, severity, cause) DIAG_##id,
enum diag_code {
#include "base/diag.def"
    DIAG_COUNT
};
#undef DIAG

/** A sink. Not for several threads at once: each build has its own. */
struct diags;

struct diags *diags_new(void);
void diags_free(struct diags *d);

/** An arena that lives as long as the sink: for sources whose reader may be gone before the
 * diagnostics are printed. */
struct arena *diags_arena(struct diags *d);

/** Reports, in both languages: `format` is in English and a key of the catalogue, `%-s` in it takes
 * a word to be translated too (message_format()). The text is copied, the source is not. No final
 * full stop or newline. */
void diag_add(struct diags *d, enum diag_code code, struct place at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/** Says how to mend the diagnostic added last. */
void diag_hint(struct diags *d, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** The same with texts that were made elsewhere and live as long as the sink. */
void diag_put(struct diags *d, enum diag_code code, struct place at, struct message message);
void diag_hint_put(struct diags *d, struct message hint);

/** Moves all diagnostics of `from` behind those of `to`, and frees `from`. */
void diags_adopt(struct diags *to, struct diags *from);

size_t diags_count(const struct diags *d, enum severity severity);

/** The stable name of a code: "line-loose". */
const char *diag_code_name(enum diag_code code);

/** How many were reported with one code. */
size_t diags_count_of(const struct diags *d, enum diag_code code);

/** 0 no error, 1 the input has errors, 3 the environment has (and the input has none). */
int diags_status(const struct diags *d);

enum diag_format { DIAG_TEXT, DIAG_JSON };

/** Prints everything in order of file, line and column (files in the order they were first named;
 * equal places in the order of reporting; exact repeats once). Text: `path:line:column: error:
 * message [code]`, the source line with a caret, `  hint: …`, in the user's language. JSON: one
 * object a line with keys code, severity, file, line, column, message, hint, and both in Chinese as
 * message_zh and hint_zh: the same for all users. */
void diags_print(struct diags *d, FILE *to, enum diag_format format);
