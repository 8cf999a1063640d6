// FileClock: the time as a file says it, read at every question, so that tests from outside own
// time.
#pragma once

#include <atomic>
#include <string>

#include "base/time.h"

namespace planstead::app {

class FileClock : public base::Clock {
 public:
  /// The file holds the seconds since 1970 as text. Throws std::runtime_error where it does not.
  explicit FileClock(std::string path);
  /// The last time that the file held; a file that is being replaced changes nothing.
  base::Seconds now() const override;

 private:
  const std::string path_;
  mutable std::atomic<base::Seconds> last_;
};

}  // namespace planstead::app
