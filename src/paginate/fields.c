#include "paginate/fields.h"

#include "base/calendar.h"
#include "base/utf8.h"
#include "base/vec.h"

static str number(struct arena *a, int64_t n)
{
    return n > 0 ? str_format(a, "%lld", (long long)n) : STR("");
}

str join_values(struct arena *a, const struct value *values, size_t n, str separator)
{
    str all = STR("");
    for (size_t i = 0; i < n; i++)
        all = str_format(a, "%.*s%.*s%.*s", STR_ARG(all), i ? (int)separator.n : 0,
                         i ? separator.p : "", STR_ARG(values[i].text));
    return all;
}

/* NP-11: among names of three characters one of two gets an em inside. */
static str name_set(struct arena *a, str name, bool loose)
{
    size_t first = 0;
    if (!loose || utf8_count(name) != 2)
        return name;
    utf8_next(name, &first);
    return str_format(a, "%.*s　%.*s", (int)first, name.p, (int)(name.n - first), name.p + first);
}

static bool is_han_name(str name, size_t characters)
{
    for (size_t i = 0; i < name.n;) {
        uint32_t c = utf8_next(name, &i);
        if (c < 0x3400 || (c > 0x9FFF && c < 0x20000))
            return false;
    }
    return utf8_count(name) == characters;
}

bool names_are_mixed(const struct value *names, size_t n)
{
    bool two = false, three = false;
    for (size_t i = 0; i < n; i++) {
        two |= is_han_name(names[i].text, 2);
        three |= is_han_name(names[i].text, 3);
    }
    return two && three;
}

str join_names(struct arena *a, const struct value *names, size_t n, str separator, bool loose)
{
    struct value *set = arena_many(a, n, struct value);
    for (size_t i = 0; i < n; i++)
        set[i] = (struct value){name_set(a, names[i].text, loose && is_han_name(names[i].text, 2)),
                                names[i].at};
    return join_values(a, set, n, separator);
}

/* NP-15: `编辑：张　三　校对：李四光`. */
static struct value all_staff(struct arena *a, const struct issue *issue)
{
    struct value all = {0};
    for (size_t i = 0; i < issue->n_staff; i++) {
        const struct staff *s = &issue->staff[i];
        str names =
            join_names(a, s->names, s->n_names, STR("　"), names_are_mixed(s->names, s->n_names));
        all.text = str_format(a, "%.*s%s%.*s：%.*s", STR_ARG(all.text), i ? "　" : "",
                              STR_ARG(s->role.text), STR_ARG(names));
    }
    if (issue->n_staff)
        all.at = issue->staff[0].role.at;
    return all;
}

static str weekday(const struct issue *i)
{
    static const char *const names[] = {"日", "一", "二", "三", "四", "五", "六"};
    if (!i->month || !i->day)
        return STR("");
    return str_of(names[calendar_weekday(i->date_year, i->month, i->day)]);
}

static str lunar(struct arena *a, const struct issue *i,
                 void (*write)(const struct lunar_date *, char *))
{
    struct lunar_date date;
    char text[CALENDAR_TEXT];
    if (!i->month || !i->day || !calendar_lunar(i->date_year, i->month, i->day, &date))
        return STR("");
    write(&date, text);
    return str_dup(a, str_of(text));
}

static struct value publishers(struct arena *a, const struct issue *i)
{
    struct value v = {.text = join_values(a, i->publisher, i->n_publisher, STR("　"))};
    if (i->n_publisher)
        v.at = i->publisher[0].at;
    return v;
}

static struct value printed(struct arena *a, const struct date *d)
{
    struct value v = {.at = d->at};
    if (d->at.source)
        v.text = str_format(a, "%lld年%lld月%lld日", (long long)d->year, (long long)d->month,
                            (long long)d->day);
    return v;
}

static struct value imprint_field(struct arena *a, const struct imprint *p,
                                  enum template_field field)
{
    switch (field) {
    case TEMPLATE_NOTICE: return p->notice;
    case TEMPLATE_PERMIT: return p->permit;
    case TEMPLATE_CN: return p->cn;
    case TEMPLATE_ISSN: return p->issn;
    case TEMPLATE_PRINTER: return p->printer;
    case TEMPLATE_PRINTED: return printed(a, &p->printed);
    case TEMPLATE_COPIES: return p->copies;
    case TEMPLATE_RECIPIENTS: return p->recipients;
    case TEMPLATE_PRICE: return p->price;
    default: return (struct value){0};
    }
}

