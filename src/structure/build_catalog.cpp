// The catalogue from structure items: one reader per kind. Tolerates what apply would refuse, so
// that an account of another version still starts.
#include <algorithm>
#include <type_traits>

#include "domain/standard_process.h"
#include "request/parse.h"
#include "structure/build_parts.h"
#include "structure/check_value.h"
#include "structure/entries.h"

namespace planstead::structure {

using base::Node;
using catalog::Catalog;

namespace {

template <class Word, std::size_t count>
Word word_of(const std::string& text, const std::pair<std::string_view, Word> (&words)[count],
             std::type_identity_t<Word> fallback) {
  for (const auto& [word, value] : words)
    if (word == text) return value;
  return fallback;
}

void add_account(Catalog& catalog, const Entry& entry) {
  const Node& body = entry.body;
  catalog::AccountSettings& account = catalog.account;
  account.name = text_in(body, "name");
  if (const auto zone = base::Zone::find(text_in(body, "timeZone"))) account.zone = *zone;
  if (const std::string language = text_in(body, "language"); !language.empty())
    account.language = language;
  account.standard_template = integer_in(body, "standardTemplate");
  account.owner = integer_in(body, "owner");
  account.subtask_may_end_later = flag_in(body, "subtaskMayEndLater");
  account.shift_parent_end = flag_in(body, "shiftParentEnd", true);
  account.finish_ticks_checklist = flag_in(body, "finishTicksChecklist", true);
  account.contacts_see_told_only = text_in(body, "contactComments") == "notified";
}

void add_schedule(Catalog& catalog, const Entry& entry) {
  catalog::Schedule schedule{
      .id = entry.id, .name = text_in(entry.body, "name"), .week = {}, .exceptions = {}};
  for (const auto& [day, hours] : text_map_in(entry.body, "days"))
    if (day.size() == 1 && day[0] >= '1' && day[0] <= '7')
      schedule.week[static_cast<std::size_t>(day[0] - '0')] =
          parse_hours(hours).value_or(std::vector<catalog::Interval>{});
  for (const auto& [date, hours] : text_map_in(entry.body, "exceptions"))
    if (const auto parsed = base::parse_date(date))
      schedule.exceptions[base::to_day(*parsed)] =
          parse_hours(hours).value_or(std::vector<catalog::Interval>{});
  catalog.schedules.push_back(std::move(schedule));
}

void add_group(Catalog& catalog, const Entry& entry) {
  const Node& body = entry.body;
  catalog.groups.push_back({.id = entry.id,
                            .name = text_in(body, "name"),
                            .heads = ids_in(body, "heads"),
                            .members = {},
                            .parents = ids_in(body, "parents"),
                            .heads_see_each_other = flag_in(body, "headsSeeEachOther", true)});
}

void add_status(Catalog& catalog, const Entry& entry) {
  const Node& body = entry.body;
  catalog.statuses.push_back({.id = entry.id,
                              .name = text_in(body, "name"),
                              .color = text_in(body, "color"),
                              .is_active = flag_in(body, "isActive", true),
                              .has_deadline = flag_in(body, "hasDeadline", true),
                              .is_individual = flag_in(body, "isAppliedIndividually"),
                              .texts = text_map_in(body, "texts")});
}

void add_set(Catalog& catalog, const Entry& entry) {
  catalog.field_sets.push_back(
      {.id = entry.id,
       .name = text_in(entry.body, "name"),
       .object_type = static_cast<int>(integer_in(entry.body, "objectType"))});
}

constexpr std::pair<std::string_view, const schema::Entity*> filtered_words[] = {
    {"task", &schema::task},
    {"contact", &schema::contact},
    {"directory", &schema::directory_entry}};

void add_saved_filter(Catalog& catalog, const Entry& entry) {
  const Node& body = entry.body;
  catalog::SavedFilter filter;
  filter.id = entry.id;
  filter.name = text_in(body, "name");
  filter.entity = word_of(text_in(body, "entity"), filtered_words, &schema::task);
  filter.directory = integer_in(body, "directory");
  if (const std::int64_t owner = integer_in(body, "owner"); owner != 0)
    filter.owner = {base::RefKind::user, owner};
  if (const Node* filters = body.find("filters")) filter.filters = *filters;
  filter.access = access_in(body);
  catalog.saved_filters.push_back(std::move(filter));
}

void add_definition(std::vector<catalog::Definition>& definitions, const Entry& entry) {
  const Node& body = entry.body;
  definitions.push_back({.id = entry.id,
                         .name = text_in(body, "name"),
                         .group = integer_in(body, "group"),
                         .fields = ids_in(body, "fields"),
                         .source_object = text_in(body, "sourceObjectId"),
                         .source_version = text_in(body, "sourceDataVersion"),
                         .access = access_in(body),
                         .closed_statuses = ids_in(body, "closedStatuses")});
}

void add_entry(Catalog& catalog, const Entry& entry) {
  const auto add_named = [&](std::vector<catalog::NamedItem>& items) {
    items.push_back({entry.id, text_in(entry.body, "name")});
  };
  switch (entry.kind->section) {
    case Section::account:
      return add_account(catalog, entry);
    case Section::schedules:
      return add_schedule(catalog, entry);
    case Section::positions:
      return add_named(catalog.positions);
    case Section::workspaces:
      return add_named(catalog.workspaces);
    case Section::contact_groups:
      return add_named(catalog.contact_groups);
    case Section::project_groups:
      return add_named(catalog.project_groups);
    case Section::directory_groups:
      return add_named(catalog.directory_groups);
    case Section::data_tag_groups:
      return add_named(catalog.data_tag_groups);
    case Section::groups:
      return add_group(catalog, entry);
    case Section::statuses:
      return add_status(catalog, entry);
    case Section::processes:
      return add_process(catalog, entry);
    case Section::custom_field_sets:
      return add_set(catalog, entry);
    case Section::custom_fields:
      return add_custom_field(catalog, entry);
    case Section::directories:
      return add_definition(catalog.directories, entry);
    case Section::data_tags:
      return add_definition(catalog.data_tags, entry);
    case Section::objects:
    case Section::task_templates:
    case Section::recurring_templates:
      return add_template(catalog, entry);
    case Section::saved_filters:
      return add_saved_filter(catalog, entry);
    case Section::users:
    case Section::files:
    case Section::contact_templates:
    case Section::contacts:
    case Section::directory_entries:
    case Section::project_templates:
    case Section::projects:
    case Section::tasks:
    case Section::checklists:
    case Section::comments:
    case Section::data_tag_entries:
    case Section::main_values:
    case Section::telegram_bots:
    case Section::none:
      return;  // rows, not structure
  }
}

void add_system_statuses(Catalog& catalog) {
  for (catalog::Status& status : domain::standard_statuses())
    if (std::ranges::find(catalog.statuses, status.id, &catalog::Status::id) ==
        catalog.statuses.end())
      catalog.statuses.push_back(std::move(status));
}

void sort_all(Catalog& catalog) {
  const auto sort = [](auto&... lists) {
    (std::ranges::sort(lists, {}, [](const auto& item) { return item.id; }), ...);
  };
  sort(catalog.users, catalog.groups, catalog.statuses, catalog.processes, catalog.fields,
       catalog.field_sets, catalog.templates, catalog.positions, catalog.workspaces,
       catalog.contact_groups, catalog.project_groups, catalog.directory_groups,
       catalog.data_tag_groups, catalog.directories, catalog.data_tags, catalog.schedules,
       catalog.saved_filters);
}

void fill_members(Catalog& catalog) {
  for (const catalog::User& user : catalog.users)  // ascending, so members are, too
    for (std::int64_t id : user.groups)
      if (auto group = std::ranges::find(catalog.groups, id, &catalog::Group::id);
          group != catalog.groups.end())
        group->members.push_back(user.id);
}

void choose_standard_template(Catalog& catalog) {
  if (catalog.task_template(catalog.account.standard_template) != nullptr) return;
  const auto first = std::ranges::find(catalog.templates, schema::TaskKind::task_template,
                                       &catalog::Template::kind);
  catalog.account.standard_template = first == catalog.templates.end() ? 0 : first->id;
}

}  // namespace

catalog::CatalogPtr build(const std::vector<Entry>& entries,
                          const std::vector<schema::Record>& users, std::int64_t version) {
  auto catalog = std::make_shared<Catalog>();
  catalog->version = version;
  for (const Entry& entry : entries) add_entry(*catalog, entry);
  for (const schema::Record& row : users) catalog->users.push_back(user_of(row));
  add_system_statuses(*catalog);
  sort_all(*catalog);
  fill_members(*catalog);
  link_fields(*catalog, entries);
  choose_standard_template(*catalog);
  read_presets(*catalog, entries);
  return catalog;
}

catalog::CatalogPtr build_catalog(const std::vector<storage::StructureItem>& items,
                                  const std::vector<schema::Record>& users, std::int64_t version) {
  std::vector<Entry> entries = read_entries(items);
  for (Entry& entry : missing_standard(entries)) entries.push_back(std::move(entry));
  return build(entries, users, version);
}

}  // namespace planstead::structure
