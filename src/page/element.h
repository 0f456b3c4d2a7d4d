/* The structure of a document: what its parts are, in reading order, wherever they stand. Items of
 * the display list name the element they belong to; roles have the names of PDF (ISO 32000). */
#pragma once

#include "base/diag.h"

#define ELEMENT_ROLES(X)                                                                           \
    X(DOCUMENT, "Document")                                                                        \
    X(SECT, "Sect")                                                                                \
    X(ART, "Art")                                                                                  \
    X(DIV, "Div")                                                                                  \
    X(H1, "H1")                                                                                    \
    X(H2, "H2")                                                                                    \
    X(H3, "H3")                                                                                    \
    X(H4, "H4")                                                                                    \
    X(H5, "H5")                                                                                    \
    X(H6, "H6")                                                                                    \
    X(P, "P")                                                                                      \
    X(BLOCK_QUOTE, "BlockQuote")                                                                   \
    X(L, "L")                                                                                      \
    X(LI, "LI")                                                                                    \
    X(LBL, "Lbl")                                                                                  \
    X(LBODY, "LBody")                                                                              \
    X(TABLE, "Table")                                                                              \
    X(TR, "TR")                                                                                    \
    X(TH, "TH")                                                                                    \
    X(TD, "TD")                                                                                    \
    X(FIGURE, "Figure")                                                                            \
    X(FORMULA, "Formula")                                                                          \
    X(CAPTION, "Caption")                                                                          \
    X(NOTE, "Note")                                                                                \
    X(TOC, "TOC")                                                                                  \
    X(TOCI, "TOCI")                                                                                \
    X(REFERENCE, "Reference")                                                                      \
    X(CODE, "Code")                                                                                \
    X(LINK, "Link")

#define ELEMENT_ROLE_ID(id, name) ELEMENT_##id,
enum element_role { ELEMENT_ROLES(ELEMENT_ROLE_ID) ELEMENT_ROLE_COUNT };
#undef ELEMENT_ROLE_ID

/** An element of the structure tree. Children stand in reading order; where one stands among what
 * its parent says itself, the parent's items tell (item.after). */
struct element {
    enum element_role role;
    bool ordered;           /* ELEMENT_L: its labels are numbers */
    unsigned columns, rows; /* ELEMENT_TH, ELEMENT_TD: that it spans; 0: one */
    bool of_row;            /* ELEMENT_TH: the head of its row, not of its column */
    str alt;                /* ELEMENT_FIGURE: what it shows; ELEMENT_FORMULA: as it is typed */
    struct element *parent, *first, *last, *next;
    struct element *begun; /* while text is set: the child that was begun last */
    uint32_t place;        /* among its parent's children, from 1 */
    uint32_t number;       /* from 1, in reading order; 0: nothing of it is on a page */
};

/** A role's name in PDF: "BlockQuote". */
const char *element_role_name(enum element_role role);

/** Appends a new element to the children of `parent` (NULL: it is the root). */
struct element *element_add(struct arena *a, struct element *parent, enum element_role role);

/** Puts a new element among the children of `parent` behind `after` (NULL: before all). */
struct element *element_insert(struct arena *a, struct element *parent, struct element *after,
                               enum element_role role);
