// Processes, custom fields and templates of a catalogue.
#include "structure/build_parts.h"

#include <algorithm>

#include "domain/standard_process.h"
#include "request/parse.h"

namespace planstead::structure {

using base::Node;
using catalog::Catalog;
using catalog::Transition;

namespace {

template <class Item>
Item* item_of(std::vector<Item>& items, std::int64_t id) {
  auto it = std::ranges::lower_bound(items, id, {}, &Item::id);
  return it == items.end() || it->id != id ? nullptr : &*it;
}

Transition transition_of(const Node& node) {
  Transition move;
  move.from = integer_in(node, "from");
  move.to = integer_in(node, "to");
  if (node.find("who") == nullptr) return move;
  const std::vector<std::string> who = texts_in(node, "who");
  const auto named = [&](std::string_view role) {
    return std::ranges::find(who, role) != who.end();
  };
  move.assigner = named("assigner");
  move.assignee = named("assignee");
  move.participant = named("participant");
  move.auditor = named("auditor");
  move.assignee_without_checking = named("assigneeUnchecked");
  return move;
}

// Assigner and auditors may make every move inside the set, assignees those of the standard
// process.
std::vector<Transition> open_transitions(const std::vector<std::int64_t>& statuses) {
  const std::vector<Transition> standard = domain::standard_transitions();
  std::vector<Transition> moves;
  for (std::int64_t from : statuses) {
    for (std::int64_t to : statuses) {
      if (from == to) continue;
      Transition move;
      move.from = from;
      move.to = to;
      const auto known = std::ranges::find_if(
          standard, [&](const Transition& m) { return m.from == from && m.to == to; });
      if (known != standard.end()) {
        move.assignee = known->assignee;
        move.assignee_without_checking = known->assignee_without_checking;
      }
      moves.push_back(move);
    }
  }
  return moves;
}

schema::ColorList colors_of(const Node& body) {
  schema::ColorList colors;
  const Node* map = body.find("listValuesColors");
  if (map == nullptr || map->as_object() == nullptr) return colors;
  for (const auto& [value, color] : *map->as_object())
    colors.push_back({value, text_in(color, "color"), text_in(color, "background")});
  return colors;
}

void add_once(std::vector<std::int64_t>& ids, std::int64_t id) {
  if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
}

void read_preset(catalog::Template& form, const Entry& entry, const Catalog& catalog) {
  form.preset = schema::Record(schema::task);
  form.preset.set_id(form.id);
  const request::Viewer viewer{.person = {},
                               .zone = catalog.account.zone,
                               .language = catalog.account.language,
                               .is_admin = true};
  std::vector<std::string> notes;
  const auto body = request::parse_body(schema::task, fields_of_body(*entry.kind, entry.body),
                                        schema::On::structure, {catalog, viewer, 0}, notes);
  if (!body)
    return;  // apply refuses such a preset; one that another version wrote is no reason not to
             // start
  for (const request::Change& change : body.value().changes) {
    form.preset.at(schema::index_of(schema::task, *change.field)) = change.value;
    form.preset_keys.emplace_back(change.field->name);
  }
  for (const request::CustomChange& custom : body.value().custom)
    if (custom.definition != nullptr) form.preset.set_custom(custom.field, custom.value);
}

}  // namespace

namespace {
// One ban stands by default (digest 1.6): who has not accepted a task does not talk about it yet.
std::vector<catalog::CommentBan> bans_in(const Node& body) {
  using catalog::TaskRole;
  const Node* value = body.find("commentBans");
  if (value == nullptr || value->as_array() == nullptr)
    return {{domain::system_status::fresh, {TaskRole::assignee}}};
  std::vector<catalog::CommentBan> bans;
  for (const Node& item : *value->as_array())
    bans.push_back({integer_in(item, "status"), roles_in(item, "who")});
  return bans;
}
}  // namespace

void add_process(Catalog& catalog, const Entry& entry) {
  const Node& body = entry.body;
  catalog::Process process;
  process.id = entry.id;
  process.name = text_in(body, "name");
  process.object_type = static_cast<int>(integer_in(body, "objectType"));
  process.built_in = flag_in(body, "builtIn");
  process.statuses = ids_in(body, "statuses");
  const bool standard = process.statuses.empty();
  if (standard)
    for (const catalog::Status& status : domain::standard_statuses())
      process.statuses.push_back(status.id);
  if (const Node* moves = body.find("transitions");
      moves != nullptr && moves->as_array() != nullptr) {
    for (const Node& move : *moves->as_array()) process.transitions.push_back(transition_of(move));
  } else {
    process.transitions =
        standard ? domain::standard_transitions() : open_transitions(process.statuses);
  }
  process.status_after_acceptance =
      integer_in(body, "statusAfterAcceptance", process.status_after_acceptance);
  process.auto_accept = flag_in(body, "autoAccept", true);
  process.comments_closed = flag_in(body, "commentsClosed", false);
  process.comment_bans = bans_in(body);
  catalog.processes.push_back(std::move(process));
}

void add_custom_field(Catalog& catalog, const Entry& entry) {
  const Node& body = entry.body;
  catalog::CustomField field;
  field.type = schema::find_custom_type(integer_in(body, "type", -1));
  if (field.type == nullptr) return;
  field.id = entry.id;
  field.name = text_in(body, "name");
  field.names = text_map_in(body, "names");
  field.object_type = static_cast<int>(integer_in(body, "objectType"));
  field.group = integer_in(body, "groupId");
  field.directory = integer_in(body, "directoryId");
  field.directory_fields = ids_in(body, "directoryFields");
  field.values = texts_in(body, "enumValues");
  field.colors = colors_of(body);
  field.free_input = flag_in(body, "freeInput");
  field.unique = flag_in(body, "unique");
  field.html = flag_in(body, "html");
  field.decimals = static_cast<int>(integer_in(body, "numberOfDecimalPlaces", -1));
  field.delimiter = text_in(body, "delimiter");
  field.formula = text_in(body, "formula");
  if (const Node* view = body.find("viewResult")) {
    field.view_result = text_in(*view, "name");
    field.view_result_id = static_cast<int>(integer_in(*view, "id"));
  }
  field.options = texts_in(body, "options");
  field.source_field = integer_in(body, "sourceField");
  field.source_fields = ids_in(body, "sourceFields");
  field.direct_only = flag_in(body, "directOnly");
  field.access = access_in(body);
  catalog.fields.push_back(std::move(field));
}

void add_template(Catalog& catalog, const Entry& entry) {
  catalog::Template form;
  form.id = entry.id;
  form.name = text_in(entry.body, "name");
  form.kind = entry.kind->task_kind;
  form.fields = ids_in(entry.body, "fields");
  form.required = ids_in(entry.body, "required");
  form.access = access_in(entry.body);
  catalog.templates.push_back(std::move(form));
}

void link_fields(Catalog& catalog, const std::vector<Entry>& entries) {
  for (const Entry& entry : entries) {
    const Section section = entry.kind->section;
    if (section == Section::custom_fields) {
      for (std::string_view key : {"templates", "objects"})
        for (std::int64_t id : ids_in(entry.body, key))
          if (catalog::Template* form = item_of(catalog.templates, id))
            add_once(form->fields, entry.id);
    } else if (section == Section::directories || section == Section::data_tags) {
      for (std::int64_t id : ids_in(entry.body, "fields"))
        if (catalog::CustomField* field = item_of(catalog.fields, id))
          (section == Section::directories ? field->owner_directory : field->data_tag) = entry.id;
      for (std::int64_t id : ids_in(entry.body, "required"))
        if (catalog::CustomField* field = item_of(catalog.fields, id)) field->required = true;
    }
  }
  for (const Entry& entry : entries)
    if (entry.kind->section == Section::custom_fields)
      if (catalog::CustomField* field = item_of(catalog.fields, entry.id))
        for (std::string_view key : {"projectTemplates", "contactTemplates"})
          for (std::int64_t id : ids_in(entry.body, key)) add_once(field->holders, id);
  for (catalog::CustomField& field : catalog.fields) std::ranges::sort(field.holders);
  for (const catalog::Template& form : catalog.templates)  // ascending, so holders are, too
    for (std::int64_t id : form.fields)
      if (catalog::CustomField* field = item_of(catalog.fields, id))
        field->holders.push_back(form.id);
}

void read_presets(Catalog& catalog, const std::vector<Entry>& entries) {
  for (const Entry& entry : entries) {
    catalog::Template* form =
        entry.kind->is_template() ? item_of(catalog.templates, entry.id) : nullptr;
    if (form == nullptr) continue;
    form->process = integer_in(entry.body, "process");
    read_preset(*form, entry, catalog);
  }
  const std::int64_t built_in = catalog.default_process().id;
  const auto settle = [&](catalog::Template& form) {
    if (catalog.process(form.process) != nullptr) return;
    const catalog::Template* object = catalog.task_template(form.preset.ref("object").id);
    form.process =
        object == nullptr || object == &form || object->process == 0 ? built_in : object->process;
  };
  // Objects first: a template may take the process of its object.
  for (catalog::Template& form : catalog.templates)
    if (form.kind == schema::TaskKind::object) settle(form);
  for (catalog::Template& form : catalog.templates) settle(form);
  for (catalog::Template& form : catalog.templates) form.preset.set("processId", form.process);
}

}  // namespace planstead::structure
