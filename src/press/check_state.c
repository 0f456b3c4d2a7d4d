/* The extended graphics state, rendering intents, groups: what PDF/X and PDF/A forbid in them. */
#include "press/checks.h"

static bool is_one_of(str name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(name, list[i]))
            return true;
    return false;
}

static void check_transfer(struct check *c, const struct node *gs)
{
    const struct node *tr2 = input_get(c->doc, gs, "TR2");
    bool changes = tr2->type != NODE_NULL && !node_is_name(tr2, "Default");
    if (node_value(gs, "TR")->type != NODE_NULL || changes)
        findings_add(c->findings, RULE_TRANSFER, check_page(c->page),
                     "the page has a transfer function");
    if (node_value(gs, "HTP")->type != NODE_NULL)
        findings_add(c->findings, RULE_HALFTONE, check_page(c->page),
                     "the page sets where halftones begin (HTP)");
}

static void check_halftone(struct check *c, const struct node *gs)
{
    const struct node *ht = input_get(c->doc, gs, "HT");
    double type = input_get(c->doc, ht, "HalftoneType")->number;
    if (!node_is_dict(ht))
        return;
    if (type != 1 && type != 5)
        findings_add(c->findings, RULE_HALFTONE, check_page(c->page),
                     "the page has a halftone of type %d", (int)fmin(fmax(type, -1), 99));
    if (node_value(ht, "HalftoneName")->type != NODE_NULL)
        findings_add(c->findings, RULE_HALFTONE, check_page(c->page),
                     "the page asks for a halftone by its name");
}

static void check_blend(struct check *c, const struct node *gs)
{
    static const char *const modes[] = {
        "Normal",    "Compatible", "Multiply",   "Screen",    "Overlay",    "Darken",
        "Lighten",   "ColorDodge", "ColorBurn",  "HardLight", "SoftLight",  "Difference",
        "Exclusion", "Hue",        "Saturation", "Color",     "Luminosity",
    };
    const struct node *bm = input_get(c->doc, gs, "BM");
    size_t n = bm->type == NODE_ARRAY ? bm->n : bm->type == NODE_NAME;
    for (size_t i = 0; i < n; i++) {
        str name = bm->type == NODE_ARRAY ? input_item(c->doc, bm, i)->text : bm->text;
        if (!is_one_of(name, modes, sizeof modes / sizeof *modes))
            findings_add(c->findings, RULE_BLEND_MODE, check_page(c->page),
                         "the page has the blend mode %.*s", STR_ARG(name));
    }
}

void check_rendering(struct check *c, str name)
{
    static const char *const intents[] = {"RelativeColorimetric", "AbsoluteColorimetric",
                                          "Perceptual", "Saturation"};
    if (!is_one_of(name, intents, 4))
        findings_add(c->findings, RULE_RENDERING_INTENT, check_page(c->page),
                     "the page has the rendering intent %.*s", STR_ARG(name));
}

void check_state(struct check *c, const struct node *gs)
{
    check_transfer(c, gs);
    check_halftone(c, gs);
    check_blend(c, gs);
    const struct node *ri = input_get(c->doc, gs, "RI");
    if (ri->type == NODE_NAME)
        check_rendering(c, ri->text);
}

static void check_group(struct check *c, const struct node *owner, const struct node *resources)
{
    const struct node *group = input_get(c->doc, owner, "Group");
    const struct node *cs = input_get(c->doc, group, "CS");
    if (group->type != NODE_DICT || !node_is_name(input_get(c->doc, group, "S"), "Transparency"))
        return;
    findings_add(c->findings, RULE_TRANSPARENCY, check_page(c->page),
                 "there is a transparency group");
    if (cs->type != NODE_NULL)
        check_device(c, space_read(content_spaces(c->content), cs, resources), check_page(c->page),
                     N_("a group that is blended"));
}

void check_object(struct check *c, const struct node *object)
{
    struct spot at = check_page(c->page);
    const struct node *subtype = input_get(c->doc, object, "Subtype");
    const struct node *intent = input_get(c->doc, object, "Intent");
    if (node_is_name(subtype, "PS") || node_is_name(input_get(c->doc, object, "Subtype2"), "PS") ||
        node_value(object, "PS")->type != NODE_NULL)
        findings_add(c->findings, RULE_OBJECT_POSTSCRIPT, at, "the page has PostScript in it");
    if (node_value(object, "OPI")->type != NODE_NULL)
        findings_add(c->findings, RULE_OBJECT_PROXY, at, "a picture stands in for another (OPI)");
    if (node_value(object, "Ref")->type != NODE_NULL)
        findings_add(c->findings, RULE_OBJECT_REFERENCE, at, "something is a page of another file");
    if (node_is_name(subtype, "Image") && intent->type == NODE_NAME)
        check_rendering(c, intent->text);
    check_group(c, object, input_get(c->doc, object, "Resources"));
}

void check_page_state(struct check *c, const struct node *page)
{
    check_group(c, page, input_get(c->doc, page, "Resources"));
    c->transparent = false;
}

/* After a page. */
void check_blend_space(struct check *c, const struct node *page)
{
    const struct node *group = input_get(c->doc, page, "Group");
    if (c->transparent && !c->a.count && input_get(c->doc, group, "CS")->type == NODE_NULL)
        findings_add(c->findings, RULE_BLEND_SPACE, check_page(c->page),
                     "something is transparent, and nothing says in which colours it blends");
}
