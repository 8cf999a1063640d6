// The body of an import (domain/fields-datatags-directories-reports.md 5.4): its options, then each
// row as a create would read it. A row that cannot be read does not stop the others.
#include "request/parse_import.h"

#include <algorithm>

#include "base/text.h"
#include "request/coerce.h"

namespace planstead::request {

using base::Node;
using base::Result;

namespace {

constexpr std::pair<std::string_view, OnDuplicate> duplicate_words[] = {
    {"ignore", OnDuplicate::ignore}, {"update", OnDuplicate::update}, {"none", OnDuplicate::none}};
constexpr std::pair<std::string_view, UniqueKey> key_words[] = {
    {"email-phone", UniqueKey::email_phone},
    {"email-phone-name-ifnot", UniqueKey::email_phone_name_if_not},
    {"email-phone-name", UniqueKey::email_phone_name},
    {"phone", UniqueKey::phone},
    {"email", UniqueKey::email},
    {"name", UniqueKey::name},
    {"email-and-phone-and-name", UniqueKey::email_and_phone_and_name},
    {"number", UniqueKey::number},
    {"custom", UniqueKey::custom}};

template <class Word, std::size_t count>
Result<Word> word_of(const std::pair<std::string_view, Word> (&words)[count], std::string_view text,
                     const std::string& where) {
  std::string all;
  for (const auto& [name, word] : words) {
    if (name == text) return word;
    (all += all.empty() ? "" : ", ") += name;
  }
  return base::invalid(where, shown(text) + " is none of: " + all);
}

// One value that can be equal to another.
bool makes_a_key(schema::Shape shape) {
  using enum schema::Shape;
  constexpr schema::Shape keys[] = {line,  number,  multiline, date,   date_time, label,
                                    entry, contact, employee,  member, task,      project};
  return std::ranges::find(keys, shape) != std::end(keys);
}

// Takes companies out that are called by a name alone; their places stay, so that errors name the
// others as they were sent.
Node without_names(const Node& row, std::vector<CompanyName>& names) {
  const Node* companies = row.find("companies");
  if (companies == nullptr || companies->as_array() == nullptr) return row;
  Node::Array kept = *companies->as_array();
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const Node* name = kept[i].find("name");
    const bool called = name != nullptr && name->as_text() != nullptr && !is_blank(name) &&
                        is_blank(kept[i].find("id"));
    if (!called) continue;
    names.push_back(
        {std::string(base::trim(*name->as_text())), "companies[" + std::to_string(i) + "]"});
    kept[i] = Node();
  }
  if (names.empty()) return row;
  Node::Object members = *row.as_object();
  for (auto& [key, value] : members)
    if (key == "companies") value = Node(kept);
  return Node(std::move(members));
}

// An example of the contract sends the text `false,`.
std::optional<bool> flag_of(const Node& node) {
  const std::string* text = node.as_text();
  if (text == nullptr) return as_flag(node);
  return as_flag(base::trim(std::string_view(*text).substr(0, text->find(','))));
}

class ImportReader {
 public:
  ImportReader(const schema::Entity& entity, const ParseContext& context,
               std::vector<std::string>& notes)
      : entity_(entity), context_(context), notes_(notes) {}

  base::Status read(const Node& body) {
    if (body.as_object() == nullptr) return base::malformed("body", "expected an object");
    for (const auto& [name, value] : *body.as_object())
      if (name != entity_.many && !value.is_null()) PS_CHECK(read_option(name, value));
    const Node* rows = body.find(entity_.many);
    const std::string where(entity_.many);
    if (rows == nullptr || rows->is_null()) return base::missing(where, "the rows to import");
    if (rows->as_array() == nullptr) return base::malformed(where, "expected an array");
    for (const Node& row : *rows->as_array()) read_row(row);
    return base::ok();
  }

  Import import;

