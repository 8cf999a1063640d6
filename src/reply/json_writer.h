// JsonWriter: builds a JSON text top down and sets the commas. For documents made once; rows of
// answers are appended by hand, which is faster.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"

namespace planstead::reply {

class JsonWriter {
 public:
  JsonWriter& open(char bracket) {
    separate();
    out_ += bracket;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_ += bracket;
    return *this;
  }
  JsonWriter& key(std::string_view name) {
    separate();
    base::append_json_string(out_, name);
    out_ += ':';
    return *this;
  }
  JsonWriter& text(std::string_view value) {
    separate();
    base::append_json_string(out_, value);
    return *this;
  }
  JsonWriter& number(std::int64_t value) {
    separate();
    base::append_number(out_, value);
    return *this;
  }
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  /// A value that is JSON already.
  JsonWriter& raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
  }
  JsonWriter& member(std::string_view name, std::string_view value) {
    return key(name).text(value);
  }
  JsonWriter& raw_member(std::string_view name, std::string_view json) {
    return key(name).raw(json);
  }
  const std::string& str() const { return out_; }

 private:
  void separate() {
    if (out_.empty()) return;
    const char last = out_.back();
    if (last != '{' && last != '[' && last != ':') out_ += ',';
  }
  std::string out_;
};

}  // namespace planstead::reply
