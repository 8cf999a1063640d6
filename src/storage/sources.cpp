// Four tables: names by application and row, the passes of each application, what their pages have
// shown of changes that came meanwhile, and which row changed when. The rows of a pass are in
// pass_rows.cpp.
#include "storage/sources.h"

#include <algorithm>
#include <utility>

#include "storage/pass_rows.h"

namespace planstead::storage {

namespace {
constexpr std::int64_t passes_of_a_source = 100;
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
      "SELECT since, until, complete, row_count FROM source_pass WHERE source = $1 AND list = $2");
  read.bind(1, std::string_view(source_)).bind(2, std::string_view(list_));
  if (!read.step()) return;
  known_ = true;
  if (!read.is_null(0)) since_ = read.integer(0);
  until_ = read.integer(1);
  complete_ = read.integer(2) != 0;
  size_ = static_cast<std::size_t>(read.integer(3));
  read.reset();
}

void Pass::begin(std::int64_t newest, bool again,
                 const std::function<std::vector<std::int64_t>(
                     const std::optional<std::vector<std::int64_t>>& changed)>& chosen) {
  if (!known_) make_room();
  const bool goes_on = known_ && complete_ && !again;
  if (goes_on) since_ = until_;
  settle_seen(goes_on);
  const std::vector<std::int64_t> rows = since_ ? chosen(changed()) : chosen(std::nullopt);
  PassRows(session_, source_, list_).keep(rows);
  size_ = rows.size();
  until_ = newest;
  complete_ = false;
  known_ = true;
  store();
}

base::Result<PassPage> Pass::page(std::int64_t offset, std::size_t size) {
  if (!known_) return base::invalid("offset", "a pass over what has changed begins with 0");
  const auto from = std::min(static_cast<std::size_t>(offset), size_);
  const auto to = std::min(from + size, size_);
  PassPage page;
  page.until = until_;
  page.completes = to == size_ && !complete_;
  page.ids = PassRows(session_, source_, list_).between(from, to);
  Statement& read =
      session_.prepare("SELECT number FROM row_change WHERE thing = $1 AND number > $2");
  for (const std::int64_t id : page.ids) {
    if (read.bind(1, base::Ref{kind_, id}.packed()).bind(2, until_).step())
      page.newer.emplace_back(id, read.integer(0));
    read.reset();
  }
  return page;
}

void Pass::answered(const PassPage& page) {
  if (!known_ || page.until != until_) return;
  Statement& write = session_.prepare(
      "INSERT INTO source_seen (source, list, thing, shown) VALUES ($1, $2, $3, $4) ON CONFLICT "
      "(source, list, thing) DO UPDATE SET shown = excluded.shown");
  for (const auto& [id, number] : page.newer) {
    write.bind(1, std::string_view(source_)).bind(2, std::string_view(list_));
    write.bind(3, base::Ref{kind_, id}.packed()).bind(4, number).run();
  }
  if (page.completes && !std::exchange(complete_, true)) store();
}

void Pass::settle_seen(bool counts) {
  session_
      .prepare(
          "UPDATE source_seen SET known = CASE WHEN $1 = 1 AND shown IS NOT NULL THEN shown ELSE "
          "known END, shown = NULL WHERE source = $2 AND list = $3")
      .bind(1, std::int64_t{counts})
      .bind(2, std::string_view(source_))
      .bind(3, std::string_view(list_))
      .run();
  session_
      .prepare(
          "DELETE FROM source_seen WHERE source = $1 AND list = $2 AND "
          "(known IS NULL OR known <= $3)")
      .bind(1, std::string_view(source_))
      .bind(2, std::string_view(list_))
      .bind(3, since_.value_or(0))
      .run();
}

std::vector<std::int64_t> Pass::changed() {
  Statement& read = session_.prepare(
      "SELECT row_change.thing FROM row_change LEFT JOIN source_seen seen ON seen.source = $1 AND "
      "seen.list = $2 AND seen.thing = row_change.thing WHERE row_change.number > $3 AND "
      "(seen.known IS NULL OR seen.known < row_change.number)");
  read.bind(1, std::string_view(source_)).bind(2, std::string_view(list_)).bind(3, *since_);
  std::vector<std::int64_t> ids;
  while (read.step())
    if (const base::Ref thing = base::Ref::unpacked(read.integer(0)); thing.kind == kind_)
      ids.push_back(thing.id);
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
  for (const std::string_view table : {"source_seen", "source_pass_block"})
    session_
        .prepare("DELETE FROM " + std::string(table) +
                 " WHERE source = $1 AND list NOT IN (SELECT list FROM source_pass WHERE source = "
                 "$2)")
        .bind(1, std::string_view(source_))
        .bind(2, std::string_view(source_))
        .run();
}

void Pass::store() {
  Statement& write = session_.prepare(
      "INSERT INTO source_pass (source, list, since, until, complete, row_count) VALUES "
      "($1, $2, $3, $4, $5, $6) ON CONFLICT (source, list) DO UPDATE SET since = excluded.since, "
      "until = excluded.until, complete = excluded.complete, row_count = excluded.row_count");
  write.bind(1, std::string_view(source_)).bind(2, std::string_view(list_));
  since_ ? write.bind(3, *since_) : write.bind_null(3);
  write.bind(4, until_).bind(5, std::int64_t{complete_});
  write.bind(6, static_cast<std::int64_t>(size_)).run();
}

}  // namespace planstead::storage
