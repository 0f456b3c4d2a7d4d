/* Colours, the extended graphics state, shadings, rendering intents. */
#include "press/content_state.h"

static void set_device(struct content *c, struct tint *t, enum space_kind kind, size_t n)
{
    *t = content_tint(space_device(c->spaces, kind, c->resources));
    for (size_t i = 0; i < n; i++)
        t->v[i] = number(c, i, n);
}

static void op_g(struct content *c)
{
    set_device(c, &now(c)->fill, SPACE_GRAY, 1);
}

static void op_G(struct content *c)
{
    set_device(c, &now(c)->stroke, SPACE_GRAY, 1);
}

static void op_rg(struct content *c)
{
    set_device(c, &now(c)->fill, SPACE_RGB, 3);
}

static void op_RG(struct content *c)
{
    set_device(c, &now(c)->stroke, SPACE_RGB, 3);
}

static void op_k(struct content *c)
{
    set_device(c, &now(c)->fill, SPACE_CMYK, 4);
}

static void op_K(struct content *c)
{
    set_device(c, &now(c)->stroke, SPACE_CMYK, 4);
}

static struct tint named_tint(struct content *c)
{
    const struct node *name = operand(c, 0, 1);
    const struct space *s = space_read(c->spaces, name, c->resources);
    if (s->kind == SPACE_UNKNOWN && name->type == NODE_NAME)
        content_resource(c, "ColorSpace", name->text);
    return content_tint(s);
}

static void op_cs(struct content *c)
{
    now(c)->fill = named_tint(c);
}

static void op_CS(struct content *c)
{
    now(c)->stroke = named_tint(c);
}

static void set_tint(struct content *c, struct tint *t)
{
    size_t n = c->n;
    t->pattern = NULL;
    if (n && c->operands[n - 1].type == NODE_NAME) {
        t->pattern = content_resource(c, "Pattern", c->operands[n - 1].text);
        n--;
    }
    if (t->space->kind != SPACE_PATTERN && t->space->kind != SPACE_UNKNOWN && n != t->space->n)
        content_trouble(c, TROUBLE_SYNTAX, N_("the number of a colour's components"));
    for (size_t i = 0; i < n && i < COLORANTS_MAX; i++)
        t->v[i] = c->operands[i].number;
}

static void op_sc(struct content *c)
{
    set_tint(c, &now(c)->fill);
}

static void op_SC(struct content *c)
{
    set_tint(c, &now(c)->stroke);
}

static void set_alpha(const struct node *value, double *alpha)
{
    if (value->type == NODE_NUMBER)
        *alpha = value->number;
}

/* OP stands for both where there is no op. */
static void set_overprint(struct content *c, const struct node *gs)
{
    const struct node *both = input_get(c->doc, gs, "OP"), *fill = input_get(c->doc, gs, "op");
    const struct node *mode = input_get(c->doc, gs, "OPM");
    if (both->type == NODE_BOOL)
        now(c)->overprint_stroke = both->number != 0;
    if (fill->type == NODE_BOOL || both->type == NODE_BOOL)
        now(c)->overprint_fill = (fill->type == NODE_BOOL ? fill : both)->number != 0;
    if (mode->type == NODE_NUMBER)
        now(c)->overprint_mode = mode->number == 1;
}

static void op_gs(struct content *c)
{
    struct graphics *g = now(c);
    const struct node *gs = content_resource(c, "ExtGState", operand(c, 0, 1)->text);
    if (gs->type != NODE_DICT)
        return;
    set_overprint(c, gs);
    set_alpha(input_get(c->doc, gs, "ca"), &g->alpha_fill);
    set_alpha(input_get(c->doc, gs, "CA"), &g->alpha_stroke);
    const struct node *width = input_get(c->doc, gs, "LW");
    if (width->type == NODE_NUMBER)
        g->width = width->number;
    const struct node *blend = input_get(c->doc, gs, "BM");
    if (blend->type == NODE_ARRAY)
        blend = input_item(c->doc, blend, 0);
    if (blend->type == NODE_NAME)
        g->blend = blend->text;
    const struct node *mask = input_get(c->doc, gs, "SMask");
    if (mask->type != NODE_NULL)
        g->masked = node_is_dict(mask);
    const struct node *font = input_get(c->doc, gs, "Font");
    if (font->type == NODE_ARRAY && font->n == 2) {
        g->text.font = fonts_read_font(c->fonts, input_item(c->doc, font, 0));
        g->text.size = input_item(c->doc, font, 1)->number;
    }
    if (c->listener->state)
        c->listener->state(c->listener->context, gs);
}

static void op_sh(struct content *c)
{
    const struct node *shading = content_resource(c, "Shading", operand(c, 0, 1)->text);
    struct painting p = {.kind = PAINT_SHADING, .box = now(c)->clip_box, .object = shading};
    if (node_is_dict(shading))
        content_paint(c, &p);
}

static void op_ri(struct content *c)
{
    if (c->listener->rendering)
        c->listener->rendering(c->listener->context, operand(c, 0, 1)->text);
}

const struct operator_row color_operators[] = {
    {"k", 4, true, op_k},    {"K", 4, true, op_K},     {"g", 1, true, op_g},
    {"G", 1, true, op_G},    {"rg", 3, true, op_rg},   {"RG", 3, true, op_RG},
    {"cs", 1, false, op_cs}, {"CS", 1, false, op_CS},  {"sc", 1, false, op_sc},
    {"SC", 1, false, op_SC}, {"scn", 1, false, op_sc}, {"SCN", 1, false, op_SC},
    {"gs", 1, false, op_gs}, {"sh", 1, false, op_sh},  {"ri", 1, false, op_ri},
};
const size_t n_color_operators = sizeof color_operators / sizeof *color_operators;
