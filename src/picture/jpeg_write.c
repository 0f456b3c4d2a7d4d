/* Rows of ink as a JPEG file. */
#include "base/xalloc.h"
#include "picture/picture.h"

#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

struct jpeg_writer {
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *bytes;
    unsigned long n;
};

/* All that can go wrong with rows that are there is memory. */
static void failed(j_common_ptr jpeg)
{
    (void)jpeg;
    xalloc_die();
}

int jpeg_writer_version(void)
{
    return LIBJPEG_TURBO_VERSION_NUMBER;
}

struct jpeg_writer *jpeg_writer_new(uint32_t width, uint32_t height, int channels, int quality)
{
    static const J_COLOR_SPACE spaces[] = {[1] = JCS_GRAYSCALE, [3] = JCS_RGB, [4] = JCS_CMYK};
    struct jpeg_writer *w = xcalloc(1, sizeof *w);
    w->jpeg.err = jpeg_std_error(&w->errors);
    w->errors.error_exit = failed;
    jpeg_create_compress(&w->jpeg);
    jpeg_mem_dest(&w->jpeg, &w->bytes, &w->n);
    w->jpeg.image_width = width;
    w->jpeg.image_height = height;
    w->jpeg.input_components = channels;
    w->jpeg.in_color_space = spaces[channels];
    jpeg_set_defaults(&w->jpeg);
    if (channels == 4)
        jpeg_set_colorspace(&w->jpeg, JCS_CMYK);
    jpeg_set_quality(&w->jpeg, quality, TRUE);
    w->jpeg.dct_method = JDCT_ISLOW;
    w->jpeg.write_Adobe_marker = FALSE; /* inks are written as they are, not inverted */
    w->jpeg.optimize_coding = TRUE;
    jpeg_start_compress(&w->jpeg, TRUE);
    return w;
}

void jpeg_writer_row(struct jpeg_writer *w, const unsigned char *row)
{
    JSAMPROW read = (JSAMPROW)row; /* it is only read */
    jpeg_write_scanlines(&w->jpeg, &read, 1);
}

unsigned char *jpeg_writer_finish(struct jpeg_writer *w, size_t *n)
{
    jpeg_finish_compress(&w->jpeg);
    jpeg_destroy_compress(&w->jpeg);
    unsigned char *bytes = w->bytes;
    *n = w->n;
    free(w);
    return bytes;
}

void jpeg_writer_free(struct jpeg_writer *w)
{
    if (!w)
        return;
    jpeg_destroy_compress(&w->jpeg);
    free(w->bytes);
    free(w);
}
