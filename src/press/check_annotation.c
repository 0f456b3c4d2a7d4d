/* Links, notes and other annotations of a page. */
#include "press/checks.h"
#include "press/tags.h"

enum annotation_flag {
    FLAG_INVISIBLE = 1 << 0,
    FLAG_HIDDEN = 1 << 1,
    FLAG_PRINT = 1 << 2,
    FLAG_NO_VIEW = 1 << 5,
    FLAG_TOGGLE = 1 << 8,
};

static bool read_place(struct check *c, const struct node *a, struct box *b)
{
    double v[4];
    if (!input_numbers(c->doc, input_get(c->doc, a, "Rect"), v, 4))
        return false;
    *b = (struct box){fmin(v[0], v[2]), fmin(v[1], v[3]), fmax(v[0], v[2]), fmax(v[1], v[3])};
    return true;
}

static bool is(struct check *c, const struct node *a, const char *subtype)
{
    return node_is_name(input_get(c->doc, a, "Subtype"), subtype);
}

static bool meets(const struct box *a, const struct box *b)
{
    return a->x0 < b->x1 && b->x0 < a->x1 && a->y0 < b->y1 && b->y0 < a->y1;
}

static void check_press(struct check *c, const struct node *a, const struct box *place, bool placed)
{
    str kind = input_get(c->doc, a, "Subtype")->text;
    if (is(c, a, "TrapNet"))
        return;
    if (!placed || meets(place, &c->bleed))
        findings_add(c->findings, RULE_ANNOTATION_INSIDE,
                     placed ? check_spot(c, place) : check_page(c->page),
                     "an annotation (%.*s) lies inside the bleed", STR_ARG(kind));
}

static void check_kind(struct check *c, const struct node *a)
{
    static const char *const bad[] = {"Sound", "Movie", "Screen", "3D", "RichMedia"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (is(c, a, bad[i]))
            findings_add(c->findings, RULE_ANNOTATION_KIND, check_page(c->page),
                         "there is an annotation of the kind %s", bad[i]);
}

static void check_flags(struct check *c, const struct node *a, struct spot at)
{
    const struct node *f = input_get(c->doc, a, "F");
    double n = f->type == NODE_NUMBER && f->number >= 0 && f->number < 1e6 ? f->number : 0;
    unsigned flags = (unsigned)n;
    if (is(c, a, "Popup"))
        return;
    if (f->type != NODE_NUMBER || !(flags & FLAG_PRINT))
        findings_add(c->findings, RULE_ANNOTATION_FLAGS, at, "a link or note is not to be printed");
    if (flags & (FLAG_INVISIBLE | FLAG_HIDDEN | FLAG_NO_VIEW | FLAG_TOGGLE))
        findings_add(c->findings, RULE_ANNOTATION_FLAGS, at, "a link or note is hidden");
}

static void check_look(struct check *c, const struct node *a, const struct box *place,
                       struct spot at)
{
    const struct node *ap = input_get(c->doc, a, "AP");
    if (is(c, a, "Popup") || is(c, a, "Link") || (place->x0 == place->x1 && place->y0 == place->y1))
        return;
    if (ap->type != NODE_DICT || input_get(c->doc, ap, "N")->type == NODE_NULL)
        findings_add(c->findings, RULE_ANNOTATION_LOOK, at, "a note has no look of its own");
    else if (ap->n != 1)
        findings_add(c->findings, RULE_ANNOTATION_LOOK, at, "a note has several looks");
}

/* Tags: every link in a Link, every other in an Annot (or Form), with words for it. */
static void check_tag(struct check *c, const struct node *a, struct spot at)
{
    enum { HIDDEN = FLAG_HIDDEN };
    bool link = is(c, a, "Link"), widget = is(c, a, "Widget");
    double flags = input_get(c->doc, a, "F")->number;
    if (is(c, a, "Popup") || is(c, a, "PrinterMark") ||
        (flags >= 0 && flags < 1e6 && (unsigned)flags & HIDDEN))
        return;
    const struct tag *t = c->tags ? tags_of_object(c->tags, a->id) : NULL;
    const char *wanted = link ? "Link" : widget ? "Form" : "Annot";
    if (!t || !t->standard || strcmp(t->standard, wanted) != 0)
        findings_add(c->findings, RULE_ANNOTATION_UNTAGGED, at, "%-s is in no tag %s",
                     link     ? N_("a link")
                     : widget ? N_("a form field")
                              : N_("a note"),
                     wanted);
    const char *key = widget ? "TU" : "Contents";
    str words = value_text(c->doc, input_get(c->doc, a, key));
    if (!words.n && !(t && t->alternative && !link))
        findings_add(c->findings, RULE_ANNOTATION_UNDESCRIBED, at,
                     "%-s is not described in words (%s)",
                     link     ? N_("a link")
                     : widget ? N_("a form field")
                              : N_("a note"),
                     key);
}

static void check_one(struct check *c, const struct node *a)
{
    struct box place = {0, 0, 0, 0};
    bool placed = read_place(c, a, &place);
    struct spot at = placed ? check_spot(c, &place) : check_page(c->page);
    check_press(c, a, &place, placed);
    check_kind(c, a);
    check_flags(c, a, at);
    check_look(c, a, &place, at);
    check_tag(c, a, at);
    check_action(c, input_get(c->doc, a, "A"), c->page);
    check_events(c, a, c->page);
}

void check_annotations(struct check *c, const struct node *page)
{
    const struct node *all = input_get(c->doc, page, "Annots");
    check_events(c, page, c->page);
    if (all->type != NODE_ARRAY || !all->n)
        return;
    if (!node_is_name(input_get(c->doc, page, "Tabs"), "S"))
        findings_add(c->findings, RULE_ANNOTATION_ORDER, check_page(c->page),
                     "the tabulator key does not follow the tags on the page");
    for (size_t i = 0; i < all->n; i++) {
        const struct node *a = input_item(c->doc, all, i);
        if (node_is_dict(a))
            check_one(c, a);
    }
}
