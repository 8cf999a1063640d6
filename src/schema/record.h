// Record: one row of any entity in memory, its values in the order of Entity::fields.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "schema/entity.h"
#include "schema/value.h"

namespace planstead::schema {

/// Is the reference the value, or among its references?
bool mentions(const Value& value, base::Ref ref);

class Record {
 public:
  Record() = default;
  explicit Record(const Entity& entity) : entity_(&entity), values_(entity.fields.size()) {}

  const Entity& entity() const { return *entity_; }
  std::int64_t id() const { return id_; }
  void set_id(std::int64_t id) { id_ = id; }

  const Value& at(std::size_t index) const { return values_[index]; }
  Value& at(std::size_t index) { return values_[index]; }
  /// By contract name. The field must exist: a misspelt name is a bug and throws std::logic_error.
  const Value& get(std::string_view field) const;
  void set(std::string_view field, Value value);

  // Typed reads; an empty value reads as the fallback.
  std::int64_t integer(std::string_view field, std::int64_t fallback = 0) const;
  bool flag(std::string_view field) const;
  const std::string& text(std::string_view field) const;  ///< "" when empty
  base::Ref ref(std::string_view field) const;            ///< {none,0} when empty
  const RefList& refs(std::string_view field) const;      ///< empty list when empty
  const Moment* moment(std::string_view field) const;     ///< nullptr when empty

  std::vector<CustomValue> custom;                      ///< ascending by field id
  const Value* custom_value(std::int64_t field) const;  ///< nullptr when it has none
  void set_custom(std::int64_t field, Value value);     ///< an empty value removes it

 private:
  const Entity* entity_ = nullptr;
  std::int64_t id_ = 0;
  std::vector<Value> values_;
};

}  // namespace planstead::schema
