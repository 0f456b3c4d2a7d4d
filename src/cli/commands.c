#include "cli/commands.h"

#include "pdf/pdf.h"
#include "press/findings.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum {
    BUILD = 1 << 0,
    CHECK = 1 << 1,
    REBUILD = 1 << 2,
    NEW = 1 << 3,
    FONTS = 1 << 4,
    HELP = 1 << 5,
    EXPLAIN = 1 << 6,
    WATCH = 1 << 7,
    SCHEMA = 1 << 8,
    LAYOUT = 1 << 11,
    PREFLIGHT = 1 << 9,
    IMPOSE = 1 << 10,
    FIT = 1 << 12,
    STAGES = BUILD | CHECK | REBUILD, /* those that set issues */
};

enum { JOBS_MAX = 256, COUNT_MAX = 1000000 };

const struct command commands[] = {
    {"build", BUILD, "ISSUE...", 1, SIZE_MAX, N_("set issues and write a PDF of each"),
     N_("An ISSUE is a folder with an issue.yaml. Its PDF is named after the folder and goes to "
        "the folder out/ of the project: the nearest folder above the issue that has layouts/ or "
        "fonts/fonts.yaml, else the current one. NAME.pdf is the file for the press; others say "
        "what they are for: NAME-screen.pdf, NAME-archive.pdf, NAME-plain.pdf, "
        "NAME-x1a.pdf.\nLayouts and fonts are looked for in the same way. An issue with errors "
        "gives no PDF, and a PDF that was there stays."),
     command_build},
    {"check", CHECK, "ISSUE...", 1, SIZE_MAX, N_("name everything that is wrong with issues"),
     N_("Does all that build does, up to the finished pages, and writes no PDF."), command_check},
    {"rebuild", REBUILD, "DIR", 1, 1, N_("build every issue below a folder"),
     N_("Finds the issues at any depth (symbolic links to folders are not followed) and builds "
        "them on all processors. An issue with errors does not keep the others from being built; "
        "its diagnostics stand together, in the order of the issues' names."),
     command_rebuild},
    {"explain", EXPLAIN, "ISSUE", 1, 1, N_("say why lines, columns and pages end where they do"),
     N_("Prints each composed line of the articles, in their order: the place of its first "
        "character, the style, its number in the paragraph, its text; its width before and after "
        "justification and what each stage took off (S1 to S7: marks and gaps) or put in (X1 word "
        "spaces, X2 gaps between Han and Western, X3 all others), with the number of places and "
        "the mean of a place; the cost, which the sum over the paragraph makes as small as it can "
        "be. Below it the places next to its end, two before and two after, and the nearest legal "
        "one: the rule that forbids a line end there, or what the line would have taken.\nWidths "
        "are in em of the line's style; costs are em moved, weighted by stage. The lines of the "
        "pages' furniture are left out: running heads, contents, contact, labels of lists and "
        "notes. What is composed twice alike is printed once. An issue with errors shows these and "
        "no lines; warnings are left to check.\nWith --pages it prints the frames of each page "
        "instead: the articles in them, the pictures with the columns that mention them, each "
        "column's first and last source line, its lines of text, notes, heads and pictures, what "
        "it is short of and why, and what that cost by each of the layout's weights. Where the "
        "text of a thread is no longer than some ten pages it says whether a search without "
        "bounds would have found columns that cost less."),
     command_explain},
    {"fit", FIT, "ISSUE", 1, 1, N_("say what each article and page takes, and what to cut or add"),
     N_("Prints the articles with their lines, characters and share of the issue, the pages with "
        "the lines that are free, and how the number of pages that is asked for was reached: what "
        "may give, in the order of the layout's `fit`, and what was used. Where it was not reached "
        "it says how many lines, about how many characters, are to be cut or added. The number "
        "stands in issue.yaml, publication.yaml or the layout (`pages`, or `multiple`).\nThe "
        "status is 1 when the pages asked for were not reached."),
     command_fit},
    {"preflight", PREFLIGHT, "FILE.pdf|ISSUE", 1, 1, N_("judge a PDF as a print shop does"),
     N_("Looks at any PDF, or builds an issue and looks at what it becomes: boxes and bleed, "
        "fonts, colour, overprint and the black of text, resolution of pictures, thin lines, total "
        "ink, spot colours, number of pages; with --for also by the rules of standards. Each "
        "finding names the page, the place in mm from the top left corner of the trimmed page, the "
        "rule with its clause in the standards, and what to do about it.\nThe status is 1 when "
        "there is something for which a press would send the file back; warnings do not change "
        "it."),
     command_preflight},
    {"impose", IMPOSE, "FILE.pdf|ISSUE", 1, 1, N_("put pages on sheets for the press"),
     N_("Puts the pages of a PDF, or of an issue, two and two on the sides of sheets that are "
        "printed on both sides, folded and stitched through the spine (saddle stitch), with crop, "
        "fold and registration marks and colour bars; or with --up side by side for cutting apart. "
        "Pages keep their bleed, vectors and fonts; links, outline and tags are left behind.\nIn "
        "saddle stitch the pages of inner sheets move towards the spine, the innermost by "
        "thickness x (pages / 4 - 1) x 1.3. The number of pages must be a multiple of 4."),
     command_impose},
    {"new", NEW, "DIR", 1, 1, N_("begin an issue"),
     N_("Makes the folder DIR with an issue.yaml and a first article, ready to build. Year, "
        "number, total and date go on from the newest issue beside it. Where there is no "
        "publication.yaml in the folder above, one is made too."),
     command_new},
    {"watch", WATCH, "ISSUE|LAYOUT", 1, 1, N_("show the pages in a browser while you work"),
     N_("Prints an address of this computer (127.0.0.1) that shows the pages, drawn anew in place "
        "whenever a file of the issue, its layout or the fonts is saved, with all that is wrong "
        "beside them, and type area, grid and frames at a click. A LAYOUT is shown with the "
        "articles of the newest issue. While there are errors the last good pages stay. End it "
        "with Ctrl+C.\nWith --editor a click on a line opens it: --editor 'code -g "
        "{file}:{line}:{column}'. The other way, a request for /at?file=FILE&line=N shows what was "
        "set from a line, for a command of the editor's."),
     command_watch},
    {"fonts", FONTS, "[LAYOUT]", 0, 1, N_("list the fonts that layouts ask for"),
     N_("For each role of the layout (without LAYOUT: of every layout): the face, its weight and "
        "file, the Debian package that brings it, and whether it was found as the catalogue "
        "describes it."),
     command_fonts},
    {"layout", LAYOUT, "check|show DIR...", 2, SIZE_MAX,
     N_("check a layout alone, or draw its grid and frames over pages"),
     N_("check names everything that is wrong with layouts, without an issue.\nshow writes an HTML "
        "file of the pages with type area, grid and frames drawn over them, each frame with its "
        "name and size: DIR is a layout, which is shown with the articles of the newest issue, or "
        "an issue. Without --output the file goes where the PDF would."),
     command_layout},
    {"schema", SCHEMA, "layout|publication|issue|article", 1, 1,
     N_("print the JSON Schema of layout.yaml, publication.yaml, issue.yaml or an article's head"),
     N_("For editors that complete and check YAML while it is typed; each key is described in "
        "Chinese and English. The build writes all of them to build/src/cli/schema/, where the "
        "settings for VS Code in this folder look for them."),
     command_schema},
    {"help", HELP, "[COMMAND]", 0, 1, N_("print the help of a command"), NULL, command_help},
};
const size_t n_commands = sizeof commands / sizeof *commands;

