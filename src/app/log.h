// Log lines, as text or JSON. Given its clock and its sink, so that tests read what it says. No
// token ever gets here: queries pass through mask_query.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

#include "base/time.h"

namespace planstead::app {

enum class Level : std::uint8_t { debug, info, warning, error };
enum class LogFormat : std::uint8_t { text, json };

/// Reads the words of --log-level and --log-format, which the options have checked.
Level level_of(std::string_view word);
LogFormat log_format_of(std::string_view word);

/// A field whose text is empty is left out.
struct LogField {
  std::string_view key;
  std::variant<std::string_view, std::int64_t, double> value;
};

class Log {
 public:
  /// Takes a whole line with its line end.
  using Sink = std::function<void(std::string_view line)>;

  Log(LogFormat format, Level lowest, const base::Clock& clock, Sink sink);
  bool shows(Level level) const { return level >= lowest_; }
  /// Any thread.
  void write(Level level, std::string_view message,
             std::initializer_list<LogField> fields = {}) const;

 private:
  std::string as_text(Level level, std::string_view message,
                      std::initializer_list<LogField> fields) const;
  std::string as_json(Level level, std::string_view message,
                      std::initializer_list<LogField> fields) const;

  const LogFormat format_;
  const Level lowest_;
  const base::Clock& clock_;
  const Sink sink_;
};

/// Writes lines to standard error, each in one piece.
Log::Sink standard_error();

/// The query with the values of access_token replaced by `***`.
std::string mask_query(std::string_view query);

}  // namespace planstead::app
