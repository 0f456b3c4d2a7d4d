/* The commands and their options as tables (options.h says what the columns mean). */
#pragma once

#include "cli/options.h"

extern const struct command commands[];
extern const size_t n_commands;

extern const struct option_row option_rows[];
extern const size_t n_option_rows;

int command_build(const struct options *o);
int command_check(const struct options *o);
int command_rebuild(const struct options *o);
int command_explain(const struct options *o);
int command_fit(const struct options *o);
int command_impose(const struct options *o);
int command_preflight(const struct options *o);
int command_new(const struct options *o);
int command_fonts(const struct options *o);
int command_layout(const struct options *o);
int command_schema(const struct options *o);
int command_watch(const struct options *o);
int command_help(const struct options *o);
