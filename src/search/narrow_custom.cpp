// Narrowing by custom values.
#include <algorithm>
#include <bit>

#include "search/narrow.h"

namespace planstead::search {

namespace {

using Kind = Condition::Kind;

bool text_meets(const CustomItem& item, const TextBook& book, const Prepared& condition) {
  std::string_view text;
  std::uint32_t case_mark = 0;
  if (!read_text(item, book, text, case_mark)) return false;
  if (condition.whole) return text == condition.needle.text;
  return text.find(condition.needle.text) != std::string_view::npos;
}

bool number_meets(const CustomItem& item, const Prepared& condition) {
  const std::uint8_t* at = item.begin;
  double number = 0;
  if (item.tag == CustomTag::integer) {
    number = static_cast<double>(unzigzag(get_varint(at)));
  } else if (item.tag == CustomTag::real) {
    std::uint64_t bits = 0;
    for (int shift = 0; shift < 64; shift += 8) bits |= std::uint64_t{*at++} << shift;
    number = std::bit_cast<double>(bits);
  } else {
    return false;
  }
  const bool above = condition.min_open ? number > condition.min : number >= condition.min;
  const bool below = condition.max_open ? number < condition.max : number <= condition.max;
  return above && below;
}

bool moment_meets(const CustomItem& item, const MomentRange& range) {
  const std::uint8_t* at = item.begin;
  switch (item.tag) {
    case CustomTag::day:
      return range.holds(unzigzag(get_varint(at)) * 86400 * 2);
    case CustomTag::moment:
      return range.holds(unzigzag(get_varint(at)));
    case CustomTag::frame: {
      const std::int64_t from = unzigzag(get_varint(at)), to = unzigzag(get_varint(at));
      return range.begins_before_end(from) && range.ends_after_begin(to);
    }
    default:
      return false;
  }
}

bool refs_meet(const CustomItem& item, const NumberSet& numbers) {
  if (item.tag != CustomTag::refs) return false;
  for (const std::uint8_t* at = item.begin; at < item.end;)
    if (numbers.contains(static_cast<std::int64_t>(get_varint(at)))) return true;
  return false;
}

bool has_label(const CustomItem& item, const TextBook& book, const LabelForm& label) {
  std::string_view text;
  std::uint32_t case_mark = 0;
  const auto equal = [&] { return case_mark == label.case_mark && text == label.squeezed; };
  if (item.tag != CustomTag::labels) return read_text(item, book, text, case_mark) && equal();
  for (const std::uint8_t* at = item.begin; at < item.end;) {
    read_label(at, book, text, case_mark);
    if (equal()) return true;
  }
  return false;
}

bool flag_is_set(const CustomItem& item) { return item.tag == CustomTag::flag && *item.begin != 0; }

}  // namespace

void narrow_custom(const Segment& segment, const TextBook& book, const Prepared& condition,
                   Bits& rows) {
  const CustomColumn& customs = *segment.customs;
  const std::int64_t field = condition.field;
  switch (condition.kind) {
    case Kind::custom_text:
      return customs.keep(
          rows, field, [&](const CustomItem& item) { return text_meets(item, book, condition); });
    case Kind::custom_number:
      return customs.keep(rows, field,
                          [&](const CustomItem& item) { return number_meets(item, condition); });
    case Kind::custom_moment:
      return customs.keep(
          rows, field, [&](const CustomItem& item) { return moment_meets(item, condition.range); });
    case Kind::custom_flag: {
      Bits set = rows;
      customs.keep(set, field, flag_is_set);
      if (condition.number != 0)
        rows = set;
      else
        rows.subtract(set);
      return;
    }
    case Kind::custom_refs:
      return customs.keep(
          rows, field, [&](const CustomItem& item) { return refs_meet(item, condition.numbers); });
    case Kind::custom_labels:
      return customs.keep(rows, field, [&](const CustomItem& item) {
        return std::ranges::all_of(
            condition.labels, [&](const LabelForm& label) { return has_label(item, book, label); });
      });
    default:
      return customs.keep(rows, field, [](const CustomItem&) { return true; });
  }
}

}  // namespace planstead::search
