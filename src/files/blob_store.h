// Bytes of files on disk, named by their SHA-256: equal contents are kept once. Knows neither names
// of files nor who refers to them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"

struct evp_md_ctx_st;

namespace planstead::files {

struct Blob {
  std::string hash;  ///< SHA-256, 64 hexadecimal digits
  std::uint64_t size = 0;
};

/// Bytes that are arriving: a file of its own beside the kept ones, removed with this object unless
/// it was kept. One thread at a time.
class Incoming {
 public:
  ~Incoming();
  Incoming(const Incoming&) = delete;
  Incoming& operator=(const Incoming&) = delete;

  base::Status write(std::string_view bytes);
  std::uint64_t size() const { return size_; }
  /// All bytes are there: waits until they are on disk.
  base::Result<Blob> finish();

 private:
  friend class BlobStore;
  Incoming(std::string path, int descriptor);

  std::string path_;
  int descriptor_;
  std::uint64_t size_ = 0, flushed_ = 0;
  std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> digest_;
};

class BlobStore;

/// While it lives, the content stays although no row names it yet.
class Pin {
 public:
  Pin(BlobStore& store, std::string hash);
  ~Pin();
  Pin(const Pin&) = delete;
  Pin& operator=(const Pin&) = delete;

 private:
  BlobStore& store_;
  std::string hash_;
};

struct Kept {
  Blob blob;
  std::shared_ptr<const Pin> pin;
};

/// All functions may be called from any thread.
class BlobStore {
 public:
  /// Makes the folder if it is not there, and removes what a broken-off run has left of arriving
  /// bytes. Throws std::runtime_error where it cannot.
  explicit BlobStore(std::string folder);

  base::Result<std::unique_ptr<Incoming>> receive();
  /// Gives finished bytes their place. Of equal contents the first stays.
  base::Result<Kept> keep(std::unique_ptr<Incoming> incoming);

  std::string path_of(std::string_view hash) const;
  /// Does nothing, and answers false, while somebody holds a pin on the content.
  bool remove(const std::string& hash);
  /// Calls for the hash of each content.
  void each(const std::function<void(const std::string& hash)>& visit) const;

  static bool is_hash(std::string_view text);

 private:
  friend class Pin;
  base::Status put_in_place(const Incoming& incoming, const Blob& blob);
  /// Makes the names that lead to a content last.
  void sync_places(const std::string& hash) const;

  const std::string folder_;
  std::mutex mutex_;
  std::map<std::string, int> pins_;
};

}  // namespace planstead::files
