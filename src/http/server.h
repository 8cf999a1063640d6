// HTTP/1.1 over plain and TLS sockets: bytes <-> Request/Response, limits, timeouts, graceful stop.
// Bodies of requests may be streamed, bodies of answers may be files. Knows no task.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace planstead::http {

class OpenFile;  // open_file.h

/// A request, read completely; of one whose body is streamed, the head. It and its views stay valid
/// until the responder has been called.
struct Request {
  std::string_view method;              ///< as sent: `GET`
  std::string_view target;              ///< path and query, as sent
  std::string_view path;                ///< before `?`
  std::string_view query;               ///< behind `?`, without it
  std::string_view body;                ///< at least 64 readable bytes follow (simdjson padding)
  std::optional<std::uint64_t> length;  ///< of the body; absent while it arrives in chunks
  std::string_view remote;              ///< peer's address
  bool tls = false;
  std::uint64_t id = 0;  ///< of this process; logged and answered as X-Request-Id
  /// By name, any case; "" when absent.
  std::function<std::string_view(std::string_view)> header;
};

/// A piece of a file as the body of an answer, sent without being read into memory whole.
struct FilePart {
  std::shared_ptr<const OpenFile> file;
  std::uint64_t offset = 0, size = 0;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::optional<FilePart> file;  ///< instead of `body`
  bool close = false;            ///< close the connection after this answer
};

/// Called exactly once, from any thread. Called inside the handler it answers without a hop to
/// another thread. A second call, or one after the connection is gone, does nothing. Dropped
/// uncalled it answers 500.
using Responder = std::function<void(Response&&)>;
using Handler = std::function<void(const Request&, Responder)>;

/// Takes the body of one request piece by piece, as it arrives. Destroyed without `finish`: the
/// body never came to its end.
class BodySink {
 public:
  using Next = std::function<void()>;

  virtual ~BodySink() = default;
  /// The next bytes; nothing more arrives, and they stay readable, until `next` has been called,
  /// from any thread. An answer given through the responder before the end stops the body.
  virtual void take(std::string_view bytes, Next next) = 0;
  /// That was all. The answer follows through the responder.
  virtual void finish() = 0;
};

/// Which bodies go to a sink; all others are read whole, within Limits::body_bytes. Both functions
/// see the head alone.
struct Streaming {
  std::function<bool(const Request&)> wants;  ///< cheap: asked of every request with a body
  /// Asked where `wants` says yes. No sink: the body is not wanted, the responder tells the client.
  std::function<std::shared_ptr<BodySink>(const Request&, Responder)> open;
};

struct Limits {
  std::size_t header_bytes = 16 * 1024;
  std::size_t body_bytes = 8 * 1024 * 1024;
  std::size_t connections = 4096;
  std::chrono::seconds idle{75};     ///< between requests
  std::chrono::seconds request{30};  ///< from the first byte of a request to its last; of a
                                     ///< streamed body, for each 16 KB
};

struct Endpoint {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: any free one
  bool tls = false;
};

struct TlsFiles {
  std::string certificate_chain;  ///< PEM path
  std::string private_key;        ///< PEM path
};

/// Counters that /metrics shows.
struct Counters {
  std::uint64_t connections_open = 0, connections_total = 0, connections_refused = 0;
  std::uint64_t requests_total = 0, requests_malformed = 0;
  std::uint64_t bytes_in = 0, bytes_out = 0;
};

/// What time it is: `steady` for limits, `utc` (seconds since 1970) for the Date header.
struct Instant {
  std::chrono::steady_clock::time_point steady;
  std::int64_t utc = 0;
};
using Clock = std::function<Instant()>;
Instant system_clock_now();

class Server {
 public:
  /// `threads` I/O threads, one io_context each. Errors (address in use, unreadable certificate)
  /// throw std::runtime_error with one clear line.
  Server(Handler handler, Limits limits, int threads, Clock clock = system_clock_now,
         Streaming streaming = {});
  ~Server();
  /// Starts listening; answers the bound port. TLS endpoints need `use_tls` first.
  std::uint16_t listen(const Endpoint& endpoint);
  /// Also re-reads them (SIGHUP), for new connections. Keeps the old ones if the new are bad, and
  /// throws.
  void use_tls(const TlsFiles& files);
  void run();  ///< returns after stop()
  /// Stops accepting, lets accepted requests finish (at most `grace`), then ends run(). From any
  /// thread. A second call can only shorten the grace.
  void stop(std::chrono::seconds grace = std::chrono::seconds(20));
  Counters counters() const;
  /// Looks at the clock and ends what is overdue, which also happens once a second. Returns when
  /// all threads have done so; only while run() runs. For tests, which own the time.
  void tick();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Makes a self-signed certificate for localhost, 127.0.0.1 and ::1, valid ten years, if the files
/// are not there. Throws std::runtime_error if they cannot be written or only one of them is there.
void make_self_signed(const TlsFiles& files, std::int64_t now_utc);

/// Reads a status line's reason: 404 -> `Not Found`.
std::string_view reason_of(int status);

}  // namespace planstead::http
