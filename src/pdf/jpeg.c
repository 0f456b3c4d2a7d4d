#include "base/file.h"
#include "pdf/images.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

/* JPEG files go into the PDF as they are; their head says how a viewer must read them. */

struct jpeg_head {
    uint32_t width, height;
    int components;
    size_t end;     /* of the picture in the file */
    bool inverted;  /* CMYK as Adobe's programs write it */
    bool plain_rgb; /* three components that are not YCbCr, without a marker that says so */
    char message[JMSG_LENGTH_MAX];
    jmp_buf out;
};

static void failed(j_common_ptr jpeg)
{
    struct jpeg_head *h = jpeg->client_data;
    jpeg->err->format_message(jpeg, h->message);
    longjmp(h->out, 1);
}

static void silent(j_common_ptr jpeg, int level)
{
    (void)jpeg;
    (void)level;
}

static bool read_head(struct jpeg_head *h, str bytes)
{
    struct jpeg_error_mgr errors;
    struct jpeg_decompress_struct jpeg = {.err = jpeg_std_error(&errors), .client_data = h};
    errors.error_exit = failed;
    errors.emit_message = silent;
    bool ok = false;
    if (setjmp(h->out) == 0) {
        jpeg_create_decompress(&jpeg);
        jpeg_mem_src(&jpeg, (const unsigned char *)bytes.p, bytes.n);
        jpeg_read_header(&jpeg, TRUE);
        h->width = jpeg.image_width;
        h->height = jpeg.image_height;
        h->components = jpeg.num_components;
        h->inverted = jpeg.num_components == 4 && jpeg.saw_Adobe_marker;
        h->plain_rgb = jpeg.jpeg_color_space == JCS_RGB && !jpeg.saw_Adobe_marker;
        ok = true;
    }
    jpeg_destroy_decompress(&jpeg);
    return ok;
}

/* The end of the compressed data that begins at `at`: the next marker that is neither a stuffed
 * zero nor a restart, or bytes.n. */
static size_t skip_scan(str bytes, size_t at)
{
    while (at + 1 < bytes.n) {
        const char *ff = memchr(bytes.p + at, 0xFF, bytes.n - at - 1);
        if (!ff)
            break;
        unsigned char code = (unsigned char)ff[1];
        at = (size_t)(ff - bytes.p);
        if (code == 0xFF)
            at++;
        else if (code == 0 || (code >= 0xD0 && code <= 0xD7))
            at += 2;
        else
            return at;
    }
    return bytes.n;
}

/* Where the picture ends, behind its EOI marker, or 0 when the file was cut off before. */
static size_t find_end(str bytes)
{
    enum { SOS = 0xDA, EOI = 0xD9 };
    size_t at = 2;
    while (at + 1 < bytes.n) {
        unsigned char code = (unsigned char)bytes.p[at + 1];
        if ((unsigned char)bytes.p[at] != 0xFF || code == 0xFF) {
            at++; /* fill bytes */
            continue;
        }
        if (code == EOI)
            return at + 2;
        if (at + 4 > bytes.n)
            return 0;
        at += 2 + ((size_t)(unsigned char)bytes.p[at + 2] << 8 | (unsigned char)bytes.p[at + 3]);
        if (code == SOS)
            at = skip_scan(bytes, at);
    }
    return 0;
}

static void unmap(void *p, size_t size)
{
    file_unmap((str){p, size});
}

static void put_entries(struct buf *b, const struct jpeg_head *h)
{
    const char *space = h->components == 1   ? "DeviceGray"
                        : h->components == 3 ? "DeviceRGB"
                                             : "DeviceCMYK";
    buf_format(b,
               "/Type /XObject /Subtype /Image /Width %u /Height %u /ColorSpace /%s "
               "/BitsPerComponent 8 /Filter /DCTDecode",
               h->width, h->height, space);
    if (h->inverted)
        buf_str(b, STR(" /Decode [1 0 1 0 1 0 1 0]"));
}

static const char *look(struct jpeg_head *h, str bytes, const struct image *image)
{
    if (!read_head(h, bytes))
        return h->message;
    if (h->width != image->width || h->height != image->height)
        return "the file was changed meanwhile";
    h->end = find_end(bytes);
    return h->end ? NULL : "the picture is cut off";
}

static void free_bytes(void *p, size_t size)
{
    (void)size;
    free(p);
}

/* The picture with Adobe's marker that its three components are RGB: not every viewer would see it
 * from their names alone. */
static struct stream_bytes with_marker(str bytes)
{
    struct buf b = {0};
    buf_str(&b, str_slice(bytes, 0, 2));
    buf_str(&b, STR("\xFF\xEE\0\x0E"
                    "Adobe\0\x64\0\0\0\0\0"));
    buf_str(&b, str_slice(bytes, 2, bytes.n));
    return (struct stream_bytes){b.data, b.n, free_bytes, b.n};
}

struct object *embed_jpeg(struct document *doc, const struct image *image, struct diags *d)
{
    str bytes = file_map(image->path);
    if (!bytes.p) {
        diag_add(d, DIAG_FILE_UNREADABLE, (struct place){0}, "%s: %s", image->path,
                 strerror(errno));
        return NULL;
    }
    struct jpeg_head h = {0};
    const char *wrong = look(&h, bytes, image);
    if (wrong) {
        diag_add(d, DIAG_BAD_IMAGE, (struct place){0}, "%s: %s", image->path, wrong);
        diag_hint(d, "open the picture and save it again");
        file_unmap(bytes);
        return NULL;
    }
    struct stream_bytes stream = {bytes.p, h.end, unmap, bytes.n};
    if (h.plain_rgb) {
        stream = with_marker(str_slice(bytes, 0, h.end));
        file_unmap(bytes);
    }
    struct object *o = object_stream(doc, stream);
    put_entries(object_entries(o), &h);
    return o;
}
