// Puts the parts together: what is published to readers, what happens around a commit.
#include "storage/live_store.h"

#include <malloc.h>

#include <filesystem>
#include <future>
#include <limits>

#include "base/text.h"
#include "domain/remember.h"
#include "request/import.h"
#include "schema/account.h"
#include "storage/migrations.h"
#include "storage/sql.h"
#include "storage/sqlite/sqlite.h"

namespace planstead::storage {

using request::Call;
using request::Viewer;

namespace {
// A fresh upload that was attached to nothing (fields digest 6.1).
constexpr base::Seconds upload_kept_seconds = 24 * 3600;
constexpr std::size_t large_commit = 5'000;  // rows
constexpr const char* file_name = "account.sqlite";
}  // namespace

bool Store::exists(const std::string& folder) {
  std::error_code failure;
  return std::filesystem::exists(std::filesystem::path(folder) / file_name, failure);
}

std::unique_ptr<Store> Store::open(const Options& options, CatalogBuilder builder) {
  namespace fs = std::filesystem;
  const fs::path file = fs::path(options.folder) / file_name;
  std::error_code failure;
  if (options.create) fs::create_directories(options.folder, failure);
  if (failure)
    throw StorageError("cannot make the folder " + options.folder + ": " + failure.message());
  if (!options.create && !exists(options.folder))
    throw StorageError("there is no account in " + options.folder +
                       " (make one with: planstead account create)");
  return std::make_unique<LiveStore>(open_sqlite(file.string(), options.create, options.durable),
                                     std::move(builder));
}

LiveStore::LiveStore(std::unique_ptr<Database> database, CatalogBuilder builder)
    : database_(std::move(database)),
      builder_(std::move(builder)),
      pool_(*database_),
      index_(pool_),
      watcher_(database_->open_session()) {
  migrate(*database_, *watcher_);
  seen_mark_ = watcher_->change_mark();
  versions_ = read_versions(*watcher_);
  load_structure(*watcher_);
  load_tokens(*watcher_);
  load_auditors(*watcher_);
  writer_ = std::make_unique<Writer>(
      *database_,
      [this](const schema::Entity& entity, std::int64_t field, const schema::Value& value,
             std::int64_t except_id) { return taken(entity, field, value, except_id); },
      [this](const schema::Entity& entity, const search::Condition& condition) {
        return index_.wait()->of(entity).select(condition, 0,
                                                std::numeric_limits<std::size_t>::max());
      },
      Writer::Hooks{[this](WriteSession& rows, bool alone) {
                      raise_versions(rows, alone);
                      pool_.let_go();
                    },
                    [this](Changes changes) { after_commit(std::move(changes)); },
                    [this] { pool_.renew(); },
                    [this](const std::vector<std::string>& hashes) { remove_contents(hashes); }});
}

LiveStore::~LiveStore() = default;

catalog::CatalogPtr LiveStore::catalog() const {
  const std::lock_guard lock(published_mutex_);
  return catalog_;
}

std::shared_ptr<const auth::TokenBook> LiveStore::tokens() const {
  const std::lock_guard lock(published_mutex_);
  return tokens_;
}

std::shared_ptr<const ProjectAuditors> LiveStore::auditors() const {
  const std::lock_guard lock(published_mutex_);
  return auditors_;
}

base::Result<plan::Outcome> LiveStore::read(const Call& call, const Viewer& viewer,
                                            base::Seconds now) {
  if (call.options.only_changed) return read_changed(call, viewer, now);
  const catalog::CatalogPtr catalog = this->catalog();
  const std::shared_ptr<const ProjectAuditors> project_auditors = auditors();
  return Reader(call, viewer, now, *catalog, *project_auditors, pool_, index_, names_).run();
}

void LiveStore::transact(const std::function<void(Transaction&)>& work) {
  transact_session([&work](WriteSession& rows) { work(rows); });
}

void LiveStore::transact_session(const std::function<void(WriteSession&)>& work) {
  write_and_wait(work, true);
}

void LiveStore::share_commit(const std::function<void(WriteSession&)>& work) {
  write_and_wait(work, false);
}

void LiveStore::write_and_wait(const std::function<void(WriteSession&)>& work, bool alone) {
  std::promise<void> finished;
  writer_->add({[&work](WriteSession& rows) {
                  work(rows);
                  return base::ok();
                },
                [&finished](const base::Status&, const std::exception_ptr& failure) {
                  failure == nullptr ? finished.set_value() : finished.set_exception(failure);
                },
                alone});
  finished.get_future().get();
}

LiveStore::Versions LiveStore::read_versions(Session& session) {
  const auto read = [&](std::string_view key) {
    return base::parse_integer(read_meta(session, key).value_or("0")).value_or(0);
  };
  return {read("structure_version"), read("token_version"), read("row_version")};
}

// Inside the transaction, so that other processes learn of the change exactly when it is there.
void LiveStore::raise_versions(WriteSession& rows, bool alone) {
  rows.remove_unused_files();
  const Changes& changes = rows.changes();
  const auto raise = [&](std::string_view key) {
    const std::int64_t next = base::parse_integer(rows.meta(key).value_or("0")).value_or(0) + 1;
    rows.put_meta(key, std::to_string(next));
    return next;
  };
  Versions next;
  {
    const std::lock_guard lock(published_mutex_);
    next = versions_;
  }
  if (changes.structure) next.structure = raise("structure_version");
  if (changes.tokens) next.tokens = raise("token_version");
  if (alone && (changes.too_many || !changes.renamed.empty())) next.rows = raise("row_version");
  raised_ = next;
}

void LiveStore::remove_contents(const std::vector<std::string>& hashes) {
  if (!remove_content_) return;
  for (const std::string& hash : hashes) remove_content_(hash);
}

/// What is committed stays so, whatever fails here (no descriptor is left for a session, say): then
/// nothing of it counts as known, and the next `refresh` reads it anew.
void LiveStore::after_commit(Changes changes) {
  const bool was_large = changes.too_many || changes.rows.size() > large_commit;
  try {
    take_over(std::move(changes));
    if (was_large) malloc_trim(0);  // an import's rows are gone: so is the need of their memory
    const std::lock_guard lock(published_mutex_);
    versions_ = raised_;
  } catch (const std::exception&) {
    names_.forget_all();
    index_.mark_stale();
    const std::lock_guard lock(published_mutex_);
    versions_ = {-1, -1, -1};
  }
}

void LiveStore::take_over(Changes changes) {
  pool_.renew();
  index_.take(changes);
  changes.too_many ? names_.forget_all() : names_.forget(changes.renamed);
  if (!changes.structure && !changes.tokens && !changes.projects) return;
  const std::lock_guard loading(loading_mutex_);
  pool_.renew();  // what is read here is not older than what others have published
  const SessionPool::Lease session = pool_.lease();
  if (changes.structure) load_structure(*session);
  if (changes.tokens) load_tokens(*session);
  if (changes.projects) load_auditors(*session);
}

// Under the lock of loading from before the session's snapshot was taken: who publishes later has
// read later, and what is published never goes back.
void LiveStore::load_structure(Session& session) {
  catalog::CatalogPtr fresh = builder_(read_structure(session), read_rows(session, schema::user),
                                       read_versions(session).structure);
  const std::lock_guard lock(published_mutex_);
  catalog_ = std::move(fresh);
}

void LiveStore::load_tokens(Session& session) {
  auto fresh = std::make_shared<const auth::TokenBook>(read_tokens(session));
  const std::lock_guard lock(published_mutex_);
  tokens_ = std::move(fresh);
}

void LiveStore::load_auditors(Session& session) {
  auto fresh = std::make_shared<const ProjectAuditors>(read_project_auditors(session));
  const std::lock_guard lock(published_mutex_);
  auditors_ = std::move(fresh);
}

void LiveStore::stop_waiting() { index_.stop(); }

void LiveStore::refresh() {
  const std::lock_guard watching(watch_mutex_);
  const std::int64_t mark = watcher_->change_mark();
  Versions known;
  {
    const std::lock_guard lock(published_mutex_);
    known = versions_;
  }
  if (mark == seen_mark_ && known.is_known()) return;
  pool_.renew();
  const std::lock_guard loading(loading_mutex_);
  const Versions stored = read_versions(*watcher_);
  if (stored.structure != known.structure) load_structure(*watcher_);
  if (stored.tokens != known.tokens) load_tokens(*watcher_);
  if (stored.rows != known.rows) {
    next_reminder_.reset();
    load_auditors(*watcher_);
    names_.forget_all();
    index_.mark_stale();
    index_.ready();  // starts building now rather than at the next question
  }
  // Last: what could not be read now is read at the next beat.
  seen_mark_ = mark;
  const std::lock_guard lock(published_mutex_);
  versions_ = stored;
}

namespace {
// Custom values, and whether the row is in the bin.
Columns custom_columns(const schema::Entity& entity) {
  Columns columns;
  for (std::size_t i = 1; i < entity.fields.size(); ++i)
    if (entity.fields[i].shape == schema::Shape::custom_values ||
        entity.fields[i].name == entity.deleted)
      columns.push_back(i);
  return columns;
}
}  // namespace

bool LiveStore::taken(const schema::Entity& entity, std::int64_t field, const schema::Value& value,
                      std::int64_t except_id) {
  // The index finds candidates, the row decides.
  search::Condition with_value;
  with_value.kind = search::Condition::Kind::custom_present;
  with_value.field = field;
  const std::vector<std::int64_t> ids =
      index_.wait()->of(entity).select(with_value, 0, std::numeric_limits<std::size_t>::max());
  const SessionPool::Lease session = pool_.lease();
  const Columns columns = custom_columns(entity);
  Statement& read = session->prepare(select_rows(entity, columns, "WHERE id = $1"));
  for (std::int64_t id : ids) {
    if (id == except_id || !read.bind(1, id).step()) continue;
    const schema::Record record = read_row(read, entity, columns);
    read.reset();
    const schema::Value* held = record.custom_value(field);
    if (held != nullptr && *held == value &&
        (entity.deleted.empty() || !record.flag(entity.deleted)))
      return true;
  }
  return false;
}

int LiveStore::run_clock(const std::function<int(domain::Context&, WriteSession&)>& work,
                         base::Seconds now) {
  int touched = 0;
  transact_session([&](WriteSession& rows) {
    const catalog::CatalogPtr catalog = this->catalog();
    const Viewer clock{{}, catalog->account.zone, catalog->account.language, true};
    std::vector<domain::Failure> failures;
    std::vector<std::string> notes;
    domain::Context context{*catalog, clock, now, rows, failures, notes};
    context.mails = mails_;
    touched = work(context, rows);
  });
  return touched;
}

int LiveStore::run_due(const std::function<int(domain::Context&)>& work, base::Seconds now) {
  return run_clock([&](domain::Context& context, WriteSession&) { return work(context); }, now);
}

int LiveStore::remove_stale_uploads(base::Seconds now) {
  const base::Seconds uploaded_by = now - upload_kept_seconds;
  {
    const SessionPool::Lease session = pool_.lease();
    if (FileUses(*session).never_used(uploaded_by).empty()) return 0;
  }
  return run_clock(
      [&](domain::Context& context, WriteSession& rows) {
        return domain::remembered(context, [&] { return rows.remove_fresh_files(uploaded_by); });
      },
      now);
}

int LiveStore::tick(base::Seconds now) {
  if (writer_->has_failed()) share_commit([](WriteSession&) {});
  int touched = 0;
  // Copies appear at minutes; nothing is due twice within one.
  const bool new_minute = std::exchange(ticked_minute_, now / 60) != now / 60;
  // Held: a copy may change the structure while the loop goes on.
  const catalog::CatalogPtr catalog = this->catalog();
  for (const catalog::Template& item : catalog->templates)
    if (new_minute && item.kind == schema::TaskKind::recurring)
      touched +=
          run_due([&](domain::Context& c) { return domain::run_recurrence(item.id, c); }, now);
  if (new_minute)
    for (const std::int64_t comment : due_reminders(now))
      touched +=
          run_due([&](domain::Context& c) { return domain::run_reminders(comment, c); }, now);
  begin_looking(now);
  // What is due waits for the index, other work of the clock does not.
  if (looked_minute_ != now / 60 && index_.ready()) {
    looked_minute_ = now / 60;
    touched += tell_of_deadlines(now);
  }
  if (new_minute) touched += remove_stale_uploads(now) + forget_letters(now) + forget_memory(now);
  if (new_minute) forget_old(now);
  touched += drain_all(now);
  // A day without time may begin up to a day earlier in the account's zone: the rule decides
  // exactly.
  std::vector<std::int64_t> delayed;
  {
    const SessionPool::Lease session = pool_.lease();
    Statement& read = session->prepare(
        "SELECT id FROM task WHERE delayed_till IS NOT NULL AND delayed_till <= $1 AND "
        "COALESCE(kind, 0) = 0");
    read.bind(1, column_of(now + 86400));
    while (read.step()) delayed.push_back(read.integer(0));
  }
  for (std::int64_t id : delayed)
    if (!leases_.held({base::RefKind::task, id}, now))
      touched += run_due([&](domain::Context& c) { return domain::wake_delayed(id, c); }, now);
  return touched;
}

}  // namespace planstead::storage