static bool read_text(const char *argument, void *field)
{
    *(const char **)field = argument;
    return *argument != '\0';
}

static bool read_jobs(const char *argument, void *field)
{
    unsigned n = 0;
    for (; *argument >= '0' && *argument <= '9' && n <= JOBS_MAX; argument++)
        n = n * 10 + (unsigned)(*argument - '0');
    *(unsigned *)field = n;
    return *argument == '\0' && n >= 1 && n <= JOBS_MAX;
}

static bool read_count(const char *argument, void *field)
{
    unsigned n = 0;
    for (; *argument >= '0' && *argument <= '9' && n <= COUNT_MAX; argument++)
        n = n * 10 + (unsigned)(*argument - '0');
    *(unsigned *)field = n;
    return *argument == '\0' && n >= 1 && n <= COUNT_MAX;
}

static bool read_port(const char *argument, void *field)
{
    enum { PORT_MAX = 65535 };
    unsigned n = 0;
    const char *p = argument;
    for (; *p >= '0' && *p <= '9' && n <= PORT_MAX; p++)
        n = n * 10 + (unsigned)(*p - '0');
    struct options *o = (struct options *)((char *)field - offsetof(struct options, port));
    o->port = n;
    o->port_given = true;
    return p != argument && *p == '\0' && n <= PORT_MAX;
}