static struct value issue_field(struct arena *a, const struct issue *i, enum template_field field)
{
    struct value v = {0};
    switch (field) {
    case TEMPLATE_TITLE: return i->title;
    case TEMPLATE_SLOGAN: return i->slogan;
    case TEMPLATE_PUBLISHER: return publishers(a, i);
    case TEMPLATE_THEME: return i->theme;
    case TEMPLATE_YEAR: v.text = number(a, i->year); break;
    case TEMPLATE_NUMBER: v.text = number(a, i->number); break;
    case TEMPLATE_TOTAL: v.text = number(a, i->total); break;
    case TEMPLATE_DATE_YEAR: v.text = number(a, i->date_year); break;
    case TEMPLATE_MONTH: v.text = number(a, i->month); break;
    case TEMPLATE_DAY: v.text = number(a, i->day); break;
    case TEMPLATE_WEEKDAY: v.text = weekday(i); break;
    case TEMPLATE_LUNAR_YEAR: v.text = lunar(a, i, calendar_lunar_year); break;
    case TEMPLATE_LUNAR_MONTH: v.text = lunar(a, i, calendar_lunar_month); break;
    case TEMPLATE_LUNAR_DAY: v.text = lunar(a, i, calendar_lunar_day); break;
    case TEMPLATE_STAFF: return all_staff(a, i);
    case TEMPLATE_COVER: return i->cover;
    case TEMPLATE_QR: return i->n_qr ? i->qr[0].label : v;
    default: return imprint_field(a, &i->imprint, field);
    }
    return v;
}

enum { NAMES_MAX = 20 };

/* NP-11: `张三、李四光` as names an em apart; what is no list of Han names stays as it is. */
static struct value byline(struct arena *a, struct value author)
{
    static const str comma = STR("、");
    struct value names[NAMES_MAX];
    size_t n = 0;
    for (str rest = author.text; n < NAMES_MAX; n++) {
        size_t end = 0;
        while (end < rest.n && !str_starts(str_slice(rest, end, rest.n), comma))
            end++;
        names[n] = (struct value){str_trim(str_slice(rest, 0, end)), author.at};
        size_t most = utf8_count(names[n].text);
        if (most < 2 || most > 4 || !is_han_name(names[n].text, most))
            return author;
        if (end == rest.n)
            return (struct value){
                join_names(a, names, n + 1, STR("　"), names_are_mixed(names, n + 1)), author.at};
        rest = str_slice(rest, end + comma.n, rest.n);
    }
    return author;
}

static struct value article_field(struct arena *a, const struct article *article,
                                  enum template_field field)
{
    if (!article)
        return (struct value){0};
    switch (field) {
    case TEMPLATE_SECTION: return article->section;
    case TEMPLATE_ARTICLE_TITLE: return article->title;
    case TEMPLATE_ARTICLE_SUBTITLE: return article->subtitle;
    case TEMPLATE_ARTICLE_AUTHOR: return byline(a, article->author);
    case TEMPLATE_ARTICLE_SOURCE: return article->credit;
    case TEMPLATE_ARTICLE_LEAD: return article->lead;
    default: return (struct value){0};
    }
}

static struct value correction_field(struct arena *a, const struct correction *c,
                                     enum template_field field)
{
    str text = STR("");
    if (!c)
        return (struct value){0};
    switch (field) {
    case TEMPLATE_CORRECTION_YEAR: text = number(a, c->year); break;
    case TEMPLATE_CORRECTION_NUMBER: text = number(a, c->number); break;
    case TEMPLATE_CORRECTION_PAGE: text = number(a, c->page); break;
    case TEMPLATE_CORRECTION_TITLE: text = c->title; break;
    case TEMPLATE_CORRECTION_WRONG: text = c->wrong; break;
    default: text = c->right; break;
    }
    return (struct value){text, c->at};
}

