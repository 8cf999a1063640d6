// The table of options. A new option is one member of Config and one row here: its flag,
// environment variable, YAML key, check and help follow.
#include <algorithm>
#include <array>

#include "app/config.h"

namespace planstead::app {

namespace {
constexpr unsigned serving = in_serve | in_demo;
constexpr unsigned anywhere = 0xffff;
constexpr unsigned with_store = anywhere & ~static_cast<unsigned>(in_version);
constexpr std::int64_t mebi = 1024 * 1024;
constexpr std::int64_t hour = 3600;
constexpr std::int64_t most_requests = 1'000'000'000;

// clang-format off
constexpr auto table = std::to_array<Option>({
  {.name = "config", .member = &Config::config, .commands = anywhere, .value = "FILE", .help = "YAML file with these options as keys"},
  {.name = "data", .member = &Config::data, .commands = with_store, .value = "FOLDER", .help = "the account's data folder (data/demo for demo, else data/account)"},
  {.name = "listen-https", .member = &Config::listen_https, .commands = serving, .value = "HOST:PORT", .help = "address for HTTPS; off: none"},
  {.name = "listen-http", .member = &Config::listen_http, .commands = serving, .value = "HOST:PORT", .help = "address for plain HTTP; off: none"},
  {.name = "allow-plain-http", .member = &Config::allow_plain_http, .commands = serving, .value = "", .help = "serve plain HTTP outside loopback too: tokens are then readable on the way"},
  {.name = "certificate", .member = &Config::certificate, .commands = serving, .value = "FILE", .help = "certificate chain, PEM; without one a self-signed certificate for localhost is made; SIGHUP re-reads it"},
  {.name = "key", .member = &Config::key, .commands = serving, .value = "FILE", .help = "private key of the certificate, PEM"},
  {.name = "threads", .member = &Config::threads, .commands = serving, .value = "N", .help = "threads for requests; 0: one for each core", .lowest = 0, .highest = 256},
  {.name = "metrics-port", .member = &Config::metrics_port, .commands = serving, .value = "PORT", .help = "loopback port for /metrics and /healthz; 0: any free one; -1: none", .lowest = -1, .highest = 65535},
  {.name = "log-format", .member = &Config::log_format, .commands = serving, .value = "text|json", .help = "form of log lines", .choices = "text|json"},
  {.name = "log-level", .member = &Config::log_level, .commands = serving, .value = "LEVEL", .help = "least important lines that are written: debug (every request), info, warning, error", .choices = "debug|info|warning|error"},
  {.name = "docs-folder", .member = &Config::docs_folder, .commands = serving, .value = "FOLDER", .help = "files of the documentation page (web beside the program)"},
  {.name = "cors-origins", .member = &Config::cors_origins, .commands = serving, .value = "LIST", .help = "origins whose pages may call, separated by commas; *: all; off: none"},
  {.name = "max-body-bytes", .member = &Config::max_body_bytes, .commands = serving, .value = "N", .help = "largest body of a request", .lowest = 1024, .highest = 1024 * mebi},
  {.name = "max-upload-bytes", .member = &Config::max_upload_bytes, .commands = serving, .value = "N", .help = "largest file that is uploaded, or downloaded by URL", .lowest = 1, .highest = 1024 * 1024 * mebi},
  {.name = "fetch-allowed", .member = &Config::fetch_allowed, .commands = serving, .value = "LIST", .help = "internal addresses and networks that files may be downloaded from all the same, separated by commas: 10.0.0.0/8"},
  {.name = "public-url", .member = &Config::public_url, .commands = serving, .value = "URL", .help = "https://host by which clients reach the server behind a proxy, for addresses in answers; none given: as each request says"},
  {.name = "max-header-bytes", .member = &Config::max_header_bytes, .commands = serving, .value = "N", .help = "largest head of a request", .lowest = 1024, .highest = mebi},
  {.name = "request-seconds", .member = &Config::request_seconds, .commands = serving, .value = "N", .help = "time for a request to arrive", .lowest = 1, .highest = hour},
  {.name = "idle-seconds", .member = &Config::idle_seconds, .commands = serving, .value = "N", .help = "time that a connection may be silent between requests", .lowest = 1, .highest = 24 * hour},
  {.name = "max-connections", .member = &Config::max_connections, .commands = serving, .value = "N", .help = "connections open at a time", .lowest = 1, .highest = mebi},
  {.name = "account-per-second", .member = &Config::account_per_second, .commands = serving, .value = "N", .help = "requests of all tokens together in a second; 0: any number", .lowest = 0, .highest = most_requests},
  {.name = "account-per-day", .member = &Config::account_per_day, .commands = serving, .value = "N", .help = "requests of all tokens together in a day of UTC; 0: any number", .lowest = 0, .highest = most_requests},
  {.name = "token-per-second", .member = &Config::token_per_second, .commands = serving, .value = "N", .help = "requests of each token in a second; 0: any number", .lowest = 0, .highest = most_requests},
  {.name = "token-per-day", .member = &Config::token_per_day, .commands = serving, .value = "N", .help = "requests of each token in a day of UTC; 0: any number", .lowest = 0, .highest = most_requests},
  {.name = "token-parallel", .member = &Config::token_parallel, .commands = serving, .value = "N", .help = "requests of a token that may be under way at a time; 0: any number", .lowest = 0, .highest = most_requests},
  {.name = "limit-status", .member = &Config::limit_status, .commands = serving, .value = "403|429", .help = "HTTP status of a request past a limit", .choices = "403|429"},
  {.name = "begin-seconds", .member = &Config::begin_seconds, .commands = serving, .value = "N", .help = "time within which an accepted change is begun; one that waited longer is refused (503) and changes nothing", .lowest = 1, .highest = hour},
  {.name = "answer-seconds", .member = &Config::answer_seconds, .commands = serving, .value = "N", .help = "time for a request to be carried out; one that takes longer is given up (503) and changes nothing; 0: any time", .lowest = 0, .highest = hour},
  {.name = "busy-grace-ms", .member = &Config::busy_grace_ms, .commands = serving, .value = "N", .help = "milliseconds that an update of a task or contact waits behind another one of the same to be answered 200; then it is stored and answered 202", .lowest = 0, .highest = hour * 1000},
  {.name = "grace-seconds", .member = &Config::grace_seconds, .commands = serving, .value = "N", .help = "time for accepted requests to end after SIGTERM", .lowest = 0, .highest = hour},
  {.name = "clock-file", .member = &Config::clock_file, .commands = serving, .value = "FILE", .help = "for tests: the time is read from this file (seconds since 1970), not from the system"},
  {.name = "smtp-url", .member = &Config::smtp_url, .commands = serving, .value = "URL", .help = "server that takes letters about notifications: smtp://host:25 or smtps://host:465; none given: no letters"},
  {.name = "smtp-from", .member = &Config::smtp_from, .commands = serving, .value = "ADDRESS", .help = "who the letters are from: Planstead <notes@example.org>"},
  {.name = "smtp-user", .member = &Config::smtp_user, .commands = serving, .value = "NAME", .help = "name at that server; none given: it asks for none"},
  {.name = "smtp-password-file", .member = &Config::smtp_password_file, .commands = serving, .value = "FILE", .help = "file whose first line is the password at that server"},
  {.name = "smtp-ca-file", .member = &Config::smtp_ca_file, .commands = serving, .value = "FILE", .help = "PEM of those who may vouch for that server, where the system does not know them"},
  {.name = "keep-log-days", .member = &Config::keep_log_days, .commands = serving, .value = "N", .help = "days that entries of the log of changes are kept; 0: for ever", .lowest = 0, .highest = 100'000},
  {.name = "keep-read-days", .member = &Config::keep_read_days, .commands = serving, .value = "N", .help = "days that notifications which were read are kept; 0: for ever", .lowest = 0, .highest = 100'000},
  {.name = "keep-unread-days", .member = &Config::keep_unread_days, .commands = serving, .value = "N", .help = "days that any notification is kept, read or not; 0: for ever", .lowest = 0, .highest = 100'000},
  {.name = "tasks", .member = &Config::tasks, .commands = in_demo, .value = "N", .help = "tasks of a new demonstration account", .lowest = 1, .highest = 1'000'000},
  {.name = "contacts", .member = &Config::contacts, .commands = in_demo, .value = "N", .help = "contacts of a new demonstration account; some three hundred are there always", .lowest = 0, .highest = 1'000'000},
  {.name = "seed", .member = &Config::seed, .commands = in_demo, .value = "N", .help = "the same seed and size give the same account", .lowest = 0, .highest = INT64_MAX},
  {.name = "only-load", .member = &Config::only_load, .commands = in_demo, .value = "", .help = "makes the demonstration account and ends, without serving it"},
  {.name = "silent", .member = &Config::silent, .commands = in_account_apply, .value = "", .help = "leaves no trace of the changes in the log, for first migrations"},
  {.name = "zone", .member = &Config::zone, .commands = in_account_create, .value = "ZONE", .help = "time zone of the account, as Europe/Berlin"},
  {.name = "language", .member = &Config::language, .commands = in_account_create, .value = "CODE", .help = "language of the account, as En or Ru"},
  {.name = "administrator", .member = &Config::administrator, .commands = in_account_create, .value = "NAME", .help = "makes a first person, user:1, who is administrator and owner"},
  {.name = "rows", .member = &Config::rows, .commands = in_account_dump, .value = "structure|all", .help = "structure: without tasks, checklists, data tag entries and files", .choices = "structure|all"},
  {.name = "object", .member = &Config::object, .commands = in_log, .value = "task:5", .help = "what happened to this thing alone"},
  {.name = "token", .member = &Config::token, .commands = in_log, .value = "N", .help = "what was done through this token alone", .lowest = 0, .highest = INT64_MAX},
  {.name = "last", .member = &Config::last, .commands = in_log, .value = "N", .help = "how many entries, the newest first", .lowest = 1, .highest = 1'000'000},
  {.name = "person", .member = &Config::person, .commands = in_token_create, .value = "user:N", .help = "whom the token is for: user:N or contact:N"},
  {.name = "scopes", .member = &Config::scopes, .commands = in_token_create, .value = "LIST", .help = "scopes separated by commas; none given: all"},
  {.name = "expires", .member = &Config::expires, .commands = in_token_create, .value = "DATE", .help = "until when it works, as 2027-01-01 or 2027-01-01T12:00Z; none given: for ever"},
  {.name = "name", .member = &Config::name, .commands = in_token_create, .value = "TEXT", .help = "what you call the token"},
  {.name = "per-second", .member = &Config::per_second, .commands = in_token_create, .value = "N", .help = "requests of this token in a second; 0: any number; -1: as the server's options say", .lowest = -1, .highest = most_requests},
  {.name = "per-day", .member = &Config::per_day, .commands = in_token_create, .value = "N", .help = "requests of this token in a day of UTC; 0: any number; -1: as the server's options say", .lowest = -1, .highest = most_requests},
});
// clang-format on

std::string text_of(const Config& config, const Option::Member& member) {
  struct Show {
    const Config& config;
    std::string operator()(std::string Config::*at) const { return config.*at; }
    std::string operator()(std::int64_t Config::*at) const { return std::to_string(config.*at); }
    std::string operator()(bool Config::*) const { return {}; }
  };
  return std::visit(Show{config}, member);
}
}  // namespace

std::span<const Option> options() { return table; }

const Option* find_option(std::string_view name) {
  const auto it = std::ranges::find(table, name, &Option::name);
  return it == table.end() ? nullptr : &*it;
}

std::string environment_name(const Option& option) {
  std::string name = "PLANSTEAD_";
  for (const char c : option.name)
    name += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return name;
}

std::string default_text(const Option& option) { return text_of(Config{}, option.member); }

}  // namespace planstead::app
