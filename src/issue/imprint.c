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

bool imprint_read(struct fields_reader *r, const struct yaml *value, const struct field *field,
                  void *out)
{
    struct imprint *imprint = out;
    (void)field;
    imprint->at = value->at;
    return fields_read(r, value, "`imprint`", fields, sizeof fields / sizeof *fields, imprint);
}

/* ---- numbers (NP-04) ---- */

/* `n` digits at the front of the text, cut off it; -1: they are not there. */
static int take_digits(str *text, size_t n)
{
    int number = 0;
    if (text->n < n)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (!utf8_is_digit((unsigned char)text->p[i]))
            return -1;
        number = number * 10 + (text->p[i] - '0');
    }
    *text = str_slice(*text, n, text->n);
    return number;
}

static bool take(str *text, str what)
{
    if (!str_starts(*text, what))
        return false;
    *text = str_trim(str_slice(*text, what.n, text->n));
    return true;
}

/* The serial number's range says whether it is a newspaper's or a periodical's. */
static bool is_serial_of(int serial, enum imprint_type type)
{
    bool newspaper = serial >= 1 && serial <= 999, periodical = serial >= 1000 && serial <= 5999;
    return type == IMPRINT_NEWSPAPER    ? newspaper
           : type == IMPRINT_PERIODICAL ? periodical
                                        : newspaper || periodical;
}

static const char *cn_fault(str text, enum imprint_type type)
{
    take(&text, STR("CN"));
    int region = take_digits(&text, 2);
    int serial = region >= 0 && take(&text, STR("-")) ? take_digits(&text, 4) : -1;
    bool end = !text.n || (text.p[0] == '/' && text.n > 1);
    if (serial < 0 || !end)
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
    bool whole = str_contains(p->notice.text, STR("内部资料")) &&
                 str_contains(p->notice.text, STR("免费交流"));
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

static void forbid_end(struct diags *d, const struct value *v, const char *word)
{
    if (str_ends(v->text, str_of(word)))
        forbid(d, v, word);
}

static void check_internal_words(const struct issue *issue, struct diags *d)
{
    static const char *const bodies[] = {"期刊社", "杂志社", "报社", "记者"};
    static const char *const names[] = {"报", "刊", "杂志"};
    const struct imprint *p = &issue->imprint;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        forbid_end(d, &issue->title, names[i]);
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        for (size_t k = 0; k < issue->n_publisher; k++)
            forbid(d, &issue->publisher[k], bodies[i]);
        for (size_t k = 0; k < issue->n_staff; k++)
            forbid(d, &issue->staff[k].role, bodies[i]);
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

/* What it calls itself. Both characters are parts of other words too: 日本报纸, 本报告. */
static const struct word {
    const char *text, *not_behind, *not_before;
} words[] = {
    {"本报", "日基成根样版文课剧书标资原译抄", "告表价关销名账废复仇国警警答酬"},
    {"本刊", "日版样", "物"},
    {"（记者", "", ""},
};

static bool starts_with_one_of(str text, const char *list)
{
    size_t at = 0;
    uint32_t c = text.n ? utf8_next(text, &at) : 0;
    str all = str_of(list);
    for (size_t i = 0; c && i < all.n;)
        if (utf8_next(all, &i) == c)
            return true;
    return false;
}

static void check_span(const struct span *s, struct diags *d)
{
    struct place at = s->at;
    str before = STR("");
    for (size_t i = 0; i < s->text.n;) {
        str rest = str_slice(s->text, i, s->text.n);
        for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
            const struct word *w = &words[k];
            str word = str_of(w->text);
            if (!str_starts(rest, word) || starts_with_one_of(before, w->not_behind) ||
                starts_with_one_of(str_slice(rest, word.n, rest.n), w->not_before))
                continue;
            diag_add(d, DIAG_IMPRINT_WORDS, at,
                     "an internal publication does not call itself or its authors “%s” (NP-06)",
                     w->text);
            diag_hint(d, "write the publisher's name; where it is another word, put "
                         "`ignore: imprint-words` into the article's head");
        }
        before = rest;
        at = place_behind(at, utf8_next(s->text, &i));
    }
}

static void check_blocks(const struct block *blocks, size_t n, struct diags *d)
{
    for (size_t i = 0; i < n; i++) {
        const struct block *b = &blocks[i];
        for (size_t k = 0; b->kind != BLOCK_CODE && k < b->n_spans; k++)
            if (!(b->spans[k].format & SPAN_CODE))
                check_span(&b->spans[k], d);
        check_blocks(b->children, b->n_children, d);
    }
}

void imprint_check_article(const struct article *article, struct diags *d)
{
    if (article_ignores(article, DIAG_IMPRINT_WORDS))
        return;
    forbid(d, &article->author, "记者");
    check_blocks(article->blocks, article->n_blocks, d);
}
