/* Hyphenation by patterns (LW-01). The only file that knows libhyphen. */
#include "base/vec.h"
#include "compose/words_parts.h"

#include <hyphen.h>
#include <iconv.h>
#include <stdio.h>
#include <sys/stat.h>
#include <utf8proc.h>

#define SYSTEM_FOLDER "/usr/share/hyphen"
#define LETTERS_MIN   5
#define LETTERS_MAX   100
#define LEFT_MIN      2
#define RIGHT_MIN     3
#define LETTER_BYTES  4
#define FILE_MAX      ((off_t)16 << 20)

/* A language in small letters, empty when a tag names none, and its region in capitals or empty. */
struct tag {
    char language[4], region[3];
};

struct dictionary {
    struct tag tag;
    HyphenDict *patterns; /* NULL: none is installed */
    iconv_t encoding;     /* from UTF-8; NO_ENCODING when the dictionary speaks it itself */
};
#define NO_ENCODING ((iconv_t)-1)

struct hyphenator {
    char *folder;                /* of dictionaries for all languages, or NULL */
    const struct patterns *list; /* without a folder: what there is */
    size_t n;
    VEC(struct dictionary) dictionaries;
};

/* Letters as the patterns know them: small, with their accents. */
struct letters {
    uint32_t c[LETTERS_MAX];
    size_t last[LETTERS_MAX]; /* where each ends in the word */
    size_t n;
};

struct hyphenator *hyphenator_new(const char *folder)
{
    struct hyphenator *h = xcalloc(1, sizeof *h);
    h->folder = strdup(folder ? folder : SYSTEM_FOLDER);
    if (!h->folder)
        xalloc_die();
    return h;
}

struct hyphenator *hyphenator_of(const struct patterns *list, size_t n)
{
    struct hyphenator *h = xcalloc(1, sizeof *h);
    h->list = list;
    h->n = n;
    return h;
}

void hyphenator_free(struct hyphenator *h)
{
    if (!h)
        return;
    for (size_t i = 0; i < h->dictionaries.n; i++) {
        struct dictionary *d = &h->dictionaries.v[i];
        if (d->patterns)
            hnj_hyphen_free(d->patterns);
        if (d->encoding != NO_ENCODING)
            iconv_close(d->encoding);
    }
    vec_free(&h->dictionaries);
    free(h->folder);
    free(h);
}

/* ---- dictionaries ---- */

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t subtag(const char *p)
{
    size_t n = 0;
    while (is_ascii_letter(p[n]))
        n++;
    return p[n] && p[n] != '-' && p[n] != '_' ? 0 : n;
}

static struct tag take_tag(const char *text)
{
    struct tag t = {0};
    size_t n = subtag(text);
    if (n < 2 || n > 3)
        return t;
    for (size_t i = 0; i < n; i++)
        t.language[i] = (char)(text[i] | 0x20);
    for (text += n; *text && !t.region[0]; text += n) {
        n = subtag(++text);
        if (n == 2) {
            t.region[0] = (char)(text[0] & ~0x20);
            t.region[1] = (char)(text[1] & ~0x20);
        }
    }
    return t;
}

/* Chinese, Japanese and Korean text takes its Western words from English. */
static struct tag western_tag(const char *language)
{
    static const char others[][4] = {"zh", "ja", "ko"};
    const struct tag english = {.language = "en"};
    if (!language || !*language)
        return english;
    struct tag t = take_tag(language);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!strcmp(t.language, others[i]))
            return english;
    return t;
}

/* The region whose dictionary stands for a language: that of its own name, de_DE, and these. */
static struct tag with_region(struct tag t)
{
    static const struct tag others[] = {{"cs", "CZ"}, {"da", "DK"}, {"en", "US"},
                                        {"nb", "NO"}, {"nn", "NO"}, {"sv", "SE"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!strcmp(others[i].language, t.language))
            return others[i];
    for (size_t i = 0; i < 2; i++)
        t.region[i] = (char)(t.language[i] & ~0x20);
    return t;
}

/* hnj_hyphen_load() cannot tell a folder, a pipe or an endless file from a dictionary. */
static HyphenDict *load_file(const char *path)
{
    struct stat s;
    if (stat(path, &s) != 0 || !S_ISREG(s.st_mode) || s.st_size == 0 || s.st_size > FILE_MAX)
        return NULL;
    return hnj_hyphen_load(path);
}

/* The dictionary of a language and region in a folder. */
static HyphenDict *load(const char *folder, const struct tag *t)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/hyph_%s%s%s.dic", folder, t->language,
                     *t->region ? "_" : "", t->region);
    return n < 0 || (size_t)n >= sizeof path ? NULL : load_file(path);
}

/* The region's own dictionary, else the language's. */
static HyphenDict *find_patterns(const char *folder, struct tag t)
{
    if (!*t.language)
        return NULL;
    HyphenDict *d = *t.region ? load(folder, &t) : NULL;
    if (d)
        return d;
    t = with_region(t);
    if ((d = load(folder, &t)))
        return d;
    t.region[0] = 0;
    return load(folder, &t);
}

