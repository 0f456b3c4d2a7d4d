#include "base/file.h"
#include "cli/commands.h"
#include "cli/issue_pdf.h"
#include "cli/tally.h"
#include "press/guard.h"
#include "press/preflight.h"

#include <errno.h>
#include <stdlib.h>

static const double bleed_mm = 3;
enum { PERCENT = 100, INK_USUAL = 300, SADDLE_STITCH = 4 };

/* What a profile claims to be. */
static const struct {
    enum pdf_profile profile;
    unsigned claims;
} made[] = {
    {PDF_PRINT, PROFILE_PRINT | PROFILE_X4 | PROFILE_A2A | PROFILE_UA1},
    {PDF_PRINT_X1A, PROFILE_PRINT | PROFILE_X1A},
    {PDF_SCREEN, PROFILE_A2A | PROFILE_UA1},
    {PDF_ARCHIVE, PROFILE_A3A | PROFILE_UA1},
};

struct judging {
    const struct options *options;
    unsigned profiles; /* enum profile */
    const char *file;  /* as it is called in the findings */
    struct qpdf qpdf;
    str bytes;
    unsigned ink; /* percent */
};

/* What comes back from the process that reads the PDF: whether all is well, then the text. */
enum { VERDICT_CLEAN = '0', VERDICT_FAULTS = '1' };

static void put_verdict(struct buf *b, const char *file, const char *standard, size_t errors)
{
    buf_format(b, "%s: %s: ", file, standard);
    if (errors)
        buf_format(b, ngettext("%zu error", "%zu errors", errors), errors);
    else
        buf_str(b, str_of(_("nothing speaks against it")));
    buf_char(b, '\n');
}

static void put_size(struct buf *b, const struct preflight_summary *s)
{
    struct buf w = {0}, h = {0}, ink = {0};
    findings_number(&w, s->width, 1);
    findings_number(&h, s->height, 1);
    findings_number(&ink, s->most_ink * PERCENT, 0);
    buf_format(b, _(" of %.*s x %.*s mm, at most %.*s %% ink"), (int)w.n, w.data, (int)h.n, h.data,
               (int)ink.n, ink.data);
    if (s->most_ink_page)
        buf_format(b, _(" (page %zu)"), s->most_ink_page);
    buf_free(&w);
    buf_free(&h);
    buf_free(&ink);
}

static void put_summary(struct buf *b, const struct judging *j, const struct findings *f,
                        const struct preflight_summary *s)
{
    size_t errors = findings_count(f, SEVERITY_ERROR),
           warnings = findings_count(f, SEVERITY_WARNING);
    buf_format(b, "%s: ", j->file);
    tally_pages(b, s->pages);
    if (s->pages)
        put_size(b, s);
    buf_str(b, str_of(_("; ")));
    tally_faults(b, errors, warnings);
    buf_char(b, '\n');
    for (unsigned p = PROFILE_X1A; p < 1 << PROFILES && j->options->judged; p <<= 1)
        if (j->profiles & p)
            put_verdict(b, j->file, profile_standard(p), findings_errors(f, p));
}

static void judge(void *context, struct buf *out)
{
    const struct judging *j = context;
    const struct options *o = j->options;
    const struct preflight_options options = {
        .ink = j->ink / (double)PERCENT,
        .bleed = bleed_mm,
        .multiple = SADDLE_STITCH,
        .spots = o->spots,
    };
    struct preflight_summary summary;
    struct findings *f = findings_new(j->file, j->profiles);
    preflight(&j->qpdf, j->bytes, &options, f, &summary);
    buf_char(out, findings_count(f, SEVERITY_ERROR) ? VERDICT_FAULTS : VERDICT_CLEAN);
    findings_print(f, out, (enum diag_format)o->format);
    if (o->format == DIAG_TEXT)
        put_summary(out, j, f, &summary);
    findings_free(f);
}

/* The reader did not come back. */
static int tell_end(const struct judging *j, enum guard_end end)
{
    static const char *const said[] = {
        [GUARD_TIME] = N_("reading it takes longer than any print file should"),
        [GUARD_MEMORY] = N_("reading it takes more memory than any print file should"),
        [GUARD_DIED] = N_("it is damaged in a way that stops the reader"),
    };
    if (end == GUARD_FAILED) {
        fprintf(stderr, "banxin: %s%s%s\n", _("error: "), _("no process could be started: "),
                _(message_errno(errno)));
        return EXIT_ENVIRONMENT;
    }
    struct findings *f = findings_new(j->file, j->profiles);
    struct buf out = {0};
    findings_add(f, RULE_FILE_LIMITS, (struct spot){0}, "%-s", said[end]);
    findings_print(f, &out, (enum diag_format)j->options->format);
    buf_print(&out, stdout);
    buf_free(&out);
    findings_free(f);
    return EXIT_INPUT;
}

static int judge_guarded(struct judging *j)
{
    struct buf out = {0};
    enum guard_end end = guard_run(judge, j, &out);
    int status = EXIT_INPUT;
    if (end != GUARD_DONE || !out.n) {
        status = tell_end(j, end == GUARD_DONE ? GUARD_DIED : end);
    } else {
        status = out.data[0] == VERDICT_CLEAN ? EXIT_SUCCESS : EXIT_INPUT;
        fwrite(out.data + 1, 1, out.n - 1, stdout);
    }
    buf_free(&out);
    return status;
}

/* The profile that an issue is built for: the first one that claims to be all it is judged by, or
 * the one that was named. PDF_PROFILES: there is none. Without --for it is judged by its claims. */
static enum pdf_profile choose(struct judging *j, const struct options *o)
{
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        bool named = !o->profiles.n || (enum pdf_profile)o->profiles.v[0] == made[i].profile;
        if (!named || (o->judged & ~made[i].claims))
            continue;
        j->profiles = o->judged ? o->judged : made[i].claims;
        return made[i].profile;
    }
    return PDF_PROFILES;
}

int command_preflight(const struct options *o)
{
    struct judging j = {.options = o, .file = o->operands[0]};
    bool issue = file_is_folder(j.file);
    enum pdf_profile profile = choose(&j, o);
    if (!issue)
        j.profiles = o->judged ? o->judged : PROFILE_PRINT;
    if (issue && (profile == PDF_PROFILES || o->profiles.n > 1))
        return options_wrong(o->command, "no PDF of an issue is all that --for and --profile name");
    struct issue_pdf pdf;
    struct diags *d = diags_new();
    int status = EXIT_ENVIRONMENT;
    if (qpdf_open(&j.qpdf, d)) {
        status = issue_pdf_open(&pdf, o, profile);
        j.bytes = pdf.bytes;
        j.ink = o->ink ? o->ink : pdf.ink_max ? pdf.ink_max : INK_USUAL;
        if (!status)
            status = judge_guarded(&j);
        issue_pdf_close(&pdf);
    }
    diags_print(d, stderr, (enum diag_format)o->format);
    diags_free(d);
    return status;
}
