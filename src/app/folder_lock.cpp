// The lock is the kernel's: it ends with the process, however that ends.
#include "app/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace planstead::app {

FolderLock::FolderLock(const std::string& folder) {
  const std::string path = folder + "/serving.lock";
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0)
    throw std::runtime_error("cannot write in " + folder + ": " +
                             std::generic_category().message(errno));
  if (::flock(file_, LOCK_EX | LOCK_NB) == 0) return;
  ::close(file_);
  throw std::runtime_error("another server serves " + folder);
}

FolderLock::~FolderLock() { ::close(file_); }

}  // namespace planstead::app
