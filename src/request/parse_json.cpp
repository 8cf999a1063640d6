// JSON text to a Node tree (simdjson reads, we bound). Rejects with code 30. Knows nothing of the
// contract's bodies.
#include <simdjson.h>

#include <algorithm>

#include "base/text.h"
#include "request/coerce.h"
#include "request/parse.h"

namespace planstead::request {

using base::Node;

namespace {

constexpr std::size_t most_levels = 64;
// A tree costs some fifty bytes a value: this keeps the largest body below a few dozen megabytes.
constexpr std::size_t most_values = 500'000;

// Builds the tree. Recursion is safe: simdjson has refused texts deeper than most_levels.
class Builder {
 public:
  base::Result<Node> build(simdjson::dom::element element) {
    using simdjson::dom::element_type;
    if (++values_ > most_values) return refusal("the body holds too many values");
    switch (element.type()) {
      case element_type::ARRAY:
        return array(simdjson::dom::array(element));
      case element_type::OBJECT:
        return object(simdjson::dom::object(element));
      case element_type::STRING:
        return text(std::string_view(element));
      case element_type::INT64:
        return Node(std::int64_t(element));
      case element_type::UINT64:
        return refusal("a number past 64 bits");
      case element_type::DOUBLE:
        return Node(double(element));
      case element_type::BOOL:
        return Node(bool(element));
      case element_type::NULL_VALUE:
        break;
    }
    return Node();
  }

 private:
  base::Error refusal(std::string detail) const {
    return base::malformed(path_, std::move(detail));
  }

  base::Result<Node> text(std::string_view value) const {
    if (value.find('\0') != std::string_view::npos)
      return refusal("a text holds the NUL character");
    return Node(std::string(value));
  }

  base::Result<Node> array(const simdjson::dom::array& source) {
    Node::Array items;
    const std::size_t base_length = path_.size();
    for (simdjson::dom::element element : source) {
      path_ += '[' + std::to_string(items.size()) + ']';
      PS_TRY(Node item, build(element));
      path_.resize(base_length);
      items.push_back(std::move(item));
    }
    return Node(std::move(items));
  }

  base::Result<Node> object(const simdjson::dom::object& source) {
    Node::Object members;
    const std::size_t base_length = path_.size();
    for (const auto& [key, element] : source) {
      if (base_length > 0) path_ += '.';
      path_ += shortened(key);
      if (key.find('\0') != std::string_view::npos) return refusal("a key holds the NUL character");
      PS_TRY(Node item, build(element));
      path_.resize(base_length);
      members.emplace_back(std::string(key), std::move(item));
    }
    PS_CHECK(check_keys(members));
    return Node(std::move(members));
  }

  // Of two equal keys one would be lost without a word.
  base::Status check_keys(const Node::Object& members) const {
    std::vector<std::string_view> keys;
    keys.reserve(members.size());
    for (const auto& member : members) keys.push_back(member.first);
    std::ranges::sort(keys);
    const auto twice = std::ranges::adjacent_find(keys);
    if (twice == keys.end()) return base::ok();
    return refusal("the key " + shown(*twice) + " stands twice");
  }

  std::size_t values_ = 0;
  std::string path_;  ///< of the value at hand: `filters[2].value`
};

}  // namespace

base::Result<Node> parse_json(std::string_view text) {
  if (base::trim(text).empty()) return Node(Node::Object{});  // observed 1.6
  simdjson::dom::parser parser;
  if (const auto error = parser.allocate(text.size(), most_levels))
    return base::malformed({}, simdjson::error_message(error));
  simdjson::dom::element root;
  if (const auto error = parser.parse(text.data(), text.size(), true).get(root)) {
    if (error == simdjson::DEPTH_ERROR) return base::malformed({}, "nested deeper than 64 levels");
    return base::malformed({}, simdjson::error_message(error));
  }
  return Builder().build(root);
}

}  // namespace planstead::request
