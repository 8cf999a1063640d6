// A small account for the tests of this folder: Moscow zone, Russian names, one custom field of
// every type.
#pragma once

#include <string>

#include "reply/reply.h"
#include "schema/references.h"

namespace planstead::reply::sample {

using base::Ref;
using base::RefKind;
using schema::Shape;
using schema::Value;

/// Number of the custom field of a type.
inline std::int64_t field_id(int type) { return 1000 + type; }

template <class Item>
Item item(std::int64_t id, std::string name) {
  Item made;
  made.id = id;
  made.name = std::move(name);
  return made;
}

inline catalog::Catalog account() {
  catalog::Catalog catalog;
  catalog.users = {item<catalog::User>(5, "Иван Петров"), item<catalog::User>(6, "O\"Neil")};
  catalog.groups = {item<catalog::Group>(3, "Продажи")};
  catalog.statuses = {{.id = 2,
                       .name = "In progress",
                       .color = "#00ff00",
                       .texts = {{"Ru", "В работе"}, {"En", "In progress"}}}};
  catalog.data_tags = {{.id = 70, .name = "Рабочее время"}};
  catalog.directories = {{.id = 12, .name = "Города"}};
  for (const schema::CustomType& type : schema::custom_types()) {
    catalog::CustomField field;
    field.id = field_id(type.id);
    field.name = "Поле " + std::to_string(type.id);
    field.type = &type;
    if (type.shape == Shape::entry || type.shape == Shape::entries) field.directory = 12;
    catalog.fields.push_back(std::move(field));
  }
  catalog.templates = {item<catalog::Template>(40, "Заявка")};
  return catalog;
}

inline plan::NameBook names() {
  plan::NameBook book;
  book.add({RefKind::contact, 7}, {.name = "ООО «Ёлка»"});
  book.add({RefKind::task, 111}, {.name = "Задача 111"});
  book.add({RefKind::task, 112}, {.name = "Задача 112"});
  book.add({RefKind::project, 9}, {.name = "Проект"});
  book.add({RefKind::entry, schema::entry_id(12, 2)}, {.name = "Москва"});
  book.add({RefKind::entry, schema::entry_id(12, 3)}, {.name = "Орёл"});
  book.add({RefKind::file, 80}, {.name = "смета.pdf", .size_kb = 17});
  return book;
}

inline request::Viewer moscow_viewer() {
  return {
      .person = {RefKind::user, 5}, .zone = *base::Zone::find("Europe/Moscow"), .language = "Ru"};
}

/// Everything a rendering looks at, with the lifetime of a test.
struct Account {
  catalog::Catalog catalog = account();
  request::Viewer viewer = moscow_viewer();
  plan::NameBook book = names();
  RenderContext context{catalog, viewer, book};

  std::string json(Shape shape, const Value& value, const schema::Field* field = nullptr) const {
    std::string out;
    append_value(out, shape, value, field, context);
    return out;
  }
};

inline base::Seconds at(base::CivilTime time) {
  return base::midnight_utc(base::to_day(time.date)) + time.hour * 3600 + time.minute * 60 +
         time.second;
}

}  // namespace planstead::reply::sample
