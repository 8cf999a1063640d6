// Node: a parsed document (JSON body or YAML structure file) on its way to typed values. Lives only
// in parsing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace planstead::base {

class Node {
 public:
  using Array = std::vector<Node>;
  using Object = std::vector<std::pair<std::string, Node>>;  ///< in document order; keys are unique

  Node() = default;
  template <class T>
  explicit Node(T value, int line = 0) : value_(std::move(value)), line_(line) {}

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  const bool* as_bool() const { return std::get_if<bool>(&value_); }
  const std::int64_t* as_integer() const { return std::get_if<std::int64_t>(&value_); }
  const double* as_double() const { return std::get_if<double>(&value_); }
  const std::string* as_text() const { return std::get_if<std::string>(&value_); }
  const Array* as_array() const { return std::get_if<Array>(&value_); }
  const Object* as_object() const { return std::get_if<Object>(&value_); }
  /// The member of an object, or nullptr (also where this is no object).
  const Node* find(std::string_view key) const {
    if (const Object* object = as_object())
      for (const auto& [name, node] : *object)
        if (name == key) return &node;
    return nullptr;
  }
  int line() const { return line_; }  ///< line in a YAML file, from 1; 0 in JSON

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
  int line_ = 0;
};

}  // namespace planstead::base
