#include "base/xalloc.h"
#include "picture/formats.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <tiffio.h>

/* Of a TIFF file the first picture is taken; other directories, which may lead in circles, are not
 * looked at. Rows come one by one, or a row of tiles at a time. */

struct library {
    TIFFOpenOptions *(*options_new)(void);
    void (*options_free)(TIFFOpenOptions *options);
    void (*options_memory)(TIFFOpenOptions *options, tmsize_t most);
    void (*options_errors)(TIFFOpenOptions *options, TIFFErrorHandlerExtR handler, void *data);
    void (*options_warnings)(TIFFOpenOptions *options, TIFFErrorHandlerExtR handler, void *data);
    TIFF *(*open)(const char *name, const char *mode, thandle_t file, TIFFReadWriteProc read,
                  TIFFReadWriteProc write, TIFFSeekProc seek, TIFFCloseProc close,
                  TIFFSizeProc size, TIFFMapFileProc map, TIFFUnmapFileProc unmap,
                  TIFFOpenOptions *options);
    void (*close)(TIFF *tiff);
    int (*get)(TIFF *tiff, uint32_t tag, ...);
    int (*set)(TIFF *tiff, uint32_t tag, ...);
    int (*is_tiled)(TIFF *tiff);
    int (*read_row)(TIFF *tiff, void *to, uint32_t row, uint16_t sample);
    tmsize_t (*row_size)(TIFF *tiff);
    tmsize_t (*read_tile)(TIFF *tiff, void *to, uint32_t x, uint32_t y, uint32_t z, uint16_t s);
    tmsize_t (*tile_size)(TIFF *tiff);
    tmsize_t (*tile_row_size)(TIFF *tiff);
};

struct tiff {
    struct library lib;
    str bytes;
    uint64_t at;
    TIFF *tiff;
    char *message;
    bool failed;
    uint32_t width, height;
    uint16_t bits, samples, photometric, compression, planar;
    uint16_t extra; /* kind of the first sample behind the colours; 0: none, or not alpha */
    bool has_alpha;
    struct raster raster;
    const struct raster_sink *sink;
    unsigned char *row, *band;
};

static bool open_library(struct tiff *t)
{
    struct library *l = &t->lib;
    const struct library_function functions[] = {
        {"TIFFOpenOptionsAlloc", &l->options_new},
        {"TIFFOpenOptionsFree", &l->options_free},
        {"TIFFOpenOptionsSetMaxSingleMemAlloc", &l->options_memory},
        {"TIFFOpenOptionsSetErrorHandlerExtR", &l->options_errors},
        {"TIFFOpenOptionsSetWarningHandlerExtR", &l->options_warnings},
        {"TIFFClientOpenExt", &l->open},
        {"TIFFClose", &l->close},
        {"TIFFGetFieldDefaulted", &l->get},
        {"TIFFSetField", &l->set},
        {"TIFFIsTiled", &l->is_tiled},
        {"TIFFReadScanline", &l->read_row},
        {"TIFFScanlineSize", &l->row_size},
        {"TIFFReadTile", &l->read_tile},
        {"TIFFTileSize", &l->tile_size},
        {"TIFFTileRowSize", &l->tile_row_size},
    };
    return format_library("libtiff.so.6", "libtiff6", functions,
                          sizeof functions / sizeof *functions, t->message);
}

static int note_error(TIFF *tiff, void *data, const char *module, const char *format, va_list args)
{
    (void)tiff;
    (void)module;
    struct tiff *t = data;
    if (!t->failed)
        vsnprintf(t->message, PICTURE_MESSAGE_MAX, format, args);
    t->failed = true;
    return 1;
}

static int no_warning(TIFF *tiff, void *data, const char *module, const char *format, va_list args)
{
    (void)tiff;
    (void)data;
    (void)module;
    (void)format;
    (void)args;
    return 1;
}

static tmsize_t read_bytes(thandle_t file, void *to, tmsize_t n)
{
    struct tiff *t = file;
    uint64_t left = t->at < t->bytes.n ? t->bytes.n - t->at : 0;
    size_t taken = n > 0 && (uint64_t)n < left ? (size_t)n : (size_t)(n > 0 ? left : 0);
    if (taken)
        memcpy(to, t->bytes.p + t->at, taken);
    t->at += taken;
    return (tmsize_t)taken;
}

