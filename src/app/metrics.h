// Metrics: what happened since the start, counted without locks, and the Prometheus text of it.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "app/observation.h"
#include "http/server.h"
#include "storage/store.h"

namespace planstead::app {

/// What is asked for at the moment of reading.
struct Gauges {
  http::Counters http;
  std::size_t index_bytes = 0;
  bool index_ready = false;
  storage::WriterFigures writer;
  storage::QueueFigures queue;
  base::Seconds now = 0;
};

class Metrics {
 public:
  Metrics();
  void record(const Observation& observation);
  std::string text(const Gauges& gauges) const;

 private:
  /// Upper ends of the histogram's buckets; slower requests are in the last, open bucket.
  struct Bound {
    std::int64_t microseconds;
    std::string_view seconds;
  };
  static constexpr std::array<Bound, 12> bounds = {{{100, "0.0001"},
                                                    {250, "0.00025"},
                                                    {500, "0.0005"},
                                                    {1'000, "0.001"},
                                                    {2'500, "0.0025"},
                                                    {5'000, "0.005"},
                                                    {10'000, "0.01"},
                                                    {50'000, "0.05"},
                                                    {100'000, "0.1"},
                                                    {500'000, "0.5"},
                                                    {1'000'000, "1"},
                                                    {10'000'000, "10"}}};
  static constexpr std::array<int, 13> statuses = {200, 201, 202, 204, 302, 400, 401,
                                                   403, 404, 405, 500, 503, 0};  ///< 0: any other
  using Count = std::atomic<std::uint64_t>;
  struct Row {
    std::array<Count, statuses.size()> by_status{};
    std::array<Count, bounds.size() + 1> buckets{};
    Count nanoseconds{0};
  };
  struct StageSum {
    Count nanoseconds{0}, count{0};
  };
  static std::string_view operation_name(std::size_t row);
  void append_requests(std::string& out) const;
  void append_durations(std::string& out) const;
  void append_stages(std::string& out) const;

  std::size_t row_count_;  ///< one for each operation, and a last one for requests of none
  std::unique_ptr<Row[]> rows_;
  std::array<StageSum, stage_names.size()> stages_{};
};

}  // namespace planstead::app
