#include "press/preflight.h"

#include "base/map.h"
#include "press/checks.h"

const char *check_number(struct check *c, double v, int digits)
{
    struct buf b = {0};
    findings_number(&b, v, digits);
    const char *text = str_z(c->arena, buf_view(&b));
    buf_free(&b);
    return text;
}

static void painted(void *context, const struct painting *p)
{
    check_painting(context, p);
}

static void trouble(void *context, enum content_trouble t, const char *what)
{
    static const struct {
        enum rule rule;
        const char *said;
    } rows[] = {
        [TROUBLE_SYNTAX] = {RULE_CONTENT_BROKEN, "something cannot be understood"},
        [TROUBLE_BALANCE] = {RULE_CONTENT_BROKEN, "something is not closed, or closed twice"},
        [TROUBLE_DEEP_STATE] = {RULE_CONTENT_DEPTH,
                                "more than 28 graphics states lie in one another"},
        [TROUBLE_RESOURCE] = {RULE_CONTENT_RESOURCE, "something used is not in the resources"},
        [TROUBLE_STREAM] = {RULE_CONTENT_BROKEN, "data cannot be decoded"},
        [TROUBLE_LIMIT] = {RULE_FILE_LIMITS, "more than is looked at"},
    };
    struct check *c = context;
    findings_add(c->findings, rows[t].rule, check_page(c->page), "%s: %s", rows[t].said, what);
}

static void check_contents(struct check *c)
{
    const struct content_listener listener = {.context = c, .painted = painted, .trouble = trouble};
    c->content = content_new(c->doc, &listener);
    c->ink = ink_new();
    bool more = true;
    for (size_t i = 0; more && i < input_pages(c->doc); i++) {
        const struct node *page = input_page(c->doc, i);
        c->page = i + 1;
        check_boxes(c, page);
        ink_begin(c->ink, &c->media);
        more = content_run_page(c->content, page);
        check_ink(c);
    }
    check_fonts(c);
    check_spots(c);
    ink_free(c->ink);
    content_free(c->content);
}

/* Whether the file can be looked into at all. */
static bool is_open(struct check *c)
{
    str said = input_complaint(c->doc);
    switch (input_state(c->doc)) {
    case INPUT_ENCRYPTED:
        findings_add(c->findings, RULE_FILE_ENCRYPTED, check_page(0), "a password is needed");
        return false;
    case INPUT_BROKEN:
        findings_add(c->findings, RULE_FILE_DAMAGED, check_page(0),
                     "the file is no PDF that can be read: %.*s", STR_ARG(said));
        return false;
    default: return true;
    }
}

void preflight(const struct qpdf *q, str bytes, const struct preflight_options *options,
               struct findings *findings, struct preflight_summary *summary)
{
    struct check c = {.doc = input_open(q, bytes),
                      .findings = findings,
                      .options = options,
                      .summary = summary,
                      .arena = arena_new(),
                      .pictures = map_new()};
    *summary = (struct preflight_summary){0};
    if (is_open(&c)) {
        if (input_encrypted(c.doc))
            findings_add(findings, RULE_FILE_ENCRYPTED, check_page(0), "the file is encrypted");
        check_contents(&c);
        check_pages(&c);
        str said = input_complaint(c.doc);
        if (said.n)
            findings_add(findings, RULE_FILE_DAMAGED, check_page(0), "%.*s", STR_ARG(said));
    }
    map_free(c.pictures);
    arena_free(c.arena);
    input_free(c.doc);
}
