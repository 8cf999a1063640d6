// Fields of rows through request::parse_body.
#include "structure/row_fields.h"

#include <algorithm>

#include "base/text.h"
#include "request/parse.h"

namespace planstead::structure {

using base::Node;

int line_of(const Node& object, std::string_view place) {
  const Node* node = &object;
  int line = object.line();
  while (!place.empty()) {
    const Node* next = nullptr;
    if (place.front() == '[') {
      const std::size_t end = std::min(place.find(']'), place.size());
      const auto index = base::parse_integer(place.substr(1, end - 1));
      const Node::Array* array = node->as_array();
      if (array != nullptr && index && *index >= 0 &&
          static_cast<std::size_t>(*index) < array->size())
        next = &(*array)[static_cast<std::size_t>(*index)];
      place.remove_prefix(std::min(end + 1, place.size()));
    } else {
      if (place.front() == '.') place.remove_prefix(1);
      const std::size_t end = std::min(place.find_first_of(".["), place.size());
      next = node->find(place.substr(0, end));
      place.remove_prefix(end);
    }
    if (next == nullptr) return line;
    node = next;
    if (node->line() != 0) line = node->line();
  }
  return line;
}

base::Result<request::Body> parse_fields(const Work& work, const Target& target) {
  const catalog::Catalog& catalog = *work.catalog;
  const request::Viewer viewer{.person = {},
                               .zone = catalog.account.zone,
                               .language = catalog.account.language,
                               .is_admin = true};
  std::vector<std::string> notes;
  const Node& fields = target.item->fields;
  auto body = request::parse_body(*target.kind->entity, fields, schema::On::structure,
                                  {catalog, viewer, work.now}, notes);
  if (!body) {
    const base::Error& error = body.error();
    return work.refuse(target, line_of(fields, error.where), error.where, error.detail);
  }
  for (const request::CustomChange& custom : body.value().custom) {
    const std::string number = std::to_string(custom.field);
    if (custom.definition == nullptr)
      return work.refuse(target, line_of(fields, custom.where), custom.where,
                         "there is no custom field " + number);
    if (!custom.definition->type->writable)
      return work.refuse(target, line_of(fields, custom.where), custom.where,
                         "the field " + number + " is computed");
  }
  return body;
}

void set_fields(schema::Record& record, const request::Body& body) {
  for (const request::Change& change : body.changes)
    record.at(schema::index_of(record.entity(), *change.field)) = change.value;
  for (const request::CustomChange& custom : body.custom)
    record.set_custom(custom.field, custom.value);
}

}  // namespace planstead::structure
