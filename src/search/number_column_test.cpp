// Number columns: widths, empties, references, rows put in between.
#include "search/number_column.h"

#include <gtest/gtest.h>

#include <random>

namespace planstead::search {
namespace {

using base::Ref;
using base::RefKind;

TEST(NumberColumn, holds_every_number_while_its_width_grows) {
  NumberColumn column(false);
  const std::vector<std::int64_t> numbers = {5,          no_number, 260,           -70000, 0,
                                             4000000000, INT64_MAX, INT64_MIN + 1, -1,     65535};
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    column.insert(row);
    column.set(row, numbers[row]);
    for (std::size_t before = 0; before <= row; ++before)
      ASSERT_EQ(column.at(before), numbers[before]);
  }
}

TEST(NumberColumn, gives_references_back_as_they_were_packed) {
  NumberColumn column(true);
  const std::vector<Ref> refs = {{RefKind::user, 5},
                                 {RefKind::contact, 5},
                                 {RefKind::task, 2000000},
                                 {RefKind::entry, (std::int64_t{4194303} << 32) | 0xffffffff},
                                 {RefKind::checklist_item, base::id_max}};
  for (std::size_t row = 0; row < refs.size(); ++row) {
    column.insert(row);
    column.set(row, refs[row].packed());
  }
  for (std::size_t row = 0; row < refs.size(); ++row) EXPECT_EQ(column.at(row), refs[row].packed());
}

TEST(NumberColumn, spends_little_on_small_references) {
  NumberColumn column(true);
  for (std::size_t row = 0; row < segment_rows; ++row) {
    column.insert(row);
    column.set(row, Ref{RefKind::user, static_cast<std::int64_t>(row % 2000) + 1}.packed());
  }
  column.seal();
  EXPECT_LE(column.memory(), segment_rows * 2);
}

TEST(NumberColumn, spends_nothing_on_rows_that_are_all_alike) {
  NumberColumn column(true);
  const std::int64_t anna = Ref{RefKind::user, 1}.packed(), boris = Ref{RefKind::user, 2}.packed();
  for (std::size_t row = 0; row < 100; ++row) {
    column.insert(row);
    column.set(row, anna);
  }
  column.seal();
  EXPECT_EQ(column.memory(), 0u);
  EXPECT_EQ(column.at(99), anna);
  const auto count = [&](std::int64_t packed) {
    Bits rows;
    for (std::size_t row = 0; row < column.rows(); ++row) rows.set(row);
    packed == no_number ? column.keep_missing(rows) : column.keep_equal(rows, compact(packed));
    return rows.count();
  };
  EXPECT_EQ(count(anna), 100u);
  EXPECT_EQ(count(boris), 0u);
  EXPECT_EQ(count(no_number), 0u);
  column.insert(50);
  column.set(7, boris);
  column.set(8, no_number);
  EXPECT_EQ(count(anna), 98u);
  EXPECT_EQ(count(boris), 1u);
  EXPECT_EQ(count(no_number), 2u);
}

TEST(NumberColumn, agrees_with_a_plain_list_through_random_changes) {
  std::mt19937_64 engine(5);
  NumberColumn column(false);
  std::vector<std::int64_t> plain;
  for (int i = 0; i < 20000; ++i) {
    if (plain.size() < 500) {
      const std::size_t row = engine() % (plain.size() + 1);
      column.insert(row);
      plain.insert(plain.begin() + static_cast<std::ptrdiff_t>(row), no_number);
    }
    const std::size_t row = engine() % plain.size();
    // Falling, then scattered, then huge.
    const auto scattered = static_cast<std::int64_t>(engine() >> (i < 15000 ? 44 : 2));
    plain[row] = engine() % 7 == 0 ? no_number : i < 3000 ? -i : scattered;
    if (engine() % 50 == 0) column.seal();
    column.set(row, plain[row]);
    ASSERT_EQ(column.at(row), plain[row]);
    if (i % 500 != 0) continue;
    for (std::size_t at = 0; at < plain.size(); ++at) ASSERT_EQ(column.at(at), plain[at]);
    Bits rows;
    for (std::size_t at = 0; at < plain.size(); ++at) rows.set(at);
    if (plain[row] == no_number) continue;
    column.keep_equal(rows, plain[row]);
    for (std::size_t at = 0; at < plain.size(); ++at)
      ASSERT_EQ(rows.test(at), plain[at] == plain[row]);
  }
}

TEST(Bits, move_up_across_words_when_a_row_is_put_in) {
  Bits bits;
  for (const std::size_t row : {0, 62, 63, 64, 127, 4094}) bits.set(row);
  bits.insert(63);
  std::vector<std::size_t> rows;
  bits.each([&](std::size_t row) { rows.push_back(row); });
  EXPECT_EQ(rows, (std::vector<std::size_t>{0, 62, 64, 65, 128, 4095}));
}

}  // namespace
}  // namespace planstead::search
