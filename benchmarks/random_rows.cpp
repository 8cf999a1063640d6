// Random rows: shapes to values, and the numbers of an account of the order's size.
#include "random_rows.h"

#include <algorithm>

#include "schema/references.h"

namespace planstead::bench {

using base::Ref;
using base::RefKind;
using schema::Shape;
using schema::Value;

namespace {

constexpr std::int64_t year = 365 * 86400;
constexpr int field_base = 1000;  // numbers of custom fields: entity * 1000 + type

const char* const words[] = {
    "Подготовить", "договор",  "с",          "клиентом",     "Отчёт",     "за",      "квартал",
    "Проверить",   "счёт",     "поставщика", "Согласование", "макета",    "Встреча", "по",
    "проекту",     "заявка",   "Ремонт",     "оборудования", "Обновить",  "сайт",    "Закупка",
    "материалов",  "план",     "работ",      "Ёлкина",       "рекламный", "Иванов",  "перевозка",
    "Анна",        "доставка", "документов", "Петрова"};
const char* const labels[] = {"Новый", "Старый", "Крупный", "Мелкий", "Другой"};

}  // namespace

std::int64_t rows_of(const schema::Entity& entity) {
  switch (entity.kind) {
    case RefKind::task:
    case RefKind::contact:
      return 200'000;
    case RefKind::comment:
      return 1'000'000;
    case RefKind::data_tag_entry:
      return 300'000;
    case RefKind::entry:
      return 50'000;
    case RefKind::project:
      return 2'000;
    default:
      return 200;
  }
}

std::int64_t RandomRows::id(RefKind kind) {
  switch (kind) {
    case RefKind::task:
    case RefKind::contact:
      return below(200'000) + 1;
    case RefKind::project:
      return below(2'000) + 1;
    case RefKind::entry:
      return schema::entry_id(below(20) + 1, below(2'500) + 1);
    case RefKind::user:
      return below(200) + 1;
    default:
      return below(12) + 1;
  }
}

Ref RandomRows::person() {
  return below(10) == 0 ? Ref{RefKind::contact, id(RefKind::contact)}
                        : Ref{RefKind::user, id(RefKind::user)};
}

std::string RandomRows::text(int count) {
  std::string out;
  for (; count > 0; --count) {
    if (!out.empty()) out += ' ';
    out += words[below(std::size(words))];
    if (below(6) == 0) out += std::to_string(below(5000));
  }
  return out;
}

std::string RandomRows::mail() {
  return "mail" + std::to_string(below(300'000)) +
         (below(2) == 0 ? "@example.ru" : "@mail.example");
}

std::string RandomRows::phone() {
  const std::string digits = std::to_string(9'000'000'000 + below(1'000'000'000));
  return "+7 (" + digits.substr(0, 3) + ") " + digits.substr(3);
}

schema::RefList RandomRows::people() {
  schema::RefList out;
  for (std::int64_t i = below(4); i > 0; --i)
    out.push_back(below(10) == 0 ? Ref{RefKind::group, below(12) + 1} : person());
  return out;
}

Value RandomRows::value(const schema::Field& field, std::int64_t n) {
  const bool internal = field.name.starts_with('_') || field.name == "isDeleted";
  switch (field.shape) {
    case Shape::boolean:
      return below(internal ? 100 : 3) == 0;
    case Shape::integer:
      return internal ? 0 : below(50);
    case Shape::enumeration:
      return below(std::max<std::int64_t>(1, std::ssize(field.labels)));
    case Shape::timepoint:
    case Shape::date:
      if (field.indexed == schema::Indexed::ordered)  // nearly the order of the numbers
        return base::Moment{now - 5 * year + n * 150 + below(3600), true};
      if (field.name.starts_with("birth"))
        return base::Moment{(below(20'000) - 3'000) * 86400, false};
      if (internal || below(4) == 0) return {};
      return base::Moment{now - below(3 * year), true};
    case Shape::ref:
      if (field.target == RefKind::task && field.name != "task")
        return Ref{RefKind::task, below(60) + 1};
      return Ref{field.target, id(field.target)};
    case Shape::person:
      return person();
    case Shape::counterparty:
      return below(field.indexed == schema::Indexed::grouped ? 20 : 2) == 0
                 ? Value(Ref{RefKind::contact, id(RefKind::contact)})
                 : Value();
    case Shape::status:
      return Ref{RefKind::status, id(RefKind::status)};
    case Shape::people:
      return people();
    case Shape::integer_list:
      return {};
    case Shape::text:
      if (field.name.find("mail") != std::string_view::npos) return mail();
      return field.indexed == schema::Indexed::handle ? "https://t.me/user" + std::to_string(n)
                                                      : text(field.name == "address" ? 5 : 2);
    case Shape::text_list:
      return schema::TextList{mail()};
    case Shape::phones:
      return schema::PhoneList{{phone(), 1}};
    default:
      return schema::RefList{{field.target == RefKind::none ? RefKind::user : field.target,
                              id(field.target == RefKind::none ? RefKind::user : field.target)}};
  }
}

Value RandomRows::custom(const catalog::CustomField& field) {
  switch (field.type->shape) {
    case Shape::line:
    case Shape::computed_text:
      return text(2);
    case Shape::multiline:
      return text(5);
    case Shape::number:
    case Shape::computed_number:
      return static_cast<double>(below(100'000)) / (below(2) == 0 ? 1 : 100);
    case Shape::date:
      return base::Day{static_cast<std::int32_t>((now - below(3 * year)) / 86400)};
    case Shape::time:
      return base::TimeOfDay{static_cast<std::int16_t>(below(1440))};
    case Shape::date_time:
      return base::Moment{now - below(3 * year), true};
    case Shape::checkbox:
      return below(2) == 0;
    case Shape::label:
      return std::string(labels[below(std::size(labels))]);
    case Shape::labels:
      return schema::TextList{labels[below(std::size(labels))]};
    case Shape::entry:
      return Ref{RefKind::entry, schema::entry_id(field.directory, below(2'500) + 1)};
    case Shape::entries:
      return schema::RefList{{RefKind::entry, schema::entry_id(field.directory, below(2'500) + 1)}};
    case Shape::contact:
      return Ref{RefKind::contact, id(RefKind::contact)};
    case Shape::employee:
    case Shape::member:
      return Ref{RefKind::user, id(RefKind::user)};
    case Shape::members:
      return schema::RefList{person(), person()};
    case Shape::task:
      return Ref{RefKind::task, id(RefKind::task)};
    case Shape::tasks:
      return schema::RefList{{RefKind::task, id(RefKind::task)}};
    case Shape::project:
      return Ref{RefKind::project, id(RefKind::project)};
    case Shape::location:
      return schema::Location{text(4), 0, 0, false};
    default:
      return {};
  }
}

schema::Record RandomRows::row(const schema::Entity& entity, std::int64_t n,
                               const catalog::Catalog& catalog) {
  schema::Record row(entity);
  row.set_id(entity.kind == RefKind::entry ? schema::entry_id(n / 2'500 + 1, n % 2'500 + 1) : n);
  for (std::size_t i = 1; i < entity.fields.size(); ++i)
    if (entity.fields[i].indexed != schema::Indexed::no) row.at(i) = value(entity.fields[i], n);
  if (!entity.has_custom) return row;
  for (const catalog::CustomField& field : catalog.fields)
    if (field.object_type == entity.custom_object_type && below(3) == 0)
      row.set_custom(field.id, custom(field));
  return row;
}

catalog::Catalog random_catalog() {
  catalog::Catalog out;
  out.account.zone = *base::Zone::find("Europe/Moscow");
  for (std::int64_t id = 1; id <= 200; ++id) {
    out.users.emplace_back().id = id;
    out.users.back().groups = {id % 12 + 1};
  }
  for (std::int64_t id = 1; id <= 12; ++id) {
    out.groups.emplace_back().id = id;
    for (std::int64_t user = 1; user <= 200; ++user)
      if (user % 12 + 1 == id) out.groups.back().members.push_back(user);
    out.statuses.emplace_back().id = id;
    out.statuses.back().is_active = out.statuses.back().has_deadline = id % 3 != 0;
  }
  for (int object_type = 0; object_type <= 6; ++object_type)
    for (const schema::CustomType& type : schema::custom_types()) {
      catalog::CustomField& field = out.fields.emplace_back();
      field.id = (object_type + 1) * field_base + type.id;
      field.type = &type;
      field.object_type = object_type;
      field.directory = 1;
      field.data_tag = 1;
      if (object_type == 0)
        for (std::int64_t form = 1; form <= 60; ++form) field.holders.push_back(form);
    }
  return out;
}

}  // namespace planstead::bench
