// Value: what one field of one object holds, whatever the entity. The one set of shapes that
// everything uses.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/ref.h"
#include "base/time.h"

namespace planstead::schema {

using base::Day;
using base::Moment;
using base::Ref;
using base::RefKind;
using base::TimeOfDay;

struct Period {  ///< custom field type 6: within one day, or over midnight where `to` < `from`
  TimeOfDay from, to;
  bool operator==(const Period&) const = default;
};
struct Frame {  ///< custom field type 28: date with time frame
  Moment from, to;
  bool consider_time_zone = false;
  bool operator==(const Frame&) const = default;
};
struct Location {  ///< custom field type 25; kept as sent
  std::string address;
  double longitude = 0, latitude = 0;
  bool has_point = false;
  bool operator==(const Location&) const = default;
};
using RefList = std::vector<Ref>;
using TextList = std::vector<std::string>;
using TextMap =
    std::vector<std::pair<std::string, std::string>>;  ///< language -> text, in stored order
struct ValueColor {
  std::string value, color, background;
  bool operator==(const ValueColor&) const = default;
};
using ColorList = std::vector<ValueColor>;

/// When a recurring template makes copies (contract: Recurrence; domain/tasks-and-access.md 3).
struct Recurrence {
  enum class Unit : std::uint8_t { daily, weekly, monthly };
  enum class Rule : std::uint8_t { every, every_working, after_complete, exact };
  enum class End : std::uint8_t { no_end, by_count, by_date };
  Unit unit = Unit::daily;
  Rule rule = Rule::every;
  int step = 1;           ///< daily/weekly `shift`, monthly `month`
  std::vector<int> days;  ///< weekly: 1 Monday .. 7 Sunday
  int day = 0;            ///< monthly: day of the month, or which one of `day_type`; -1 the last
  int day_type = 0;       ///< index in recurrence_day_types
  Moment start;           ///< first moment; its time of day is that of every copy
  End end = End::no_end;
  int repeat_count = 0;
  Moment end_date;
  int notify_type = -1;  ///< 0 working days, 1 weeks before the start; -1 none
  int notify_day = 0;
  bool operator==(const Recurrence&) const = default;
};

struct Phone {
  std::string number;  ///< as it was sent
  int type = 1;        ///< 1 mobile, 2 work, 3 home, 4 other
  bool operator==(const Phone&) const = default;
};
using PhoneList = std::vector<Phone>;

/// Who stands in for an employee, and when (contract: TemporaryReplacement).
struct Replacement {
  bool enabled = true, indefinite = false;
  Ref employee;
  Day from, to;  ///< both days count; an indefinite one has none
  bool operator==(const Replacement&) const = default;
};

/// A date as it was and as it became (contract: ChangeDate); nullopt: there is none.
struct DateChange {
  std::optional<Moment> before, after;
  bool operator==(const DateChange&) const = default;
};

/// What reminds somebody of a comment (contract: Reminder).
struct Reminder {
  std::int64_t id = 0, recurrence = 0, data_tag_entry = 0;
  std::int64_t comment = 0;  ///< filled when read
  std::optional<Moment> date, date_to_create;
  bool reminded = false;
  std::string text;
  int type = 2, subtype = 4;  ///< indexes in reminder_types and reminder_subtypes
  Ref owner;
  RefList recipients;  ///< roles among them as in Shape::notified
  bool operator==(const Reminder&) const = default;
};
using ReminderList = std::vector<Reminder>;

/// A large and rare alternative, kept elsewhere: a row holds a Value for each field of its entity, so
/// that their size is what reading a page costs. Reads and is made as the T that it holds.
template <class T>
class Boxed {
 public:
  Boxed(T value) : value_(std::make_unique<T>(std::move(value))) {}  // NOLINT: as a T
  Boxed(const Boxed& other) : Boxed(*other.value_) {}
  Boxed(Boxed&&) noexcept = default;
  Boxed& operator=(const Boxed& other) { return *this = Boxed(other); }
  Boxed& operator=(Boxed&&) noexcept = default;
  operator const T&() const { return *value_; }  // NOLINT: likewise
  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }
  bool operator==(const Boxed& other) const { return *value_ == *other.value_; }

 private:
  std::unique_ptr<T> value_;  ///< empty only once it was moved from
};

struct FieldChange;
/// What a change did to a row.
using FieldChangeList = std::vector<FieldChange>;

/// std::monostate: the field has no value. Texts are valid UTF-8.
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string, Day, TimeOfDay,
                           Moment, Period, Frame, Ref, RefList, TextList, TextMap, Boxed<Location>,
                           ColorList, Boxed<Recurrence>, PhoneList, Replacement, DateChange,
                           ReminderList, FieldChangeList>;
static_assert(sizeof(Value) <= 56);

inline bool is_empty(const Value& value) { return std::holds_alternative<std::monostate>(value); }

/// One field that a change set to another value.
struct FieldChange {
  RefKind of = RefKind::none;  ///< what kind of row has the field
  std::string field;           ///< the contract's word; of a custom value: customFieldData
  std::int64_t custom = 0;     ///< number of the custom field; 0: a system field
  Value before, after;         ///< both empty where the value is nobody's to read
  bool operator==(const FieldChange&) const = default;
};

/// A value of one custom field.
struct CustomValue {
  std::int64_t field = 0;
  Value value;
  bool operator==(const CustomValue&) const = default;
};

}  // namespace planstead::schema
