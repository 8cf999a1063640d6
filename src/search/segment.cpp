// Segment: rows in and out of the columns.
#include "search/segment.h"

#include <algorithm>
#include <stdexcept>

#include "base/text.h"

namespace planstead::search {

Layout::Layout(const schema::Entity& entity)
    : number(entity.fields.size(), none),
      list(entity.fields.size(), none),
      text(entity.fields.size(), none),
      custom(entity.has_custom) {
  for (std::size_t i = 0; i < entity.fields.size(); ++i) {
    const schema::Field& field = entity.fields[i];
    switch (field.indexed) {
      case schema::Indexed::no:
        break;
      case schema::Indexed::ordered:
      case schema::Indexed::grouped:
      case schema::Indexed::number:
        if (field.indexed == schema::Indexed::ordered) ordered.push_back(number_fields.size());
        if (field.indexed == schema::Indexed::grouped) grouped.push_back(number_fields.size());
        number[i] = number_fields.size();
        number_fields.push_back(i);
        refs.push_back(holds_ref(field.shape));
        break;
      case schema::Indexed::text:
      case schema::Indexed::digits:
      case schema::Indexed::handle:
        text[i] = text_fields.size();
        text_fields.push_back(i);
        forms.push_back(field.indexed);
        break;
      case schema::Indexed::list:
        list[i] = list_fields.size();
        list_fields.push_back(i);
        break;
    }
  }
}

std::size_t Layout::place(const std::vector<std::size_t>& places, std::size_t field) {
  if (field >= places.size() || places[field] == none)
    throw std::logic_error("a condition over a field that the index does not keep that way");
  return places[field];
}

namespace {

/// A text in the form in which the field's texts are compared.
std::string formed(schema::Indexed form, const std::string& text) {
  switch (form) {
    case schema::Indexed::digits:
      return base::digits_of(text);
    case schema::Indexed::handle:
      return squeeze(base::messenger_name(text));
    default:
      return squeeze(base::fold(text));
  }
}

void append_items(std::string& out, schema::Indexed form, const schema::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) out += formed(form, *text);
  if (const auto* phones = std::get_if<schema::PhoneList>(&value)) {
    schema::TextList numbers;
    for (const schema::Phone& phone : *phones) numbers.push_back(phone.number);
    append_items(out, form, numbers);
  }
  const auto* list = std::get_if<schema::TextList>(&value);
  if (list == nullptr) return;
  bool first = true;
  for (const std::string& one : *list) {
    const std::string item = formed(form, one);
    if (item.empty()) continue;
    if (!first) out += text_item_end;
    first = false;
    out += item;
  }
}

std::string texts_of(const schema::Record& record, const Layout& layout) {
  std::string out;
  for (std::size_t i = 0; i < layout.text_fields.size(); ++i) {
    if (i != 0) out += text_field_end;
    append_items(out, layout.forms[i], record.at(layout.text_fields[i]));
  }
  return out;
}

}  // namespace

Segment::Segment(const Layout& layout) : lists(layout.list_fields.size()) {
  for (const bool refs : layout.refs) numbers.emplace_back(refs);
  if (layout.custom) customs.emplace();
}

void Segment::insert(std::size_t row, std::int64_t id) {
  ids.insert(row, id);
  live.insert(row);
  for (auto& column : numbers) column.insert(row);
  for (auto& column : lists) column.insert(row);
  texts.insert(row);
  if (customs) customs->insert(row);
}

void Segment::write(std::size_t row, const schema::Record& record, const Layout& layout,
                    TextBook& book) {
  live.set(row);
  for (std::size_t i = 0; i < numbers.size(); ++i)
    numbers[i].set(row, number_of(record.at(layout.number_fields[i])));
  Bytes bytes;
  bytes.reserve(64);
  for (std::size_t i = 0; i < lists.size(); ++i) {
    bytes.clear();
    if (const auto* refs = std::get_if<schema::RefList>(&record.at(layout.list_fields[i])))
      for (const base::Ref ref : *refs)
        put_varint(bytes, static_cast<std::uint64_t>(compact(ref.packed())));
    lists[i].set(row, bytes);
  }
  texts.set(row, texts_of(record, layout));
  if (customs) customs->set(row, record.custom, book);
}

void Segment::erase(std::size_t row) {
  live.reset(row);
  for (auto& column : numbers) column.set(row, no_number);
  for (auto& column : lists) column.set(row, {});
  texts.set(row, {});
  TextBook unused;
  if (customs) customs->set(row, {}, unused);
}

void Segment::append_copy(const Segment& other, std::size_t row) {
  const std::size_t here = size();
  insert(here, other.ids[row]);
  if (other.live.test(row)) live.set(here);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i].set(here, other.numbers[i].at(row));
  for (std::size_t i = 0; i < lists.size(); ++i) lists[i].set(here, other.lists[i].at(row));
  texts.set(here, other.texts.row(row));
  if (customs) customs->copy(here, *other.customs, row);
}

void Segment::seal() {
  ids.seal();
  for (auto& column : numbers) column.seal();
  for (auto& column : lists) column.seal();
  texts.seal();
  if (customs) customs->seal();
}

std::size_t Segment::memory() const {
  std::size_t sum = sizeof(Segment) + ids.memory() + texts.memory();
  for (const auto& column : numbers) sum += sizeof(column) + column.memory();
  for (const auto& column : lists) sum += sizeof(column) + column.memory();
  return customs ? sum + customs->memory() : sum;
}

}  // namespace planstead::search
