#include "issue/imprint.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "issue/checks.h"

#include <stddef.h>

static const char *const types[] = {"none", "internal", "newspaper", "periodical", NULL};

#define VALUE(key, expected, chinese, english)                                                     \
    {                                                                                              \
        .name = #key, .read = reading_value, .offset = offsetof(struct imprint, key),              \
        .unit = expected, .help = {                                                                \
            chinese,                                                                               \
            english                                                                                \
        }                                                                                          \
    }

static const struct field fields[] = {
    {.name = "type",
     .read = field_choice,
     .offset = offsetof(struct imprint, type),
     .unit = "internal, newspaper, periodical, none",
     .parameter = types,
     .help = {"法规上是哪一种出版物", "what kind of publication it is before the law"}},
    VALUE(notice, "内部资料，免费交流", "内部资料必须标明的话",
          "what an internal publication must say of itself"),
    VALUE(permit, "text", "内部资料的准印证号", "number of the permit of an internal publication"),
    VALUE(cn, "CN 11-1234/G2", "国内统一刊号", "the national serial number"),
    VALUE(issn, "1234-5679", "国际标准刊号", "the international serial number"),
    VALUE(printer, "text", "印刷单位", "who printed it"),
    VALUE(copies, "number", "印数", "how many were printed"),
    VALUE(recipients, "text", "发送对象", "who is sent it"),
    VALUE(price, "text", "定价", "what it costs"),
    {.name = "printed",
     .read = reading_date,
     .offset = offsetof(struct imprint, printed),
     .unit = "YYYY-MM-DD",
     .help = {"印刷日期", "the day of printing"}},
};

struct issue_fields imprint_fields(void)
{
    return (struct issue_fields){fields, sizeof fields / sizeof *fields};
}

bool imprint_read(struct fields_reader *r, const struct yaml *value, const struct field *field,
                  void *out)
{
    struct imprint *imprint = out;
    (void)field;
    imprint->at = value->at;
    return fields_read(r, value, "`imprint`", fields, sizeof fields / sizeof *fields, imprint);
}

/* ---- numbers (NP-04) ---- */

static bool take(str *text, str what)
{
    if (!str_starts(*text, what))
        return false;
    *text = str_trim(str_slice(*text, what.n, text->n));
    return true;
}

/* The serial number's range says whether it is a newspaper's or a periodical's. */
static bool is_serial_of(int64_t serial, enum imprint_type type)
{
    bool newspaper = serial >= 1 && serial <= 999, periodical = serial >= 1000 && serial <= 5999;
    return type == IMPRINT_NEWSPAPER    ? newspaper
           : type == IMPRINT_PERIODICAL ? periodical
                                        : newspaper || periodical;
}

static const char *cn_fault(str text, enum imprint_type type)
{
    int64_t region, serial;
    take(&text, STR("CN"));
    bool form = reading_digits(&text, 2, &region) && take(&text, STR("-")) &&
                reading_digits(&text, 4, &serial) && (!text.n || (text.p[0] == '/' && text.n > 1));
    if (!form)
        return N_("it is not of the form CN 11-1234/G2");
    if (region < 10 || region > 65)
        return N_("its region is not from 10 to 65");
    return is_serial_of(serial, type)
               ? NULL
               : N_("newspapers have 0001 to 0999 behind the hyphen, periodicals 1000 to 5999");
}

/* ISO 3297: weights 8 to 2, the check digit makes the sum a multiple of 11. */
static const char *issn_fault(str text)
{
    int sum = 0, weight = 8;
    take(&text, STR("ISSN"));
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (i == 4 && c == '-')
            continue;
        bool ten = weight == 1 && c == 'X';
        if (weight == 0 || (!ten && !utf8_is_digit((unsigned char)c)))
            return N_("it is not of the form 1234-5679");
        sum += weight-- * (ten ? 10 : c - '0');
    }
    if (weight != 0 || text.n != 9)
        return N_("it is not of the form 1234-5679");
    return sum % 11 == 0 ? NULL : N_("its check digit is wrong");
}

static void report_number(struct diags *d, const struct value *v, const char *what,
                          const char *fault)
{
    if (!v->text.n || !fault)
        return;
    diag_add(d, DIAG_IMPRINT_NUMBER, v->at, "`%.*s` is no %-s: %-s (NP-04)", STR_ARG(v->text), what,
             fault);
    diag_hint(d, "copy it from the licence");
}

/* ---- words (NP-05, NP-06) ---- */

enum word_kind { WORD_NOTICE, WORD_NAME_END, WORD_BODY, WORD_SELF };

#define WORD(kind, text, not_behind, not_before) {WORD_##kind, text, not_behind, not_before},
static const struct word {
    enum word_kind kind;
    const char *text, *not_behind, *not_before;
} words[] = {
#include "issue/imprint.def"
};
#undef WORD
enum { WORDS = sizeof words / sizeof *words };

/* ---- what must be said (NP-05, NP-07) ---- */

struct wanted {
    const struct value *value;
    const char *key;
};

