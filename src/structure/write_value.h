// Values to the form in which the structure file, and REST, take them.
#pragma once

#include "base/node.h"
#include "schema/record.h"
#include "schema/shape.h"
#include "schema/value.h"
#include "structure/kinds.h"

namespace planstead::structure {

/// A value as its shape is written; null for an empty one. `labels` are those of an enumeration.
base::Node write_value(schema::Shape shape, const schema::Value& value,
                       std::span<const std::string_view> labels = {});

/// `[{field: {id: 5}, value: …}]`, ascending by field. Shapes follow from the types that `shape_of`
/// answers; values of fields that it does not know are left out.
template <class ShapeOf>
base::Node write_custom(const std::vector<schema::CustomValue>& values, ShapeOf shape_of);

/// The fields of a row that a file may set, empty ones left out, without custom values.
base::Node::Object write_fields(const Kind& kind, const schema::Record& record);

}  // namespace planstead::structure

#include "structure/write_node.h"

namespace planstead::structure {

template <class ShapeOf>
base::Node write_custom(const std::vector<schema::CustomValue>& values, ShapeOf shape_of) {
  base::Node::Array items;
  for (const schema::CustomValue& custom : values) {
    const std::optional<schema::Shape> shape = shape_of(custom.field);
    if (!shape) continue;
    Members field, item;
    put(field, "id", number_node(custom.field));
    put(item, "field", base::Node(std::move(field)));
    put(item, "value", write_value(*shape, custom.value));
    items.emplace_back(std::move(item));
  }
  return base::Node(std::move(items));
}

}  // namespace planstead::structure
