#include "press/tags.h"

#include "base/map.h"
#include "base/vec.h"

#include <stdlib.h>

struct tags {
    struct input *doc;
    VEC(struct tag *) all;
    VEC(struct tag_content) contents;
    struct map *by_content; /* owner and mcid → index + 1 */
    struct map *by_object;
    struct map *seen; /* elements, by number */
    struct map *parents;
    const struct node *roles;
    bool repeated;
};

static const char *const standard_types[] = {
    "Document", "Part",    "Art",   "Sect",      "Div",     "BlockQuote", "Caption",
    "TOC",      "TOCI",    "Index", "NonStruct", "Private", "P",          "H",
    "H1",       "H2",      "H3",    "H4",        "H5",      "H6",         "L",
    "LI",       "Lbl",     "LBody", "Table",     "TR",      "TH",         "TD",
    "THead",    "TBody",   "TFoot", "Span",      "Quote",   "Note",       "Reference",
    "BibEntry", "Code",    "Link",  "Annot",     "Ruby",    "RB",         "RT",
    "RP",       "Warichu", "WT",    "WP",        "Figure",  "Formula",    "Form",
};

const char *tag_standard(str type)
{
    for (size_t i = 0; i < sizeof standard_types / sizeof *standard_types; i++)
        if (str_is(type, standard_types[i]))
            return standard_types[i];
    return NULL;
}

/* Follows the role map to a standard type. */
static void find_role(const struct tags *t, struct tag *tag)
{
    enum { ROLES_MAX = 64 };
    str type = tag->type;
    for (int i = 0; i < ROLES_MAX; i++) {
        tag->standard = tag_standard(type);
        if (tag->standard)
            return;
        const struct node *next = input_get(t->doc, t->roles, str_z(input_arena(t->doc), type));
        if (next->type != NODE_NAME)
            return;
        type = next->text;
    }
    tag->circular = true;
}

static bool has(const struct node *dict, const char *key)
{
    return node_value(dict, key)->type != NODE_NULL;
}

static struct tag *add_tag(struct tags *t, const struct node *dict, const struct tag *parent)
{
    struct tag *tag = arena_one(input_arena(t->doc), struct tag);
    tag->dict = dict;
    tag->parent = parent;
    tag->type = input_get(t->doc, dict, "S")->text;
    tag->depth = parent ? parent->depth + 1 : 0;
    bool actual = has(dict, "ActualText");
    tag->alternative = actual || value_text(t->doc, input_get(t->doc, dict, "Alt")).n;
    tag->actual = actual || (parent && parent->actual);
    find_role(t, tag);
    vec_push(&t->all, tag);
    return tag;
}

static uint64_t content_key(uint32_t owner, int64_t mcid)
{
    return (uint64_t)owner << 32 | (uint32_t)mcid;
}

static void add_content(struct tags *t, uint32_t owner, int64_t mcid, size_t tag)
{
    vec_push(&t->contents, ((struct tag_content){owner, mcid, tag}));
    if (mcid < 0)
        *map_slot_number(t->by_object, owner, NULL) = tag + 1;
    else
        *map_slot_number(t->by_content, content_key(owner, mcid), NULL) = tag + 1;
}

static uint32_t reference_of(const struct node *dict, const char *key, uint32_t other)
{
    const struct node *n = node_value(dict, key);
    return n->type == NODE_REF ? n->id : other;
}

static void read_kids(struct tags *t, const struct node *k, size_t tag, uint32_t page);

/* A kid that is a dictionary: a reference to content or an object, or an element. */
static void read_dict(struct tags *t, const struct node *k, size_t tag, uint32_t page)
{
    const struct node *type = input_get(t->doc, k, "Type");
    if (node_is_name(type, "MCR")) {
        const struct node *mcid = input_get(t->doc, k, "MCID");
        uint32_t owner = reference_of(k, "Stm", reference_of(k, "Pg", page));
        if (mcid->type == NODE_NUMBER && mcid->number >= 0 && mcid->number < 1e9)
            add_content(t, owner, (int64_t)mcid->number, tag);
        return;
    }
    if (node_is_name(type, "OBJR")) {
        add_content(t, reference_of(k, "Obj", 0), -1, tag);
        return;
    }
    bool is_new = true;
    if (k->id)
        map_slot_number(t->seen, k->id, &is_new);
    t->repeated |= !is_new;
    const struct tag *parent = tag == SIZE_MAX ? NULL : t->all.v[tag];
    if (!is_new || !has(k, "S") || t->all.n >= TAGS_MAX ||
        (parent && parent->depth >= TAGS_DEPTH_MAX))
        return;
    size_t own = t->all.n;
    struct tag *e = add_tag(t, k, parent);
    read_kids(t, node_value(k, "K"), own, reference_of(k, "Pg", page));
    e->end = t->all.n;
}

