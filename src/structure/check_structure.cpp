// References and rules of the structure, over the catalogue as it will be. Whatever is wrong is
// told at the line of the document that brought it in.
#include <algorithm>

#include "domain/contact_edit.h"
#include "domain/data_tag_summaries.h"
#include "request/parse.h"
#include "schema/references.h"
#include "structure/check_value.h"
#include "structure/row_fields.h"
#include "structure/work.h"
#include "structure/write_value.h"

namespace planstead::structure {

using base::Node;
using base::Status;
using catalog::CustomField;

namespace {

constexpr std::ptrdiff_t fields_in_set_max = 150;  // fields digest 1.4

std::string text_of(std::int64_t number) { return std::to_string(number); }

int line_of_key(const Target& target, std::string_view key) {
  const Node* value = target.item->own.find(key);
  return value == nullptr ? target.item->line : value->line();
}

Status check_references(const Work& work, const Target& target) {
  std::optional<Reference> dangling;
  visit_references(target.kind->keys, target.item->own, [&](const Reference& reference) {
    if (!dangling && !work.known.has(reference.to, reference.id)) dangling = reference;
  });
  if (!dangling) return base::ok();
  return work.refuse(
      target, dangling->line, dangling->path,
      "there is no " + text_of(dangling->id) + " in " + std::string(kind_of(dangling->to).name));
}

// Own keys first; of a template also what kind it is, and the presets as the file has them.
Node raw_body(const Target& target) {
  Members body;
  if (target.kind->is_template())
    put(body, "kind", text_node(template_word(target.kind->task_kind)));
  for (const auto& [key, value] : *target.item->own.as_object()) put(body, key, value);
  for (const auto& [key, value] : *target.item->fields.as_object()) put(body, key, value);
  return Node(std::move(body));
}

std::vector<Entry> merged_entries(const Work& work) {
  std::vector<Entry> entries;
  for (const Target& target : work.targets)
    if (!target.kind->is_row_only()) entries.push_back({target.kind, target.id, target.body});
  const auto replaced = [&](const Entry& entry) {
    return std::ranges::any_of(work.targets, [&](const Target& target) {
      return target.kind == entry.kind && target.id == entry.id;
    });
  };
  for (const Entry& entry : work.before)
    if (!replaced(entry)) entries.push_back(entry);
  return entries;
}

// Employees as far as references to them go: their rows are read later, over the catalogue.
std::vector<schema::Record> expected_users(const Work& work) {
  std::vector<schema::Record> users;
  work.transaction.scan(schema::user, [&](const schema::Record& row) { users.push_back(row); });
  for (const Target& target : work.targets) {
    if (target.kind->section != Section::users || target.exists) continue;
    users.emplace_back(schema::user);
    users.back().set_id(target.id);
  }
  return users;
}

// A process of the document that is called built-in takes that place from one which the document
// does not name: whoever moves in with his own numbers finds the standard process of the new
// account there already.
void hand_over_built_in(Work& work) {
  const auto in_document = [&](const Entry& entry) {
    return work.find(Section::processes, entry.id) != nullptr;
  };
  const bool claimed = std::ranges::any_of(work.targets, [](const Target& target) {
    return target.kind->section == Section::processes && flag_in(target.body, "builtIn");
  });
  for (const Entry& entry : work.before) {
    const bool old = entry.kind->section == Section::processes && flag_in(entry.body, "builtIn");
    if (!claimed || !old || in_document(entry)) continue;
    Members body = *entry.body.as_object();
    std::erase_if(body, [](const auto& member) { return member.first == "builtIn"; });
    Target target;
    target.kind = entry.kind;
    target.id = entry.id;
    target.exists = true;
    target.body = Node(std::move(body));
    target.body_before = entry.body;
    work.targets.push_back(std::move(target));
  }
}

// A standard thing whose low number a task of the account has gets an automatic one.
void add_standard(Work& work) {
  for (Entry& entry : missing_standard(merged_entries(work))) {
    Target target;
    target.kind = entry.kind;
    target.id = entry.id;
    if (entry.kind->sequence == "task" &&
        (work.known.has(Section::tasks, entry.id) || work.known.has(Section::checklists, entry.id)))
      target.id = -static_cast<std::int64_t>(work.targets.size()) - 1;
    target.body = std::move(entry.body);
    work.targets.push_back(std::move(target));
  }
}

bool is_taken(const Work& work, std::int64_t contact) {
  const auto is_it = [&](const Target& target) {
    return target.kind->entity == &schema::contact && target.id == contact;
  };
  return std::ranges::any_of(work.targets, is_it) ||
         work.transaction.find(schema::contact, contact).has_value();
}

bool has_contact_template(const Work& work, bool company) {
  const auto makes = [&](const Target& target) {
    return target.kind->section == Section::contact_templates && target.item != nullptr &&
           flag_in(target.item->fields, "isCompany") == company;
  };
  return std::ranges::any_of(work.targets, makes) ||
         domain::standard_contact_template(company, work.transaction).has_value();
}

// No contact is made without a template; clients assume that 1 makes people and 2 companies
// (observed 15.1).
void add_contact_templates(Work& work) {
  const bool russian = work.catalog->account.language == "Ru";
  for (const bool company : {false, true}) {
    if (has_contact_template(work, company)) continue;
    Target target;
    target.kind = &kind_of(Section::contact_templates);
    for (target.id = 1; is_taken(work, target.id);) ++target.id;
    Members body;
    put(body, "name",
        text_node(company ? (russian ? "Компания" : "Company")
                          : (russian ? "Контакт" : "Contact")));
    if (company) put(body, "isCompany", Node(true));
    target.body = Node(std::move(body));
    work.targets.push_back(std::move(target));
  }
}

bool holds(const std::vector<std::int64_t>& ids, std::int64_t id) {
  return std::ranges::find(ids, id) != ids.end();
}

Status check_process(const Work& work, const Target& target) {
  const catalog::Process& process = *work.catalog->process(target.id);
  if (process.object_type != 0 && (process.object_type != 1 || process.built_in))
    return work.refuse(target, line_of_key(target, "objectType"), "objectType",
                       "0 or 1 is expected; the built-in process is that of tasks");
  const Node& own = target.item->own;
  if (process.built_in &&
      std::ranges::count(work.catalog->processes, true, &catalog::Process::built_in) > 1)
    return work.refuse(target, line_of_key(target, "builtIn"), "builtIn",
                       "the account has a built-in process already");
  if (const Node* moves = own.find("transitions"))
    for (const Node& move : *moves->as_array())
      for (std::string_view end : {"from", "to"})
        if (!holds(process.statuses, integer_in(move, end)))
          return work.refuse(target, move.line(), "transitions",
                             "the status " + text_of(integer_in(move, end)) + " is not in the set");
  if (holds(process.statuses, process.status_after_acceptance)) return base::ok();
  return work.refuse(
      target, line_of_key(target, "statusAfterAcceptance"), "statusAfterAcceptance",
      "the status " + text_of(process.status_after_acceptance) + " is not in the set");
}

Status check_field_settings(const Work& work, const Target& target, const CustomField& field) {
  const auto wrong = [&](std::string_view key, std::string_view detail) {
    return work.refuse(target, line_of_key(target, key), key, detail);
  };
  const schema::Shape shape = field.type->shape;
  const bool entry = shape == schema::Shape::entry || shape == schema::Shape::entries;
  if (field.object_type < 0 || field.object_type > 6)
    return wrong("objectType", "0 to 6 is expected");
  if (entry && field.directory == 0)
    return wrong("directoryId", "a field of this type needs a directory");
  if (!entry && field.directory != 0)
    return wrong("directoryId", "a field of this type has no directory");
  const bool list =
      shape == schema::Shape::label || (shape == schema::Shape::labels && !field.free_input);
  if (list && field.values.empty())
    return wrong("enumValues", "a field of this type needs its values");
  for (std::size_t i = 0; i < field.values.size(); ++i)
    if (field.values[i].empty() || std::ranges::count(field.values, field.values[i]) > 1)
      return wrong("enumValues", "values are not blank and differ from each other");
  for (std::int64_t id : field.directory_fields)
    if (const CustomField* beside = work.catalog->field(id);
        beside->owner_directory != field.directory)
      return wrong("directoryFields",
                   "the field " + text_of(id) + " does not belong to the directory");
  const auto set = std::ranges::find(work.catalog->field_sets, field.group, &catalog::FieldSet::id);
  if (field.group != 0 && set->object_type != field.object_type)
    return wrong("groupId", "the set is for fields of another objectType");
  const auto in_set = std::ranges::count_if(work.catalog->fields, [&](const CustomField& other) {
    return other.group == field.group && other.object_type == field.object_type;
  });
  if ((field.object_type == 0 || field.group != 0) && in_set > fields_in_set_max)
    return wrong("groupId", "a set holds at most 150 fields");
  return base::ok();
}

/// A summary adds up one field of one data tag, on tasks or contacts (fields digest 3.6).
Status check_summary(const Work& work, const Target& target, const CustomField& field) {
  const auto wrong = [&](std::string_view key, std::string_view detail) {
    return work.refuse(target, line_of_key(target, key), key, detail);
  };
  if (field.source_field == 0)
    return wrong("sourceField", "a field of this type needs the data tag's field that it sums");
  const CustomField& summed = *work.catalog->field(field.source_field);
  if (summed.object_type != 4 || !domain::can_be_summed(*summed.type))
    return wrong("sourceField", "the field " + text_of(summed.id) +
                                    " is no number, period, checkbox or time frame of a data tag");
  if (field.object_type != 0 && field.object_type != 1)
    return wrong("objectType", "summaries belong to tasks and contacts");
  return base::ok();
}

Status check_custom_field(const Work& work, const Target& target) {
  const CustomField& field = *work.catalog->field(target.id);
  PS_CHECK(check_field_settings(work, target, field));
  if (field.type->id == domain::summary_type) return check_summary(work, target, field);
  if (field.type->id == 26 && field.source_field == 0)
    return work.refuse(target, 0, "sourceField",
                       "a field of this type needs the field that it sums");
  if (field.type->id == 29 && field.source_fields.empty())
    return work.refuse(target, 0, "sourceFields",
                       "a field of this type needs the fields that it adds");
  return base::ok();
}

/// Fields of directories and data tags: of the right objectType, and of one owner.
Status check_owned_fields(const Work& work, const Target& target, int object_type) {
  for (std::int64_t id : ids_in(target.body, "fields")) {
    const CustomField& field = *work.catalog->field(id);
    const std::int64_t owner = object_type == 2 ? field.owner_directory : field.data_tag;
    const std::string named = "the field " + text_of(id);
    if (field.object_type != object_type)
      return work.refuse(target, line_of_key(target, "fields"), "fields",
                         named + " must have objectType " + text_of(object_type));
    if (owner != target.id)
      return work.refuse(target, line_of_key(target, "fields"), "fields",
                         named + " belongs to another one, too");
  }
  for (std::int64_t id : ids_in(target.body, "required"))
    if (!holds(ids_in(target.body, "fields"), id))
      return work.refuse(target, line_of_key(target, "required"), "required",
                         "the field " + text_of(id) + " is not among its fields");
  return base::ok();
}

Status check_template_fields(const Work& work, const Target& target) {
  const catalog::Template& form = *work.catalog->task_template(target.id);
  for (std::int64_t id : form.fields)
    if (const CustomField* field = work.catalog->field(id);
        field != nullptr && field->object_type != 0)
      return work.refuse(target, line_of_key(target, "fields"), "fields",
                         "the field " + text_of(id) + " is not a field of tasks (objectType 0)");
  for (std::int64_t id : form.required)
    if (!holds(form.fields, id))
      return work.refuse(target, line_of_key(target, "required"), "required",
                         "the template does not carry the field " + text_of(id));
  return base::ok();
}

/// What the contract's lists would refuse is refused here, at its place in the file.
Status check_saved_filter(const Work& work, const Target& target) {
  const catalog::SavedFilter& filter = *work.catalog->saved_filter(target.id);
  if ((filter.entity == &schema::directory_entry) != (filter.directory != 0))
    return work.refuse(target, line_of_key(target, "directory"), "directory",
                       "filters of directories, and no others, name their directory");
  const catalog::Catalog& catalog = *work.catalog;
  const request::Viewer viewer{.person = filter.owner,
                               .zone = catalog.account.zone,
                               .language = catalog.account.language,
                               .is_admin = true};
  const auto read =
      request::parse_filters(*filter.entity, filter.filters, {catalog, viewer, work.now});
  if (read) return base::ok();
  const base::Error& error = read.error();
  return work.refuse(target, line_of(target.item->own, error.where), error.where, error.detail);
}

Status check_entry(const Work& work, const Target& target) {
  switch (target.kind->section) {
    case Section::processes:
      return check_process(work, target);
    case Section::custom_fields:
      return check_custom_field(work, target);
    case Section::saved_filters:
      return check_saved_filter(work, target);
    case Section::directories:
      return check_owned_fields(work, target, 2);
    case Section::data_tags:
      return check_owned_fields(work, target, 4);
    case Section::objects:
    case Section::task_templates:
    case Section::recurring_templates:
      return check_template_fields(work, target);
    default:
      return base::ok();  // their keys and references say all
  }
}

// A template combines the general set with one further set (tasks digest 2.3). It may be a field of
// the document that breaks a template which the document does not name.
Status check_sets(const Work& work) {
  for (const catalog::Template& form : work.catalog->templates) {
    std::int64_t set = 0;
    for (std::int64_t id : form.fields) {
      const CustomField* field = work.catalog->field(id);
      const std::int64_t group = field == nullptr ? 0 : field->group;
      if (group == 0 || group == set) continue;
      if (set == 0) {
        set = group;
        continue;
      }
      const std::string detail = "the template " + text_of(form.id) +
                                 " would hold fields of two sets, " + text_of(set) + " and " +
                                 text_of(group) + ", besides the general one";
      for (Section section :
           {Section::objects, Section::task_templates, Section::recurring_templates})
        if (const Target* target = work.find(section, form.id))
          return work.refuse(*target, line_of_key(*target, "fields"), "fields", detail);
      for (std::int64_t culprit : form.fields)
        if (const Target* target = work.find(Section::custom_fields, culprit))
          return work.refuse(*target, line_of_key(*target, "groupId"), "groupId", detail);
    }
  }
  return base::ok();
}

// Presets are kept as the values that they mean, whichever way they were written.
Status settle_presets(const Work& work, Target& target) {
  PS_TRY(const request::Body body, parse_fields(work, target));
  schema::Record preset(schema::task);
  set_fields(preset, body);
  Members settled;
  put(settled, "kind", text_node(template_word(target.kind->task_kind)));
  for (const auto& [key, value] : *target.item->own.as_object()) put(settled, key, value);
  for (auto& [key, value] : write_fields(*target.kind, preset)) put(settled, key, std::move(value));
  if (!preset.custom.empty())
    put(settled, "customFieldData",
        write_custom(preset.custom, [&](std::int64_t id) -> std::optional<schema::Shape> {
          return work.catalog->field(id)->type->shape;
        }));
  target.body = Node(std::move(settled));
  return base::ok();
}

}  // namespace

Status check_structure(Work& work) {
  for (Target& target : work.targets) {
    PS_CHECK(check_references(work, target));
    if (!target.kind->is_row_only()) target.body = raw_body(target);
  }
  hand_over_built_in(work);
  add_standard(work);
  const std::vector<schema::Record> users = expected_users(work);
  work.catalog = build(merged_entries(work), users, 0);
  add_contact_templates(work);
  for (Target& target : work.targets) {
    if (target.item == nullptr) continue;
    PS_CHECK(check_entry(work, target));
  }
  PS_CHECK(check_sets(work));
  for (Target& target : work.targets)
    if (target.item != nullptr && target.kind->is_template())
      PS_CHECK(settle_presets(work, target));
  work.catalog = build(merged_entries(work), users, 0);
  return base::ok();
}

}  // namespace planstead::structure
