#include "paginate/fields.h"

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

static struct value publishers(struct arena *a, const struct issue *i)
{
    struct value v = {.text = join_values(a, i->publisher, i->n_publisher, STR("　"))};
    if (i->n_publisher)
        v.at = i->publisher[0].at;
    return v;
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
    default: break;
    }
    return v;
}

static struct value article_field(const struct article *article, enum template_field field)
{
    if (!article)
        return (struct value){0};
    switch (field) {
    case TEMPLATE_SECTION: return article->section;
    case TEMPLATE_ARTICLE_TITLE: return article->title;
    case TEMPLATE_ARTICLE_SUBTITLE: return article->subtitle;
    case TEMPLATE_ARTICLE_AUTHOR: return article->author;
    case TEMPLATE_ARTICLE_SOURCE: return article->credit;
    case TEMPLATE_ARTICLE_LEAD: return article->lead;
    default: return (struct value){0};
    }
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
        return article_field(v->article, field);
    case TEMPLATE_ARTICLE_TITLE:
    case TEMPLATE_ARTICLE_SUBTITLE:
    case TEMPLATE_ARTICLE_AUTHOR:
    case TEMPLATE_ARTICLE_SOURCE:
    case TEMPLATE_ARTICLE_LEAD: return article_field(v->article, field);
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
    }
    *n = spans.n;
    return vec_take(a, &spans);
}

const struct span *furniture_fill(struct arena *a, const struct furniture *f,
                                  const struct field_values *v, bool new_section, size_t *n)
{
    *n = 0;
    if (f->new_section && !new_section)
        return NULL;
    if (f->when != TEMPLATE_LITERAL && field_value(a, v, f->when).text.n == 0)
        return NULL;
    return template_fill(a, &f->text, v, n);
}
