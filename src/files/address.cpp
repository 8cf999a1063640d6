// The registries of special-purpose addresses (IANA, RFC 6890) as a table.
#include "files/address.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "base/text.h"

namespace planstead::files {
namespace {

constexpr unsigned v4_bits = 96;  // in front of an IPv4 address

constexpr Address v4(std::uint8_t a, std::uint8_t b = 0, std::uint8_t c = 0, std::uint8_t d = 0) {
  return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d};
}
constexpr Address v6(std::uint16_t first, std::uint16_t second = 0, std::uint16_t third = 0) {
  Address address{};
  const std::uint16_t parts[] = {first, second, third};
  for (std::size_t i = 0; i < 3; ++i) {
    address[2 * i] = static_cast<std::uint8_t>(parts[i] >> 8);
    address[2 * i + 1] = static_cast<std::uint8_t>(parts[i]);
  }
  return address;
}

struct Block {
  Address start;
  unsigned bits;
};

// clang-format off
constexpr Block special[] = {
  {v4(0), v4_bits + 8},             // this network
  {v4(10), v4_bits + 8},            // private
  {v4(100, 64), v4_bits + 10},      // shared by carriers (CGNAT)
  {v4(127), v4_bits + 8},           // loopback
  {v4(169, 254), v4_bits + 16},     // link-local, clouds' metadata
  {v4(172, 16), v4_bits + 12},      // private
  {v4(192, 0, 0), v4_bits + 24},    // protocol assignments
  {v4(192, 0, 2), v4_bits + 24},    // documentation
  {v4(192, 88, 99), v4_bits + 24},  // 6to4 relays
  {v4(192, 168), v4_bits + 16},     // private
  {v4(198, 18), v4_bits + 15},      // benchmarks
  {v4(198, 51, 100), v4_bits + 24}, // documentation
  {v4(203, 0, 113), v4_bits + 24},  // documentation
  {v4(224), v4_bits + 4},           // multicast
  {v4(240), v4_bits + 4},           // reserved, broadcast
  {v6(0x2001), 23},                 // protocol assignments, Teredo
  {v6(0x2001, 0x0db8), 32},         // documentation
  {v6(0x2002), 16},                 // 6to4: carries any IPv4 address
  {v6(0x3fff), 20},                 // documentation
};
// clang-format on

constexpr Block mapped{v4(0), v4_bits};
constexpr Block nat64{v6(0x0064, 0xff9b), 96};
constexpr Block unicast{v6(0x2000), 3};  // the one range of IPv6 that is public

bool within(const Address& address, const Address& start, unsigned bits) {
  const unsigned whole = bits / 8, left = bits % 8;
  if (!std::equal(start.begin(), start.begin() + whole, address.begin())) return false;
  if (left == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xff << (8 - left));
  return (start[whole] & mask) == (address[whole] & mask);
}
bool within(const Address& address, const Block& block) {
  return within(address, block.start, block.bits);
}

/// A machine reaches itself by its public addresses, too.
bool is_own(const Address& address) {
  ifaddrs* all = nullptr;
  if (::getifaddrs(&all) != 0) return false;
  bool found = false;
  for (const ifaddrs* one = all; one != nullptr; one = one->ifa_next)
    found = found || (one->ifa_addr != nullptr && address_of(*one->ifa_addr) == address);
  ::freeifaddrs(all);
  return found;
}

}  // namespace

std::optional<Address> address_of(const sockaddr& where) {
  Address address{};
  if (where.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &where, sizeof in);
    const std::uint32_t number = ntohl(in.sin_addr.s_addr);
    return v4(static_cast<std::uint8_t>(number >> 24), static_cast<std::uint8_t>(number >> 16),
              static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number));
  }
  if (where.sa_family != AF_INET6) return std::nullopt;
  sockaddr_in6 in{};
  std::memcpy(&in, &where, sizeof in);
  std::memcpy(address.data(), &in.sin6_addr, address.size());
  return address;
}

std::optional<Address> parse_address(std::string_view text) {
  const std::string copy(text);
  Address address{};
  if (::inet_pton(AF_INET6, copy.c_str(), address.data()) == 1) return address;
  std::uint8_t four[4];
  if (::inet_pton(AF_INET, copy.c_str(), four) != 1) return std::nullopt;
  return v4(four[0], four[1], four[2], four[3]);
}

bool is_public(const Address& address) {
  Address judged = address;
  if (within(address, nat64)) judged = v4(address[12], address[13], address[14], address[15]);
  if (!within(judged, mapped) && !within(judged, unicast)) return false;
  return std::ranges::none_of(special, [&](const Block& block) { return within(judged, block); }) &&
         !is_own(judged);
}

base::Result<AddressList> AddressList::parse(std::string_view text) {
  AddressList list;
  for (std::string_view part : base::split(text, ',')) {
    part = base::trim(part);
    if (part.empty()) continue;
    const std::size_t slash = part.find('/');
    const auto address = parse_address(part.substr(0, slash));
    if (!address) return base::invalid({}, std::string(part) + " is no address");
    Network network{*address, 128};
    if (slash != std::string_view::npos) {
      const unsigned base_bits = within(*address, mapped) ? v4_bits : 0;
      const auto bits = base::parse_integer(part.substr(slash + 1));
      if (!bits || *bits < 0 || *bits > 128 - static_cast<int>(base_bits))
        return base::invalid({}, std::string(part) + " is no network");
      network.bits = base_bits + static_cast<unsigned>(*bits);
    }
    list.networks_.push_back(network);
  }
  return list;
}

bool AddressList::holds(const Address& address) const {
  return std::ranges::any_of(networks_, [&](const Network& network) {
    return within(address, network.start, network.bits);
  });
}

}  // namespace planstead::files
