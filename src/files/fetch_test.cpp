// The guard of URLs against a listening socket of this machine: whatever the spelling, nothing may
// reach it. Downloads that are allowed are tested from outside (tests/files.py).
#include "files/fetch.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <random>

namespace planstead::files {
namespace {

/// Listens on all addresses of this machine and counts who comes.
class Trap {
 public:
  Trap() : socket_(::socket(AF_INET6, SOCK_STREAM | SOCK_NONBLOCK, 0)) {
    const int off = 0;
    ::setsockopt(socket_, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(socket_, 100), 0);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port = std::to_string(ntohs(address.sin6_port));
  }
  ~Trap() { ::close(socket_); }
  Trap(const Trap&) = delete;
  Trap& operator=(const Trap&) = delete;

  bool empty() const {
    const int visitor = ::accept(socket_, nullptr, nullptr);
    if (visitor < 0) return true;
    ::close(visitor);
    return false;
  }

  std::string port;

 private:
  int socket_;
};

base::Status ignore(std::string_view) { return base::ok(); }

class Guard : public testing::Test {
 protected:
  base::Error refusal(const std::string& url) const {
    const auto fetched = fetcher_.fetch(url, ignore);
    return fetched.ok() ? base::Error{} : fetched.error();
  }
  bool reached() const { return !trap_.empty(); }
  static bool is_unsafe(const base::Error& error) {
    return error.code == base::ErrorCode::parameter_invalid &&
           base::text_of(error) == "Unsafe url for downloading file";  // observed 3.17
  }

