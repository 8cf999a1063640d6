// The loop of the writing thread: take, run, commit, answer.
#include "storage/writer.h"

namespace planstead::storage {

namespace {
constexpr std::size_t group_max =
    256;  // keeps the answer of the first in a group from waiting for too many others

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

Writer::Writer(std::unique_ptr<Session> session, TakenQuery taken, CommittedQuery committed,
               Hooks hooks)
    : session_(std::move(session)),
      rows_(*session_, std::move(taken), std::move(committed)),
      hooks_(std::move(hooks)) {
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

std::deque<Writer::Job> Writer::take_group() {
  std::unique_lock lock(mutex_);
  taken_ = 0;
  wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
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
  for (;;) {
    std::deque<Job> group = take_group();
    if (group.empty()) return;  // stopping, and nothing left
    while (!group.empty()) run_group(group);
  }
}

// Runs jobs of the group into one commit and answers them; jobs that did not fit into it stay in
// the group.
void Writer::run_group(std::deque<Job>& group) {
  std::deque<Job> ran;
  std::vector<base::Status> results;
  try {
    session_->begin_write();
    run_jobs(group, ran, results);
    rows_.write_sequences();
    hooks_.before_commit(rows_, ran.front().alone);
    session_->commit();
  } catch (...) {
    session_->rollback();
    rows_.take_changes();
    const std::exception_ptr failure = std::current_exception();
    if (ran.empty()) {  // the transaction could not even begin: all of the group share its fate
      ran = std::move(group);
      group.clear();
    }
    std::string reason = "unknown";
    try {
      std::rethrow_exception(failure);
    } catch (const std::exception& error) {
      reason = error.what();
    } catch (...) {
      reason = "an exception of no known kind";
    }
    for (Job& job : ran) job.done(unavailable(reason), failure);
    return;
  }
  hooks_.after_commit(rows_.take_changes());
  {
    const std::lock_guard lock(mutex_);
    ++commits_;
    writes_ += ran.size();
  }
  for (std::size_t i = 0; i < ran.size(); ++i) ran[i].done(std::move(results[i]), nullptr);
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
