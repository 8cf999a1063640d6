// Numbers of variable length, as blobs of a segment hold them: seven bits a byte, low ones first.
#pragma once

#include <cstdint>
#include <vector>

namespace planstead::search {

using Bytes = std::vector<std::uint8_t>;

inline void put_varint(Bytes& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) out.push_back(static_cast<std::uint8_t>(number | 0x80));
  out.push_back(static_cast<std::uint8_t>(number));
}

/// Reads one and moves on. Only over bytes that `put_varint` wrote: there is no check of the end.
inline std::uint64_t get_varint(const std::uint8_t*& at) {
  std::uint64_t number = *at & 0x7f;
  for (int shift = 7; (*at++ & 0x80) != 0; shift += 7)
    number |= static_cast<std::uint64_t>(*at & 0x7f) << shift;
  return number;
}

inline std::size_t varint_size(std::uint64_t number) {
  std::size_t size = 1;
  while ((number >>= 7) != 0) ++size;
  return size;
}

/// Signed numbers near zero stay short.
inline std::uint64_t zigzag(std::int64_t number) {
  return (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63);
}
inline std::int64_t unzigzag(std::uint64_t number) {
  return static_cast<std::int64_t>(number >> 1) ^ -static_cast<std::int64_t>(number & 1);
}

}  // namespace planstead::search
