// Service: a running server over one store: the road of requests, the clock's job, log and metrics,
// put together.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "app/config.h"
#include "app/metrics.h"
#include "app/pipeline.h"
#include "app/signals.h"
#include "jobs/clock_job.h"
#include "jobs/mail_sender.h"

namespace planstead::app {

/// What the options mean for a server, checked.
struct ServiceOptions {
  std::vector<http::Endpoint> endpoints;  ///< HTTPS first
  std::optional<http::Endpoint> metrics;
  http::TlsFiles tls;
  bool self_signed = false;
  http::Limits limits;
  int threads = 1;
  std::chrono::seconds grace{20};
  std::string docs_folder;
  std::string cors_origins;
  FileOptions files;
  auth::RateLimits::Settings rates;
  int limit_status = 403;
  std::chrono::seconds begin_within{60}, answer_within{60};
  std::chrono::milliseconds busy_grace{50};
  storage::Retention retention;
  jobs::MailServer mail;  ///< its address is empty: no letters
};

/// Code 41 for what does not fit together, as plain HTTP outside loopback.
base::Result<ServiceOptions> service_options(const Config& config, const std::string& data_folder);

class Service {
 public:
  /// Told the addresses that are served, after they are.
  using Announce = std::function<void(const std::vector<http::Endpoint>&)>;

  /// `clock` and `log` outlive the service; the store lives in it, so that it ends after the last
  /// request.
  Service(const ServiceOptions& options, std::unique_ptr<storage::Store> store,
          const base::Clock& clock, const Log& log);
  ~Service();

  /// Listens, announces, serves until a signal ends it. Throws std::runtime_error where it cannot
  /// start.
  void run(Signals& signals, const Announce& announce);

 private:
  void listen(const Announce& announce);
  void reload_certificate();
  void answer_metrics(const http::Request& request, const http::Responder& respond);
  void start_jobs();
  void beat();
  void take_up_counts();
  void keep_counts();

  const ServiceOptions options_;
  const base::Clock& clock_;
  const Log& log_;
  const Documentation documentation_;
  const Cors cors_;
  Metrics metrics_;
  // Those below use those above while they end: requests first, then the clock, then reads, then
  // writes.
  std::unique_ptr<FileService> files_;
  auth::RateLimits rates_;
  Pipeline pipeline_;
  std::unique_ptr<storage::Store> store_;
  Workers workers_;
  base::Seconds counts_minute_ = 0;         ///< of the clock job alone
  std::unique_ptr<jobs::MailSender> mail_;  ///< none: no letters
  std::unique_ptr<jobs::ClockJob> clock_job_, mail_job_;
  http::Server server_, metrics_server_;
};

}  // namespace planstead::app
