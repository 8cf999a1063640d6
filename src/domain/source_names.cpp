// A name changes nothing of the row, so that it makes no change of it either.
#include "domain/source_names.h"

#include "base/text.h"

namespace planstead::domain {

namespace {

constexpr std::size_t longest = 100;  // contract: sourceDataVersion

std::optional<std::string> text_of(const request::Change* change) {
  if (change == nullptr) return std::nullopt;
  const auto* text = std::get_if<std::string>(&change->value);
  return text == nullptr ? std::string() : *text;
}

base::Status check(const std::optional<std::string>& text, std::string_view field) {
  if (!text || base::count_characters(*text) <= longest) return base::ok();
  return base::invalid(std::string(field), "longer than 100 characters");
}

}  // namespace

base::Result<std::optional<SourceNames>> source_names(const request::Body& body,
                                                      const Context& context) {
  if (context.source.empty()) return std::optional<SourceNames>();
  SourceNames names{.object = text_of(body.find("sourceObjectId")),
                    .version = text_of(body.find("sourceDataVersion")),
                    .rest = body};
  PS_CHECK(check(names.object, "sourceObjectId"));
  PS_CHECK(check(names.version, "sourceDataVersion"));
  std::erase_if(names.rest.changes, [](const request::Change& change) {
    return change.field->name == "sourceObjectId" || change.field->name == "sourceDataVersion";
  });
  return std::optional(std::move(names));
}

void keep_source_names(const SourceNames& names, base::Ref row, Context& context) {
  context.records.put_source_name(context.source, row, names.object, names.version);
}

}  // namespace planstead::domain
