/* Writes the manual page and the shells' completions from the tables of commands and options:
 * banxin-manual man|bash|zsh|fish [CATALOGUES]: with the folder of the catalogues the page is in
 * Chinese, and completions have both languages. The build runs it; it is not installed. */
#include "base/buf.h"
#include "base/message.h"
#include "base/utf8.h"
#include "cli/commands.h"

#include <stdlib.h>

static bool takes(const struct command *c, const struct option_row *row)
{
    return (row->commands & c->flag) != 0;
}

/* ---- mdoc ---- */

/* Text of a line: a dot or quotation mark at its beginning and backslashes mean something to roff.
 */
static void put_text(struct buf *b, str s)
{
    if (s.n && (s.p[0] == '.' || s.p[0] == '\''))
        buf_str(b, STR("\\&"));
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '\\')
            buf_str(b, STR("\\e"));
        else if (s.p[i] == '-')
            buf_str(b, STR("\\-"));
        else
            buf_char(b, s.p[i]);
}

/* Whether a line may end between two characters of Chinese text. */
static bool may_break(uint32_t before, uint32_t after)
{
    static const char *const closing = "，。、；：？！”’）》", *const opening = "“‘（《";
    struct buf a = {0}, z = {0};
    utf8_put(&a, before);
    utf8_put(&z, after);
    buf_char(&a, '\0');
    buf_char(&z, '\0');
    bool wide = utf8_columns(before) == 2 || utf8_columns(after) == 2;
    bool may = wide && before != ' ' && after != ' ' && !strstr(opening, a.data) &&
               !strstr(closing, z.data);
    buf_free(&a);
    buf_free(&z);
    return may;
}

/* Chinese has no blanks for lines to end at: roff is told where they may. */
static void put_chinese(struct buf *b, str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t before = utf8_next(s, &i);
        size_t next = i;
        if (i == s.n || !may_break(before, utf8_next(s, &next)))
            continue;
        put_text(b, str_slice(s, from, i));
        buf_str(b, STR("\\:"));
        from = i;
    }
    put_text(b, str_slice(s, from, s.n));
}

/* Sentences on lines of their own, as mdoc wants them; '\n' parts paragraphs. */
static void put_paragraphs(struct buf *b, const char *text)
{
    for (const char *p = text; *p;) {
        const char *end = p;
        while (*end && *end != '\n' && !(end[0] == '.' && end[1] == ' '))
            end++;
        end += *end == '.';
        put_chinese(b, (str){p, (size_t)(end - p)});
        buf_char(b, '\n');
        if (*end == '\n')
            buf_str(b, STR(".Pp\n"));
        p = *end ? end + 1 : end;
    }
}

static void put_option_mdoc(struct buf *b, const struct option_row *row)
{
    buf_str(b, STR(".It "));
    if (row->letter)
        buf_format(b, "Fl %c , ", row->letter);
    buf_format(b, "Fl \\-%s", row->name);
    if (row->argument)
        buf_format(b, " Ar %s", row->argument);
    buf_char(b, '\n');
    put_paragraphs(b, _(row->help));
}

static bool has_options(const struct command *c)
{
    for (size_t i = 0; i < n_option_rows; i++)
        if (takes(c, &option_rows[i]))
            return true;
    return false;
}

static void put_command_mdoc(struct buf *b, const struct command *c)
{
    buf_format(b, ".Ss banxin %s %s\n", c->name, c->operands);
    const char *summary = _(c->summary);
    bool small = summary[0] >= 'a' && summary[0] <= 'z';
    if (small)
        buf_char(b, (char)(summary[0] - 32));
    put_chinese(b, str_of(summary + small));
    buf_format(b, "%s\n", _("."));
    if (c->details) {
        buf_str(b, STR(".Pp\n"));
        put_paragraphs(b, _(c->details));
    }
    if (!has_options(c))
        return;
    buf_str(b, STR(".Bl -tag -width Ds\n"));
    for (size_t i = 0; i < n_option_rows; i++)
        if (takes(c, &option_rows[i]))
            put_option_mdoc(b, &option_rows[i]);
    buf_str(b, STR(".El\n"));
}

