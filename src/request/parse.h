// From bytes to a Call. Rejects with codes 30, 40, 41 (and 404, 405 in route), naming the place.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/node.h"
#include "base/result.h"
#include "request/call.h"
#include "request/selections.h"

namespace planstead::request {

/// Where a path led.
struct Route {
  const schema::Operation* operation = nullptr;
  std::vector<std::int64_t> ids;  ///< the path's numbers, in order
};

/// Finds the operation of a method and a path below `/rest` (or the bare `/ping`). Trailing and
/// doubled slashes do not matter. HEAD counts as GET. Errors: path_not_found; method_not_allowed,
/// whose `detail` lists the allowed methods as `Allow` wants them (`GET, HEAD`); parameter_invalid
/// for an id that is no positive number.
base::Result<Route> route(std::string_view method, std::string_view path);

/// JSON text to a Node tree. Refuses invalid UTF-8, NUL characters, nesting past 64 levels,
/// duplicate keys, numbers past int64 or double; code 30. An empty or blank text is an empty object
/// (observed 1.6).
base::Result<base::Node> parse_json(std::string_view text);

/// What parsing may look at.
struct ParseContext {
  const catalog::Catalog& catalog;
  const Viewer& viewer;
  base::Seconds now;
  std::span<const std::int64_t> path_ids = {};  ///< of the request; empty elsewhere
  /// Those of the catalogue that are kept; nullptr: each is worked out anew.
  const Selections::Of* selections = nullptr;
};

/// One value of a shape. `target` is the kind of a Shape::ref; `field` the definition for custom
/// shapes (list values, directory), else nullptr. `null` and the clearing forms of observed 7.7
/// and 9.2 give an empty Value. Whether referred things exist is not asked here, except for what
/// the catalogue knows (users, groups, statuses).
base::Result<schema::Value> parse_value(schema::Shape shape, const base::Node& node,
                                        const std::string& where, const ParseContext& context,
                                        const schema::Field* system_field,
                                        const catalog::CustomField* custom_field);

/// The body of a create or update: unknown top-level keys are refused (code 30, observed 3.8),
/// those inside references are ignored. Fields that carry On::ignored are noted. `allowed` is
/// On::create, On::update or On::structure.
base::Result<Body> parse_body(const schema::Entity& entity, const base::Node& body,
                              schema::On allowed, const ParseContext& context,
                              std::vector<std::string>& notes);

/// What the viewer may view nowhere is not told apart from what is not there.
bool knows_field(const ParseContext& context, const catalog::CustomField& field);
std::vector<std::int64_t> known_fields(std::vector<std::int64_t> ids, const ParseContext& context);

/// `fields`, a comma-separated text (observed 5.x); blank where they are absent. Unknown names and
/// foreign custom field ids are noted and dropped.
SelectionPtr parse_fields(const schema::Operation& operation, std::string_view text, schema::On on,
                          const ParseContext& context, std::vector<std::string>& notes);

/// The `filters` array (observed 11.x, contract/filters.json).
base::Result<std::vector<FilterCall>> parse_filters(const schema::Entity& entity,
                                                    const base::Node& filters,
                                                    const ParseContext& context);

/// One date operand (`{dateType:…}`) of a filter.
base::Result<DateRange> parse_date_operand(const base::Node& value, const std::string& where,
                                           const ParseContext& context);

/// Everything above, for one request. `query` is the text behind `?`, `body` the bytes of the
/// request's body. Members of the body of a change that the places name (as errors do) are left
/// out; refused where there is no such member, or where nothing would be left.
base::Result<Call> parse(const Route& route, std::string_view query, std::string_view body,
                         const ParseContext& context, std::span<const std::string> without = {});

}  // namespace planstead::request
