/* The page that shows the preview: src/preview/page.html, made part of the program by
 * cli/embed.py. */
#pragma once

extern const char preview_page[];
