#include "page/element.h"

const char *element_role_name(enum element_role role)
{
#define ELEMENT_ROLE_NAME(id, name) [ELEMENT_##id] = name,
    static const char *const names[] = {ELEMENT_ROLES(ELEMENT_ROLE_NAME)};
#undef ELEMENT_ROLE_NAME
    return names[role];
}

struct element *element_insert(struct arena *a, struct element *parent, struct element *after,
                               enum element_role role)
{
    struct element *e = arena_one(a, struct element);
    *e = (struct element){.role = role, .parent = parent};
    if (!parent)
        return e;
    struct element **link = after ? &after->next : &parent->first;
    e->next = *link;
    *link = e;
    if (!e->next)
        parent->last = e;
    return e;
}

struct element *element_add(struct arena *a, struct element *parent, enum element_role role)
{
    return element_insert(a, parent, parent ? parent->last : NULL, role);
}
