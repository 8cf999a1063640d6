// The judgement of addresses, by table and by bits.
#include "files/address.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>
#include <random>
#include <string>

namespace planstead::files {
namespace {

TEST(Address, knows_public_ones_from_all_others) {
  for (const char* text :
       {"1.1.1.1",         "8.8.8.8",         "9.255.255.255",     "11.0.0.0",
        "100.63.255.255",  "100.128.0.0",     "126.255.255.255",   "128.0.0.0",
        "169.253.255.255", "172.15.255.255",  "172.32.0.0",        "192.0.1.0",
        "192.167.255.255", "192.169.0.0",     "198.17.255.255",    "198.20.0.0",
        "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1", "2001:4860::1",
        "::ffff:8.8.8.8",  "64:ff9b::8.8.8.8"})
    EXPECT_TRUE(is_public(*parse_address(text))) << text;
  for (const char* text : {"0.0.0.0",
                           "0.1.2.3",
                           "10.0.0.1",
                           "10.255.255.255",
                           "100.64.0.0",
                           "100.127.255.255",
                           "127.0.0.1",
                           "127.255.255.255",
                           "169.254.169.254",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.0.0.1",
                           "192.0.2.1",
                           "192.88.99.1",
                           "192.168.0.1",
                           "198.18.0.1",
                           "198.19.255.255",
                           "198.51.100.1",
                           "203.0.113.1",
                           "224.0.0.1",
                           "239.255.255.255",
                           "240.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "::2",
                           "::127.0.0.1",
                           "::8.8.8.8",
                           "::ffff:127.0.0.1",
                           "::ffff:10.0.0.1",
                           "::ffff:169.254.169.254",
                           "::ffff:0:127.0.0.1",
                           "64:ff9b::127.0.0.1",
                           "64:ff9b::10.1.1.1",
                           "64:ff9b:1::8.8.8.8",
                           "100::1",
                           "2001::1",
                           "2001:0:8.8.8.8::",
                           "2001:db8::1",
                           "2002:7f00:1::",
                           "2002:808:808::",
                           "3fff::1",
                           "5f00::1",
                           "fc00::1",
                           "fd12:3456::1",
                           "fe80::1",
                           "fec0::1",
                           "ff02::1",
                           "ff05::2"})
    if (const auto address = parse_address(text)) {
      EXPECT_FALSE(is_public(*address)) << text;
    }
}

TEST(Address, the_next_address_beyond_each_private_network_is_not_private) {
  std::mt19937 random(11);
  for (int round = 0; round < 20'000; ++round) {
    const auto number = static_cast<std::uint32_t>(random());
    Address address{};
    address[10] = address[11] = 0xff;
    for (unsigned i = 0; i < 4; ++i)
      address[12 + i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
    const std::uint32_t a = number >> 24, b = number >> 16 & 255, c = number >> 8 & 255;
    const bool special = a == 0 || a == 10 || a == 127 || a >= 224 ||
                         (a == 100 && b >= 64 && b < 128) || (a == 169 && b == 254) ||
                         (a == 172 && b >= 16 && b < 32) || (a == 192 && b == 168) ||
                         (a == 192 && b == 0 && (c == 0 || c == 2)) ||
                         (a == 192 && b == 88 && c == 99) || (a == 198 && (b == 18 || b == 19)) ||
                         (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113);
    EXPECT_EQ(is_public(address), !special) << number;
    Address inside = *parse_address("64:ff9b::");
    std::memcpy(inside.data() + 12, address.data() + 12, 4);
    EXPECT_EQ(is_public(inside), !special) << number;
  }
}

TEST(Address, is_read_from_sockets_of_both_families_and_no_other) {
  sockaddr_in four{};
  four.sin_family = AF_INET;
  four.sin_addr.s_addr = htonl(0x7f000001);
  EXPECT_EQ(address_of(reinterpret_cast<const sockaddr&>(four)), parse_address("127.0.0.1"));
  sockaddr_in6 six{};
  six.sin6_family = AF_INET6;
  six.sin6_addr = in6addr_loopback;
  EXPECT_EQ(address_of(reinterpret_cast<const sockaddr&>(six)), parse_address("::1"));
  sockaddr_storage local{};
  local.ss_family = AF_UNIX;
  EXPECT_EQ(address_of(reinterpret_cast<const sockaddr&>(local)), std::nullopt);
}

TEST(AddressList, holds_addresses_and_networks) {
  const auto list = AddressList::parse(" 127.0.0.1, 10.0.0.0/8,fd00::/9 ,, 192.168.1.128/25");
  ASSERT_TRUE(list.ok());
  for (const char* in : {"127.0.0.1", "::ffff:127.0.0.1", "10.1.2.3", "fd7f::1", "192.168.1.129"})
    EXPECT_TRUE(list.value().holds(*parse_address(in))) << in;
  for (const char* out : {"127.0.0.2", "11.0.0.1", "::1", "fdff::1", "192.168.1.127"})
    EXPECT_FALSE(list.value().holds(*parse_address(out))) << out;
  EXPECT_FALSE(AddressList::parse("").value().holds(*parse_address("127.0.0.1")));
  for (const char* bad : {"localhost", "10.0.0.0/33", "10.0.0.0/-1", "::1/129", "10.0.0/8", "1/"})
    EXPECT_FALSE(AddressList::parse(bad).ok()) << bad;
}

}  // namespace
}  // namespace planstead::files
