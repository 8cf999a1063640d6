// libcurl does the talking; all that decides where to is here.
#include "files/fetch.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <optional>

#include "base/text.h"
#include "files/disposition.h"

namespace planstead::files {
namespace {

constexpr std::size_t longest_url = 4096;
constexpr long least_speed = 1024;  // bytes a second

base::Error unsafe() {
  return {.code = base::ErrorCode::parameter_invalid,
          .where = "url",
          .detail = "Unsafe url for downloading file",
          .log = {},
          .verbatim = true};  // observed 3.17
}
base::Error failed(std::string why) {
  return {
      .code = base::ErrorCode::file_not_added, .where = "url", .detail = std::move(why), .log = {}};
}
base::Error too_large(std::uint64_t limit) {
  return {.code = base::ErrorCode::file_too_large,
          .where = "url",
          .detail = "the limit is " + std::to_string(limit) + " bytes",
          .log = {}};
}

struct UrlHandle {
  CURLU* handle = curl_url();
  UrlHandle() = default;
  UrlHandle(const UrlHandle&) = delete;
  UrlHandle& operator=(const UrlHandle&) = delete;
  ~UrlHandle() { curl_url_cleanup(handle); }
  std::optional<std::string> part(CURLUPart which, unsigned flags = 0) const {
    char* text = nullptr;
    if (curl_url_get(handle, which, &text, flags) != CURLUE_OK) return std::nullopt;
    std::string copy = text;
    curl_free(text);
    return copy;
  }
};

/// A host that ends in a number is an address, or a way to write one that only some programs know:
/// no name ends so.
bool is_odd_number(std::string_view host) {
  if (parse_address(host)) return false;
  if (host.ends_with('.')) host.remove_suffix(1);
  const std::string_view last = host.substr(host.rfind('.') + 1);
  const bool hex = last.starts_with("0x") || last.starts_with("0X");
  const std::string_view digits = hex ? "0123456789abcdefABCDEF" : "0123456789";
  return last.substr(hex ? 2 : 0).find_first_not_of(digits) == std::string_view::npos;
}

/// The last part of a path, as `report.pdf`.
std::string name_in_url(const std::string& url) {
  const UrlHandle parsed;
  if (curl_url_set(parsed.handle, CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return {};
  const auto path = parsed.part(CURLUPART_PATH, CURLU_URLDECODE);
  return path && base::valid_utf8(*path) ? clean_name(*path) : std::string();
}

/// One download; libcurl calls back into it.
class Transfer {
 public:
  Transfer(const AddressList& allowed, const FetchLimits& limits, const std::atomic<bool>& stopped,
           const Fetcher::Sink& sink)
      : allowed_(allowed), limits_(limits), stopped_(stopped), sink_(sink) {}
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() {
    curl_easy_cleanup(curl_);
    curl_slist_free_all(names_);
  }

  base::Result<std::string> run(const std::string& url, const std::vector<std::string>& names);

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(curl_, option, value);
  }
  void choose_ways();
  void set_limits();
  base::Status judge(CURLcode code) const;
  std::string name() const;

  static curl_socket_t open_socket(void* self, curlsocktype, curl_sockaddr* address);
  static std::size_t take(char* bytes, std::size_t, std::size_t size, void* self);
  static int progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

  const AddressList& allowed_;
  const FetchLimits& limits_;
  const std::atomic<bool>& stopped_;
  const Fetcher::Sink& sink_;
  CURL* curl_ = curl_easy_init();
  curl_slist* names_ = nullptr;
  std::uint64_t size_ = 0;
  bool refused_ = false;
  std::optional<base::Error> error_;  ///< of the sink, or of the size
};

base::Result<std::string> Transfer::run(const std::string& url,
                                        const std::vector<std::string>& names) {
  for (const std::string& name : names) names_ = curl_slist_append(names_, name.c_str());
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_RESOLVE, names_);
  choose_ways();
  set_limits();
  PS_CHECK(judge(curl_easy_perform(curl_)));
  return name();
}

/// No proxy, no file, no password of this machine, no other scheme: a straight way or none.
void Transfer::choose_ways() {
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(CURLOPT_FOLLOWLOCATION, 1L);
  set(CURLOPT_FAILONERROR, 1L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_USERAGENT, "planstead");
  set(CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_socket);
  set(CURLOPT_OPENSOCKETDATA, this);
  set(CURLOPT_WRITEFUNCTION, &Transfer::take);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_XFERINFOFUNCTION, &Transfer::progress);
  set(CURLOPT_XFERINFODATA, this);
  set(CURLOPT_NOPROGRESS, 0L);
}

void Transfer::set_limits() {
  set(CURLOPT_MAXREDIRS, static_cast<long>(limits_.redirects));
  set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(limits_.connect.count()));
  set(CURLOPT_TIMEOUT, static_cast<long>(limits_.total.count()));
  set(CURLOPT_LOW_SPEED_LIMIT, least_speed);
  set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits_.stalled.count()));
  set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits_.bytes));
  set(CURLOPT_BUFFERSIZE, 256L * 1024);
}

