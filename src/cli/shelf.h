/* Font catalogues shared by all issues of a run: each folder is opened once. For several threads.
 */
#pragma once

#include "font/font.h"

struct shelf;

struct shelf *shelf_new(void);
/** Closes every catalogue; nothing may use a face any more. Accepts NULL. */
void shelf_free(struct shelf *s);
/** The same where the process ends next: leaves it to the system, which takes back all the fonts'
 * pages at once; to unmap them one by one is a twentieth of a build. */
void shelf_leave(struct shelf *s);

/** The fonts of the catalogue in a folder; the shelf owns them. Reports what is wrong with the
 * catalogue (to each who asks for it); NULL then. */
struct fonts *shelf_fonts(struct shelf *s, const char *folder, struct diags *d);

/** Opens a catalogue that shelf_fonts() will be asked for, which waits for it then. */
void shelf_begin(struct shelf *s, const char *folder);
