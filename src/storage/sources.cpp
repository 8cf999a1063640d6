// Two tables: names by application and row, and the pass of each application. What changed when is
// a third one.
#include "storage/sources.h"

#include <algorithm>
#include <utility>

#include "storage/codec.h"

namespace planstead::storage {

namespace {

constexpr std::int64_t passes_of_a_source = 100;

// Numbers, as the codec writes a list of references.
void pack(std::string& bytes, const std::vector<std::int64_t>& numbers) {
  schema::RefList refs;
  refs.reserve(numbers.size());
  for (const std::int64_t number : numbers) refs.push_back({base::RefKind::none, number});
  encode(bytes, refs);
}

void pack(std::string& bytes, const std::map<std::int64_t, std::int64_t>& pairs) {
  std::vector<std::int64_t> numbers;
  for (const auto& [key, value] : pairs) numbers.insert(numbers.end(), {key, value});
  pack(bytes, numbers);
}

// Nothing is left where an older program wrote less.
std::vector<std::int64_t> unpack(std::string_view& bytes) {
  std::vector<std::int64_t> numbers;
  if (bytes.empty()) return numbers;
  const schema::Value stored = decode(bytes);
  for (const base::Ref ref : std::get<schema::RefList>(stored)) numbers.push_back(ref.id);
  return numbers;
}

std::map<std::int64_t, std::int64_t> unpack_pairs(std::string_view& bytes) {
  std::map<std::int64_t, std::int64_t> pairs;
  const std::vector<std::int64_t> numbers = unpack(bytes);
  for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) pairs[numbers[i]] = numbers[i + 1];
  return pairs;
}

}  // namespace

std::optional<SourceName> Sources::name_of(std::string_view source, base::Ref thing) {
  Statement& read =
      session_.prepare("SELECT object, version FROM source_name WHERE source = $1 AND thing = $2");
  std::optional<SourceName> found;
  if (read.bind(1, source).bind(2, thing.packed()).step())
    found = SourceName{std::string(read.bytes(0)), std::string(read.bytes(1))};
  read.reset();
  return found;
}

void Sources::put(std::string_view source, base::Ref thing,
                  const std::optional<std::string>& object,
                  const std::optional<std::string>& version) {
  if (!object && !version) return;
  SourceName name = name_of(source, thing).value_or(SourceName{});
  if (object) name.object = *object;
  if (version) name.version = *version;
  if (name.object.empty() && name.version.empty()) {
    session_.prepare("DELETE FROM source_name WHERE source = $1 AND thing = $2")
        .bind(1, source)
        .bind(2, thing.packed())
        .run();
    return;
  }
  session_
      .prepare(
          "INSERT INTO source_name (source, thing, object, version) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (source, thing) DO UPDATE SET object = excluded.object, "
          "version = excluded.version")
      .bind(1, source)
      .bind(2, thing.packed())
      .bind(3, std::string_view(name.object))
      .bind(4, std::string_view(name.version))
      .run();
}

std::vector<std::int64_t> Sources::called(std::string_view source, base::RefKind kind,
                                          std::string_view object) {
  Statement& read = session_.prepare(
      "SELECT thing FROM source_name WHERE source = $1 AND object = $2 ORDER BY thing");
  read.bind(1, source).bind(2, object);
  std::vector<std::int64_t> ids;
  while (read.step())
    if (const base::Ref thing = base::Ref::unpacked(read.integer(0)); thing.kind == kind)
      ids.push_back(thing.id);
  return ids;
}

void Sources::note_change(base::Ref thing, std::int64_t number) {
  session_
      .prepare(
          "INSERT INTO row_change (thing, number) VALUES ($1, $2) "
          "ON CONFLICT (thing) DO UPDATE SET number = excluded.number")
      .bind(1, thing.packed())
      .bind(2, number)
      .run();
}