  Trap trap_;
  Fetcher fetcher_{AddressList(), {.connect = std::chrono::seconds(2)}};
};

/// A number in one of the spellings that inet_aton knows.
std::string spell(std::uint32_t number, unsigned form) {
  char text[32];
  const char* formats[] = {"%u", "0x%x", "0%o", "0x%08X", "000%o"};
  std::snprintf(text, sizeof text, formats[form % std::size(formats)], number);
  return text;
}

/// One address in one of hundreds of spellings.
std::string spell_address(std::uint32_t address, std::mt19937& random) {
  switch (random() % 6) {
    case 0:
      return spell(address, random());
    case 1:
      return spell(address >> 24, random()) + "." + spell(address & 0xffffff, random());
    case 2:
      return spell(address >> 24, random()) + "." + spell(address >> 16 & 255, random()) + "." +
             spell(address & 0xffff, random());
    case 3: {
      char text[64];
      std::snprintf(text, sizeof text, random() % 2 ? "[::ffff:%x:%x]" : "[0:0:0:0:0:FFFF:%04X:%X]",
                    address >> 16, address & 0xffff);
      return text;
    }
    default: {
      std::string text;
      for (int shift = 24; shift >= 0; shift -= 8)
        text += (text.empty() ? "" : ".") + spell(address >> shift & 255, random());
      return text;
    }
  }
}

/// Letters of a host as `%XX`.
std::string escape(const std::string& host, std::mt19937& random) {
  std::string out;
  for (const char c : host) {
    char text[8];
    std::snprintf(text, sizeof text, random() % 3 || c == '[' || c == ']' ? "%c" : "%%%02x", c);
    out += text;
  }
  return out;
}

TEST_F(Guard, fuzz_no_spelling_of_an_inner_address_leads_to_it) {
  std::mt19937 random(127'001);
  const std::uint32_t inner[] = {0x7f000001, 0x7f000001, 0x7f000001, 0x00000000, 0x7f123456};
  for (int round = 0; round < 1000; ++round) {
    std::string host = spell_address(inner[random() % std::size(inner)], random);
    if (random() % 4 == 0 && host.front() != '[') host += ".";
    if (random() % 3 == 0) host = escape(host, random);
    const char* schemes[] = {"http://", "HTTP://", "hTTp:///", "http:/"};
    const std::string url = schemes[random() % std::size(schemes)] + host + ":" + trap_.port +
                            "/file?a=http://1.1.1.1/";
    EXPECT_TRUE(is_unsafe(refusal(url))) << url;
  }
  EXPECT_FALSE(reached());
}

TEST_F(Guard, inner_addresses_in_all_their_clothes_are_unsafe) {
  for (const std::string host : {"127.0.0.1",
                                 "127.1",
                                 "0",
                                 "0.0.0.0",
                                 "2130706433",
                                 "0x7f000001",
                                 "017700000001",
                                 "0x7f.0.0.1",
                                 "[::1]",
                                 "[::]",
                                 "[::ffff:127.0.0.1]",
                                 "[::127.0.0.1]",
                                 "localhost",
                                 "LOCALHOST",
                                 "10.0.0.1",
                                 "172.16.9.9",
                                 "192.168.0.1",
                                 "169.254.169.254",
                                 "100.64.0.1",
                                 "224.0.0.1",
                                 "255.255.255.255",
                                 "[fe80::1]",
                                 "[fc00::1]",
                                 "[ff02::1]",
                                 "[64:ff9b::7f00:1]",
                                 "[2002:7f00:1::]",
                                 "[0:0:0:0:0:ffff:7f00:0001]"})
    EXPECT_TRUE(is_unsafe(refusal("http://" + host + ":" + trap_.port + "/"))) << host;
  EXPECT_FALSE(reached());
}

TEST_F(Guard, a_name_is_judged_by_what_it_leads_to) {
  fetcher_.names = {"files.example:" + trap_.port + ":127.0.0.1",
                    "two.example:" + trap_.port + ":[::1],127.0.0.1"};
  EXPECT_TRUE(is_unsafe(refusal("http://files.example:" + trap_.port + "/a.pdf")));
  EXPECT_TRUE(is_unsafe(refusal("http://two.example:" + trap_.port + "/a.pdf")));
  EXPECT_FALSE(reached());
}

TEST_F(Guard, other_schemes_and_names_of_users_are_unsafe) {
  const std::string here = "127.0.0.1:" + trap_.port + "/";
  for (const std::string& url : {std::string("file:///etc/passwd"),
                                 std::string("ftp://1.1.1.1/a"),
                                 "gopher://" + here,
                                 "dict://" + here,
                                 "ldap://" + here,
                                 "smb://" + here,
                                 "telnet://" + here,
                                 "ws://" + here,
                                 "http://1.1.1.1@" + here,
                                 std::string("http://user:word@1.1.1.1/"),
                                 std::string("http://"),
                                 std::string("http:///"),
                                 std::string("https://"),
                                 std::string("javascript:alert(1)"),
                                 std::string("//1.1.1.1/"),
                                 std::string("1.1.1.1"),
                                 std::string("/etc/passwd"),
                                 std::string(""),
                                 std::string("http://a b/"),
                                 std::string("http://1.1.1.1\r\nHost: a/"),
                                 std::string("http://[::1"),
                                 std::string("data:text/plain,a"),
                                 "http://example.com/" + std::string(5000, 'a')})
    EXPECT_TRUE(is_unsafe(refusal(url))) << url;
  EXPECT_FALSE(reached());
}

TEST_F(Guard, proxies_of_the_environment_are_no_way_around) {
  ::setenv("http_proxy", ("http://127.0.0.1:" + trap_.port).c_str(), 1);
  ::setenv("ALL_PROXY", ("http://127.0.0.1:" + trap_.port).c_str(), 1);
  fetcher_.names = {"files.example:80:127.0.0.2"};
  EXPECT_TRUE(is_unsafe(refusal("http://files.example/a")));
  EXPECT_FALSE(reached());
  ::unsetenv("http_proxy");
  ::unsetenv("ALL_PROXY");
}

TEST_F(Guard, listed_addresses_are_let_through_and_their_neighbours_not) {
  Fetcher allowing(AddressList::parse("127.0.0.1").value(), {.total = std::chrono::seconds(1)});
  const auto fetched = allowing.fetch("http://127.0.0.1:" + trap_.port + "/", ignore);
  ASSERT_FALSE(fetched.ok());  // the trap never answers
  EXPECT_EQ(fetched.error().code, base::ErrorCode::file_not_added);
  EXPECT_TRUE(reached());
  EXPECT_FALSE(allowing.fetch("http://127.0.0.2:" + trap_.port + "/", ignore).ok());
  EXPECT_FALSE(reached());
}

TEST_F(Guard, a_stop_ends_downloads) {
  Fetcher allowing(AddressList::parse("127.0.0.1").value(), {});
  allowing.stop();
  EXPECT_FALSE(allowing.fetch("http://127.0.0.1:" + trap_.port + "/", ignore).ok());
}

}  // namespace
}  // namespace planstead::files
