// Numbers: fields of a family are its base plus the type; the directory of goods is the last one.
#include "demo/families_text.h"

#include "demo/plan.h"
#include "demo/words.h"
#include "schema/shape.h"

namespace planstead::demo {

namespace {

struct Family {
  int object_type;
  std::int64_t base;
};
constexpr Family all_families[] = {{1, 2100}, {2, 2200}, {3, 2300}, {5, 2500}, {6, 2600}};
constexpr std::int64_t goods = directories + 1, goods_name = 801, goods_price = 802;
constexpr std::int64_t subprojects_from = projects - 14;

std::string number(std::int64_t value) { return std::to_string(value); }

bool has_field(const Family& family, const schema::CustomType& type) {
  const bool main = family.object_type == 5;
  return type.writable && !(main && (type.id == 8 || type.id == 20 || type.id == 25));
}

void append_field(std::string& out, const Family& family, const schema::CustomType& type) {
  out += "  - {id: " + number(family.base + type.id) + ", name: \"" + std::string(type.name_ru) +
         "\", names: {en: \"" + std::string(type.name) + "\"}, type: " + number(type.id) +
         ", objectType: " + number(family.object_type);
  if (type.id == 8 || type.id == 20) out += ", enumValues: [Первое, Второе, Third]";
  if (type.id == 20) out += ", freeInput: true";
  if (type.id == 9 || type.id == 15) out += ", directoryId: 1";
  out += "}\n";
}

// Two groups of entries, the second in the first; every fourth entry lies in one of them.
void append_entries(std::string& out, Random& random) {
  const std::string outer = number(entries_each + 1), inner = number(entries_each + 2);
  out += "    entries:\n      - {key: " + outer + ", name: Основные, isGroup: true}\n";
  out += "      - {key: " + inner + ", name: Дальние, isGroup: true, parentKey: " + outer + "}\n";
  for (std::int64_t key = 1; key <= entries_each; ++key) {
    out += "      - {key: " + number(key) + ", name: \"" + std::string(random.pick(cities)) + " " +
           number(key) + "\"";
    if (key % 4 == 0) out += ", parentKey: " + (key % 8 == 0 ? inner : outer);
    if (key == entries_each - 1) out += ", archived: true";
    out += "}\n";
  }
}

void append_goods(std::string& out, Random& random) {
  out += "  - id: " + number(goods) + "\n    name: Товары\n    group: 2\n    fields: [" +
         number(goods_name) + ", " + number(goods_price);
  for (const schema::CustomType& type : schema::custom_types())
    if (has_field(all_families[1], type)) out += ", " + number(all_families[1].base + type.id);
  out += "]\n    required: [" + number(goods_name) + "]\n    entries:\n";
  out += "      - {key: 1, name: Мебель, isGroup: true}\n";
  for (std::int64_t key = 2; key <= entries_each; ++key) {
    const std::string name = std::string(random.pick(things)) + " " + number(key);
    out += "      - {key: " + number(key) + ", parentKey: 1, name: \"" + name +
           "\", customFieldData: [{field: {id: " + number(goods_name) + "}, value: \"" + name +
           "\"}, {field: {id: " + number(goods_price) +
           "}, value: " + number(random.between(10, 900)) + "}]}\n";
  }
}

}  // namespace

void append_family_fields(std::string& out) {
  out += "  - {id: " + number(goods_price) + ", name: Цена, type: 1, objectType: 2}\n";
  for (const Family& family : all_families)
    for (const schema::CustomType& type : schema::custom_types())
      if (has_field(family, type)) append_field(out, family, type);
}

void append_directories(std::string& out, Random& random) {
  out += "directoryGroups:\n  - {id: 1, name: Справочники}\n  - {id: 2, name: Склад}\n";
  out += "directories:\n";
  for (std::int64_t id = 1; id <= directories; ++id) {
    out += "  - id: " + number(id) + "\n    name: Справочник " + number(id) + "\n    group: 1\n";
    append_entries(out, random);
  }
  append_goods(out, random);
}

void append_projects(std::string& out, Random& random) {
  out +=
      "projectTemplates:\n"
      "  - {id: 1001, name: Типовой проект, group: 2, description: \"<p>Цели и сроки.</p>\"}\n";
  out += "projects:\n";
  for (std::int64_t id = 1; id <= projects; ++id) {
    out += "  - {id: " + number(id) + ", name: \"Проект " + number(id) + ": " +
           std::string(random.pick(things)) + "\", status: " + (random.chance(80) ? "2" : "1") +
           ", group: " + number(1 + random.below(2)) +
           ", owner: {id: \"user:" + number(random.between(2, users)) + "\"}";
    if (random.chance(60))
      out +=
          ", auditors: {users: [{id: \"user:" + number(random.between(2, 6)) + "\"}], groups: []}";
    if (random.chance(70))
      out += ", counterparty: {id: " + number(random.between(1, companies)) + "}";
    if (id >= subprojects_from) out += ", parent: " + number(id % 5 + 1);
    if (random.chance(30))
      out += ", customFieldData: [{field: {id: 2301}, value: " + number(random.between(1, 99)) +
             "}, {field: {id: 2300}, value: \"" + std::string(random.pick(cities)) + "\"}]";
    out += "}\n";
  }
}

void append_saved(std::string& out) {
  out +=
      "mainValues:\n  - {id: 1, customFieldData: [{field: {id: 2500}, value: \"ООО «Пример»\"}, "
      "{field: {id: 2501}, value: 20}, {field: {id: 2511}, value: {id: \"user:2\"}}]}\n";
  out +=
      "savedFilters:\n"
      "  - {id: 1, name: Срочные, filters: [{type: 9, operator: equal, value: Urgent}]}\n"
      "  - {id: 2, name: Overdue, owner: 2, filters: [{type: 17, operator: equal, value: "
      "true}]}\n"
      "  - {id: 3, name: Дороже ста, entity: directory, directory: " +
      number(goods) + ", filters: [{type: 6102, field: " + number(goods_price) +
      ", operator: gt, value: 100}]}\n";
}

}  // namespace planstead::demo
