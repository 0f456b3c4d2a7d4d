/* The command line: one table of commands and one of options give the parsing, the messages about
 * wrong usage and every help text. */
#pragma once

#include "base/diag.h"
#include "base/length.h"

enum {
    EXIT_INPUT = 1,       /* the input has errors */
    EXIT_USAGE = 2,       /* the command line is wrong */
    EXIT_ENVIRONMENT = 3, /* a file cannot be written, a font is missing … */
};

/** What the command line says. Everything points into argv. */
struct options {
    const struct command *command;
    const char *output, *layouts, *fonts, *dump_pages; /* NULL: not given */
    const char *layout;                                /* name; NULL: the issue's */
    const char *editor;                                /* command; NULL: none */
    const char *article;                               /* number or file; NULL: not given */
    struct profile_list {                              /* enum pdf_profile, as they were named */
        int v[8];
        size_t n; /* 0: the usual one */
    } profiles;
    const char *standard; /* of profile print; NULL: not given */
    unsigned ppi;         /* of profile screen; 0: not given */
    unsigned jobs;        /* 0: as many as there are processors */
    const char *spots;    /* names; NULL: not given */
    unsigned ink;         /* %; 0: not given */
    unsigned judged;      /* enum profile of press; 0: not given */
    unsigned line, worst; /* 0: not given */
    unsigned port;        /* where port_given */
    bool port_given;
    int format; /* enum diag_format */
    bool quiet, all, pages, blank, right_bound, marks;
    unsigned up;      /* 0: not given */
    length thickness; /* of paper */
    const char *const *operands;
    size_t n_operands;
};

struct command {
    const char *name;
    unsigned flag;                       /* its bit in option_row.commands */
    const char *operands;                /* as the usage line shows them */
    size_t least, most;                  /* how many of them */
    const char *summary;                 /* one line, for the list of commands */
    const char *details;                 /* paragraphs of the command's own help, parted by '\n' */
    int (*run)(const struct options *o); /* gives the exit status */
};

/** Reads an option's argument into its field; false when it is not what was expected. */
typedef bool option_read_fn(const char *argument, void *field);

struct option_row {
    unsigned commands; /* flags of those that take it */
    char letter;       /* 0: none */
    const char *name;
    const char *argument; /* NULL: takes none */
    const char *help;
    option_read_fn *read;
    size_t offset;        /* of its field in struct options */
    const char *expected; /* for the message when read() refuses */
};

/** Parses the command line. True when a command is to be run; otherwise help was printed or wrong
 * usage was reported and *status is the exit status. */
bool options_parse(int argc, char **argv, struct options *o, int *status);

/** Reports wrong usage on standard error, with the help to see; gives EXIT_USAGE. */
int options_wrong(const struct command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** The command of that name, or NULL. */
const struct command *options_command(const char *name);

/** Prints the help of a command, or of the program when it is NULL, to standard output. */
void options_help(const struct command *command);
