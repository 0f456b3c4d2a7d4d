#include "layout/dimension.h"

struct named {
    str text;
    struct place at;
};

struct role_source {
    struct named han, western, math;
    int64_t western_scale;
    length western_shift;
    struct texts fallback;
};

static bool field_named(struct fields_reader *r, const struct yaml *value,
                        const struct field *field, void *out)
{
    struct named *named = out;
    named->at = value->at;
    return field_text(r, value, field, &named->text);
}

static bool field_fallback(struct fields_reader *r, const struct yaml *value,
                           const struct field *field, void *out)
{
    enum { FALLBACK_MAX = 20 };
    if (value->kind == YAML_LIST && !layout_want_list(r, value, field, FALLBACK_MAX))
        return false;
    return field_texts(r, value, field, out);
}

/* Its letters are of an old style and of the strength of EB Garamond and of the Latin of 思源宋体.
 */
#define MATH_FACE "TeX Gyre Pagella Math"

#define KEY(key, member, reader)                                                                   \
    .name = (key), .offset = offsetof(struct role_source, member), .read = (reader)

static const struct field role_keys[] = {
    {KEY("han", han, field_named), .required = true, .unit = N_("face name"),
     .help = {"中文字体，字体目录里的名字", "Chinese face, a name of the font catalogue"}},
    {KEY("western", western, field_named), .unit = N_("face name"), .standard = "= han",
     .help = {"与之相配的西文字体", "Western face that goes with it"}},
    {KEY("math", math, field_named), .unit = N_("face name"), .standard = MATH_FACE,
     .help = {"公式用的数学字体", "mathematical face, in which formulas are set"}},
    {KEY("western-scale", western_scale, field_ratio), .unit = "1.1", .standard = "1",
     .help = {"西文相对中文的大小", "size of the Western face beside the Chinese"},
     .parameter = &(const struct length_rule){32768, 131072, N_("from 0.5 to 2")}},
    {KEY("western-shift", western_shift, field_ratio), .unit = UNIT_RATIO, .standard = "0",
     .help = {"西文基线上移，以中文字号为一份；负数下移",
              "how far the Western baseline is raised, as a part of the Chinese size; negative: "
              "lowered"},
     .parameter = &(const struct length_rule){-65536, 65536, N_("from -1 to 1")}},
    {KEY("fallback", fallback, field_fallback), .unit = N_("[face name, …]"), .standard = "—",
     .help = {"缺字时依次去找的其他字体", "faces that are asked in turn for missing characters"}},
};

const struct layout_map map_font = {
    .what = N_("a font"),
    .title = {"字体角色：fonts 的各项", "Roles of fonts: items of fonts"},
    .intro = {"角色的名字由你起（song、hei、kai……），样式里的 `font` 写这个名字。",
              "You name the roles (song, hei, kai …); `font` in a style takes such a name."},
    LAYOUT_FIELDS(role_keys),
};

static bool read_role(struct layout_reader *r, const struct yaml_entry *e, struct font_role *role)
{
    struct role_source source = {.western_scale = 65536};
    bool ok = layout_read_map(&r->fields, e->value, &map_font, &source);
    if (!source.western.text.n)
        source.western = source.han;
    if (!source.math.text.n)
        source.math = (struct named){STR(MATH_FACE), source.han.at};
    *role = (struct font_role){
        .name = e->key,
        .han = source.han.text,
        .han_at = source.han.at,
        .western = source.western.text,
        .western_at = source.western.at,
        .math = source.math.text,
        .math_at = source.math.at,
        .western_scale = source.western_scale,
        .western_shift = source.western_shift,
        .fallback = source.fallback.v,
        .fallback_at = source.fallback.at,
        .n_fallback = source.fallback.n,
    };
    return ok;
}

bool read_fonts(struct layout_reader *r, const struct yaml *fonts)
{
    if (!names_read(&r->fields, fonts, N_("font"), &r->role_names))
        return false;
    r->roles = arena_many(r->fields.arena, fonts->n, struct font_role);
    bool ok = true;
    for (size_t i = 0; i < fonts->n; i++)
        ok &= read_role(r, &fonts->entries[i], &r->roles[i]);
    r->layout->fonts = r->roles;
    r->layout->n_fonts = fonts->n;
    return ok;
}
