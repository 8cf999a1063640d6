// planstead demo: a demonstration account, and what a newcomer needs to try it.
#include <cstdio>

#include "app/commands.h"
#include "app/demo_tokens.h"
#include "app/load_demo.h"
#include "app/serving.h"

namespace planstead::app {

namespace {
void print_row(const char* what, const std::string& text) {
  std::printf("  %-15s %s\n", what, text.c_str());
}

/// On the loopback interface the certificate is for the name, not for the number.
std::string base_url(const http::Endpoint& endpoint) {
  const std::string host = endpoint.address == "127.0.0.1" ? "localhost" : endpoint.address;
  return std::string(endpoint.tls ? "https" : "http") + "://" + host + ":" +
         std::to_string(endpoint.port);
}

std::string first_request(const http::Endpoint& endpoint, const std::string& token) {
  // Nobody vouches for the self-signed certificate: curl is told to take it.
  return std::string("curl -s") + (endpoint.tls ? " -k" : "") + " -H 'Authorization: Bearer " +
         token + "' " + base_url(endpoint) +
         R"(/rest/task/list -d '{"pageSize":3,"fields":"id,name,endDateTime"}')";
}

void print_welcome(const std::vector<http::Endpoint>& endpoints, const DemoTokens& tokens) {
  std::puts("\nPlanstead serves a demonstration account.\n");
  for (const http::Endpoint& endpoint : endpoints) print_row("API", base_url(endpoint) + "/rest/");
  // A browser opens plain HTTP without a warning about the self-signed certificate.
  const http::Endpoint& easiest = endpoints.back();
  print_row("Documentation", base_url(easiest) + "/restapidocs/");
  print_row("Robot's token", tokens.robot);
  print_row("Employee's", tokens.employee);
  std::printf("\nA first request:\n\n  %s\n\nCtrl+C ends the server; the data stay.\n",
              first_request(easiest, tokens.robot).c_str());
  std::fflush(stdout);
}
}  // namespace

base::Status demo(const Invocation& invocation) {
  const Config& config = invocation.config;
  const std::string folder = config.data.empty() ? "data/demo" : config.data;
  PS_CHECK(service_options(config, folder));  // before a long loading, not behind it
  if (is_unused(folder)) {
    std::printf("Making a demonstration account of %lld tasks in %s\n",
                static_cast<long long>(config.tasks), folder.c_str());
    std::fflush(stdout);
    load_demo(folder, {.seed = static_cast<std::uint64_t>(config.seed),
                       .tasks = config.tasks,
                       .contacts = config.contacts,
                       .now = make_clock(config)->now()});
  }
  if (config.only_load) return base::ok();
  DemoTokens tokens;
  return serve_folder(config, folder,
                      {.prepare =
                           [&](storage::Store& store, const base::Clock& clock) {
                             tokens = demo_tokens(store, folder, clock.now());
                           },
                       .announce =
                           [&](const std::vector<http::Endpoint>& endpoints) {
                             print_welcome(endpoints, tokens);
                           }});
}

}  // namespace planstead::app
