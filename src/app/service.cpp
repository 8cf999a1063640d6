// Builds a service, runs it, ends it.
#include "app/service.h"

#include "app/endpoint.h"
#include "app/health.h"
#include "reply/reply.h"

namespace planstead::app {

namespace {
constexpr std::string_view counts_key = "requests_of_day";  // in the meta table
constexpr int waiting_readers = 2;  // threads for reads while the index is built
constexpr http::Limits metrics_limits{
    .header_bytes = 8 * 1024, .body_bytes = 1024, .connections = 64};

http::Response plain(int status, std::string body) {
  http::Response response;
  response.status = status;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = std::move(body);
  return response;
}

/// The Date header follows the account's clock, as everything else does.
http::Clock http_clock(const base::Clock& clock) {
  return [&clock] { return http::Instant{std::chrono::steady_clock::now(), clock.now()}; };
}
}  // namespace

Service::Service(const ServiceOptions& options, std::unique_ptr<storage::Store> store,
                 const base::Clock& clock, const Log& log)
    : options_(options),
      clock_(clock),
      log_(log),
      documentation_(options.docs_folder, reply::openapi()),
      cors_(options.cors_origins),
      files_(std::make_unique<FileService>(options.files, *store)),
      rates_(options.rates),
      pipeline_({.store = *store,
                 .clock = clock,
                 .documentation = documentation_,
                 .cors = cors_,
                 .workers = workers_,
                 .observe =
                     [this](const Observation& seen) {
                       metrics_.record(seen);
                       log_observation(log_, seen);
                     },
                 .files = files_.get(),
                 .rates = &rates_,
                 .limit_status = options.limit_status,
                 .begin_within = options.begin_within,
                 .answer_within = options.answer_within,
                 .busy_grace = options.busy_grace}),
      store_(std::move(store)),
      workers_(waiting_readers),
      server_([this](const http::Request& request,
                     http::Responder respond) { pipeline_.answer(request, std::move(respond)); },
              options.limits, options.threads, http_clock(clock), pipeline_.streaming()),
      metrics_server_([this](const http::Request& request,
                             const http::Responder& respond) { answer_metrics(request, respond); },
                      metrics_limits, 1, http_clock(clock)) {
  store_->keep(options.retention);
  take_up_counts();
  store_->on_settled_change(
      [this](const storage::SettledChange& change) { log_change(log_, change); });
  if (options.mail.url.empty()) return;
  store_->write_letters();
  mail_ = std::make_unique<jobs::MailSender>(
      options.mail, *store_, [this](const storage::Letter& letter, const std::string& error) {
        log_.write(Level::warning, "letter not sent", {{"letter", letter.id}, {"error", error}});
      });
}

// Uploads end before the store that they write to, and so do reads on other threads; the rest goes
// in the order of the members.
Service::~Service() {
  files_->end();
  store_->stop_waiting();
}

void Service::run(Signals& signals, const Announce& announce) {
  listen(announce);
  std::thread metrics_thread([this] { metrics_server_.run(); });
  signals.deliver([this] { server_.stop(options_.grace); },
                  [this] { server_.stop(std::chrono::seconds(0)); },
                  [this] { reload_certificate(); });
  start_jobs();
  server_.run();
  log_.write(Level::info, "stopped");
  signals.end();
  metrics_server_.stop(std::chrono::seconds(0));
  metrics_thread.join();
  if (mail_ != nullptr) mail_->end();  // a server that hangs does not keep us
  mail_job_.reset();
  clock_job_.reset();
  try {
    keep_counts();
  } catch (const storage::StorageError& problem) {
    log_.write(Level::error, "counts of requests are lost", {{"error", problem.what()}});
  }
}

void Service::take_up_counts() {
  store_->transact([this](storage::Transaction& rows) {
    if (const auto days = rows.meta(counts_key)) rates_.restore(*days);
  });
}

/// Once a minute and at the end: a server that is killed forgets the requests of a minute at most.
void Service::keep_counts() {
  const std::optional<std::string> days = rates_.changed_days(clock_.now());
  if (days) store_->transact([&](storage::Transaction& rows) { rows.put_meta(counts_key, *days); });
}

void Service::start_jobs() {
  const auto report = [this](std::string_view job) {
    return [this, job](std::string_view what) { log_.write(Level::error, job, {{"error", what}}); };
  };
  clock_job_ = std::make_unique<jobs::ClockJob>([this] { beat(); }, report("clock"));
  // Of its own: a server that is slow to take letters must not hold up the clock.
  if (mail_ != nullptr)
    mail_job_ =
        std::make_unique<jobs::ClockJob>([this] { mail_->send_due(clock_.now()); }, report("mail"));
}

void Service::listen(const Announce& announce) {
  std::vector<http::Endpoint> bound;
  for (http::Endpoint endpoint : options_.endpoints) {
    if (endpoint.tls) {
      if (options_.self_signed) http::make_self_signed(options_.tls, clock_.now());
      server_.use_tls(options_.tls);
    }
    endpoint.port = server_.listen(endpoint);
    bound.push_back(endpoint);
  }
  if (options_.metrics) {
    http::Endpoint endpoint = *options_.metrics;
    endpoint.port = metrics_server_.listen(endpoint);
    log_.write(Level::info, "metrics", {{"url", url_of(endpoint) + "/metrics"}});
  }
  announce(bound);
}

void Service::reload_certificate() {
  try {
    server_.use_tls(options_.tls);
    log_.write(Level::info, "certificate re-read");
  } catch (const std::exception& problem) {
    log_.write(Level::error, "certificate kept", {{"error", problem.what()}});
  }
}

void Service::answer_metrics(const http::Request& request, const http::Responder& respond) {
  if (request.path == "/healthz") {
    const bool well = store_answers(*store_, clock_.now());
    return respond(well ? plain(200, "ok\n") : plain(503, "the store does not answer\n"));
  }
  if (request.path != "/metrics") return respond(plain(404, "there are /metrics and /healthz\n"));
  respond(plain(200, metrics_.text({.http = server_.counters(),
                                    .index_bytes = store_->index_memory(),
                                    .index_ready = store_->index_ready(),
                                    .writer = store_->writer_figures(),
                                    .queue = store_->queue_figures(),
                                    .now = clock_.now()})));
}

void Service::beat() {
  store_->refresh();
  files_->remove_strays(*store_);
  store_->tick(clock_.now());
  const base::Seconds minute = clock_.now() / 60;
  if (std::exchange(counts_minute_, minute) != minute) keep_counts();
}

}  // namespace planstead::app
