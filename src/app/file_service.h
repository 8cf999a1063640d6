// Contents of files for the road of requests: uploads to disk, downloads by URL, signed addresses.
// Knows no rows but the facts that it is given.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "app/workers.h"
#include "files/blob_store.h"
#include "files/fetch.h"
#include "files/signature.h"
#include "http/server.h"
#include "storage/store.h"

namespace planstead::app {

struct FileOptions {
  std::string folder;  ///< of the contents
  std::uint64_t upload_bytes = 100 * 1024 * 1024;
  files::AddressList fetch_allowed;   ///< internal addresses that may be downloaded from
  std::string public_url;             ///< how clients reach the server; empty: as they say
  std::size_t fetches_waiting = 256;  ///< downloads that may wait for their turn
};

/// Content that has its place; the pin keeps it until the row that names it is there.
struct StoredFile {
  files::Kept kept;
  std::string name;
  std::vector<std::string> notes;
};

class FileService {
 public:
  using Done = std::function<void(base::Result<StoredFile>)>;

  /// Reads the key of the signatures from the account, or makes it.
  FileService(const FileOptions& options, storage::Store& store);
  /// Ends what runs in the background. Nothing may be asked for afterwards.
  void end();

  /// The sink of one form. `done` is called once, unless the client goes away before the end.
  /// Errors: 40, 41, 7001 and 7002, naming the place.
  base::Result<std::shared_ptr<http::BodySink>> receive(const http::Request& head, Done done);
  /// Downloads in the background; an empty name is the other server's to give. Refused (503) at
  /// once where too many wait.
  void fetch(std::string url, std::string name, Done done);

  /// `https://host` as the client has reached us.
  std::string base_url(const http::Request& request) const;
  /// Where a file's content can be read until an hour from now has passed; without `https://host`.
  std::string signed_path(const schema::Record& file, base::Seconds now) const;
  /// The number of the file that such a path names. Errors: 404, and 6 (HTTP 403) where the
  /// signature is wrong or its time is over.
  base::Result<std::int64_t> read_path(std::string_view path, base::Seconds now) const;
  /// The content of a file's row. Error: 7000.
  base::Result<http::Response> content(const http::Request& request, const schema::Record& file);

  /// Removes contents that no row names: what a crash between two steps has left, once, and those
  /// that are expected.
  void remove_strays(storage::Store& store);
  /// The content has got its place, and its row was refused or could not be written. To be called
  /// when the request holds it no more.
  void expect_stray(std::string hash);

 private:
  void sweep(storage::Store& store);
  void remove_expected(storage::Store& store);
  base::Result<StoredFile> download(const std::string& url, const std::string& name);
  /// Did the content go? Not while a request holds it.
  bool remove(const std::string& hash);

  const FileOptions options_;
  files::BlobStore blobs_;
  files::Fetcher fetcher_;
  files::Signer signer_;
  std::unique_ptr<Workers> writers_, fetchers_;
  std::atomic<bool> strays_ = true;  ///< there may be some that nobody expects
  std::mutex expected_mutex_;
  std::vector<std::string> expected_;  ///< hashes of likely strays
  Workers removers_{1};  ///< ends last: the store removes contents until it ends itself
};

}  // namespace planstead::app
