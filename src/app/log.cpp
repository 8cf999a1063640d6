// Forms and masks log lines.
#include "app/log.h"

#include <unistd.h>

#include <array>
#include <stdexcept>

#include "base/text.h"

namespace planstead::app {

namespace {
constexpr std::array<std::string_view, 4> level_names = {"debug", "info", "warning", "error"};

std::string_view name_of(Level level) { return level_names[static_cast<std::size_t>(level)]; }

/// Texts come from requests: bytes that are no UTF-8 must not spoil a JSON line.
void append_quoted(std::string& out, std::string_view text) {
  if (base::valid_utf8(text)) return base::append_json_string(out, text);
  std::string plain(text);
  for (char& c : plain)
    if (static_cast<unsigned char>(c) >= 0x80) c = '?';
  base::append_json_string(out, plain);
}

bool is_empty(const LogField& field) {
  const auto* text = std::get_if<std::string_view>(&field.value);
  return text != nullptr && text->empty();
}

bool is_word(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text)
    if (c <= ' ' || c == '"' || c == '\\' || c == '=' || c == 0x7f) return false;
  return true;
}

struct AppendValue {
  std::string& out;
  bool words_bare;
  void operator()(std::string_view text) const {
    if (words_bare && is_word(text))
      out += text;
    else
      append_quoted(out, text);
  }
  void operator()(std::int64_t number) const { base::append_number(out, number); }
  void operator()(double number) const { base::append_number(out, number); }
};
}  // namespace

Level level_of(std::string_view word) {
  for (std::size_t i = 0; i < level_names.size(); ++i)
    if (level_names[i] == word) return static_cast<Level>(i);
  throw std::logic_error("log level that the options let through");
}

LogFormat log_format_of(std::string_view word) {
  return word == "json" ? LogFormat::json : LogFormat::text;
}

Log::Log(LogFormat format, Level lowest, const base::Clock& clock, Sink sink)
    : format_(format), lowest_(lowest), clock_(clock), sink_(std::move(sink)) {}

void Log::write(Level level, std::string_view message,
                std::initializer_list<LogField> fields) const {
  if (!shows(level)) return;
  sink_(format_ == LogFormat::json ? as_json(level, message, fields)
                                   : as_text(level, message, fields));
}

std::string Log::as_text(Level level, std::string_view message,
                         std::initializer_list<LogField> fields) const {
  std::string line;
  base::append_iso_seconds(line, clock_.now());
  line += ' ';
  line += name_of(level);
  line += ' ';
  line += message;
  for (const LogField& field : fields) {
    if (is_empty(field)) continue;
    line += ' ';
    line += field.key;
    line += '=';
    std::visit(AppendValue{line, true}, field.value);
  }
  line += '\n';
  return line;
}

std::string Log::as_json(Level level, std::string_view message,
                         std::initializer_list<LogField> fields) const {
  std::string line = R"({"time":")";
  base::append_iso_seconds(line, clock_.now());
  line += R"(","level":")";
  line += name_of(level);
  line += R"(","message":)";
  append_quoted(line, message);
  for (const LogField& field : fields) {
    if (is_empty(field)) continue;
    line += ',';
    append_quoted(line, field.key);
    line += ':';
    std::visit(AppendValue{line, false}, field.value);
  }
  line += "}\n";
  return line;
}

Log::Sink standard_error() {
  return [](std::string_view line) {
    while (!line.empty()) {
      const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
      if (written <= 0) return;  // nobody reads: there is nowhere to complain
      line.remove_prefix(static_cast<std::size_t>(written));
    }
  };
}

std::string mask_query(std::string_view query) {
  std::string masked;
  // A second `?` also parts keys from each other (observed 1.9).
  while (!query.empty()) {
    const std::size_t end = query.find_first_of("&?");
    const std::string_view pair = query.substr(0, end);
    const std::string_view key = pair.substr(0, pair.find('='));
    if (key.size() < pair.size() && base::percent_decode(key) == "access_token")
      masked.append(key).append("=***");
    else
      masked += pair;
    if (end == std::string_view::npos) break;
    masked += query[end];
    query.remove_prefix(end + 1);
  }
  return masked;
}

}  // namespace planstead::app