static tmsize_t write_bytes(thandle_t file, void *from, tmsize_t n)
{
    (void)file;
    (void)from;
    (void)n;
    return -1;
}

static toff_t seek(thandle_t file, toff_t to, int whence)
{
    struct tiff *t = file;
    t->at = to + (whence == SEEK_CUR ? t->at : whence == SEEK_END ? t->bytes.n : 0);
    return t->at;
}

static int close_nothing(thandle_t file)
{
    (void)file;
    return 0;
}

static toff_t size(thandle_t file)
{
    const struct tiff *t = file;
    return t->bytes.n;
}

static bool open_tiff(struct tiff *t)
{
    if (!open_library(t))
        return false;
    TIFFOpenOptions *options = t->lib.options_new();
    if (!options)
        xalloc_die();
    t->lib.options_memory(options, (tmsize_t)PICTURE_HELD_MAX);
    t->lib.options_errors(options, note_error, t);
    t->lib.options_warnings(options, no_warning, NULL);
    t->tiff = t->lib.open("", "rm", t, read_bytes, write_bytes, seek, close_nothing, size, NULL,
                          NULL, options);
    t->lib.options_free(options);
    return t->tiff || t->failed ? t->tiff != NULL
                                : picture_refuse(t->message, N_("a damaged TIFF"));
}

