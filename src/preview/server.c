#include "preview/server.h"

#include "base/file.h"
#include "base/library.h"
#include "base/xalloc.h"
#include "preview/editor.h"
#include "preview/page.h"
#include "preview/words.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>

enum { WAIT_SECONDS = 25, PICTURE_MAX = 256 << 20 };

/* The functions of libmicrohttpd that are called. */
struct http {
    struct MHD_Daemon *(*start)(unsigned flags, uint16_t port, MHD_AcceptPolicyCallback accept,
                                void *accept_data, MHD_AccessHandlerCallback handler, void *data,
                                ...);
    void (*stop)(struct MHD_Daemon *daemon);
    const union MHD_DaemonInfo *(*info)(struct MHD_Daemon *daemon, enum MHD_DaemonInfoType type,
                                        ...);
    struct MHD_Response *(*response)(size_t n, void *bytes, enum MHD_ResponseMemoryMode mode);
    enum MHD_Result (*header)(struct MHD_Response *r, const char *name, const char *value);
    enum MHD_Result (*queue)(struct MHD_Connection *c, unsigned status, struct MHD_Response *r);
    void (*destroy)(struct MHD_Response *r);
    const char *(*lookup)(struct MHD_Connection *c, enum MHD_ValueKind kind, const char *key);
};

struct server {
    struct http http;
    struct MHD_Daemon *daemon;
    struct screen *screen;
    const char *editor;
    unsigned port;
};

static bool open_http(struct http *h)
{
    const struct library_function functions[] = {
        {"MHD_start_daemon", &h->start},         {"MHD_stop_daemon", &h->stop},
        {"MHD_get_daemon_info", &h->info},       {"MHD_create_response_from_buffer", &h->response},
        {"MHD_add_response_header", &h->header}, {"MHD_queue_response", &h->queue},
        {"MHD_destroy_response", &h->destroy},   {"MHD_lookup_connection_value", &h->lookup},
    };
    return library_open("libmicrohttpd.so.12", LIBRARY_FUNCTIONS(functions));
}

/* ---- answers ---- */

struct answer {
    unsigned status;
    const char *type;
    struct buf body;
};

static enum MHD_Result send_answer(struct server *s, struct MHD_Connection *c, struct answer *a)
{
    const struct http *h = &s->http;
    struct MHD_Response *r = h->response(a->body.n, a->body.data, MHD_RESPMEM_MUST_COPY);
    buf_free(&a->body);
    if (!r)
        return MHD_NO;
    h->header(r, "Content-Type", a->type);
    h->header(r, "Cache-Control", "no-store");
    h->header(r, "X-Content-Type-Options", "nosniff");
    h->header(r, "Content-Security-Policy",
              "default-src 'self'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
              "frame-ancestors 'none'");
    enum MHD_Result result = h->queue(c, a->status, r);
    h->destroy(r);
    return result;
}

static struct answer plain(unsigned status, const char *text)
{
    struct answer a = {status, "text/plain; charset=utf-8", {0}};
    buf_str(&a.body, str_of(text));
    return a;
}

static const char *argument(const struct server *s, struct MHD_Connection *c, const char *key)
{
    const char *value = s->http.lookup(c, MHD_GET_ARGUMENT_KIND, key);
    return value ? value : "";
}

/* Decimal digits at the beginning. */
static uint64_t number_of(const char *text)
{
    uint64_t n = 0;
    for (int i = 0; i < 18 && text[i] >= '0' && text[i] <= '9'; i++)
        n = n * 10 + (uint64_t)(text[i] - '0');
    return n;
}

static struct answer answer_wait(struct server *s, struct MHD_Connection *c)
{
    struct answer a = {MHD_HTTP_OK, "application/json", {0}};
    const struct screen_seen seen = {number_of(argument(s, c, "version")),
                                     (size_t)number_of(argument(s, c, "glyphs")),
                                     str_of(argument(s, c, "pages"))};
    screen_wait(s->screen, &seen, WAIT_SECONDS, &a.body);
    return a;
}

static struct answer answer_image(struct server *s, const char *number)
{
    struct buf path = {0};
    if (!screen_file(s->screen, (size_t)number_of(number), true, &path))
        return plain(MHD_HTTP_NOT_FOUND, "no such picture\n");
    str bytes = file_map(path.data);
    buf_free(&path);
    if (!bytes.p || bytes.n > PICTURE_MAX) {
        if (bytes.p)
            file_unmap(bytes);
        return plain(MHD_HTTP_NOT_FOUND, "the picture cannot be read\n");
    }
    struct answer a = {MHD_HTTP_OK, picture_media_type(bytes), {0}};
    svg_picture(bytes, &a.body);
    file_unmap(bytes);
    return a;
}

