// Records kept in memory, for tests of the rules. Counts what was saved, so that a test can say
// that nothing was written.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "domain/records.h"
#include "schema/sought.h"

namespace planstead::domain {

class MemoryRecords : public Records {
 public:
  void watch() override {
    watching_ = true;
    seen_ = {};
  }
  Watched watched() override {
    watching_ = false;
    return std::exchange(seen_, {});
  }
  bool take_note(base::Ref thing, std::int64_t kind, base::Seconds moment) override {
    auto& noted = notes_[{thing, kind}];
    return std::exchange(noted, std::optional(moment)) != moment;
  }
  void mark_read(base::Ref person, base::Ref task) override {
    for (auto& [key, row] : rows_)
      if (key.first == schema::notification.table && row.ref("_person") == person &&
          (task.id == 0 || row.ref("task") == task))
        row.set("isRead", true);
  }
  struct Structure {
    std::string kind;
    std::int64_t id;
    std::string body;
  };

  std::optional<schema::Record> find(const schema::Entity& entity, std::int64_t id) override {
    auto row = rows_.find({entity.table, id});
    return row == rows_.end() ? std::nullopt : std::optional(row->second);
  }
  void save(const schema::Record& record) override {
    note(record.entity(), record.id(), std::make_shared<const schema::Record>(record));
    rows_.insert_or_assign({record.entity().table, record.id()}, record);
    ++saves;
  }
  std::vector<base::Ref> users_of_file(std::int64_t file) override {
    std::vector<base::Ref> users;
    for (const auto& [key, row] : rows_)
      for (const schema::Field& field : row.entity().fields)
        if (field.shape == schema::Shape::files &&
            std::ranges::count(row.refs(field.name), base::Ref{base::RefKind::file, file}) > 0)
          users.push_back({row.entity().kind, row.id()});
    return users;
  }
  std::int64_t next_id(const schema::Entity& entity) override {
    return ++sequences_.try_emplace(entity.sequence, 1000).first->second;
  }
  void put_source_name(std::string_view source, base::Ref row,
                       const std::optional<std::string>& object,
                       const std::optional<std::string>& version) override {
    auto& name = source_names[{std::string(source), row}];
    if (object) name.first = *object;
    if (version) name.second = *version;
  }
  std::vector<std::int64_t> called_by_source(std::string_view source, base::RefKind kind,
                                             std::string_view object) override {
    std::vector<std::int64_t> ids;
    for (const auto& [key, name] : source_names)
      if (key.first == source && key.second.kind == kind && name.first == object)
        ids.push_back(key.second.id);
    return ids;
  }
  bool exists(base::Ref ref) override {
    if (ref.kind != base::RefKind::task) return known.contains(ref);
    const auto row = find(schema::task, ref.id);
    return row && !row->flag("isDeleted");
  }
  std::vector<std::int64_t> subtasks(std::int64_t task) override {
    std::vector<std::pair<std::int64_t, std::int64_t>> found;
    for (const schema::Record* row : rows_of(schema::task))
      if (row->ref("parent").id == task && task != 0)
        found.emplace_back(row->integer("_order"), row->id());
    std::ranges::sort(found);
    std::vector<std::int64_t> ids;
    for (const auto& [order, id] : found) ids.push_back(id);
    return ids;
  }
  std::vector<std::int64_t> checklist(std::int64_t task) override {
    std::vector<std::int64_t> ids;
    for (const schema::Record* row : rows_of(schema::checklist_item))
      if (row->integer("_task") == task) ids.push_back(row->id());
    return ids;
  }
  std::vector<std::int64_t> copies_of(std::int64_t recurring_template) override {
    std::vector<std::int64_t> ids;
    for (const schema::Record* row : rows_of(schema::task))
      if (row->ref("template").id == recurring_template && row->moment("_occurrence") != nullptr)
        ids.push_back(row->id());
    return ids;
  }
  std::vector<std::int64_t> comments(base::Ref owner) override {
    std::vector<std::int64_t> ids;
    for (const schema::Record* row : rows_of(schema::comment))
      if (row->ref(owner.kind == base::RefKind::task ? "task" : "contact") == owner)
        ids.push_back(row->id());
    return ids;
  }
  std::optional<schema::Moment> last_comment(base::Ref owner) override {
    std::optional<schema::Moment> last;
    for (const std::int64_t id : comments(owner)) {
      const schema::Record row = *find(schema::comment, id);
      if (row.integer("type") != 0 || row.flag("isDeleted") || row.flag("_first")) continue;
      const schema::Moment moment = *row.moment("dateTime");
      if (!last || last->utc < moment.utc) last = moment;
    }
    return last;
  }
  bool custom_value_taken(const schema::Entity& entity, std::int64_t field,
                          const schema::Value& value, std::int64_t except_id) override {
    for (const schema::Record* row : rows_of(entity)) {
      const schema::Value* held = row->custom_value(field);
      if (held != nullptr && *held == value && row->id() != except_id) return true;
    }
    return false;
  }
  std::vector<std::int64_t> rows_with(const schema::Entity& entity, std::string_view field,
                                      const schema::Value& value) override {
    std::vector<std::int64_t> ids;
    for (const schema::Record* row : rows_of(entity))
      if (const auto* many = std::get_if<schema::RefList>(&row->get(field));
          many != nullptr ? std::ranges::find(*many, std::get<base::Ref>(value)) != many->end()
                          : row->get(field) == value)
        ids.push_back(row->id());
    return ids;
  }
  std::vector<std::int64_t> rows_holding(const schema::Entity& entity, std::int64_t field,
                                         base::Ref value) override {
    std::vector<std::int64_t> ids;
    for (const schema::Record* row : rows_of(entity))
      if (const schema::Value* held = row->custom_value(field);
          held != nullptr && schema::mentions(*held, value))
        ids.push_back(row->id());
    return ids;
  }
  std::vector<std::int64_t> find_by(const schema::Entity& entity, std::string_view field,
                                    std::string_view text) override {
    const schema::Field& looked = *schema::find_field(entity, field);
    const std::string form = schema::sought_form(looked, text);
    std::vector<std::int64_t> ids;
    for (const schema::Record* row : rows_of(entity))
      for (const std::string& held : schema::sought_forms(looked, row->get(field)))
        if (held == form) ids.push_back(row->id());
    return ids;
  }
  void scan(const schema::Entity& entity,
            const std::function<void(const schema::Record&)>& visit) override {
    for (const schema::Record* row : rows_of(entity)) visit(*row);
  }
  bool is_favorite(base::Ref person, base::Ref thing) override {
    return favorites.contains({person, thing});
  }
  void set_favorite(base::Ref person, base::Ref thing, bool on) override {
    if (on)
      favorites.insert({person, thing});
    else
      favorites.erase({person, thing});
  }
  void erase(const schema::Entity& entity, std::int64_t id) override {
    note(entity, id, nullptr);
    rows_.erase({entity.table, id});
  }
  void visit_entries(base::Ref owner,
                     const std::function<void(const schema::Record&)>& visit) override {
    for (const schema::Record* row : rows_of(schema::data_tag_entry)) {
      const schema::Field& field = *schema::owner_field(row->entity(), owner.kind);
      const bool its = owner.kind == base::RefKind::comment ? row->integer(field.name) == owner.id
                                                            : row->ref(field.name) == owner;
      if (its) visit(*row);
    }
  }
  void save_structure(std::string_view kind, std::int64_t id, const std::string& body) override {
    structure.push_back({std::string(kind), id, body});
  }

  std::set<base::Ref> known;  ///< what exists besides tasks
  std::set<std::pair<base::Ref, base::Ref>> favorites;
  std::vector<Structure> structure;
  int saves = 0;
  std::map<std::pair<std::string, base::Ref>, std::pair<std::string, std::string>> source_names;

 private:
  void note(const schema::Entity& entity, std::int64_t id,
            std::shared_ptr<const schema::Record> after) {
    if (!watching_) return;
    for (RowChange& change : seen_.rows)
      if (change.row().entity().table == entity.table && change.row().id() == id) {
        change.after = std::move(after);
        return;
      }
    seen_.rows.push_back({find(entity, id), std::move(after)});
  }

  std::map<std::pair<base::Ref, std::int64_t>, std::optional<base::Seconds>> notes_;
  bool watching_ = false;
  Watched seen_;
  std::vector<const schema::Record*> rows_of(const schema::Entity& entity) const {
    std::vector<const schema::Record*> found;
    for (const auto& [key, row] : rows_)
      if (key.first == entity.table) found.push_back(&row);
    return found;
  }

  std::map<std::pair<std::string_view, std::int64_t>, schema::Record> rows_;
  std::map<std::string_view, std::int64_t> sequences_;
};

}  // namespace planstead::domain
