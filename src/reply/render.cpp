// The answer of an operation that worked: envelopes by Act, rows by Selection. Derives nothing:
// what a row shows has been filled in by the store.
#include <stdexcept>
#include <unordered_map>

#include "base/text.h"
#include "reply/append.h"
#include "schema/references.h"

namespace planstead::reply {

using schema::Answer;
using schema::Record;

namespace {

constexpr int of_directory = 2, of_data_tag = 4;  // contract objectType

/// What is the same for every row that a selection shows, in one language: keys, definitions of
/// custom fields. Made once for all requests that ask it.
struct RowForm {
  struct Column {
    std::size_t index;
    const schema::Field* field;
    const ShapeRow* shape;
    std::string_view key;  ///< `,"name":`
  };
  struct Custom {
    const catalog::CustomField* field;
    std::string prefix;
  };
  RowForm(const schema::Entity& entity, const request::Selection& selection,
          const catalog::Catalog& catalog, std::string_view language);

  std::vector<Column> columns;
  std::vector<Custom> custom;
  bool shows_custom;
  bool shows_unset;  ///< a field without a value is an item too
};

/// Renders rows of one answer.
class RowRenderer {
 public:
  RowRenderer(const RowForm& form, const RenderContext& context, bool prefixed = false)
      : form_(form), context_(context), prefixed_(prefixed) {}
  void append(std::string& out, const Record& record) const;

 private:
  static const ShapeRow& shape_of(const RowForm::Column& column, const Record& record);
  void append_custom_data(std::string& out, const Record& record) const;
  void append_number_of(std::string& out, const Record& record) const;

