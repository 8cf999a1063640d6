// Custom values: encoding by the alternative of Value, and reading back. An item is: difference of
// field numbers, length * 16 + tag, payload.
#include "search/custom_values.h"

#include <bit>
#include <cmath>
#include <cstring>

#include "search/packing.h"

namespace planstead::search {

namespace {

using schema::Value;

void put_mark(Bytes& out, std::uint32_t mark) {
  std::uint8_t bytes[4];
  for (int i = 0; i < 4; ++i) bytes[i] = static_cast<std::uint8_t>(mark >> (8 * i));
  out.insert(out.end(), std::begin(bytes), std::end(bytes));
}

std::uint32_t get_mark(const std::uint8_t*& at) {
  std::uint32_t mark = 0;
  for (int shift = 0; shift < 32; shift += 8) mark |= std::uint32_t{*at++} << shift;
  return mark;
}

void put_bytes(Bytes& out, std::string_view text) {
  out.insert(out.end(), reinterpret_cast<const std::uint8_t*>(text.data()),
             reinterpret_cast<const std::uint8_t*>(text.data()) + text.size());
}

CustomTag put_number(Bytes& out, double number) {
  if (std::abs(number) < 9007199254740992.0 && number == std::floor(number)) {
    put_varint(out, zigzag(static_cast<std::int64_t>(number)));
    return CustomTag::integer;
  }
  const auto bits = std::bit_cast<std::uint64_t>(number);
  for (int shift = 0; shift < 64; shift += 8)
    out.push_back(static_cast<std::uint8_t>(bits >> shift));
  return CustomTag::real;
}

CustomTag put_text(Bytes& out, const std::string& text, TextBook& book) {
  const TextForm form(text);
  if (const auto code = book.code(form)) {
    put_varint(out, *code);
    return CustomTag::code;
  }
  put_mark(out, form.case_mark());
  put_bytes(out, form.squeezed);
  return CustomTag::text;
}

CustomTag put_labels(Bytes& out, const schema::TextList& labels, TextBook& book) {
  for (const std::string& label : labels) {
    const TextForm form(label);
    if (const auto code = book.code(form)) {
      put_varint(out, std::uint64_t{*code} + 1);
    } else {
      put_varint(out, 0);
      put_mark(out, form.case_mark());
      put_varint(out, form.squeezed.size());
      put_bytes(out, form.squeezed);
    }
  }
  return CustomTag::labels;
}

void put_ref(Bytes& out, base::Ref ref) {
  put_varint(out, static_cast<std::uint64_t>(compact(ref.packed())));
}

CustomTag put_payload(Bytes& out, const Value& value, TextBook& book) {
  if (const auto* flag = std::get_if<bool>(&value)) {
    out.push_back(*flag ? 1 : 0);
    return CustomTag::flag;
  }
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    return put_number(out, static_cast<double>(*integer));
  if (const auto* number = std::get_if<double>(&value)) return put_number(out, *number);
  if (const auto* text = std::get_if<std::string>(&value)) return put_text(out, *text, book);
  if (const auto* time = std::get_if<base::TimeOfDay>(&value))
    return put_number(out, time->minutes);
  if (const auto* place = std::get_if<schema::Boxed<schema::Location>>(&value))
    return (*place)->address.empty() ? CustomTag::present : put_text(out, (*place)->address, book);
  if (const auto* day = std::get_if<base::Day>(&value)) {
    put_varint(out, zigzag(day->days));
    return CustomTag::day;
  }
  if (const auto* moment = std::get_if<base::Moment>(&value)) {
    put_varint(out, zigzag(index_number(*moment)));
    return CustomTag::moment;
  }
  if (const auto* frame = std::get_if<schema::Frame>(&value)) {
    put_varint(out, zigzag(index_number(frame->from)));
    put_varint(out, zigzag(index_number(frame->to)));
    return CustomTag::frame;
  }
  if (const auto* ref = std::get_if<base::Ref>(&value)) {
    put_ref(out, *ref);
    return CustomTag::refs;
  }
  if (const auto* refs = std::get_if<schema::RefList>(&value)) {
    for (const base::Ref one : *refs) put_ref(out, one);
    return CustomTag::refs;
  }
  if (const auto* labels = std::get_if<schema::TextList>(&value))
    return put_labels(out, *labels, book);
  return CustomTag::present;
}

}  // namespace

bool counts_as_empty(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return text->empty();
  if (const auto* refs = std::get_if<schema::RefList>(&value)) return refs->empty();
  if (const auto* labels = std::get_if<schema::TextList>(&value)) return labels->empty();
  if (const auto* ref = std::get_if<base::Ref>(&value)) return ref->id == 0;
  return schema::is_empty(value);
}

void append_custom(std::span<const schema::CustomValue> values, TextBook& book, Bytes& out) {
  constexpr std::size_t usual_size = 16;
  Bytes payload;
  payload.reserve(usual_size);
  out.reserve(out.size() + values.size() * usual_size);
  std::int64_t before = 0;
  for (const schema::CustomValue& value : values) {
    if (counts_as_empty(value.value)) continue;
    payload.clear();
    const CustomTag tag = put_payload(payload, value.value, book);
    put_varint(out, static_cast<std::uint64_t>(value.field - before));
    put_varint(out, payload.size() * 16 + static_cast<std::uint64_t>(tag));
    out.insert(out.end(), payload.begin(), payload.end());
    before = value.field;
  }
}

bool find_custom(std::span<const std::uint8_t> row, std::int64_t field, CustomItem& item) {
  const std::uint8_t* at = row.data();
  const std::uint8_t* end = at + row.size();
  std::int64_t here = 0;
  while (at < end) {
    here += static_cast<std::int64_t>(get_varint(at));
    const std::uint64_t head = get_varint(at);
    if (here == field) {
      item = {static_cast<CustomTag>(head & 15), at, at + (head >> 4)};
      return true;
    }
    if (here > field) return false;
    at += head >> 4;
  }
  return false;
}

bool read_text(const CustomItem& item, const TextBook& book, std::string_view& text,
               std::uint32_t& case_mark) {
  const std::uint8_t* at = item.begin;
  if (item.tag == CustomTag::code) {
    const TextBook::Entry& entry = book.at(static_cast<std::uint32_t>(get_varint(at)));
    text = entry.squeezed;
    case_mark = entry.case_mark;
    return true;
  }
  if (item.tag != CustomTag::text) return false;
  case_mark = get_mark(at);
  text = {reinterpret_cast<const char*>(at), static_cast<std::size_t>(item.end - at)};
  return true;
}

void read_label(const std::uint8_t*& at, const TextBook& book, std::string_view& text,
                std::uint32_t& case_mark) {
  if (const std::uint64_t code = get_varint(at); code != 0) {
    const TextBook::Entry& entry = book.at(static_cast<std::uint32_t>(code - 1));
    text = entry.squeezed;
    case_mark = entry.case_mark;
    return;
  }
  case_mark = get_mark(at);
  const std::uint64_t size = get_varint(at);
  text = {reinterpret_cast<const char*>(at), static_cast<std::size_t>(size)};
  at += size;
}

}  // namespace planstead::search