static void put_section(struct buf *b, const char *title)
{
    buf_format(b, ".Sh %s\n", title);
}

struct item {
    const char *name, *text;
};

static void put_items(struct buf *b, const struct item *items, size_t n)
{
    buf_str(b, STR(".Bl -tag -width Ds\n"));
    for (size_t i = 0; i < n; i++) {
        buf_format(b, ".It %s\n", items[i].name);
        put_paragraphs(b, _(items[i].text));
    }
    buf_str(b, STR(".El\n"));
}

static void put_man(struct buf *b)
{
    static const struct item environment[] = {
        {"Ev BANXIN_LANG", N_("The language of messages and help: zh for Chinese, en for English. "
                              "Without it the locale says it.")},
        {"Ev SOURCE_DATE_EPOCH",
         N_("Seconds since 1970 for the dates in the PDF; without it they come from the issue.")},
    };
    static const struct item statuses[] = {
        {"0", N_("Done.")},
        {"1", N_("An issue has errors.")},
        {"2", N_("The command line is wrong.")},
        {"3", N_("The environment has errors: a font is missing, a file cannot be written.")},
    };
    buf_format(b, ".Dd August 7, 2025\n.Dt BANXIN 1\n.Os\n.Sh %s\n.Nm banxin\n.Nd %s\n", _("NAME"),
               _("set Chinese newsletters for the press"));
    buf_format(b, ".Sh %s\n.Nm\n.Ar command\n.Op Ar option ...\n.Op Ar operand ...\n",
               _("SYNOPSIS"));
    put_section(b, _("DESCRIPTION"));
    put_paragraphs(b, _("Banxin sets Chinese newsletters: a folder of Markdown articles and a few "
                        "lines of YAML become a PDF that can go to the press."));
    put_section(b, _("COMMANDS"));
    for (size_t i = 0; i < n_commands; i++)
        put_command_mdoc(b, &commands[i]);
    put_section(b, _("ENVIRONMENT"));
    put_items(b, environment, sizeof environment / sizeof *environment);
    put_section(b, _("EXIT STATUS"));
    put_items(b, statuses, sizeof statuses / sizeof *statuses);
}

/* ---- completions ---- */

static void put_command_names(struct buf *b)
{
    for (size_t i = 0; i < n_commands; i++)
        buf_format(b, "%s%s", i ? " " : "", commands[i].name);
}

static void put_option_names(struct buf *b, const struct command *c)
{
    for (size_t i = 0; i < n_option_rows; i++)
        if (takes(c, &option_rows[i]))
            buf_format(b, "--%s ", option_rows[i].name);
    buf_str(b, STR("--help"));
}

