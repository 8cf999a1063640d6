// A piece of a file into a connection, in constant memory: by the kernel alone where the bytes go
// as they are, through a small buffer where they are encrypted.
#pragma once

#include <sys/sendfile.h>
#include <unistd.h>

#include <boost/asio/write.hpp>
#include <memory>

#include "http/open_file.h"
#include "http/transport.h"

namespace planstead::http {

/// The most that is sent between two turns of the event loop.
inline constexpr std::size_t file_step = 1024 * 1024;
inline constexpr std::size_t tls_step = 256 * 1024;

/// False: the peer is gone, or the file is shorter than it was. `progress` hears of bytes sent.
template <class Progress>
asio::awaitable<bool> send_file(PlainTransport& transport, const FilePart& part,
                                Progress progress) {
  auto offset = static_cast<off_t>(part.offset);
  for (std::uint64_t left = part.size; left > 0;) {
    const ssize_t count = ::sendfile(transport.stream.native_handle(), part.file->descriptor(),
                                     &offset, std::min<std::uint64_t>(left, file_step));
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) co_return false;
    if (count > 0) {
      left -= static_cast<std::uint64_t>(count);
      progress(static_cast<std::size_t>(count));
    }
    if (left == 0) break;
    const auto [error] =
        co_await transport.stream.async_wait(asio::socket_base::wait_write, awaited);
    if (error) co_return false;
  }
  co_return true;
}

template <class Progress>
asio::awaitable<bool> send_file(TlsTransport& transport, const FilePart& part, Progress progress) {
  const auto buffer = std::make_unique_for_overwrite<char[]>(tls_step);
  for (std::uint64_t sent = 0; sent < part.size;) {
    const ssize_t count = ::pread(part.file->descriptor(), buffer.get(),
                                  std::min<std::uint64_t>(part.size - sent, tls_step),
                                  static_cast<off_t>(part.offset + sent));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) co_return false;
    const auto size = static_cast<std::size_t>(count);
    // Piece by piece, so that a slow peer is seen to take something.
    for (std::size_t done = 0; done < size;) {
      const auto [error, written] = co_await transport.stream.async_write_some(
          asio::buffer(buffer.get() + done, size - done), awaited);
      if (error) co_return false;
      done += written;
      progress(written);
    }
    sent += size;
  }
  co_return true;
}

}  // namespace planstead::http
