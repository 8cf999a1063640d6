// A cache of names that a commit empties of what it changed.
#include "storage/names.h"

#include <optional>

#include "schema/entity.h"

namespace planstead::storage {

using base::Ref;
using base::RefKind;
using Entry = plan::NameBook::Entry;

namespace {

constexpr std::size_t known_max =
    300'000;  // about 30 MB; past it we start afresh rather than keep an order of use

// A contact is called by its first and last name; the others have one name.
std::string_view name_query(RefKind kind) {
  switch (kind) {
    case RefKind::contact:
      return "SELECT TRIM(COALESCE(name, '') || ' ' || COALESCE(lastname, '')), 0 FROM contact "
             "WHERE id = $1";
    case RefKind::project:
      return "SELECT name, 0 FROM project WHERE id = $1";
    case RefKind::task:
      return "SELECT name, 0 FROM task WHERE id = $1";
    case RefKind::entry:
      return "SELECT name, 0 FROM directory_entry WHERE id = $1";
    case RefKind::file:
      return "SELECT name, size_kb FROM file WHERE id = $1";
    case RefKind::checklist_item:
      return "SELECT name, 0 FROM checklist_item WHERE id = $1";
    default:
      return {};
  }
}

std::optional<Entry> read_name(Ref ref, Session& session) {
  const std::string_view sql = name_query(ref.kind);
  if (sql.empty()) return std::nullopt;
  Statement& read = session.prepare(sql);
  if (!read.bind(1, ref.id).step()) return std::nullopt;
  Entry entry{std::string(read.bytes(0)), read.integer(1), 0};
  read.reset();
  return entry;
}

}  // namespace

void Names::fill(std::span<const Ref> refs, Session& session, std::uint64_t generation,
                 plan::NameBook& book) {
  std::vector<Ref> unknown;
  {
    const std::shared_lock lock(mutex_);
    for (Ref ref : refs) {
      if (book.has(ref)) continue;
      if (auto found = known_.find(ref); found != known_.end())
        book.add(ref, found->second);
      else
        unknown.push_back(ref);
    }
  }
  if (unknown.empty()) return;
  std::vector<std::pair<Ref, Entry>> found;
  for (Ref ref : unknown)
    if (auto entry = read_name(ref, session)) found.emplace_back(ref, std::move(*entry));
  const std::unique_lock lock(mutex_);
  if (known_.size() > known_max) known_.clear();
  for (auto& [ref, entry] : found) {
    // A commit since our snapshot may have changed the name: then it is good for this answer only.
    if (generation == generation_) known_.insert_or_assign(ref, entry);
    book.add(ref, std::move(entry));
  }
}

std::uint64_t Names::generation() const {
  const std::shared_lock lock(mutex_);
  return generation_;
}

void Names::forget(std::span<const Ref> refs) {
  const std::unique_lock lock(mutex_);
  ++generation_;
  for (Ref ref : refs) known_.erase(ref);
}

void Names::forget_all() {
  const std::unique_lock lock(mutex_);
  ++generation_;
  known_.clear();
}

}  // namespace planstead::storage
