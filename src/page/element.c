#include "page/element.h"

const char *element_role_name(enum element_role role)
{
#define ELEMENT_ROLE_NAME(id, name) [ELEMENT_##id] = name,
    static const char *const names[] = {ELEMENT_ROLES(ELEMENT_ROLE_NAME)};
#undef ELEMENT_ROLE_NAME
    return names[role];
}

struct element *element_add(struct arena *a, struct element *parent, enum element_role role,
                            uint32_t order)
{
    struct element *e = arena_one(a, struct element);
    *e = (struct element){.role = role, .order = order, .parent = parent};
    if (!parent)
        return e;
    if (parent->last)
        parent->last->next = e;
    else
        parent->first = e;
    parent->last = e;
    return e;
}
