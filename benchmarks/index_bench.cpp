// Figures of the in-memory index alone: 200,000 synthetic tasks, each filter cold and repeated,
// walking, changing, memory. Knows nothing of HTTP and of the store. Usage: index_bench [TASKS]
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <random>

#include "base/text.h"
#include "schema/task.h"
#include "search/index.h"

namespace {

using planstead::base::Ref;
using planstead::base::RefKind;
using planstead::schema::Record;
using planstead::schema::task_at;
using planstead::search::Condition;
using planstead::search::Index;
using Kind = Condition::Kind;

const char* const words[] = {
    "Подготовить", "договор",  "с",          "клиентом",     "Отчёт",     "за",      "квартал",
    "Проверить",   "счёт",     "поставщика", "Согласование", "макета",    "Встреча", "по",
    "проекту",     "заявка",   "Ремонт",     "оборудования", "Обновить",  "сайт",    "Закупка",
    "материалов",  "план",     "работ",      "Ёлка",         "рекламный", "щит",     "перевозка",
    "груза",       "доставка", "документов", "аудит"};

class Source {
 public:
  std::int64_t below(std::int64_t count) {
    return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(count));
  }
  std::string text(std::size_t characters) {
    std::string out;
    while (planstead::base::count_characters(out) < characters) {
      if (!out.empty()) out += ' ';
      out += words[below(std::size(words))];
      if (below(6) == 0) out += std::to_string(below(5000));
    }
    return out;
  }
  Ref user() { return {RefKind::user, below(200) + 1}; }
  planstead::schema::RefList people(std::int64_t most) {
    planstead::schema::RefList out;
    for (std::int64_t i = below(most + 1); i > 0; --i)
      out.push_back(below(10) == 0 ? Ref{RefKind::group, below(12) + 1} : user());
    return out;
  }
  Record task(std::int64_t id);

 private:
  planstead::schema::Value custom(std::int64_t field);
  std::mt19937_64 engine_{42};
};

planstead::schema::Value Source::custom(std::int64_t field) {
  switch (field % 10) {
    case 0:
      return text(30);
    case 1:
      return static_cast<double>(below(100000)) / (field % 20 == 1 ? 1 : 100);
    case 2:
      return planstead::base::Day{static_cast<std::int32_t>(20000 + below(1000))};
    case 3:
      return planstead::base::Moment{1700000000 + below(100000000), true};
    case 4:
      return below(2) == 0;
    case 5:
      return std::string(words[below(std::size(words))]) + " " + words[field % std::size(words)];
    case 6:
      return Ref{RefKind::entry, (field << 32) | below(500)};
    case 7:
      return Ref{RefKind::contact, below(5000) + 1};
    case 8:
      return planstead::schema::TextList{words[below(8)], words[8 + below(8)]};
    default:
      return text(20);
  }
}

Record Source::task(std::int64_t id) {
  Record task(planstead::schema::task);
  task.set_id(id);
  const std::int64_t created = 1600000000 + id * 300;
  task.set("name", text(60));
  task.set("priority", below(2));
  task.set("status", Ref{RefKind::status, below(12) + 1});
  task.set("processId", below(20) + 1);
  task.set("assigner", user());
  if (below(3) == 0)
    task.set("parent", Ref{RefKind::task, std::max<std::int64_t>(1, id - below(500) - 1)});
  task.set("object", Ref{RefKind::task, below(20) + 1});
  task.set("template", Ref{RefKind::task, below(50) + 1});
  task.set("project", Ref{RefKind::project, below(500) + 1});
  task.set("counterparty", Ref{RefKind::contact, below(5000) + 1});
  task.set("dateTime", planstead::base::Moment{created, true});
  task.set("startDateTime", planstead::base::Moment{created / 86400 * 86400, false});
  if (below(3) != 0)
    task.set("endDateTime",
             planstead::base::Moment{created + below(90) * 86400 + below(86400), true});
  task.set("dateOfLastUpdate", planstead::base::Moment{created + below(10000000), true});
  if (below(2) != 0)
    task.set("dateOfLastComment", planstead::base::Moment{created + below(20000000), true});
  task.set("isDeleted", below(100) == 0);
  task.set("_kind", std::int64_t{0});
  task.set("assignees", people(3));
  task.set("participants", people(3));
  if (below(10) == 0) task.set("auditors", people(2));
  for (std::int64_t i = 0; i < 10; ++i) {
    const std::int64_t field = 100 + i + 10 * below(34);
    task.set_custom(field, custom(field));
  }
  return task;
}

