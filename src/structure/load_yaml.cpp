// YAML by yaml-cpp, whose exceptions and node handles end here.
#include "structure/load_yaml.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <unordered_set>

#include "base/text.h"

namespace planstead::structure {

using base::Node;
using base::Result;

namespace {

constexpr int depth_max = 64;
// Aliases may repeat a node; so few of them can make so many copies that memory ends.
constexpr std::size_t nodes_max = 50'000'000;

bool looks_like_number(std::string_view text) {
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  return !digits.empty() && digits.front() >= '0' && digits.front() <= '9' &&
         digits.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
}

bool all_digits(std::string_view text) {
  return text.find_first_not_of("0123456789", text.starts_with('-') ? 1 : 0) ==
         std::string_view::npos;
}

class Converter {
 public:
  explicit Converter(std::string_view file) : file_(file) {}

  Result<Node> convert(const YAML::Node& node, int depth) {
    const int line = node.Mark().line + 1;
    if (depth > depth_max) return wrong(file_, line, "nested too deeply");
    if (++count_ > nodes_max)
      return wrong(file_, line, "too large, or its aliases repeat too much");
    switch (node.Type()) {
      case YAML::NodeType::Undefined:
      case YAML::NodeType::Null:
        return Node(std::monostate{}, line);
      case YAML::NodeType::Scalar:
        return scalar(node.Scalar(), node.Tag() == "!", line);
      case YAML::NodeType::Sequence:
        return sequence(node, depth, line);
      case YAML::NodeType::Map:
        return map(node, depth, line);
    }
    return Node(std::monostate{}, line);
  }

 private:
  Result<Node> scalar(const std::string& text, bool quoted, int line) {
    if (quoted) return Node(text, line);
    if (text == "true" || text == "True") return Node(true, line);
    if (text == "false" || text == "False") return Node(false, line);
    if (!looks_like_number(text)) return Node(text, line);
    const bool leading_zero = text.size() > 1 && text[0] == '0' && all_digits(text);
    if (const auto integer = base::parse_integer(text); integer && !leading_zero)
      return Node(*integer, line);
    if (leading_zero) return Node(text, line);  // codes such as 007 are texts
    if (all_digits(text)) return wrong(file_, line, "the number " + text + " is too large");
    if (const auto number = base::parse_number(text)) return Node(*number, line);
    return Node(text, line);  // dates and the like
  }

  Result<Node> sequence(const YAML::Node& node, int depth, int line) {
    Node::Array items;
    items.reserve(node.size());
    for (const YAML::Node& item : node) {
      PS_TRY(Node converted, convert(item, depth + 1));
      items.push_back(std::move(converted));
    }
    return Node(std::move(items), line);
  }

  Result<Node> map(const YAML::Node& node, int depth, int line) {
    Node::Object members;
    members.reserve(node.size());
    std::unordered_set<std::string> seen;
    for (const auto& member : node) {
      const int key_line = member.first.Mark().line + 1;
      if (!member.first.IsScalar()) return wrong(file_, key_line, "a key must be a word");
      PS_TRY(Node value, convert(member.second, depth + 1));
      members.emplace_back(member.first.Scalar(), std::move(value));
      if (!seen.insert(member.first.Scalar()).second)
        return wrong(file_, key_line, "the key " + member.first.Scalar() + " stands here twice");
    }
    return Node(std::move(members), line);
  }

  std::string file_;
  std::size_t count_ = 0;
};

int line_of(std::string_view text, std::size_t position) {
  return 1 + static_cast<int>(std::count(
                 text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
}

}  // namespace

base::Error wrong(std::string_view file, int line, std::string detail) {
  return base::invalid(std::string(file) + ":" + std::to_string(line), std::move(detail));
}

Result<Node> load_yaml(std::string_view text, std::string_view file) {
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
    return wrong(file, line_of(text, nul), "a NUL character");
  int line = 0;
  for (std::string_view part : base::split(text, '\n')) {
    ++line;
    if (!base::valid_utf8(part)) return wrong(file, line, "the text is not UTF-8");
  }
  try {
    const std::vector<YAML::Node> documents = YAML::LoadAll(std::string(text));
    if (documents.empty() || documents.front().IsNull()) return Node(Node::Object{}, 1);
    if (documents.size() > 1)
      return wrong(file, documents[1].Mark().line + 1, "a second document; one is allowed");
    return Converter(file).convert(documents.front(), 0);
  } catch (const YAML::Exception& failure) {
    return wrong(file, failure.mark.line + 1, failure.msg);
  }
}

}  // namespace planstead::structure
