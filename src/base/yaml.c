#include "base/yaml.h"

#include "base/vec.h"

#include <assert.h>
#include <yaml.h>

enum { DEPTH_MAX = 32 };

struct reading {
    struct arena *arena;
    const struct source *source;
    struct diags *diags;
    yaml_parser_t parser;
    uint32_t first_line;
    bool failed;
};

static struct place place_of(const struct reading *r, yaml_mark_t mark)
{
    return (struct place){r->source, r->first_line + (uint32_t)mark.line,
                          (uint32_t)mark.column + 1};
}

/* libyaml's problems in the words of people who type YAML twice a month. */
static void report_syntax(struct reading *r)
{
    const yaml_parser_t *p = &r->parser;
    yaml_mark_t mark = p->problem_mark;
    if (p->error == YAML_READER_ERROR)
        mark = p->mark;
    diag_add(r->diags, DIAG_YAML_SYNTAX, place_of(r, mark), "not valid YAML: %-s",
             p->problem ? p->problem : N_("unreadable"));
    if (p->error == YAML_SCANNER_ERROR && p->problem && strstr(p->problem, "token"))
        diag_hint(r->diags, "put the value in double quotes");
    else if (p->problem && strstr(p->problem, "mapping values"))
        diag_hint(r->diags, "a value that holds ': ' must stand in double quotes");
    else
        diag_hint(r->diags, "write `key: value`, one a line, indented by blanks (not tabs) alike");
    r->failed = true;
}

static bool next_event(struct reading *r, yaml_event_t *e)
{
    if (yaml_parser_parse(&r->parser, e))
        return true;
    report_syntax(r);
    return false;
}

static void unsupported(struct reading *r, yaml_mark_t mark, const char *what, const char *hint)
{
    diag_add(r->diags, DIAG_YAML_UNSUPPORTED, place_of(r, mark), "%-s", what);
    diag_hint(r->diags, "%-s", hint);
    r->failed = true;
}

static str event_text(struct reading *r, const yaml_event_t *e)
{
    return str_dup(r->arena, (str){(const char *)e->data.scalar.value, e->data.scalar.length});
}

static struct yaml *read_value(struct reading *r, yaml_event_t *e, int depth);

static void check_duplicate(struct reading *r, const struct yaml_entry *entries, size_t n)
{
    const struct yaml_entry *last = &entries[n - 1];
    for (size_t i = 0; i + 1 < n; i++) {
        if (!str_eq(entries[i].key, last->key))
            continue;
        diag_add(r->diags, DIAG_DUPLICATE_KEY, last->key_at, "the key `%.*s` stands twice",
                 STR_ARG(last->key));
        const struct yaml *value = last->value;
        bool same_line = entries[i].key_at.line == last->key_at.line;
        if (same_line && value->kind == YAML_SCALAR && !value->quoted && value->text.n == 0)
            diag_hint(r->diags, "inside { } a value that holds commas must stand in double quotes");
        else
            diag_hint(r->diags, "it stands first in line %u; keep one of them",
                      entries[i].key_at.line);
        r->failed = true;
        return;
    }
}

/* A map of many thousand keys is no input of ours; refusing it keeps the check above cheap. */
enum { KEYS_MAX = 1000 };

static struct yaml *read_collection(struct reading *r, struct yaml *node, int depth)
{
    VEC(struct yaml_entry) entries = {0};
    yaml_event_t e;
    bool map = node->kind == YAML_MAP;
    while (!r->failed && next_event(r, &e)) {
        if (e.type == YAML_MAPPING_END_EVENT || e.type == YAML_SEQUENCE_END_EVENT) {
            yaml_event_delete(&e);
            break;
        }
        struct yaml_entry entry = {0};
        if (map) {
            entry.key_at = place_of(r, e.start_mark);
            if (e.type == YAML_SCALAR_EVENT)
                entry.key = event_text(r, &e);
            else
                unsupported(r, e.start_mark, N_("a key must be plain text"),
                            N_("write `key: value`"));
            yaml_event_delete(&e);
            if (r->failed || !next_event(r, &e))
                break;
        }
        entry.value = read_value(r, &e, depth + 1);
        if (!entry.value)
            break;
        vec_push(&entries, entry);
        if (map)
            check_duplicate(r, entries.v, entries.n);
        if (map && entries.n > KEYS_MAX)
            unsupported(r, r->parser.mark, N_("too many keys"),
                        N_("a map may hold up to 1000 keys"));
    }
    node->n = entries.n;
    node->entries = vec_take(r->arena, &entries);
    return node;
}

