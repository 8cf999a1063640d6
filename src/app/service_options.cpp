// From options to what a service is told: addresses, certificate, limits.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "app/endpoint.h"
#include "app/service.h"

namespace planstead::app {

namespace {
namespace fs = std::filesystem;

/// Installed, the page lies beside the program; in a build tree, two folders up.
std::string docs_folder_of(const Config& config) {
  if (!config.docs_folder.empty()) return config.docs_folder;
  std::error_code failure;
  const fs::path program = fs::read_symlink("/proc/self/exe", failure).parent_path();
  for (const fs::path& folder : {program / "web", program / ".." / ".." / "web"})
    if (fs::exists(folder / "index.html", failure)) return folder.lexically_normal().string();
  return (program / "web").string();
}

base::Status add_endpoint(ServiceOptions& options, std::string_view text, bool tls) {
  PS_TRY(const auto endpoint, parse_endpoint(text, tls));
  if (endpoint) options.endpoints.push_back(*endpoint);
  return base::ok();
}

base::Status choose_certificate(ServiceOptions& options, const Config& config,
                                const std::string& data_folder) {
  if (config.certificate.empty() != config.key.empty())
    return usage_failure("--certificate and --key are given together or not at all");
  options.self_signed = config.certificate.empty();
  options.tls = options.self_signed
                    ? http::TlsFiles{data_folder + "/certificate.pem", data_folder + "/key.pem"}
                    : http::TlsFiles{config.certificate, config.key};
  return base::ok();
}

/// Without TLS a token can be read by everybody on the way.
base::Status check_plain(const ServiceOptions& options, const Config& config) {
  for (const http::Endpoint& endpoint : options.endpoints)
    if (!endpoint.tls && !is_loopback(endpoint.address) && !config.allow_plain_http)
      return usage_failure("plain HTTP on " + endpoint.address +
                           " would show tokens to the network; --allow-plain-http permits it");
  return base::ok();
}

/// The password stands in no option, so that no list of processes shows it.
base::Result<jobs::MailServer> mail_server_of(const Config& config) {
  jobs::MailServer server{
      config.smtp_url, config.smtp_from, config.smtp_user, {}, config.smtp_ca_file};
  if (server.url.empty()) return server;
  if (!server.url.starts_with("smtp://") && !server.url.starts_with("smtps://"))
    return usage_failure("--smtp-url takes smtp://host or smtps://host, not " + server.url);
  if (server.from.find('@') == std::string::npos)
    return usage_failure("--smtp-from takes the address that letters come from");
  if (config.smtp_password_file.empty()) return server;
  std::ifstream file(config.smtp_password_file);
  if (!std::getline(file, server.password))
    return usage_failure("cannot read the file " + config.smtp_password_file);
  return server;
}

http::Limits limits_of(const Config& config) {
  return {.header_bytes = static_cast<std::size_t>(config.max_header_bytes),
          .body_bytes = static_cast<std::size_t>(config.max_body_bytes),
          .connections = static_cast<std::size_t>(config.max_connections),
          .idle = std::chrono::seconds(config.idle_seconds),
          .request = std::chrono::seconds(config.request_seconds)};
}
}  // namespace

base::Result<ServiceOptions> service_options(const Config& config, const std::string& data_folder) {
  ServiceOptions options;
  PS_CHECK(add_endpoint(options, config.listen_https, true));
  PS_CHECK(add_endpoint(options, config.listen_http, false));
  if (options.endpoints.empty())
    return usage_failure("both --listen-https and --listen-http are off");
  PS_CHECK(check_plain(options, config));
  PS_CHECK(choose_certificate(options, config, data_folder));
  if (config.metrics_port >= 0)
    options.metrics = http::Endpoint{.port = static_cast<std::uint16_t>(config.metrics_port)};
  options.limits = limits_of(config);
  options.threads = config.threads > 0
                        ? static_cast<int>(config.threads)
                        : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  options.grace = std::chrono::seconds(config.grace_seconds);
  options.docs_folder = docs_folder_of(config);
  options.cors_origins = config.cors_origins;
  options.files.folder = data_folder + "/files";
  options.files.upload_bytes = static_cast<std::uint64_t>(config.max_upload_bytes);
  options.files.public_url = config.public_url;
  while (options.files.public_url.ends_with('/')) options.files.public_url.pop_back();
  options.rates = {.account = {config.account_per_second, config.account_per_day},
                   .token = {config.token_per_second, config.token_per_day},
                   .parallel = config.token_parallel};
  options.begin_within = std::chrono::seconds(config.begin_seconds);
  options.answer_within = std::chrono::seconds(config.answer_seconds);
  options.busy_grace = std::chrono::milliseconds(config.busy_grace_ms);
  options.limit_status = config.limit_status == "429" ? 429 : 403;
  PS_TRY(options.mail, mail_server_of(config));
  options.retention = {config.keep_log_days, config.keep_read_days, config.keep_unread_days};
  auto allowed = files::AddressList::parse(config.fetch_allowed);
  if (!allowed.ok()) return usage_failure("--fetch-allowed: " + allowed.error().detail);
  options.files.fetch_allowed = std::move(allowed).value();
  return options;
}

}  // namespace planstead::app
