// Changes of a held task under every order in which their steps can come: what each is answered,
// what is applied when, and that each is applied once.
#include <deque>

#include "storage/changes_fixture.h"

namespace planstead::storage {
namespace {

/// What must happen, said a second time and shorter.
struct Model {
  bool held = false;
  std::deque<std::string> waiting;
  std::string name = "before";

  void drain() {
    if (held) return;
    if (!waiting.empty()) name = waiting.back();
    waiting.clear();
  }
  /// Is it answered 202?
  bool rename(const std::string& text) {
    const bool waits = held || !waiting.empty();
    waits ? waiting.push_back(text) : void(name = text);
    drain();
    return waits;
  }
};

/// Letters are acts: H takes the lease, h lets it go, A and a are changes of one client, B of
/// another, T is a beat of the clock, R a restart.
class Scheduler : public ChangesTest {
 protected:
  void run(const std::string& acts) {
    const std::int64_t task = new_task();
    Model model;
    std::int64_t lease = 0;
    bool is_lost = false;  // a restart ends all leases
    std::vector<std::int64_t> queued;
    for (const char act : acts) {
      if (act == 'H') {
        lease = take(task);
        model.held = true;
        is_lost = false;
      } else if (act == 'h') {
        release(lease);
        model.held = false;
        if (!is_lost) model.drain();
      } else if (act == 'T') {
        store_->tick(now);
        model.drain();
      } else if (act == 'R') {
        open();
        is_lost = true;
        model.held = false;
      } else {
        const auto outcome = rename(task, std::string(1, act));
        ASSERT_TRUE(outcome.ok()) << acts;
        EXPECT_EQ(outcome.value().queued != 0, model.rename(std::string(1, act))) << acts << act;
        if (outcome.value().queued != 0) queued.push_back(outcome.value().queued);
      }
      EXPECT_EQ(name_of(task), model.name) << acts << " after " << act;
    }
    store_->tick(now);
    model.drain();
    EXPECT_EQ(name_of(task), model.name) << acts;
    for (const std::int64_t change : queued) EXPECT_EQ(state_of(change), 1) << acts;
  }

