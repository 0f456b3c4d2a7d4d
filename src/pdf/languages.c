#include "pdf/languages.h"

#include "base/utf8.h"
#include "base/xalloc.h"

#include <hb.h>
#include <stdlib.h>

enum {
    WORD_MIN = 3, /* letters: units and labels, mm and A4, are read in the language around */
    /* of an element */
    HAS_WORD = 1,
    HAS_OTHERS = 2, /* it or what is in it */
};

struct languages {
    unsigned char *found; /* by the elements' number */
};

/* Signs and marks belong to no script (UAX #24). */
static bool is_other_letter(hb_script_t script)
{
    return script != HB_SCRIPT_LATIN && script != HB_SCRIPT_COMMON &&
           script != HB_SCRIPT_INHERITED && script != HB_SCRIPT_UNKNOWN;
}

static unsigned read_text(str text)
{
    unsigned found = 0, letters = 0;
    for (size_t i = 0; i < text.n;) {
        hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), utf8_next(text, &i));
        letters = script == HB_SCRIPT_LATIN ? letters + 1 : 0;
        found |= letters >= WORD_MIN ? HAS_WORD : 0;
        found |= is_other_letter(script) ? HAS_OTHERS : 0;
    }
    return found;
}

static void read_item(struct languages *l, const struct item *item)
{
    const struct element *e = item->element;
    if (item->kind != ITEM_GLYPHS || !e || item->run->aside)
        return;
    unsigned found = read_text(item->run->text);
    l->found[e->number] |= (unsigned char)found;
    if (found & HAS_OTHERS) /* what is in an element takes its language over */
        for (e = e->parent; e && !(l->found[e->number] & HAS_OTHERS); e = e->parent)
            l->found[e->number] |= HAS_OTHERS;
}

struct languages *languages_new(const struct pages *pages)
{
    struct languages *l = xcalloc(1, sizeof *l);
    l->found = xcalloc(pages->n_elements + 1, 1);
    for (size_t i = 0; i < pages->n; i++)
        for (size_t k = 0; k < pages->pages[i].n_items; k++)
            read_item(l, &pages->pages[i].items[k]);
    return l;
}

void languages_free(struct languages *l)
{
    free(l->found);
    free(l);
}

bool languages_is_western(const struct languages *l, const struct element *e)
{
    return l->found[e->number] == HAS_WORD;
}