/* Opens the editor at a place in a file that the pages were set from. */
static struct answer answer_open(struct server *s, struct MHD_Connection *c)
{
    struct buf path = {0};
    if (!s->editor)
        return plain(MHD_HTTP_NOT_FOUND, "no editor: start with --editor\n");
    if (!screen_file(s->screen, (size_t)number_of(argument(s, c, "file")), false, &path))
        return plain(MHD_HTTP_NOT_FOUND, "no such file\n");
    const struct editor_place place = {path.data, (unsigned)number_of(argument(s, c, "line")),
                                       (unsigned)number_of(argument(s, c, "column"))};
    bool ok = editor_open(s->editor, &place);
    buf_free(&path);
    return ok ? plain(MHD_HTTP_OK, "opened\n")
              : plain(MHD_HTTP_INTERNAL_SERVER_ERROR, "the editor could not be started\n");
}

/* From the editor: shows what was set from a line. */
static struct answer answer_at(struct server *s, struct MHD_Connection *c)
{
    const char *file = argument(s, c, "file");
    uint64_t line = number_of(argument(s, c, "line"));
    if (!*file || !line || line > UINT32_MAX)
        return plain(MHD_HTTP_BAD_REQUEST, "at?file=PATH&line=N\n");
    screen_point(s->screen, file, (uint32_t)line);
    return plain(MHD_HTTP_OK, "shown\n");
}

/* ---- requests ---- */

/* The names this server has; a page of another origin that reaches it by a name of its own (DNS
 * rebinding) has another. */
static bool is_own_host(const struct server *s, struct MHD_Connection *c)
{
    const char *host = s->http.lookup(c, MHD_HEADER_KIND, "Host");
    char names[2][32];
    snprintf(names[0], sizeof names[0], "127.0.0.1:%u", s->port);
    snprintf(names[1], sizeof names[1], "localhost:%u", s->port);
    return host && (strcmp(host, names[0]) == 0 || strcmp(host, names[1]) == 0);
}

/* Only this server's own page can send the header: others would have to ask first. */
static bool is_own_page(const struct server *s, struct MHD_Connection *c)
{
    return s->http.lookup(c, MHD_HEADER_KIND, "X-Banxin") != NULL;
}

static struct answer answer_page(void)
{
    struct answer a = {MHD_HTTP_OK, "text/html; charset=utf-8", {0}};
    const char *words = strstr(preview_page, "/*words*/"); /* stands in it once */
    buf_add(&a.body, preview_page, (size_t)(words - preview_page));
    words_put(&a.body);
    buf_str(&a.body, str_of(words));
    return a;
}

static struct answer answer(struct server *s, struct MHD_Connection *c, const char *method,
                            const char *url)
{
    bool get = strcmp(method, "GET") == 0, post = strcmp(method, "POST") == 0;
    if (!is_own_host(s, c))
        return plain(MHD_HTTP_FORBIDDEN, "this preview is for this computer\n");
    if (get && strcmp(url, "/") == 0)
        return answer_page();
    if (get && strcmp(url, "/wait") == 0)
        return answer_wait(s, c);
    if (get && strncmp(url, "/image/", 7) == 0)
        return answer_image(s, url + 7);
    if (post && strcmp(url, "/open") == 0 && is_own_page(s, c))
        return answer_open(s, c);
    if (get && strcmp(url, "/at") == 0)
        return answer_at(s, c);
    return plain(MHD_HTTP_NOT_FOUND, "there is nothing here\n");
}

static enum MHD_Result handle(void *data, struct MHD_Connection *c, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *n_upload, void **state)
{
    (void)version;
    (void)upload;
    static int seen;
    if (!*state) { /* the first call has only the headers */
        *state = &seen;
        return MHD_YES;
    }
    if (*n_upload) {
        *n_upload = 0; /* bodies mean nothing here */
        return MHD_YES;
    }
    struct answer a = answer(data, c, method, url);
    return send_answer(data, c, &a);
}

/* ---- from beginning to end ---- */

static bool start(struct server *s, unsigned port)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    s->daemon =
        s->http.start(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_ITC,
                      (uint16_t)port, NULL, NULL, handle, s, MHD_OPTION_SOCK_ADDR, &at,
                      MHD_OPTION_CONNECTION_LIMIT, 64u, MHD_OPTION_END);
    if (!s->daemon)
        return false;
    const union MHD_DaemonInfo *info = s->http.info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
    s->port = info ? info->port : port;
    return true;
}

struct server *server_new(struct screen *screen, const struct server_options *options,
                          struct diags *d)
{
    struct server *s = xcalloc(1, sizeof *s);
    s->screen = screen;
    s->editor = options->editor;
    if (!open_http(&s->http)) {
        diag_add(d, DIAG_BAD_ENVIRONMENT, (struct place){0}, "libmicrohttpd cannot be opened");
        diag_hint(d, "install the package libmicrohttpd12");
    } else if (start(s, options->port)) {
        return s;
    } else {
        diag_add(d, DIAG_BAD_ENVIRONMENT, (struct place){0},
                 "port %u of 127.0.0.1 cannot be used: %-s", options->port, message_errno(errno));
        diag_hint(d, "another preview may be running; choose another: --port N, or 0 for any");
    }
    free(s);
    return NULL;
}

void server_free(struct server *s)
{
    if (!s)
        return;
    screen_end(s->screen);
    s->http.stop(s->daemon);
    free(s); /* the library stays open: its threads may be on their way out */
}

unsigned server_port(const struct server *s)
{
    return s->port;
}
