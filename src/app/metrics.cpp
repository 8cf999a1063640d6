// Counts observations and prints them in the text format of Prometheus.
#include "app/metrics.h"

#include <algorithm>

#include "base/text.h"

namespace planstead::app {

namespace {
constexpr auto relaxed = std::memory_order_relaxed;

void append_head(std::string& out, std::string_view name, std::string_view type,
                 std::string_view help) {
  out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ");
  out.append(name).append(" ").append(type).append("\n");
}

template <class Number>
void append_sample(std::string& out, std::string_view name, std::string_view labels,
                   Number number) {
  out.append(name);
  if (!labels.empty()) out.append("{").append(labels).append("}");
  out += ' ';
  base::append_number(out, number);
  out += '\n';
}

template <class Number>
void append_single(std::string& out, std::string_view name, std::string_view type,
                   std::string_view help, Number number) {
  append_head(out, name, type, help);
  append_sample(out, name, {}, number);
}

double seconds(std::uint64_t nanoseconds) { return static_cast<double>(nanoseconds) / 1e9; }

std::string label(std::string_view name, std::string_view value) {
  return std::string(name) + "=\"" + std::string(value) + "\"";
}

std::int64_t whole(std::uint64_t count) { return static_cast<std::int64_t>(count); }
}  // namespace

Metrics::Metrics()
    : row_count_(schema::operations().size() + 1), rows_(std::make_unique<Row[]>(row_count_)) {}

void Metrics::record(const Observation& observation) {
  const auto row_index =
      observation.operation == nullptr
          ? row_count_ - 1
          : static_cast<std::size_t>(observation.operation - schema::operations().data());
  Row& row = rows_[row_index];
  const auto status = std::ranges::find(statuses, observation.status);
  const auto status_index = std::min<std::size_t>(status - statuses.begin(), statuses.size() - 1);
  row.by_status[status_index].fetch_add(1, relaxed);
  const auto bound =
      std::ranges::lower_bound(bounds, observation.total.count() / 1000, {}, &Bound::microseconds);
  row.buckets[static_cast<std::size_t>(bound - bounds.begin())].fetch_add(1, relaxed);
  row.nanoseconds.fetch_add(static_cast<std::uint64_t>(observation.total.count()), relaxed);
  for (std::size_t i = 0; i < stages_.size(); ++i) {
    if (observation.stages[i] == Ticks::zero()) continue;
    stages_[i].nanoseconds.fetch_add(static_cast<std::uint64_t>(observation.stages[i].count()),
                                     relaxed);
    stages_[i].count.fetch_add(1, relaxed);
  }
}

std::string_view Metrics::operation_name(std::size_t row) {
  return row < schema::operations().size() ? schema::operations()[row].id : "none";
}

void Metrics::append_requests(std::string& out) const {
  constexpr std::string_view name = "planstead_requests_total";
  append_head(out, name, "counter", "Requests answered, by operation and HTTP status.");
  for (std::size_t row = 0; row < row_count_; ++row)
    for (std::size_t i = 0; i < statuses.size(); ++i) {
      const std::uint64_t count = rows_[row].by_status[i].load(relaxed);
      if (count == 0) continue;
      const std::string status = statuses[i] == 0 ? "other" : std::to_string(statuses[i]);
      append_sample(out, name,
                    label("operation", operation_name(row)) + "," + label("status", status),
                    whole(count));
    }
}

void Metrics::append_durations(std::string& out) const {
  append_head(out, "planstead_request_seconds", "histogram",
              "Time from a complete request to its answer.");
  for (std::size_t row = 0; row < row_count_; ++row) {
    const std::string operation = label("operation", operation_name(row));
    std::string lines;
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i <= bounds.size(); ++i) {
      sum += rows_[row].buckets[i].load(relaxed);
      const std::string_view bound = i < bounds.size() ? bounds[i].seconds : "+Inf";
      append_sample(lines, "planstead_request_seconds_bucket", operation + "," + label("le", bound),
                    whole(sum));
    }
    if (sum == 0) continue;
    out += lines;
    append_sample(out, "planstead_request_seconds_sum", operation,
                  seconds(rows_[row].nanoseconds.load(relaxed)));
    append_sample(out, "planstead_request_seconds_count", operation, whole(sum));
  }
}

void Metrics::append_stages(std::string& out) const {
  append_head(out, "planstead_stage_seconds", "summary", "Time spent in each part of the road.");
  for (std::size_t i = 0; i < stages_.size(); ++i) {
    const std::string stage = label("stage", stage_names[i]);
    append_sample(out, "planstead_stage_seconds_sum", stage,
                  seconds(stages_[i].nanoseconds.load(relaxed)));
    append_sample(out, "planstead_stage_seconds_count", stage,
                  whole(stages_[i].count.load(relaxed)));
  }
}

std::string Metrics::text(const Gauges& gauges) const {
  std::string out;
  append_requests(out);
  append_durations(out);
  append_stages(out);
  const http::Counters& http = gauges.http;
  append_single(out, "planstead_connections_open", "gauge", "Connections open now.",
                whole(http.connections_open));
  append_single(out, "planstead_connections_total", "counter", "Connections accepted.",
                whole(http.connections_total));
  append_single(out, "planstead_connections_refused_total", "counter",
                "Connections refused by the limit.", whole(http.connections_refused));
  append_single(out, "planstead_http_requests_total", "counter", "Requests read.",
                whole(http.requests_total));
  append_single(out, "planstead_http_malformed_total", "counter",
                "Requests that were no HTTP or too large.", whole(http.requests_malformed));
  append_single(out, "planstead_received_bytes_total", "counter", "Bytes received.",
                whole(http.bytes_in));
  append_single(out, "planstead_sent_bytes_total", "counter", "Bytes sent.", whole(http.bytes_out));
  append_single(out, "planstead_index_bytes", "gauge", "Memory of the index.",
                whole(gauges.index_bytes));
  append_single(out, "planstead_index_ready", "gauge", "1 when the index is complete.",
                static_cast<std::int64_t>(gauges.index_ready));
  append_single(out, "planstead_writes_waiting", "gauge",
                "Changes that the writer has not committed yet.", whole(gauges.writer.waiting));
  append_single(out, "planstead_changes_waiting", "gauge",
                "Changes that were answered 202 and wait.", gauges.queue.waiting);
  append_single(out, "planstead_changes_oldest_seconds", "gauge",
                "Since when the first of them waits.",
                gauges.queue.oldest == 0 ? 0 : gauges.now - gauges.queue.oldest);
  append_single(out, "planstead_changes_failed", "gauge",
                "Changes that could not be applied, of those that are kept.", gauges.queue.failed);
  append_single(out, "planstead_letters_waiting", "gauge",
                "Letters that the mail server has not taken yet.", gauges.queue.letters);
  append_single(out, "planstead_letters_dropped_total", "counter",
                "Letters that an address did not get, as it had fifty in ten minutes.",
                gauges.queue.dropped);
  append_single(out, "planstead_writes_total", "counter", "Changes in commits.",
                whole(gauges.writer.writes));
  append_single(out, "planstead_commits_total", "counter",
                "Commits; concurrent changes share them.", whole(gauges.writer.commits));
  return out;
}

}  // namespace planstead::app
