// From an Outcome or an Error to bytes. Asks the database nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "catalog/catalog.h"
#include "plan/outcome.h"
#include "request/call.h"

namespace planstead::reply {

/// A body with its HTTP status; http/ adds the head.
struct Reply {
  int status = 200;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  ///< Planstead-Notes, Allow …
};

/// The answer of an operation that worked.
Reply render(const request::Call& call, const plan::Outcome& outcome,
             const catalog::Catalog& catalog, const request::Viewer& viewer, base::Seconds now);

/// The error envelope. `is_write`: the operation changes something (404 instead of 400 for what is
/// missing).
Reply render(const base::Error& error, bool is_write);

/// The rows of a list, each by itself as JSON in one line.
std::vector<std::string> rows_of(const request::Call& call, const plan::Outcome& outcome,
                                 const catalog::Catalog& catalog, const request::Viewer& viewer);

/// Appends one value as JSON (nothing is appended for an empty value of a shape that is left out
/// when empty: see `left_out_when_empty`).
struct RenderContext {
  const catalog::Catalog& catalog;
  const request::Viewer& viewer;
  const plan::NameBook& names;
};
void append_value(std::string& out, schema::Shape shape, const schema::Value& value,
                  const schema::Field* field, const RenderContext& context);
/// The human form of a custom field's value (`stringValue`).
std::string string_value(const catalog::CustomField& field, const schema::Value& value,
                         const RenderContext& context);
/// Observed 5.6: single references and dates are absent when empty; texts are "", lists [], people
/// {users,groups}.
bool left_out_when_empty(schema::Shape shape);

/// `Planstead-Notes`: the notes joined by `; `, ASCII only (others percent-encoded), at most 2000
/// bytes.
std::string notes_header(const std::vector<std::string>& notes);

/// `/restapidocs/swagger.json`: OpenAPI 3.0 derived from the tables.
std::string openapi();

}  // namespace planstead::reply
