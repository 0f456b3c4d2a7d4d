/* Tags: whether the tree is one, is well formed, and holds what the pages show. */
#include "press/checks.h"
#include "press/tags.h"

/* Which elements may stand in which; kinds between blanks. NULL: any. */
static const struct place_row {
    const char *type, *parents, *kids;
} places[] = {
    {"Table", NULL, " TR THead TBody TFoot Caption "},
    {"THead", " Table ", " TR "},
    {"TBody", " Table ", " TR "},
    {"TFoot", " Table ", " TR "},
    {"TR", " Table THead TBody TFoot ", " TH TD "},
    {"TH", " TR ", NULL},
    {"TD", " TR ", NULL},
    {"L", NULL, " L LI Caption "},
    {"LI", " L ", " Lbl LBody "},
    {"LBody", " LI ", NULL},
    {"TOC", NULL, " TOC TOCI Caption "},
    {"TOCI", " TOC ", " Lbl Reference NonStruct P TOC "},
    {"Ruby", NULL, " RB RT RP "},
    {"RB", " Ruby ", NULL},
    {"RT", " Ruby ", NULL},
};

static bool is(const struct tag *t, const char *type)
{
    return t && t->standard && strcmp(t->standard, type) == 0;
}

static const struct place_row *row_of(const struct tag *t)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (is(t, places[i].type))
            return &places[i];
    return NULL;
}

static bool allows(const char *list, const char *type)
{
    char word[16];
    snprintf(word, sizeof word, " %s ", type);
    return strstr(list, word) != NULL;
}

/* The page of the first content that an element or one in it has. */
static struct spot spot_of(struct check *c, size_t tag)
{
    size_t end = tags_at(c->tags, tag)->end;
    for (size_t i = 0; i < tags_contents(c->tags); i++) {
        const struct tag_content *k = tags_content(c->tags, i);
        if (k->tag < tag || k->tag >= end)
            continue;
        for (size_t p = 0; p < input_pages(c->doc); p++)
            if (input_page(c->doc, p)->id == k->owner)
                return check_page(p + 1);
    }
    return check_page(0);
}

static void check_place(struct check *c, size_t i)
{
    const struct tag *t = tags_at(c->tags, i);
    const struct place_row *own = row_of(t), *outer = row_of(t->parent);
    const char *parent =
        t->parent && t->parent->standard ? t->parent->standard : N_("the document");
    bool fits = !own || !own->parents || allows(own->parents, parent);
    if (outer && outer->kids && t->standard)
        fits = fits && allows(outer->kids, t->standard);
    if (!fits)
        findings_add(c->findings, RULE_TAGS_PLACE, spot_of(c, i), "a tag %s stands in %-s",
                     t->standard, parent);
}

/* ---- headings ---- */

static int heading_level(const struct tag *t)
{
    if (!t->standard || t->standard[0] != 'H' || t->standard[1] < '1' || t->standard[1] > '6')
        return 0;
    return t->standard[1] - '0';
}

static void check_headings(struct check *c)
{
    int last = 0;
    bool numbered = false, plain = false;
    for (size_t i = 0; i < tags_count(c->tags); i++) {
        const struct tag *t = tags_at(c->tags, i);
        int level = heading_level(t);
        plain = plain || is(t, "H");
        if (!level)
            continue;
        numbered = true;
        if (level > last + 1)
            findings_add(c->findings, RULE_TAGS_HEADING_LEVEL, spot_of(c, i),
                         last ? N_("H%d follows H%d") : N_("the first heading is H%d"), level,
                         last);
        last = level;
    }
    if (numbered && plain)
        findings_add(c->findings, RULE_TAGS_HEADING_KIND, check_page(0),
                     "some headings are H, others H1 to H6");
}

/* ---- tables ---- */

static size_t span_of(struct check *c, const struct tag *cell, const char *key)
{
    double n = tag_attribute(c->doc, cell, "Table", key)->number;
    return n >= 1 && n <= TAGS_CELLS_MAX ? (size_t)n : 1;
}

/* The columns that a row fills, with what cells above it reach down into; `down` says how many rows
 * each column is still taken for. */
static size_t fill_row(struct check *c, size_t row, unsigned *down)
{
    size_t at = 0, last = 0;
    const struct tag *tr = tags_at(c->tags, row);
    for (size_t i = row + 1; i < tr->end; i = tags_at(c->tags, i)->end) {
        const struct tag *cell = tags_at(c->tags, i);
        if (!is(cell, "TH") && !is(cell, "TD"))
            continue;
        while (at < TAGS_CELLS_MAX && down[at])
            at++;
        size_t across = span_of(c, cell, "ColSpan"), rows = span_of(c, cell, "RowSpan");
        for (size_t k = 0; k < across && at < TAGS_CELLS_MAX; k++)
            down[at++] = (unsigned)rows;
    }
    for (size_t i = 0; i < TAGS_CELLS_MAX; i++)
        if (down[i]) {
            last = i + 1;
            down[i]--;
        }
    return last;
}

