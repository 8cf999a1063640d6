// Which items of a document exist in the account: by number, else by name within their kind.
#include <map>

#include "schema/references.h"
#include "structure/work.h"

namespace planstead::structure {

using base::Status;
using schema::Record;

namespace {

std::string label_of_record(const Record& record) {
  std::string label;
  for (std::string_view key : {"name", "midname", "lastname"}) {
    if (schema::find_field(record.entity(), key) == nullptr) continue;
    if (const std::string& text = record.text(key); !text.empty())
      label.append(label.empty() ? "" : " ").append(text);
  }
  return label;
}

bool is_deleted(const Record& record) {
  const std::string_view flag = record.entity().deleted;
  return !flag.empty() && record.flag(flag);
}

/// Within what a name of a row is unique: its directory, its task, or the account.
std::int64_t scope_of(Section section, const Record& record) {
  if (section == Section::directory_entries) return schema::entry_directory(record.id());
  return section == Section::checklists ? record.integer("_task") : 0;
}

class Finder {
 public:
  explicit Finder(Work& work) : work_(work) {}

  Status find(Target& target) {
    const Item& item = *target.item;
    target.id = item.id.value_or(-static_cast<std::int64_t>(work_.targets.size()) - 1);
    if (item.kind->sequence == "task" && item.id) PS_CHECK(check_task_number(target));
    return item.kind->is_row_only() ? find_row(target) : find_entry(target);
  }

 private:
  // Tasks, templates, objects and items of checklists share their numbers.
  Status check_task_number(const Target& target) {
    const Section holder = holder_of(target.id);
    if (holder == Section::none || holder == target.kind->section) return base::ok();
    return work_.refuse(target, 0, "id",
                        "the number " + std::to_string(target.id) +
                            " belongs to one of the account's " +
                            std::string(kind_of(holder).name));
  }

  Section holder_of(std::int64_t id) {
    if (const auto row = work_.transaction.find(schema::task, id)) {
      for (Section section : {Section::tasks, Section::objects, Section::task_templates,
                              Section::recurring_templates})
        if (static_cast<std::int64_t>(kind_of(section).task_kind) == row->integer("_kind"))
          return section;
    }
    return work_.transaction.find(schema::checklist_item, id) ? Section::checklists : Section::none;
  }

  Status find_entry(Target& target) {
    const Entry* found = nullptr;
    for (const Entry& entry : work_.before) {
      if (entry.kind != target.kind) continue;
      if (target.item->id ? entry.id != target.id
                          : label_of(entry.body, {}) != label_of(*target.item))
        continue;
      if (found != nullptr) return ambiguous(target);
      found = &entry;
    }
    if (found == nullptr) return base::ok();
    target.exists = true;
    target.id = found->id;
    target.body_before = found->body;
    return base::ok();
  }

  Status find_row(Target& target) {
    std::int64_t row = target.id;
    const std::int64_t directory = work_.directory_of(target);
    const bool entry = target.kind->section == Section::directory_entries;
    if (!target.item->id) {
      if (entry && directory < 0) return base::ok();
      PS_CHECK(find_by_name(target, entry ? directory : scope_in_file(target), row));
      if (row < 0) return base::ok();
      target.id = entry ? schema::entry_key(row) : row;
    } else if (entry) {
      if (directory < 0) return base::ok();
      row = schema::entry_id(directory, target.id);
    }
    target.before = work_.transaction.find(*target.kind->entity, row);
    target.exists = target.before.has_value();
    if (target.exists && is_row_template(*target.before) != target.kind->row_templates)
      return work_.refuse(target, 0, "id",
                          target.kind->row_templates
                              ? "the number is that of no template"
                              : "the number is that of a template");
    return base::ok();
  }

  static std::int64_t scope_in_file(const Target& target) {
    return integer_in(target.item->own, "task");
  }

  Status find_by_name(const Target& target, std::int64_t scope, std::int64_t& row) {
    const auto& names = names_of(*target.kind);
    const auto [first, last] = names.equal_range({scope, label_of(*target.item)});
    if (first == last) return base::ok();
    if (std::next(first) != last) return ambiguous(target);
    row = first->second;
    return base::ok();
  }

  base::Error ambiguous(const Target& target) const {
    return work_.refuse(target, 0, "name",
                        "the account has several of this name; say which by the key " +
                            std::string(target.kind->id_key));
  }

  using Names = std::multimap<std::pair<std::int64_t, std::string>, std::int64_t>;
  const Names& names_of(const Kind& kind) {
    auto [found, is_new] = names_.try_emplace(kind.section);
    if (!is_new) return found->second;
    work_.transaction.scan(*kind.entity, [&, &names = found->second](const Record& record) {
      const bool other = (kind.section == Section::tasks && record.integer("_kind") != 0) ||
                         is_row_template(record) != kind.row_templates;
      if (!other && !is_deleted(record))
        names.emplace(std::pair(scope_of(kind.section, record), label_of_record(record)),
                      record.id());
    });
    return found->second;
  }

  Work& work_;
  std::map<Section, Names> names_;
};

}  // namespace

Status find_targets(Work& work) {
  Finder finder(work);
  work.targets.reserve(work.document.items.size());
  for (const Item& item : work.document.items) {
    Target target;
    target.kind = item.kind;
    target.item = &item;
    PS_CHECK(finder.find(target));
    work.known.add(target.kind->section, work.directory_of(target), target.id);
    work.targets.push_back(std::move(target));
  }
  return base::ok();
}

bool Known::has_row(Section section, std::int64_t id) const {
  const Kind& kind = kind_of(section);
  if (kind.entity == nullptr) return false;
  const auto row = transaction_.find(*kind.entity, id);
  return row && !is_deleted(*row) && is_row_template(*row) == kind.row_templates;
}

bool Known::has(Section section, std::int64_t id, std::int64_t directory) const {
  constexpr Section forms[] = {Section::objects, Section::task_templates,
                               Section::recurring_templates};
  if (named(section, directory, id)) return true;
  switch (section) {
    case Section::statuses:
      return id >= 0 && id <= kind_of(section).reserved;
    // Templates and objects may be named for each other (observed 21.2); tasks are rows of the same
    // table.
    case Section::task_templates:
    case Section::tasks:
      for (Section form : forms)
        if (named(form, 0, id)) return true;
      return section == Section::tasks && has_row(section, id);
    case Section::directory_entries:
      return directory > 0 && id > 0 && has_row(section, schema::entry_id(directory, id));
    default:
      return kind_of(section).is_row_only() && has_row(section, id);
  }
}

bool Known::has(base::Ref ref) const {
  if (ref.kind == base::RefKind::entry)
    return has(Section::directory_entries, schema::entry_key(ref.id),
               schema::entry_directory(ref.id));
  for (Section section : sections_of(ref.kind))
    if (has(section, ref.id)) return true;
  return false;
}

const Target* Work::find(Section section, std::int64_t id) const {
  for (const Target& target : targets)
    if (target.item != nullptr && target.kind->section == section && target.id == id)
      return &target;
  return nullptr;
}

}  // namespace planstead::structure
