// The files that hang on one thing (observed 22.7): of its description, or with those of its
// comments and custom fields; of a project also those of its tasks. Pictures inside texts are in no
// list (observed 8.5).
#include <algorithm>

#include "plan/plan.h"
#include "schema/comment.h"
#include "storage/file_uses.h"
#include "storage/reader.h"

namespace planstead::storage {

using base::Ref;
using base::RefKind;

namespace {

void append_ids(Statement& read, std::vector<std::int64_t>& ids) {
  while (read.step()) ids.push_back(read.integer(0));
}

void append_held(Ref thing, FileUse most, Session& session, std::vector<std::int64_t>& ids) {
  Statement& read =
      session.prepare("SELECT file FROM file_use WHERE kind = $1 AND thing = $2 AND use <= $3");
  read.bind(1, static_cast<std::int64_t>(thing.kind)).bind(2, thing.id);
  append_ids(read.bind(3, static_cast<std::int64_t>(most)), ids);
}

struct Held {
  std::int64_t file, comment;
};

/// What the comments of a task or contact hold that are not deleted.
void append_of_comments(Ref owner, Session& session, std::vector<Held>& held) {
  const std::string column = owner.kind == RefKind::task ? "task" : "contact";
  Statement& read = session.prepare(
      "SELECT held.file, comment.id FROM comment JOIN file_use held ON held.kind = $1 AND "
      "held.thing = comment.id WHERE comment." +
      column + " = $2 AND comment." + column +
      " IS NOT NULL AND COALESCE(comment.deleted, 0) = 0 AND held.use <= $3");
  read.bind(1, static_cast<std::int64_t>(RefKind::comment)).bind(2, owner.packed());
  read.bind(3, static_cast<std::int64_t>(FileUse::in_field));
  while (read.step()) held.push_back({read.integer(0), read.integer(1)});
}

/// Those of comments that the viewer may see; asked once, for a project has many tasks.
void append_seen(const std::vector<Held>& held, Sight& sight, std::vector<std::int64_t>& ids) {
  std::vector<std::int64_t> comments;
  for (const Held& one : held) comments.push_back(one.comment);
  std::ranges::sort(comments);
  comments = sight.among(schema::comment, std::move(comments));
  for (const auto& [file, comment] : held)
    if (std::ranges::binary_search(comments, comment)) ids.push_back(file);
}

}  // namespace

// Before the snapshot, as all choices by the index.
std::vector<std::int64_t> Reader::tasks_of_project(std::int64_t project) {
  const plan::FilterScope scope = sight_.over(schema::task);
  search::Condition tasks = plan::rows_of(schema::task, {RefKind::project, project});
  if (!sight_.sees_all()) tasks = plan::all({std::move(tasks), plan::visible(scope)});
  return scope.indexes.of(schema::task).select(tasks, 0, std::numeric_limits<std::size_t>::max());
}

std::vector<std::int64_t> Reader::file_ids(const std::vector<std::int64_t>& tasks,
                                           Session& session) {
  const Ref owner{call_.operation->owner, call_.path_ids.front()};
  std::vector<std::int64_t> ids;
  std::vector<Held> held;
  const bool described = call_.options.from_description;
  if (owner.kind != RefKind::project || sight_.sees_documents_of(owner.id))
    append_held(owner, described ? FileUse::attached : FileUse::in_field, session, ids);
  if (!described && owner.kind != RefKind::project) append_of_comments(owner, session, held);
  for (const std::int64_t task : tasks) {
    append_held({RefKind::task, task}, FileUse::in_field, session, ids);
    append_of_comments({RefKind::task, task}, session, held);
  }
  append_seen(held, sight_, ids);
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace planstead::storage
