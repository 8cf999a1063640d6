// The road of a request. Every stage answers the next value or an error; the order of the stages is
// the order in which a request with several faults is refused, and a table test pins it.
#include <algorithm>

#include "app/pipeline_parts.h"
#include "app/upload.h"
#include "auth/token.h"
#include "base/text.h"
#include "reply/reply.h"
#include "request/parse.h"
#include "schema/change.h"
#include "schema/file.h"

namespace planstead::app {

using schema::Act;

namespace {
constexpr std::string_view content_root = "/download/";

/// Lists are chosen in memory; what others than administrators may see is decided there, too.
bool needs_index(const schema::Operation& operation, const request::Viewer& viewer) {
  if (!viewer.is_admin && operation.entity != nullptr) return true;
  return operation.act == Act::list || operation.source == schema::Source::row_templates ||
         operation.source == schema::Source::files_of_owner ||
         operation.source == schema::Source::changes_log;
}

bool is_write(const schema::Operation* operation) {
  return operation != nullptr &&
         (operation->act == Act::create || operation->act == Act::update ||
          operation->act == Act::remove || operation->act == Act::import_rows);
}

/// Clients join base and path with doubled slashes (observed 1.3).
bool is_ours(std::string_view path) {
  while (path.starts_with("//")) path.remove_prefix(1);
  for (const std::string_view root : {"/rest", "/ping"})
    if (path == root || (path.starts_with(root) && path[root.size()] == '/')) return true;
  return false;
}

/// Observed 2.6: only administrators look through somebody else's eyes.
base::Status run_as(const request::Call& call, request::Viewer& viewer,
                    const catalog::Catalog& catalog) {
  if (!call.run_as) return base::ok();
  if (!viewer.is_admin)
    return base::Error{
        .code = base::ErrorCode::access_denied, .where = "runAsUserId", .detail = {}, .log = {}};
  if (call.run_as->kind == base::RefKind::user && catalog.user(call.run_as->id) == nullptr)
    return base::invalid("runAsUserId", "there is no " + prefixed(*call.run_as));
  viewer = auth::viewer_of(*call.run_as, catalog);
  return base::ok();
}

/// Pictures inside texts name a file by `/?action=getfile&uniqueid=5` (observed 8.5).
std::string picture_path(const http::Request& request) {
  if (request.path != "/" || request.query.find("action=getfile") == std::string_view::npos)
    return {};
  std::string_view number;
  for (const std::string_view pair : base::split(request.query, '&'))
    if (pair.starts_with("uniqueid=")) number = pair.substr(9);
  return "/rest/file/" + std::string(number.empty() ? "0" : number) + "/download";
}

http::Response response_of(reply::Reply&& reply) {
  http::Response response;
  response.status = reply.status;
  response.body = std::move(reply.body);
  response.headers = std::move(reply.headers);
  return response;
}
}  // namespace

Pipeline::VisitPtr Pipeline::begin(const http::Request& request, http::Responder respond) {
  const auto visit = std::make_shared<Visit>();
  visit->seen.id = request.id;
  visit->seen.method = request.method;
  visit->seen.path = request.path;
  visit->seen.query = request.query;
  visit->seen.remote = request.remote;
  visit->origin = request.header("origin");
  visit->respond = std::move(respond);
  return visit;
}

void Pipeline::answer(const http::Request& request, http::Responder respond) {
  const VisitPtr visit = begin(request, std::move(respond));
  guard(*visit, [&] {
    const std::string file = picture_path(request);
    if (file.empty()) return travel(request, visit);
    http::Request asked = request;
    asked.path = file;
    travel(asked, visit);
  });
}

/// What needs no token: questions of browsers, the documentation, and paths where nothing of ours
/// lies.
std::optional<http::Response> Pipeline::answer_page(const http::Request& request) const {
  if (request.method == "OPTIONS")
    return parts_.cors.preflight(request.header("origin"),
                                 request.header("access-control-request-headers"));
  if (is_ours(request.path) || (request.method != "GET" && request.method != "HEAD"))
    return std::nullopt;
  return parts_.documentation.answer(request.path);
}

void Pipeline::travel(const http::Request& request, const VisitPtr& visit) {
  if (auto page = answer_page(request)) return finish(*visit, std::move(*page));
  if (parts_.files != nullptr && request.path.starts_with(content_root)) {
    auto content = file_content(request, parts_.clock.now());
    return content.ok() ? finish(*visit, std::move(content).value())
                        : refuse(*visit, content.error());
  }
  if (!is_ours(request.path))
    return refuse(*visit,
                  {.code = base::ErrorCode::path_not_found, .where = {}, .detail = {}, .log = {}});
  auto admitted = admit(request, *visit);
  if (!admitted.ok()) return refuse(*visit, admitted.error());
  if (visit->repeated) return repeat(*visit, *std::move(visit->repeated));
  if (is_write(visit->seen.operation)) return change(visit, admitted.value());
  // A request thread serves many connections: it must not wait for the index of a large account.
  // A pass over what has changed is chosen on the writer's thread.
  const bool may_wait = admitted.value()->call.options.only_changed ||
                        (needs_index(*visit->seen.operation, admitted.value()->viewer) &&
                         !parts_.store.index_ready());
  if (!may_wait) return read(visit, admitted.value());
  parts_.workers.hand_over([this, visit, admitted = std::move(admitted).value()] {
    guard(*visit, [&] { read(visit, admitted); });
  });
}

namespace {
/// Bodies are read as they come: of a compressed one, any other message would be a riddle.
base::Status check_coding(std::string_view coding) {
  if (base::trim(coding).empty() || base::trim(coding) == "identity") return base::ok();
  return base::malformed("Content-Encoding", "bodies are read without decoding");
}
}  // namespace

base::Result<std::shared_ptr<Pipeline::Admitted>> Pipeline::admit(const http::Request& request,
                                                                  Visit& visit) const {
  auto admitted = std::make_shared<Admitted>();
  admitted->catalog = parts_.store.catalog();
  admitted->now = parts_.clock.now();
  const catalog::Catalog& catalog = *admitted->catalog;
  const auto tokens = parts_.store.tokens();
  const auto text =
      auth::token_text(request.header("authorization"), request.method, request.query);
  PS_TRY(const auth::Token* token,
         auth::authenticate(text, *tokens, catalog, admitted->now));  // 1, 2, 16
  visit.seen.person = token->person;
  PS_CHECK(count(*token, visit, admitted->now));  // 22
  if (parts_.files != nullptr) visit.base = parts_.files->base_url(request);
  PS_TRY(const request::Route route, request::route(request.method, request.path));  // 404, 405, 41
  visit.seen.operation = route.operation;
  PS_CHECK(auth::authorize(*token, *route.operation));  // 5
  admitted->viewer = auth::viewer_of(token->person, catalog);
  PS_CHECK(auth::permit(admitted->viewer, *route.operation, catalog));  // 6
  PS_CHECK(check_coding(request.header("content-encoding")));           // 30
  admitted->viewer.token = token->id;
  visit.sender.token = token->id;
  if (is_write(route.operation))
    PS_CHECK(recognise(request, *route.operation, visit, admitted->now));  // 41, 20003
  visit.end_stage(Stage::admit);
  if (visit.repeated) return admitted;
  const request::Selections::Of selections{selections_, admitted->catalog};
  const request::ParseContext context{catalog, admitted->viewer, admitted->now, {}, &selections};
  PS_TRY(admitted->call,
         request::parse(route, request.query, request.body, context));  // 30, 40, 41
  PS_CHECK(auth::authorize_body(*token, admitted->call));               // 5
  admitted->call.request = request.id;
  admitted->call.deadline = deadline();
  if (!is_write(route.operation) && !request.header("idempotency-key").empty())
    admitted->call.notes.emplace_back("header: Idempotency-Key");
  if (!schema::minds_leases(*route.operation) && !request.header("planstead-lease").empty())
    admitted->call.notes.emplace_back("header: Planstead-Lease");
  PS_CHECK(run_as(admitted->call, admitted->viewer, catalog));  // 6
  visit.end_stage(Stage::parse);
  return admitted;
}

base::Status Pipeline::count(const auth::Token& token, Visit& visit, base::Seconds now) const {
  if (parts_.rates == nullptr) return base::ok();
  const auth::Entry entry = parts_.rates->enter(token.id, token.quota, now);
  visit.allowance = entry.allowance;
  using Verdict = auth::Entry::Verdict;
  if (entry.verdict == Verdict::admitted) {
    visit.seat.emplace(*parts_.rates, token.id);
    return base::ok();
  }
  base::Error error = base::refusal(base::ErrorCode::request_limit, {},
                                    entry.verdict == Verdict::rate
                                        ? "try again in " + std::to_string(entry.wait) + " s"
                                        : std::to_string(parts_.rates->settings().parallel) +
                                              " requests of the token are under way");
  error.http_status = parts_.limit_status;
  error.wait_seconds = entry.wait;
  return error;
}

base::Deadline Pipeline::deadline() const {
  if (parts_.answer_within.count() == 0) return {};
  return base::Deadline(
      [end = SteadyClock::now() + parts_.answer_within] { return SteadyClock::now() > end; });
}

void Pipeline::read(const VisitPtr& visit, const std::shared_ptr<Admitted>& admitted) {
  if (visit->seen.operation->act == Act::ping) return conclude(*visit, *admitted, plan::Outcome{});
  conclude(*visit, *admitted, parts_.store.read(admitted->call, admitted->viewer, admitted->now));
}

/// A change that brings a file has its content stored first.
void Pipeline::change(const VisitPtr& visit, const std::shared_ptr<Admitted>& admitted) {
  const schema::Takes takes = visit->seen.operation->takes;
  if (takes == schema::Takes::form)
    return refuse(*visit, base::missing("file", "a part of a body that is multipart/form-data"));
  if (takes != schema::Takes::address || parts_.files == nullptr) return write(visit, admitted);
  const std::string url = text_of_change(admitted->call, "url");
  if (url.empty()) return refuse(*visit, base::missing("url", "where the file is"));
  if (const auto checked = files::check_url(url); !checked.ok())
    return refuse(*visit, checked.error());
  const std::string name = text_of_change(admitted->call, "name");
  if (const auto checked = file_name(name); !checked.ok()) {
    base::Error error = checked.error();
    error.where = "name";
    return refuse(*visit, error);
  }
  parts_.files->fetch(url, name, [this, visit, admitted](base::Result<StoredFile>&& file) {
    guard(*visit, [&] { store_file(visit, admitted, std::move(file)); });
  });
}

void Pipeline::write(const VisitPtr& visit, const std::shared_ptr<Admitted>& admitted) {
  visit->sender.too_late = [end = visit->stage_begun + parts_.begin_within] {
    return SteadyClock::now() > end;
  };
  admitted->call.deadline = deadline();  // a content may have been long on its way
  visit->sender.grace_over = [end = visit->stage_begun + parts_.busy_grace] {
    return SteadyClock::now() >= end;
  };
  if (!visit->sender.key.empty())
    visit->sender.render = [admitted](const plan::Outcome& outcome) {
      reply::Reply reply = reply::render(admitted->call, outcome, *admitted->catalog,
                                         admitted->viewer, admitted->now);
      return plan::Answered{reply.status, std::move(reply.body), std::move(reply.headers)};
    };
  // The call is copied: the answer is rendered by its operation and notes after the store has used
  // it up.
  parts_.store.write(admitted->call, admitted->viewer, admitted->now, std::move(visit->sender),
                     [this, visit, admitted](base::Result<plan::Outcome> outcome) {
                       // The content is there, and no new row of it is.
                       const bool has_row = outcome.ok() && !outcome.value().answered;
                       if (std::exchange(visit->content, nullptr) && !has_row)
                         parts_.files->expect_stray(text_of_change(admitted->call, "_hash"));
                       guard(*visit, [&] { conclude(*visit, *admitted, std::move(outcome)); });
                     });
}

void Pipeline::conclude(Visit& visit, const Admitted& admitted,
                        base::Result<plan::Outcome>&& outcome) const {
  visit.end_stage(Stage::store);
  if (!outcome.ok()) return refuse(visit, outcome.error());
  if (outcome.value().answered) return repeat(visit, *std::move(outcome.value().answered));
  if (visit.seen.operation->act == Act::download)
    return send_to_content(visit, admitted, outcome.value().records.front());
  add_addresses(visit, admitted, outcome.value());
  http::Response response = response_of(reply::render(
      admitted.call, outcome.value(), *admitted.catalog, admitted.viewer, admitted.now));
  visit.end_stage(Stage::reply);
  finish(visit, std::move(response));
}

void Pipeline::refuse(Visit& visit, const base::Error& error) const {
  visit.seen.code = static_cast<int>(error.code);
  visit.seen.error = text_of(error);
  visit.seen.log = error.log;
  finish(visit, response_of(reply::render(error, is_write(visit.seen.operation))));
}

void Pipeline::finish(Visit& visit, http::Response&& response) const {
  visit.seat.reset();
  if (visit.allowance.limit != 0)
    for (const auto& [name, number] :
         {std::pair("X-RateLimit-Limit", visit.allowance.limit),
          std::pair("X-RateLimit-Remaining", visit.allowance.remaining),
          std::pair("X-RateLimit-Reset", visit.allowance.reset)})
      response.headers.emplace_back(name, std::to_string(number));
  parts_.cors.allow(visit.origin, response);
  visit.seen.status = response.status;
  visit.seen.total = SteadyClock::now() - visit.begun;
  parts_.observe(visit.seen);
  visit.respond(std::move(response));  // the request's views end here
}

}  // namespace planstead::app
