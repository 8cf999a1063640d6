// Node to text: compact JSON for the store, YAML for people. Knows nothing of sections.
#pragma once

#include <string>

#include "base/node.h"

namespace planstead::structure {

void append_json(std::string& out, const base::Node& node);
std::string to_json(const base::Node& node);
/// A value in YAML's one-line style, so quoted that load_yaml reads the same value back.
void append_flow_yaml(std::string& out, const base::Node& node);

/// Members of an object under construction.
using Members = base::Node::Object;
inline void put(Members& members, std::string_view key, base::Node node) {
  members.emplace_back(std::string(key), std::move(node));
}
inline base::Node number_node(std::int64_t number) { return base::Node(number); }
inline base::Node text_node(std::string_view text) { return base::Node(std::string(text)); }

}  // namespace planstead::structure
