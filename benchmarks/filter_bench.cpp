// Figures of the filters in memory, without HTTP and store: an account of the order's size (200,000
// tasks, 200,000 contacts, 300,000 data tag entries, 1,000,000 comments), every filter of every
// table alone, first page, with other values each time. Usage: filter_bench [ENTITY]
#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>

#include "plan/filters.h"
#include "random_rows.h"
#include "schema/task.h"

namespace {

using namespace planstead;
using bench::RandomRows;
using request::FilterCall;
using request::FilterOperand;
using schema::Operand;

double micros(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin)
      .count();
}

double median(std::vector<double> figures) {
  std::ranges::nth_element(figures, figures.begin() + std::ssize(figures) / 2);
  return figures[figures.size() / 2];
}

/// Anonymous memory of this process.
double resident_mb() {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("RssAnon:")) return std::strtod(line.c_str() + 8, nullptr) / 1024;
  return 0;
}

/// Some custom field of the entity that the filter fits.
const catalog::CustomField* field_for(const schema::Filter& filter, const schema::Entity& entity,
                                      const catalog::Catalog& catalog) {
  for (const catalog::CustomField& field : catalog.fields)
    if (field.object_type == entity.custom_object_type &&
        (filter.custom_types == 0 || (filter.custom_types >> field.type->id) & 1u))
      return &field;
  return nullptr;
}

request::DateRange some_days(RandomRows& random) {
  const auto first = static_cast<std::int32_t>(bench::now / 86400 - random.below(1000));
  const auto last = static_cast<std::int32_t>(first + random.below(31));
  return {first * 86400LL, (last + 1) * 86400LL, {first}, {last}};
}

std::vector<std::int64_t> some_ids(const schema::Filter& filter, const schema::Entity& entity,
                                   const catalog::CustomField* custom, RandomRows& random) {
  if (custom != nullptr) {
    const schema::Value held = random.custom(*custom);
    const auto* list = std::get_if<schema::RefList>(&held);
    const base::Ref ref = list ? list->at(0) : std::get<base::Ref>(held);
    return {ref.kind == base::RefKind::entry ? ref.id & 0xffffffff : ref.id};
  }
  const schema::Field* field = schema::find_field(entity, filter.field);
  if (filter.type == 307 || (field && field->name == "id")) return {random.id(entity.kind)};
  return {field && field->target != base::RefKind::none ? random.id(field->target)
                                                        : random.below(50)};
}

