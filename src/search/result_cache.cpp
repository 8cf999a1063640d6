// ResultCache: hashing of conditions, least recently used goes first.
#include "search/result_cache.h"

#include <algorithm>
#include <bit>

namespace planstead::search {

namespace {

constexpr std::size_t results_max = 32;
// A condition may name a hundred thousand rows of another entity: few of these are kept.
constexpr std::size_t bytes_max = 12'000'000;
// Keeping a result current costs each change a little. Whoever walks pages asks every few changes;
// a result that nobody asked for during this many is cheaper to find anew.
constexpr std::size_t changes_unused_max = 1000;
constexpr std::size_t slow_max = 128;

class Mixer {
 public:
  void add(std::uint64_t number) {
    hash_ = (hash_ ^ (number + 0x9e3779b97f4a7c15ULL + (hash_ << 6))) * 0x2545f4914f6cdd1dULL;
  }
  void add(std::int64_t number) { add(static_cast<std::uint64_t>(number)); }
  void add(double number) { add(std::bit_cast<std::uint64_t>(number)); }
  void add(const std::string& text) { add(search::hash_of(std::string_view(text))); }
  std::size_t hash() const { return hash_ ^ (hash_ >> 29); }

 private:
  std::uint64_t hash_ = 0;
};

void collect_tree_columns(const Condition& condition, std::vector<std::size_t>& out) {
  if (condition.kind == Condition::Kind::below) out.push_back(condition.column);
  for (const Condition& child : condition.children) collect_tree_columns(child, out);
}

std::size_t memory_of(const Condition& condition) {
  std::size_t sum = sizeof(Condition) + condition.numbers.capacity() * sizeof(std::int64_t) +
                    condition.text.capacity();
  for (const std::string& text : condition.texts) sum += sizeof(text) + text.capacity();
  for (const Condition& child : condition.children) sum += memory_of(child);
  return sum;
}

}  // namespace

std::size_t hash_of(const Condition& condition) {
  Mixer mixer;
  mixer.add(static_cast<std::uint64_t>(condition.kind));
  mixer.add(std::uint64_t{condition.column * 1000 + condition.other_column});
  mixer.add(condition.field);
  mixer.add(condition.number);
  mixer.add(condition.min);
  mixer.add(condition.max);
  mixer.add(condition.lo);
  mixer.add(condition.hi);
  mixer.add(std::int64_t{condition.first_day});
  mixer.add(std::int64_t{condition.last_day});
  mixer.add(condition.text);
  for (const std::int64_t number : condition.numbers) mixer.add(number);
  for (const std::string& text : condition.texts) mixer.add(text);
  for (const Condition& child : condition.children) mixer.add(std::uint64_t{hash_of(child)});
  return mixer.hash();
}

std::shared_ptr<Result> evaluate(const Condition& condition, std::size_t hash, const Rows& rows,
                                 const base::Deadline& deadline) {
  auto result = std::make_shared<Result>();
  result->condition = condition;
  result->hash = hash;
  result->prepared = prepare(condition, rows, deadline);
  collect_tree_columns(condition, result->tree_columns);
  for (std::size_t index = 0; index < rows.segments().size(); ++index) {
    Bits met = rows.segments()[index]->live;
    narrow(rows, index, result->prepared, met, deadline);
    result->counts.push_back(static_cast<std::uint32_t>(met.count()));
    result->rows.push_back(met);
  }
  return result;
}

std::size_t Result::count() const {
  std::size_t sum = 0;
  for (const std::uint32_t one : counts) sum += one;
  return sum;
}

std::size_t Result::memory() const {
  return rows.capacity() * sizeof(Bits) + memory_of(condition) + prepared.memory();
}

ResultPtr ResultCache::find(const Condition& condition, std::size_t hash) {
  const std::lock_guard lock(mutex_);
  for (const auto& result : results_)
    if (result->hash == hash && result->condition == condition) {
      result->used = ++clock_;
      result->changes_unused = 0;
      return result;
    }
  return nullptr;
}

void ResultCache::add(std::shared_ptr<Result> result) {
  const std::lock_guard lock(mutex_);
  result->used = ++clock_;
  for (auto& held : results_)
    if (held->hash == result->hash && held->condition == result->condition) return;
  result->bytes = result->memory();
  results_.push_back(std::move(result));
  std::size_t bytes = 0;
  for (const auto& held : results_) bytes += held->bytes;
  while (results_.size() > results_max || (bytes > bytes_max && results_.size() > 1)) {
    const auto oldest =
        std::ranges::min_element(results_, {}, [](const auto& held) { return held->used; });
    bytes -= (*oldest)->bytes;
    results_.erase(oldest);
  }
}

void ResultCache::note_slow(std::size_t hash) {
  const std::lock_guard lock(mutex_);
  if (slow_.size() < slow_max)
    slow_.push_back(hash);
  else
    slow_[slow_next_++ % slow_max] = hash;
}

bool ResultCache::was_slow(std::size_t hash) {
  const std::lock_guard lock(mutex_);
  return std::ranges::find(slow_, hash) != slow_.end();
}

std::size_t ResultCache::memory() {
  const std::lock_guard lock(mutex_);
  std::size_t sum = 0;
  for (const auto& result : results_) sum += result->memory();
  return sum;
}

void ResultCache::row_changed(const Rows& rows, Rows::Place place) {
  std::erase_if(results_, [](const std::shared_ptr<Result>& result) {
    return ++result->changes_unused > changes_unused_max;
  });
  for (const auto& result : results_) {
    result->rows.resize(rows.segments().size());
    result->counts.resize(rows.segments().size());
    Bits& met = result->rows[place.segment];
    Bits one;
    if (rows.segments()[place.segment]->live.test(place.row)) {
      one.set(place.row);
      narrow(rows, place.segment, result->prepared, one);
    }
    const bool before = met.test(place.row), now = one.test(place.row);
    if (before == now) continue;
    now ? met.set(place.row) : met.reset(place.row);
    result->counts[place.segment] += now ? 1 : -1;
  }
}

std::vector<std::size_t> ResultCache::tree_columns() const {
  std::vector<std::size_t> all;
  for (const auto& result : results_)
    all.insert(all.end(), result->tree_columns.begin(), result->tree_columns.end());
  return all;
}

}  // namespace planstead::search
