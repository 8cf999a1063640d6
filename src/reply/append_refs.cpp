// References of every kind: {id,name} and its relatives. Knows where names are; asks no database
// for them.
#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "reply/append.h"
#include "schema/references.h"

namespace planstead::reply {

using base::append_json_string;
using base::append_number;
using schema::Ref;
using schema::RefKind;
using schema::RefList;

namespace {

template <class Item>
std::string_view name_or_nothing(const Item* item) {
  return item == nullptr ? std::string_view{} : std::string_view{item->name};
}

void append_key_name(std::string& out, std::string_view key, std::string_view name) {
  out += key;
  append_json_string(out, name);
  out += '}';
}

}  // namespace

std::string_view name_of(Ref ref, const RenderContext& context) {
  const catalog::Catalog& catalog = context.catalog;
  switch (ref.kind) {
    case RefKind::user:
      return name_or_nothing(catalog.user(ref.id));
    case RefKind::group:
      return name_or_nothing(catalog.group(ref.id));
    case RefKind::data_tag:
      return name_or_nothing(catalog.data_tag(ref.id));
    case RefKind::directory:
      return name_or_nothing(catalog.directory(ref.id));
    case RefKind::process:
      return name_or_nothing(catalog.process(ref.id));
    case RefKind::task:
      if (const catalog::Template* known = catalog.task_template(ref.id)) return known->name;
      break;
    case RefKind::contact_group:
    case RefKind::project_group:
    case RefKind::directory_group:
    case RefKind::data_tag_group:
    case RefKind::position:
    case RefKind::workspace:
      return name_or_nothing(catalog.named_item(ref));
    default:
      break;
  }
  if (const catalog::NamedItem* item = catalog.named_item(ref)) return item->name;
  const plan::NameBook::Entry* entry = context.names.find(ref);
  return name_or_nothing(entry);
}

void append_person(std::string& out, const Ref& ref, const RenderContext& context) {
  out += ref.kind == RefKind::user    ? R"({"id":"user:)"
         : ref.kind == RefKind::group ? R"({"id":"group:)"
                                      : R"({"id":"contact:)";
  append_number(out, ref.id);
  append_key_name(out, R"(","name":)", name_of(ref, context));
}

void append_persons(std::string& out, const RefList& refs, const RenderContext& context) {
  append_array(out, refs, [&](const Ref& ref) { append_person(out, ref, context); });
}

// Both arrays are always there; ids of groups are bare numbers in this place (observed 6.4).
void append_people(std::string& out, const RefList& refs, const RenderContext& context) {
  const auto append_those = [&](bool groups, auto append_one) {
    bool first = true;
    for (const Ref& ref : refs) {
      if ((ref.kind == RefKind::group) != groups) continue;
      if (!first) out += ',';
      first = false;
      append_one(out, ref, context);
    }
  };
  out += R"({"users":[)";
  append_those(false, append_person);
  out += R"(],"groups":[)";
  append_those(true, append_named_ref);
  out += "]}";
}

// The whole status, also inside lists (observed 13.1).
void append_status(std::string& out, const Ref& ref, const RenderContext& context) {
  const auto flag = [&](std::string_view key, bool on) {
    out += key;
    out += on ? "true" : "false";
  };
  out += R"({"id":)";
  append_number(out, ref.id);
  const catalog::Status* status = context.catalog.status(ref.id);
  if (status == nullptr) {  // left the structure while tasks still stand in it
    out += R"(,"name":""})";
    return;
  }
  out += R"(,"name":)";
  append_json_string(out, context.catalog.name_in(*status, context.viewer.language));
  out += R"(,"color":)";
  append_json_string(out, status->color);
  flag(R"(,"isActive":)", status->is_active);
  flag(R"(,"hasDeadline":)", status->has_deadline);
  flag(R"(,"isAppliedIndividually":)", status->is_individual);
  out += R"(,"texts":)";
  append_array(out, status->texts, [&](const auto& text) {
    out += R"({"lang":)";
    append_json_string(out, text.first);
    append_key_name(out, R"(,"name":)", text.second);
  });
  out += '}';
}

void append_named_ref(std::string& out, const Ref& ref, const RenderContext& context) {
  out += R"({"id":)";
  append_number(out, ref.id);
  append_key_name(out, R"(,"name":)", name_of(ref, context));
}

void append_named_refs(std::string& out, const RefList& refs, const RenderContext& context) {
  append_array(out, refs, [&](const Ref& ref) { append_named_ref(out, ref, context); });
}

// Of a directory entry only its key within the directory is known outside.
void append_entry(std::string& out, const Ref& ref, const RenderContext& context) {
  out += R"({"id":)";
  append_number(out, schema::entry_key(ref.id));
  append_key_name(out, R"(,"value":)", name_of(ref, context));
}

void append_entries(std::string& out, const RefList& refs, const RenderContext& context) {
  append_array(out, refs, [&](const Ref& ref) { append_entry(out, ref, context); });
}

void append_files(std::string& out, const RefList& refs, const RenderContext& context) {
  append_array(out, refs, [&](const Ref& ref) {
    const plan::NameBook::Entry* file = context.names.find(ref);
    out += R"({"id":)";
    append_number(out, ref.id);
    out += R"(,"size":)";
    append_number(out, file == nullptr ? std::int64_t{0} : file->size_kb);
    append_key_name(out, R"(,"name":)", name_or_nothing(file));
  });
}

// The list alternates: data tag, key of its entry, data tag, key …
void append_data_tags(std::string& out, const RefList& refs, const RenderContext& context) {
  out += '[';
  for (std::size_t i = 0; i + 1 < refs.size(); i += 2) {
    if (i > 0) out += ',';
    out += R"({"dataTag":)";
    append_named_ref(out, refs[i], context);
    out += R"(,"key":)";
    append_number(out, refs[i + 1].id);
    out += '}';
  }
  out += ']';
}

}  // namespace planstead::reply
