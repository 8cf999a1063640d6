// Addresses that work without a token until a certain time: a number and its end, signed. Knows
// neither files nor clocks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace planstead::files {

/// From any thread.
class Signer {
 public:
  explicit Signer(std::string key) : key_(std::move(key)) {}

  /// 22 letters that fit into an address.
  std::string sign(std::int64_t file, std::int64_t expires) const;
  /// Takes the same time for every wrong one.
  bool verify(std::int64_t file, std::int64_t expires, std::string_view signature) const;

 private:
  std::string key_;
};

}  // namespace planstead::files