static void check_shape(struct check *c, size_t table)
{
    unsigned down[TAGS_CELLS_MAX] = {0};
    size_t columns = 0, rows = 0;
    for (size_t i = table + 1; i < tags_at(c->tags, table)->end; i++) {
        const struct tag *t = tags_at(c->tags, i);
        if (is(t, "Table")) {
            i = t->end - 1; /* a table of its own */
        } else if (is(t, "TR")) {
            size_t n = fill_row(c, i, down);
            if (rows++ && n != columns)
                findings_add(c->findings, RULE_TAGS_TABLE_SHAPE, spot_of(c, i),
                             "row %zu of a table has %zu columns, the rows above it %zu", rows, n,
                             columns);
            columns = columns > n ? columns : n;
        }
    }
}

static void check_header(struct check *c, size_t table)
{
    bool scoped = true, named = true;
    for (size_t i = table + 1; i < tags_at(c->tags, table)->end; i++) {
        const struct tag *t = tags_at(c->tags, i);
        if (is(t, "TH") && tag_attribute(c->doc, t, "Table", "Scope")->type != NODE_NAME)
            scoped = false;
        if (is(t, "TD") && tag_attribute(c->doc, t, "Table", "Headers")->type == NODE_NULL)
            named = false;
    }
    if (!scoped && !named)
        findings_add(c->findings, RULE_TAGS_TABLE_HEADER, spot_of(c, table),
                     "a table has header cells without Scope");
}

/* ---- single elements ---- */

static bool is_language(str s)
{
    size_t n = 0;
    for (size_t i = 0, part = 0; i < s.n; i++) {
        char ch = s.p[i];
        bool letter = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
        bool digit = ch >= '0' && ch <= '9';
        if (ch == '-' && n) {
            n = 0;
            part++;
        } else if (!(letter || (digit && part)) || ++n > 8) {
            return false;
        }
    }
    return n != 0;
}

static void check_language(struct check *c, const struct node *dict)
{
    const struct node *lang = input_get(c->doc, dict, "Lang");
    str s = value_text(c->doc, lang);
    if (lang->type == NODE_STRING && s.n && !is_language(s))
        findings_add(c->findings, RULE_TAGS_LANGUAGE_FORM, check_page(0), "%.*s is no language",
                     STR_ARG(s));
}

static void check_role(struct check *c, size_t i)
{
    const struct tag *t = tags_at(c->tags, i);
    if (t->circular)
        findings_add(c->findings, RULE_TAGS_ROLE, spot_of(c, i),
                     "the tag %.*s is mapped in a circle", STR_ARG(t->type));
    else if (!t->standard)
        findings_add(c->findings, RULE_TAGS_ROLE, spot_of(c, i),
                     "the tag %.*s stands for no standard one", STR_ARG(t->type));
}

static void check_element(struct check *c, size_t i, struct map *ids)
{
    const struct tag *t = tags_at(c->tags, i);
    check_role(c, i);
    check_language(c, t->dict);
    check_place(c, i);
    if (is(t, "Table")) {
        check_shape(c, i);
        check_header(c, i);
    }
    if ((is(t, "Figure") || is(t, "Formula")) && !t->alternative)
        findings_add(c->findings, RULE_TAGS_ALTERNATIVE, spot_of(c, i),
                     is(t, "Figure") ? N_("a picture is not described in words")
                                     : N_("a formula is not described in words"));
    if (is(t, "Note")) {
        bool is_new = false;
        str id = input_get(c->doc, t->dict, "ID")->text;
        if (id.n)
            map_slot(ids, id, &is_new);
        if (!is_new)
            findings_add(c->findings, RULE_TAGS_NOTE, spot_of(c, i),
                         id.n ? N_("two notes have one ID") : N_("a note has no ID"));
    }
}

/* ---- the way back from the pages ---- */

static void check_way_back(struct check *c, const struct tag_content *k)
{
    const struct node ref = {.type = NODE_REF, .id = k->owner};
    const struct node *owner = input_follow(c->doc, &ref);
    const struct node *key =
        input_get(c->doc, owner, k->mcid < 0 ? "StructParent" : "StructParents");
    const struct node *parent = &node_null;
    if (key->type == NODE_NUMBER && key->number >= 0 && key->number < 1e9)
        parent = tags_parent(c->tags, (int64_t)key->number);
    if (k->mcid >= 0) {
        const struct node *list = input_follow(c->doc, parent);
        bool there = list->type == NODE_ARRAY && (size_t)k->mcid < list->n;
        parent = there ? &list->items[k->mcid] : &node_null;
    }
    if (input_follow(c->doc, parent) != tags_at(c->tags, k->tag)->dict)
        findings_add(c->findings, RULE_TAGS_PARENTS, spot_of(c, k->tag),
                     "a tag %.*s names content from which no way leads back to it",
                     STR_ARG(tags_at(c->tags, k->tag)->type));
}