Condition over(Kind kind, std::size_t column, std::vector<std::int64_t> numbers = {}) {
  Condition c;
  c.kind = kind;
  c.column = column;
  c.numbers = std::move(numbers);
  return c;
}

Condition listed(Condition filter) {
  Condition bin, all;
  bin.kind = Kind::negate;
  bin.children = {over(Kind::in_set, task_at("isDeleted"), {1})};
  all.kind = Kind::all;
  all.children = {over(Kind::in_set, task_at("_kind"), {0}), bin, std::move(filter)};
  return all;
}

double micros(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin)
      .count();
}

double median(std::vector<double> figures) {
  std::ranges::nth_element(figures,
                           figures.begin() + static_cast<std::ptrdiff_t>(figures.size() / 2));
  return figures[figures.size() / 2];
}

struct Case {
  const char* name;
  std::function<Condition(Source&)>
      make;  ///< another value each time, so that nothing is remembered
};

Condition custom(Kind kind, std::int64_t field, const std::string& text = {}) {
  Condition c = over(kind, 0);
  c.field = field;
  c.text = planstead::base::fold(text);
  c.texts = {text};
  return c;
}

std::int64_t packed(RefKind kind, std::int64_t id) { return Ref{kind, id}.packed(); }

Condition ended_long_ago(Source& s, std::size_t column, std::size_t other) {
  Condition c = over(Kind::range, column);
  c.other_column = other;
  c.lo = 1;
  c.hi = 100 + s.below(1000);
  return c;
}

Condition by_status_as_seen(Source& s) {
  Condition c =
      over(Kind::status_of, task_at("status"), {packed(RefKind::status, 99 + s.below(99999))});
  c.other_column = task_at("_personalStatuses");
  c.number = 1;
  return c;
}

std::vector<Case> column_cases() {
  const auto project = [](std::int64_t id) {
    return over(Kind::in_set, task_at("project"), {packed(RefKind::project, id)});
  };
  const auto status = [](std::int64_t id) {
    return over(Kind::in_set, task_at("status"), {packed(RefKind::status, id)});
  };
  const auto assignees = [](Source& s, int count) {
    std::vector<std::int64_t> numbers;
    for (int i = 0; i < count; ++i) numbers.push_back(packed(RefKind::user, 900 + s.below(99999)));
    return over(Kind::list_has, task_at("assignees"), numbers);
  };
  const auto below = [](std::int64_t id) {
    Condition c = over(Kind::below, task_at("parent"));
    c.number = id;
    return c;
  };
  return {
      {"project", [=](Source& s) { return project(s.below(500) + 1); }},
      {"nobody's project", [=](Source& s) { return project(600 + s.below(500)); }},
      {"status", [=](Source& s) { return status(s.below(12) + 1); }},
      {"status as seen, none", by_status_as_seen},
      {"assignee",
       [](Source& s) { return over(Kind::list_has, task_at("assignees"), {s.user().packed()}); }},
      {"nobody's assignee", [=](Source& s) { return assignees(s, 1); }},
      {"6 people, nobody", [=](Source& s) { return assignees(s, 6); }},
      {"end, none", [](Source& s) { return ended_long_ago(s, task_at("endDateTime"), 0); }},
      {"change or comment, none",
       [](Source& s) {
         return ended_long_ago(s, task_at("dateOfLastUpdate"), task_at("dateOfLastComment"));
       }},
      {"below a task", [=](Source& s) { return below(s.below(200000)); }}};
}

std::vector<Case> text_cases() {
  const auto contains = [](const std::string& text) {
    Condition c = over(Kind::contains, task_at("name"));
    c.text = planstead::base::fold(text);
    return c;
  };
  const auto letter = [](Source& s) {
    return std::string(1, static_cast<char>('a' + s.below(26)));
  };
  return {{"name, 3 letters, few",
           [=](Source& s) { return contains("щ" + std::to_string(s.below(90) + 10)); }},
          {"name, a word", [=](Source& s) { return contains(words[s.below(std::size(words))]); }},
          {"name, word and number",
           [=](Source& s) { return contains("ёлка" + std::to_string(s.below(5000))); }},
          {"name, 2 letters, none", [=](Source& s) { return contains(letter(s) + letter(s)); }},
          {"name, 1 letter, none", [=](Source& s) { return contains(letter(s)); }}};
}

