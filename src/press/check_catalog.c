/* What the document as a whole asks of a viewer: areas, layers, forms, actions. */
#include "base/map.h"
#include "press/checks.h"

enum { ORDER_DEPTH_MAX = 32, ACTIONS_MAX = 64 };

static void check_areas(struct check *c, const struct node *catalog)
{
    static const char *const keys[] = {"ViewArea", "ViewClip", "PrintArea", "PrintClip"};
    const struct node *p = input_get(c->doc, catalog, "ViewerPreferences");
    for (size_t i = 0; i < 4; i++) {
        const struct node *v = input_get(c->doc, p, keys[i]);
        if (v->type == NODE_NAME && !str_is(v->text, "MediaBox") && !str_is(v->text, "BleedBox"))
            findings_add(c->findings, RULE_VIEW_AREA, check_page(0), "%s is the %.*s", keys[i],
                         STR_ARG(v->text));
    }
    if (input_get(c->doc, p, "DisplayDocTitle")->number == 0)
        findings_add(c->findings, RULE_TAGS_TITLE, check_page(0),
                     "a window will show the file's name, not its title");
}

static void note_order(struct check *c, const struct node *order, struct map *listed, int depth)
{
    for (size_t i = 0; order->type == NODE_ARRAY && i < order->n && depth < ORDER_DEPTH_MAX; i++) {
        if (order->items[i].type == NODE_REF)
            *map_slot_number(listed, order->items[i].id, NULL) = 1;
        note_order(c, input_item(c->doc, order, i), listed, depth + 1);
    }
}

static void check_order(struct check *c, const struct node *config, const struct node *layers)
{
    const struct node *order = input_get(c->doc, config, "Order");
    if (order->type != NODE_ARRAY)
        return;
    struct map *listed = map_new();
    note_order(c, order, listed, 0);
    for (size_t i = 0; layers->type == NODE_ARRAY && i < layers->n; i++)
        if (!map_get_number(listed, layers->items[i].id))
            findings_add(c->findings, RULE_LAYERS_ORDER, check_page(0),
                         "a layer is not in the list of layers");
    map_free(listed);
}

static void check_config(struct check *c, const struct node *config, const struct node *layers,
                         struct map *names)
{
    bool is_new = false;
    str name = value_text(c->doc, input_get(c->doc, config, "Name"));
    map_slot(names, name, &is_new);
    if (!name.n)
        findings_add(c->findings, RULE_LAYERS_NAME, check_page(0), "a set of layers has no name");
    else if (!is_new)
        findings_add(c->findings, RULE_LAYERS_NAME, check_page(0),
                     "two sets of layers have the name %.*s", STR_ARG(name));
    if (node_value(config, "AS")->type != NODE_NULL)
        findings_add(c->findings, RULE_LAYERS_AUTOMATIC, check_page(0),
                     "layers show or hide by themselves");
    check_order(c, config, layers);
}

static void check_layers(struct check *c, const struct node *catalog)
{
    const struct node *all = input_get(c->doc, catalog, "OCProperties");
    if (all->type != NODE_DICT)
        return;
    findings_add(c->findings, RULE_LAYERS, check_page(0), "the file has layers");
    const struct node *layers = input_get(c->doc, all, "OCGs");
    const struct node *more = input_get(c->doc, all, "Configs");
    struct map *names = map_new();
    check_config(c, input_get(c->doc, all, "D"), layers, names);
    for (size_t i = 0; more->type == NODE_ARRAY && i < more->n; i++)
        check_config(c, input_item(c->doc, more, i), layers, names);
    map_free(names);
}

