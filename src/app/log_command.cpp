// The log of changes, on the command line.
#include <cstdio>

#include "app/commands.h"
#include "reply/reply.h"
#include "request/parse.h"

namespace planstead::app {

namespace {

/// The question that the operation of the log would be asked.
std::string query_of(const Config& config, std::int64_t offset, std::int64_t count) {
  std::string query = "offset=" + std::to_string(offset) + "&pageSize=" + std::to_string(count);
  if (!config.object.empty()) query += "&object=" + config.object;
  if (config.token != 0) query += "&token=" + std::to_string(config.token);
  return query;
}

}  // namespace

base::Status print_log(const Invocation& invocation) {
  constexpr std::int64_t page = 100;
  const Config& config = invocation.config;
  const auto store = open_store(data_folder_of(config));
  const catalog::CatalogPtr catalog = store->catalog();
  const request::Viewer viewer{{}, catalog->account.zone, catalog->account.language, true};
  const base::Seconds now = base::SystemClock().now();
  PS_TRY(const request::Route route, request::route("GET", "/rest/planstead/log"));
  for (std::int64_t offset = 0; offset < config.last; offset += page) {
    const std::string query = query_of(config, offset, std::min(page, config.last - offset));
    auto call = request::parse(route, query, {}, {*catalog, viewer, now});
    if (!call.ok()) return usage_failure(base::text_of(call.error()));
    PS_TRY(const plan::Outcome outcome, store->read(call.value(), viewer, now));
    for (const std::string& row : reply::rows_of(call.value(), outcome, *catalog, viewer))
      std::puts(row.c_str());
    if (std::ssize(outcome.records) < page) break;
  }
  return base::ok();
}

}  // namespace planstead::app
