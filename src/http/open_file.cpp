// Opens without following a link at the end of the path.
#include "http/open_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace planstead::http {

std::shared_ptr<const OpenFile> OpenFile::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (descriptor < 0) return nullptr;
  struct stat facts {};
  if (::fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode)) {
    ::close(descriptor);
    return nullptr;
  }
  // The kernel reads further ahead, so that senders rarely wait for the disk.
  ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  return std::shared_ptr<const OpenFile>(
      new OpenFile(descriptor, static_cast<std::uint64_t>(facts.st_size)));
}

OpenFile::~OpenFile() { ::close(descriptor_); }

}  // namespace planstead::http
