// The text of the structure file, put together of what is fixed and what is drawn.
#include "demo/structure_text.h"

#include "demo/families_text.h"
#include "demo/plan.h"
#include "demo/words.h"
#include "schema/shape.h"

namespace planstead::demo {

namespace {

// What does not vary. Numbers up to 9 are templates and objects; tasks come behind them.
// clang-format off
constexpr std::string_view fixed_part = R"(account:
  name: Торговый дом «Пример»
  timeZone: Europe/Moscow
  language: Ru
  standardTemplate: 1
  owner: 2
schedules:
  - {id: 1, name: Пятидневка, days: {1: "09:00-13:00,14:00-18:00", 2: "09:00-13:00,14:00-18:00", 3: "09:00-13:00,14:00-18:00", 4: "09:00-13:00,14:00-18:00", 5: "09:00-13:00,14:00-18:00"}, exceptions: {"01-01-2027": "", "07-01-2027": "", "23-02-2027": "", "08-03-2027": "", "01-05-2027": ""}}
  - {id: 2, name: Support shifts, days: {1: "08:00-20:00", 2: "08:00-20:00", 3: "08:00-20:00", 4: "08:00-20:00", 5: "08:00-20:00", 6: "10:00-16:00"}}
positions:
  - {id: 1, name: Директор}
  - {id: 2, name: Менеджер по продажам}
  - {id: 3, name: Инженер поддержки}
  - {id: 4, name: Бухгалтер}
  - {id: 5, name: Developer}
workspaces:
  - {id: 1, name: Основное}
  - {id: 2, name: Sales}
contactGroups:
  - {id: 1, name: Клиенты}
  - {id: 2, name: Поставщики}
  - {id: 3, name: Партнёры}
  - {id: 4, name: Leads}
contactTemplates:
  - {id: 1, name: Контакт}
  - {id: 2, name: Компания, isCompany: true}
  - {id: 3, name: Постоянный клиент, group: 1, customFieldData: [{field: {id: 902}, value: 5}]}
projectGroups:
  - {id: 1, name: Внутренние}
  - {id: 2, name: Клиентские}
groups:
  - {id: 1, name: Дирекция, heads: [2]}
  - {id: 2, name: Продажи, heads: [3]}
  - {id: 3, name: Поддержка, heads: [4]}
  - {id: 4, name: Бухгалтерия, heads: [5]}
  - {id: 5, name: Склад}
  - {id: 6, name: Development, heads: [6]}
statuses:
  - {id: 101, name: Переговоры, color: "#8e24aa", texts: {Ru: Переговоры, En: Negotiation}}
  - {id: 102, name: Ждём клиента, color: "#fb8c00", hasDeadline: false, texts: {Ru: Ждём клиента, En: Waiting for client}}
  - {id: 103, name: На тестировании, color: "#00897b", texts: {Ru: На тестировании, En: Testing}}
  - {id: 104, name: Отказ, color: "#6d4c41", isActive: false, hasDeadline: false, texts: {Ru: Отказ, En: Lost}}
processes:
  - {id: 11, name: Сделка, statuses: [0, 1, 2, 101, 102, 3, 104, 7]}
  - {id: 12, name: Обращение, statuses: [0, 1, 2, 102, 103, 6, 3, 4, 7]}
customFieldSets:
  - {id: 1, name: Продажи}
  - {id: 2, name: Поддержка}
  - {id: 3, name: Производство}
  - {id: 4, name: Accounting}
objects:
  - {id: 5, name: Сделка, process: 11}
  - {id: 6, name: Обращение, process: 12}
taskTemplates:
  - {id: 1, name: Задача}
  - {id: 2, name: Сделка с клиентом, process: 11, description: "<p>Клиент, сумма, срок.</p>"}
  - {id: 3, name: Обращение в поддержку, process: 12, priority: Urgent, assignees: {users: [], groups: [{id: 3}]}}
  - {id: 4, name: Project work, resultChecking: true}
dataTagGroups:
  - {id: 1, name: Время и деньги}
dataTags:
  - {id: 1, name: Учёт времени, group: 1, fields: [701, 705, 702, 703, 704, 706, 707, 708, 709, 710, 711, 712, 713]}
)";
// clang-format on

constexpr std::string_view set_names[] = {"", " (продажи)", " (поддержка)", " (производство)",
                                          " (accounting)"};

std::string number(std::int64_t value) { return std::to_string(value); }

std::string replaced(std::string_view pattern, std::string_view word) {
  std::string text(pattern);
  return text.replace(text.find("{}"), 2, word);
}

std::string date_text(base::Seconds utc) {
  std::string text;
  base::append_date(text, base::to_civil(base::day_of_utc(utc)));
  return text;
}

// Phones, a birthday, a manager and custom values (families_text.cpp numbers the fields: 2600 and
// the type).
void append_person(std::string& out, std::int64_t id, Random& random) {
  const auto two = [](std::int64_t value) { return (value < 10 ? "0" : "") + number(value); };
  out += ", login: user" + number(id) + ", phones: [{number: \"+7 9" + two(random.below(100)) +
         " " + number(random.between(100, 999)) + "-" + two(random.below(100)) + "-" +
         two(random.below(100)) + "\", type: 1}";
  if (random.chance(40))
    out += ", {number: \"+7 49 " + number(random.between(1000000, 9999999)) + "\", type: 2}";
  out += "], extensionNumber: \"" + number(100 + id) + "\", birthDate: {date: \"" +
         two(random.between(1, 28)) + "-" + two(random.between(1, 12)) + "-" +
         number(random.between(1962, 2003)) + "\"}, workspace: " + number(random.between(1, 2));
  if (id > 6) out += ", personalManagers: [{id: \"user:" + number(random.between(2, 6)) + "\"}]";
  out += ", customFieldData: [{field: {id: 2600}, value: \"" + std::string(random.pick(cities)) +
         "\"}, {field: {id: 2601}, value: " + number(random.between(1, 40)) +
         "}, {field: {id: 2608}, value: Второе}]";
}

void append_users(std::string& out, Random& random) {
  out += "users:\n  - {id: 1, name: Робот, role: Robot}\n";
  for (std::int64_t id = 2; id <= users; ++id) {
    const auto index = static_cast<std::size_t>(id - 2);
    out += "  - {id: " + number(id) + ", name: " + std::string(first_names[index]) +
           ", lastname: " + std::string(last_names[index]) + ", email: \"user" + number(id) +
           "@example.org\", groups: [" + number(1 + index % groups) +
           "], position: " + number(1 + random.below(5)) +
           ", role: " + (id == 2 ? "Admin" : "User") +
           (index >= 23 ? ", languageCode: En, timezone: Europe/Berlin" : "") +
           (id == users ? ", status: Inactive" : "") + (index % groups == 2 ? ", schedule: 2" : "");
    append_person(out, id, random);
    out += "}\n";
  }
}

void append_values(std::string& out, int type) {
  const auto append = [&](const auto& words) {
    out += ", enumValues: [";
    for (std::string_view word : words) out += "\"" + std::string(word) + "\", ";
    out.resize(out.size() - 2);
    out += "]";
  };
  if (type == 8) append(labels);
  if (type == 20) append(marks);
  if (type == 9 || type == 15) out += ", directoryId: 1";
}

// The general set belongs to every template, each other one to one template (at most one besides
// the general set).
void append_field(std::string& out, std::int64_t set, std::int64_t index) {
  const int type = type_of_field(index);
  const auto round = index / static_cast<std::int64_t>(field_types.size()) + 1;
  const schema::CustomType& known = *schema::find_custom_type(type);
  out += "  - {id: " + number(field_number(set, index)) + ", name: \"" +
         std::string(known.name_ru) + " " + number(round) + std::string(set_names[set]) +
         "\", names: {ru: \"" + std::string(known.name_ru) + " " + number(round) + "\", en: \"" +
         std::string(known.name) + " " + number(round) + "\"}, type: " + number(type) +
         ", groupId: " + number(set) + ", templates: [" + (set == 0 ? "1, 2, 3, 4" : number(set)) +
         "]";
  if (set == 0 && index < 8) out += ", objects: [5, 6]";
  append_values(out, type);
  const std::int64_t source = field_number(set, first_of_type(1));
  if (type == 1) out += ", numberOfDecimalPlaces: 2";
  if (type == 23) out += ", sourceField: " + number(summed_field(index));
  if (type == 26) out += ", sourceField: " + number(source);
  if (type == 29) out += ", sourceFields: [" + number(source) + "]";
  if (type == 24) out += ", formula: \"{{Задача.Число 1}} * 2\"";
  out += "}\n";
}

void append_rare_fields(std::string& out) {
  for (std::size_t i = 0; i < rare_types.size(); ++i) {
    out += "  - {id: " + number(first_rare_field + static_cast<std::int64_t>(i)) + ", name: \"" +
           std::string(schema::find_custom_type(rare_types[i])->name_ru) +
           "\", type: " + number(rare_types[i]) + ", objectType: 4";
    append_values(out, rare_types[i]);
    out += "}\n";
  }
}

void append_fields(std::string& out) {
  out += "customFields:\n";
  for (std::int64_t set = 0; set < sets; ++set)
    for (std::int64_t index = 0; index < fields_in_set; ++index) append_field(out, set, index);
  out +=
      "  - {id: 701, name: Дата, type: 3, objectType: 4}\n  - {id: 702, name: Кто, type: 14, "
      "objectType: 4}\n"
      "  - {id: 703, name: Часы, type: 1, objectType: 4}\n  - {id: 704, name: Что сделано, type: "
      "0, objectType: 4}\n"
      "  - {id: 705, name: Время, type: 6, objectType: 4}\n"
      "  - {id: 801, name: Название, type: 0, objectType: 2}\n"
      "  - {id: 901, name: Источник, type: 8, objectType: 1, enumValues: [Сайт, Звонок, Выставка, "
      "Рекомендация, E-mail]}\n"
      "  - {id: 902, name: Скидка, type: 1, objectType: 1}\n"
      "  - {id: 903, name: Дата договора, type: 3, objectType: 1, contactTemplates: [2]}\n"
      "  - {id: 904, name: Ведёт, type: 11, objectType: 1, contactTemplates: [2, 3]}\n";
  append_rare_fields(out);
  append_family_fields(out);
}

void append_company(std::string& out, std::int64_t id, Random& random) {
  out += ", template: 2, isCompany: true, name: \"" +
         replaced(random.pick(company_kinds), random.pick(company_words)) + "\", email: \"office" +
         number(id) + "@example.com\", site: \"https://example.com/" + number(id) +
         "\", phones: [{number: \"+7495" + number(random.between(1'000'000, 9'999'999)) +
         "\", type: 2}], address: \"" + std::string(random.pick(cities)) + ", " +
         number(random.between(1, 99)) + "\"";
}

void append_person(std::string& out, std::int64_t id, base::Seconds now, Random& random) {
  out += ", template: " + std::string(random.chance(20) ? "3" : "1") + ", name: " +
         std::string(random.pick(first_names)) +
         ", lastname: " + std::string(random.pick(last_names)) + ", email: \"client" + number(id) +
         "@example.net\", phones: [{number: \"+79" +
         number(random.between(100'000'000, 999'999'999)) + "\"}], birthDate: " +
         date_text(now - random.between(20 * 365, 65 * 365) * 86'400);
  if (random.chance(60)) out += ", telegram: client_" + number(id);
  if (random.chance(15)) out += ", additionalEmailAddresses: [home" + number(id) + "@example.net]";
  if (random.chance(70))
    out += ", companies: [{id: " + number(random.between(first_contact, last_company)) + "}]";
  if (random.chance(50)) out += ", position: " + std::string(random.pick(positions));
}

void append_contacts(std::string& out, base::Seconds now, Random& random) {
  out += "contacts:\n";
  for (std::int64_t id = first_contact; id <= last_contact; ++id) {
    out += "  - {id: " + number(id);
    if (id <= last_company)
      append_company(out, id, random);
    else
      append_person(out, id, now, random);
    if (random.chance(80)) out += ", group: " + number(random.between(1, contact_groups));
    out += ", supervisors: {users: [{id: \"user:" + number(random.between(2, 8)) +
           "\"}]}, customFieldData: [{field: {id: " + number(contact_field) + "}, value: \"" +
           std::string(random.pick(sources)) + "\"}, {field: {id: " + number(contact_field + 1) +
           "}, value: " + number(random.between(0, 15)) + "}]}\n";
  }
}

void append_files(std::string& out, Random& random) {
  out += "files:\n";
  for (std::int64_t id = 1; id <= files; ++id)
    out += "  - {id: " + number(id) + ", name: \"документ-" + number(id) +
           ".pdf\", size: " + number(random.between(1, 4000)) + "}\n";
}

void append_recurring(std::string& out, base::Seconds now) {
  const std::string start =
      "{startDate: {date: " + date_text(now) + ", time: \"09:00\"}, endConditions: {type: NoEnd}, ";
  out +=
      "recurringTemplates:\n"
      "  - {id: 7, name: Планёрка отдела продаж, assigner: {id: \"user:3\"}, assignees: {users: "
      "[], groups: [{id: 2}]}, recurrence: " +
      start +
      "weekly: {type: Every, shift: 1, days: [1]}}}\n"
      "  - {id: 8, name: Сверка с поставщиками, assigner: {id: \"user:5\"}, assignees: {users: "
      "[{id: \"user:5\"}], groups: []}, recurrence: " +
      start +
      "monthly: {type: Every, month: 1, day: 31}}}\n"
      "  - {id: 9, name: Check backups, assigner: {id: \"user:6\"}, assignees: {users: [{id: "
      "\"user:6\"}], groups: []}, recurrence: " +
      start + "daily: {type: EveryWorking}}}\n";
}

}  // namespace

std::string structure_text(Random random, base::Seconds now) {
  std::string out(fixed_part);
  append_users(out, random);
  append_fields(out);
  append_directories(out, random);
  append_contacts(out, now, random);
  append_projects(out, random);
  append_files(out, random);
  append_recurring(out, now);
  append_saved(out);
  return out;
}

}  // namespace planstead::demo
