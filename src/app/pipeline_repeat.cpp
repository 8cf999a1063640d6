// The part of the road where a client marks a request as his own: an Idempotency-Key, a lease.
#include <algorithm>

#include "app/pipeline_parts.h"
#include "base/secret.h"
#include "base/text.h"
#include "schema/change.h"

namespace planstead::app {

namespace {
constexpr std::size_t longest_key = 255;

bool is_printable(char c) { return c > ' ' && c < 127; }

base::Result<std::string> key_of(std::string_view header) {
  const std::string_view key = base::trim(header);
  if (key.size() > longest_key || !std::ranges::all_of(key, is_printable))
    return base::invalid("Idempotency-Key", "at most 255 visible characters of ASCII");
  return std::string(key);
}

base::Result<std::int64_t> lease_of(std::string_view header) {
  if (base::trim(header).empty()) return 0;
  const auto id = base::parse_integer(base::trim(header));
  if (!id || *id < 0) return base::invalid("Planstead-Lease", "the number of a lease");
  return *id;
}
}  // namespace

/// Asked before the body is: a request that was carried out is answered as it was, whatever has
/// become of the account since.
base::Status Pipeline::recognise(const http::Request& request, const schema::Operation& operation,
                                 Visit& visit, base::Seconds now) const {
  storage::Sender& sender = visit.sender;
  if (operation.queues) sender.body = request.body;
  if (schema::minds_leases(operation)) {
    PS_TRY(sender.lease, lease_of(request.header("planstead-lease")));
  }
  PS_TRY(sender.key, key_of(request.header("idempotency-key")));
  if (sender.key.empty()) return base::ok();
  std::string whole;
  for (const std::string_view part : {request.method, request.path, request.query, request.body})
    whole.append(part).append("\n");
  sender.fingerprint = base::digest(whole);
  // The content of a form is not here yet: the store asks when it is.
  if (operation.takes == schema::Takes::form) return base::ok();
  PS_TRY(visit.repeated, parts_.store.answered(sender, now));
  return base::ok();
}

void Pipeline::repeat(Visit& visit, plan::Answered&& answer) const {
  http::Response response;
  response.status = answer.status;
  response.body = std::move(answer.body);
  response.headers = std::move(answer.headers);
  response.headers.emplace_back("Idempotency-Replayed", "true");
  finish(visit, std::move(response));
}

}  // namespace planstead::app
