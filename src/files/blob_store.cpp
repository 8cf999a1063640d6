// Arriving bytes lie in `incoming/`, kept ones in `ab/abcdef…`. A content gets its place by
// renaming, after it is on disk, so that a file in its place is always whole.
#include "files/blob_store.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>

namespace planstead::files {

namespace fs = std::filesystem;

namespace {
constexpr std::uint64_t flush_step = 8 * 1024 * 1024;
constexpr std::size_t hash_digits = 64;

/// The disk's failures are nobody's mistake: the answer is 503, the reason goes to the log.
base::Error broken(const std::string& what) {
  return {.code = base::ErrorCode::unknown,
          .where = {},
          .detail = "the file could not be stored, nothing was changed",
          .log = what + ": " + std::strerror(errno),
          .http_status = 503,
          .wait_seconds = 1};
}

/// Makes renamed and new entries of a folder last.
void sync_folder(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

void make_folder(const std::string& folder) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure)
    throw std::runtime_error("cannot make the folder " + folder + ": " + failure.message());
  fs::permissions(folder, fs::perms::owner_all, failure);
}

std::string hex(const unsigned char* bytes, std::size_t size) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < size; ++i) {
    text += digits[bytes[i] >> 4];
    text += digits[bytes[i] & 15];
  }
  return text;
}
}  // namespace

Incoming::Incoming(std::string path, int descriptor)
    : path_(std::move(path)), descriptor_(descriptor), digest_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
  EVP_DigestInit_ex(digest_.get(), EVP_sha256(), nullptr);
}

Incoming::~Incoming() {
  ::close(descriptor_);
  if (!path_.empty()) ::unlink(path_.c_str());
}

base::Status Incoming::write(std::string_view bytes) {
  EVP_DigestUpdate(digest_.get(), bytes.data(), bytes.size());
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return broken("write " + path_);
    bytes.remove_prefix(static_cast<std::size_t>(count));
    size_ += static_cast<std::uint64_t>(count);
  }
  // The disk works while more arrives, so that `finish` waits little.
  if (size_ - flushed_ >= flush_step) {
    ::sync_file_range(descriptor_, static_cast<off_t>(flushed_),
                      static_cast<off_t>(size_ - flushed_), SYNC_FILE_RANGE_WRITE);
    flushed_ = size_;
  }
  return base::ok();
}

base::Result<Blob> Incoming::finish() {
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  EVP_DigestFinal_ex(digest_.get(), hash, &length);
  if (::fsync(descriptor_) != 0) return broken("fsync " + path_);
  return Blob{hex(hash, length), size_};
}

Pin::Pin(BlobStore& store, std::string hash) : store_(store), hash_(std::move(hash)) {
  const std::lock_guard lock(store_.mutex_);
  ++store_.pins_[hash_];
}

Pin::~Pin() {
  const std::lock_guard lock(store_.mutex_);
  if (--store_.pins_[hash_] == 0) store_.pins_.erase(hash_);
}

BlobStore::BlobStore(std::string folder) : folder_(std::move(folder)) {
  make_folder(folder_);
  const std::string incoming = folder_ + "/incoming";
  std::error_code failure;
  fs::remove_all(incoming, failure);
  make_folder(incoming);
}

base::Result<std::unique_ptr<Incoming>> BlobStore::receive() {
  std::string path = folder_ + "/incoming/XXXXXX";
  const int descriptor = ::mkostemp(path.data(), O_CLOEXEC);
  if (descriptor < 0) return broken("make " + path);
  return std::unique_ptr<Incoming>(new Incoming(std::move(path), descriptor));
}

base::Result<Kept> BlobStore::keep(std::unique_ptr<Incoming> incoming) {
  PS_TRY(Blob blob, incoming->finish());
  // Before looking: what is there from now on stays.
  auto pin = std::make_shared<const Pin>(*this, blob.hash);
  struct stat facts {};
  const bool there = ::stat(path_of(blob.hash).c_str(), &facts) == 0 &&
                     static_cast<std::uint64_t>(facts.st_size) == blob.size;
  // Another upload of the same may have put it there an instant ago: its place must last for both.
  if (there) {
    sync_places(blob.hash);
  } else {
    PS_CHECK(put_in_place(*incoming, blob));
    incoming->path_.clear();
  }
  return Kept{std::move(blob), std::move(pin)};
}

base::Status BlobStore::put_in_place(const Incoming& incoming, const Blob& blob) {
  const std::string folder = folder_ + "/" + blob.hash.substr(0, 2);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return broken("mkdir " + folder);
  if (::rename(incoming.path_.c_str(), path_of(blob.hash).c_str()) != 0)
    return broken("rename " + incoming.path_);
  sync_places(blob.hash);
  return base::ok();
}

void BlobStore::sync_places(const std::string& hash) const {
  sync_folder(folder_);
  sync_folder(folder_ + "/" + hash.substr(0, 2));
}

std::string BlobStore::path_of(std::string_view hash) const {
  return folder_ + "/" + std::string(hash.substr(0, 2)) + "/" + std::string(hash);
}

std::optional<std::string> BlobStore::set_aside(const std::string& hash) {
  const std::lock_guard lock(mutex_);
  if (!is_hash(hash) || pins_.contains(hash)) return std::nullopt;
  std::string aside = folder_ + "/incoming/" + hash;
  if (::rename(path_of(hash).c_str(), aside.c_str()) != 0) return std::nullopt;
  return aside;
}

void BlobStore::discard(const std::string& path) { ::unlink(path.c_str()); }

void BlobStore::each(const std::function<void(const std::string& hash)>& visit) const {
  std::error_code failure;
  for (const auto& folder : fs::directory_iterator(folder_, failure)) {
    if (folder.path().filename() == "incoming") continue;
    for (const auto& file : fs::directory_iterator(folder.path(), failure))
      if (const std::string name = file.path().filename(); is_hash(name)) visit(name);
  }
}

bool BlobStore::is_hash(std::string_view text) {
  return text.size() == hash_digits && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

}  // namespace planstead::files
