/* Serving the preview on 127.0.0.1 (libmicrohttpd, opened when a preview begins). Requests under
 * another host's name are refused, so that no other page in the browser can look in. */
#pragma once

#include "base/diag.h"
#include "preview/screen.h"

struct server;

struct server_options {
    unsigned port;      /* 0: one that is free */
    const char *editor; /* command with {file}, {line}, {column}; NULL: none */
};

/** Serves a screen. Reports when it cannot (DIAG_BAD_ENVIRONMENT); NULL then. */
struct server *server_new(struct screen *screen, const struct server_options *options,
                          struct diags *d);

/** Ends all requests (the screen too: screen_end()) and frees. Accepts NULL. */
void server_free(struct server *s);

unsigned server_port(const struct server *s);
