// Decoding of the query and account of what was used of it.
#include "request/query.h"

#include <algorithm>

#include "base/text.h"
#include "request/coerce.h"

namespace planstead::request {

namespace {
// Who asks, not what: authentication has read these.
constexpr std::string_view of_every_operation[] = {"access_token", "account"};
}  // namespace

base::Result<Query> Query::read(std::string_view text) {
  Query query;
  for (std::string_view pair : base::split(text, '&')) {
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = base::percent_decode(pair.substr(0, equals));
    auto value =
        base::percent_decode(equals < pair.size() ? pair.substr(equals + 1) : std::string_view());
    if (!name || !value) return base::invalid("query", "broken percent-encoding");
    for (const std::string* part : {&*name, &*value})
      if (!base::valid_utf8(*part) || part->find('\0') != std::string::npos)
        return base::invalid("query", "not valid UTF-8");
    query.parameters_.push_back({*std::move(name), *std::move(value)});
  }
  return query;
}

const std::string* Query::take(std::string_view name) {
  const std::string* value = nullptr;
  for (const Parameter& parameter : parameters_)
    if (parameter.name == name) value = &parameter.value;
  for (Parameter& parameter : parameters_)
    if (parameter.name == name && parameter.value == *value) parameter.used = true;
  return value;
}

std::vector<std::string> Query::unused() const {
  std::vector<std::string> names;
  for (const Parameter& parameter : parameters_) {
    const auto& known = of_every_operation;
    if (parameter.used ||
        std::ranges::find(known, std::string_view(parameter.name)) != std::end(known))
      continue;
    std::string name(shortened(parameter.name));
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace planstead::request
