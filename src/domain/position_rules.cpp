// Positions of employees: named items of the account's structure. Names are what clients write
// (`position: {"name": "manager"}`), so no two positions share one.
#include <algorithm>

#include "base/text.h"
#include "domain/check_references.h"
#include "domain/entity_rules.h"
#include "domain/user_access.h"

namespace planstead::domain {

namespace {

constexpr std::size_t name_length_max = 255;

base::Result<std::string> name_in(const request::Body& body) {
  const auto* name = body.sent<std::string>("name");
  if (name == nullptr || base::trim(*name).empty()) return base::missing("name", "a name");
  PS_CHECK(check_position_name(*name, "name"));
  return std::string(base::trim(*name));
}

void save_position(std::int64_t id, std::string_view name, Context& context) {
  std::string body = R"({"name":)";
  base::append_json_string(body, name);
  context.records.save_structure("position", id, body + "}");
}

}  // namespace

base::Status check_position_name(std::string_view name, std::string where) {
  if (base::count_characters(name) <= name_length_max) return base::ok();
  return base::invalid(std::move(where), "longer than 255 characters");
}

std::optional<std::int64_t> find_position(const catalog::Catalog& catalog, std::string_view name) {
  const std::string sought = base::fold(base::trim(name));
  for (const catalog::NamedItem& item : catalog.positions)
    if (base::fold(item.name) == sought) return item.id;
  return std::nullopt;
}

std::int64_t make_position(std::string_view name, Context& context) {
  const std::int64_t id = context.records.next_id(schema::user_position);
  save_position(id, name, context);
  return id;
}

base::Result<std::int64_t> create_position(const PathIds&, const request::Body& body,
                                           Context& context) {
  PS_TRY(const std::string name, name_in(body));
  if (const auto known = find_position(context.catalog, name))
    return base::invalid("name", "the position " + std::to_string(*known) + " has this name");
  return make_position(name, context);
}

base::Status update_position(const PathIds& ids, const request::Body& body, Context& context) {
  const base::Ref position{base::RefKind::position, ids.back()};
  if (context.catalog.named_item(position) == nullptr)
    return base::invalid({}, not_found_text(position));
  if (body.find("name") == nullptr) return base::ok();
  PS_TRY(const std::string name, name_in(body));
  const auto known = find_position(context.catalog, name);
  if (known && *known != position.id)
    return base::invalid("name", "the position " + std::to_string(*known) + " has this name");
  if (context.catalog.named_item(position)->name != name) save_position(position.id, name, context);
  return base::ok();
}

}  // namespace planstead::domain
