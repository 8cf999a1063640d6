// The YAML file of options: a flat map of option names. Everything that is no known option is
// refused with its line.
#include <yaml-cpp/yaml.h>

#include "app/config.h"

namespace planstead::app {

namespace {
std::string place(const std::string& path, const YAML::Mark& mark) {
  return path + ":" + std::to_string(mark.line + 1);
}

base::Status read_entry(Config& config, const std::string& path, const YAML::Node& key,
                        const YAML::Node& value) {
  const std::string where = place(path, key.Mark());
  if (!key.IsScalar()) return usage_failure(where + ": an option's name was expected");
  const Option* option = find_option(key.Scalar());
  if (option == nullptr || option->name == "config")
    return usage_failure(where + ": unknown option `" + key.Scalar() + "`");
  if (!value.IsScalar()) return usage_failure(where + ": `" + key.Scalar() + "` takes one value");
  return set_option(config, *option, value.Scalar(), where + ": `" + key.Scalar() + "`");
}
}  // namespace

base::Status read_config_file(Config& config, const std::string& path, const std::string& text) {
  // yaml-cpp reports bad input by exceptions; this is the border where they end.
  YAML::Node root;
  try {
    root = YAML::Load(text);
  } catch (const YAML::Exception& problem) {
    return usage_failure(place(path, problem.mark) + ": " + problem.msg);
  }
  if (root.IsNull()) return base::ok();
  if (!root.IsMap()) return usage_failure(path + ":1: a map of options was expected");
  for (const auto& entry : root) PS_CHECK(read_entry(config, path, entry.first, entry.second));
  return base::ok();
}

}  // namespace planstead::app
