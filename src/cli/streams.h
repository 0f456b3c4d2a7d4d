/* The standard streams: safe when the caller closed them, honest when a write failed. */
#pragma once

/** Call first: holds the numbers of closed standard streams and turns the signals of
 * failing writes (SIGPIPE, SIGXFSZ) into errors. */
void streams_begin(void);

/** Call last: ends standard output. Gives `status`, or 3 when all went well but what was printed
 * did not arrive. */
int streams_end(int status);
