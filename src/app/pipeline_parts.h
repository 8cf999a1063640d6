// What the files of the pipeline share: one request on its way, and the last chance around it.
#pragma once

#include "app/pipeline.h"

namespace planstead::app {

using SteadyClock = std::chrono::steady_clock;

/// A place among the requests of a token that are under way. Also given back where a request is
/// never answered: an upload that breaks off.
class Seat {
 public:
  Seat(auth::RateLimits& rates, std::int64_t token) : rates_(rates), token_(token) {}
  ~Seat() { rates_.leave(token_); }
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;

 private:
  auth::RateLimits& rates_;
  const std::int64_t token_;
};

/// One request on its way. The request's views stay valid until it has been answered.
struct Pipeline::Visit {
  Observation seen;
  std::string_view origin;
  std::string base;  ///< `https://host`, for addresses in the answer
  http::Responder respond;
  std::shared_ptr<const files::Pin> content;  ///< of a file on its way to its row
  storage::Sender sender;
  std::optional<plan::Answered> repeated;  ///< the request was carried out before
  auth::Allowance allowance;
  std::optional<Seat> seat;
  SteadyClock::time_point begun = SteadyClock::now(), stage_begun = begun;

  void end_stage(Stage stage) {
    const auto now = SteadyClock::now();
    seen.stages[static_cast<std::size_t>(stage)] = now - stage_begun;
    stage_begun = now;
  }
};

/// A request that may be carried out. The call points into the catalogue, which is therefore held.
struct Pipeline::Admitted {
  catalog::CatalogPtr catalog;
  base::Seconds now = 0;
  request::Viewer viewer;
  request::Call call;
};

/// The text that a body sets a field to; empty: it does not.
inline std::string text_of_change(const request::Call& call, std::string_view field) {
  const request::Change* change = call.body.find(field);
  const auto* text = change == nullptr ? nullptr : std::get_if<std::string>(&change->value);
  return text == nullptr ? std::string() : *text;
}

inline base::Error internal(std::uint64_t request, std::string log, int http_status) {
  return {.code = base::ErrorCode::unknown,
          .where = {},
          .detail = "request " + std::to_string(request),
          .log = std::move(log),
          .http_status = http_status,
          .wait_seconds = http_status == 503 ? 1 : 0};
}

/// The last chance: what is no expected failure becomes an answer without detail, and a line of the
/// log with it.
template <class Work>
void Pipeline::guard(Visit& visit, Work work) const {
  base::Error error;
  try {
    return work();
  } catch (const base::TimeUp&) {
    error = base::unavailable("it takes longer than the server allows");
  } catch (const storage::StorageError& problem) {
    error = internal(visit.seen.id, problem.what(), 503);
  } catch (const std::exception& problem) {
    error = internal(visit.seen.id, problem.what(), 500);
  }
  refuse(visit, error);
}

}  // namespace planstead::app