  /// Every order of the acts in which H comes before h and A before a.
  void run_all(std::string acts) {
    std::ranges::sort(acts);
    int orders = 0;
    do {
      if (acts.find('H') > acts.find('h') || acts.find('A') > acts.find('a')) continue;
      run(acts);
      ++orders;
      if (HasFailure()) return;
    } while (std::next_permutation(acts.begin(), acts.end()));
    EXPECT_EQ(orders, 180);
  }
};

TEST_F(Scheduler, two_clients_and_a_holder_in_every_order) { run_all("HhAaBT"); }

TEST_F(Scheduler, a_client_a_holder_and_a_restart_in_every_order) { run_all("HhAaRT"); }

TEST_F(ChangesTest, a_change_of_another_task_does_not_wait) {
  const std::int64_t held = new_task(), free = new_task();
  take(held);
  EXPECT_NE(rename(held, "x").value().queued, 0);
  EXPECT_EQ(rename(free, "x").value().queued, 0);
  EXPECT_EQ(name_of(free), "x");
}

TEST_F(ChangesTest, of_two_updates_at_once_the_later_one_waits_and_stands) {
  const std::int64_t task = new_task(), other = new_task();
  std::shared_ptr<std::int64_t> first, second, third, beside;
  while_the_writer_works([&] {
    first = send(task, "first", true);
    second = send(task, "second", true);
    beside = send(other, "beside", true);
    third = send(task, "third", true);
  });
  EXPECT_EQ(*first, 0);
  EXPECT_EQ(*beside, 0);
  EXPECT_GT(*second, 0);
  EXPECT_GT(*third, *second);
  EXPECT_EQ(name_of(task), "third");
  EXPECT_EQ(state_of(*second), 1);
  EXPECT_EQ(state_of(*third), 1);
  EXPECT_EQ(rename(task, "alone").value().queued, 0);
}

TEST_F(ChangesTest, within_the_grace_both_are_carried_out_at_once) {
  const std::int64_t task = new_task();
  std::shared_ptr<std::int64_t> first, second;
  while_the_writer_works([&] {
    first = send(task, "first", false);
    second = send(task, "second", false);
  });
  EXPECT_EQ(*first, 0);
  EXPECT_EQ(*second, 0);
  EXPECT_EQ(name_of(task), "second");
}

TEST_F(ChangesTest, a_refused_update_is_out_of_the_way_of_the_next) {
  const std::int64_t task = new_task();
  std::shared_ptr<std::int64_t> refused;
  const auto nameless = [&] { refused = send(task, "", true); };
  while_the_writer_works(nameless);
  EXPECT_EQ(*refused, -2);
  std::shared_ptr<std::int64_t> free;
  while_the_writer_works([&] { free = send(task, "free", true); });
  EXPECT_EQ(*free, 0);
  EXPECT_EQ(name_of(task), "free");
}

TEST_F(ChangesTest, the_holder_waits_for_nobody_who_comes_at_the_same_time) {
  const std::int64_t task = new_task(), lease = take(task);
  std::shared_ptr<std::int64_t> waits, holder;
  while_the_writer_works([&] {
    waits = send(task, "waits", true);
    holder = send(task, "holder", true, lease);
  });
  EXPECT_GT(*waits, 0);
  EXPECT_EQ(*holder, 0);
  EXPECT_EQ(name_of(task), "holder");
  release(lease);
  EXPECT_EQ(name_of(task), "waits");
}

TEST_F(ChangesTest, what_is_left_of_a_change_is_carried_out) {
  const std::int64_t task = new_task(), lease = take(task);
  request::Call call = named("post-task-by-id", "kept");
  call.path_ids = {task};
  Sender sender;
  sender.body = R"({"name":"kept","parent":{"id":999999},"processId":777})";
  const std::int64_t change = write(std::move(call), std::move(sender)).value().queued;
  release(lease);
  EXPECT_EQ(state_of(change), 1);
  EXPECT_EQ(name_of(task), "kept");
  store_->transact([&](Transaction& rows) {
    const auto row = rows.find(schema::queued_change, change);
    const auto& left_out = std::get<schema::TextList>(row->get("failures"));
    ASSERT_EQ(left_out.size(), 2u);
    EXPECT_NE((left_out[0] + left_out[1]).find("parent"), std::string::npos);
    EXPECT_NE((left_out[0] + left_out[1]).find("processId"), std::string::npos);
  });
}

TEST_F(ChangesTest, a_change_with_too_much_to_leave_out_fails_as_a_whole) {
  for (const int faults : {49, 60}) {
    const std::int64_t task = new_task(), lease = take(task);
    request::Call call = named("post-task-by-id", "kept");
    call.path_ids = {task};
    Sender sender;
    sender.body = R"({"name":"kept")";
    for (int i = 0; i < faults; ++i) sender.body += ",\"nothing" + std::to_string(i) + "\":1";
    sender.body += "}";
    const std::int64_t change = write(std::move(call), std::move(sender)).value().queued;
    release(lease);
    EXPECT_EQ(state_of(change), faults < 50 ? 1 : 2);
    EXPECT_EQ(name_of(task), faults < 50 ? "kept" : "before");
  }
}

TEST_F(ChangesTest, ended_changes_are_told_after_their_commit) {
  std::vector<std::pair<std::int64_t, std::int64_t>> told;
  store_->on_settled_change([&](const SettledChange& change) {
    told.emplace_back(change.row.id(), change.row.integer("state"));
  });
  const std::int64_t task = new_task(), lease = take(task);
  request::Call call = named("post-task-by-id", "broken");
  call.path_ids = {task};
  Sender sender;
  sender.body = R"({"nothing":1})";
  const std::int64_t broken = write(std::move(call), std::move(sender)).value().queued;
  const std::int64_t good = rename(task, "good").value().queued;
  release(lease);
  EXPECT_EQ(told, (std::vector<std::pair<std::int64_t, std::int64_t>>{{broken, 2}, {good, 1}}));
}

TEST_F(ChangesTest, what_waited_too_long_for_the_writer_changes_nothing) {
  const std::int64_t task = new_task();
  request::Call call = named("post-task-by-id", "late");
  call.path_ids = {task};
  Sender sender;
  sender.too_late = [] { return true; };
  const auto refused = write(std::move(call), std::move(sender));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().http_status, 503);
  EXPECT_EQ(name_of(task), "before");
}

TEST_F(ChangesTest, the_holder_does_not_wait_for_himself) {
  const std::int64_t task = new_task(), lease = take(task);
  EXPECT_TRUE(rename(task, "waits").ok());
  EXPECT_EQ(rename(task, "holder", lease).value().queued, 0);
  EXPECT_EQ(name_of(task), "holder");
  release(lease);
  EXPECT_EQ(name_of(task), "waits");
}

TEST_F(ChangesTest, the_number_of_a_lease_helps_nobody_who_may_take_none) {
  const std::int64_t task = new_task(), lease = take(task);
  viewer_.is_admin = false;
  const auto other = rename(task, "guessed", lease);
  ASSERT_TRUE(other.ok());
  EXPECT_NE(other.value().queued, 0);
  EXPECT_EQ(other.value().notes, (std::vector<std::string>{"header: Planstead-Lease"}));
  viewer_.is_admin = true;
  EXPECT_EQ(rename(task, "over", lease + 1).value().notes.size(), 1u);
}

TEST_F(ChangesTest, a_thing_takes_a_thousand_waiting_changes_and_no_more) {
  const std::int64_t task = new_task();
  take(task);
  std::int64_t last = 0;
  for (int i = 0; i < 1000; ++i) {
    Sender sender;
    request::Call call = named("post-task-by-id", "x");
    call.path_ids = {task};
    sender.body = R"({"name":"x"})";
    store_->write(std::move(call), viewer_, now, std::move(sender),
                  [&](base::Result<plan::Outcome> result) { last = result.value().queued; });
  }
  settle();
  EXPECT_NE(last, 0);
  const auto refused = rename(task, "one too many");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, base::ErrorCode::task_not_updated);
  EXPECT_NE(refused.error().detail.find("queue full"), std::string::npos);
  EXPECT_EQ(store_->queue_figures().waiting, 1000);
  EXPECT_EQ(store_->queue_figures().oldest, now);
}

