/* What articles of a section look like, and the first of an issue; masters chosen by more than a
 * page's place. */
#include "layout/dimension.h"

#define KEY(key, member, reader)                                                                   \
    .name = (key), .offset = offsetof(struct article_looks, member), .read = (reader)

static bool field_tint(struct fields_reader *r, const struct yaml *value, const struct field *field,
                       void *out)
{
    struct article_looks *looks = out;
    looks->has_fill = !layout_is_none(value);
    return field_color_or_none(r, value, field, &looks->fill);
}

static bool field_head(struct fields_reader *r, const struct yaml *value, const struct field *field,
                       void *out)
{
    struct article_looks *looks = out;
    struct furniture_list head = {0};
    looks->sets_head = true;
    bool ok = field_furnitures(r, value, field, &head);
    looks->head = head.v;
    looks->n_head = head.n;
    return ok;
}

static const struct field looks_keys[] = {
    {.name = "head",
     .read = field_head,
     .unit = N_("list of {text, style, if}"),
     .standard = "= article",
     .help = {"正文之前的各行，代替 article 的 `head`",
              "lines before the text, in the stead of `head` of article"},
     .parameter = &map_text},
    {.name = "fill",
     .read = field_tint,
     .unit = N_("colour name"),
     .standard = "none",
     .help = {"整篇的底色", "colour behind the whole article"}},
    {KEY("rule", rule, field_map), .unit = "{thickness: 0.5pt, color: black}", .standard = "—",
     .help = {"整篇四周的线", "lines around the whole article"}, .parameter = &map_style_rule},
    {KEY("overhang", overhang, field_length), .unit = "0.5em", .standard = "0.5em",
     .help = {"底色和线从文字左右伸出多少；上下各伸出半行",
              "how far colour and lines reach out left and right of the text; half a line above "
              "and below"},
     .parameter = &(const struct length_rule){0, MM(30), N_("from 0 to 30mm")}},
};
#undef KEY

const struct layout_map map_looks = {
    .what = N_("the looks of a section"),
    .title = {"头条和栏目：lead、sections 的各项",
              "The first article and sections: lead, items of sections"},
    .intro = {"`lead` 是一期的第一篇；`sections` 里用栏目的名字。没有写的照 `article`。"
              "加底色或框的一篇，前后至少要空一行。",
              "`lead` is the first article of an issue; `sections` goes by the names of sections. "
              "What is not written is as in `article`. An article with a fill or a rule needs at "
              "least one empty line before and behind it."},
    LAYOUT_FIELDS(looks_keys),
};

bool field_looks(struct fields_reader *r, const struct yaml *value, const struct field *field,
                 void *out)
{
    struct article_looks **looks = out;
    *looks = arena_one(r->arena, struct article_looks);
    (*looks)->overhang = layout_reader_of(r)->base_em / 2;
    return layout_read_map(r, value, field->parameter, *looks);
}

bool read_section_looks(struct layout_reader *r, const struct yaml *sections)
{
    struct names names;
    struct layout *l = r->layout;
    if (!names_read(&r->fields, sections, N_("section"), &names))
        return false;
    l->sections = arena_many(r->fields.arena, names.n, struct section_looks);
    l->n_sections = names.n;
    bool ok = true;
    for (size_t i = 0; i < names.n; i++) {
        const struct field field = {.name = names.z[i], .parameter = &map_looks};
        l->sections[i].name = names.v[i];
        ok &= field_looks(&r->fields, sections->entries[i].value, &field, &l->sections[i].looks);
    }
    return ok;
}

const struct article_looks *layout_looks(const struct layout *l, str section, bool first)
{
    if (first && l->lead)
        return l->lead;
    for (size_t i = 0; section.n && i < l->n_sections; i++)
        if (str_eq(l->sections[i].name, section))
            return l->sections[i].looks;
    return NULL;
}

/* ---- masters ---- */