base::Status Transfer::judge(CURLcode code) const {
  if (refused_) return unsafe();
  if (error_) return *error_;
  switch (code) {
    case CURLE_OK:
      return base::ok();
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_LOGIN_DENIED:  // a user's name in the URL
      return unsafe();
    case CURLE_FILESIZE_EXCEEDED:
      return too_large(limits_.bytes);
    case CURLE_HTTP_RETURNED_ERROR: {
      long status = 0;
      curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
      return failed("the server answered " + std::to_string(status));
    }
    default:
      return failed(curl_easy_strerror(code));
  }
}

std::string Transfer::name() const {
  curl_header* header = nullptr;
  if (curl_easy_header(curl_, "Content-Disposition", 0, CURLH_HEADER, -1, &header) == CURLHE_OK) {
    const auto disposition = read_disposition(header->value);
    if (disposition && disposition->filename && base::valid_utf8(*disposition->filename))
      if (std::string name = clean_name(*disposition->filename); !name.empty()) return name;
  }
  const char* url = nullptr;
  curl_easy_getinfo(curl_, CURLINFO_EFFECTIVE_URL, &url);
  return url == nullptr ? std::string() : name_in_url(url);
}

/// The one gate: called for each connection, with the address that it is going to.
curl_socket_t Transfer::open_socket(void* self, curlsocktype, curl_sockaddr* to) {
  auto& transfer = *static_cast<Transfer*>(self);
  const auto address = address_of(to->addr);
  if (!address || (!is_public(*address) && !transfer.allowed_.holds(*address))) {
    transfer.refused_ = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

std::size_t Transfer::take(char* bytes, std::size_t, std::size_t size, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  transfer.size_ += size;
  if (transfer.size_ > transfer.limits_.bytes) {
    transfer.error_ = too_large(transfer.limits_.bytes);
    return 0;
  }
  auto taken = transfer.sink_({bytes, size});
  if (taken.ok()) return size;
  transfer.error_ = std::move(taken).error();
  return 0;
}

int Transfer::progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Transfer*>(self)->stopped_ ? 1 : 0;
}

}  // namespace

base::Status check_url(const std::string& url) {
  const UrlHandle parsed;
  if (url.size() > longest_url || url.find('\0') != std::string::npos) return unsafe();
  if (curl_url_set(parsed.handle, CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return unsafe();
  const auto scheme = parsed.part(CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") return unsafe();
  if (parsed.part(CURLUPART_USER) || parsed.part(CURLUPART_PASSWORD)) return unsafe();
  const auto host = parsed.part(CURLUPART_HOST);
  return !host || host->empty() || is_odd_number(*host) ? base::Status(unsafe()) : base::ok();
}

Fetcher::Fetcher(AddressList allowed, FetchLimits limits)
    : allowed_(std::move(allowed)), limits_(limits) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
}

base::Result<std::string> Fetcher::fetch(const std::string& url, const Sink& sink) const {
  PS_CHECK(check_url(url));
  return Transfer(allowed_, limits_, stopped_, sink).run(url, names);
}

}  // namespace planstead::files