static void check_roles(struct check *c)
{
    const struct node *root = input_get(c->doc, input_catalog(c->doc), "StructTreeRoot");
    const struct node *roles = input_get(c->doc, root, "RoleMap");
    for (size_t i = 0; i < (node_is_dict(roles) ? roles->n : 0); i++)
        if (tag_standard(node_key_at(roles, i)))
            findings_add(c->findings, RULE_TAGS_REMAPPED, check_page(0),
                         "the standard tag %.*s is mapped to another",
                         STR_ARG(node_key_at(roles, i)));
}

void check_tags(struct check *c)
{
    const struct node *catalog = input_catalog(c->doc);
    const struct node *mark = input_get(c->doc, catalog, "MarkInfo");
    if (input_get(c->doc, mark, "Marked")->number == 0)
        findings_add(c->findings, RULE_TAGS_UNMARKED, check_page(0),
                     "the file does not say that it is tagged (MarkInfo)");
    if (input_get(c->doc, mark, "Suspects")->number != 0)
        findings_add(c->findings, RULE_TAGS_SUSPECT, check_page(0), "the tags are suspect");
    check_language(c, catalog);
    if (!c->tags) {
        findings_add(c->findings, RULE_TAGS_MISSING, check_page(0), "the file has no tags");
        return;
    }
    struct map *ids = map_new();
    if (tags_repeated(c->tags))
        findings_add(c->findings, RULE_TAGS_PARENTS, check_page(0),
                     "a tag stands in two places, or in itself");
    check_roles(c);
    check_headings(c);
    for (size_t i = 0; i < tags_count(c->tags); i++)
        check_element(c, i, ids);
    for (size_t i = 0; i < tags_contents(c->tags); i++)
        check_way_back(c, tags_content(c->tags, i));
    map_free(ids);
}

/* ---- what the pages show ---- */

static const struct tag *tag_of(const struct check *c, const struct mark *m)
{
    return c->tags && m->mcid >= 0 ? tags_of_content(c->tags, m->owner, m->mcid) : NULL;
}

void check_mark(struct check *c, const struct mark *m)
{
    bool artifact = str_is(m->tag, "Artifact"), tagged = tag_of(c, m) != NULL;
    for (const struct mark *o = m->outer; o && (artifact || tagged); o = o->outer)
        if ((artifact && tag_of(c, o)) || (tagged && str_is(o->tag, "Artifact")))
            findings_add(c->findings, RULE_TAGS_NESTED, check_page(c->page),
                         artifact ? N_("decoration stands in what is to be read")
                                  : N_("what is to be read stands in decoration"));
}

static bool has_language(struct check *c, const struct painting *p, const struct tag *t)
{
    for (const struct mark *m = p->mark; m; m = m->outer)
        if (input_get(c->doc, m->properties, "Lang")->type == NODE_STRING)
            return true;
    for (; t; t = t->parent)
        if (input_get(c->doc, t->dict, "Lang")->type == NODE_STRING)
            return true;
    return value_text(c->doc, input_get(c->doc, input_catalog(c->doc), "Lang")).n != 0;
}

void check_tagged(struct check *c, const struct painting *p, const char *thing)
{
    const struct tag *tag = NULL;
    bool artifact = false;
    for (const struct mark *m = p->mark; m && !tag; m = m->outer) {
        tag = tag_of(c, m);
        artifact = artifact || str_is(m->tag, "Artifact");
    }
    if (!tag && !artifact)
        findings_add(c->findings, RULE_TAGS_UNTAGGED, check_spot(c, &p->box),
                     "%s is neither tagged nor decoration", thing);
    if (tag && p->kind == PAINT_TEXT && !has_language(c, p, tag))
        findings_add(c->findings, RULE_TAGS_LANGUAGE, check_spot(c, &p->box),
                     "nothing says in which language text is");
}

bool check_is_read_as(const struct check *c, const struct painting *p)
{
    for (const struct mark *m = p->mark; m; m = m->outer) {
        const struct tag *t = tag_of(c, m);
        if ((t && t->actual) || node_value(m->properties, "ActualText")->type != NODE_NULL)
            return true;
    }
    return false;
}
