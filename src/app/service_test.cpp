// Addresses, what may not be served, the lock of a folder, the clock's file, the figures of
// /metrics.
#include "app/service.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "app/endpoint.h"
#include "app/file_clock.h"
#include "app/folder_lock.h"

namespace planstead::app {
namespace {

TEST(Endpoint, reads_what_people_write) {
  EXPECT_EQ(parse_endpoint("127.0.0.1:8080", false).value()->port, 8080);
  EXPECT_EQ(parse_endpoint("localhost:0", true).value()->address, "127.0.0.1");
  EXPECT_EQ(url_of(*parse_endpoint("[::1]:8443", true).value()), "https://[::1]:8443");
  EXPECT_FALSE(parse_endpoint("off", true).value().has_value());
  for (const std::string_view wrong :
       {"", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:-1",
        "example.org:80", "::1:80", "[127.0.0.1]:80"})
    EXPECT_FALSE(parse_endpoint(wrong, true).ok()) << wrong;
}

TEST(ServiceOptions, plain_http_outside_loopback_is_served_only_when_named) {
  Config config;
  config.listen_http = "0.0.0.0:8080";
  const auto refused = service_options(config, "data");
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().detail.find("--allow-plain-http"), std::string::npos);
  config.allow_plain_http = true;
  EXPECT_TRUE(service_options(config, "data").ok());
  config = {};
  config.listen_https = "0.0.0.0:8443";
  EXPECT_TRUE(service_options(config, "data").ok());
}

TEST(ServiceOptions, a_certificate_needs_its_key_and_something_must_be_served) {
  Config config;
  config.certificate = "a.pem";
  EXPECT_FALSE(service_options(config, "data").ok());
  config = {};
  config.listen_http = config.listen_https = "off";
  EXPECT_FALSE(service_options(config, "data").ok());
  config = {};
  config.metrics_port = -1;
  const auto options = service_options(config, "data");
  EXPECT_FALSE(options.value().metrics.has_value());
  EXPECT_TRUE(options.value().self_signed);
  EXPECT_EQ(options.value().tls.private_key, "data/key.pem");
}

TEST(FolderLock, keeps_a_second_server_away_until_the_first_ends) {
  const std::string folder = testing::TempDir();
  {
    const FolderLock first(folder);
    EXPECT_THROW(FolderLock{folder}, std::runtime_error);
  }
  EXPECT_NO_THROW(FolderLock{folder});
  EXPECT_THROW(FolderLock{"/nowhere/at/all"}, std::runtime_error);
}

TEST(FileClock, follows_its_file_and_keeps_the_last_time_when_that_breaks) {
  const std::string path = testing::TempDir() + "planstead_clock";
  std::filesystem::remove(path);
  EXPECT_THROW(FileClock{path}, std::runtime_error);
  std::ofstream(path) << "100\n";
  const FileClock clock(path);
  EXPECT_EQ(clock.now(), 100);
  std::ofstream(path) << "200";
  EXPECT_EQ(clock.now(), 200);
  std::ofstream(path) << "soon";
  EXPECT_EQ(clock.now(), 200);
}

TEST(Metrics, count_by_operation_and_status) {
  Metrics metrics;
  Observation seen;
  seen.operation = schema::operations().data();
  seen.status = 200;
  seen.total = std::chrono::microseconds(300);
  seen.stages[0] = std::chrono::microseconds(200);
  metrics.record(seen);
  seen.operation = nullptr;
  seen.status = 418;
  metrics.record(seen);
  const std::string text = metrics.text({});
  for (const std::string_view line :
       {"planstead_requests_total{operation=\"ping\",status=\"200\"} 1\n",
        "planstead_requests_total{operation=\"none\",status=\"other\"} 1\n",
        "planstead_request_seconds_bucket{operation=\"ping\",le=\"0.00025\"} 0\n",
        "planstead_request_seconds_bucket{operation=\"ping\",le=\"0.0005\"} 1\n",
        "planstead_request_seconds_bucket{operation=\"ping\",le=\"+Inf\"} 1\n",
        "planstead_stage_seconds_count{stage=\"admit\"} 2\n", "planstead_commits_total 0\n"})
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
}

}  // namespace
}  // namespace planstead::app
