// Downloads from addresses that clients name, without becoming their way into this network
// (observed 3.17): every connection is judged by the address it leads to, at the moment it is made,
// so neither names, nor redirects, nor a second answer of the name service can evade it.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "files/address.h"

namespace planstead::files {

struct FetchLimits {
  std::uint64_t bytes = 100 * 1024 * 1024;
  int redirects = 5;
  std::chrono::seconds connect{10};  ///< to have a connection
  std::chrono::seconds total{300};
  std::chrono::seconds stalled{30};  ///< without 1 KB a second
};

class Fetcher {
 public:
  Fetcher(AddressList allowed, FetchLimits limits);

  /// Takes content as it arrives; an error ends the download.
  using Sink = std::function<base::Status(std::string_view bytes)>;

  /// Waits until all has arrived; answers the name that the other server or the URL gives, cleaned,
  /// or empty. Errors: 41 for what may not be fetched, 7001 for what could not, 7002 for what is
  /// too large. From any thread.
  base::Result<std::string> fetch(const std::string& url, const Sink& sink) const;
  /// Ends running downloads, and those to come.
  void stop() { stopped_ = true; }

  /// For tests: answers of the name service as `host:port:address`.
  std::vector<std::string> names;

 private:
  const AddressList allowed_;
  const FetchLimits limits_;
  std::atomic<bool> stopped_{false};
};

/// Can such a URL be fetched at all? What its host leads to is not asked here.
base::Status check_url(const std::string& url);

}  // namespace planstead::files