 private:
  base::Status read_option(const std::string& name, const Node& value) {
    struct WordOption {
      std::string_view name;
      base::Status (ImportReader::*read)(const std::string&, std::string_view);
    };
    constexpr WordOption word_options[] = {
        {"optionImportDuplicate", &ImportReader::read_duplicate},
        {"optionImportUniqueField", &ImportReader::read_key},
        {"optionImportUniqueDefaultField", &ImportReader::read_otherwise}};
    if (name == "silent") {
      const std::optional<bool> flag = flag_of(value);
      if (!flag) notes_.push_back("body: silent");
      import.silent = flag.value_or(false);
      return base::ok();
    }
    if (name == "sourceId") return base::ok();  // read with the options of the operation
    if (name == "contactTemplateId") return read_id(import.person_template, name, value);
    if (name == "companyTemplateId") return read_id(import.company_template, name, value);
    for (const WordOption& option : word_options) {
      if (option.name != name) continue;
      const std::string* text = value.as_text();
      if (text == nullptr) return base::malformed(name, "expected a text, found " + shown(value));
      const std::string_view word = base::trim(*text);
      return word.empty() ? base::ok() : (this->*option.read)(name, word);
    }
    return base::malformed(std::string(shortened(name)), "no such key here");
  }

  base::Status read_duplicate(const std::string& name, std::string_view text) {
    PS_TRY(import.on_duplicate, word_of(duplicate_words, text, name));
    return base::ok();
  }

  base::Status read_otherwise(const std::string& name, std::string_view text) {
    PS_TRY(const UniqueKey key, word_of(key_words, text, name));
    if (key == UniqueKey::custom || key == UniqueKey::number)
      return base::invalid(name, shown(text) + " is no way out for rows without it");
    import.otherwise = key;
    return base::ok();
  }

  base::Status read_key(const std::string& name, std::string_view text) {
    const std::size_t colon = text.find(':');
    PS_TRY(import.key, word_of(key_words, text.substr(0, colon), name));
    if ((import.key == UniqueKey::custom) != (colon != text.npos))
      return base::invalid(name, shown(text) + ": a field is named as in custom:36");
    if (colon == text.npos) return base::ok();
    const auto id = base::parse_integer(base::trim(text.substr(colon + 1)));
    const catalog::CustomField* field = id ? context_.catalog.field(*id) : nullptr;
    if (field == nullptr || field->object_type != entity_.custom_object_type)
      return base::invalid(name, "there is no such custom field: " + shown(text));
    if (!makes_a_key(field->type->shape))
      return base::invalid(name, "values of this field's type recognise nobody: " + shown(text));
    import.key_field = field->id;
    return base::ok();
  }

  static base::Status read_id(std::int64_t& id, const std::string& name, const Node& value) {
    if (is_blank(&value)) return base::ok();
    const auto number = as_whole(value);
    if (!number || *number < 0 || *number > base::id_max)
      return base::invalid(name, shown(value) + " is no number of a template");
    id = *number;
    return base::ok();
  }

  void read_row(const Node& node) {
    const std::string place =
        std::string(entity_.many) + '[' + std::to_string(import.rows.size()) + ']';
    ImportRow row;
    std::vector<std::string> notes;
    if (node.find("sourceId") != nullptr) notes.push_back("body: sourceId");
    auto body = parse_body(entity_, without_names(without_member(node, "sourceId"), row.companies),
                           schema::On::create, context_, notes);
    if (body.ok()) {
      row.body = std::move(body).value();
    } else {
      row.refused = std::move(body).error();
      row.refused->where = row.refused->where == "body" ? place : place + '.' + row.refused->where;
    }
    for (const std::string& note : notes) notes_.push_back(place + ": " + note);
    import.rows.push_back(std::move(row));
  }

  const schema::Entity& entity_;
  const ParseContext& context_;
  std::vector<std::string>& notes_;
};

}  // namespace

Result<std::shared_ptr<const Import>> parse_import(const schema::Entity& entity, const Node& body,
                                                   const ParseContext& context,
                                                   std::vector<std::string>& notes) {
  ImportReader reader(entity, context, notes);
  PS_CHECK(reader.read(body));
  return std::make_shared<const Import>(std::move(reader.import));
}

}  // namespace planstead::request
