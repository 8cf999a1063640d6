// The bytes a connection has read and not used up, in one block. Knows neither sockets nor HTTP.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace planstead::http {

class InputBuffer {
 public:
  /// One read takes a normal request: a smaller start would cost a second system call.
  static constexpr std::size_t first_size = 8 * 1024;
  /// Behind the last byte; simdjson reads past the end of a document.
  static constexpr std::size_t spare = 64;

  InputBuffer() { renew(); }

  std::string_view unread() const { return {block_.get() + begin_, end_ - begin_}; }
  std::size_t size() const { return end_ - begin_; }

  /// Free space for the next read, at least `wanted` bytes. Moves the unread bytes if it must.
  std::span<char> room(std::size_t wanted) {
    if (begin_ == end_) begin_ = end_ = 0;
    if (free() < wanted) make_room(wanted);
    return {block_.get() + end_, free()};
  }
  void commit(std::size_t count) { end_ += count; }
  void consume(std::size_t count) { begin_ += count; }

  /// Takes bytes out of the middle: those of a chunk that has been copied away.
  void erase(std::size_t offset, std::size_t count) {
    char* hole = block_.get() + begin_ + offset;
    std::memmove(hole, hole + count, size() - offset - count);
    end_ -= count;
  }

  /// Gives the memory of a large request back.
  void shrink() {
    if (size() == 0 && capacity_ > 8 * first_size) renew();
  }

 private:
  std::size_t free() const { return capacity_ - spare - end_; }

  void renew() {
    capacity_ = first_size;
    block_ = std::make_unique<char[]>(capacity_);
    begin_ = end_ = 0;
  }

  void make_room(std::size_t wanted) {
    const std::size_t needed = size() + wanted + spare;
    if (needed <= capacity_) {
      std::memmove(block_.get(), block_.get() + begin_, size());
    } else {
      const std::size_t grown = std::max(needed, 2 * capacity_);
      auto larger = std::make_unique_for_overwrite<char[]>(grown);
      std::memcpy(larger.get(), block_.get() + begin_, size());
      std::memset(larger.get() + grown - spare, 0, spare);
      block_ = std::move(larger);
      capacity_ = grown;
    }
    end_ -= begin_;
    begin_ = 0;
  }

  std::unique_ptr<char[]> block_;
  std::size_t capacity_ = 0, begin_ = 0, end_ = 0;
};

}  // namespace planstead::http
