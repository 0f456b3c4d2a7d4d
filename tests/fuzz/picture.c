/* Pictures of made-up bytes: looked at and decoded as for a PDF. */
#include "picture/drawing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void begin(void *to, const struct raster *r)
{
    (void)to;
    (void)r;
}

static void row(void *to, const unsigned char *samples)
{
    *(volatile unsigned char *)to = samples[0];
}

static void read_drawing(str bytes)
{
    struct arena *a = arena_new();
    struct drawing d;
    struct drawing_losses losses;
    char message[PICTURE_MESSAGE_MAX];
    svg_read(a, bytes, &d, &losses, message);
    arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    unsigned char seen = 0;
    const struct raster_sink sink = {&seen, begin, row};
    char message[PICTURE_MESSAGE_MAX];
    struct picture_head h;
    str bytes = {(const char *)data, n};
    if (!picture_look(bytes, &h, message) || (!h.drawn && (uint64_t)h.width * h.height > 1 << 24))
        return 0;
    if (h.format == IMAGE_JPEG)
        picture_jpeg_end(bytes);
    else if (h.format == IMAGE_PDF)
        return 0; /* fuzz_import */
    else if (h.drawn)
        read_drawing(bytes);
    else
        picture_rows(bytes, h.format, &sink, message);
    return 0;
}
