// From texts to a Config: checks one text against its option, and joins the sources.
#include "app/config.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/text.h"

namespace planstead::app {

namespace {
/// Sets the member an option stands for, if the text suits it; answers what is wrong, else an empty
/// text.
struct Setter {
  Config& config;
  const Option& option;
  std::string_view text;

  std::string operator()(std::string Config::*at) const {
    if (!option.choices.empty()) {
      const auto choices = base::split(option.choices, '|');
      if (std::ranges::find(choices, text) == choices.end())
        return "must be one of " + std::string(option.choices);
    }
    config.*at = text;
    return {};
  }
  std::string operator()(std::int64_t Config::*at) const {
    const auto number = base::parse_integer(text);
    if (!number || *number < option.lowest || *number > option.highest)
      return "must be a whole number from " + std::to_string(option.lowest) + " to " +
             std::to_string(option.highest);
    config.*at = *number;
    return {};
  }
  std::string operator()(bool Config::*at) const {
    const bool on = text == "true" || text == "1" || text == "yes";
    if (!on && text != "false" && text != "0" && text != "no") return "must be true or false";
    config.*at = on;
    return {};
  }
};

base::Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return usage_failure("cannot read the file " + path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// Where --config itself points: a flag wins over the environment.
std::string config_path(const Flags& flags, const Environment& environment) {
  const Option* option = find_option("config");
  if (const auto it = flags.find(option); it != flags.end()) return it->second;
  return environment(environment_name(*option)).value_or("");
}
}  // namespace

base::Error usage_failure(std::string line) { return base::invalid({}, std::move(line)); }

base::Error failure(std::string line) {
  return {.code = base::ErrorCode::unknown, .where = {}, .detail = std::move(line), .log = {}};
}

base::Status set_option(Config& config, const Option& option, std::string_view text,
                        std::string_view where) {
  const std::string wrong = std::visit(Setter{config, option, text}, option.member);
  if (wrong.empty()) return base::ok();
  return usage_failure(std::string(where) + " " + wrong + ", not `" + std::string(text) + "`");
}

base::Result<Config> resolve(const Flags& flags, const Environment& environment) {
  Config config;
  if (const std::string path = config_path(flags, environment); !path.empty()) {
    PS_TRY(const std::string text, read_file(path));
    PS_CHECK(read_config_file(config, path, text));
  }
  for (const Option& option : options()) {
    const std::string name = environment_name(option);
    if (const auto text = environment(name)) PS_CHECK(set_option(config, option, *text, name));
  }
  for (const auto& [option, text] : flags)
    PS_CHECK(set_option(config, *option, text, "--" + std::string(option->name)));
  return config;
}

}  // namespace planstead::app
