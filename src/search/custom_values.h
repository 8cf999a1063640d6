// Custom values of a row as bytes: what the conditions need of each, and nothing else. Written here
// and read here.
#pragma once

#include <span>

#include "schema/value.h"
#include "search/text_book.h"
#include "search/varint.h"

namespace planstead::search {

/// What the payload of an item is. Forms that no condition looks into keep only the fact that they
/// are there.
enum class CustomTag : std::uint8_t {
  present,  ///< nothing
  integer,  ///< zigzag varint: a number without fraction, minutes of a time of day
  real,     ///< eight bytes of a double
  text,     ///< case mark (four bytes), squeezed text
  code,     ///< varint: number of the text in the TextBook
  day,      ///< zigzag varint
  moment,   ///< zigzag varint: index number
  frame,    ///< two index numbers
  flag,     ///< one byte
  refs,     ///< compacted references, varints up to the end
  labels,   ///< each: varint code + 1, or 0, case mark, varint length, squeezed text
};

/// One value in the bytes of a row.
struct CustomItem {
  CustomTag tag = CustomTag::present;
  const std::uint8_t* begin = nullptr;
  const std::uint8_t* end = nullptr;
};

/// Appends the values (ascending by field). Empty ones are left out.
void append_custom(std::span<const schema::CustomValue> values, TextBook& book, Bytes& out);
/// Is the value one that `append_custom` leaves out: nothing, "", an empty list, a reference to
/// nothing?
bool counts_as_empty(const schema::Value& value);

/// Finds a field's value in the bytes of a row.
bool find_custom(std::span<const std::uint8_t> row, std::int64_t field, CustomItem& item);

/// The squeezed text of a text or code item, with its case mark; false for other items.
bool read_text(const CustomItem& item, const TextBook& book, std::string_view& text,
               std::uint32_t& case_mark);
/// Reads the next label of a labels item and moves `at` on.
void read_label(const std::uint8_t*& at, const TextBook& book, std::string_view& text,
                std::uint32_t& case_mark);

}  // namespace planstead::search
