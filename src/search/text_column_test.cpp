// Texts in the index: squeezing, signatures, renames.
#include "search/text_column.h"

#include <gtest/gtest.h>

#include <set>

#include "base/text.h"

namespace planstead::search {
namespace {

std::vector<std::size_t> found(const TextColumn& column, std::size_t rows,
                               std::string_view needle) {
  Bits all;
  for (std::size_t row = 0; row < rows; ++row) all.set(row);
  column.keep_containing(all, 0, Needle(base::fold(needle)));
  std::vector<std::size_t> out;
  all.each([&](std::size_t row) { out.push_back(row); });
  return out;
}

TextColumn column_of(std::initializer_list<std::string_view> texts) {
  TextColumn column;
  std::size_t row = 0;
  for (const std::string_view text : texts) {
    column.insert(row);
    column.set(row++, squeeze(base::fold(text)));
  }
  return column;
}

using RowList = std::vector<std::size_t>;

TEST(Squeeze, gives_each_cyrillic_letter_a_byte_of_its_own_and_leaves_the_rest) {
  const std::string letters = "абвгдежзийклмнопрстуфхцчшщъыьэюяё";
  const std::string squeezed = squeeze(letters);
  EXPECT_EQ(squeezed.size(), 33u);
  EXPECT_EQ(std::set<char>(squeezed.begin(), squeezed.end()).size(), 33u);
  EXPECT_EQ(squeeze("plan №5, ґ 日本 é"), "plan №5, ґ 日本 é");
}

TEST(Squeeze, keeps_characters_beside_the_russian_alphabet_apart) {
  // The neighbours of а to я and ё in UTF-8: capitals are folded away before, ѐ and ђ stay two
  // bytes.
  EXPECT_EQ(squeeze("ѐ").size(), 2u);
  EXPECT_EQ(squeeze("ђ").size(), 2u);
  EXPECT_EQ(squeeze("ё").size(), 1u);
}

TEST(TextColumn, finds_parts_of_texts_whatever_their_case_and_script) {
  const TextColumn column =
      column_of({"Ёлка в лесу", "ёлки-палки", "Еловый бор", "STRASSE 日本語", "straße"});
  EXPECT_EQ(found(column, 5, "ёЛК"), (RowList{0, 1}));
  EXPECT_EQ(found(column, 5, "Ё"), (RowList{0, 1}));
  EXPECT_EQ(found(column, 5, "ел"), (RowList{2}));
  EXPECT_EQ(found(column, 5, "Strasse"), (RowList{3, 4}));
  EXPECT_EQ(found(column, 5, "本"), (RowList{3}));
  EXPECT_EQ(found(column, 5, ""), (RowList{0, 1, 2, 3, 4}));
  EXPECT_EQ(found(column, 5, "лесу "), RowList{});
}

TEST(TextColumn, forgets_the_old_name_after_a_rename) {
  TextColumn column = column_of({"Договор", "Отчёт"});
  column.set(0, squeeze(base::fold("Смета")));
  EXPECT_EQ(found(column, 2, "договор"), RowList{});
  EXPECT_EQ(found(column, 2, "смета"), (RowList{0}));
  column.set(0, "");
  EXPECT_EQ(found(column, 2, "смета"), RowList{});
}

TEST(TextColumn, gives_back_the_memory_of_old_names) {
  TextColumn column = column_of({"", ""});
  const auto rename = [&](std::size_t i) {
    column.set(i % 2, std::string(40 + i % 61, static_cast<char>('a' + i % 26)));
  };
  for (std::size_t i = 0; i < 26; ++i) rename(i);
  const std::size_t before = column.memory();
  for (std::size_t i = 0; i < 20000; ++i) rename(i);
  EXPECT_LT(column.memory(), before + 10000);
  EXPECT_EQ(column.at(1, 0).size(), 40 + 19999 % 61);
}

TEST(TextColumn, tells_the_texts_of_a_row_and_the_items_of_a_list_apart) {
  TextColumn column;
  const std::string rows[] = {
      "иван\xfeпетров\xfe"
      "a@b.ru\xff"
      "c@d.ru",
      "\xfeиван", "иван петров", ""};
  for (std::size_t row = 0; row < 4; ++row) {
    column.insert(row);
    std::string squeezed;
    for (const char c : rows[row]) squeezed += c;
    column.set(row, squeeze(squeezed));
  }
  const auto keep = [&](std::size_t place, const char* text, bool whole) {
    Bits bits;
    for (std::size_t row = 0; row < 4; ++row) bits.set(row);
    const Needle needle(text);
    whole ? column.keep_whole(bits, place, needle) : column.keep_containing(bits, place, needle);
    RowList found;
    bits.each([&](std::size_t row) { found.push_back(row); });
    return found;
  };
  EXPECT_EQ(keep(0, "иван", false), (RowList{0, 2}));
  EXPECT_EQ(keep(0, "иван", true), (RowList{0}));
  EXPECT_EQ(keep(1, "иван", false), (RowList{1}));
  EXPECT_EQ(keep(2, "c@d.ru", true), (RowList{0}));
  EXPECT_EQ(keep(2, "d.ru", true), RowList{});
  EXPECT_EQ(keep(2, "b.ru", false), (RowList{0}));
  EXPECT_EQ(keep(1, "", true), (RowList{2, 3}));
  EXPECT_EQ(keep(2, "", false), (RowList{0, 1, 2, 3}));
}

TEST(TextColumn, moves_rows_up_with_their_signatures) {
  TextColumn column = column_of({"первая", "вторая"});
  column.insert(1);
  column.set(1, squeeze(base::fold("Средняя")));
  EXPECT_EQ(found(column, 3, "вторая"), (RowList{2}));
  EXPECT_EQ(found(column, 3, "средняя"), (RowList{1}));
}

}  // namespace
}  // namespace planstead::search