static void put_bash(struct buf *b)
{
    buf_str(b, STR("# bash completion for banxin\n_banxin() {\n"
                   "    local word=${COMP_WORDS[COMP_CWORD]} options=\n"
                   "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                   "        COMPREPLY=($(compgen -W \""));
    put_command_names(b);
    buf_str(b, STR(" --help --version\" -- \"$word\"))\n        return\n    fi\n"
                   "    case ${COMP_WORDS[1]} in\n"));
    for (size_t i = 0; i < n_commands; i++) {
        buf_format(b, "    %s) options=\"", commands[i].name);
        put_option_names(b, &commands[i]);
        buf_str(b, STR("\" ;;\n"));
    }
    buf_str(b, STR("    esac\n    case $word in\n"
                   "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
                   "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n    esac\n}\n"
                   "complete -o filenames -F _banxin banxin\n"));
}

/* In single quotes of zsh and fish; zsh also reads brackets and colons in descriptions. */
static void put_quoted(struct buf *b, const char *text)
{
    for (; *text; text++)
        if (*text == '\'')
            buf_str(b, STR("'\\''"));
        else if (*text == '[' || *text == ']' || *text == ':')
            buf_format(b, "\\%c", *text);
        else
            buf_char(b, *text);
}

static void put_zsh_words(struct buf *b)
{
    buf_str(b, STR("commands=(\n"));
    for (size_t i = 0; i < n_commands; i++) {
        buf_format(b, "    '%s:", commands[i].name);
        put_quoted(b, _(commands[i].summary));
        buf_str(b, STR("'\n"));
    }
    buf_str(b, STR(")\nif (( CURRENT == 2 )); then\n    _describe command commands\n    return\n"
                   "fi\ncase ${words[2]} in\n"));
    for (size_t i = 0; i < n_commands; i++) {
        buf_format(b, "%s)\n    _arguments", commands[i].name);
        for (size_t k = 0; k < n_option_rows; k++) {
            const struct option_row *row = &option_rows[k];
            if (!takes(&commands[i], row))
                continue;
            buf_format(b, " \\\n        '--%s[", row->name);
            put_quoted(b, _(row->help));
            buf_char(b, ']');
            if (row->argument) {
                buf_char(b, ':');
                put_quoted(b, row->argument);
                buf_str(b, STR(":_files"));
            }
            buf_char(b, '\'');
        }
        buf_str(b, STR(" \\\n        '*:file:_files'\n    ;;\n"));
    }
    buf_str(b, STR("esac\n"));
}

/* What put_words writes in both languages, the user's taken where something is completed; in
 * English alone without catalogues. */
static void put_both(struct buf *b, const char *english, const char *otherwise, const char *end,
                     void (*put_words)(struct buf *b))
{
    buf_str(b, str_of(english));
    put_words(b);
    message_use_chinese();
    buf_str(b, str_of(otherwise));
    put_words(b);
    buf_str(b, str_of(end));
}

static void put_zsh(struct buf *b)
{
    buf_str(b, STR("#compdef banxin\nlocal -a commands\n"));
    put_both(b, "if [[ ${BANXIN_LANG:-${LC_ALL:-${LC_MESSAGES:-$LANG}}} != zh* ]]; then\n",
             "else\n", "fi\n", put_zsh_words);
}

static void put_fish_text(struct buf *b, const char *text)
{
    buf_char(b, '\'');
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            buf_char(b, '\\');
        buf_char(b, *text);
    }
    buf_char(b, '\'');
}

static void put_fish_words(struct buf *b)
{
    for (size_t i = 0; i < n_commands; i++) {
        buf_format(b, "complete -c banxin -n __fish_use_subcommand -f -a %s -d ", commands[i].name);
        put_fish_text(b, _(commands[i].summary));
        buf_char(b, '\n');
        for (size_t k = 0; k < n_option_rows; k++) {
            const struct option_row *row = &option_rows[k];
            if (!takes(&commands[i], row))
                continue;
            buf_format(b, "complete -c banxin -n '__fish_seen_subcommand_from %s' -l %s",
                       commands[i].name, row->name);
            if (row->letter)
                buf_format(b, " -s %c", row->letter);
            if (row->argument)
                buf_str(b, STR(" -r"));
            buf_str(b, STR(" -d "));
            put_fish_text(b, _(row->help));
            buf_char(b, '\n');
        }
    }
}

static void put_fish(struct buf *b)
{
    buf_str(b, STR("set -l banxin_lang $BANXIN_LANG $LC_ALL $LC_MESSAGES $LANG en\n"));
    put_both(b, "if not string match -q 'zh*' -- $banxin_lang[1]\n", "else\n", "end\n",
             put_fish_words);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*put)(struct buf *b);
    } kinds[] = {{"man", put_man}, {"bash", put_bash}, {"zsh", put_zsh}, {"fish", put_fish}};
    struct buf out = {0};
    bool page = argc >= 2 && strcmp(argv[1], "man") == 0;
    if (argc == 3)
        message_open(argv[2]);
    if (argc == 3 && page)
        message_use_chinese();
    for (size_t i = 0; argc >= 2 && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(argv[1], kinds[i].name) == 0)
            kinds[i].put(&out);
    bool ok = out.n && fwrite(out.data, 1, out.n, stdout) == out.n && fflush(stdout) == 0;
    buf_free(&out);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
