// The keys that choose rows, written in one form.
#include "request/question.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/secret.h"
#include "request/coerce.h"

namespace planstead::request {

using base::Node;

namespace {

// Keys that choose none. Whose eyes are looked through is known beside the question. A key that
// were missing here would make passes of its own, one that is here by mistake would lose rows.
constexpr std::array<std::string_view, 8> choosing_none = {
    "fields",     "offset",     "onlyChanged", "pageSize",
    "prefixedId", "repeatPass", "runAsUserId", "sourceId"};

void append(std::string& out, const Node& node);

// The length in front keeps one text from looking like several things.
void append_text(std::string& out, std::string_view text) {
  out += std::to_string(text.size()) + ':';
  out += text;
}

void append_members(std::string& out, std::vector<const Member*> members) {
  std::ranges::sort(members, [](const Member* one, const Member* other) {
    return one->first < other->first;
  });
  for (const Member* member : members) {
    append_text(out, member->first);
    append(out, member->second);
  }
}

void append_object(std::string& out, const Node::Object& object) {
  std::vector<const Member*> members;
  for (const Member& member : object) members.push_back(&member);
  out += '{';
  append_members(out, std::move(members));
  out += '}';
}

void append_double(std::string& out, double number) {
  std::array<char, 32> digits{};
  out.append(digits.data(), std::to_chars(digits.begin(), digits.end(), number).ptr);
}

void append(std::string& out, const Node& node) {
  if (const auto* text = node.as_text()) return append_text(out, *text);
  if (const auto* object = node.as_object()) return append_object(out, *object);
  if (const auto* number = node.as_double()) return append_double(out, *number);
  if (const auto* whole = node.as_integer()) out += std::to_string(*whole) + ';';
  if (const auto* flag = node.as_bool()) out += *flag ? "true" : "false";
  if (const auto* items = node.as_array()) {
    out += '[';
    for (const Node& item : *items) append(out, item);
    out += ']';
  }
}

bool chooses(const Member& key) {
  const Node::Array* items = key.second.as_array();
  return !is_blank(&key.second) && (items == nullptr || !items->empty()) &&
         std::ranges::find(choosing_none, key.first) == choosing_none.end();
}

}  // namespace

std::string question_of(std::vector<const Member*> keys) {
  std::erase_if(keys, [](const Member* key) { return !chooses(*key); });
  if (keys.empty()) return {};
  std::string text;
  append_members(text, std::move(keys));
  return base::digest(text);
}

}  // namespace planstead::request
