// multipart/form-data, taken apart as it arrives (RFC 7578, 2046): nothing of a part's content is
// collected here. Knows neither what the parts are for nor where their bytes go.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace planstead::files {

struct PartHead {
  std::string name;
  std::optional<std::string> filename;  ///< as the client named it
};

class Multipart {
 public:
  /// Hears of the parts in the order in which they come. An error ends the parsing.
  class Listener {
   public:
    virtual ~Listener() = default;
    virtual base::Status begin(const PartHead& head) = 0;
    virtual base::Status data(std::string_view bytes) = 0;
    virtual base::Status end() = 0;
  };

  /// The boundary that a Content-Type names; nullopt: it is no multipart/form-data, or names none.
  static std::optional<std::string> boundary_of(std::string_view content_type);
  static bool is_multipart(std::string_view content_type);

  Multipart(const std::string& boundary, Listener& listener)
      : delimiter_("\r\n--" + boundary), listener_(listener) {}

  /// Errors: those of the listener, and code 7001 for what is not multipart/form-data.
  base::Status take(std::string_view bytes);
  /// The closing delimiter has been seen.
  bool complete() const { return state_ == State::epilogue; }

 private:
  enum class State { preamble, part, delimiter, head, epilogue };

  base::Status take_content(std::string_view& bytes);
  base::Status content(std::string_view bytes);
  base::Status at_delimiter();
  base::Status take_delimiter_line(std::string_view& bytes);
  base::Status take_head(std::string_view& bytes);
  base::Status read_head();

  const std::string delimiter_;
  Listener& listener_;
  State state_ = State::preamble;
  // A delimiter begins with the end of a line; the first one stands at the start.
  std::string held_ = "\r\n";  ///< the end of the content so far, which may begin a delimiter
  std::string line_;           ///< what stands behind a delimiter, or a head
};

}  // namespace planstead::files
