// Everything that a server consists of is made here, in order, and ends in the opposite order.
#include "app/serving.h"

#include "app/commands.h"
#include "app/endpoint.h"
#include "app/file_clock.h"
#include "app/folder_lock.h"

namespace planstead::app {

std::unique_ptr<base::Clock> make_clock(const Config& config) {
  if (!config.clock_file.empty()) return std::make_unique<FileClock>(config.clock_file);
  return std::make_unique<base::SystemClock>();
}

base::Status serve_folder(const Config& config, const std::string& folder,
                          const ServingHooks& hooks) {
  PS_TRY(const ServiceOptions options, service_options(config, folder));
  Signals signals;
  const auto clock = make_clock(config);
  const Log log(log_format_of(config.log_format), level_of(config.log_level), *clock,
                standard_error());
  // Before the account is opened, since that may convert it, and another server may be at it.
  std::optional<FolderLock> lock;
  if (storage::Store::exists(folder)) lock.emplace(folder);
  auto store = open_store(folder);
  hooks.prepare(*store, *clock);
  Service service(options, std::move(store), *clock, log);
  service.run(signals, hooks.announce);
  return base::ok();
}

base::Status serve(const Invocation& invocation) {
  const auto announce = [](const std::vector<http::Endpoint>& endpoints) {
    for (const http::Endpoint& endpoint : endpoints)
      std::printf("serving %s/rest/\n", url_of(endpoint).c_str());
    std::fflush(stdout);
  };
  return serve_folder(
      invocation.config, data_folder_of(invocation.config),
      {.prepare = [](storage::Store&, const base::Clock&) {}, .announce = announce});
}

}  // namespace planstead::app
