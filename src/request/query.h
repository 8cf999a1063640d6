// The query of a URL as decoded pairs. Private to parse.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace planstead::request {

class Query {
 public:
  /// Code 41 for broken percent-encoding, invalid UTF-8 and NUL.
  static base::Result<Query> read(std::string_view text);

  /// The last value of a parameter; it counts as used from now on, and so do others that say the
  /// same.
  const std::string* take(std::string_view name);
  /// Names that nobody took, without repeats, but for those that clients send to every operation
  /// (observed 1.7).
  std::vector<std::string> unused() const;

 private:
  struct Parameter {
    std::string name, value;
    bool used = false;
  };
  std::vector<Parameter> parameters_;
};

}  // namespace planstead::request
