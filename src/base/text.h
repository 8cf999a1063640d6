// Texts: UTF-8 checks, folding for case-insensitive search, small parsers. Knows no entity.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace planstead::base {

bool valid_utf8(std::string_view text);
/// Code points, as people count characters for the 255 and 250 limits.
std::size_t count_characters(std::string_view text);
/// The form in which texts are compared: Unicode case folding after compatibility composition (ICU
/// nfkc_cf), so that `Ё` meets `ё` and `e` + accent meets `é`. Plain ASCII and basic Cyrillic take
/// a fast path.
std::string fold(std::string_view text);
/// The digits of a text and nothing else, so that phones meet however they are written.
std::string digits_of(std::string_view text);
/// The folded name of a messenger's user: `@Name`, `name`, `https://t.me/Name?start=1` are all
/// `name` (observed 11.12).
std::string messenger_name(std::string_view text);
/// The same, its letters as they were written.
std::string messenger_handle(std::string_view text);
/// The digits of a phone put into a mask, one for each `#`; the number as it is where their counts
/// differ.
std::string masked_phone(std::string_view number, std::string_view mask);
/// Whole-text integer, no blanks inside, range of int64.
std::optional<std::int64_t> parse_integer(std::string_view text);
std::optional<double> parse_number(std::string_view text);
/// Without the blanks around it, in every script (Unicode White_Space).
std::string_view trim(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
/// `%41` and `+` decoded (contract 1.10); nullopt where a `%` is not followed by two hexadecimal
/// digits.
std::optional<std::string> percent_decode(std::string_view text);
/// Appends a JSON string literal with its quotes.
void append_json_string(std::string& out, std::string_view text);
void append_number(std::string& out, std::int64_t number);
/// Shortest text that reads back as the same double; whole numbers without a point.
void append_number(std::string& out, double number);
/// HTML on its way in: scripts, event handlers and comments go, text, links and layout stay
/// (observed 8.2).
std::string clean_html(std::string_view html);

}  // namespace planstead::base
