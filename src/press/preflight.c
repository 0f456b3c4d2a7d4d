#include "press/preflight.h"

#include "press/checks.h"
#include "press/tags.h"

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
        [TROUBLE_SYNTAX] = {RULE_CONTENT_BROKEN, N_("something cannot be understood")},
        [TROUBLE_BALANCE] = {RULE_CONTENT_BROKEN, N_("something is not closed, or closed twice")},
        [TROUBLE_DEEP_STATE] = {RULE_CONTENT_DEPTH,
                                N_("more than 28 graphics states lie in one another")},
        [TROUBLE_RESOURCE] = {RULE_CONTENT_RESOURCE, N_("something used is not in the resources")},
        [TROUBLE_STREAM] = {RULE_CONTENT_BROKEN, N_("data cannot be decoded")},
        [TROUBLE_LIMIT] = {RULE_FILE_LIMITS, N_("more than is looked at")},
    };
    struct check *c = context;
    findings_add(c->findings, rows[t].rule, check_page(c->page), "%-s: %-s", rows[t].said, what);
}

static void state(void *context, const struct node *gs)
{
    check_state(context, gs);
}

static void object(void *context, const struct node *xobject, const struct mark *mark)
{
    (void)mark;
    check_object(context, xobject);
}

static void rendering(void *context, str name)
{
    check_rendering(context, name);
}

static void marked(void *context, const struct mark *mark)
{
    check_mark(context, mark);
}

/* What only standards ask. */
static void check_standards(struct check *c)
{
    if (!(findings_profiles(c->findings) & ~(unsigned)PROFILE_PRINT))
        return;
    check_file(c);
    check_metadata(c);
    check_condition(c);
    check_catalog(c);
    if (findings_wants(c->findings, RULE_TAGS_MISSING)) {
        c->tags = tags_read(c->doc);
        check_tags(c);
    }
}

static void check_contents(struct check *c)
{
    const struct content_listener listener = {.context = c,
                                              .painted = painted,
                                              .trouble = trouble,
                                              .state = state,
                                              .object = object,
                                              .rendering = rendering,
                                              .marked = marked};
    c->content = content_new(c->doc, &listener);
    c->ink = ink_new();
    bool more = true;
    for (size_t i = 0; more && i < input_pages(c->doc); i++) {
        const struct node *page = input_page(c->doc, i);
        c->page = i + 1;
        check_boxes(c, page);
        check_page_state(c, page);
        check_annotations(c, page);
        if (!input_has_resources(c->doc, i))
            findings_add(c->findings, RULE_CONTENT_INHERITED, check_page(c->page),
                         "the page has no resources of its own");
        ink_begin(c->ink, &c->media);
        more = content_run_page(c->content, page);
        check_ink(c);
        check_blend_space(c, page);
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
        findings_add(c->findings, RULE_FILE_LOCKED, check_page(0), "a password is needed");
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
                      .pictures = map_new(),
                      .seen = map_new(),
                      .x.profile = &node_null,
                      .a.profile = &node_null};
    *summary = (struct preflight_summary){0};
    if (is_open(&c)) {
        if (input_encrypted(c.doc))
            findings_add(findings, RULE_FILE_ENCRYPTED, check_page(0), "the file is encrypted");
        check_standards(&c);
        check_contents(&c);
        check_pages(&c);
        str said = input_complaint(c.doc);
        if (said.n)
            findings_add(findings, RULE_FILE_DAMAGED, check_page(0), "%.*s", STR_ARG(said));
    }
    tags_free(c.tags);
    map_free(c.pictures);
    map_free(c.seen);
    arena_free(c.arena);
    input_free(c.doc);
}
