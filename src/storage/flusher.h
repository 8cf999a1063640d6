// Sees to it that the disk has what was committed, and answers it then: on a thread of its own, so
// that the writer carries out the next changes meanwhile. Knows no database and no request.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"

namespace planstead::storage {

/// How somebody is told what became of his change.
using Teller = std::function<void(base::Status, std::exception_ptr)>;

/// What one transaction leaves to be done when the disk has it.
struct Ended {
  struct Answer {
    Teller done;
    base::Status result;
    std::exception_ptr failure;
  };
  std::vector<Answer> answers;
  std::vector<std::string> unnamed_contents;  ///< of files whose last row is gone
  bool is_committed = true;                   ///< false: there is nothing to wait for
};

/// One synchronisation serves all commits that wait when it begins. One that fails is never tried
/// again: the system may have forgotten what it could not write, and say that all is well. Until
/// somebody has brought the data to the disk by another way, everything counts as failed.
class Flusher {
 public:
  struct Hooks {
    std::function<void()> flush;  ///< what was committed before is on the disk after; may throw
    std::function<void(const std::vector<std::string>&)> remove_contents;
    std::function<void()> answered;  ///< fewer transactions are underway
  };
  explicit Flusher(Hooks hooks);
  ~Flusher();  ///< answers what waits
  Flusher(const Flusher&) = delete;
  Flusher& operator=(const Flusher&) = delete;

  /// Something is about to be committed, or to be told; from now on it is underway.
  void announce();
  /// The announced one, to be answered on the flusher's thread, behind those before it.
  void add(Ended ended);
  /// The announced one, on this thread, while nothing else is underway: for somebody who has
  /// nothing else to do.
  void settle_at_once(Ended ended);
  /// How many have been announced and not answered yet.
  int underway() const;
  /// Has the disk all that could be seen when this was called? Waits for it.
  bool wait_until_safe();
  /// Is there something that was committed and that the disk may not have?
  bool has_failed() const;
  /// To be called when it has it after all.
  void recovered();

 private:
  void loop();
  std::deque<Ended> take();
  void flush_and_answer(std::deque<Ended> group);
  std::exception_ptr flush(const std::deque<Ended>& group);
  void settle(Ended& ended, const std::exception_ptr& failure);

  Hooks hooks_;
  mutable std::mutex mutex_;
  std::condition_variable wake_, settled_;
  std::deque<Ended> waiting_;
  std::exception_ptr failure_;                  ///< of the flush that failed
  std::uint64_t announced_ = 0, answered_ = 0;  ///< since it began
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace planstead::storage
