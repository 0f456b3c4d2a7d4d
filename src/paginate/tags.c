#include "paginate/tags.h"

/* The next child of the open element: the one that an earlier setting began here, or a new one. */
static struct element *next_child(struct tags *t, enum element_role role)
{
    struct element *parent = t->open;
    struct element *e = parent->begun ? parent->begun->next : parent->first;
    if (!e || e->role != role)
        e = element_insert(t->arena, parent, parent->begun, role);
    e->begun = NULL;
    parent->begun = e;
    return e;
}

struct element *tag_begin(struct tags *t, enum element_role role)
{
    if (!t || !t->open)
        return NULL;
    t->link = NULL;
    t->open = next_child(t, role);
    return t->open;
}

void tag_end(struct tags *t, struct element *e)
{
    if (!e)
        return;
    t->link = NULL;
    t->open = e->parent;
}

struct element *tag_open(struct tags *t, struct element *e)
{
    if (!t)
        return NULL;
    struct element *before = t->open;
    t->link = NULL;
    t->open = e;
    return before;
}

static bool takes_text(enum element_role role)
{
    switch (role) {
    case ELEMENT_DOCUMENT:
    case ELEMENT_SECT:
    case ELEMENT_ART:
    case ELEMENT_DIV:
    case ELEMENT_BLOCK_QUOTE:
    case ELEMENT_LBODY:
    case ELEMENT_TOCI:
    case ELEMENT_NOTE: return false;
    default: return true;
    }
}

struct element *tag_begin_text(struct tags *t)
{
    return t && t->open && !takes_text(t->open->role) ? tag_begin(t, ELEMENT_P) : NULL;
}

struct element *tag_link(struct tags *t, str target)
{
    if (!t || !t->open)
        return NULL;
    if (!t->link || !str_eq(t->target, target)) {
        t->link = next_child(t, ELEMENT_LINK);
        t->target = target;
    }
    return t->link;
}
