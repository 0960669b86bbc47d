#pragma once
#include <string.h>
#include <png.h>

/// An image of libpng's simplified interface, which reports failures by its result and needs no longjmp.
static inline png_image cpng_gray_image(png_uint_32 width, png_uint_32 height) {
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    image.width = width;
    image.height = height;
    image.format = PNG_FORMAT_GRAY;
    return image;
}