std::string some_text(const schema::Filter& filter, const schema::Entity& entity,
                      RandomRows& random) {
  const schema::Field* field =
      schema::find_field(entity, filter.field.substr(0, filter.field.find(' ')));
  if (field && field->indexed == schema::Indexed::digits) return random.phone().substr(4, 9);
  if (field && field->indexed == schema::Indexed::handle)
    return "@user" + std::to_string(random.below(200'000));
  if (field && field->name.find("mail") != std::string_view::npos) return random.mail();
  return random.text(1) + std::to_string(random.below(500));
}

FilterOperand operand_of(const schema::Filter& filter, const schema::Entity& entity,
                         const catalog::CustomField* custom, RandomRows& random) {
  switch (filter.operand) {
    case Operand::person:
      return schema::RefList{random.person()};
    case Operand::counterparty:
      return schema::RefList{{base::RefKind::contact, random.id(base::RefKind::contact)}};
    case Operand::id:
    case Operand::ids:
    case Operand::keys:
      return some_ids(filter, entity, custom, random);
    case Operand::enumeration:
      return std::vector<std::int64_t>{random.below(2)};
    case Operand::label:
      return std::string("Крупный");
    case Operand::labels:
      return schema::TextList{"Мелкий"};
    case Operand::number:
      return static_cast<double>(random.below(100'000));
    case Operand::time:
      return static_cast<double>(random.below(1440));
    case Operand::date:
      return some_days(random);
    case Operand::boolean:
      return random.below(2) == 0;
    case Operand::flag:
      return true;
    case Operand::field_id:
      return std::vector<std::int64_t>{custom->id};
    default:
      return some_text(filter, entity, random);
  }
}

class Bench {
 public:
  void fill() {
    for (const auto& [entity, index] : indexes_) {
      const double before = resident_mb();
      const std::int64_t rows = bench::rows_of(*entity);
      double spent = 0;
      for (std::int64_t n = 1; n <= rows; ++n) {
        const schema::Record row = random_.row(*entity, n, catalog_);
        spent += micros([&] { index->put(row); });
      }
      malloc_trim(0);
      std::printf("%-16s %8lld rows, %5.2f s to fill, %6.1f MB, %4.0f bytes a row\n",
                  std::string(entity->name).c_str(), static_cast<long long>(rows), spent / 1e6,
                  resident_mb() - before,
                  (resident_mb() - before) * 1048576 / static_cast<double>(rows));
    }
    std::printf("all: %.1f MB by their own count, %.1f MB resident\n\n",
                static_cast<double>(indexes_.memory()) / 1e6, resident_mb());
  }

  void filters(const schema::Entity& entity) {
    for (const schema::Filter& filter : entity.filters) {
      std::vector<double> figures;
      std::size_t found = 0;
      for (int i = 0; i < 15; ++i) {
        const FilterCall call = some_call(filter, entity, i);
        figures.push_back(micros([&] { found += page(entity, call); }));
      }
      const double first = figures.front(), middle = median(figures);
      worst_ = std::max(worst_, middle);
      std::printf("%-16s %5d %-40s first %8.2f ms, median %8.2f ms, %zu rows%s\n",
                  std::string(entity.name).c_str(), filter.type, std::string(filter.name).c_str(),
                  first / 1000, middle / 1000, found / figures.size(),
                  middle > 50'000 ? "  OVER 50 ms" : "");
    }
  }

  void all(std::string_view only) {
    for (const auto& [entity, index] : indexes_)
      if (only.empty() || entity->name == only) filters(*entity);
    std::printf("\nslowest median: %.2f ms\n", worst_ / 1000);
  }

  /// Newest first from any offset, with and without a range of dates.
  void comments() {
    const auto* comment = schema::entity_of(base::RefKind::comment);
    if (comment == nullptr || !comment->indexed) return;
    std::size_t column = 0;
    for (std::size_t i = 0; i < comment->fields.size(); ++i)
      if (comment->fields[i].indexed == schema::Indexed::ordered) column = i;
    const search::Index& index = indexes_.of(*comment);
    const auto ask = [&](const char* what, bool dated) {
      std::vector<double> figures;
      for (int i = 0; i < 201; ++i) {
        std::vector<search::Condition> parts{plan::listed(*comment)};
        if (dated) {
          auto range = plan::over(search::Condition::Kind::range, column);
          parts.push_back(plan::ranged(range, schema::Operator::gt_equal, some_days(random_)));
        }
        const auto condition = plan::all(std::move(parts));
        const std::int64_t offset = random_.below(dated ? 200'000 : 1'000'000);
        figures.push_back(micros([&] {
          (void)index.select(condition, {column, true}, offset, 100);
        }));
      }
      std::printf("comments newest first, %s: first %.2f ms, median %.3f ms, worst %.2f ms\n", what,
                  figures[0] / 1000, median(figures) / 1000, std::ranges::max(figures) / 1000);
    };
    ask("any page", false);
    ask("any page from some day on", true);
    std::vector<double> figures;
    for (int i = 0; i < 201; ++i) {
      const auto owner = plan::in_set(
          schema::index_of(*comment, *schema::owner_field(*comment, base::RefKind::task)),
          {base::Ref{base::RefKind::task, random_.id(base::RefKind::task)}.packed()});
      const auto condition = plan::all({plan::listed(*comment), owner});
      figures.push_back(micros([&] { (void)index.select(condition, {column, true}, 0, 100); }));
    }
    std::printf("comments of a task: median %.4f ms, worst %.2f ms\n", median(figures) / 1000,
                std::ranges::max(figures) / 1000);
  }

  void changes() {
    for (const auto& [entity, index] : indexes_) {
      std::vector<double> figures;
      for (int i = 0; i < 2000; ++i) {
        const schema::Record row =
            random_.row(*entity, random_.below(bench::rows_of(*entity)) + 1, catalog_);
        figures.push_back(micros([&] { index->put(row); }));
      }
      std::printf("replacing a row of %s: median %.1f us, worst %.2f ms\n",
                  std::string(entity->name).c_str(), median(figures),
                  std::ranges::max(figures) / 1000);
    }
    std::printf("afterwards: %.1f MB by their own count, %.1f MB resident\n",
                static_cast<double>(indexes_.memory()) / 1e6, resident_mb());
  }

 private:
  FilterCall some_call(const schema::Filter& filter, const schema::Entity& entity, int turn) {
    FilterCall call;
    call.filter = &filter;
    const schema::Filter* compared = &filter;
    const schema::Entity* of = &entity;
    if (filter.operand == Operand::subfilter) {
      const auto& rows = schema::data_tag_entry.filters;
      for (std::size_t i = 0; compared == &filter || compared->rule != schema::Rule::custom; ++i)
        compared = &rows[(static_cast<std::size_t>(turn) + i) % rows.size()];
      call.subfilter = compared;
      call.data_tag = 1;
      of = &schema::data_tag_entry;
    }
    if (compared->custom_types != 0 || compared->operand == Operand::field_id)
      call.field = field_for(*compared, *of, catalog_);
    std::vector<schema::Operator> operators;
    for (int op = 0; op < 8; ++op)
      if ((compared->operators >> op) & 1u) operators.push_back(static_cast<schema::Operator>(op));
    call.op = operators[static_cast<std::size_t>(turn) % operators.size()];
    call.operand = operand_of(*compared, *of, call.field, random_);
    return call;
  }

  std::size_t page(const schema::Entity& entity, const FilterCall& call) const {
    const plan::FilterScope scope{entity, catalog_, viewer_, bench::now, indexes_, auditors_, 1};
    const auto condition = plan::all({plan::listed(entity), plan::filter_condition(call, scope)});
    return indexes_.of(entity).select(condition, 0, 100).size();
  }

  RandomRows random_{42};
  catalog::Catalog catalog_ = bench::random_catalog();
  request::Viewer viewer_{.person = {base::RefKind::user, 1}};
  plan::ProjectAuditors auditors_{{1, {{base::RefKind::user, 1}}}};
  search::IndexSet indexes_{schema::stored_entities()};
  double worst_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  Bench bench;
  bench.fill();
  bench.comments();
  bench.all(argc > 1 ? argv[1] : "");
  bench.changes();
}
