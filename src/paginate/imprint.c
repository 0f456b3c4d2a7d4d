#include "paginate/imprint.h"

#include "paginate/frames.h"

static void note_template(struct printed_fields *p, const struct text_template *t)
{
    for (size_t i = 0; i < t->n_parts; i++)
        p->fields[t->parts[i].field] = true;
}

void imprint_note(struct printed_fields *p, const struct master *m, size_t page)
{
    for (size_t i = 0; i < m->n_frames; i++) {
        const struct frame *f = &m->frames[i];
        if (!frame_is_on(f, page))
            continue;
        p->fields[TEMPLATE_PUBLISHER] |= f->kind == FRAME_CONTACT;
        for (size_t k = 0; f->kind == FRAME_TEXT && k < f->n_texts; k++)
            note_template(p, &f->texts[k].text);
    }
}

static const struct duty {
    enum template_field field;
    const char *name;
    bool internal; /* of internal publications; else of newspapers and periodicals */
} duties[] = {
    {TEMPLATE_NOTICE, "{imprint.notice}", true},
    {TEMPLATE_PERMIT, "{imprint.permit}", true},
    {TEMPLATE_PUBLISHER, "{publisher}", true},
    {TEMPLATE_RECIPIENTS, "{imprint.recipients}", true},
    {TEMPLATE_PRINTER, "{imprint.printer}", true},
    {TEMPLATE_PRINTED, "{imprint.printed}", true},
    {TEMPLATE_COPIES, "{imprint.copies}", true},
    {TEMPLATE_CN, "{imprint.cn}", false},
};

void imprint_report(const struct printed_fields *p, const struct issue *issue, struct arena *a,
                    struct diags *d)
{
    const bool internal = issue->imprint.type == IMPRINT_INTERNAL;
    str missing = STR("");
    if (issue->imprint.type == IMPRINT_NONE)
        return;
    for (size_t i = 0; i < sizeof duties / sizeof *duties; i++)
        if (duties[i].internal == internal && !p->fields[duties[i].field])
            missing =
                str_format(a, "%.*s%s%s", STR_ARG(missing), missing.n ? ", " : "", duties[i].name);
    if (!missing.n)
        return;
    const char *rule = internal ? "NP-05" : "NP-07";
    diag_add(d, DIAG_IMPRINT_NOT_SHOWN, issue->imprint.at,
             "no page of the layout `%.*s` prints %.*s (%s)", STR_ARG(issue->layout.text),
             STR_ARG(missing), rule);
    diag_hint(d, "put it into a text frame of the cover or the last page, in layout.yaml");
}
