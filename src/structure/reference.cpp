// The reference of the structure file, from the table of kinds.
#include "structure/structure.h"

namespace planstead::structure {

namespace {

using schema::Shape;

std::string quoted(std::string_view word) { return "`" + std::string(word) + "`"; }

std::string alternatives(std::span<const std::string_view> words) {
  std::string out;
  for (std::string_view word : words) out.append(out.empty() ? "" : ", ").append(quoted(word));
  return out;
}

std::string keys_of(std::span<const Key> keys) {
  std::string out;
  for (const Key& key : keys) out.append(out.empty() ? "" : ", ").append(quoted(key.name));
  return out;
}

std::string words_of(const Key& key) {
  const auto target = [&] { return quoted(kind_of(key.to).name); };
  switch (key.holds) {
    case Holds::integer:
      return "whole number";
    case Holds::boolean:
      return "`true` or `false`";
    case Holds::text:
      return "text";
    case Holds::texts:
      return "list of texts";
    case Holds::choice:
      return "one of " + alternatives(key.choices);
    case Holds::choices:
      return "list of " + alternatives(key.choices);
    case Holds::field_type:
      return "number of a type";
    case Holds::zone:
      return "IANA name";
    case Holds::color:
      return "`\"#rrggbb\"`";
    case Holds::reference:
      return "number in " + target();
    case Holds::references:
      return "numbers in " + target();
    case Holds::people:
      return key.choices.empty() ? "list of `user:5`, `contact:7`, `group:3`"
                                 : "list of `user:5`, `contact:7`, `group:3` and of " +
                                       alternatives(key.choices);
    case Holds::text_map:
      return key.choices.empty() ? "object of texts by language"
                                 : "object of texts by language: " + alternatives(key.choices);
    case Holds::record:
      return "object of " + keys_of(key.inner);
    case Holds::records:
      return "list of objects of " + keys_of(key.inner);
    case Holds::record_map:
      return "object by value: " + keys_of(key.inner);
    case Holds::week:
      return "object: day to hours, `1: \"09:00-13:00,14:00-18:00\"`";
    case Holds::exceptions:
      return "object: date to hours, `\"01-01-2027\": \"\"`";
    case Holds::conditions:
      return "`[{type: 8, operator: equal, value: \"…\"}]`";
    case Holds::items:
      return "list of items";
    case Holds::row_field:
      return "as in REST";
  }
  return {};
}

std::string words_of(const schema::Field& field) {
  switch (field.shape) {
    case Shape::integer:
      return "whole number";
    case Shape::boolean:
      return "`true` or `false`";
    case Shape::text:
      return "text";
    case Shape::html:
      return "HTML";
    case Shape::url:
      return "address, `https://…`";
    case Shape::enumeration:
      return "one of " + alternatives(field.labels);
    case Shape::timepoint:
      return "`{date: 31-12-2026, time: \"18:00\"}` or `{datetime: …}`";
    case Shape::ref:
    case Shape::status:
    case Shape::bare_id:
      return "number, or `{id: 5}`";
    case Shape::person:
      return "`{id: \"user:5\"}` or `{id: \"contact:7\"}`";
    case Shape::counterparty:
      return "number of a contact, or `{id: \"contact:7\"}`";
    case Shape::people:
      return "`{users: [{id: \"user:5\"}], groups: [{id: 3}]}`";
    case Shape::date:
      return "`{date: 31-12-2026}`";
    case Shape::ref_or_name:
      return "number, or `{name: …}`";
    case Shape::refs:
      return "list of numbers, or `[{id: 5}]`";
    case Shape::persons:
      return "`[{id: \"user:5\"}]`";
    case Shape::phones:
      return "`[{number: \"+79991234567\", type: 1}]`";
    case Shape::replacement:
      return "`{employee: {id: \"user:5\"}, from: 2026-08-01, to: 2026-08-15}`";
    case Shape::text_list:
      return "list of texts";
    case Shape::files:
      return "`[{id: 5}]`";
    case Shape::recurrence:
      return "the contract's Recurrence";
    case Shape::custom_values:
      return "`[{field: {id: 101}, value: …}]`";
    default:
      return "as in REST";
  }
}

void append_row(std::string& out, std::string_view key, bool required, std::string_view value,
                std::string_view about) {
  out.append("| ").append(quoted(key)).append(required ? " (required)" : "").append(" | ");
  out.append(value).append(" | ").append(about).append(" |\n");
}

void append_keys(std::string& out, std::span<const Key> keys) {
  for (const Key& key : keys)
    if (key.holds != Holds::row_field)
      append_row(out, key.name, key.required, words_of(key), key.about);
}

void append_inner(std::string& out, std::span<const Key> keys) {
  for (const Key& key : keys) {
    if (key.inner.empty()) continue;
    out.append("\nKeys inside ")
        .append(quoted(key.name))
        .append(":\n\n| Key | Value | Meaning |\n| --- | --- | --- |\n");
    append_keys(out, key.inner);
  }
}

void append_kind(std::string& out, const Kind& kind) {
  out.append("\n### ").append(kind.name).append("\n\n").append(kind.about);
  out.append("\n\n| Key | Value | Meaning |\n| --- | --- | --- |\n");
  if (kind.section != Section::account)
    append_row(out, kind.id_key, false, "whole number", "Number; automatic where absent.");
  append_keys(out, kind.keys);
  if (kind.entity != nullptr)
    for (const schema::Field& field : kind.entity->fields) {
      if (find_row_field(kind, field.name) == nullptr || field.name == kind.id_key) continue;
      const Key* key = find_key(kind.keys, field.name);
      const bool refers = key != nullptr && key->to != Section::none;
      append_row(out, field.name, key != nullptr && key->required,
                 refers ? "number in " + quoted(kind_of(key->to).name) : words_of(field),
                 field.about);
    }
  append_inner(out, kind.keys);
}

}  // namespace

std::string reference() {
  std::string out = "## Keys\n";
  for (const Kind& kind : kinds()) append_kind(out, kind);
  return out;
}

}  // namespace planstead::structure