TEST_F(ChangesTest, a_change_that_can_no_longer_be_read_fails_and_lets_the_next_pass) {
  const std::int64_t task = new_task(), lease = take(task);
  request::Call call = named("post-task-by-id", "broken");
  call.path_ids = {task};
  Sender sender;
  sender.body = R"({"nothing":1})";
  const std::int64_t broken = write(std::move(call), std::move(sender)).value().queued;
  EXPECT_TRUE(rename(task, "after").ok());
  release(lease);
  EXPECT_EQ(state_of(broken), 2);
  EXPECT_EQ(name_of(task), "after");
  EXPECT_EQ(store_->queue_figures().failed, 1);
}

TEST_F(ChangesTest, who_is_dismissed_meanwhile_changes_nothing) {
  const std::int64_t task = new_task(), lease = take(task);
  const std::int64_t change = rename(task, "too late").value().queued;
  store_->transact([](Transaction& rows) { rows.erase(schema::user, robot.id); });
  release(lease);
  EXPECT_EQ(state_of(change), 2);
  EXPECT_EQ(name_of(task), "before");
}

TEST_F(ChangesTest, ended_changes_are_forgotten_after_a_month) {
  const std::int64_t task = new_task(), lease = take(task);
  const std::int64_t change = rename(task, "x").value().queued;
  release(lease);
  const auto is_there = [&] {
    bool found = false;
    store_->transact(
        [&](Transaction& rows) { found = rows.find(schema::queued_change, change).has_value(); });
    return found;
  };
  store_->tick(now + 29 * 86400);
  EXPECT_TRUE(is_there());
  store_->tick(now + 31 * 86400);
  EXPECT_FALSE(is_there());
}

TEST_F(ChangesTest, one_key_is_carried_out_once_however_its_requests_meet) {
  std::vector<std::promise<std::int64_t>> answers(8);
  Sender sender;
  sender.token = 1;
  sender.key = "k";
  sender.fingerprint = "same";
  sender.render = [](const plan::Outcome& outcome) {
    return plan::Answered{201, std::to_string(outcome.id), {{"A", "b: c"}}};
  };
  for (auto& answer : answers)  // side by side in one commit, or one behind the other
    store_->write(
        named("post-task", "once"), viewer_, now, sender,
        [&answer](base::Result<plan::Outcome> result) {
          const auto& outcome = result.value();
          answer.set_value(outcome.answered ? std::stoll(outcome.answered->body) : outcome.id);
        });
  const std::int64_t first = answers[0].get_future().get();
  for (std::size_t i = 1; i < answers.size(); ++i) EXPECT_EQ(answers[i].get_future().get(), first);
  open();
  const auto known = store_->answered(sender, now);
  ASSERT_TRUE(known.ok() && known.value());
  EXPECT_EQ(known.value()->status, 201);
  EXPECT_EQ(known.value()->headers,
            (std::vector<std::pair<std::string, std::string>>{{"A", "b: c"}}));
  sender.fingerprint = "other";
  EXPECT_EQ(store_->answered(sender, now).error().code, base::ErrorCode::idempotency_key_reused);
  EXPECT_FALSE(store_->answered(sender, now + 86400).value());
}

}  // namespace
}  // namespace planstead::storage
