// The account as a structure file: each item a block of `key: value` lines, values in one-line
// style.
#include <map>

#include "schema/references.h"
#include "structure/bin.h"
#include "structure/entries.h"
#include "structure/items.h"
#include "structure/live_presets.h"
#include "structure/write_node.h"
#include "structure/write_value.h"

namespace planstead::structure {

using base::Node;
using base::Ref;
using base::RefKind;
using schema::Record;

namespace {

class Dumper {
 public:
  Dumper(storage::Transaction& transaction, Rows rows)
      : transaction_(transaction), bin_(transaction), rows_(rows) {
    entries_ = read_entries(transaction.structure());
    drop_gone_presets(entries_, transaction);
    for (const Entry& entry : entries_) {
      if (entry.kind->section != Section::custom_fields) continue;
      const schema::CustomType* type = schema::find_custom_type(integer_in(entry.body, "type", -1));
      if (type != nullptr && type->writable)
        shapes_[entry.id] = type->shape;  // computed values are nobody's to set
    }
  }

  std::string dump() {
    for (const Kind& kind : kinds()) {
      if (kind.section == Section::directory_entries) continue;
      if (kind.is_row_only())
        dump_rows(kind);
      else
        dump_entries(kind);
    }
    return std::move(out_);
  }

 private:
  void open_section(const Kind& kind, bool& open) {
    if (!std::exchange(open, true)) out_.append(kind.name).append(":\n");
  }

  /// The lines of one item; the first begins with a dash, unless the section is no list.
  void put_item(const Node::Object& members, std::string indent, bool dash) {
    std::string lead = indent + (dash ? "- " : "  ");
    for (const auto& [key, value] : members) {
      out_.append(lead).append(key).append(": ");
      append_flow_yaml(out_, value);
      out_ += '\n';
      lead = indent + "  ";
    }
  }

  void dump_entries(const Kind& kind) {
    bool open = false;
    for (const Entry& entry : entries_) {  // by kind and number, as the store keeps them
      if (entry.kind != &kind) continue;
      open_section(kind, open);
      const bool account = kind.section == Section::account;
      Members members;
      if (!account) put(members, kind.id_key, number_node(entry.id));
      for (const auto& [key, value] : *entry.body.as_object())
        if (!(kind.is_template() && key == "kind")) put(members, key, value);
      put_item(members, account ? "" : "  ", !account);
      if (kind.section == Section::directories) dump_directory(entry.id);
    }
  }

  void dump_directory(std::int64_t directory) {
    const auto found = directory_entries().find(directory);
    if (found == directory_entries_.end()) return;
    out_ += "    entries:\n";
    for (const Record& row : found->second)
      put_item(row_members(kind_of(Section::directory_entries), row), "      ", true);
  }

  using EntriesByDirectory = std::map<std::int64_t, std::vector<Record>>;
  const EntriesByDirectory& directory_entries() {
    if (!std::exchange(scanned_, true))
      transaction_.scan(schema::directory_entry, [&](const Record& row) {
        if (!row.flag("_deleted"))
          directory_entries_[schema::entry_directory(row.id())].push_back(row);
      });
    return directory_entries_;
  }

  bool wanted(const Kind& kind) const {
    return rows_ == Rows::all || kind.section == Section::users ||
           kind.section == Section::telegram_bots || kind.section == Section::contacts ||
           kind.row_templates || kind.section == Section::projects ||
           kind.section == Section::main_values;
  }

  void dump_rows(const Kind& kind) {
    if (!wanted(kind)) return;
    bool open = false;
    transaction_.scan(*kind.entity, [&](const Record& row) {
      if (!alive(kind, row)) return;
      open_section(kind, open);
      put_item(row_members(kind, row), "  ", true);
    });
  }

  bool alive(const Kind& kind, const Record& row) {
    if (kind.section == Section::tasks) return row.integer("_kind") == 0 && !row.flag("isDeleted");
    if (kind.section == Section::comments) return !row.flag("_first") && !row.flag("_withOwner");
    if (kind.section == Section::data_tag_entries)
      return !bin_.holds(row.ref("task")) && !bin_.holds(row.ref("contact"));
    if (kind.section == Section::checklists && bin_.holds({RefKind::task, row.integer("_task")}))
      return false;
    const schema::Entity& entity = row.entity();
    return is_row_template(row) == kind.row_templates &&
           (entity.deleted.empty() || !row.flag(entity.deleted));
  }

  Node::Object row_members(const Kind& kind, const Record& whole) {
    const Record row = bin_.shown(whole);
    Members members;
    const bool entry = kind.section == Section::directory_entries;
    put(members, kind.id_key, number_node(entry ? schema::entry_key(row.id()) : row.id()));
    if (kind.section == Section::checklists)
      put(members, "task", number_node(row.integer("_task")));
    for (auto& [key, value] : write_fields(kind, row)) put(members, key, std::move(value));
    const Node custom =
        write_custom(row.custom, [&](std::int64_t field) -> std::optional<schema::Shape> {
          const auto found = shapes_.find(field);
          return found == shapes_.end() ? std::nullopt : std::optional(found->second);
        });
    if (!custom.as_array()->empty()) put(members, "customFieldData", custom);
    return members;
  }

  storage::Transaction& transaction_;
  Bin bin_;
  Rows rows_;
  std::vector<Entry> entries_;
  std::map<std::int64_t, schema::Shape> shapes_;
  EntriesByDirectory directory_entries_;
  bool scanned_ = false;
  std::string out_;
};

}  // namespace

std::string dump(storage::Transaction& transaction, Rows rows) {
  return Dumper(transaction, rows).dump();
}

}  // namespace planstead::structure
