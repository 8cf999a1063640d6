// One table: a row for each thousand rows of a pass.
#include "storage/pass_rows.h"

#include <algorithm>
#include <string>
#include <utility>

#include "storage/codec.h"

namespace planstead::storage {

namespace {

// Part of the layout: another size needs a step of the migration.
constexpr std::size_t block_rows = 1000;

// Numbers, as the codec writes a list of references.
std::string packed(const std::int64_t* begin, const std::int64_t* end) {
  schema::RefList refs;
  refs.reserve(static_cast<std::size_t>(end - begin));
  for (; begin != end; ++begin) refs.push_back({base::RefKind::none, *begin});
  std::string bytes;
  encode(bytes, refs);
  return bytes;
}

std::vector<std::int64_t> unpacked(std::string_view bytes) {
  std::vector<std::int64_t> ids;
  if (bytes.empty()) return ids;
  const schema::Value stored = decode(bytes);
  // What has no rows is stored as no value at all.
  if (const auto* refs = std::get_if<schema::RefList>(&stored))
    for (const base::Ref ref : *refs) ids.push_back(ref.id);
  return ids;
}

}  // namespace

void PassRows::keep(const std::vector<std::int64_t>& ids) {
  session_.prepare("DELETE FROM source_pass_block WHERE source = $1 AND list = $2")
      .bind(1, source_)
      .bind(2, list_)
      .run();
  Statement& write = session_.prepare(
      "INSERT INTO source_pass_block (source, list, block, rows) VALUES ($1, $2, $3, $4)");
  for (std::size_t from = 0; from < ids.size(); from += block_rows) {
    const std::size_t to = std::min(from + block_rows, ids.size());
    write.bind(1, source_).bind(2, list_).bind(3, static_cast<std::int64_t>(from / block_rows));
    write.bind_bytes(4, packed(ids.data() + from, ids.data() + to)).run();
  }
}

std::vector<std::int64_t> PassRows::between(std::size_t from, std::size_t to) {
  std::vector<std::int64_t> ids;
  if (from >= to) return ids;
  Statement& read = session_.prepare(
      "SELECT block, rows FROM source_pass_block WHERE source = $1 AND list = $2 AND block BETWEEN "
      "$3 AND $4 ORDER BY block");
  read.bind(1, source_).bind(2, list_);
  read.bind(3, static_cast<std::int64_t>(from / block_rows));
  read.bind(4, static_cast<std::int64_t>((to - 1) / block_rows));
  while (read.step()) {
    const std::size_t first = static_cast<std::size_t>(read.integer(0)) * block_rows;
    const std::vector<std::int64_t> block = unpacked(read.bytes(1));
    for (std::size_t i = std::max(from, first); i < std::min(to, first + block.size()); ++i)
      ids.push_back(block[i - first]);
  }
  return ids;
}

void passes_become_blocks(Database& database, Session& session) {
  const std::string integer(database.integer_type()), text(database.text_type());
  session.run_script("CREATE TABLE IF NOT EXISTS source_pass_block (source " + text + ", list " +
                     text + ", block " + integer + ", rows " + std::string(database.bytes_type()) +
                     ", PRIMARY KEY (source, list, block));");
  if (!database.has_column(session, "source_pass", "rows")) return;
  session.run_script("ALTER TABLE source_pass ADD COLUMN row_count " + integer +
                     " NOT NULL DEFAULT 0;");
  std::vector<std::pair<std::string, std::string>> passes;
  Statement& names = session.prepare("SELECT source, list FROM source_pass");
  while (names.step()) passes.emplace_back(names.bytes(0), names.bytes(1));
  Statement& read = session.prepare("SELECT rows FROM source_pass WHERE source = $1 AND list = $2");
  Statement& count =
      session.prepare("UPDATE source_pass SET row_count = $1 WHERE source = $2 AND list = $3");
  for (const auto& [source, list] : passes) {
    read.bind(1, std::string_view(source)).bind(2, std::string_view(list)).step();
    const std::vector<std::int64_t> ids = unpacked(read.bytes(0));
    read.reset();
    PassRows(session, source, list).keep(ids);
    count.bind(1, static_cast<std::int64_t>(ids.size()));
    count.bind(2, std::string_view(source)).bind(3, std::string_view(list)).run();
  }
  session.run_script("ALTER TABLE source_pass DROP COLUMN rows;");
}

}  // namespace planstead::storage