static bool is_action_allowed(const struct node *kind, const struct node *name)
{
    static const char *const good[] = {"GoTo", "GoToR", "GoToE", "Thread", "URI", "SubmitForm"};
    static const char *const named[] = {"NextPage", "PrevPage", "FirstPage", "LastPage"};
    if (node_is_name(kind, "Named")) {
        for (size_t i = 0; i < 4; i++)
            if (node_is_name(name, named[i]))
                return true;
        return false;
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (node_is_name(kind, good[i]))
            return true;
    return false;
}

static void add_action(struct check *c, str kind, bool allowed, size_t page)
{
    findings_add(c->findings, RULE_ACTION, check_page(page), "there is an action, %.*s",
                 STR_ARG(kind));
    if (!allowed)
        findings_add(c->findings, RULE_ACTION_KIND, check_page(page),
                     "there is an action of the kind %.*s", STR_ARG(kind));
}

void check_action(struct check *c, const struct node *action, size_t page)
{
    for (int i = 0; action->type == NODE_DICT && i < ACTIONS_MAX; i++) {
        const struct node *kind = input_get(c->doc, action, "S");
        const struct node *next = input_get(c->doc, action, "Next");
        add_action(c, kind->text, is_action_allowed(kind, input_get(c->doc, action, "N")), page);
        action = next->type == NODE_ARRAY ? input_item(c->doc, next, 0) : next;
    }
}

void check_events(struct check *c, const struct node *dict, size_t page)
{
    if (node_value(dict, "AA")->type == NODE_NULL)
        return;
    findings_add(c->findings, RULE_ACTION_EVENT, check_page(page),
                 "something happens by itself (AA)");
    findings_add(c->findings, RULE_ACTION, check_page(page), "something happens by itself (AA)");
}

/* An XFA form that says <dynamicRender>required</dynamicRender>, in one of its streams. */
static bool is_dynamic(struct check *c, const struct node *xfa)
{
    static const char element[] = "<dynamicRender>required<";
    size_t n = xfa->type == NODE_ARRAY ? xfa->n : 1;
    bool found = false;
    for (size_t i = 0; i < n && !found; i++) {
        const struct node *part = xfa->type == NODE_ARRAY ? input_item(c->doc, xfa, i) : xfa;
        struct buf b = {0};
        found = part->type == NODE_STREAM &&
                input_stream(c->doc, part, 16 << 20, &b) == STREAM_GOOD &&
                memmem(b.data, b.n, element, sizeof element - 1);
        buf_free(&b);
    }
    return found;
}

static void check_form(struct check *c, const struct node *catalog)
{
    const struct node *form = input_get(c->doc, catalog, "AcroForm");
    const struct node *fields = input_get(c->doc, form, "Fields");
    if (fields->type == NODE_ARRAY && fields->n)
        findings_add(c->findings, RULE_FORM_FIELDS, check_page(0), "the file has form fields");
    const struct node *xfa = input_get(c->doc, form, "XFA");
    if (xfa->type != NODE_NULL)
        findings_add(c->findings, RULE_FORM_VIEWER, check_page(0), "the form is one of XFA");
    else if (input_get(c->doc, form, "NeedAppearances")->number != 0)
        findings_add(c->findings, RULE_FORM_VIEWER, check_page(0),
                     "the form's fields are to be drawn by the viewer (NeedAppearances)");
    if (is_dynamic(c, xfa))
        findings_add(c->findings, RULE_FORM_DYNAMIC, check_page(0),
                     "the form changes while it is filled in (dynamicRender)");
}

/* The outline's entries, without recursion: siblings first. */
static void check_outline(struct check *c, const struct node *catalog)
{
    enum { ENTRIES_MAX = 100000, DEPTH_MAX = 64 };
    const struct node *open[DEPTH_MAX];
    int depth = 0;
    const struct node *e = input_get(c->doc, input_get(c->doc, catalog, "Outlines"), "First");
    for (size_t n = 0; n < ENTRIES_MAX && (e->type == NODE_DICT || depth); n++) {
        if (e->type != NODE_DICT) {
            e = input_get(c->doc, open[--depth], "Next");
            continue;
        }
        check_action(c, input_get(c->doc, e, "A"), 0);
        const struct node *first = input_get(c->doc, e, "First");
        if (first->type == NODE_DICT && depth < DEPTH_MAX) {
            open[depth++] = e;
            e = first;
        } else {
            e = input_get(c->doc, e, "Next");
        }
    }
}

void check_catalog(struct check *c)
{
    const struct node *catalog = input_catalog(c->doc);
    check_areas(c, catalog);
    check_layers(c, catalog);
    check_form(c, catalog);
    check_action(c, input_get(c->doc, catalog, "OpenAction"), 0);
    check_events(c, catalog, 0);
    if (input_get(c->doc, input_get(c->doc, catalog, "Names"), "JavaScript")->type == NODE_DICT)
        add_action(c, STR("JavaScript"), false, 0);
    check_outline(c, catalog);
}
