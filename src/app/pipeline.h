// The road of a request, stage after stage, each of which may refuse. Knows the order and nothing
// that a stage knows.
#pragma once

#include <memory>

#include "app/cors.h"
#include "app/documentation.h"
#include "app/file_service.h"
#include "app/observation.h"
#include "app/workers.h"
#include "http/server.h"
#include "request/selections.h"
#include "storage/store.h"

namespace planstead::app {

class Pipeline {
 public:
  /// What the road leads through; all of it outlives the pipeline.
  struct Parts {
    storage::Store& store;
    const base::Clock& clock;
    const Documentation& documentation;
    const Cors& cors;
    Workers& workers;  ///< for reads that would wait for the index
    Observer observe;
    FileService* files = nullptr;           ///< without it there are no contents
    auth::RateLimits* rates = nullptr;      ///< without it nothing is counted
    int limit_status = 403;                 ///< of what is past a limit
    std::chrono::seconds begin_within{60};  ///< a change that waited longer is refused
    /// What takes longer once it has arrived, or once a change is begun, is given up; 0: nothing.
    std::chrono::seconds answer_within{60};
    std::chrono::milliseconds busy_grace{50};  ///< an update waits so long behind another
  };

  explicit Pipeline(Parts parts) : parts_(std::move(parts)) {}

  /// Answers one request through `respond`, at once or later. Never throws, never blocks.
  void answer(const http::Request& request, http::Responder respond);
  /// Which requests bring a form that is streamed, and who takes it.
  http::Streaming streaming();

 private:
  struct Visit;
  struct Admitted;
  using VisitPtr = std::shared_ptr<Visit>;

  static VisitPtr begin(const http::Request& request, http::Responder respond);
  std::shared_ptr<http::BodySink> open_form(const http::Request& request, const VisitPtr& visit);
  base::Result<http::Response> file_content(const http::Request& request, base::Seconds now);
  void send_to_content(Visit& visit, const Admitted& admitted, const schema::Record& file) const;
  void store_file(const VisitPtr& visit, const std::shared_ptr<Admitted>& admitted,
                  base::Result<StoredFile>&& file);
  std::optional<http::Response> answer_page(const http::Request& request) const;
  void travel(const http::Request& request, const VisitPtr& visit);
  base::Result<std::shared_ptr<Admitted>> admit(const http::Request& request, Visit& visit) const;
  base::Status recognise(const http::Request& request, const schema::Operation& operation,
                         Visit& visit, base::Seconds now) const;
  void repeat(Visit& visit, plan::Answered&& answer) const;
  base::Status count(const auth::Token& token, Visit& visit, base::Seconds now) const;
  base::Deadline deadline() const;
  void read(const VisitPtr& visit, const std::shared_ptr<Admitted>& admitted);
  void change(const VisitPtr& visit, const std::shared_ptr<Admitted>& admitted);
  void add_addresses(const Visit& visit, const Admitted& admitted, plan::Outcome& outcome) const;
  void write(const VisitPtr& visit, const std::shared_ptr<Admitted>& admitted);
  void conclude(Visit& visit, const Admitted& admitted,
                base::Result<plan::Outcome>&& outcome) const;
  void refuse(Visit& visit, const base::Error& error) const;
  void finish(Visit& visit, http::Response&& response) const;
  template <class Work>
  void guard(Visit& visit, Work work) const;

  const Parts parts_;
  mutable request::Selections selections_;
};

}  // namespace planstead::app