Pass::Pass(Session& session, std::string source, std::string list, base::RefKind kind)
    : session_(session), source_(std::move(source)), list_(std::move(list)), kind_(kind) {
  Statement& read = session_.prepare(
      "SELECT since, until, complete, rows FROM source_pass WHERE source = $1 AND list = $2");
  read.bind(1, std::string_view(source_)).bind(2, std::string_view(list_));
  if (!read.step()) return;
  known_ = true;
  if (!read.is_null(0)) since_ = read.integer(0);
  until_ = read.integer(1);
  complete_ = read.integer(2) != 0;
  std::string_view bytes = read.bytes(3);
  rows_ = unpack(bytes);
  seen_before_ = unpack_pairs(bytes);
  seen_ = unpack_pairs(bytes);
  read.reset();
}

void Pass::begin(std::int64_t newest, bool again,
                 const std::function<std::vector<std::int64_t>(
                     const std::optional<std::vector<std::int64_t>>& changed)>& chosen) {
  if (!known_) make_room();
  if (known_ && complete_ && !again) {
    since_ = until_;
    seen_before_ = std::move(seen_);
  }
  seen_.clear();
  rows_ = since_ ? chosen(changed_since(*since_)) : chosen(std::nullopt);
  until_ = newest;
  complete_ = false;
  known_ = true;
  store();
}

base::Result<std::vector<std::int64_t>> Pass::page(std::int64_t offset, std::size_t size) {
  if (!known_) return base::invalid("offset", "a pass over what has changed begins with 0");
  const auto from = std::min(static_cast<std::size_t>(offset), rows_.size());
  const auto to = std::min(from + size, rows_.size());
  std::vector<std::int64_t> ids(rows_.begin() + static_cast<std::ptrdiff_t>(from),
                                rows_.begin() + static_cast<std::ptrdiff_t>(to));
  const bool completes = to == rows_.size() && !std::exchange(complete_, to == rows_.size());
  if (note_seen(ids) || completes) store();
  return ids;
}

bool Pass::note_seen(const std::vector<std::int64_t>& ids) {
  Statement& read =
      session_.prepare("SELECT number FROM row_change WHERE thing = $1 AND number > $2");
  bool noted = false;
  for (const std::int64_t id : ids) {
    if (read.bind(1, base::Ref{kind_, id}.packed()).bind(2, until_).step()) {
      noted = true;
      seen_[id] = read.integer(0);
    }
    read.reset();
  }
  return noted;
}

std::vector<std::int64_t> Pass::changed_since(std::int64_t number) {
  Statement& read = session_.prepare("SELECT thing, number FROM row_change WHERE number > $1");
  read.bind(1, number);
  std::vector<std::int64_t> ids;
  while (read.step()) {
    const base::Ref thing = base::Ref::unpacked(read.integer(0));
    if (thing.kind != kind_) continue;
    const auto seen = seen_before_.find(thing.id);
    if (seen == seen_before_.end() || seen->second < read.integer(1)) ids.push_back(thing.id);
  }
  std::ranges::sort(ids);
  return ids;
}

void Pass::make_room() {
  session_
      .prepare(
          "DELETE FROM source_pass WHERE source = $1 AND list IN (SELECT list FROM source_pass "
          "WHERE source = $2 ORDER BY until DESC LIMIT -1 OFFSET $3)")
      .bind(1, std::string_view(source_))
      .bind(2, std::string_view(source_))
      .bind(3, passes_of_a_source - 1)
      .run();
}

void Pass::store() {
  std::string rows;
  pack(rows, rows_);
  pack(rows, seen_before_);
  pack(rows, seen_);
  Statement& write = session_.prepare(
      "INSERT INTO source_pass (source, list, since, until, complete, rows) VALUES "
      "($1, $2, $3, $4, $5, $6) ON CONFLICT (source, list) DO UPDATE SET since = excluded.since, "
      "until = excluded.until, complete = excluded.complete, rows = excluded.rows");
  write.bind(1, std::string_view(source_)).bind(2, std::string_view(list_));
  since_ ? write.bind(3, *since_) : write.bind_null(3);
  write.bind(4, until_).bind(5, std::int64_t{complete_}).bind_bytes(6, rows);
  write.run();
}

}  // namespace planstead::storage
