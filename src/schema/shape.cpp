// The 28 types of custom fields and the shape of each.
#include "schema/shape.h"

#include <algorithm>

namespace planstead::schema {

namespace {
// Names of GET /customfield/type are those of contract 1.6.9; typeName those that clients have
// seen.
// clang-format off
constexpr CustomType types[] = {
  {0, "Short text", "Line", "Строка", Shape::line, true},
  {1, "Number", "Number", "Число", Shape::number, true},
  {2, "Multi-line text", "Text", "Текст", Shape::multiline, true},
  {3, "Date", "Date", "Дата", Shape::date, true},
  {4, "Time", "Time", "Время", Shape::time, true},
  {5, "Date and time", "Date and time", "Дата и время", Shape::date_time, true},
  {6, "Period of time", "Period of time", "Период времени", Shape::period, true},
  {7, "Checkbox", "Checkbox", "Чекбокс", Shape::checkbox, true},
  {8, "List", "List", "Список", Shape::label, true},
  {9, "Directory entry", "Directory entry", "Запись справочника", Shape::entry, true},
  {10, "Contact", "Contact", "Контакт", Shape::contact, true},
  {11, "Employee", "Employee", "Сотрудник", Shape::employee, true},
  {12, "Counterparty", "Counterparty", "Контрагент", Shape::contact, true},
  {13, "Group, employee, or contact", "Group, employee, or contact", "Группа, сотрудник или контакт", Shape::member, true},
  {14, "List of users", "List of users", "Список пользователей", Shape::members, true},
  {15, "Set of directory values", "Set of directory values", "Набор значений справочника", Shape::entries, true},
  {16, "Task", "Task", "Задача", Shape::task, true},
  {17, "Task set", "Task set", "Набор задач", Shape::tasks, true},
  {20, "Set of values", "Set of values", "Набор значений", Shape::labels, true},
  {21, "Files", "Files", "Файлы", Shape::file_ids, true},
  {22, "Project", "Project", "Проект", Shape::project, true},
  {23, "Data tag summaries", "Data tag summaries", "Итоги аналитик", Shape::computed_number, false},
  {24, "Calculated field", "Calculated field", "Вычисляемое поле", Shape::computed_text, false},
  {25, "Location", "Location", "Местоположение", Shape::location, true},
  {26, "Subtask total", "Subtask total", "Сумма подзадач", Shape::computed_number, false},
  {27, "AI results field", "AI results field", "Результат обучения", Shape::multiline, true},
  {28, "Date with time frame", "Date with time frame", "Дата с периодом времени", Shape::frame, true},
  {29, "Totals field", "Totals field", "Суммарное поле", Shape::computed_number, false},
};
// clang-format on
static_assert(std::size(types) == 28);
}  // namespace

std::span<const CustomType> custom_types() { return types; }

const CustomType* find_custom_type(std::int64_t id) {
  auto it =
      std::ranges::find(types, id, [](const CustomType& type) { return std::int64_t{type.id}; });
  return it == std::end(types) ? nullptr : &*it;
}

}  // namespace planstead::schema
