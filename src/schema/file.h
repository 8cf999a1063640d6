// The table of files: names and sizes; their bytes lie beside the database, named by their hash.
#pragma once

#include <array>

#include "schema/task.h"

namespace planstead::schema {

// clang-format off
inline constexpr auto file_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .column = "id", .on = read | On::bare, .about = "Number of the file."},
  {.name = "name", .shape = Shape::text, .column = "name", .on = both_ways | On::bare, .about = "Name; of a download by URL the other server's where absent."},
  {.name = "size", .shape = Shape::integer, .column = "size_kb", .on = read | On::bare | On::structure, .about = "Size in kilobytes, rounded up."},
  {.name = "downloadUrl", .shape = Shape::url, .on = On::get | On::bare, .derive = Derive::download_url, .about = "Where the content can be read without a token, for some time."},
  {.name = "link", .shape = Shape::url, .column = "link", .on = read | On::update | On::bare | On::structure, .about = "Address of an online document."},
  {.name = "url", .shape = Shape::text, .on = On::create, .about = "Where the file is downloaded from."},
  // Stored, never on the wire.
  {.name = "_bytes", .shape = Shape::integer, .column = "bytes"},
  {.name = "_hash", .shape = Shape::text, .column = "hash"},          // SHA-256 of the content; none: there is no content
  {.name = "_uploaded", .shape = Shape::timepoint, .column = "uploaded"},
  {.name = "_fresh", .shape = Shape::timepoint, .column = "fresh"},   // uploaded then, and nothing has referred to it yet
  {.name = "_owner", .shape = Shape::person, .column = "owner"},
});
// clang-format on

}  // namespace planstead::schema
