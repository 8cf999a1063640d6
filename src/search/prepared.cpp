// Prepared: from the words of a Condition to those of the columns.
#include "search/prepared.h"

#include <algorithm>
#include <stdexcept>

namespace planstead::search {

namespace {

using Kind = Condition::Kind;

/// What a row costs, roughly, in units of one comparison.
int cost_of(Kind kind) {
  switch (kind) {
    case Kind::always:
    case Kind::never:
    case Kind::below:
    case Kind::id_in:
      return 0;
    case Kind::in_set:
    case Kind::range:
    case Kind::between:
    case Kind::missing:
    case Kind::ref_kind:
    case Kind::list_empty:
      return 1;
    case Kind::birthday:
      return 5;
    case Kind::list_has:
    case Kind::list_has_kind:
    case Kind::status_of:
      return 4;
    case Kind::custom_present:
    case Kind::custom_flag:
    case Kind::custom_number:
    case Kind::custom_moment:
    case Kind::custom_refs:
    case Kind::custom_labels:
      return 10;
    case Kind::custom_text:
      return 15;
    case Kind::contains:
      return 6;
    case Kind::all:
    case Kind::any:
    case Kind::negate:
      return 1;
  }
  return 0;
}

std::vector<std::int64_t> compacted(const std::vector<std::int64_t>& numbers) {
  std::vector<std::int64_t> out(numbers.size());
  std::ranges::transform(numbers, out.begin(), compact);
  return out;
}

void prepare_children(const Condition& condition, const Rows& rows, Prepared& out,
                      const base::Deadline& deadline) {
  for (const Condition& child : condition.children) {
    out.children.push_back(prepare(child, rows, deadline));
    out.cost += out.children.back().cost;
  }
  if (condition.kind != Kind::negate)
    std::ranges::stable_sort(out.children, {}, &Prepared::cost);
  else if (out.children.size() != 1)
    throw std::logic_error("negate takes one child");
}

void prepare_number_column(const Condition& condition, const Rows& rows, Prepared& out) {
  const Layout& layout = rows.layout();
  // The first field of every entity is its id.
  const bool of_ids = condition.column == 0 && layout.number[0] == Layout::none;
  if (of_ids && condition.kind == Kind::in_set) {
    out.kind = Kind::id_in;
    out.ids = condition.numbers;
    return;
  }
  if (of_ids && condition.kind == Kind::between) {
    out.place = Layout::none;
    return;
  }
  out.place = Layout::place(layout.number, condition.column);
  if (condition.kind == Kind::in_set)
    out.numbers =
        NumberSet(layout.refs[out.place] ? compacted(condition.numbers) : condition.numbers);
  if (condition.kind == Kind::ref_kind && !layout.refs[out.place])
    throw std::logic_error("kinds of references in a column that holds none");
  if (condition.kind == Kind::range && condition.other_column != 0 &&
      condition.other_column != condition.column) {
    out.two_columns = true;
    out.other_place = Layout::place(layout.number, condition.other_column);
  }
}

void prepare_list_column(const Condition& condition, const Rows& rows, Prepared& out) {
  const Layout& layout = rows.layout();
  if (condition.kind == Kind::status_of) {
    out.place = Layout::place(layout.number, condition.column);
    out.other_place = Layout::place(layout.list, condition.other_column);
    out.number = compact(condition.number);
  } else {
    out.place = Layout::place(layout.list, condition.column);
  }
  out.numbers = NumberSet(compacted(condition.numbers));
}

void prepare_custom(const Condition& condition, const Rows& rows, Prepared& out) {
  if (!rows.layout().custom) throw std::logic_error("custom fields of an entity that has none");
  if (condition.kind == Kind::custom_refs) out.numbers = NumberSet(compacted(condition.numbers));
  if (condition.kind == Kind::custom_text) out.needle = Needle(condition.text);
  for (const std::string& label : condition.texts) {
    const TextForm form(label);
    out.labels.push_back({form.squeezed, form.case_mark()});
  }
}

}  // namespace

Prepared prepare(const Condition& condition, const Rows& rows, const base::Deadline& deadline) {
  deadline.check();
  Prepared out;
  out.kind = condition.kind;
  out.cost = cost_of(condition.kind);
  out.field = condition.field;
  out.number = condition.number;
  out.min = condition.min;
  out.max = condition.max;
  out.min_open = condition.min_open;
  out.max_open = condition.max_open;
  out.range = MomentRange(condition);
  out.lo = condition.lo;
  out.hi = condition.hi;
  out.whole = condition.whole;
  switch (condition.kind) {
    case Kind::always:
    case Kind::never:
      break;
    case Kind::all:
    case Kind::any:
    case Kind::negate:
      prepare_children(condition, rows, out, deadline);
      break;
    case Kind::in_set:
    case Kind::range:
    case Kind::between:
    case Kind::birthday:
    case Kind::missing:
    case Kind::ref_kind:
      prepare_number_column(condition, rows, out);
      break;
    case Kind::list_empty:
    case Kind::list_has:
    case Kind::list_has_kind:
    case Kind::status_of:
      prepare_list_column(condition, rows, out);
      break;
    case Kind::contains:
      out.place = Layout::place(rows.layout().text, condition.column);
      out.needle = Needle(condition.text);
      break;
    case Kind::custom_text:
    case Kind::custom_number:
    case Kind::custom_moment:
    case Kind::custom_flag:
    case Kind::custom_refs:
    case Kind::custom_labels:
    case Kind::custom_present:
      prepare_custom(condition, rows, out);
      break;
    case Kind::below:
      out.below = std::make_shared<const std::vector<Bits>>(rows_below(
          rows, Layout::place(rows.layout().number, condition.column), condition.number));
      break;
    case Kind::id_in:
      out.ids = condition.numbers;
      break;
  }
  return out;
}

std::size_t Prepared::memory() const {
  std::size_t sum = sizeof(Prepared) + numbers.memory() + ids.capacity() * sizeof(std::int64_t);
  if (below) sum += below->size() * sizeof(Bits);
  for (const Prepared& child : children) sum += child.memory();
  return sum;
}

}  // namespace planstead::search
