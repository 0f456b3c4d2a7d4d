#include "cli/options.h"

#include "base/buf.h"
#include "cli/commands.h"
#include "cli/wrap.h"

#include <assert.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    HELP_INDENT = 26, /* where the second column of a help text begins */
    MOST_ROWS = 16,   /* options of one command, --help included */
    FIRST_LONG = 256, /* getopt's value of the first long option; below it are letters */
};

static const struct option_row help_row = {
    .letter = 'h', .name = "help", .help = N_("print this help")};

/* The options of one command in the form getopt_long() wants. */
struct grammar {
    const struct option_row *rows[MOST_ROWS];
    size_t n;
    char letters[2 * MOST_ROWS + 2];
    struct option longs[MOST_ROWS + 1];
};

static struct grammar grammar_of(const struct command *command)
{
    struct grammar g = {.rows = {&help_row}, .n = 1};
    for (size_t i = 0; i < n_option_rows; i++)
        if (option_rows[i].commands & command->flag) {
            assert(g.n < MOST_ROWS);
            g.rows[g.n++] = &option_rows[i];
        }
    char *letter = g.letters;
    *letter++ = ':'; /* asks getopt to tell a missing argument from an unknown option */
    for (size_t i = 0; i < g.n; i++) {
        const struct option_row *row = g.rows[i];
        g.longs[i] = (struct option){row->name, row->argument ? required_argument : no_argument,
                                     NULL, FIRST_LONG + (int)i};
        if (!row->letter)
            continue;
        *letter++ = row->letter;
        if (row->argument)
            *letter++ = ':';
    }
    return g;
}

/* The row that getopt's value stands for, or NULL. */
static const struct option_row *row_of(const struct grammar *g, int value)
{
    if (value >= FIRST_LONG)
        return g->rows[value - FIRST_LONG];
    for (size_t i = 0; i < g->n; i++)
        if (g->rows[i]->letter && g->rows[i]->letter == value)
            return g->rows[i];
    return NULL;
}

const struct command *options_command(const char *name)
{
    for (size_t i = 0; i < n_commands; i++)
        if (str_is(str_of(name), commands[i].name))
            return &commands[i];
    return NULL;
}

static int end_wrong(const struct command *command)
{
    fprintf(stderr, _("see banxin %s%s--help\n"), command ? command->name : "", command ? " " : "");
    return EXIT_USAGE;
}

int options_wrong(const struct command *command, const char *format, ...)
{
    struct arena *a = arena_new();
    va_list ap;
    va_start(ap, format);
    struct message m = message_format(a, format, ap);
    va_end(ap);
    fprintf(stderr, "banxin: %s%.*s\n", _("error: "), STR_ARG(message_shown(&m)));
    arena_free(a);
    return end_wrong(command);
}

static int wrong_option(const struct command *command, const struct grammar *g, const char *word)
{
    const char *names[MOST_ROWS];
    for (size_t i = 0; i < g->n; i++)
        names[i] = g->rows[i]->name;
    str name = str_of(word);
    if (str_starts(name, STR("--")))
        name = str_slice(name, 2, name.n);
    name.n = str_find(name, '=', 0);
    const char *nearest = str_nearest(name, names, g->n);
    if (nearest)
        return options_wrong(command, "unknown option %s; did you mean --%s?", word, nearest);
    return options_wrong(command, "unknown option %s", word);
}

static int wrong_command(const char *word)
{
    const char *names[16];
    assert(n_commands <= sizeof names / sizeof *names);
    for (size_t i = 0; i < n_commands; i++)
        names[i] = commands[i].name;
    if (*word == '-')
        return options_wrong(NULL, "unknown option %s; options stand behind the command", word);
    const char *nearest = str_nearest(str_of(word), names, n_commands);
    if (nearest)
        return options_wrong(NULL, "unknown command %s; did you mean %s?", word, nearest);
    if (strchr(word, '/'))
        return options_wrong(NULL, "unknown command %s; did you mean banxin build %s?", word, word);
    return options_wrong(NULL, "unknown command %s", word);
}

static bool take_option(const struct option_row *row, struct options *o, int *status)
{
    if (row == &help_row) {
        options_help(o->command);
        *status = EXIT_SUCCESS;
        return false;
    }
    if (row->read(optarg, (char *)o + row->offset))
        return true;
    *status =
        options_wrong(o->command, "option --%s: '%s' is not %-s", row->name, optarg, row->expected);
    return false;
}

/* What getopt refused: an unknown option, or one with an argument too few or too many. */
static int refused_option(const struct command *command, const struct grammar *g, int value,
                          const char *word)
{
    const struct option_row *row = row_of(g, optopt);
    if (value == ':')
        return options_wrong(command, "option --%s needs %-s", row->name, row->expected);
    if (optopt >= FIRST_LONG)
        return options_wrong(command, "option --%s takes no argument", row->name);
    if (optopt == 0)
        return wrong_option(command, g, word);
    const char letter[] = {'-', (char)optopt, '\0'};
    return wrong_option(command, g, letter);
}

static bool check_operands(struct options *o, int *status)
{
    const struct command *c = o->command;
    for (size_t i = 0; i < o->n_operands; i++)
        if (!*o->operands[i]) {
            *status = options_wrong(c, "an empty name stands for %s", c->operands);
            return false;
        }
    if (o->n_operands >= c->least && o->n_operands <= c->most)
        return true;
    *status = o->n_operands < c->least ? options_wrong(c, "%s needs %s", c->name, c->operands)
                                       : options_wrong(c, "%s takes %s, not also %s", c->name,
                                                       c->operands, o->operands[c->most]);
    return false;
}