static void read_kids(struct tags *t, const struct node *k, size_t tag, uint32_t page)
{
    k = input_follow(t->doc, k);
    if (k->type == NODE_ARRAY) {
        for (size_t i = 0; i < k->n; i++) {
            const struct node *item = input_item(t->doc, k, i);
            if (item->type != NODE_ARRAY) /* an array holds none */
                read_kids(t, item, tag, page);
        }
    } else if (node_is_dict(k)) {
        read_dict(t, k, tag, page);
    } else if (k->type == NODE_NUMBER && k->number >= 0 && k->number < 1e9 && tag != SIZE_MAX) {
        add_content(t, page, (int64_t)k->number, tag);
    }
}

/* A number tree (ISO 32000-1, 7.9.7). */
static void read_parents(struct tags *t, const struct node *tree, int depth)
{
    enum { DEPTH_MAX = 16 };
    const struct node *nums = input_get(t->doc, tree, "Nums");
    const struct node *kids = input_get(t->doc, tree, "Kids");
    for (size_t i = 0; nums->type == NODE_ARRAY && i + 1 < nums->n; i += 2) {
        double key = input_item(t->doc, nums, i)->number;
        if (key >= 0 && key < 1e9)
            *map_slot_number(t->parents, (uint64_t)key, NULL) = (uintptr_t)&nums->items[i + 1];
    }
    for (size_t i = 0; kids->type == NODE_ARRAY && i < kids->n && depth < DEPTH_MAX; i++)
        read_parents(t, input_item(t->doc, kids, i), depth + 1);
}

struct tags *tags_read(struct input *doc)
{
    const struct node *root = input_get(doc, input_catalog(doc), "StructTreeRoot");
    if (root->type != NODE_DICT)
        return NULL;
    struct tags *t = xcalloc(1, sizeof *t);
    *t = (struct tags){.doc = doc,
                       .by_content = map_new(),
                       .by_object = map_new(),
                       .seen = map_new(),
                       .parents = map_new(),
                       .roles = input_get(doc, root, "RoleMap")};
    read_kids(t, node_value(root, "K"), SIZE_MAX, 0);
    read_parents(t, input_get(doc, root, "ParentTree"), 0);
    return t;
}

void tags_free(struct tags *t)
{
    if (!t)
        return;
    vec_free(&t->all);
    vec_free(&t->contents);
    map_free(t->by_content);
    map_free(t->by_object);
    map_free(t->seen);
    map_free(t->parents);
    free(t);
}

bool tags_repeated(const struct tags *t)
{
    return t->repeated;
}

size_t tags_count(const struct tags *t)
{
    return t->all.n;
}

const struct tag *tags_at(const struct tags *t, size_t i)
{
    return t->all.v[i];
}

size_t tags_contents(const struct tags *t)
{
    return t->contents.n;
}

const struct tag_content *tags_content(const struct tags *t, size_t i)
{
    return &t->contents.v[i];
}

const struct tag *tags_of_content(const struct tags *t, uint32_t owner, int64_t mcid)
{
    uintptr_t i = map_get_number(t->by_content, content_key(owner, mcid));
    return i ? t->all.v[i - 1] : NULL;
}

const struct tag *tags_of_object(const struct tags *t, uint32_t object)
{
    uintptr_t i = object ? map_get_number(t->by_object, object) : 0;
    return i ? t->all.v[i - 1] : NULL;
}

const struct node *tags_parent(const struct tags *t, int64_t key)
{
    uintptr_t n = map_get_number(t->parents, (uint64_t)key);
    return n ? (const struct node *)n : &node_null;
}

const struct node *tag_attribute(struct input *doc, const struct tag *tag, const char *owner,
                                 const char *key)
{
    const struct node *a = input_get(doc, tag->dict, "A");
    size_t n = a->type == NODE_ARRAY ? a->n : node_is_dict(a);
    for (size_t i = 0; i < n; i++) {
        const struct node *d = a->type == NODE_ARRAY ? input_item(doc, a, i) : a;
        const struct node *v = input_get(doc, d, key);
        if (node_is_name(input_get(doc, d, "O"), owner) && v->type != NODE_NULL)
            return v;
    }
    return &node_null;
}
