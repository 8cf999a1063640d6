// What serve and demo share: clock, log, lock, store and service over one data folder.
#pragma once

#include "app/command_line.h"
#include "app/service.h"

namespace planstead::app {

/// Called with the open store before it is served, and told the addresses afterwards.
struct ServingHooks {
  std::function<void(storage::Store&, const base::Clock&)> prepare;
  Service::Announce announce;
};

/// Serves the account of a folder until a signal ends it.
base::Status serve_folder(const Config& config, const std::string& folder,
                          const ServingHooks& hooks);

/// The system's clock, or the file's that a test named. Throws std::runtime_error.
std::unique_ptr<base::Clock> make_clock(const Config& config);

}  // namespace planstead::app