/* `{来信: letters}`, `{3: middle}`: masters by section or page number. */
bool field_master_map(struct fields_reader *r, const struct yaml *value, const struct field *field,
                      void *out)
{
    struct master_map *map = out;
    if (value->kind != YAML_MAP) {
        diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` must be a map", field->name);
        diag_hint(r->diags, "expected: %-s", field->unit);
        return false;
    }
    bool ok = true;
    map->n = value->n;
    map->v = arena_many(r->arena, value->n, struct master_choice);
    for (size_t i = 0; i < value->n; i++) {
        map->v[i].key = value->entries[i].key;
        map->v[i].at = value->entries[i].key_at;
        ok &= field_master(r, value->entries[i].value, field, &map->v[i].master);
    }
    return ok;
}

static bool is_page_number(str key)
{
    for (size_t i = 0; i < key.n; i++)
        if (key.p[i] < (i ? '0' : '1') || key.p[i] > '9')
            return false;
    return key.n > 0 && key.n < 5;
}

bool field_master_pages(struct fields_reader *r, const struct yaml *value,
                        const struct field *field, void *out)
{
    const struct master_map *map = out;
    bool ok = field_master_map(r, value, field, out);
    for (size_t i = 0; i < map->n; i++) {
        if (is_page_number(map->v[i].key))
            continue;
        diag_add(r->diags, DIAG_BAD_VALUE, map->v[i].at, "`%.*s` is no page number",
                 STR_ARG(map->v[i].key));
        diag_hint(r->diags, "expected: %-s", field->unit);
        ok = false;
    }
    return ok;
}

static bool is_number(str key, size_t number)
{
    size_t n = 0;
    for (size_t i = 0; i < key.n; i++)
        n = n * 10 + (size_t)(key.p[i] - '0');
    return n == number;
}

const struct master *layout_numbered_master(const struct layout *l, size_t number)
{
    for (size_t i = 0; i < l->by_number.n; i++)
        if (is_number(l->by_number.v[i].key, number))
            return l->by_number.v[i].master;
    return NULL;
}

const struct master *layout_front_master(const struct layout *l, size_t number)
{
    for (size_t k = l->first ? 2 : 1; k < number; k++)
        if (!layout_numbered_master(l, k))
            return NULL;
    return number > 1 || !l->first ? layout_numbered_master(l, number) : NULL;
}

static bool same_flow(const struct frame *a, const struct frame *b)
{
    return memcmp(&a->rect, &b->rect, sizeof a->rect) == 0 && a->columns == b->columns &&
           a->gap == b->gap && a->pages == b->pages && a->mirrored == b->mirrored &&
           a->on_type == b->on_type && str_eq(a->thread, b->thread);
}

static const struct frame *next_flow(const struct master *m, size_t *i)
{
    while (*i < m->n_frames)
        if (m->frames[(*i)++].kind == FRAME_FLOW)
            return &m->frames[*i - 1];
    return NULL;
}

bool check_alternative(struct layout_reader *r, const struct master *m)
{
    const struct master *inside = r->layout->inside;
    if (!m || !inside || m == inside)
        return true;
    size_t i = 0, k = 0;
    const struct frame *a, *b;
    do {
        a = next_flow(inside, &i);
        b = next_flow(m, &k);
    } while (a && b && same_flow(a, b));
    if (!a && !b)
        return true;
    diag_add(r->fields.diags, DIAG_BAD_VALUE, b ? b->at : m->at,
             "the flow frames of the master `%.*s` differ from those of `%.*s`", STR_ARG(m->name),
             STR_ARG(inside->name));
    diag_hint(r->fields.diags,
              "masters by section, number or side change what stands around the "
              "text; where text flows, only `first`, the numbers after it and `last` may "
              "differ");
    return false;
}

const struct frame *master_flow(const struct layout *l, const struct master *m, size_t number,
                                const struct frame *f)
{
    size_t i = 0, k = 0;
    const struct frame *own, *inside;
    if (m == l->first || m == l->last || m == l->inside || layout_front_master(l, number))
        return f;
    do {
        own = next_flow(m, &k);
        inside = next_flow(l->inside, &i);
    } while (own && own != f);
    return own ? inside : f;
}