/* Reports in one message what is not there. */
static void want(struct diags *d, const struct imprint *p, const struct wanted *wanted, size_t n,
                 const char *why)
{
    struct buf missing = {0};
    for (size_t i = 0; i < n; i++)
        if (!wanted[i].value->text.n)
            buf_format(&missing, "%s`%s`", missing.n ? ", " : "", wanted[i].key);
    if (missing.n) {
        diag_add(d, DIAG_IMPRINT_MISSING, p->at, "the imprint has no %.*s: %-s",
                 STR_ARG(buf_view(&missing)), why);
        diag_hint(d, "write it under `imprint`, in publication.yaml or for this issue in "
                     "issue.yaml");
    }
    buf_free(&missing);
}

static void check_internal_imprint(const struct issue *issue, struct diags *d)
{
    const struct imprint *p = &issue->imprint;
    const struct value printed = {p->printed.at.source ? STR("x") : STR(""), p->printed.at};
    const struct wanted wanted[] = {
        {&p->notice, "notice"}, {&p->permit, "permit"},         {&p->printer, "printer"},
        {&p->copies, "copies"}, {&p->recipients, "recipients"}, {&printed, "printed"},
    };
    want(d, p, wanted, sizeof wanted / sizeof *wanted,
         N_("an internal publication must print it (NP-05)"));
    bool whole = true;
    for (size_t i = 0; i < WORDS; i++)
        if (words[i].kind == WORD_NOTICE)
            whole = whole && str_contains(p->notice.text, str_of(words[i].text));
    if (p->notice.text.n && !whole) {
        diag_add(d, DIAG_IMPRINT_WORDS, p->notice.at,
                 "the notice of an internal publication says other words (NP-05)");
        diag_hint(d, "write 内部资料，免费交流");
    }
}

/* ---- what must not be said (NP-06) ---- */

static void forbid(struct diags *d, const struct value *v, const char *word)
{
    if (!str_contains(v->text, str_of(word)))
        return;
    diag_add(d, DIAG_IMPRINT_WORDS, v->at,
             "an internal publication does not say “%s”: `%.*s` (NP-06)", word, STR_ARG(v->text));
    diag_hint(d, "only publications with a 刊号 may");
}

static void check_internal_words(const struct issue *issue, struct diags *d)
{
    const struct imprint *p = &issue->imprint;
    for (size_t i = 0; i < WORDS; i++) {
        const struct word *w = &words[i];
        if (w->kind == WORD_NAME_END && str_ends(issue->title.text, str_of(w->text)))
            forbid(d, &issue->title, w->text);
        for (size_t k = 0; w->kind == WORD_BODY && k < issue->n_publisher; k++)
            forbid(d, &issue->publisher[k], w->text);
        for (size_t k = 0; w->kind == WORD_BODY && k < issue->n_staff; k++)
            forbid(d, &issue->staff[k].role, w->text);
    }
    const struct value *const none[] = {&p->price, &p->cn, &p->issn};
    static const char *const keys[] = {"price", "cn", "issn"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        if (!none[i]->text.n)
            continue;
        diag_add(d, DIAG_IMPRINT_WORDS, none[i]->at, "an internal publication has no `%s` (NP-06)",
                 keys[i]);
        diag_hint(d, "take it out, or change `type`");
    }
}

void imprint_check(const struct issue *issue, struct diags *d)
{
    const struct imprint *p = &issue->imprint;
    report_number(d, &p->cn, N_("CN number"), cn_fault(p->cn.text, p->type));
    report_number(d, &p->issn, "ISSN", issn_fault(p->issn.text));
    if (p->type == IMPRINT_INTERNAL) {
        check_internal_imprint(issue, d);
        check_internal_words(issue, d);
    }
    if (p->type == IMPRINT_NEWSPAPER || p->type == IMPRINT_PERIODICAL)
        want(d, p, &(struct wanted){&p->cn, "cn"}, 1,
             N_("a newspaper or periodical must print it (NP-07)"));
}

/* ---- articles (NP-06) ---- */

static bool stands_at(const struct prose *p, size_t i, const struct word *w, size_t *n)
{
    str text = str_of(w->text);
    *n = 0;
    for (size_t at = 0; at < text.n; ++*n)
        if (prose_at(p, i + *n) != utf8_next(text, &at))
            return false;
    return !(i > 0 && prose_is_one_of(p->c[i - 1], w->not_behind)) &&
           !prose_is_one_of(prose_at(p, i + *n), w->not_before);
}

struct finding check_self_naming(struct arena *a, const struct prose *p, size_t i)
{
    size_t n;
    (void)a;
    for (size_t k = 0; k < WORDS; k++)
        if (words[k].kind == WORD_SELF && stands_at(p, i, &words[k], &n))
            return (struct finding){n, STR(N_("the publisher's name"))};
    return (struct finding){0};
}

void imprint_check_article(const struct article *article, struct diags *d)
{
    for (size_t i = 0; i < WORDS && !article_ignores(article, DIAG_IMPRINT_WORDS); i++)
        if (words[i].kind == WORD_BODY)
            forbid(d, &article->author, words[i].text);
    article_check_internal(article, d);
}
