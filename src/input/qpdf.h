/* The library that reads and writes PDF files: qpdf, through its C interface. It and what it brings
 * along (a C++ run time, cryptography) would cost every run of the program some milliseconds, so it
 * is opened when a command first needs it. */
#pragma once

#include "base/diag.h"

#include <qpdf/qpdf-c.h>

/** The functions of qpdf that are called, each under its name without qpdf_. */
#define QPDF_FUNCTIONS(F)                                                                          \
    F(init)                                                                                        \
    F(cleanup)                                                                                     \
    F(silence_errors)                                                                              \
    F(set_suppress_warnings)                                                                       \
    F(read_memory)                                                                                 \
    F(empty_pdf)                                                                                   \
    F(has_error)                                                                                   \
    F(get_error)                                                                                   \
    F(more_warnings)                                                                               \
    F(next_warning)                                                                                \
    F(get_error_code)                                                                              \
    F(get_error_message_detail)                                                                    \
    F(get_pdf_version)                                                                             \
    F(is_encrypted)                                                                                \
    F(get_trailer)                                                                                 \
    F(get_root)                                                                                    \
    F(get_object_by_id)                                                                            \
    F(get_num_pages)                                                                               \
    F(get_page_n)                                                                                  \
    F(push_inherited_attributes_to_page)                                                           \
    F(add_page)                                                                                    \
    F(oh_release)                                                                                  \
    F(oh_get_object_id)                                                                            \
    F(oh_get_generation)                                                                           \
    F(oh_is_stream)                                                                                \
    F(oh_is_dictionary)                                                                            \
    F(oh_is_null)                                                                                  \
    F(oh_get_dict)                                                                                 \
    F(oh_has_key)                                                                                  \
    F(oh_get_key)                                                                                  \
    F(oh_replace_key)                                                                              \
    F(oh_remove_key)                                                                               \
    F(oh_parse)                                                                                    \
    F(oh_unparse_resolved)                                                                         \
    F(oh_new_dictionary)                                                                           \
    F(oh_new_array)                                                                                \
    F(oh_new_name)                                                                                 \
    F(oh_new_null)                                                                                 \
    F(oh_new_stream)                                                                               \
    F(oh_new_unicode_string)                                                                       \
    F(oh_append_item)                                                                              \
    F(oh_replace_stream_data)                                                                      \
    F(oh_get_stream_data)                                                                          \
    F(oh_get_page_content_data)                                                                    \
    F(oh_copy_foreign_object)                                                                      \
    F(make_indirect_object)                                                                        \
    F(init_write_memory)                                                                           \
    F(set_deterministic_ID)                                                                        \
    F(set_object_stream_mode)                                                                      \
    F(set_minimum_pdf_version)                                                                     \
    F(set_newline_before_endstream)                                                                \
    F(write)                                                                                       \
    F(get_buffer)                                                                                  \
    F(get_buffer_length)

struct qpdf {
#define F(name) __typeof__(qpdf_##name) *name;
    QPDF_FUNCTIONS(F)
#undef F
};

/** Opens the library; it stays open until the program ends. Reports when it is missing or not the
 * one that the program was compiled for; false then. */
bool qpdf_open(struct qpdf *q, struct diags *d);

/** The same without a report. */
bool qpdf_load(struct qpdf *q);

/** The package that has it. */
#define QPDF_PACKAGE "libqpdf-dev"
