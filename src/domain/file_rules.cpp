// Files (fields digest 6): made of what has been uploaded, renamed, attached, deleted. Their bytes
// are none of this folder's business; which files nobody refers to any more the store finds by
// itself.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "domain/comment_rules.h"
#include "domain/entity_rules.h"
#include "domain/row_edit.h"
#include "schema/file.h"
#include "schema/references.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;

constexpr std::size_t name_max = 255;

/// Uploads come with names made fit; who renames a file is told.
base::Status check_name(const RowEdit& edit) {
  if (!edit.changed("name")) return base::ok();
  const std::string& name = edit.row.text("name");
  if (base::trim(name).empty()) return base::missing("name", "a file needs a name");
  const bool fits =
      name != "." && name != ".." && std::ranges::none_of(name, [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == '\x7f' || c == '/' || c == '\\';
      });
  return fits ? check_length(edit, "name", name_max)
              : base::invalid("name", "a name holds neither folders nor control characters");
}

// ---- attaching ----

/// The change of `files` as if a body had sent the old list and the file.
base::Status attach(std::int64_t file, Context& context) {
  const schema::Entity* entity = schema::entity_of(context.operation->kind);
  if (context.target == 0) return base::missing("id", "to what the file is attached");
  PS_TRY(const Record target, find_row(*entity, context.target, context));
  schema::RefList files = target.refs("files");
  const Ref ref{RefKind::file, file};
  if (std::ranges::find(files, ref) != files.end()) return base::ok();
  files.push_back(ref);
  request::Body body;
  body.changes.push_back({schema::find_field(*entity, "files"), std::move(files)});
  return update(*entity, {context.target}, body, context);
}

// ---- deleting ----

/// Of a task, its template and object say what is mandatory; of entries, the field itself.
bool is_mandatory(std::int64_t field, const Record& row, const catalog::Catalog& catalog) {
  if (&row.entity() == &schema::directory_entry || &row.entity() == &schema::data_tag_entry) {
    const catalog::CustomField* definition = catalog.field(field);
    return definition != nullptr && definition->required;
  }
  if (&row.entity() != &schema::task) return false;
  return std::ranges::any_of(std::array{"template", "object"}, [&](std::string_view holder) {
    const catalog::Template* form = catalog.task_template(row.ref(holder).id);
    return form != nullptr && std::ranges::count(form->required, field) > 0;
  });
}

base::Error kept(Ref file, std::int64_t field, const Record& row) {
  const bool entry = &row.entity() == &schema::directory_entry;
  const std::int64_t number = entry ? schema::entry_key(row.id()) : row.id();
  std::string why = "file " + std::to_string(file.id) + " is the only one in field " +
                    std::to_string(field) + " of " + std::string(row.entity().name) + " " +
                    std::to_string(number) + ", which must not be empty";
  return base::refusal(base::ErrorCode::file_not_deleted, {}, std::move(why));
}

bool without(schema::RefList& list, Ref file) { return std::erase(list, file) > 0; }

/// Takes the file out of every list of the row.
base::Status strip(Record& row, Ref file, Context& context) {
  for (const schema::Field& field : row.entity().fields) {
    if (field.shape != schema::Shape::files || field.column.empty()) continue;
    schema::RefList list = row.refs(field.name);
    if (without(list, file))
      row.set(field.name, list.empty() ? schema::Value{} : schema::Value{list});
  }
  const std::vector<schema::CustomValue> values = row.custom;
  for (const schema::CustomValue& held : values) {
    const auto* files = std::get_if<schema::RefList>(&held.value);
    schema::RefList list = files == nullptr ? schema::RefList{} : *files;
    if (!without(list, file)) continue;
    if (list.empty() && is_mandatory(held.field, row, context.catalog))
      return kept(file, held.field, row);
    row.set_custom(held.field, list.empty() ? schema::Value{} : schema::Value{list});
  }
  return base::ok();
}

}  // namespace

/// The program has put the facts of the content into the body (`_hash`, `_bytes`, `size`).
base::Result<std::int64_t> create_file(const PathIds&, const request::Body& body,
                                       Context& context) {
  RowEdit edit{context, body, Record(schema::file), std::nullopt};
  apply_plain_changes(edit, {});
  PS_CHECK(check_name(edit));
  edit.row.set("_uploaded", at_instant(context.now));
  edit.row.set("_fresh", at_instant(context.now));
  edit.row.set("_owner", context.viewer.person);
  edit.row.set_id(context.records.next_id(schema::file));
  context.records.save(edit.row);
  return edit.row.id();
}

base::Status update_file(const PathIds& ids, const request::Body& body, Context& context) {
  PS_TRY(const Record before, find_row(schema::file, ids.back(), context));
  if (has(context.operation->options, schema::Option::target)) return attach(ids.back(), context);
  RowEdit edit{context, body, before, before};
  apply_plain_changes(edit, {});
  PS_CHECK(check_name(edit));
  if (!same_content(edit.row, before)) context.records.save(edit.row);
  return base::ok();
}

/// Nothing is left that names it, but for pictures inside texts.
base::Status remove_file(const PathIds& ids, Context& context) {
  PS_TRY(const Record file, find_row(schema::file, ids.back(), context));
  const Ref ref{RefKind::file, file.id()};
  std::vector<Record> changed;
  for (const Ref user : context.records.users_of_file(file.id())) {
    auto row = context.records.find(*schema::entity_of(user.kind), user.id);
    if (!row) continue;
    PS_CHECK(strip(*row, ref, context));
    if (&row->entity() == &schema::task) settle_first_comment(*row, context.records);
    changed.push_back(*std::move(row));
  }
  for (const Record& row : changed) context.records.save(row);
  context.records.erase(schema::file, file.id());
  return base::ok();
}

}  // namespace planstead::domain