  const RowForm& form_;
  const RenderContext& context_;
  bool prefixed_;  ///< numbers of people as `"user:5"` (observed 6.2)
};

// `,"name":` of each of the entity's fields, in the order of its table.
const std::vector<std::string>& keys_of(const schema::Entity& entity) {
  static const auto all = [] {
    std::unordered_map<const schema::Field*, std::vector<std::string>> made;
    for (const schema::Operation& operation : schema::operations()) {
      if (operation.entity == nullptr) continue;
      auto [keys, is_new] = made.try_emplace(operation.entity->fields.data());
      for (const schema::Field& field : operation.entity->fields)
        if (is_new) keys->second.push_back(",\"" + std::string(field.name) + "\":");
    }
    return made;
  }();
  return all.at(entity.fields.data());
}

RowForm::RowForm(const schema::Entity& entity, const request::Selection& selection,
                 const catalog::Catalog& catalog, std::string_view language)
    : shows_custom(selection.asked_custom || !selection.custom.empty()),
      // Clients index the items of directory and data tag entries by position (observed 5.6a), and
      // read an object as the map from names of fields to their numbers (21.1).
      shows_unset(entity.custom_object_type == of_directory ||
                  entity.custom_object_type == of_data_tag || &entity == &schema::object) {
  columns.reserve(selection.fields.size());
  const std::vector<std::string>& keys = keys_of(entity);
  for (const schema::Field* field : selection.fields) {
    const std::size_t index = index_of(entity, *field);
    columns.push_back({index, field, &row_of(field->shape), keys[index]});
  }
  for (const std::int64_t id : selection.custom)
    if (const catalog::CustomField* field = catalog.field(id))
      custom.push_back({field, custom_prefix(*field, language)});
}

// The definitions lie in the catalogue of the selection.
std::shared_ptr<const RowForm> form_of(const request::Call& call, const RenderContext& context) {
  const std::string_view language = context.viewer.language;
  return call.selection->worked_out.get<RowForm>(language, [&] {
    return RowForm(*call.operation->entity, *call.selection, context.catalog, language);
  });
}

// The row's own number, whichever way the store keeps it; of a directory entry its key alone.
std::int64_t number_of(const Record& record) {
  const auto* stored = std::get_if<std::int64_t>(&record.at(0));
  const std::int64_t id = stored != nullptr ? *stored : record.id();
  return record.entity().kind == base::RefKind::entry ? schema::entry_key(id) : id;
}

// The value of a main field has the form of the field's type.
const ShapeRow& RowRenderer::shape_of(const RowForm::Column& column, const Record& record) {
  if (column.field->shape != schema::Shape::main_value) return *column.shape;
  return row_of(schema::find_custom_type(record.integer("type"))->shape);
}

void RowRenderer::append_number_of(std::string& out, const Record& record) const {
  if (prefixed_)
    base::append_json_string(out, base::prefixed({record.entity().kind, record.id()}));
  else
    base::append_number(out, number_of(record));
}

void RowRenderer::append(std::string& out, const Record& record) const {
  out += '{';
  const std::size_t start = out.size();
  for (const RowForm::Column& column : form_.columns) {
    const schema::Value& value = record.at(column.index);
    const ShapeRow& shape = shape_of(column, record);
    const bool has_value = value.index() == shape.alternative;
    const bool is_number = column.index == 0 && column.field->shape != schema::Shape::text;
    if (!has_value && !is_number && shape.empty.empty()) continue;
    out.append(column.key, out.size() == start ? 1 : 0);
    if (is_number)
      append_number_of(out, record);
    else if (has_value)
      shape.append(out, value, column.field, context_);
    else
      out += shape.empty;
  }
  if (form_.shows_custom) {
    out += out.size() == start ? R"("customFieldData":)" : R"(,"customFieldData":)";
    append_custom_data(out, record);
  }
  out += '}';
}

void RowRenderer::append_custom_data(std::string& out, const Record& record) const {
  out += '[';
  for (const auto& [field, prefix] : form_.custom) {
    const schema::Value* value = record.custom_value(field->id);
    const bool has_value =
        value != nullptr && value->index() == row_of(field->type->shape).alternative;
    if (!has_value && !form_.shows_unset) continue;
    if (out.back() != '[') out += ',';
    append_custom_item(out, prefix, *field, value, context_);
  }
  out += ']';
}

constexpr std::string_view success = R"({"result":"success")";
constexpr std::size_t guess_per_row = 2048;

std::string one(const request::Call& call, const plan::Outcome& outcome,
                const RenderContext& context) {
  if (outcome.records.size() != 1) throw std::logic_error("a single read without its row");
  const auto form = form_of(call, context);
  std::string body;
  body.reserve(2 * guess_per_row);  // never short of a usual row
  body += success;
  body += ",\"";
  body += call.operation->entity->one;
  body += "\":";
  RowRenderer(*form, context, call.options.prefixed_id).append(body, outcome.records.front());
  body += '}';
  return body;
}

std::string many(const request::Call& call, const plan::Outcome& outcome,
                 const RenderContext& context) {
  const auto form = form_of(call, context);
  const RowRenderer rows(*form, context, call.options.prefixed_id);
  const schema::Operation& operation = *call.operation;
  std::string body;
  body.reserve(64 + outcome.records.size() * guess_per_row);
  body += success;
  body += ",\"";
  body += operation.many.empty() ? operation.entity->many : operation.many;
  body += "\":";
  append_array(body, outcome.records, [&](const Record& record) { rows.append(body, record); });
  body += '}';
  return body;
}

std::string created(Answer answer, const plan::Outcome& outcome) {
  std::string body(success);
  const auto number = [&](std::string_view key, std::int64_t value) {
    body += key;
    base::append_number(body, value);
  };
  switch (answer) {
    case Answer::by_act:
    case Answer::ok_id:
      number(R"(,"id":)", outcome.id);
      break;
    case Answer::ok_key:
      number(R"(,"key":)", outcome.id);
      break;
    case Answer::row:
      break;
    case Answer::keys:
    case Answer::keys_and_comment:
      body += R"(,"keys":)";
      append_array(body, outcome.made.keys,
                   [&](std::int64_t key) { base::append_number(body, key); });
      if (answer == Answer::keys_and_comment) number(R"(,"commentId":)", outcome.made.comment);
      break;
  }
  body += '}';
  return body;
}

bool is_created(const schema::Operation& operation) {
  const bool makes =
      operation.act == schema::Act::create || operation.act == schema::Act::import_rows;
  return makes && operation.answer != Answer::ok_id && operation.answer != Answer::ok_key;
}

// `failures` only where something failed (observed 3.6).
std::string updated(const plan::Outcome& outcome) {
  std::string body(success);
  if (!outcome.failures.empty()) append_failures(body, outcome.failures);
  body += '}';
  return body;
}

/// The changed row's own fields beside `result`.
std::string changed_row(const plan::Outcome& outcome, const RenderContext& context) {
  if (outcome.records.size() != 1) throw std::logic_error("a change without its row");
  const Record& row = outcome.records.front();
  request::Selection all;
  for (const schema::Field& field : row.entity().fields)
    if (has(field.on, schema::read)) all.fields.push_back(&field);
  std::string fields;
  const RowForm form(row.entity(), all, context.catalog, context.viewer.language);
  RowRenderer(form, context).append(fields, row);
  return std::string(success) + "," + fields.substr(1);
}

std::string body_of(const request::Call& call, const plan::Outcome& outcome,
                    const RenderContext& context) {
  switch (call.operation->act) {
    case schema::Act::ping:
    case schema::Act::download:
      return std::string(success) + "}";
    case schema::Act::get_one:
      return one(call, outcome, context);
    case schema::Act::list:
    case schema::Act::reference_list:
      return many(call, outcome, context);
    case schema::Act::create:
      return created(call.operation->answer, outcome);
    case schema::Act::import_rows:
      return imported(call, outcome);
    case schema::Act::remove:
      return std::string(success) + "}";
    case schema::Act::update:
      return call.operation->answer == Answer::row ? changed_row(outcome, context)
                                                   : updated(outcome);
  }
  throw std::logic_error("unknown act");
}

}  // namespace

std::vector<std::string> rows_of(const request::Call& call, const plan::Outcome& outcome,
                                 const catalog::Catalog& catalog, const request::Viewer& viewer) {
  const RenderContext context{catalog, viewer, outcome.names};
  const auto form = form_of(call, context);
  const RowRenderer rows(*form, context);
  std::vector<std::string> texts;
  for (const Record& record : outcome.records) rows.append(texts.emplace_back(), record);
  return texts;
}

Reply render(const request::Call& call, const plan::Outcome& outcome,
             const catalog::Catalog& catalog, const request::Viewer& viewer, base::Seconds) {
  Reply reply;
  reply.status = outcome.queued != 0 ? 202 : is_created(*call.operation) ? 201 : 200;
  reply.body = outcome.queued != 0
                   ? std::string(success) + "}"
                   : body_of(call, outcome, RenderContext{catalog, viewer, outcome.names});
  if (outcome.queued != 0)
    reply.headers.emplace_back("Planstead-Change", std::to_string(outcome.queued));
  std::vector<std::string> notes = call.notes;
  notes.insert(notes.end(), outcome.notes.begin(), outcome.notes.end());
  if (!notes.empty()) reply.headers.emplace_back("Planstead-Notes", notes_header(notes));
  return reply;
}

}  // namespace planstead::reply
