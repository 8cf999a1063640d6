// A transaction in memory, for tests: the same promises as the store's, without durability.
#pragma once

#include <algorithm>
#include <map>
#include <set>

#include "schema/sought.h"
#include "storage/store.h"

namespace planstead::structure {

class MemoryTransaction : public storage::Transaction {
 public:
  int writes = 0;  ///< rows and structure items written

  void watch() override {}
  domain::Watched watched() override { return {}; }
  bool take_note(base::Ref, std::int64_t, base::Seconds) override { return true; }
  void mark_read(base::Ref, base::Ref) override {}
  std::optional<schema::Record> find(const schema::Entity& entity, std::int64_t id) override {
    const auto& rows = rows_[entity.table];
    const auto found = rows.find(id);
    return found == rows.end() ? std::nullopt : std::optional(found->second);
  }
  void save(const schema::Record& record) override {
    ++writes;
    rows_[record.entity().table].insert_or_assign(record.id(), record);
  }
  std::int64_t next_id(const schema::Entity& entity) override {
    return ++last_[std::string(entity.sequence)];
  }
  std::vector<base::Ref> users_of_file(std::int64_t) override { return {}; }
  bool exists(base::Ref) override { return false; }
  std::vector<std::int64_t> subtasks(std::int64_t) override { return {}; }
  std::vector<std::int64_t> checklist(std::int64_t) override { return {}; }
  std::vector<std::int64_t> copies_of(std::int64_t) override { return {}; }
  std::vector<std::int64_t> comments(base::Ref) override { return {}; }
  std::optional<schema::Moment> last_comment(base::Ref) override { return std::nullopt; }
  bool custom_value_taken(const schema::Entity&, std::int64_t, const schema::Value&,
                          std::int64_t) override {
    return false;
  }
  std::vector<std::int64_t> rows_with(const schema::Entity&, std::string_view,
                                      const schema::Value&) override {
    return {};
  }
  std::vector<std::int64_t> rows_holding(const schema::Entity&, std::int64_t, base::Ref) override {
    return {};
  }
  void visit_entries(base::Ref, const std::function<void(const schema::Record&)>&) override {}
  std::vector<std::int64_t> find_by(const schema::Entity& entity, std::string_view field,
                                    std::string_view text) override {
    const schema::Field& known = *schema::find_field(entity, field);
    const std::string form = schema::sought_form(known, text);
    std::vector<std::int64_t> ids;
    for (const auto& [id, row] : rows_[entity.table])
      for (const std::string& held : schema::sought_forms(known, row.get(field)))
        if (held == form) ids.push_back(id);
    return ids;
  }
  void put_source_name(std::string_view, base::Ref, const std::optional<std::string>&,
                       const std::optional<std::string>&) override {}
  std::vector<std::int64_t> called_by_source(std::string_view, base::RefKind,
                                             std::string_view) override {
    return {};
  }
  bool is_favorite(base::Ref person, base::Ref thing) override {
    return favorites_.contains({person, thing});
  }
  void set_favorite(base::Ref person, base::Ref thing, bool on) override {
    if (on)
      favorites_.insert({person, thing});
    else
      favorites_.erase({person, thing});
  }
  void save_structure(std::string_view kind, std::int64_t id, const std::string& body) override {
    put_structure({std::string(kind), id, body});
  }
  std::vector<storage::StructureItem> structure() override {
    std::vector<storage::StructureItem> items;
    for (const auto& [key, body] : items_) items.push_back({key.first, key.second, body});
    return items;
  }
  void put_structure(const storage::StructureItem& item) override {
    ++writes;
    items_[{item.kind, item.id}] = item.body;
  }
  void erase_structure(std::string_view kind, std::int64_t id) override {
    items_.erase({std::string(kind), id});
  }
  void jump_over(std::string_view sequence, std::int64_t id) override {
    std::int64_t& last = last_[std::string(sequence)];
    last = std::max(last, id);
  }
  std::int64_t add_token(const auth::Token&) override { return 0; }
  bool revoke_token(std::int64_t) override { return false; }
  std::vector<auth::Token> tokens() override { return {}; }
  bool names_content(std::string_view) override { return false; }
  void put_meta(std::string_view key, std::string_view value) override {
    meta_[std::string(key)] = value;
  }
  std::optional<std::string> meta(std::string_view key) override {
    const auto found = meta_.find(std::string(key));
    return found == meta_.end() ? std::nullopt : std::optional(found->second);
  }
  void scan(const schema::Entity& entity,
            const std::function<void(const schema::Record&)>& visit) override {
    for (const auto& [id, row] : rows_[entity.table]) visit(row);
  }
  void erase(const schema::Entity& entity, std::int64_t id) override {
    rows_[entity.table].erase(id);
  }

  std::size_t count(const schema::Entity& entity) { return rows_[entity.table].size(); }
  std::size_t favorites() const { return favorites_.size(); }

 private:
  std::map<std::string_view, std::map<std::int64_t, schema::Record>> rows_;
  std::map<std::pair<std::string, std::int64_t>, std::string> items_;
  std::map<std::string, std::int64_t> last_;
  std::map<std::string, std::string> meta_;
  std::set<std::pair<base::Ref, base::Ref>> favorites_;
};

}  // namespace planstead::structure