Condition by_label(Source& s) {
  const std::int64_t field = 105 + 10 * s.below(34);
  return custom(
      Kind::custom_labels, field,
      std::string(words[s.below(std::size(words))]) + " " + words[field % std::size(words)]);
}

Condition by_number(Source& s) {
  Condition c = custom(Kind::custom_number, 101 + 10 * s.below(34));
  c.min = c.max = -5 - static_cast<double>(s.below(1000));
  return c;
}

std::vector<Case> custom_cases() {
  return {{"custom text contains, none",
           [](Source& s) { return custom(Kind::custom_text, 100 + 10 * s.below(34), "нетакого"); }},
          {"custom label", by_label},
          {"custom number, none", by_number},
          {"custom present",
           [](Source& s) { return custom(Kind::custom_present, 100 + s.below(340)); }},
          {"custom field of no task",
           [](Source& s) { return custom(Kind::custom_present, 10000 + s.below(1000)); }}};
}

std::vector<Case> cases() {
  std::vector<Case> all = column_cases();
  for (auto more : {text_cases(), custom_cases()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

/// Anonymous memory of this process.
double resident_mb() {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("RssAnon:")) return std::strtod(line.c_str() + 8, nullptr) / 1024;
  return 0;
}

void print_filters(const Index& index, Source& source) {
  std::printf("%-28s %10s %10s %10s\n", "filter, microseconds", "first 100", "all cold",
              "repeated");
  for (const Case& one : cases()) {
    std::vector<double> first, whole, repeated;
    for (int i = 0; i < 15; ++i) {
      const Condition condition = listed(one.make(source));
      first.push_back(micros([&] { (void)index.select(condition, 0, 100); }));
      whole.push_back(micros([&] { (void)index.select(listed(one.make(source)), 100000, 100); }));
      (void)index.select(condition, 0,
                         100);  // A slow first answer makes the second one worth keeping.
      repeated.push_back(micros([&] { (void)index.select(condition, 0, 100); }));
    }
    std::printf("%-28s %10.0f %10.0f %10.0f\n", one.name, median(first), median(whole),
                median(repeated));
  }
}

void print_walk(const Index& index) {
  Condition everything;
  const Condition condition = listed(everything);
  const double cold = micros([&] { (void)index.select(condition, 100000, 100); });
  std::vector<double> begin, end;
  for (int i = 0; i < 101; ++i) {
    begin.push_back(micros([&] { (void)index.select(condition, 0, 100); }));
    end.push_back(micros([&] {
      (void)index.select(condition, static_cast<std::int64_t>(index.size()) - 5000, 100);
    }));
  }
  std::printf("walk: cold offset 100,000 %.0f us, first page %.1f us, last page %.1f us\n", cold,
              median(begin), median(end));
}

}  // namespace

int main(int argc, char** argv) {
  const std::int64_t tasks = argc > 1 ? std::strtoll(argv[1], nullptr, 10) : 200000;
  Source source;
  Index index(planstead::schema::task);
  const double before = resident_mb();
  double filling = 0;
  for (std::int64_t id = 1; id <= tasks; ++id) {
    const Record task = source.task(id);
    filling += micros([&] { index.put(task); });
  }
  malloc_trim(0);
  std::printf("%lld tasks: %.2f s to fill, %.1f MB by its own count, %.1f MB resident\n",
              static_cast<long long>(tasks), filling / 1e6,
              static_cast<double>(index.memory()) / 1e6, resident_mb() - before);
  print_walk(index);
  print_filters(index, source);
  std::vector<double> puts;
  for (int i = 0; i < 5000; ++i) {
    const Record task = source.task(source.below(tasks) + 1);
    puts.push_back(micros([&] { index.put(task); }));
  }
  std::printf("replacing a task, 32 results held: %.1f us\n", median(puts));
  std::printf("afterwards: %.1f MB by its own count, %.1f MB resident\n",
              static_cast<double>(index.memory()) / 1e6, resident_mb() - before);
}