static bool read_ink(const char *argument, void *field)
{
    return read_count(argument, field) && *(unsigned *)field >= 100 && *(unsigned *)field <= 400;
}

static bool read_judged(const char *argument, void *field)
{
    *(unsigned *)field = profiles_named(str_of(argument));
    return *(unsigned *)field != 0;
}

static bool read_up(const char *argument, void *field)
{
    return read_count(argument, field) && *(unsigned *)field <= 16;
}

/* Millimetres with up to four decimals. */
static bool read_thickness(const char *argument, void *field)
{
    int64_t value = 0, scale = 1;
    bool point = false;
    const char *p = argument;
    for (; (*p >= '0' && *p <= '9') || (*p == '.' && !point); p++) {
        point = point || *p == '.';
        if (*p == '.')
            continue;
        value = value * 10 + (*p - '0');
        scale = point ? scale * 10 : scale;
        if (value > 10000 || scale > 10000)
            return false;
    }
    *(length *)field = value * LENGTH_PT * 720 / (254 * scale);
    return p != argument && *p == '\0' && value <= scale;
}

/* The first profile of a name; PDF_PROFILES: there is none. */
static int find_profile(str name)
{
    int i = 0;
    while (i < PDF_PROFILES && !str_is(name, pdf_traits((enum pdf_profile)i)->name))
        i++;
    return i;
}

/* Names parted by commas, each once. */
static bool read_profiles(const char *argument, void *field)
{
    struct profile_list *list = field;
    list->n = 0;
    for (str rest = str_of(argument);;) {
        size_t comma = str_find(rest, ',', 0);
        int profile = find_profile(str_slice(rest, 0, comma));
        for (size_t i = 0; i < list->n; i++)
            if (list->v[i] == profile)
                return false;
        if (profile == PDF_PROFILES)
            return false;
        list->v[list->n++] = profile;
        if (comma == rest.n)
            return true;
        rest = str_slice(rest, comma + 1, rest.n);
    }
}

static bool read_standard(const char *argument, void *field)
{
    *(const char **)field = argument;
    for (int i = 0; i < PDF_PROFILES; i++) {
        const char *standard = pdf_traits((enum pdf_profile)i)->standard;
        if (standard && str_is(str_of(argument), standard))
            return true;
    }
    return false;
}

static bool read_ppi(const char *argument, void *field)
{
    enum { LEAST = 36, MOST = 1200 };
    return read_count(argument, field) && *(unsigned *)field >= LEAST && *(unsigned *)field <= MOST;
}

static bool read_format(const char *argument, void *field)
{
    bool json = str_is(str_of(argument), "json");
    *(int *)field = json ? DIAG_JSON : DIAG_TEXT;
    return json || str_is(str_of(argument), "text");
}

static bool read_flag(const char *argument, void *field)
{
    *(bool *)field = true;
    return argument == NULL;
}

