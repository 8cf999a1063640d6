// Threads: two write uploads to disk, four wait for other servers, one frees the disk.
#include "app/file_service.h"

#include <openssl/rand.h>

#include <set>
#include <stdexcept>

#include "app/upload.h"
#include "base/text.h"
#include "files/disposition.h"
#include "files/media_type.h"
#include "files/multipart.h"
#include "http/file_response.h"
#include "schema/file.h"

namespace planstead::app {

namespace {
constexpr int writing_threads = 2, fetching_threads = 4;
constexpr base::Seconds address_seconds = 3600, busy_seconds = 10;
constexpr std::uint64_t form_bytes = 1024 * 1024;  // what a form may hold beside its file
constexpr std::string_view key_name = "download_key";
constexpr std::string_view root = "/download/";
// What is shown of a file runs nothing and reaches nothing.
constexpr std::string_view policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

std::string random_key() {
  unsigned char bytes[24];
  if (RAND_bytes(bytes, sizeof bytes) != 1) throw std::runtime_error("no random numbers");
  return files::percent_encode({reinterpret_cast<const char*>(bytes), sizeof bytes});
}

std::string signing_key(storage::Store& store) {
  std::string key;
  store.transact([&](storage::Transaction& rows) {
    key = rows.meta(key_name).value_or("");
    if (!key.empty()) return;
    key = random_key();
    rows.put_meta(key_name, key);
  });
  return key;
}

base::Error refused(base::ErrorCode code, std::string detail, int http_status = 0) {
  return {.code = code,
          .where = {},
          .detail = std::move(detail),
          .log = {},
          .http_status = http_status};
}
}  // namespace

FileService::FileService(const FileOptions& options, storage::Store& store)
    : options_(options),
      blobs_(options.folder),
      fetcher_(options.fetch_allowed, {.bytes = options.upload_bytes}),
      signer_(signing_key(store)),
      writers_(std::make_unique<Workers>(writing_threads)),
      fetchers_(std::make_unique<Workers>(fetching_threads)) {
  store.on_unnamed_content([this](const std::string& hash) { remove(hash); });
}

void FileService::end() {
  fetcher_.stop();
  fetchers_.reset();
  writers_.reset();
}

base::Result<std::shared_ptr<http::BodySink>> FileService::receive(const http::Request& head,
                                                                   Done done) {
  const auto boundary = files::Multipart::boundary_of(head.header("content-type"));
  if (!boundary)
    return base::Error{.code = base::ErrorCode::file_not_added,
                       .where = "Content-Type",
                       .detail = "the form names no boundary",
                       .log = {}};
  if (head.length.value_or(0) > options_.upload_bytes + form_bytes)
    return base::Error{.code = base::ErrorCode::file_too_large,
                       .where = "file",
                       .detail = "the limit is " + std::to_string(options_.upload_bytes) + " bytes",
                       .log = {}};
  return std::shared_ptr<http::BodySink>(std::make_shared<Upload>(
      blobs_, *writers_, *boundary, options_.upload_bytes, std::move(done)));
}

/// On the thread that answers changes, which has no time for the blocks of a large file.
bool FileService::remove(const std::string& hash) {
  auto aside = blobs_.set_aside(hash);
  if (!aside) return false;
  removers_.hand_over([path = *std::move(aside)] { files::BlobStore::discard(path); });
  return true;
}

void FileService::fetch(std::string url, std::string name, Done done) {
  if (fetchers_->waiting() >= options_.fetches_waiting) {
    base::Error error = base::unavailable("too many downloads by URL are waiting");
    error.wait_seconds = busy_seconds;
    return done(std::move(error));
  }
  fetchers_->hand_over([this, url = std::move(url), name = std::move(name),
                        done = std::move(done)] { done(download(url, name)); });
}

base::Result<StoredFile> FileService::download(const std::string& url, const std::string& name) {
  PS_TRY(auto incoming, blobs_.receive());
  PS_TRY(const std::string theirs,
         fetcher_.fetch(url, [&](std::string_view bytes) { return incoming->write(bytes); }));
  PS_TRY(files::Kept kept, blobs_.keep(std::move(incoming)));
  auto called = file_name(name.empty() ? theirs : name);
  return StoredFile{std::move(kept), called.ok() ? called.value() : "file", {}};
}

std::string FileService::base_url(const http::Request& request) const {
  if (!options_.public_url.empty()) return options_.public_url;
  const std::string_view host = request.header("host");
  return (request.tls ? "https://" : "http://") + std::string(host);
}

/// Rounded up to a minute, so that an answer that is asked for again is the same.
std::string FileService::signed_path(const schema::Record& file, base::Seconds now) const {
  const base::Seconds expires = (now + address_seconds + 59) / 60 * 60;
  return std::string(root) + std::to_string(file.id()) + "/" + std::to_string(expires) + "/" +
         signer_.sign(file.id(), expires) + "/" + files::percent_encode(file.text("name"));
}

base::Result<std::int64_t> FileService::read_path(std::string_view path, base::Seconds now) const {
  const auto parts = base::split(path.substr(std::min(path.size(), root.size())), '/');
  const auto id = parts.size() > 2 ? base::parse_integer(parts[0]) : std::nullopt;
  const auto expires = id ? base::parse_integer(parts[1]) : std::nullopt;
  if (!expires) return refused(base::ErrorCode::path_not_found, {});
  if (!signer_.verify(*id, *expires, parts[2]))
    return refused(base::ErrorCode::access_denied, "the address is not signed", 403);
  if (*expires < now)
    return refused(base::ErrorCode::access_denied, "the time of the address is over", 403);
  return *id;
}

base::Result<http::Response> FileService::content(const http::Request& request,
                                                  const schema::Record& file) {
  const std::string& hash = file.text("_hash");
  const std::string& name = file.text("name");
  auto open = hash.empty() ? nullptr : http::OpenFile::open(blobs_.path_of(hash));
  if (open == nullptr)
    return refused(base::ErrorCode::file_not_found,
                   "by id " + std::to_string(file.id()) + ": it has no content");
  const std::string type(files::media_type_of(name));
  const bool shown = type.starts_with("image/") || type == "application/pdf";
  http::Response response = http::file_response(
      request, std::move(open),
      {"\"" + hash + "\"", type, files::write_disposition(shown ? "inline" : "attachment", name)});
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Content-Security-Policy", policy);
  response.headers.emplace_back("Cache-Control", "private, max-age=3600");
  return response;
}

void FileService::expect_stray(std::string hash) {
  const std::lock_guard lock(expected_mutex_);
  expected_.push_back(std::move(hash));
}

/// One that another request holds by now is that request's business. Where the store does not work
/// they wait for the next time.
void FileService::remove_expected(storage::Store& store) {
  std::vector<std::string> expected;
  {
    const std::lock_guard lock(expected_mutex_);
    expected.swap(expected_);
  }
  if (expected.empty()) return;
  try {
    // On the writer's thread, so that no row can name one of them meanwhile.
    store.transact([&](storage::Transaction& rows) {
      for (const std::string& hash : expected)
        if (!rows.names_content(hash)) remove(hash);
    });
  } catch (...) {
    const std::lock_guard lock(expected_mutex_);
    expected_.insert(expected_.end(), expected.begin(), expected.end());
    throw;
  }
}

void FileService::remove_strays(storage::Store& store) {
  remove_expected(store);
  if (!strays_.exchange(false)) return;
  try {
    sweep(store);
  } catch (...) {
    strays_ = true;
    throw;
  }
}

void FileService::sweep(storage::Store& store) {
  std::set<std::string> strays;
  blobs_.each([&](const std::string& hash) { strays.insert(hash); });
  if (strays.empty()) return;
  const auto leave_named = [&](storage::Transaction& rows) {
    rows.scan(schema::file, [&](const schema::Record& file) { strays.erase(file.text("_hash")); });
  };
  // Their last rows are gone for good, and do not come back with a crash, when this is done.
  store.transact(leave_named);
  // On the writer's thread, so that no row can name one of them meanwhile.
  store.transact([&](storage::Transaction& rows) {
    leave_named(rows);
    // One whose request is still under way goes the next time.
    for (const std::string& hash : strays)
      if (!remove(hash)) strays_ = true;
  });
}

}  // namespace planstead::app
