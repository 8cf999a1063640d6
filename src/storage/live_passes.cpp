// `onlyChanged`: pages of a pass of an external application. A pass is chosen and stored on the
// writer's thread, where no change is under way and the index holds all that came before. Which
// changes a page shows is read with its rows, from one snapshot.
#include <limits>

#include "plan/conditions.h"
#include "plan/plan.h"
#include "storage/live_store.h"
#include "storage/sources.h"

namespace planstead::storage {

namespace {

// Whom the rows are chosen for is part of the pass, for people see different ones; and so is what
// was asked, for what one filter has shown says nothing about another.
std::string list_of(const request::Call& call, const request::Viewer& viewer) {
  std::string list = std::string(call.operation->id) + ' ' + base::prefixed(viewer.person);
  return call.options.question.empty() ? list : list + ' ' + call.options.question;
}

}  // namespace

base::Result<plan::Outcome> LiveStore::read_changed(const request::Call& call,
                                                    const request::Viewer& viewer,
                                                    base::Seconds now) {
  refresh();  // what other processes have committed belongs to the pass
  const catalog::CatalogPtr catalog = this->catalog();
  const std::shared_ptr<const ProjectAuditors> project_auditors = auditors();
  const schema::Entity& entity = *call.operation->entity;
  const auto condition_over = [&](const search::IndexSet& indexes) {
    return plan::list_condition(call, *catalog, viewer, now, indexes, *auditors());
  };
  // A question that is wrong is refused before anything begins.
  PS_CHECK(condition_over(index_.wait()->until(call.deadline)));
  // Over the index of that moment: one that was at hand before may have been given up meanwhile
  // (LiveIndex::mark_stale), and what was committed since would be in no pass.
  const auto choose = [&](const std::optional<std::vector<std::int64_t>>& changed) {
    const search::IndexSet indexes = index_.wait()->until(call.deadline);
    search::Condition wanted = condition_over(indexes).value();
    if (changed) wanted = plan::all({plan::id_in(*changed), std::move(wanted)});
    return indexes.of(entity).select(wanted, 0, std::numeric_limits<std::size_t>::max());
  };
  const auto pass_in = [&](Session& session) {
    return Pass(session, call.options.source, list_of(call, viewer), entity.kind);
  };
  if (call.offset == 0)
    transact_session([&](WriteSession& rows) {
      pass_in(rows.session()).begin(rows.newest_change(), call.options.repeat_pass, choose);
    });
  PassPage page;
  plan::Outcome outcome;
  // Before the snapshot: names that it reads of older ones are not kept for others.
  Reader reader(call, viewer, now, *catalog, *project_auditors, pool_, index_, names_);
  {
    const SessionPool::Lease session = pool_.lease(call.deadline);
    PS_TRY(page, pass_in(*session).page(call.offset, static_cast<std::size_t>(call.page_size)));
    outcome = reader.rows(page.ids, *session);
  }
  if (page.is_news())
    transact_session([&](WriteSession& rows) { pass_in(rows.session()).answered(page); });
  return outcome;
}

}  // namespace planstead::storage
