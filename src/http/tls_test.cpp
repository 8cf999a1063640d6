// TLS with certificates of our own making.
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "http/loopback_test.h"

namespace planstead::http {
namespace {

constexpr std::int64_t now = 1'800'000'000;
constexpr std::string_view simple = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

class Tls : public ::testing::Test {
 protected:
  Tls() {
    std::string name = (std::filesystem::temp_directory_path() / "planstead-tls-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~Tls() override { std::filesystem::remove_all(folder_); }

  TlsFiles files(const std::string& name) const {
    return {(folder_ / (name + ".crt")).string(), (folder_ / (name + ".key")).string()};
  }
  TlsFiles made(const std::string& name) const {
    make_self_signed(files(name), now);
    return files(name);
  }

 private:
  std::filesystem::path folder_;
};

void secure(const Request& request, Responder respond) {
  Response response;
  response.body = request.tls ? "secure " + std::string(request.body) : "plain";
  respond(std::move(response));
}

std::string content(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(Tls, certificate_is_for_the_names_of_this_machine_and_ten_years) {
  const TlsFiles pair = made("own");
  struct stat key {};
  ASSERT_EQ(stat(pair.private_key.c_str(), &key), 0);
  EXPECT_EQ(key.st_mode & 0777, 0600u);
  std::FILE* file = std::fopen(pair.certificate_chain.c_str(), "r");
  X509* certificate = PEM_read_X509(file, nullptr, nullptr, nullptr);
  std::fclose(file);
  ASSERT_NE(certificate, nullptr);
  EXPECT_EQ(X509_check_host(certificate, "localhost", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate, "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate, "::1", 0), 1);
  EXPECT_EQ(X509_check_host(certificate, "example.com", 0, 0, nullptr), 0);
  std::time_t soon = now + 3650LL * 86400, late = now + 3660LL * 86400;
  EXPECT_EQ(X509_cmp_time(X509_get0_notAfter(certificate), &soon), 1);
  EXPECT_EQ(X509_cmp_time(X509_get0_notAfter(certificate), &late), -1);
  X509_free(certificate);
}

TEST_F(Tls, certificate_that_is_there_stays) {
  const TlsFiles pair = made("own");
  const std::string before = content(pair.certificate_chain);
  make_self_signed(pair, now + 1);
  EXPECT_EQ(content(pair.certificate_chain), before);
  std::filesystem::remove(pair.certificate_chain);
  EXPECT_THROW(make_self_signed(pair, now), std::runtime_error);
  EXPECT_THROW(make_self_signed({"/nowhere/a", "/nowhere/b"}, now), std::runtime_error);
}

TEST_F(Tls, serves_both_versions_and_refuses_older_ones) {
  Running running(secure, {}, 1, made("own"));
  struct Row {
    int version;
    std::string name;
  };
  for (const auto& [version, name] : {Row{0, "TLSv1.3"}, Row{0x0303, "TLSv1.2"}}) {
    Client client(running.port);
    ASSERT_TRUE(client.start_tls(version));
    EXPECT_EQ(client.tls_version(), name);
    client.send(std::string(simple) +
                "POST /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 4\r\n\r\nбо");
    EXPECT_EQ(client.read().body, "secure ");
    EXPECT_EQ(client.read().body, "secure бо");
    EXPECT_TRUE(client.at_end());
  }
  Client old(running.port);
  EXPECT_FALSE(old.start_tls(0x0302));
}

TEST_F(Tls, carries_large_bodies_both_ways) {
  Running running(secure, {}, 1, made("own"));
  Client client(running.port);
  ASSERT_TRUE(client.start_tls());
  const std::string body(1'000'000, 'y');
  EXPECT_TRUE(
      client.ask("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" + body).body ==
      "secure " + body);
  EXPECT_EQ(client.ask(simple).status, 200);
}

TEST_F(Tls, gives_new_connections_the_new_certificate_and_keeps_the_old_if_the_new_is_bad) {
  Running running(secure, {}, 2, made("first"));
  Client first(running.port);
  ASSERT_TRUE(first.start_tls());
  running.server->use_tls(made("second"));
  Client second(running.port);
  ASSERT_TRUE(second.start_tls());
  EXPECT_NE(first.certificate_serial(), second.certificate_serial());
  EXPECT_EQ(first.ask(simple).status, 200);

  const TlsFiles mixed{files("first").certificate_chain, files("second").private_key};
  EXPECT_THROW(running.server->use_tls(mixed), std::runtime_error);
  EXPECT_THROW(running.server->use_tls(files("absent")), std::runtime_error);
  Client third(running.port);
  ASSERT_TRUE(third.start_tls());
  EXPECT_EQ(third.certificate_serial(), second.certificate_serial());
}

TEST_F(Tls, refuses_past_the_connection_limit_with_503) {
  Limits limits;
  limits.connections = 1;
  Running running(secure, limits, 1, made("own"));
  Client first(running.port);
  ASSERT_TRUE(first.start_tls());
  Client second(running.port);
  ASSERT_TRUE(second.start_tls());
  EXPECT_EQ(second.read().status, 503);
  EXPECT_EQ(first.ask(simple).status, 200);
}

TEST_F(Tls, ends_handshakes_that_take_too_long) {
  Running running(secure, {}, 1, made("own"));
  Client silent(running.port);
  ASSERT_TRUE(eventually([&] { return running.server->counters().connections_total == 1; }));
  // Counted a moment before its thread knows it, so the time may have to move more than once.
  ASSERT_TRUE(eventually([&] {
    running.forward(std::chrono::seconds(31));
    return running.server->counters().connections_open == 0;
  }));
  EXPECT_TRUE(silent.at_end());
}

TEST_F(Tls, finishes_requests_when_stopped) {
  Running running(secure, {}, 1, made("own"));
  Client idle(running.port), begun(running.port);
  ASSERT_TRUE(idle.start_tls());
  ASSERT_TRUE(begun.start_tls());
  EXPECT_EQ(idle.ask(simple).status, 200);
  const std::uint64_t before = running.server->counters().bytes_in;
  const std::string_view half = "GET /a HTTP/1.1\r\n";
  begun.send(half);
  ASSERT_TRUE(
      eventually([&] { return running.server->counters().bytes_in == before + half.size(); }));
  running.stop();
  EXPECT_TRUE(idle.at_end());
  EXPECT_EQ(begun.ask("Host: x\r\n\r\n").header("Connection"), "close");
}

}  // namespace
}  // namespace planstead::http
