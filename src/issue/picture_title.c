/* The caption of a picture as the author writes it behind its file. */
#include "issue/markdown.h"

#include "base/utf8.h"

/* Bytes of `图1` at the front; 0: there is none. */
static size_t number_length(str title)
{
    size_t n = strlen("图"), digits = 0;
    if (!str_starts(title, STR("图")))
        return 0;
    while (n < title.n && (utf8_is_digit((unsigned char)title.p[n]) ||
                           (digits && title.p[n] == '-' && n + 1 < title.n)))
        digits += title.p[n++] != '-';
    return digits ? n : 0;
}

/* FG-01: an em between number and title, whatever was typed. */
static str spaced(struct markdown *m, str title)
{
    size_t number = number_length(title), at = utf8_skip_blanks(title, number);
    if (at == number || at == title.n)
        return title;
    return str_format(m->arena, "%.*s　%.*s", (int)number, title.p, (int)(title.n - at),
                      title.p + at);
}

bool caption_ends_with_mark(str title)
{
    return str_ends(title, STR("。")) || str_ends(title, STR("；"));
}

/* A note is of the whole caption: its mark stands behind it. */
static void report_inner_mark(struct markdown *m, str title, struct place at)
{
    for (size_t i = str_find(title, '[', 0); i + 1 < title.n; i = str_find(title, '[', i + 1))
        if (title.p[i + 1] == '^' && str_find(title, ']', i) + 1 < title.n) {
            markdown_report(m, DIAG_NOT_SET, at, N_("put it behind the last word"),
                            "the mark of a note in a caption stands at its end, and there is one");
            return;
        }
}

str picture_title(struct markdown *m, str title, struct place at, int *note)
{
    *note = notes_take(m, &title, at);
    report_inner_mark(m, title, at);
    if (caption_ends_with_mark(title))
        markdown_report(m, DIAG_IMAGE_CAPTION, at, N_("take it off (FG-01)"),
                        "the caption of a picture ends without a mark");
    return number_length(title) ? spaced(m, title) : title;
}
