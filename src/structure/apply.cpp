// Applying a document: four stages that only look, then the one that writes.
#include <algorithm>
#include <map>

#include "domain/comment_rules.h"
#include "domain/contact_edit.h"
#include "schema/references.h"
#include "structure/live_presets.h"
#include "structure/work.h"

namespace planstead::structure {

using schema::Record;

namespace {

class Writer {
 public:
  explicit Writer(Work& work) : work_(work) {}

  Report write() {
    jump_over_chosen();
    for (Target& target : work_.targets) give_number(target);
    for (Target& target : work_.targets)
      if (target.outcome != Outcome::unchanged) save(target);
    for (const Target& target : work_.targets)
      if (target.kind->section == Section::contacts && target.outcome != Outcome::unchanged)
        mirror(target);
    Report report;
    for (const Target& target : work_.targets) report.lines.push_back(line_of(target));
    return report;
  }

 private:
  // First of all, so that no automatic number meets a chosen one.
  void jump_over_chosen() {
    std::map<std::string_view, std::int64_t> highest;
    for (const Target& target : work_.targets) {
      if (target.exists) continue;
      std::int64_t& top =
          highest.try_emplace(target.kind->sequence, target.kind->reserved).first->second;
      top = std::max(top, target.id);
    }
    std::int64_t& comments = highest[schema::comment.sequence];
    for (const Target& target : work_.targets)
      if (target.kind->section == Section::tasks)
        comments = std::max(comments, target.after->integer("firstComment"));
    for (const auto& [sequence, id] : highest)
      if (id > 0) work_.transaction.jump_over(sequence, id);
  }

  void give_number(Target& target) {
    if (target.id >= 0) return;
    schema::Entity counter = schema::workspace;  // any: the store looks at the sequence alone
    counter.sequence = target.kind->sequence;
    target.id = work_.transaction.next_id(counter);
  }

  void save(const Target& target) {
    if (!target.kind->is_row_only())
      work_.transaction.put_structure(to_item({target.kind, target.id, target.body}));
    if (!target.after) return;
    Record row = *target.after;
    row.set_id(row_id(target));
    if (target.kind->section == Section::directory_entries)
      row.set("directory", base::Ref{base::RefKind::directory, work_.directory_of(target)});
    if (&row.entity() == &schema::task || target.kind->section == Section::contacts)
      row.set("dateOfLastUpdate", base::Moment{work_.now, true});
    if (target.kind->section == Section::tasks) {
      domain::add_first_comment(row, work_.transaction);
      domain::settle_first_comment(row, work_.transaction);
    }
    work_.transaction.save(row);
    if (target.kind->section == Section::comments) date_owner(row);
  }

  // As if the comment had been written over REST (observed 12.11).
  void date_owner(const Record& comment) {
    const bool on_task = comment.ref("task").id != 0;
    const base::Ref of = comment.ref(on_task ? "task" : "contact");
    auto owner = work_.transaction.find(on_task ? schema::task : schema::contact, of.id);
    if (owner && domain::take_last_comment(*owner, comment)) work_.transaction.save(*owner);
  }

  // The file has links at people alone; companies hold them, too.
  void mirror(const Target& target) {
    const schema::Record before = target.before ? *target.before : schema::Record(schema::contact);
    const auto row = work_.transaction.find(schema::contact, target.id);
    domain::mirror_links(before, *row, work_.transaction);
  }

  std::int64_t row_id(const Target& target) const {
    const bool entry = target.kind->section == Section::directory_entries;
    return entry ? schema::entry_id(work_.directory_of(target), target.id) : target.id;
  }

  Report::Line line_of(const Target& target) const {
    return {target.kind, target.id,
            target.item != nullptr ? label_of(*target.item) : text_in(target.body, "name"),
            target.outcome};
  }

  Work& work_;
};

}  // namespace

Report store(Work& work) { return Writer(work).write(); }

base::Result<Report> apply(const Document& document, storage::Transaction& transaction,
                           base::Seconds now) {
  std::vector<Entry> before = read_entries(transaction.structure());
  drop_gone_presets(before, transaction);
  Known known(transaction, before);
  Work work{document, transaction, now, std::move(before), {}, std::move(known), nullptr};
  PS_CHECK(find_targets(work));
  PS_CHECK(check_structure(work));
  PS_CHECK(build_rows(work));
  PS_CHECK(check_people(work));
  Report report = store(work);
  settle_summaries(work);
  return report;
}

std::size_t Report::count(Outcome outcome) const {
  return static_cast<std::size_t>(std::ranges::count(lines, outcome, &Line::outcome));
}

std::string text_of(const Report& report) {
  std::string text;
  for (const Report::Line& line : report.lines) {
    if (line.outcome == Outcome::unchanged) continue;
    text += line.outcome == Outcome::added ? "+ " : "~ ";
    text.append(line.kind->name).append(" ").append(std::to_string(line.id));
    if (!line.name.empty()) text.append(" ").append(line.name);
    text += '\n';
  }
  return text + std::to_string(report.count(Outcome::added)) + " added, " +
         std::to_string(report.count(Outcome::changed)) + " changed, " +
         std::to_string(report.count(Outcome::unchanged)) + " unchanged\n";
}

}  // namespace planstead::structure
