// Which network addresses the server may fetch from. Knows neither names nor URLs: it judges what a
// name has led to, at the moment of connecting.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"

struct sockaddr;

namespace planstead::files {

/// An address of either family; those of IPv4 as ::ffff:a.b.c.d.
using Address = std::array<std::uint8_t, 16>;

/// nullopt for other families.
std::optional<Address> address_of(const sockaddr& where);
/// `127.0.0.1`, `::1`: nothing but an address.
std::optional<Address> parse_address(std::string_view text);

/// Not of this machine, a private network, or a range of special meaning. An address that carries
/// one of IPv4 inside (mapped, NAT64) is judged by that.
bool is_public(const Address& address);

/// Addresses and networks that are allowed although they are not public.
class AddressList {
 public:
  /// `127.0.0.1, 10.0.0.0/8, fd00::/8`; the error names what cannot be read.
  static base::Result<AddressList> parse(std::string_view text);
  bool holds(const Address& address) const;

 private:
  struct Network {
    Address start{};
    unsigned bits = 128;
  };
  std::vector<Network> networks_;
};

}  // namespace planstead::files
