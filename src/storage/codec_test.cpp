#include "storage/codec.h"

#include <gtest/gtest.h>

#include "storage/store.h"

namespace planstead::storage {
namespace {

using namespace schema;

std::vector<Value> every_kind_of_value() {
  Recurrence recurrence;
  recurrence.unit = Recurrence::Unit::weekly;
  recurrence.days = {1, 5};
  recurrence.day = -1;
  recurrence.start = {1782896400, true};
  Reminder reminder;
  reminder.id = 5;
  reminder.text = "Позвонить";
  reminder.type = 1;
  reminder.subtype = 0;
  reminder.date = Moment{1782896400, true};
  reminder.owner = {RefKind::user, 1};
  reminder.recipients = {{RefKind::none, 2}, {RefKind::contact, 7}};
  return {Value{},
          true,
          false,
          std::int64_t{-5},
          INT64_MAX,
          0.1,
          -1e300,
          std::string("Договор\0x", 16),
          Day{-1},
          TimeOfDay{1440},
          Moment{-86400, false},
          Period{{60}, {30}},
          Frame{{0, true}, {60, false}, true},
          Ref{RefKind::contact, base::id_max},
          RefList{{RefKind::user, 1}, {RefKind::group, 3}},
          RefList{},
          TextList{"а", "", "b"},
          TextMap{{"Ru", "Новая"}, {"En", "New"}},
          Location{"Нью-Йорк", 40.7, -74.0, true},
          ColorList{{"a", "#000000", "#ffffff"}},
          recurrence,
          PhoneList{{"+7 999 123-45-67", 2}},
          Replacement{true, false, {RefKind::user, 3}, Day{20000}, Day{20010}},
          DateChange{std::nullopt, Moment{60, true}},
          ReminderList{reminder, Reminder{}}};
}

TEST(Codec, ReadsBackEveryKindOfValue) {
  for (const Value& value : every_kind_of_value()) {
    std::string bytes;
    encode(bytes, value);
    std::string_view in = bytes;
    EXPECT_EQ(decode(in), value) << "alternative " << value.index();
    EXPECT_TRUE(in.empty());
  }
}

TEST(Codec, ReadsBackCustomValuesInOrder) {
  std::vector<CustomValue> values;
  std::int64_t field = 1;
  for (const Value& value : every_kind_of_value()) values.push_back({field *= 3, value});
  EXPECT_EQ(decode_custom(encode_custom(values)), values);
  EXPECT_TRUE(decode_custom({}).empty());
}

TEST(Codec, RefusesBytesThatWereCutAnywhere) {
  for (const Value& value : every_kind_of_value()) {
    std::string bytes;
    encode(bytes, value);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      std::string_view in = std::string_view(bytes).substr(0, size);
      EXPECT_THROW(decode(in), StorageError)
          << "alternative " << value.index() << " cut at " << size;
    }
  }
}

TEST(Codec, DoesNotAskForMemoryThatDamagedBytesPromise) {
  std::string_view huge_list("\x0c\xff\xff\xff\xff\xff\xff\xff\x7f", 9);
  EXPECT_THROW(decode(huge_list), StorageError);
}

}  // namespace
}  // namespace planstead::storage