/* False when it stands there already. */
static bool note_given(const struct option_row **given, const struct option_row *row)
{
    size_t i = 0;
    while (given[i] && given[i] != row)
        i++;
    if (given[i])
        return false;
    given[i] = row;
    return true;
}

/* Of an option with an argument given twice only one could hold. */
static int repeated_option(const struct command *command, const struct option_row *row)
{
    if (str_is(str_of(row->argument), "NAMES"))
        return options_wrong(
            command, "option --%s is given twice; write its names with commas in one", row->name);
    return options_wrong(command, "option --%s is given twice; leave one out", row->name);
}

bool options_parse(int argc, char **argv, struct options *o, int *status)
{
    *o = (struct options){0};
    const char *word = argc > 1 ? argv[1] : "--help";
    *status = EXIT_SUCCESS;
    if (str_is(str_of(word), "--version")) {
        puts("banxin " BANXIN_VERSION);
        return false;
    }
    if (str_is(str_of(word), "--help") || str_is(str_of(word), "-h")) {
        options_help(NULL);
        *status = argc > 1 ? EXIT_SUCCESS : EXIT_USAGE;
        return false;
    }
    o->command = options_command(word);
    if (!o->command) {
        *status = wrong_command(word);
        return false;
    }
    const struct grammar g = grammar_of(o->command);
    const struct option_row *given[MOST_ROWS] = {0}; /* those with an argument */
    argc--;
    argv++; /* getopt takes the command's name for the program's */
    for (int value; (value = getopt_long(argc, argv, g.letters, g.longs, NULL)) != -1;) {
        if (value == '?' || value == ':') {
            *status = refused_option(o->command, &g, value, argv[optind - 1]);
            return false;
        }
        const struct option_row *row = row_of(&g, value);
        if (row->argument && !note_given(given, row)) {
            *status = repeated_option(o->command, row);
            return false;
        }
        if (!take_option(row, o, status))
            return false;
    }
    o->operands = (const char *const *)argv + optind;
    o->n_operands = (size_t)(argc - optind);
    return check_operands(o, status);
}

/* A line of two columns; a left one that is too long stands on a line of its own. */
static void put_columns(struct buf *b, str left, const char *right)
{
    buf_format(b, "  %.*s", STR_ARG(left));
    if (left.n + 4 > HELP_INDENT)
        buf_format(b, "\n%*s", HELP_INDENT, "");
    else
        buf_format(b, "%*s", (int)(HELP_INDENT - 2 - left.n), "");
    wrap_put(b, str_of(right), HELP_INDENT, HELP_INDENT);
    buf_char(b, '\n');
}

static void put_option(struct buf *b, const struct option_row *row)
{
    struct buf left = {0};
    if (row->letter)
        buf_format(&left, "-%c, ", row->letter);
    else
        buf_str(&left, STR("    "));
    buf_format(&left, "--%s", row->name);
    if (row->argument)
        buf_format(&left, " %s", row->argument);
    put_columns(b, buf_view(&left), _(row->help));
    buf_free(&left);
}

static void put_command_help(struct buf *b, const struct command *c)
{
    buf_format(b, _("usage: banxin %s [OPTION]... %s"), c->name, c->operands);
    buf_str(b, STR("\n\n"));
    buf_format(b, _("%s: %s."), c->name, _(c->summary));
    buf_char(b, '\n');
    for (str rest = str_of(c->details ? _(c->details) : ""); rest.n;) {
        size_t n = str_find(rest, '\n', 0);
        buf_char(b, '\n');
        wrap_put(b, str_slice(rest, 0, n), 0, 0);
        buf_char(b, '\n');
        rest = str_slice(rest, n < rest.n ? n + 1 : n, rest.n);
    }
    buf_format(b, "\n%s\n", _("options:"));
    const struct grammar g = grammar_of(c);
    for (size_t i = 1; i < g.n; i++)
        put_option(b, g.rows[i]);
    put_option(b, &help_row);
}

static void put_program_help(struct buf *b)
{
    buf_format(b, "%s\n\n%s\n\n%s\n", _("usage: banxin COMMAND [OPTION]... [OPERAND]..."),
               _("Sets Chinese newsletters: from a folder of Markdown to a PDF for the press."),
               _("commands:"));
    for (size_t i = 0; i < n_commands; i++) {
        struct buf left = {0};
        buf_format(&left, "%s %s", commands[i].name, commands[i].operands);
        put_columns(b, buf_view(&left), _(commands[i].summary));
        buf_free(&left);
    }
    buf_char(b, '\n');
    put_columns(b, STR("banxin --version"), _("print the version"));
    put_columns(b, STR("banxin COMMAND --help"), _("print the options of a command"));
}

void options_help(const struct command *command)
{
    struct buf b = {0};
    if (command)
        put_command_help(&b, command);
    else
        put_program_help(&b);
    static const char *const statuses[] = {
        N_("done"),
        N_("an issue has errors (also when the environment has some too)"),
        N_("the command line is wrong"),
        N_("the environment has errors: a font is missing, a file cannot be written"),
    };
    buf_format(&b, "\n%s\n", _("exit status:"));
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        buf_format(&b, "  %zu  %s\n", i, _(statuses[i]));
    buf_print(&b, stdout);
    buf_free(&b);
}
