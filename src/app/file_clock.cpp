// Reads the clock's file.
#include "app/file_clock.h"

#include <fstream>
#include <optional>
#include <stdexcept>

#include "base/text.h"

namespace planstead::app {

namespace {
std::optional<base::Seconds> read(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  return base::parse_integer(base::trim(line));
}
}  // namespace

FileClock::FileClock(std::string path) : path_(std::move(path)) {
  const auto seconds = read(path_);
  if (!seconds)
    throw std::runtime_error("the clock file " + path_ + " holds no seconds since 1970");
  last_ = *seconds;
}

base::Seconds FileClock::now() const {
  if (const auto seconds = read(path_)) last_ = *seconds;
  return last_;
}

}  // namespace planstead::app