static HyphenDict *load_patterns(const struct hyphenator *h, struct tag t)
{
    if (h->folder)
        return find_patterns(h->folder, t);
    for (size_t i = 0; i < h->n; i++)
        if (h->list[i].file && !strcmp(take_tag(h->list[i].language).language, t.language))
            return load_file(h->list[i].file);
    return NULL;
}

static struct dictionary open_dictionary(const struct hyphenator *h, struct tag t)
{
    struct dictionary d = {t, load_patterns(h, t), NO_ENCODING};
    if (!d.patterns || d.patterns->utf8)
        return d;
    d.encoding = iconv_open(d.patterns->cset, "UTF-8");
    if (d.encoding == NO_ENCODING) {
        hnj_hyphen_free(d.patterns);
        d.patterns = NULL;
    }
    return d;
}

static const struct dictionary *dictionary_for(struct hyphenator *h, const char *language)
{
    struct tag t = western_tag(language);
    for (size_t i = 0; i < h->dictionaries.n; i++)
        if (!memcmp(&h->dictionaries.v[i].tag, &t, sizeof t))
            return &h->dictionaries.v[i];
    vec_push(&h->dictionaries, open_dictionary(h, t));
    return &h->dictionaries.v[h->dictionaries.n - 1];
}

/* ---- letters ---- */

static uint32_t lower(uint32_t c)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

/* Puts an accent on a letter; false when Unicode has no such letter. */
static bool compose(uint32_t *c, uint32_t accent)
{
    utf8proc_int32_t pair[2] = {(utf8proc_int32_t)*c, (utf8proc_int32_t)accent};
    if (utf8proc_normalize_utf32(pair, 2, UTF8PROC_STABLE | UTF8PROC_COMPOSE) != 1)
        return false;
    *c = (uint32_t)pair[0];
    return true;
}

/* False for a word that is not hyphenated: too short, too long, capitals where none should be. */
static bool take_letters(const struct word *w, struct letters *l)
{
    l->n = 0;
    for (size_t i = 0; i < w->n; i++) {
        uint32_t c = w->text[i];
        if (word_accent(c)) {
            if (!l->n || !compose(&l->c[l->n - 1], c))
                return false;
            l->last[l->n - 1] = i;
            continue;
        }
        bool capital = lower(c) != c;
        if (l->n == LETTERS_MAX || (capital && l->n))
            return false;
        l->c[l->n] = lower(c);
        l->last[l->n++] = i;
    }
    return l->n >= LETTERS_MIN;
}

/* Appends a letter in the dictionary's encoding; 0 when it has none there. */
static size_t put_letter(const struct dictionary *d, uint32_t c, char *out)
{
    utf8proc_uint8_t bytes[LETTER_BYTES];
    utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)c, bytes);
    if (d->encoding == NO_ENCODING) {
        memcpy(out, bytes, (size_t)n);
        return (size_t)n;
    }
    char *in = (char *)bytes;
    size_t left = (size_t)n, room = 1;
    return iconv(d->encoding, &in, &left, &out, &room) == 0 && !left && !room ? 1 : 0;
}

/* ---- points ---- */

/* What libhyphen says about a word; odd marks are points. */
struct verdict {
    char marks[LETTERS_MAX * LETTER_BYTES + 5];
    char **changes; /* a point at which the spelling changes */
    int *places, *cuts;
    size_t n; /* of the arrays */
};

static void verdict_free(struct verdict *v)
{
    for (size_t i = 0; v->changes && i < v->n; i++)
        free(v->changes[i]);
    free(v->changes);
    free(v->places);
    free(v->cuts);
}

static bool ask(const struct dictionary *d, const struct letters *l, struct verdict *v)
{
    char bytes[LETTERS_MAX * LETTER_BYTES + 1];
    for (size_t i = 0; i < l->n; i++) {
        size_t n = put_letter(d, l->c[i], bytes + v->n);
        if (!n)
            return false;
        v->n += n;
    }
    bytes[v->n] = 0;
    return hnj_hyphen_hyphenate2(d->patterns, bytes, (int)v->n, v->marks, NULL, &v->changes,
                                 &v->places, &v->cuts) == 0;
}

void hyphenator_mark(struct hyphenator *h, const char *language, const struct word *w)
{
    struct letters l;
    if (!h || !take_letters(w, &l))
        return;
    const struct dictionary *d = dictionary_for(h, language);
    if (!d->patterns)
        return;
    struct verdict v = {0};
    if (ask(d, &l, &v))
        for (size_t i = LEFT_MIN - 1; i + RIGHT_MIN < l.n; i++)
            if ((v.marks[i] & 1) && !(v.changes && v.changes[i]))
                w->points[l.last[i]] = POINT_HYPHEN;
    verdict_free(&v);
}
