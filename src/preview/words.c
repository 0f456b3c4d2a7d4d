#include "preview/words.h"

#include "base/message.h"

/* `%d` in a word is a number that the page puts in. */
static const struct {
    const char *key, *text;
} words[] = {
    {"title", N_("Banxin: preview")},
    {"type", N_("Type area")},
    {"grid", N_("Grid")},
    {"frames", N_("Frames")},
    {"smaller", N_("Smaller")},
    {"larger", N_("Larger")},
    {"fit", N_("Fit")},
    {"fit-window", N_("Fit into the window")},
    {"panel", N_("Diagnostics")},
    {"waiting", N_("Waiting…")},
    {"lost", N_("The preview has ended")},
    {"nothing", N_("Nothing is wrong.")},
    {"pages-1", N_("%d page")},
    {"pages", N_("%d pages")},
    {"ms", N_("%d ms")},
    {"error", N_("Error")},
    {"warning", N_("Warning")},
    {"note", N_("Note")},
    {"errors-1", N_("%d error")},
    {"errors", N_("%d errors")},
    {"warnings-1", N_("%d warning")},
    {"warnings", N_("%d warnings")},
    {"jump", N_("Open this line in the editor")},
};

static void put_language(struct buf *out, const char *name, bool chinese)
{
    buf_format(out, "\"%s\":{", name);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        buf_format(out, "%s\"%s\":", i ? "," : "", words[i].key);
        buf_json(out, str_of(chinese ? message_chinese(words[i].text) : words[i].text));
    }
    buf_char(out, '}');
}

void words_put(struct buf *out)
{
    buf_char(out, '{');
    put_language(out, "en", false);
    buf_char(out, ',');
    put_language(out, "zh", true);
    buf_char(out, '}');
}
