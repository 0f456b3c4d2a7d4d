/* Where an issue's layouts, fonts and output are when no option says so. Names are kept as short as
 * the user's own: from issues/2025-15 the project is the current folder, and out/ is in it. */
#pragma once

#include "cli/options.h"

/** The folder above one, written as shortly as can be: of a/b it is a, then "" (here), "..",
 * "../..". NULL above the root. */
const char *paths_above(struct arena *a, const char *folder);

/** The folder with the layouts for what is in `from`: the option, else layouts/ of the nearest
 * folder from `from` upwards that has it, else of the current folder, else the installed one. */
const char *paths_layouts(struct arena *a, const struct options *o, const char *from);

/** The same for the folder that holds fonts.yaml, which is called fonts/. */
const char *paths_fonts(struct arena *a, const struct options *o, const char *from);

/** The name an issue's PDF has without its folder: the last part of the folder's real path, a
 * suffix and ".pdf". */
str paths_pdf_name(struct arena *a, const char *issue, const char *suffix);

/** The PDF of an issue by the rules of --output (see `banxin build --help`). A file that --output
 * names has the suffix as well when it is one of `several`. */
const char *paths_output(struct arena *a, const struct options *o, const char *issue,
                         const char *suffix, bool several);

/** Whether --output names a folder. */
bool paths_output_is_folder(const struct options *o);
