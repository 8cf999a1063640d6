// A file opened for reading, closed with its last owner. Knows no HTTP.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace planstead::http {

class OpenFile {
 public:
  /// nullptr: there is none, it is no regular file, or it may not be read.
  static std::shared_ptr<const OpenFile> open(const std::string& path);
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  int descriptor() const { return descriptor_; }
  std::uint64_t size() const { return size_; }

 private:
  OpenFile(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}

  int descriptor_;
  std::uint64_t size_;
};

}  // namespace planstead::http