/* Takes the event over (deletes it). NULL after an error. */
static struct yaml *read_value(struct reading *r, yaml_event_t *e, int depth)
{
    struct yaml *node = arena_one(r->arena, struct yaml);
    node->at = place_of(r, e->start_mark);
    yaml_event_type_t type = e->type;
    yaml_mark_t mark = e->start_mark;
    const yaml_char_t *anchor = NULL;
    if (type == YAML_SCALAR_EVENT) {
        node->text = event_text(r, e);
        node->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
        anchor = e->data.scalar.anchor;
    } else if (type == YAML_MAPPING_START_EVENT) {
        node->kind = YAML_MAP;
        anchor = e->data.mapping_start.anchor;
    } else if (type == YAML_SEQUENCE_START_EVENT) {
        node->kind = YAML_LIST;
        anchor = e->data.sequence_start.anchor;
    }
    if (type == YAML_ALIAS_EVENT || anchor)
        unsupported(r, mark, N_("anchors (&) and aliases (*) are not supported"),
                    N_("a text that begins with & or * must stand in double quotes"));
    else if (depth >= DEPTH_MAX)
        unsupported(r, mark, N_("nested too deep"), N_("32 levels are the limit"));
    yaml_event_delete(e);
    if (r->failed)
        return NULL;
    if (node->kind == YAML_SCALAR)
        return node;
    read_collection(r, node, depth);
    return r->failed ? NULL : node;
}

static struct yaml *empty_map(struct reading *r)
{
    struct yaml *node = arena_one(r->arena, struct yaml);
    node->kind = YAML_MAP;
    node->at = (struct place){r->source, r->first_line, 1};
    return node;
}

static struct yaml *read_document(struct reading *r)
{
    struct yaml *root = NULL;
    yaml_event_t e;
    while (!r->failed && next_event(r, &e)) {
        yaml_event_type_t type = e.type;
        if (type == YAML_STREAM_END_EVENT) {
            yaml_event_delete(&e);
            break;
        }
        if (type == YAML_STREAM_START_EVENT || type == YAML_DOCUMENT_START_EVENT ||
            type == YAML_DOCUMENT_END_EVENT) {
            if (type == YAML_DOCUMENT_START_EVENT && root)
                unsupported(r, e.start_mark, N_("a second YAML document begins here"),
                            N_("leave out the line `---`"));
            yaml_event_delete(&e);
            continue;
        }
        root = read_value(r, &e, 0);
    }
    if (r->failed)
        return NULL;
    return root ? root : empty_map(r);
}

struct yaml *yaml_read(struct arena *a, const struct source *source, str text, uint32_t first_line,
                       struct diags *d)
{
    struct reading r = {.arena = a, .source = source, .diags = d, .first_line = first_line};
    if (!yaml_parser_initialize(&r.parser))
        xalloc_die();
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text.p, text.n);
    struct yaml *root = read_document(&r);
    yaml_parser_delete(&r.parser);
    if (root && root->kind == YAML_SCALAR && root->text.n == 0 && !root->quoted)
        return empty_map(&r);
    return root;
}

struct yaml *yaml_get(const struct yaml *map, const char *key)
{
    for (size_t i = 0; map && map->kind == YAML_MAP && i < map->n; i++)
        if (str_is(map->entries[i].key, key))
            return map->entries[i].value;
    return NULL;
}
