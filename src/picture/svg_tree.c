#include "picture/formats.h"
#include "picture/svg.h"

#include <expat.h>
#include <stdio.h>

enum { DEPTH_MAX = 100, ELEMENTS_MAX = 200000 };

struct reading {
    struct arena *arena;
    XML_Parser parser;
    struct svg_element *root, *open[DEPTH_MAX];
    size_t depth, elements, texts; /* of the open elements, those that are text or in it */
    const char *wrong;
    struct buf text;
};

static void stop(struct reading *r, const char *why)
{
    r->wrong = r->wrong ? r->wrong : why;
    XML_StopParser(r->parser, XML_FALSE);
}

/* A name without the prefix of its namespace. */
static str local(struct arena *a, const char *name)
{
    str s = str_of(name);
    size_t colon = str_find(s, ':', 0);
    return str_dup(a, colon < s.n ? str_slice(s, colon + 1, s.n) : s);
}

static void add_attributes(struct reading *r, struct svg_element *e, const char **attributes)
{
    size_t n = 0;
    while (attributes[2 * n])
        n++;
    struct svg_attribute *list = arena_many(r->arena, n, struct svg_attribute);
    for (size_t i = 0; i < n; i++)
        list[i] = (struct svg_attribute){local(r->arena, attributes[2 * i]),
                                         str_dup(r->arena, str_of(attributes[2 * i + 1]))};
    e->attributes = list;
    e->n_attributes = n;
}

static void append(struct reading *r, struct svg_element *e)
{
    struct svg_element *outer = r->open[r->depth - 1];
    *(outer->last ? &outer->last->next : &outer->first) = e;
    outer->last = e;
}

/* What was read since the last tag. */
static void end_text(struct reading *r)
{
    if (!r->texts || !r->text.n)
        return;
    struct svg_element *e = arena_one(r->arena, struct svg_element);
    e->line = r->open[r->depth - 1]->line;
    e->text = str_dup(r->arena, buf_view(&r->text));
    append(r, e);
    r->text.n = 0;
    r->elements++;
}

static void begin(void *data, const char *name, const char **attributes)
{
    struct reading *r = data;
    if (r->depth == DEPTH_MAX || ++r->elements > ELEMENTS_MAX) {
        stop(r, "the SVG file has too many elements");
        return;
    }
    end_text(r);
    struct svg_element *e = arena_one(r->arena, struct svg_element);
    e->name = local(r->arena, name);
    e->line = (unsigned)XML_GetCurrentLineNumber(r->parser);
    add_attributes(r, e, attributes);
    if (r->depth)
        append(r, e);
    else
        r->root = e;
    r->texts += r->texts || str_is(e->name, "text");
    r->open[r->depth++] = e;
    r->text.n = 0;
}

static void end(void *data, const char *name)
{
    struct reading *r = data;
    (void)name;
    end_text(r);
    struct svg_element *e = r->open[--r->depth];
    r->texts -= r->texts > 0;
    if (str_is(e->name, "style"))
        e->text = str_dup(r->arena, buf_view(&r->text));
}

static void text(void *data, const char *s, int n)
{
    struct reading *r = data;
    if (r->depth && (r->texts || str_is(r->open[r->depth - 1]->name, "style")))
        buf_str(&r->text, (str){s, (size_t)n});
}

/* Entities of its own make a small file a large one, or reach out of it. */
static void entity(void *data, const char *name, int parameter, const char *value, int n,
                   const char *base, const char *system, const char *public, const char *notation)
{
    (void)name, (void)parameter, (void)value, (void)n, (void)base, (void)public, (void)notation;
    if (system)
        stop(data, "the SVG file asks for another file (an external entity)");
}

struct svg_element *svg_tree(struct arena *a, str bytes, char *message)
{
    enum { BYTES_MAX = 32 << 20 };
    struct reading r = {.arena = a};
    if (bytes.n > BYTES_MAX) {
        picture_refuse(message, N_("the SVG file is larger than 32 MiB"));
        return NULL;
    }
    r.parser = XML_ParserCreate(NULL);
    if (!r.parser)
        xalloc_die();
    XML_SetUserData(r.parser, &r);
    XML_SetElementHandler(r.parser, begin, end);
    XML_SetCharacterDataHandler(r.parser, text);
    XML_SetEntityDeclHandler(r.parser, entity);
    bool good = XML_Parse(r.parser, bytes.p, (int)bytes.n, 1) == XML_STATUS_OK;
    if (!good && r.wrong)
        picture_refuse(message, r.wrong);
    else if (!good)
        snprintf(message, PICTURE_MESSAGE_MAX, "line %lu is no XML: %s",
                 (unsigned long)XML_GetCurrentLineNumber(r.parser),
                 XML_ErrorString(XML_GetErrorCode(r.parser)));
    else if (!str_is(r.root->name, "svg"))
        good = picture_refuse(message, N_("an XML file, but no SVG"));
    XML_ParserFree(r.parser);
    buf_free(&r.text);
    return good ? r.root : NULL;
}

str svg_attribute(const struct svg_element *e, const char *name)
{
    for (size_t i = 0; i < e->n_attributes; i++)
        if (str_is(e->attributes[i].name, name))
            return e->attributes[i].value;
    return (str){0};
}