#define FIELD(name) offsetof(struct options, name)

const struct option_row option_rows[] = {
    {BUILD, 'o', "output", "FILE-OR-DIR",
     N_("where the PDF goes; a folder when it exists as one, ends in '/' or several issues are "
        "built"),
     read_text, FIELD(output), N_("a name")},
    {LAYOUT, 'o', "output", "FILE", N_("where show writes"), read_text, FIELD(output),
     N_("a name")},
    {REBUILD, 'o', "output", "DIR", N_("the folder the PDFs go to"), read_text, FIELD(output),
     N_("a name")},
    {EXPLAIN, 0, "article", "N|FILE",
     N_("only the article of that number, from 1 in the order of the issue, or of that file"),
     read_text, FIELD(article), N_("a number or a file")},
    {EXPLAIN, 0, "line", "N",
     N_("only the lines that hold something of line N of their article's file"), read_count,
     FIELD(line), N_("a number from 1 to 1000000")},
    {EXPLAIN, 0, "worst", "N",
     N_("the N loosest lines (by what X3 puts into a gap), then the N tightest (by the weighted "
        "sum of what was taken off, those that stand out first)"),
     read_count, FIELD(worst), N_("a number from 1 to 1000000")},
    {EXPLAIN, 0, "pages", NULL, N_("the columns of the pages, not the lines"), read_flag,
     FIELD(pages), NULL},
    {EXPLAIN, 0, "all", NULL, N_("also the lines of the pages' furniture"), read_flag, FIELD(all),
     NULL},
    {BUILD | CHECK | EXPLAIN | WATCH | LAYOUT | FIT, 0, "layout", "NAME",
     N_("this layout instead of the one the issue names"), read_text, FIELD(layout), N_("a name")},
    {WATCH, 0, "port", "N", N_("the port of the address; 8715 when not given, 0 for a free one"),
     read_port, FIELD(port), N_("a number up to 65535")},
    {WATCH, 0, "editor", "COMMAND",
     N_("what a click on a line starts; {file}, {line} and {column} stand for its place"),
     read_text, FIELD(editor), N_("a command")},
    {IMPOSE, 'o', "output", "FILE",
     N_("where the sheets go; the PDF's name with -sheets if not given"), read_text, FIELD(output),
     N_("a name")},
    {IMPOSE, 0, "up", "N", N_("N pages side by side on a side, in their order, instead of folding"),
     read_up, FIELD(up), N_("a number from 1 to 16")},
    {IMPOSE, 0, "thickness", "MM", N_("of the paper, for the creep; 0 when not given"),
     read_thickness, FIELD(thickness), N_("a thickness such as 0.1, up to 1")},
    {IMPOSE, 0, "blank", NULL, N_("add blank pages before the last one up to a multiple of 4"),
     read_flag, FIELD(blank), NULL},
    {IMPOSE, 0, "right", NULL, N_("the spine is at the right of the first page (vertical setting)"),
     read_flag, FIELD(right_bound), NULL},
    {PREFLIGHT, 0, "for", "NAMES",
     N_("what the PDF is judged by, several names parted by commas: 'print', the conditions of a "
        "print shop; 'x4' PDF/X-4, 'x1a' PDF/X-1a:2003, 'a2a' PDF/A-2a, 'a3a' PDF/A-3a, 'ua1' "
        "PDF/UA-1. When not given a file is judged by 'print', an issue by all that its profile "
        "claims to be"),
     read_judged, FIELD(judged),
     N_("print, x4, x1a, a2a, a3a or ua1, or some of them with commas")},
    {PREFLIGHT, 0, "ink", "PERCENT",
     N_("the most ink that the paper takes; when not given, that of the issue's printing "
        "condition, or 300"),
     read_ink, FIELD(ink), N_("a number from 100 to 400")},
    {PREFLIGHT, 0, "spots", "NAMES",
     N_("the spot colours that are wanted, parted by commas; any when not given"), read_text,
     FIELD(spots), N_("names")},
    {PREFLIGHT, 0, "format", "text|json",
     N_("how findings are printed: for reading, or one JSON object a line"), read_format,
     FIELD(format), N_("text or json")},
    {STAGES | FONTS | EXPLAIN | WATCH | PREFLIGHT | IMPOSE | LAYOUT | FIT, 0, "layouts", "DIR",
     N_("the folder with the layouts"), read_text, FIELD(layouts), N_("a folder")},
    {STAGES | FONTS | EXPLAIN | WATCH | PREFLIGHT | IMPOSE | LAYOUT | FIT, 0, "fonts", "DIR",
     N_("the folder with the catalogue fonts.yaml"), read_text, FIELD(fonts), N_("a folder")},
    {STAGES, 'j', "jobs", "N", N_("build N issues at a time; all processors when not given"),
     read_jobs, FIELD(jobs), N_("a number from 1 to 256")},
    {STAGES | IMPOSE | LAYOUT, 0, "format", "text|json",
     N_("how diagnostics are printed on standard error: for reading, or one JSON object a line"),
     read_format, FIELD(format), N_("text or json")},
    {FIT, 0, "format", "text|json",
     N_("how it is printed, and diagnostics on standard error: for reading, or as JSON"),
     read_format, FIELD(format), N_("text or json")},
    {EXPLAIN, 0, "format", "text|json",
     N_("how lines are printed, and diagnostics on standard error: for reading, or one JSON object "
        "a line"),
     read_format, FIELD(format), N_("text or json")},
    {PREFLIGHT, 'p', "profile", "NAME",
     N_("what an issue is built for; when not given, the first profile that claims to be all that "
        "--for names"),
     read_profiles, FIELD(profiles), N_("print, screen or archive")},
    {BUILD | REBUILD, 'p', "profile", "NAMES",
     N_("what the PDF is for; several names parted by commas give as many files: 'print', when not "
        "given, for the press: PDF/X-4, PDF/A-2a and PDF/UA-1 at once, for the layout's printing "
        "condition, without links; 'screen', for reading: sRGB, with links, small, PDF/A-2a and "
        "PDF/UA-1; 'archive', with all that it was made from inside: PDF/A-3a and PDF/UA-1; "
        "'plain', for any printer, of no standard"),
     read_profiles, FIELD(profiles),
     N_("print, screen, archive or plain, or some of them with commas")},
    {BUILD | REBUILD, 0, "standard", "x4|x1a",
     N_("what profile print conforms to: PDF/X-4, when not given, or PDF/X-1a:2003, for older "
        "presses"),
     read_standard, FIELD(standard), N_("x4 or x1a")},
    {BUILD | REBUILD, 0, "marks", NULL,
     N_("in the profile print: crop marks, registration marks, marks of the layout's folds and "
        "colour bars around the pages, beyond the bleed"),
     read_flag, FIELD(marks), NULL},
    {BUILD | REBUILD, 0, "ppi", "N",
     N_("pixels an inch of pictures in the profile screen; 150 when not given. Those that have a "
        "quarter more are made smaller"),
     read_ppi, FIELD(ppi), N_("a number from 36 to 1200")},
    {BUILD | CHECK, 0, "dump-pages", "FILE",
     N_("also write what stands where on the pages as text; '-' is standard output"), read_text,
     FIELD(dump_pages), N_("a name")},
    {STAGES | WATCH | IMPOSE | LAYOUT, 'q', "quiet", NULL, N_("print nothing but what is wrong"),
     read_flag, FIELD(quiet), NULL},
};
const size_t n_option_rows = sizeof option_rows / sizeof *option_rows;

int command_help(const struct options *o)
{
    const struct command *c = NULL;
    if (o->n_operands && !(c = options_command(o->operands[0])))
        return options_wrong(NULL, "there is no command %s", o->operands[0]);
    options_help(c);
    return EXIT_SUCCESS;
}
