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

const struct image *image_probe(struct arena *a, const char *path, struct place used_at,
                                struct diags *d)
{
    str bytes = file_map(path);
    if (!bytes.p) {
        report_unread(path, used_at, d);
        return NULL;
    }
    struct picture_head h;
    char message[PICTURE_MESSAGE_MAX] = "";
    bool ok = picture_look(bytes, &h, message);
    file_unmap(bytes);
    if (!ok) {
        diag_add(d, DIAG_BAD_IMAGE, used_at, "%s: %-s", path, message);
        diag_hint(d, "save the picture as JPEG, PNG, WebP, TIFF or SVG again");
        return NULL;
    }
    if (!is_small_enough(&h, path, used_at, d))
        return NULL;
    if (h.lost[0]) {
        diag_add(d, DIAG_IMAGE_PART, used_at, "%s: not drawn: %s", path, h.lost);
        diag_hint(d, "make paths of it in the program that it was drawn with, or save as PNG");
    }
    bool turned = picture_is_turned(h.orientation);
    struct image *image = arena_one(a, struct image);
    *image = (struct image){.path = str_z(a, str_of(path)),
                            .format = h.format,
                            .width = turned ? h.height : h.width,
                            .height = turned ? h.width : h.height,
                            .ppi = h.ppi,
                            .orientation = h.orientation,
                            .line_art = h.line_art,
                            .drawn = h.drawn};
    return image;
}