static void read_tags(struct tiff *t)
{
    uint16_t n_extra = 0, *extra = NULL;
    t->lib.get(t->tiff, TIFFTAG_IMAGEWIDTH, &t->width);
    t->lib.get(t->tiff, TIFFTAG_IMAGELENGTH, &t->height);
    t->lib.get(t->tiff, TIFFTAG_BITSPERSAMPLE, &t->bits);
    t->lib.get(t->tiff, TIFFTAG_SAMPLESPERPIXEL, &t->samples);
    t->photometric = UINT16_MAX;
    t->lib.get(t->tiff, TIFFTAG_PHOTOMETRIC, &t->photometric);
    t->lib.get(t->tiff, TIFFTAG_COMPRESSION, &t->compression);
    t->lib.get(t->tiff, TIFFTAG_PLANARCONFIG, &t->planar);
    if (t->lib.get(t->tiff, TIFFTAG_EXTRASAMPLES, &n_extra, &extra) && n_extra)
        t->extra = extra[0];
    if (t->photometric == PHOTOMETRIC_YCBCR && t->compression == COMPRESSION_JPEG) {
        t->lib.set(t->tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
        t->photometric = PHOTOMETRIC_RGB;
    }
}

static int channels_of(uint16_t photometric)
{
    switch (photometric) {
    case PHOTOMETRIC_MINISWHITE:
    case PHOTOMETRIC_MINISBLACK:
    case PHOTOMETRIC_PALETTE: return 1;
    case PHOTOMETRIC_RGB: return 3;
    case PHOTOMETRIC_SEPARATED: return 4;
    default: return 0;
    }
}

static bool check(struct tiff *t)
{
    int channels = channels_of(t->photometric);
    bool packed = t->samples == 1 && (t->bits == 1 || t->bits == 2 || t->bits == 4);
    bool indexed = t->photometric == PHOTOMETRIC_PALETTE;
    if (!t->width || !t->height)
        return picture_refuse(t->message, N_("a TIFF file without a picture"));
    if (!channels || t->samples < channels)
        return picture_refuse(t->message,
                              N_("a TIFF file of grey, RGB, CMYK or palette is wanted"));
    if (!packed && t->bits != 8 && (t->bits != 16 || indexed))
        return picture_refuse(t->message, N_("a TIFF file of 1, 8 or 16 bits a sample is wanted"));
    if (t->planar != PLANARCONFIG_CONTIG && t->samples > 1)
        return picture_refuse(
            t->message,
            N_("the TIFF file keeps its channels apart: save it with interleaved pixels"));
    if (t->lib.is_tiled(t->tiff) && packed)
        return picture_refuse(t->message, N_("a TIFF file of tiles needs 8 or 16 bits a sample"));
    t->has_alpha = t->samples > channels && !indexed &&
                   (t->extra == EXTRASAMPLE_ASSOCALPHA || t->extra == EXTRASAMPLE_UNASSALPHA);
    t->raster = (struct raster){.width = t->width,
                                .height = t->height,
                                .channels = channels,
                                .bits = t->bits == 16 ? 8 : t->bits,
                                .alpha = t->has_alpha,
                                .indexed = indexed};
    return true;
}

static uint32_t ppi_of(const struct tiff *t)
{
    float x = 0;
    uint16_t unit = RESUNIT_NONE;
    t->lib.get(t->tiff, TIFFTAG_XRESOLUTION, &x);
    t->lib.get(t->tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
    if (!(x >= 1 && x < 100000) || unit == RESUNIT_NONE)
        return 0;
    return (uint32_t)(unit == RESUNIT_CENTIMETER ? (double)x * 2.54 + 0.5 : (double)x + 0.5);
}

static void clear(struct tiff *t)
{
    if (t->tiff)
        t->lib.close(t->tiff);
    free(t->row);
    free(t->band);
}

static bool begin(struct tiff *t)
{
    if (!open_tiff(t))
        return false;
    read_tags(t);
    return check(t);
}

bool tiff_look(str bytes, struct picture_head *out, char *message)
{
    struct tiff t = {.bytes = bytes, .message = message};
    bool ok = begin(&t);
    if (ok) {
        uint16_t orientation = 1;
        t.lib.get(t.tiff, TIFFTAG_ORIENTATION, &orientation);
        out->width = t.width;
        out->height = t.height;
        out->components =
            t.photometric == PHOTOMETRIC_PALETTE ? 3 : (uint8_t)channels_of(t.photometric);
        out->ppi = ppi_of(&t);
        out->orientation = orientation >= 1 && orientation <= 8 ? (uint8_t)orientation : 1;
        out->line_art = t.bits == 1 && t.samples == 1;
    }
    clear(&t);
    return ok;
}

bool tiff_profile(str bytes, struct buf *out)
{
    char message[PICTURE_MESSAGE_MAX];
    struct tiff t = {.bytes = bytes, .message = message};
    uint32_t n = 0;
    const void *profile = NULL;
    bool ok = begin(&t) && t.lib.get(t.tiff, TIFFTAG_ICCPROFILE, &n, &profile) && n > 0;
    if (ok)
        buf_add(out, profile, n);
    clear(&t);
    return ok;
}

static unsigned char sample(const struct tiff *t, const unsigned char *pixel, int i)
{
    if (t->bits == 8)
        return pixel[i];
    uint16_t wide; /* in the machine's order */
    memcpy(&wide, pixel + 2 * i, sizeof wide);
    return (unsigned char)((wide * 255u + 32767) / 65535);
}

static unsigned char divided(unsigned char v, unsigned char alpha)
{
    unsigned n = alpha ? (v * 255u + alpha / 2u) / alpha : 0;
    return n > 255 ? 255 : (unsigned char)n;
}

static void put_pixels(struct tiff *t, const unsigned char *row)
{
    const struct raster *r = &t->raster;
    unsigned char *to = t->row;
    bool inverted = t->photometric == PHOTOMETRIC_MINISWHITE;
    size_t stride = (size_t)t->samples * (t->bits / 8u);
    for (uint32_t x = 0; x < t->width; x++, row += stride) {
        unsigned char alpha = t->has_alpha ? sample(t, row, r->channels) : 255;
        for (int i = 0; i < r->channels; i++) {
            unsigned char v = sample(t, row, i);
            if (t->extra == EXTRASAMPLE_ASSOCALPHA && t->has_alpha)
                v = divided(v, alpha);
            *to++ = inverted ? 255 - v : v;
        }
        if (t->has_alpha)
            *to++ = alpha;
    }
    t->sink->row(t->sink->to, t->row);
}

static void put_packed(struct tiff *t, const unsigned char *row)
{
    size_t n = ((size_t)t->width * t->bits + 7) / 8;
    for (size_t i = 0; i < n; i++)
        t->row[i] = t->photometric == PHOTOMETRIC_MINISWHITE ? (unsigned char)~row[i] : row[i];
    t->sink->row(t->sink->to, t->row);
}

static bool make_band(struct tiff *t, uint64_t row_bytes, uint64_t rows)
{
    if (!row_bytes || !rows || row_bytes > PICTURE_HELD_MAX / rows)
        return picture_refuse(t->message,
                              N_("the picture is too large for a TIFF file of this kind"));
    t->band = xcalloc((size_t)rows, (size_t)row_bytes);
    t->row = xcalloc(t->width, (size_t)t->raster.channels + 1);
    return true;
}

static bool decode_rows(struct tiff *t)
{
    tmsize_t row_bytes = t->lib.row_size(t->tiff);
    uint64_t needed = ((uint64_t)t->width * t->samples * t->bits + 7) / 8;
    if (row_bytes <= 0 || (uint64_t)row_bytes < needed)
        return picture_refuse(t->message, N_("a damaged TIFF file"));
    if (!make_band(t, (uint64_t)row_bytes, 1))
        return false;
    t->sink->begin(t->sink->to, &t->raster);
    for (uint32_t y = 0; y < t->height; y++) {
        if (t->lib.read_row(t->tiff, t->band, y, 0) < 0 || t->failed)
            return t->failed ? false : picture_refuse(t->message, N_("the picture is cut off"));
        if (t->bits < 8)
            put_packed(t, t->band);
        else
            put_pixels(t, t->band);
    }
    return true;
}

/* One row of tiles into the band. */
static bool read_tiles(struct tiff *t, unsigned char *tile, const uint32_t tile_size[2], uint32_t y)
{
    size_t pixel = (size_t)t->samples * (t->bits / 8u);
    size_t row_bytes = pixel * t->width, tile_row = pixel * tile_size[0];
    for (uint32_t x = 0; x < t->width; x += tile_size[0]) {
        if (t->lib.read_tile(t->tiff, tile, x, y, 0, 0) < 0 || t->failed)
            return t->failed ? false : picture_refuse(t->message, N_("the picture is cut off"));
        size_t n = t->width - x < tile_size[0] ? pixel * (t->width - x) : tile_row;
        for (uint32_t i = 0; i < tile_size[1]; i++)
            memcpy(t->band + row_bytes * i + pixel * x, tile + tile_row * i, n);
        if (tile_size[0] > UINT32_MAX - x)
            break;
    }
    return true;
}

static bool decode_tiles(struct tiff *t)
{
    uint32_t tile_size[2] = {0, 0};
    t->lib.get(t->tiff, TIFFTAG_TILEWIDTH, &tile_size[0]);
    t->lib.get(t->tiff, TIFFTAG_TILELENGTH, &tile_size[1]);
    size_t pixel = (size_t)t->samples * (t->bits / 8u);
    tmsize_t bytes = t->lib.tile_size(t->tiff), tile_row = t->lib.tile_row_size(t->tiff);
    if (!tile_size[0] || !tile_size[1] || bytes <= 0 || (size_t)bytes > PICTURE_HELD_MAX ||
        (uint64_t)tile_row != (uint64_t)pixel * tile_size[0] ||
        (uint64_t)bytes != (uint64_t)tile_row * tile_size[1])
        return picture_refuse(t->message, N_("a TIFF file of unfit tiles"));
    if (!make_band(t, pixel * (uint64_t)t->width, tile_size[1]))
        return false;
    unsigned char *tile = xmalloc((size_t)bytes);
    bool ok = true;
    t->sink->begin(t->sink->to, &t->raster);
    for (uint64_t y = 0; ok && y < t->height; y += tile_size[1]) {
        ok = read_tiles(t, tile, tile_size, (uint32_t)y);
        for (uint64_t i = 0; ok && i < tile_size[1] && y + i < t->height; i++)
            put_pixels(t, t->band + pixel * t->width * i);
    }
    free(tile);
    return ok;
}

static bool take_palette(struct tiff *t)
{
    uint16_t *color[3] = {NULL, NULL, NULL};
    if (!t->lib.get(t->tiff, TIFFTAG_COLORMAP, &color[0], &color[1], &color[2]) || !color[0])
        return picture_refuse(t->message, N_("a TIFF file without its palette"));
    t->raster.n_palette = 1 << t->bits;
    for (int i = 0; i < t->raster.n_palette; i++)
        for (int c = 0; c < 3; c++)
            t->raster.palette[i][c] = (unsigned char)((color[c][i] * 255u + 32767) / 65535);
    return true;
}

bool tiff_decode(str bytes, const struct raster_sink *sink, char *message)
{
    struct tiff t = {.bytes = bytes, .message = message, .sink = sink};
    bool ok = begin(&t) && (!t.raster.indexed || take_palette(&t)) &&
              (t.lib.is_tiled(t.tiff) ? decode_tiles(&t) : decode_rows(&t));
    clear(&t);
    return ok;
}
