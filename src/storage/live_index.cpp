// Building the index beside the writer, and feeding it.
#include "storage/live_index.h"

#include "schema/references.h"

namespace planstead::storage {

using schema::Entity;
using schema::Indexed;

Indexes::Indexes() : tasks(schema::task), entries(schema::data_tag_entry) {}

namespace {
Columns indexed_columns(const Entity& entity) {
  Columns columns;
  for (std::size_t i = 1; i < entity.fields.size(); ++i) {
    const schema::Field& field = entity.fields[i];
    if (field.indexed != Indexed::no || field.shape == schema::Shape::custom_values)
      columns.push_back(i);
  }
  return columns;
}

std::size_t count_rows(Session& session, const Entity& entity) {
  Statement& count = session.prepare("SELECT COUNT(*) FROM " + std::string(entity.table));
  count.step();
  const auto rows = static_cast<std::size_t>(count.integer(0));
  count.reset();
  return rows;
}
}  // namespace

LiveIndex::~LiveIndex() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (builder_.joinable()) builder_.join();
}

bool LiveIndex::ready() {
  const std::lock_guard lock(mutex_);
  if (state_ == State::stale) start_locked();
  return state_ == State::ready;
}

std::shared_ptr<const Indexes> LiveIndex::wait() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (state_ == State::ready) return current_;
    if (stopping_) throw StorageError("the store is closing");
    if (state_ == State::stale) {
      if (!failure_.empty()) throw StorageError(std::exchange(failure_, {}));
      start_locked();
    }
    changed_.wait(lock);
  }
}

void LiveIndex::start_locked() {
  if (builder_.joinable()) builder_.join();  // a finished one: it sets the state as its last act
  state_ = State::building;
  stale_again_ = false;
  builder_ = std::thread([this] { build(); });
}

void LiveIndex::build() {
  auto fresh = std::make_shared<Indexes>();
  std::string failure;
  try {
    const SessionPool::Lease session = pool_.lease();
    fill(*session, fresh->entries, schema::data_tag_entry);
    fill(*session, fresh->tasks, schema::task);
  } catch (const std::exception& error) {
    failure = error.what();
  }
  const std::lock_guard lock(mutex_);
  // What was committed since our snapshot began waits here in order; a row seen twice ends in its
  // newest state.
  fresh->tasks.put_all(pending_tasks_);
  fresh->entries.put_all(pending_entries_);
  pending_tasks_.clear();
  pending_entries_.clear();
  failure_ = failure;
  const bool good = failure.empty() && !stale_again_ && !stopping_;
  if (good) current_ = std::move(fresh);
  state_ = good ? State::ready : State::stale;
  changed_.notify_all();
}

void LiveIndex::fill(Session& session, search::Index& index, const Entity& entity) {
  const Columns columns = indexed_columns(entity);
  index.reserve(count_rows(session, entity));
  Statement& read = session.prepare(select_rows(entity, columns, "ORDER BY id"));
  for (std::size_t rows = 0; read.step(); ++rows) {
    index.put(read_row(read, entity, columns));
    if (rows % 1024 != 0) continue;
    const std::lock_guard lock(mutex_);
    if (stopping_ || stale_again_) break;
  }
  read.reset();
}

void LiveIndex::take(const Changes& changes) {
  const std::lock_guard lock(mutex_);
  if (changes.too_many) {
    stale_again_ = true;
    if (state_ == State::ready) state_ = State::stale;
  } else if (state_ == State::building) {
    pending_tasks_.insert(pending_tasks_.end(), changes.tasks.begin(), changes.tasks.end());
    pending_entries_.insert(pending_entries_.end(), changes.entries.begin(), changes.entries.end());
  } else if (state_ == State::ready) {
    current_->tasks.put_all(changes.tasks);
    current_->entries.put_all(changes.entries);
  }
}

void LiveIndex::mark_stale() {
  const std::lock_guard lock(mutex_);
  stale_again_ = true;
  if (state_ == State::ready) state_ = State::stale;
}

std::size_t LiveIndex::memory() const {
  const std::lock_guard lock(mutex_);
  return current_ == nullptr ? 0 : current_->tasks.memory() + current_->entries.memory();
}

}  // namespace planstead::storage
