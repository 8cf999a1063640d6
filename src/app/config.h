// Config: what the program was told, by flags, environment and one YAML file. One table of options;
// the rest follows.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"

namespace planstead::app {

/// The settings with their defaults.
struct Config {
  std::string config;  ///< the YAML file
  std::string data;    ///< empty: the command's own default
  std::string listen_https = "127.0.0.1:8443";
  std::string listen_http = "127.0.0.1:8080";
  bool allow_plain_http = false;
  std::string certificate, key;
  std::int64_t threads = 0;          ///< 0: one for each core
  std::int64_t metrics_port = 9464;  ///< -1: none, 0: any free one
  std::string log_format = "text", log_level = "info";
  std::string docs_folder;  ///< empty: `restapidocs` beside the program
  std::string cors_origins = "*";
  std::int64_t max_body_bytes = 8 * 1024 * 1024, max_header_bytes = 16 * 1024;
  std::int64_t max_upload_bytes = 100 * 1024 * 1024;
  std::string fetch_allowed, public_url;
  std::int64_t request_seconds = 30, idle_seconds = 75, grace_seconds = 20;
  std::int64_t max_connections = 4096;
  std::int64_t account_per_second = 0, account_per_day = 0;  ///< 0: no limit
  std::int64_t token_per_second = 0, token_per_day = 0, token_parallel = 1000;
  std::string limit_status = "403";
  std::int64_t begin_seconds = 60, answer_seconds = 60, busy_grace_ms = 50;
  std::string clock_file;
  std::string smtp_url, smtp_from, smtp_user, smtp_password_file, smtp_ca_file;
  std::int64_t keep_log_days = 0, keep_read_days = 90, keep_unread_days = 365;
  std::int64_t tasks = 2000, contacts = 300, seed = 1;       ///< demo
  bool only_load = false;                                    ///< demo
  bool silent = false;                                       ///< account apply
  std::string zone = "UTC", language = "En", administrator;  ///< account create
  std::string rows = "all";                                  ///< account dump
  std::string person, scopes, expires, name;                 ///< token create
  std::int64_t per_second = -1, per_day = -1;                ///< token create; -1: as the server
  std::string object;                                        ///< log
  std::int64_t token = 0, last = 100;                        ///< log
};

/// The commands, as bits, so that an option can name those which take it.
enum Commands : unsigned {
  in_serve = 1,
  in_demo = 2,
  in_account_create = 4,
  in_account_apply = 8,
  in_account_dump = 16,
  in_token_create = 32,
  in_token_list = 64,
  in_token_revoke = 128,
  in_version = 256,
  in_log = 512,
};

/// One option: its flag and YAML key are the name, its environment variable the name in capitals
/// behind PLANSTEAD_.
struct Option {
  using Member = std::variant<std::string Config::*, std::int64_t Config::*, bool Config::*>;
  std::string_view name;
  Member member;
  unsigned commands;
  std::string_view value;  ///< what help calls the value; empty for a switch
  std::string_view help;
  std::int64_t lowest = 0, highest = 0;  ///< bounds of a number
  std::string_view choices = {};         ///< words that are taken, joined by `|`; empty: any text
};

std::span<const Option> options();
const Option* find_option(std::string_view name);
std::string environment_name(const Option& option);
/// The default as help shows it; empty where there is none.
std::string default_text(const Option& option);

/// Sets one option from its text. `where` says in the error line where the text came from.
base::Status set_option(Config& config, const Option& option, std::string_view text,
                        std::string_view where);

/// Flags that the command line gave.
using Flags = std::map<const Option*, std::string>;
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// Joins all sources: a flag wins over the environment, that over the file, that over the default.
base::Result<Config> resolve(const Flags& flags, const Environment& environment);

/// Sets what a YAML file says; errors name file and line. `text` is the file's content.
base::Status read_config_file(Config& config, const std::string& path, const std::string& text);

/// What went wrong as the one line that the terminal shows. Code 41 marks a mistake of the caller
/// (exit code 2).
base::Error usage_failure(std::string line);
base::Error failure(std::string line);

}  // namespace planstead::app
