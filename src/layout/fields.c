/* Readers of values that several maps use. */
#include "layout/reader.h"

const struct field *layout_field(const struct layout_map *map, const char *name)
{
    for (size_t i = 0; i < map->n; i++)
        if (str_is(str_of(name), map->fields[i].name))
            return &map->fields[i];
    return NULL;
}

bool layout_read_map(struct fields_reader *r, const struct yaml *value,
                     const struct layout_map *map, void *out)
{
    return fields_read(r, value, map->what, map->fields, map->n, out);
}

bool field_map(struct fields_reader *r, const struct yaml *value, const struct field *field,
               void *out)
{
    return layout_read_map(r, value, field->parameter, out);
}

bool field_flag(struct fields_reader *r, const struct yaml *value, const struct field *field,
                void *out)
{
    int choice = 0;
    if (!field_choice(r, value, field, &choice))
        return false;
    *(bool *)out = choice == 1;
    return true;
}

bool layout_is_none(const struct yaml *value)
{
    return value->kind == YAML_SCALAR && str_is(value->text, "none");
}

bool layout_want_list(struct fields_reader *r, const struct yaml *value, const struct field *field,
                      size_t max)
{
    if (value->kind == YAML_SCALAR && value->text.n == 0 && !value->quoted)
        return fields_want_scalar(r, value, field);
    if (value->kind != YAML_LIST) {
        diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` must be a list", field->name);
        diag_hint(r->diags, "write [one, two], or one a line behind `- `");
        return false;
    }
    if (value->n > max) {
        diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` has %zu entries; %zu are the limit",
                 field->name, value->n, max);
        return false;
    }
    return true;
}

bool field_role(struct fields_reader *r, const struct yaml *value, const struct field *field,
                void *out)
{
    struct layout_reader *l = layout_reader_of(r);
    int i = names_find(r, &l->role_names, value, field);
    if (i < 0)
        return false;
    *(const struct font_role **)out = &l->roles[i];
    return true;
}

bool field_style(struct fields_reader *r, const struct yaml *value, const struct field *field,
                 void *out)
{
    struct layout_reader *l = layout_reader_of(r);
    int i = names_find(r, &l->style_names, value, field);
    if (i < 0)
        return false;
    if (!l->style_uses[i].used) {
        l->style_uses[i].used = true;
        l->style_uses[i].at = value->at;
    }
    *(const struct style **)out = &l->styles[i];
    return true;
}

bool field_furniture(struct fields_reader *r, const struct yaml *value, const struct field *field,
                     void *out)
{
    return layout_read_map(r, value, field->parameter, out);
}

bool field_furnitures(struct fields_reader *r, const struct yaml *value, const struct field *field,
                      void *out)
{
    enum { TEXTS_MAX = 100 };
    struct furniture_list *list = out;
    if (!layout_want_list(r, value, field, TEXTS_MAX))
        return false;
    list->n = value->n;
    list->v = arena_many(r->arena, value->n, struct furniture);
    bool ok = true;
    for (size_t i = 0; i < value->n; i++)
        ok &= layout_read_map(r, value->entries[i].value, field->parameter, &list->v[i]);
    return ok;
}

#define KEY(key, member, reader)                                                                   \
    .name = (key), .offset = offsetof(struct furniture, member), .read = (reader)

static const struct field text_keys[] = {
    {KEY("text", text, field_template), .required = true, .unit = "\"{year} 年第 {number} 期\"",
     .help = {"文字模板；写法见“文字模板”一节", "template; “文字模板” says how to write it"}},
    {KEY("style", style, field_style), .required = true, .unit = N_("style name"),
     .help = {"段落样式的名字", "name of a paragraph style"}},
    {KEY("if", conditions.present, field_presence), .unit = "theme, new-section",
     .standard = "总是",
     .help = {"这些字段都有内容才排；写法见“条件”一节",
              "set only when all these fields have content; see “条件”"}},
    {KEY("unless", conditions.absent, field_presence), .unit = "theme, new-section",
     .standard = "—",
     .help = {"这些字段都没有内容才排", "set only when none of these fields has content"}},
};

const struct layout_map map_text = {
    .what = N_("a text"),
    .title = {"一段文字：head、end、texts 的各项，以及 section、entry、label",
              "A paragraph: items of head, end and texts, and section, entry, label"},
    LAYOUT_FIELDS(text_keys),
};
