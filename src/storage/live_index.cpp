// Building the index beside the writer, and feeding it.
#include "storage/live_index.h"

#include <malloc.h>

#include <utility>

#include "schema/entity.h"

namespace planstead::storage {

using schema::Entity;
using schema::Indexed;

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

void put_changes(search::IndexSet& indexes, std::span<const ChangedRow> changes) {
  for (const ChangedRow& change : changes) {
    search::Index* index = indexes.find(change.record->entity());
    if (index == nullptr) continue;
    change.removed ? index->remove(change.record->id()) : index->put(*change.record);
  }
}

std::size_t count_rows(Session& session, const Entity& entity) {
  Statement& count = session.prepare("SELECT COUNT(*) FROM " + std::string(entity.table));
  count.step();
  const auto rows = static_cast<std::size_t>(count.integer(0));
  count.reset();
  return rows;
}
}  // namespace

void LiveIndex::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

LiveIndex::~LiveIndex() {
  stop();
  if (builder_.joinable()) builder_.join();
}

bool LiveIndex::ready() {
  const std::lock_guard lock(mutex_);
  if (state_ == State::stale) start_locked();
  return state_ == State::ready;
}

std::shared_ptr<const search::IndexSet> LiveIndex::wait() {
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
  if (builder_.joinable()) builder_.join();  // it has set the state and is at its end
  state_ = State::building;
  current_ = nullptr;  // nobody asks it any more, and there is no room for two
  stale_again_ = false;
  builder_ = std::thread([this] { build(); });
}

void LiveIndex::build() {
  auto fresh = std::make_shared<search::IndexSet>(schema::stored_entities());
  std::string failure;
  try {
    const SessionPool::Lease session = pool_.lease();
    for (const auto& [entity, index] : *fresh) {
      fill(*session, *index, *entity);
      index->settle();
    }
  } catch (const std::exception& error) {
    failure = error.what();
  }
  {
    const std::lock_guard lock(mutex_);
    // What was committed since our snapshot began waits here in order; a row seen twice ends in its
    // newest state.
    put_changes(*fresh, std::exchange(pending_, {}));
    failure_ = failure;
    const bool good = failure.empty() && !stale_again_ && !stopping_;
    if (good) current_ = std::move(fresh);
    state_ = good ? State::ready : State::stale;
    changed_.notify_all();
  }
  // Rows that waited, and the index before this one, were far larger than what will be asked for
  // next: left to itself, malloc would keep their memory.
  malloc_trim(0);
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
    pending_.insert(pending_.end(), changes.rows.begin(), changes.rows.end());
  } else if (state_ == State::ready) {
    put_changes(*current_, changes.rows);
  }
}

void LiveIndex::mark_stale() {
  const std::lock_guard lock(mutex_);
  stale_again_ = true;
  if (state_ == State::ready) state_ = State::stale;
}

std::size_t LiveIndex::memory() const {
  const std::lock_guard lock(mutex_);
  return current_ == nullptr ? 0 : current_->memory();
}

}  // namespace planstead::storage
