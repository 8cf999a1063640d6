// Texts that contacts and employees hold.
#include "domain/contact_texts.h"

#include <algorithm>

#include "base/text.h"

namespace planstead::domain {

namespace {
constexpr std::string_view languages[] = {
    "az",  "ay",  "sq",  "am",    "en", "ar",  "hy",  "as",  "af", "bm", "eu",  "be", "bn",  "my",
    "bg",  "bs",  "bho", "cy",    "hu", "vi",  "haw", "gl",  "lg", "el", "ka",  "gn", "gu",  "da",
    "doi", "zu",  "iw",  "ig",    "yi", "ilo", "id",  "ga",  "is", "es", "it",  "yo", "kk",  "kn",
    "ca",  "qu",  "ky",  "zh_TW", "zh", "gom", "ko",  "co",  "xh", "ht", "kri", "ku", "ckb", "km",
    "lo",  "la",  "lv",  "ln",    "lt", "lb",  "mai", "mk",  "mg", "ms", "ml",  "dv", "mt",  "mi",
    "mr",  "lus", "mn",  "de",    "ne", "nl",  "no",  "or",  "om", "pa", "fa",  "pl", "pt",  "ps",
    "rw",  "ro",  "ru",  "sm",    "sa", "ceb", "nso", "sr",  "st", "si", "sd",  "sk", "sl",  "so",
    "sw",  "su",  "tg",  "th",    "ta", "tt",  "te",  "ti",  "ts", "tr", "tk",  "uz", "ug",  "uk",
    "ur",  "tl",  "fi",  "fr",    "fy", "ha",  "hi",  "hmn", "hr", "ak", "ny",  "cs", "sv",  "sn",
    "gd",  "ee",  "eo",  "et",    "ja", "jv"};
}  // namespace

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != text.npos && at != 0 && at + 1 != text.size() && at == text.rfind('@') &&
         text.find_first_of(" \t\r\n") == text.npos;
}

void tidy_addresses(schema::Record& row, std::string_view more) {
  const auto* held = std::get_if<schema::TextList>(&row.get(more));
  if (held == nullptr) return;
  schema::TextList kept, seen{base::fold(row.text("email"))};
  for (const std::string& email : *held) {
    std::string folded = base::fold(email);
    if (folded.empty() || std::ranges::find(seen, folded) != seen.end()) continue;
    seen.push_back(std::move(folded));
    kept.push_back(email);
  }
  row.set(more, kept.empty() ? schema::Value{} : schema::Value{std::move(kept)});
}

bool is_language(std::string_view code) {
  const std::string folded = base::fold(code);
  return std::ranges::any_of(languages,
                             [&](std::string_view known) { return base::fold(known) == folded; });
}

}  // namespace planstead::domain
