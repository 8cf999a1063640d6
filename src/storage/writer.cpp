// The loop of the writing thread: take, run, commit, hand over to the flusher.
#include "storage/writer.h"

#include <sys/resource.h>
#include <unistd.h>

namespace planstead::storage {

namespace {
constexpr std::size_t group_worth = 8;
constexpr std::size_t group_max =
    256;  // keeps the answer of the first in a group from waiting for too many others
constexpr int niceness = 5;

/// Where both want the processor: changes that wait come to share a commit, and cost less; reads
/// that wait gain nothing. A thread has a priority of its own here.
void let_reads_go_first() { setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), niceness); }

base::Error unavailable(const std::string& reason) {
  return {.code = base::ErrorCode::unknown,
          .where = {},
          .detail = "storage is unavailable, nothing was changed",
          .log = reason,
          .http_status = 503,
          .wait_seconds = 1};
}

/// While it lives, rows are read and saved until the deadline alone.
class Bounded {
 public:
  Bounded(WriteSession& rows, const base::Deadline& deadline) : rows_(rows) {
    rows_.work_until(deadline);
  }
  ~Bounded() { rows_.work_until(base::no_deadline); }
  Bounded(const Bounded&) = delete;
  Bounded& operator=(const Bounded&) = delete;

 private:
  WriteSession& rows_;
};
}  // namespace

Writer::Writer(Database& database, TakenQuery taken, CommittedQuery committed, Hooks hooks)
    : session_(database.open_unflushed_session()),
      rows_(*session_, std::move(taken), std::move(committed)),
      hooks_(std::move(hooks)),
      flusher_({[&database] { database.flush(); }, hooks_.remove_contents, [this] { go_on(); }}) {
  thread_ = std::thread([this] { loop(); });
}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Writer::add(Job job) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(job));
  }
  wake_.notify_one();
}

WriterFigures Writer::figures() const {
  const std::lock_guard lock(mutex_);
  return {commits_, writes_, queue_.size() + taken_};
}

/// The disk has less to do.
void Writer::go_on() {
  { const std::lock_guard lock(mutex_); }  // the writer is either asleep or has yet to look
  wake_.notify_one();
}

/// A commit costs as much as several changes: while the disk is busy, few changes wait for more.
bool Writer::is_worth_a_commit() const {
  switch (flusher_.underway()) {
    case 0:
      return !queue_.empty();
    case 1:
      return queue_.size() >= group_worth;
    default:
      return false;
  }
}

std::deque<Writer::Job> Writer::take_group() {
  std::unique_lock lock(mutex_);
  taken_ = 0;
  wake_.wait(lock, [this] {
    const bool is_over = stopping_ && (!queue_.empty() || flusher_.underway() == 0);
    return is_over || is_worth_a_commit();
  });
  std::deque<Job> group;
  while (!queue_.empty() && group.size() < group_max) {
    const bool alone = queue_.front().alone;
    if (alone && !group.empty()) break;
    group.push_back(std::move(queue_.front()));
    queue_.pop_front();
    if (alone) break;
  }
  taken_ = group.size();
  return group;
}

void Writer::loop() {
  let_reads_go_first();
  for (;;) {
    std::deque<Job> group = take_group();
    if (group.empty()) return;  // stopping, and nothing left
    while (!group.empty()) run_group(group);
  }
}

// Runs jobs of the group into one commit; jobs that did not fit into it stay in the group.
void Writer::run_group(std::deque<Job>& group) {
  std::deque<Job> ran;
  std::vector<base::Status> results;
  bool is_announced = false;
  try {
    begin();
    run_jobs(group, ran, results);
    rows_.write_sequences();
    hooks_.before_commit(rows_, ran.front().alone);
    flusher_.announce();  // before anybody can see it
    is_announced = true;
    session_->commit();
  } catch (...) {
    session_->rollback();
    rows_.take_changes();
    if (!is_announced) flusher_.announce();
    // Where the transaction could not even begin, all of the group share its fate.
    if (ran.empty()) ran = std::exchange(group, {});
    return fail(ran, std::current_exception());
  }
  Changes changes = rows_.take_changes();
  Ended ended;
  ended.unnamed_contents = std::move(changes.unnamed_contents);
  hooks_.after_commit(std::move(changes));
  for (std::size_t i = 0; i < ran.size(); ++i)
    ended.answers.push_back({std::move(ran[i].done), std::move(results[i]), nullptr});
  if (note_commit(ran.size()) && flusher_.underway() == 1)
    flusher_.settle_at_once(std::move(ended));
  else
    flusher_.add(std::move(ended));
}

/// Is there nothing else to do, so that the writer may wait for the disk itself? Waking another
/// thread costs more than it gains then.
bool Writer::note_commit(std::size_t writes) {
  const std::lock_guard lock(mutex_);
  ++commits_;
  writes_ += writes;
  return queue_.empty();
}

void Writer::begin() {
  if (flusher_.has_failed()) {
    session_->rewrite(hooks_.give_snapshots_back);
    flusher_.recovered();
  }
  session_->begin_write();
}

void Writer::fail(std::deque<Job>& ran, const std::exception_ptr& failure) {
  Ended ended;
  ended.is_committed = false;
  for (Job& job : ran)
    ended.answers.push_back({std::move(job.done), unavailable(base::reason_of(failure)), failure});
  flusher_.add(std::move(ended));
}

void Writer::run_jobs(std::deque<Job>& group, std::deque<Job>& ran,
                      std::vector<base::Status>& results) {
  while (!group.empty()) {
    ran.push_back(std::move(group.front()));
    group.pop_front();
    Job& job = ran.back();
    results.push_back(job.alone ? job.run(rows_) : run_shared(job));
    // What follows must see the new structure, so it waits for the next commit.
    if (rows_.changed_structure()) return;
  }
}

base::Status Writer::run_shared(Job& job) {
  rows_.savepoint();
  base::Status result = base::ok();
  try {
    const Bounded bounded(rows_, *job.deadline);
    result = job.run(rows_);
  } catch (const base::TimeUp&) {
    result = base::unavailable("it takes longer than the server allows, nothing was changed");
  } catch (const StorageError&) {
    throw;  // the store itself is in trouble: nothing of this commit can be trusted
  } catch (const std::exception& bug) {
    result =
        base::Error{.code = base::ErrorCode::unknown, .where = {}, .detail = {}, .log = bug.what()};
  }
  result.ok() ? rows_.release() : rows_.undo();
  return result;
}

}  // namespace planstead::storage
