/* The printing condition (output intents), and whether colours fit it. */
#include "press/checks.h"

enum { ICC_HEAD = 128, ICC_MAX = 16 << 20 };

struct icc {
    const char *fault;      /* why it is none; NULL: it is sound */
    char kind[5], space[5]; /* class of device and colour space: "prtr", "CMYK" */
    int version;            /* major */
};

static uint32_t number_at(str s, size_t i)
{
    const unsigned char *b = (const unsigned char *)s.p + i;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* The head of an ICC profile (ISO 15076-1, 7.2), and that it is all there. */
static struct icc icc_read(struct check *c, const struct node *stream)
{
    struct icc icc = {.fault = N_("it cannot be unpacked")};
    struct buf b = {0};
    if (stream->type == NODE_STREAM && input_stream(c->doc, stream, ICC_MAX, &b) == STREAM_GOOD) {
        str s = buf_view(&b);
        icc.fault = s.n < ICC_HEAD || memcmp(s.p + 36, "acsp", 4) != 0 ? N_("it is no ICC profile")
                    : number_at(s, 0) > s.n                            ? "it is cut off"
                                                                       : NULL;
        if (!icc.fault) {
            memcpy(icc.kind, s.p + 12, 4);
            memcpy(icc.space, s.p + 16, 4);
            icc.version = (unsigned char)s.p[8];
        }
    }
    buf_free(&b);
    return icc;
}

static double channels_of(const struct icc *icc)
{
    static const struct {
        const char *space;
        int n;
    } rows[] = {{"GRAY", 1}, {"RGB ", 3}, {"CMYK", 4}, {"Lab ", 3}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(icc->space, rows[i].space) == 0)
            return rows[i].n;
    return 0;
}

/* ---- output intents ---- */

static void check_output_profile(struct check *c, const struct node *profile)
{
    struct icc icc = icc_read(c, profile);
    struct spot at = check_page(0);
    bool printer = strcmp(icc.kind, "prtr") == 0;
    if (icc.fault)
        findings_add(c->findings, RULE_CONDITION_PROFILE, at,
                     "the profile of the printing condition: %-s", icc.fault);
    else if (channels_of(&icc) == 0 || input_get(c->doc, profile, "N")->number != channels_of(&icc))
        findings_add(c->findings, RULE_CONDITION_PROFILE, at,
                     "the profile of the printing condition is one of %s, and N is another number "
                     "of channels",
                     icc.space);
    else if (!printer && strcmp(icc.kind, "mntr") != 0)
        findings_add(c->findings, RULE_CONDITION_PROFILE, at,
                     "the profile of the printing condition is of class %s", icc.kind);
    else if (icc.version > 4)
        findings_add(c->findings, RULE_CONDITION_PROFILE, at,
                     "the profile of the printing condition is of ICC version %d", icc.version);
    if (!icc.fault && !printer && profile == c->x.profile)
        findings_add(c->findings, RULE_CONDITION_PRINTER, at,
                     "the profile of the printing condition is not one of a press");
}

static void note_intent(struct check *c, struct condition *to, const struct node *intent)
{
    to->count++;
    to->intent = intent;
    to->profile = input_get(c->doc, intent, "DestOutputProfile");
    struct icc icc = icc_read(c, to->profile);
    snprintf(to->space, sizeof to->space, "%s", icc.space);
}

static void find_intents(struct check *c)
{
    const struct node *all = input_get(c->doc, input_catalog(c->doc), "OutputIntents");
    const struct node *profile = NULL;
    c->x.profile = c->a.profile = &node_null;
    for (size_t i = 0; all->type == NODE_ARRAY && i < all->n; i++) {
        const struct node *intent = input_item(c->doc, all, i);
        const struct node *own = node_value(intent, "DestOutputProfile");
        if (node_is_name(input_get(c->doc, intent, "S"), "GTS_PDFX"))
            note_intent(c, &c->x, intent);
        else if (node_is_name(input_get(c->doc, intent, "S"), "GTS_PDFA1"))
            note_intent(c, &c->a, intent);
        if (own->type == NODE_NULL)
            continue;
        if (profile && (profile->type != own->type || profile->id != own->id))
            findings_add(c->findings, RULE_CONDITION_PROFILE, check_page(0),
                         "the output intents have profiles that are not the same object");
        profile = own;
    }
}

static void check_press_intent(struct check *c)
{
    static const char registry[] = "http://www.color.org";
    struct spot at = check_page(0);
    const struct node *intent = c->x.intent;
    str name = value_text(c->doc, input_get(c->doc, intent, "OutputConditionIdentifier"));
    str info = value_text(c->doc, input_get(c->doc, intent, "Info"));
    bool registered =
        str_is(value_text(c->doc, input_get(c->doc, intent, "RegistryName")), registry);
    bool embedded = c->x.profile->type == NODE_STREAM;
    if (!str_trim(name).n)
        findings_add(c->findings, RULE_CONDITION_MISSING, at, "the printing condition has no name");
    if (!registered && !str_trim(info).n)
        findings_add(c->findings, RULE_CONDITION_MISSING, at,
                     "the printing condition is neither registered nor described (Info)");
    if (!embedded && (findings_profiles(c->findings) & PROFILE_X4 || !registered))
        findings_add(c->findings, RULE_CONDITION_MISSING, at,
                     "the profile of the printing condition is not embedded");
}

void check_condition(struct check *c)
{
    bool press = findings_profiles(c->findings) & (PROFILE_X1A | PROFILE_X4);
    find_intents(c);
    if (c->x.count != 1)
        findings_add(c->findings, RULE_CONDITION_MISSING, check_page(0),
                     "the file has %u printing conditions for PDF/X, not one", c->x.count);
    else
        check_press_intent(c);
    if (press && c->x.profile->type == NODE_STREAM)
        check_output_profile(c, c->x.profile);
    else if (c->a.profile->type == NODE_STREAM)
        check_output_profile(c, c->a.profile);
}

/* ---- colours ---- */

/* A condition that is not there or not known was told of: no colour can be held against it. PDF/A
 * has no need of one, but then no colour of a device may be used. */
static bool fits(const struct space *s, const struct condition *condition, bool archive)
{
    const char *space = condition->space;
    if (!*space && (!archive || condition->count))
        return true;
    switch (s->kind) {
    case SPACE_RGB: return strcmp(space, "RGB ") == 0;
    case SPACE_CMYK: return strcmp(space, "CMYK") == 0;
    case SPACE_GRAY:
        return archive ? *space != '\0' : strcmp(space, "CMYK") == 0 || strcmp(space, "GRAY") == 0;
    default: return true;
    }
}

static void check_profile(struct check *c, const struct space *s, struct spot at)
{
    static const char *const kinds[] = {"prtr", "mntr", "scnr", "spac"};
    struct icc icc = icc_read(c, s->profile);
    bool known = false;
    for (size_t i = 0; i < 4; i++)
        known = known || strcmp(icc.kind, kinds[i]) == 0;
    if (icc.fault)
        findings_add(c->findings, RULE_COLOR_PROFILE, at, "a colour's profile: %-s", icc.fault);
    else if (!known || icc.version > 4 ||
             input_get(c->doc, s->profile, "N")->number != channels_of(&icc))
        findings_add(c->findings, RULE_COLOR_PROFILE, at,
                     "a colour's profile is of class %s and space %s, ICC version %d", icc.kind,
                     icc.space, icc.version);
    if (s->n == 4 && c->x.profile->type == NODE_STREAM &&
        value_same(c->doc, s->profile, c->x.profile))
        findings_add(c->findings, RULE_COLOR_TWICE, at,
                     "a colour is tagged with the printing condition's own profile");
}

void check_device(struct check *c, const struct space *s, struct spot at, const char *thing)
{
    for (int i = 0; s && i < 4; i++, s = s->base) {
        if (s->kind == SPACE_ICC && findings_wants(c->findings, RULE_COLOR_PROFILE)) {
            bool is_new;
            map_slot_number(c->seen, (uintptr_t)s->profile, &is_new);
            if (is_new)
                check_profile(c, s, at);
        }
        if (s->base)
            continue; /* what counts is the space behind it */
        if (!fits(s, &c->x, false))
            findings_add(c->findings, RULE_COLOR_CONDITION, at,
                         "%-s is in %-s, which the printing condition does not have", thing,
                         space_name(s));
        if (!fits(s, &c->a, true))
            findings_add(c->findings, RULE_COLOR_UNDEFINED, at,
                         "%-s is in %-s, and nothing says which", thing, space_name(s));
    }
}
