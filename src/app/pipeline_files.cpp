// The part of the road that files take: forms that are streamed, contents, addresses in answers.
#include "app/pipeline_parts.h"
#include "base/secret.h"
#include "files/multipart.h"
#include "request/parse.h"
#include "schema/file.h"

namespace planstead::app {

namespace {

const schema::Field& file_field(std::string_view name) {
  return *schema::find_field(schema::file, name);
}

void set(request::Body& body, std::string_view name, schema::Value value) {
  std::erase_if(body.changes, [&](const auto& change) { return change.field->name == name; });
  body.changes.push_back({&file_field(name), std::move(value)});
}

/// Size in kilobytes, rounded up (observed 22.2).
std::int64_t kilobytes(std::uint64_t bytes) {
  return static_cast<std::int64_t>((bytes + 1023) / 1024);
}

const schema::Operation& download_operation() {
  return *std::ranges::find(schema::operations(), schema::Act::download, &schema::Operation::act);
}

}  // namespace

http::Streaming Pipeline::streaming() {
  return {.wants =
              [this](const http::Request& head) {
                if (parts_.files == nullptr) return false;
                if (!files::Multipart::is_multipart(head.header("content-type"))) return false;
                const auto route = request::route(head.method, head.path);
                return route.ok() && route.value().operation->takes == schema::Takes::form;
              },
          .open =
              [this](const http::Request& head, http::Responder respond) {
                const VisitPtr visit = begin(head, std::move(respond));
                std::shared_ptr<http::BodySink> sink;
                guard(*visit, [&] { sink = open_form(head, visit); });
                return sink;
              }};
}

/// Who may not upload is told before he sends the file.
std::shared_ptr<http::BodySink> Pipeline::open_form(const http::Request& request,
                                                    const VisitPtr& visit) {
  auto admitted = admit(request, *visit);
  if (!admitted.ok()) {
    refuse(*visit, admitted.error());
    return nullptr;
  }
  auto sink = parts_.files->receive(
      request, [this, visit, admitted = admitted.value()](base::Result<StoredFile>&& file) {
        guard(*visit, [&] { store_file(visit, admitted, std::move(file)); });
      });
  if (sink.ok()) return std::move(sink).value();
  refuse(*visit, sink.error());
  return nullptr;
}

void Pipeline::store_file(const VisitPtr& visit, const std::shared_ptr<Admitted>& admitted,
                          base::Result<StoredFile>&& file) {
  if (!file.ok()) return refuse(*visit, file.error());
  StoredFile& stored = file.value();
  request::Call& call = admitted->call;
  call.notes.insert(call.notes.end(), stored.notes.begin(), stored.notes.end());
  set(call.body, "name", std::move(stored.name));
  set(call.body, "size", kilobytes(stored.kept.blob.size));
  set(call.body, "_bytes", static_cast<std::int64_t>(stored.kept.blob.size));
  set(call.body, "_hash", stored.kept.blob.hash);
  visit->content = std::move(stored.kept.pin);
  if (!visit->sender.key.empty())
    visit->sender.fingerprint = base::digest(visit->sender.fingerprint + "\n" +
                                             text_of_change(call, "name") + "\n" +
                                             text_of_change(call, "_hash"));
  write(visit, admitted);
}

void Pipeline::add_addresses(const Visit& visit, const Admitted& admitted,
                             plan::Outcome& outcome) const {
  if (parts_.files == nullptr || admitted.call.operation->act != schema::Act::get_one ||
      admitted.call.operation->entity != &schema::file)
    return;
  for (schema::Record& file : outcome.records)
    if (!file.text("_hash").empty())
      file.set("downloadUrl", visit.base + parts_.files->signed_path(file, admitted.now));
}

/// 302 to the content, or to the online document.
void Pipeline::send_to_content(Visit& visit, const Admitted& admitted,
                               const schema::Record& file) const {
  std::string where = file.text("link");
  if (!file.text("_hash").empty() && parts_.files != nullptr)
    where = visit.base + parts_.files->signed_path(file, admitted.now);
  if (where.empty())
    return refuse(visit, {.code = base::ErrorCode::file_not_found,
                          .where = {},
                          .detail = "by id " + std::to_string(file.id()) + ": it has no content",
                          .log = {}});
  http::Response response;
  response.status = 302;
  response.body = R"({"result":"success"})";
  response.headers.emplace_back("Location", std::move(where));
  response.headers.emplace_back("Cache-Control", "no-store");
  finish(visit, std::move(response));
}

/// The signature stands in the place of a token.
base::Result<http::Response> Pipeline::file_content(const http::Request& request,
                                                    base::Seconds now) {
  if (request.method != "GET" && request.method != "HEAD")
    return base::Error{
        .code = base::ErrorCode::method_not_allowed, .where = {}, .detail = "GET, HEAD", .log = {}};
  PS_TRY(const std::int64_t id, parts_.files->read_path(request.path, now));
  request::Call call;
  call.operation = &download_operation();
  call.path_ids = {id};
  call.selection = std::make_shared<const request::Selection>(request::Selection{
      .fields = {&file_field("id"), &file_field("name"), &file_field("_hash")}, .custom = {}});
  request::Viewer program;
  program.is_admin = true;  // what the signer may see was asked when he got the address
  PS_TRY(const plan::Outcome outcome, parts_.store.read(call, program, now));
  return parts_.files->content(request, outcome.records.front());
}

}  // namespace planstead::app
