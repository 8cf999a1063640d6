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
      case schema::Indexed::number:
        number[i] = number_fields.size();
        number_fields.push_back(i);
        refs.push_back(holds_ref(field.shape));
        break;
      case schema::Indexed::text:
        text[i] = text_fields.size();
        text_fields.push_back(i);
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

Segment::Segment(const Layout& layout)
    : lists(layout.list_fields.size()), texts(layout.text_fields.size()) {
  for (const bool refs : layout.refs) numbers.emplace_back(refs);
  if (layout.custom) customs.emplace();
}

std::size_t Segment::lower_bound(std::int64_t id) const {
  if (ids.empty() || id <= ids.front()) return 0;
  if (id > ids.back()) return ids.size();
  // Ids are whole and differ: a row cannot be further from either end than its id is.
  const auto from_front = static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(ids.front());
  const auto from_back = static_cast<std::uint64_t>(ids.back()) - static_cast<std::uint64_t>(id);
  const std::uint64_t last = ids.size() - 1;
  const auto begin = static_cast<std::ptrdiff_t>(from_back > last ? 0 : last - from_back);
  const auto end = static_cast<std::ptrdiff_t>(std::min(from_front, last) + 1);
  // Gaps push rows down, never up: between these two the first id not below lies.
  return static_cast<std::size_t>(
      std::lower_bound(ids.begin() + std::min(begin, end), ids.begin() + end, id) - ids.begin());
}

void Segment::insert(std::size_t row, std::int64_t id) {
  ids.insert(ids.begin() + static_cast<std::ptrdiff_t>(row), id);
  live.insert(row);
  for (auto& column : numbers) column.insert(row);
  for (auto& column : lists) column.insert(row);
  for (auto& column : texts) column.insert(row);
  if (customs) customs->insert(row);
}

void Segment::write(std::size_t row, const schema::Record& record, const Layout& layout,
                    TextBook& book) {
  live.set(row);
  for (std::size_t i = 0; i < numbers.size(); ++i)
    numbers[i].set(row, number_of(record.at(layout.number_fields[i])));
  Bytes bytes;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    bytes.clear();
    if (const auto* refs = std::get_if<schema::RefList>(&record.at(layout.list_fields[i])))
      for (const base::Ref ref : *refs)
        put_varint(bytes, static_cast<std::uint64_t>(compact(ref.packed())));
    lists[i].set(row, bytes);
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto* text = std::get_if<std::string>(&record.at(layout.text_fields[i]));
    texts[i].set(row, text == nullptr ? std::string() : squeeze(base::fold(*text)));
  }
  if (customs) customs->set(row, record.custom, book);
}

void Segment::erase(std::size_t row) {
  live.reset(row);
  for (auto& column : numbers) column.set(row, no_number);
  for (auto& column : lists) column.set(row, {});
  for (auto& column : texts) column.set(row, {});
  TextBook unused;
  if (customs) customs->set(row, {}, unused);
}

void Segment::append_copy(const Segment& other, std::size_t row) {
  const std::size_t here = size();
  insert(here, other.ids[row]);
  if (other.live.test(row)) live.set(here);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i].set(here, other.numbers[i].at(row));
  for (std::size_t i = 0; i < lists.size(); ++i) lists[i].set(here, other.lists[i].at(row));
  for (std::size_t i = 0; i < texts.size(); ++i) texts[i].set(here, other.texts[i].at(row));
  if (customs) customs->copy(here, *other.customs, row);
}

void Segment::seal() {
  ids.shrink_to_fit();
  for (auto& column : numbers) column.seal();
  for (auto& column : lists) column.seal();
  for (auto& column : texts) column.seal();
  if (customs) customs->seal();
}

std::size_t Segment::memory() const {
  std::size_t sum = sizeof(Segment) + ids.capacity() * sizeof(std::int64_t);
  for (const auto& column : numbers) sum += sizeof(column) + column.memory();
  for (const auto& column : lists) sum += sizeof(column) + column.memory();
  for (const auto& column : texts) sum += sizeof(column) + column.memory();
  return customs ? sum + customs->memory() : sum;
}

}  // namespace planstead::search
