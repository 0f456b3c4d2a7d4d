/* Edges of frames that hang on other frames, as CSS anchors do. */
#include "layout/frame.h"

static const char *const side_names[] = {"left", "right",  "inside", "outside",
                                         "top",  "bottom", "end"};
enum { SIDES = sizeof side_names / sizeof *side_names };

static str skip_name(str text)
{
    size_t n = 0;
    while (n < text.n && ((text.p[n] >= 'a' && text.p[n] <= 'z') || text.p[n] == '-'))
        n++;
    return str_slice(text, 0, n);
}

/* Splits `name.side + length` at the last point that a word follows; false: there is none, so it is
 * a length. */
static bool split(str text, str *name, str *side, str *rest)
{
    for (size_t i = text.n; i-- > 1;) {
        if (text.p[i] != '.')
            continue;
        *side = skip_name(str_slice(text, i + 1, text.n));
        if (!side->n)
            continue;
        *name = str_trim(str_slice(text, 0, i));
        *rest = str_trim(str_slice(text, i + 1 + side->n, text.n));
        return name->n > 0;
    }
    return false;
}

static bool report(struct fields_reader *r, const struct yaml *value, const struct field *field,
                   str side)
{
    str shown = layout_shown(r, value->text);
    const char *near = side.n ? str_nearest(side, side_names, SIDES) : NULL;
    diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` cannot be `%.*s`", field->name,
             STR_ARG(shown));
    if (near)
        diag_hint(r->diags, "did you mean %s?", near);
    else
        diag_hint(r->diags, "a side of a frame is written `name.bottom`, or `name.bottom + 2mm`");
    return false;
}

/* `+ 2mm`, `- 1 line`, or nothing. */
static bool read_offset(struct fields_reader *r, const struct yaml *value,
                        const struct field *field, str rest, length *out)
{
    *out = 0;
    if (!rest.n)
        return true;
    bool back = rest.p[0] == '-';
    if (!back && rest.p[0] != '+')
        return report(r, value, field, STR(""));
    struct yaml amount = *value;
    amount.text = str_trim(str_slice(rest, 1, rest.n));
    if (!amount.text.n || amount.text.p[0] == '-')
        return report(r, value, field, STR(""));
    bool ok = field_length(r, &amount, field, out);
    *out = back ? -*out : *out;
    return ok;
}

bool field_anchored(struct fields_reader *r, const struct yaml *value, const struct field *field,
                    void *out)
{
    struct anchored *edge = out;
    str name, side, rest;
    edge->set = true; /* a wrong one was meant all the same */
    if (value->kind != YAML_SCALAR || !split(value->text, &name, &side, &rest))
        return field_length(r, value, field, &edge->at);
    int i = 0;
    while (i < SIDES && !str_is(side, side_names[i]))
        i++;
    if (i == SIDES)
        return report(r, value, field, side);
    struct yaml *frame = arena_one(r->arena, struct yaml);
    *frame = (struct yaml){.kind = YAML_SCALAR, .at = value->at, .text = name};
    edge->frame = frame;
    edge->side = (enum side)i;
    return read_offset(r, value, field, rest, &edge->at);
}

static struct names names_of(struct arena *a, const struct frame *frames, size_t n)
{
    struct names names = {.what = N_("earlier frame"), .n = n};
    names.v = arena_many(a, n, str);
    names.z = arena_many(a, n, const char *);
    for (size_t i = 0; i < n; i++) {
        names.v[i] = frames[i].name;
        names.z[i] = str_z(a, frames[i].name);
    }
    return names;
}

static length side_of(const struct rect *at, enum side side)
{
    switch (side) {
    case SIDE_LEFT:
    case SIDE_INSIDE: return at->x;
    case SIDE_RIGHT:
    case SIDE_OUTSIDE: return at->x + at->w;
    case SIDE_TOP:
    case SIDE_END: return at->y; /* as if there were no text */
    default: return at->y + at->h;
    }
}

static bool report_none(struct layout_reader *r, const struct anchored *edge)
{
    str shown = layout_shown(&r->fields, edge->frame->text);
    diag_add(r->fields.diags, DIAG_UNKNOWN_NAME, edge->frame->at,
             "there is no earlier frame `%.*s`", STR_ARG(shown));
    diag_hint(r->fields.diags, "a frame hangs on one that stands before it in its master");
    return false;
}

const struct frame *anchor_find(struct layout_reader *r, const struct anchored *edge,
                                const struct frame *frames, size_t n, bool vertical, length *at)
{
    static const struct field field = {.name = "a side"};
    const struct names names = names_of(r->fields.arena, frames, n);
    if ((edge->side >= SIDE_TOP) != vertical) {
        diag_add(r->fields.diags, DIAG_BAD_VALUE, edge->frame->at,
                 vertical
                     ? N_("`%s` of a frame says nothing about how high another stands")
                     : N_("`%s` of a frame says nothing about how far to the side another stands"),
                 side_names[edge->side]);
        diag_hint(r->fields.diags, vertical ? N_("write top or bottom")
                                            : N_("write left or right, inside or outside"));
        return NULL;
    }
    int i = n ? names_find(&r->fields, &names, edge->frame, &field) : -1;
    if (i < 0) {
        if (!n)
            report_none(r, edge);
        return NULL;
    }
    *at = side_of(&frames[i].rect, edge->side) + edge->at;
    return &frames[i];
}
