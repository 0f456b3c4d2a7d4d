#include "base/file.h"
#include "page/page.h"

#include <errno.h>

static void report_unread(const char *path, struct place used_at, struct diags *d)
{
    bool missing = errno == ENOENT || errno == ENOTDIR;
    diag_add(d, missing ? DIAG_FILE_MISSING : DIAG_FILE_UNREADABLE, used_at, "%s: %-s", path,
             message_errno(errno));
}

static bool is_small_enough(const struct picture_head *h, const char *path, struct place used_at,
                            struct diags *d)
{
    if (h->drawn || (uint64_t)h->width * h->height <= PICTURE_PIXELS_MAX)
        return true;
    diag_add(d, DIAG_IMAGE_TOO_LARGE, used_at, "%s: %u × %u pixels are more than %u", path,
             h->width, h->height, PICTURE_PIXELS_MAX);
    diag_hint(d, "make the picture smaller: 300 pixels an inch are enough for print");
    return false;
}

/* The number in `#page=2` at a name's end, which is cut off; 1 when there is none. */
static unsigned take_page(str *path)
{
    static const str mark = {"#page=", 6};
    unsigned page = 0;
    size_t at = path->n;
    while (at > 0 && path->p[at - 1] >= '0' && path->p[at - 1] <= '9')
        at--;
    if (at == path->n || path->n - at > 6 || at < mark.n ||
        !str_eq(str_slice(*path, at - mark.n, at), mark))
        return 1;
    for (size_t i = at; i < path->n; i++)
        page = page * 10 + (unsigned)(path->p[i] - '0');
    *path = str_slice(*path, 0, at - mark.n);
    return page;
}

static void report_bad(const char *path, const char *message, bool pdf, struct place used_at,
                       struct diags *d)
{
    diag_add(d, DIAG_BAD_IMAGE, used_at, "%s: %-s", path, message);
    if (pdf)
        diag_hint(d, "export the page as PDF/X-4 again, alone, without a password and without "
                     "layers; another page is named as in ad.pdf#page=2");
    else
        diag_hint(d, "save the picture as JPEG, PNG, WebP, TIFF, SVG or PDF again");
}

static void report_part(const char *path, const struct picture_head *h, struct place used_at,
                        struct diags *d)
{
    diag_add(d, DIAG_IMAGE_PART, used_at, "%s: not drawn: %s", path, h->lost);
    if (h->format == IMAGE_PDF)
        diag_hint(d, "print the page into a new PDF file, so that they become part of it");
    else
        diag_hint(d, "make paths of it in the program that it was drawn with, or save as PNG");
}

const struct image *image_probe(struct arena *a, const char *name, struct place used_at,
                                struct diags *d)
{
    str named = str_of(name);
    unsigned page = take_page(&named);
    const char *path = str_z(a, named);
    str bytes = file_map(path);
    if (!bytes.p) {
        report_unread(path, used_at, d);
        return NULL;
    }
    struct picture_head h;
    char message[PICTURE_MESSAGE_MAX] = "";
    bool ok = picture_look_page(bytes, page, &h, message);
    bool pdf = str_starts(bytes, STR("%PDF-"));
    file_unmap(bytes);
    if (!ok) {
        report_bad(path, message, pdf, used_at, d);
        return NULL;
    }
    if (!is_small_enough(&h, path, used_at, d))
        return NULL;
    if (h.lost[0])
        report_part(path, &h, used_at, d);
    bool turned = picture_is_turned(h.orientation);
    struct image *image = arena_one(a, struct image);
    *image = (struct image){.path = path,
                            .page = page,
                            .used_at = used_at,
                            .format = h.format,
                            .width = turned ? h.height : h.width,
                            .height = turned ? h.width : h.height,
                            .ppi = h.ppi,
                            .orientation = h.orientation,
                            .line_art = h.line_art,
                            .has_text = h.has_text,
                            .drawn = h.drawn};
    return image;
}
