/* Messages in English and Chinese. The code holds the English text, which is also its key in the
 * catalogue po/zh_CN.po; glibc's gettext looks it up. Whatever is kept for a reader to come (a
 * diagnostic, a finding) is kept in both languages, so that the preview can change between them;
 * what is printed at once is printed in the user's. po/README.md says how to add a message. */
#pragma once

#include "base/str.h"

#include <libintl.h>
#include <stdarg.h>

#define MESSAGE_DOMAIN "banxin"

/** A text in the user's language: where it is printed. */
#define _(text) gettext(text)
/** Marks a text of a table, which is translated where it is used. */
#define N_(text) text

/** Opens the catalogues below a folder (zh_CN/LC_MESSAGES/banxin.mo), whatever the locale of the
 * machine is and whether it is installed: of the locale only LC_MESSAGES is set, to C.UTF-8, and
 * Chinese is put before the user's own choice in LANGUAGE. Before the first thread is started.
 * Without it all texts are English. */
void message_open(const char *folder);

/** Makes Chinese the user's language, after message_open(); it is English before. */
void message_use_chinese(void);
bool message_is_chinese(void);

/** The environment as it was before message_open(), in the arena: for a program that is started. */
char **message_environment(struct arena *a);

/** A text in Chinese, whatever the user's language is; the text itself when no catalogue is open or
 * it has none. */
const char *message_chinese(const char *text);

/** What an error number means, in English: a key of the catalogue, where strerror() may be in any
 * language. */
const char *message_errno(int number);

/** Around a word of the program that message_format() finds in an argument of %s: for texts that
 * are put together first. The bytes around it are in no UTF-8. */
#define MESSAGE_WORD(format) "\xFE" format "\xFF"

/** A text in both languages. */
struct message {
    str english, chinese;
};

/** A copy with its texts in the arena. */
struct message message_copy(struct arena *a, const struct message *m);

/** That of the user. */
static inline str message_shown(const struct message *m)
{
    return message_is_chinese() ? m->chinese : m->english;
}

/** Fills in a format, in the arena. printf rules, and one more: `%-s` takes
 * a word of the program, marked with N_() where it stands, which is translated too; `%s` takes what
 * is the same in all languages (names, keys, numbers). A translation may take the arguments in
 * another order (%2$s). */
struct message message_format(struct arena *a, const char *format, va_list ap);
struct message message_of(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
