// A disk that is full, for tests.
#pragma once

#include <sys/resource.h>

#include <csignal>

namespace planstead::storage {

/// While it lives, whatever would make a file grow fails.
class SmallFiles {
 public:
  SmallFiles() {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &former_);
    const rlimit none{0, former_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &none);
  }
  ~SmallFiles() { setrlimit(RLIMIT_FSIZE, &former_); }
  SmallFiles(const SmallFiles&) = delete;
  SmallFiles& operator=(const SmallFiles&) = delete;

 private:
  rlimit former_{};
};

}  // namespace planstead::storage
