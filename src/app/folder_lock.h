// FolderLock: one server for one data folder. Commands do not take it: they work beside a server.
#pragma once

#include <string>

namespace planstead::app {

class FolderLock {
 public:
  /// Throws std::runtime_error when another server serves the folder, or the folder cannot be
  /// written.
  explicit FolderLock(const std::string& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int file_;
};

}  // namespace planstead::app
