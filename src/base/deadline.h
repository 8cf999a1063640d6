// Deadline: until when something may work. Knows no clock: whoever makes one says how to ask.
#pragma once

#include <exception>
#include <functional>
#include <utility>

namespace planstead::base {

/// Thrown where the time is over. Amid loops over columns and statements no result could carry it;
/// what stands around a request and around a change turns it into an answer.
class TimeUp : public std::exception {
 public:
  const char* what() const noexcept override { return "the time for it is over"; }
};

class Deadline {
 public:
  Deadline() = default;  ///< it never is over
  explicit Deadline(std::function<bool()> over) : over_(std::move(over)) {}

  bool is_over() const { return over_ && over_(); }
  /// For loops: throws TimeUp once the time is over.
  void check() const {
    if (is_over()) throw TimeUp();
  }

 private:
  std::function<bool()> over_;
};

/// For work that nobody waits for.
inline const Deadline no_deadline;

}  // namespace planstead::base
