// A store for tests of the road: answers what the test put into it and counts what it was asked.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "storage/store.h"

namespace planstead::app {

class FakeStore : public storage::Store {
 public:
  using Done = std::function<void(base::Result<plan::Outcome>)>;

  catalog::CatalogPtr catalog() const override { return account; }
  std::shared_ptr<const auth::TokenBook> tokens() const override { return book; }
  base::Result<plan::Outcome> read(const request::Call& call, const request::Viewer& viewer,
                                   base::Seconds) override {
    last_viewer = viewer;
    last_operation = call.operation;
    ++reads;
    call.deadline.check();
    return answer();
  }
  bool index_ready() const override { return ready; }
  base::Result<std::optional<plan::Answered>> answered(const storage::Sender&,
                                                       base::Seconds) override {
    return known;
  }
  domain::Leases& leases() override { return held; }
  void write(request::Call call, request::Viewer, base::Seconds, storage::Sender sender,
             Done done) override {
    last_deadline = call.deadline;
    last_sender = std::move(sender);
    ++writes;
    if (keep_writes)
      kept.push_back(std::move(done));
    else
      done(answer());
  }
  void transact(const std::function<void(storage::Transaction&)>&) override {}
  void refresh() override {}
  int tick(base::Seconds) override { return 0; }
  void wait_ready() override {}
  std::size_t index_memory() const override { return 0; }

  base::Result<plan::Outcome> answer() const {
    if (throws) throws();
    if (refusal) return *refusal;
    return outcome;
  }

  catalog::CatalogPtr account;
  std::shared_ptr<const auth::TokenBook> book;
  plan::Outcome outcome;
  std::optional<base::Error> refusal;
  std::function<void()> throws;
  bool ready = true, keep_writes = false;
  std::vector<Done> kept;
  int reads = 0, writes = 0;
  storage::Sender last_sender;
  base::Deadline last_deadline;         ///< of a write
  std::optional<plan::Answered> known;  ///< what every key was answered
  domain::Leases held{[](base::Ref, base::Seconds) {}};
  request::Viewer last_viewer;
  const schema::Operation* last_operation = nullptr;
};

}  // namespace planstead::app
