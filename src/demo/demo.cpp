// Fills an account: the structure first, then tasks in large transactions.
#include "demo/demo.h"

#include <algorithm>
#include <stdexcept>

#include "demo/make_comment.h"
#include "demo/make_contact.h"
#include "demo/make_task.h"
#include "demo/plan.h"
#include "demo/structure_text.h"
#include "domain/comment_rules.h"
#include "schema/checklist.h"
#include "schema/references.h"
#include "schema/task.h"
#include "structure/structure.h"

namespace planstead::demo {

namespace {

constexpr std::int64_t rows_in_commit = 10'000;

void apply_structure(storage::Store& store, const Options& options) {
  const std::string text = structure_text(Random(options.seed), options.now);
  const auto document = structure::parse(text, "demonstration account");
  if (!document.ok()) throw std::runtime_error(text_of(document.error()));
  store.transact([&](storage::Transaction& rows) {
    const auto report = structure::apply(document.value(), rows, options.now);
    if (!report.ok()) throw std::runtime_error(text_of(report.error()));
  });
}

void save_comments(storage::Transaction& rows, CommentMaker& comments, const schema::Record& task) {
  rows.save(domain::first_comment_of(task));
  for (std::int64_t left = comments.count(task); left > 0; --left)
    rows.save(comments.make(task, rows.next_id(schema::comment), left == 1));
}

void save_contact_comments(storage::Transaction& rows, CommentMaker& comments) {
  for (std::int64_t contact = first_contact; contact <= last_contact; contact += 3)
    rows.save(comments.make_on_contact(contact, rows.next_id(schema::comment)));
}

void save_people(storage::Store& store, const Options& options) {
  ContactMaker people(Random(options.seed + 3), options.now);
  for (std::int64_t made = contacts; made < options.contacts;) {
    const std::int64_t until = std::min(made + rows_in_commit, options.contacts);
    store.transact([&](storage::Transaction& rows) {
      for (; made < until; ++made) rows.save(people.make(rows.next_id(schema::contact)));
    });
  }
}

void save_one(storage::Transaction& rows, TaskMaker& maker, CommentMaker& comments) {
  maker.make(rows.next_id(schema::task), rows.next_id(schema::comment));
  for (std::int64_t entries = maker.entry_count(); entries > 0; --entries)
    rows.save(maker.data_tag_entry(rows.next_id(schema::data_tag_entry)));
  rows.save(maker.task());
  save_comments(rows, comments, maker.task());
  if (const auto parent = maker.changed_parent()) rows.save(*parent);
  for (std::int64_t items = maker.checklist_length(); items > 0; --items)
    rows.save(maker.checklist_item(rows.next_id(schema::checklist_item)));
  if (maker.is_favorite())
    rows.set_favorite({base::RefKind::user, employee_id}, {base::RefKind::task, maker.task().id()},
                      true);
}

}  // namespace

void fill(storage::Store& store, const Options& options, const Progress& progress) {
  apply_structure(store, options);
  TaskMaker maker(Random(options.seed + 1), options.now, options.tasks);
  CommentMaker comments(Random(options.seed + 2), options.now);
  store.transact([&](storage::Transaction& rows) { save_contact_comments(rows, comments); });
  for (std::int64_t made = 0; made < options.tasks;) {
    const std::int64_t until = std::min(made + rows_in_commit, options.tasks);
    store.transact([&](storage::Transaction& rows) {
      for (; made < until; ++made) save_one(rows, maker, comments);
    });
    progress(made, options.tasks);
  }
  save_people(store, options);
}

}  // namespace planstead::demo
