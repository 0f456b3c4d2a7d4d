#include "base/message.h"

#include "base/buf.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#define CHINESE "zh_CN"

extern char **environ;

/* ---- the catalogue ---- */

/* gettext translates nothing in the locale "C", but anything in C.UTF-8, which every system has. */
void message_open(const char *folder)
{
    if (bindtextdomain(MESSAGE_DOMAIN, NULL) &&
        strcmp(bindtextdomain(MESSAGE_DOMAIN, NULL), folder) == 0)
        return;
    if (!setlocale(LC_MESSAGES, "C.UTF-8") && !setlocale(LC_MESSAGES, "zh_CN.UTF-8"))
        setlocale(LC_MESSAGES, "");
    struct buf language = {0};
    const char *own = getenv("LANGUAGE");
    buf_format(&language, own ? CHINESE ":%s%c" : CHINESE "%s%c", own ? own : "", '\0');
    setenv("LANGUAGE", language.data, 1);
    buf_free(&language);
    bindtextdomain(MESSAGE_DOMAIN, folder);
    bind_textdomain_codeset(MESSAGE_DOMAIN, "UTF-8");
}

void message_use_chinese(void)
{
    textdomain(MESSAGE_DOMAIN);
}

bool message_is_chinese(void)
{
    return strcmp(textdomain(NULL), MESSAGE_DOMAIN) == 0;
}

const char *message_chinese(const char *text)
{
    return *text ? dgettext(MESSAGE_DOMAIN, text) : text; /* "" is the catalogue's head */
}

char **message_environment(struct arena *a)
{
    static const str ours = STR("LANGUAGE=" CHINESE);
    size_t n = 0, kept = 0;
    while (environ[n])
        n++;
    char **copy = arena_many(a, n + 1, char *);
    for (size_t i = 0; i < n; i++) {
        str entry = str_of(environ[i]);
        if (!bindtextdomain(MESSAGE_DOMAIN, NULL) || !str_starts(entry, ours))
            copy[kept++] = environ[i];
        else if (entry.n > ours.n) /* the user's own choice stands behind the colon */
            copy[kept++] = str_z(
                a, str_format(a, "LANGUAGE=%.*s", STR_ARG(str_slice(entry, ours.n + 1, entry.n))));
    }
    return copy;
}

const char *message_errno(int number)
{
    static const struct {
        int number;
        const char *text;
    } known[] = {
        {ENOENT, N_("No such file or directory")}, {EACCES, N_("Permission denied")},
        {EPERM, N_("Operation not permitted")},    {EEXIST, N_("File exists")},
        {ENOTDIR, N_("Not a directory")},          {EISDIR, N_("Is a directory")},
        {ENOSPC, N_("No space left on device")},   {EDQUOT, N_("Disk quota exceeded")},
        {EROFS, N_("Read-only file system")},      {EFBIG, N_("File too large")},
        {EIO, N_("Input/output error")},           {ELOOP, N_("Too many levels of symbolic links")},
        {ENAMETOOLONG, N_("File name too long")},  {EMFILE, N_("Too many open files")},
        {ENOMEM, N_("Cannot allocate memory")},    {EADDRINUSE, N_("Address already in use")},
        {ETXTBSY, N_("Text file busy")},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].number == number)
            return known[i].text;
    const char *text = strerrordesc_np(number);
    return text ? text : N_("unknown error");
}

/* ---- formats ---- */

enum { WORD_BEGIN = (char)0xFE, WORD_END = (char)0xFF }; /* as in MESSAGE_WORD() */

/* The format with each %-s (%2$-s) as MESSAGE_WORD("%s") ("%2$s"): libc fills in the rest. */
static void put_marked(struct buf *b, const char *format)
{
    for (const char *p = format; *p;) {
        if (p[0] != '%' || p[1] == '%') {
            buf_add(b, p, *p == '%' ? 2 : 1);
            p += *p == '%' ? 2 : 1;
            continue;
        }
        size_t digits = strspn(p + 1, "0123456789");
        size_t n = 1 + digits + (digits && p[1 + digits] == '$'); /* up to the flags */
        bool word = p[n] == '-' && p[n + 1] == 's';
        if (word)
            buf_char(b, WORD_BEGIN);
        buf_add(b, p, n);
        if (word) {
            buf_char(b, 's');
            buf_char(b, WORD_END);
            n += 2;
        }
        p += n;
    }
    buf_char(b, '\0');
}

static str fill_in(struct arena *a, const char *format, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, format, ap);
    char *z = arena_alloc(a, n > 0 ? (size_t)n + 1 : 1);
    if (n > 0)
        vsnprintf(z, (size_t)n + 1, format, again);
    va_end(again);
    return (str){z, n > 0 ? (size_t)n : 0};
}

/* Text without the marks, and in Chinese what stands between them translated. */
static str take_words(struct arena *a, str text, bool chinese)
{
    struct buf b = {0};
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == WORD_BEGIN) {
            size_t end = str_find(text, WORD_END, i);
            const char *word = str_z(a, str_slice(text, i + 1, end));
            buf_str(&b, str_of(chinese ? message_chinese(word) : word));
            i = end;
        } else {
            buf_char(&b, text.p[i]);
        }
    }
    text = str_dup(a, buf_view(&b));
    buf_free(&b);
    return text;
}

struct message message_copy(struct arena *a, const struct message *m)
{
    return (struct message){str_dup(a, m->english), str_dup(a, m->chinese)};
}

static str format_in(struct arena *a, bool chinese, const char *format, va_list ap)
{
    struct buf marked = {0};
    put_marked(&marked, chinese ? message_chinese(format) : format);
    str text = take_words(a, fill_in(a, marked.data, ap), chinese);
    buf_free(&marked);
    return text;
}

struct message message_format(struct arena *a, const char *format, va_list ap)
{
    va_list again;
    struct message m;
    va_copy(again, ap);
    m.english = format_in(a, false, format, ap);
    m.chinese =
        bindtextdomain(MESSAGE_DOMAIN, NULL) ? format_in(a, true, format, again) : m.english;
    va_end(again);
    return m;
}

struct message message_of(struct arena *a, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    struct message m = message_format(a, format, ap);
    va_end(ap);
    return m;
}
