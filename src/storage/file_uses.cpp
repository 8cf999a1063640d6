// The table file_use: one row for each place.
#include "storage/file_uses.h"

#include <algorithm>

#include "base/pictures.h"
#include "storage/sql.h"

namespace planstead::storage {

using base::Ref;
using base::RefKind;
using schema::Record;
using schema::Shape;

namespace {

void append_pictures(std::string_view html, std::vector<HeldFile>& found) {
  for (const std::int64_t id : base::pictures_in(html)) found.push_back({id, FileUse::in_text});
}

void append_refs(const schema::RefList& refs, FileUse use, std::vector<HeldFile>& found) {
  for (const Ref& ref : refs)
    if (ref.kind == RefKind::file) found.push_back({ref.id, use});
}

bool may_hold(const schema::Entity& entity) {
  return std::ranges::any_of(entity.fields, [](const schema::Field& field) {
    return field.shape == Shape::files || field.shape == Shape::html ||
           field.shape == Shape::custom_values;
  });
}

/// In a bin that nobody can open: no answer shows such rows, no request brings them back.
bool is_gone(const Record& row) {
  const std::string_view deleted = row.entity().deleted;
  return deleted.starts_with('_') && row.flag(deleted);
}

}  // namespace

std::vector<HeldFile> files_of(const Record& row) {
  std::vector<HeldFile> found;
  if (is_gone(row)) return found;
  for (std::size_t i = 0; i < row.entity().fields.size(); ++i) {
    const Shape shape = row.entity().fields[i].shape;
    if (shape != Shape::files && shape != Shape::html) continue;
    if (const auto* refs = std::get_if<schema::RefList>(&row.at(i)))
      append_refs(*refs, FileUse::attached, found);
    if (const auto* text = std::get_if<std::string>(&row.at(i))) append_pictures(*text, found);
  }
  for (const schema::CustomValue& held : row.custom)
    if (const auto* refs = std::get_if<schema::RefList>(&held.value))
      append_refs(*refs, FileUse::in_field, found);
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<HeldFile> FileUses::stored(Ref row) {
  std::vector<HeldFile> found;
  Statement& read = session_.prepare(
      "SELECT file, use FROM file_use WHERE kind = $1 AND thing = $2 ORDER BY file, use");
  read.bind(1, static_cast<std::int64_t>(row.kind)).bind(2, row.id);
  while (read.step()) found.push_back({read.integer(0), static_cast<FileUse>(read.integer(1))});
  return found;
}

void FileUses::put(Ref row, const HeldFile& held) {
  session_.prepare("INSERT INTO file_use (kind, thing, file, use) VALUES ($1, $2, $3, $4)")
      .bind(1, static_cast<std::int64_t>(row.kind))
      .bind(2, row.id)
      .bind(3, held.file)
      .bind(4, static_cast<std::int64_t>(held.use))
      .run();
  session_.prepare("UPDATE file SET fresh = NULL WHERE id = $1 AND fresh IS NOT NULL")
      .bind(1, held.file)
      .run();
}

void FileUses::remove(Ref row, const HeldFile& held) {
  session_.prepare("DELETE FROM file_use WHERE kind = $1 AND thing = $2 AND file = $3 AND use = $4")
      .bind(1, static_cast<std::int64_t>(row.kind))
      .bind(2, row.id)
      .bind(3, held.file)
      .bind(4, static_cast<std::int64_t>(held.use))
      .run();
  loosened_.push_back(held.file);
}

void FileUses::take(const Record& row, bool is_new) {
  const schema::Entity& entity = row.entity();
  if (entity.kind == RefKind::none || !may_hold(entity)) return;
  const Ref ref{entity.kind, row.id()};
  const std::vector<HeldFile> after = files_of(row);
  const std::vector<HeldFile> before = is_new ? std::vector<HeldFile>() : stored(ref);
  if (before == after) return;
  for (const HeldFile& held : after)
    if (!std::ranges::binary_search(before, held)) put(ref, held);
  for (const HeldFile& held : before)
    if (!std::ranges::binary_search(after, held)) remove(ref, held);
}

void FileUses::drop(Ref row) {
  for (const HeldFile& held : stored(row)) remove(row, held);
}

std::vector<Ref> FileUses::users_of(std::int64_t file) {
  std::vector<Ref> users;
  Statement& read = session_.prepare(
      "SELECT DISTINCT kind, thing FROM file_use WHERE file = $1 ORDER BY kind, thing");
  read.bind(1, file);
  while (read.step()) users.push_back({static_cast<RefKind>(read.integer(0)), read.integer(1)});
  return users;
}

bool FileUses::is_needed(std::int64_t file) {
  // Files of the structure file were not uploaded: they stay, as everything that it names.
  Statement& read = session_.prepare(
      "SELECT 1 FROM file_use WHERE file = $1 "
      "UNION ALL SELECT 1 FROM file WHERE id = $1 AND uploaded IS NULL");
  const bool yes = read.bind(1, file).step();
  read.reset();
  return yes;
}

std::vector<std::int64_t> FileUses::remove_unused() {
  std::vector<std::int64_t> removed;
  std::vector<std::int64_t> asked = std::exchange(loosened_, {});
  std::ranges::sort(asked);
  asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
  for (const std::int64_t file : asked) {
    if (is_needed(file)) continue;
    erase(file);
    removed.push_back(file);
  }
  return removed;
}

std::vector<std::int64_t> FileUses::never_used(std::int64_t uploaded_by) {
  std::vector<std::int64_t> found;
  Statement& read =
      session_.prepare("SELECT id FROM file WHERE fresh IS NOT NULL AND fresh <= $1 ORDER BY id");
  read.bind(1, column_of(uploaded_by));
  while (read.step()) found.push_back(read.integer(0));
  return found;
}

void FileUses::erase(std::int64_t file) {
  Statement& read = session_.prepare("SELECT hash FROM file WHERE id = $1 AND hash IS NOT NULL");
  if (read.bind(1, file).step()) unnamed_.emplace_back(read.bytes(0));
  read.reset();
  session_.prepare("DELETE FROM file_use WHERE file = $1").bind(1, file).run();
  session_.prepare("DELETE FROM file WHERE id = $1").bind(1, file).run();
}

std::vector<std::string> FileUses::take_unnamed_contents() {
  std::vector<std::string> contents = std::exchange(unnamed_, {});
  std::erase_if(contents, [this](const std::string& hash) { return names_content(hash); });
  return contents;
}

bool FileUses::names_content(std::string_view hash) {
  Statement& read = session_.prepare("SELECT 1 FROM file WHERE hash = $1 AND hash IS NOT NULL");
  const bool named = read.bind(1, hash).step();
  read.reset();
  return named;
}

void FileUses::forget() {
  loosened_.clear();
  unnamed_.clear();
}

void fill_file_uses(Session& session) {
  FileUses uses(session);
  for (const schema::Entity* entity : schema::stored_entities()) {
    if (!may_hold(*entity)) continue;
    const Columns columns = all_columns(*entity);
    std::vector<Record> holders;
    Statement& read = session.prepare(select_rows(*entity, columns, ""));
    while (read.step())
      if (Record row = read_row(read, *entity, columns); !files_of(row).empty())
        holders.push_back(std::move(row));
    for (const Record& row : holders) uses.take(row, false);
  }
}

}  // namespace planstead::storage
