// Record: access by name and typed reads.
#include "schema/record.h"

#include <algorithm>
#include <stdexcept>

namespace planstead::schema {

namespace {

std::size_t position_of(const Entity& entity, std::string_view name) {
  const Field* field = entity.fields.find(name);
  if (field == nullptr)
    throw std::logic_error("no field " + std::string(name) + " in " + std::string(entity.name));
  return static_cast<std::size_t>(field - entity.fields.data());
}

template <class T>
const T& read_or(const Value& value, const T& fallback) {
  const T* held = std::get_if<T>(&value);
  return held == nullptr ? fallback : *held;
}

auto lower_bound_of(std::vector<CustomValue>& values, std::int64_t field) {
  return std::ranges::lower_bound(values, field, {}, &CustomValue::field);
}

}  // namespace

const Value& Record::get(std::string_view field) const {
  return values_[position_of(*entity_, field)];
}

void Record::set(std::string_view field, Value value) {
  values_[position_of(*entity_, field)] = std::move(value);
}

std::int64_t Record::integer(std::string_view field, std::int64_t fallback) const {
  return read_or(get(field), fallback);
}

bool Record::flag(std::string_view field) const { return read_or(get(field), false); }

const std::string& Record::text(std::string_view field) const {
  static const std::string none;
  return read_or(get(field), none);
}

base::Ref Record::ref(std::string_view field) const { return read_or(get(field), base::Ref{}); }

const RefList& Record::refs(std::string_view field) const {
  static const RefList none;
  return read_or(get(field), none);
}

const Moment* Record::moment(std::string_view field) const {
  return std::get_if<Moment>(&get(field));
}

const Value* Record::custom_value(std::int64_t field) const {
  auto it = std::ranges::lower_bound(custom, field, {}, &CustomValue::field);
  return it == custom.end() || it->field != field ? nullptr : &it->value;
}

void Record::set_custom(std::int64_t field, Value value) {
  auto it = lower_bound_of(custom, field);
  const bool found = it != custom.end() && it->field == field;
  if (is_empty(value)) {
    if (found) custom.erase(it);
  } else if (found) {
    it->value = std::move(value);
  } else {
    custom.insert(it, CustomValue{field, std::move(value)});
  }
}

bool mentions(const Value& value, base::Ref ref) {
  if (const auto* one = std::get_if<base::Ref>(&value)) return *one == ref;
  const auto* many = std::get_if<RefList>(&value);
  return many != nullptr && std::ranges::find(*many, ref) != many->end();
}

}  // namespace planstead::schema