static struct value field_value(struct arena *a, const struct field_values *v,
                                enum template_field field)
{
    switch (field) {
    case TEMPLATE_PAGE: return (struct value){.text = number(a, (int64_t)v->page)};
    case TEMPLATE_PAGES: return (struct value){.text = number(a, (int64_t)v->pages)};
    case TEMPLATE_N: return (struct value){v->n, v->n_at};
    case TEMPLATE_SECTION:
        if (v->section.n)
            return (struct value){.text = v->section};
        return article_field(a, v->article, field);
    case TEMPLATE_ARTICLE_TITLE:
    case TEMPLATE_ARTICLE_SUBTITLE:
    case TEMPLATE_ARTICLE_AUTHOR:
    case TEMPLATE_ARTICLE_SOURCE:
    case TEMPLATE_ARTICLE_LEAD: return article_field(a, v->article, field);
    case TEMPLATE_CORRECTION_YEAR:
    case TEMPLATE_CORRECTION_NUMBER:
    case TEMPLATE_CORRECTION_PAGE:
    case TEMPLATE_CORRECTION_TITLE:
    case TEMPLATE_CORRECTION_WRONG:
    case TEMPLATE_CORRECTION_RIGHT: return correction_field(a, v->correction, field);
    default: return issue_field(a, v->issue, field);
    }
}

static bool part_is_empty(struct arena *a, const struct field_values *v,
                          const struct template_part *part)
{
    return part->field != TEMPLATE_LITERAL && field_value(a, v, part->field).text.n == 0;
}

/* A group with an empty field is left out. */
static bool group_is_empty(struct arena *a, const struct text_template *t,
                           const struct field_values *v, int group)
{
    for (size_t i = 0; group && i < t->n_parts; i++)
        if (t->parts[i].group == group && part_is_empty(a, v, &t->parts[i]))
            return true;
    return false;
}

static bool is_void(struct arena *a, const struct text_template *t, const struct field_values *v)
{
    bool fields = false;
    for (size_t i = 0; i < t->n_parts; i++) {
        fields = fields || t->parts[i].field != TEMPLATE_LITERAL;
        if (t->parts[i].field != TEMPLATE_LITERAL && !part_is_empty(a, v, &t->parts[i]))
            return false;
    }
    return fields;
}

static int note_of(const struct field_values *v, enum template_field field)
{
    if (!v->marks || !v->article)
        return 0;
    switch (field) {
    case TEMPLATE_ARTICLE_TITLE: return v->article->head_notes.title;
    case TEMPLATE_ARTICLE_SUBTITLE: return v->article->head_notes.subtitle;
    case TEMPLATE_ARTICLE_AUTHOR: return v->article->head_notes.author;
    case TEMPLATE_ARTICLE_LEAD: return v->article->head_notes.lead;
    default: return 0;
    }
}

const struct span *template_fill(struct arena *a, const struct text_template *t,
                                 const struct field_values *v, size_t *n)
{
    VEC(struct span) spans = {0};
    bool none = is_void(a, t, v);
    for (size_t i = 0; !none && i < t->n_parts; i++) {
        const struct template_part *part = &t->parts[i];
        if (group_is_empty(a, t, v, part->group))
            continue;
        struct value value = {part->literal, t->at};
        if (part->field != TEMPLATE_LITERAL)
            value = field_value(a, v, part->field);
        if (!value.text.n)
            continue;
        struct span *s = vec_add(&spans);
        s->kind = SPAN_TEXT;
        s->text = value.text;
        s->at = value.at.source ? value.at : t->at;
        int note = note_of(v, part->field);
        if (note)
            vec_push(&spans,
                     ((struct span){
                         .kind = SPAN_NOTE, .note = note, .list = NOTES_HEADINGS, .at = value.at}));
    }
    *n = spans.n;
    return vec_take(a, &spans);
}

/* How many of the fields say something. */
static size_t count_present(struct arena *a, const struct presence *p, const struct field_values *v,
                            bool new_section)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++)
        n += p->v[i] == CONDITION_NEW_SECTION ? new_section : field_value(a, v, p->v[i]).text.n > 0;
    return n;
}

bool conditions_hold(struct arena *a, const struct conditions *c, const struct field_values *v,
                     bool new_section)
{
    return count_present(a, &c->present, v, new_section) == c->present.n &&
           count_present(a, &c->absent, v, new_section) == 0;
}

const struct span *furniture_fill(struct arena *a, const struct furniture *f,
                                  const struct field_values *v, bool new_section, size_t *n)
{
    *n = 0;
    if (!conditions_hold(a, &f->conditions, v, new_section))
        return NULL;
    return template_fill(a, &f->text, v, n);
}
