// The road of a request over a store that the test owns: which fault wins, and what every answer
// carries.
#include "app/pipeline.h"

#include <gtest/gtest.h>

#include <map>
#include <semaphore>
#include <stdexcept>

#include "app/fake_store.h"
#include "schema/task.h"

namespace planstead::app {
namespace {

constexpr base::Seconds now = 1'700'000'000;

catalog::User user_of(std::int64_t id, catalog::Role role, catalog::PersonStatus status) {
  catalog::User user;
  user.id = id;
  user.name = "Анна Орлова";
  user.role = role;
  user.status = status;
  return user;
}

auth::Token token_of(std::string_view text, std::int64_t user, std::vector<std::string> scopes) {
  auth::Token token;
  token.hash = auth::hash_of(text);
  token.person = {base::RefKind::user, user};
  token.scopes = std::move(scopes);
  return token;
}

class PipelineTest : public testing::Test {
 protected:
  PipelineTest() {
    auto account = std::make_shared<catalog::Catalog>();
    using catalog::PersonStatus;
    using catalog::Role;
    account->users = {user_of(1, Role::robot, PersonStatus::active),
                      user_of(2, Role::user, PersonStatus::active),
                      user_of(3, Role::user, PersonStatus::inactive)};
    store_.account = account;
    std::vector<auth::Token> tokens = {token_of("robot", 1, {}), token_of("employee", 2, {}),
                                       token_of("reader", 2, {"object_readonly"}),
                                       token_of("gone", 3, {})};
    tokens.push_back(token_of("old", 3, {}));
    tokens.back().expires = now;
    tokens.push_back(token_of("slow", 2, {}));
    tokens.back().quota = {2, -1};
    for (std::size_t i = 0; i < tokens.size(); ++i) tokens[i].id = static_cast<std::int64_t>(i) + 1;
    store_.book = std::make_shared<auth::TokenBook>(std::move(tokens));
  }

  struct Sent {
    std::string method = "GET", path = {}, query = {}, body = {}, token = "robot";
    std::map<std::string, std::string> headers = {};
  };

  /// Sends a request and takes the answer, which must have come when this returns.
  http::Response send(const Sent& sent) {
    std::optional<http::Response> got;
    begin(sent, [&](http::Response&& response) { got = std::move(response); });
    EXPECT_TRUE(got.has_value()) << sent.method << " " << sent.path;
    return got.value_or(http::Response{});
  }

  void begin(const Sent& sent, http::Responder respond) {
    padded_ = sent.body + std::string(64, '\0');
    headers_ = sent.headers;
    if (!sent.token.empty()) headers_["authorization"] = "Bearer " + sent.token;
    method_ = sent.method;
    path_ = sent.path;
    query_ = sent.query;
    http::Request request;
    request.method = method_;
    request.path = path_;
    request.query = query_;
    request.body = std::string_view(padded_).substr(0, sent.body.size());
    request.remote = "127.0.0.1";
    request.id = 77;
    request.header = [this](std::string_view name) -> std::string_view {
      const auto it = headers_.find(std::string(name));
      return it == headers_.end() ? std::string_view() : it->second;
    };
    pipeline_->answer(request, std::move(respond));
  }

  static std::string header(const http::Response& response, std::string_view name) {
    std::string found;
    for (const auto& [key, value] : response.headers)
      if (key == name) found += value;
    return found;
  }

  FakeStore store_;
  base::FixedClock clock_{now};
  Documentation documentation_{"/nowhere", "{\"openapi\":\"3.0.3\"}"};
  Cors cors_{"*"};
  std::vector<Observation> seen_;
  Workers workers_{1};
  auth::RateLimits rates_{{.account = {}, .token = {}, .parallel = 3}};
  Pipeline::Parts parts_{.store = store_,
                         .clock = clock_,
                         .documentation = documentation_,
                         .cors = cors_,
                         .workers = workers_,
                         .observe = [this](const Observation& one) { seen_.push_back(one); },
                         .files = nullptr,
                         .rates = &rates_};
  std::unique_ptr<Pipeline> pipeline_ = std::make_unique<Pipeline>(parts_);
  std::string padded_, method_, path_, query_;
  std::map<std::string, std::string> headers_;
};

TEST_F(PipelineTest, ping_answers_with_and_without_the_base) {
  for (const std::string path : {"/rest/ping", "/ping", "/rest/ping/", "//rest//ping"}) {
    const auto response = send({.path = path});
    EXPECT_EQ(response.status, 200) << path;
    EXPECT_EQ(response.body, R"({"result":"success"})");
  }
  EXPECT_EQ(store_.reads, 0);
}

// Each row mends the fault of the row before it: the order of the checks reads down the page.
TEST_F(PipelineTest, the_first_fault_on_the_road_decides) {
  struct Row {
    Sent sent;
    int status, code;
  };
  const std::string broken = "{\"fields\":";
  const Row rows[] = {
      {{"PUT", "/rest/nothing", "", broken, ""}, 401, 1},
      {{"PUT", "/rest/nothing", "", broken, "unknown"}, 401, 1},
      {{"PUT", "/rest/nothing", "", broken, "old"}, 401, 2},
      {{"PUT", "/rest/nothing", "", broken, "gone"}, 403, 16},
      {{"PUT", "/rest/nothing", "", broken, "reader"}, 404, 404},
      {{"PUT", "/rest/task/list", "", broken, "reader"}, 405, 405},
      {{"POST", "/rest/task/list", "", broken, "reader"}, 405, 5},
      {{"POST", "/rest/task/list", "", broken, "employee"}, 400, 30},
      {{"POST", "/rest/task/list", "", R"({"runAsUserId":"user:1","offset":-1})", "employee"},
       400,
       41},
      {{"POST", "/rest/task/list", "", R"({"runAsUserId":"user:1"})", "employee"}, 400, 6},
      {{"POST", "/rest/task/list", "", R"({"runAsUserId":"user:2"})", "robot"}, 400, 1000},
  };
  store_.refusal =
      base::Error{.code = base::ErrorCode::task_not_found, .where = {}, .detail = {}, .log = {}};
  for (const Row& row : rows) {
    const auto response = send(row.sent);
    EXPECT_EQ(response.status, row.status) << row.sent.path << " " << row.code;
    const std::string start = R"({"result":"fail","code":)" + std::to_string(row.code) + ",";
    EXPECT_EQ(response.body.substr(0, start.size()), start);
    EXPECT_EQ(seen_.back().code, row.code);
  }
  EXPECT_EQ(store_.reads, 1);
}

TEST_F(PipelineTest, an_administrator_looks_through_the_eyes_of_another) {
  send({.method = "POST", .path = "/rest/task/list", .body = R"({"runAsUserId":"user:2"})"});
  EXPECT_EQ(store_.last_viewer.person.id, 2);
  EXPECT_FALSE(store_.last_viewer.is_admin);
}

TEST_F(PipelineTest, a_wrong_method_names_those_that_are_allowed) {
  const auto response = send({.method = "DELETE", .path = "/rest/task/5"});
  EXPECT_EQ(response.status, 405);
  EXPECT_NE(header(response, "Allow").find("GET"), std::string::npos);
}

TEST_F(PipelineTest, paths_of_nobody_are_refused_in_the_envelope_without_a_token) {
  for (const std::string path : {"/nothing", "/restful", "/pings", "/restapidocs/../secret"}) {
    const auto response = send({.path = path, .token = ""});
    EXPECT_EQ(response.status, 404) << path;
    EXPECT_TRUE(response.body.starts_with(R"({"result":"fail","code":404,)")) << path;
  }
}

TEST_F(PipelineTest, the_token_of_a_get_may_stand_in_the_query) {
  EXPECT_EQ(send({.path = "/rest/ping", .query = "access_token=robot", .token = ""}).status, 200);
  EXPECT_EQ(
      send({.method = "HEAD", .path = "/rest/ping", .query = "access_token=robot", .token = ""})
          .status,
      200);
  EXPECT_EQ(
      send(
          {.method = "POST", .path = "/rest/task/list", .query = "access_token=robot", .token = ""})
          .status,
      401);
}

TEST_F(PipelineTest, what_was_not_used_is_named_in_a_header) {
  const auto response =
      send({.method = "POST", .path = "/rest/task/list", .body = R"({"sort":"имя"})"});
  EXPECT_EQ(response.status, 200);
  EXPECT_NE(header(response, "Planstead-Notes").find("sort"), std::string::npos);
}

TEST_F(PipelineTest, a_changed_structure_is_met_by_the_next_request) {
  const auto account_with = [&](std::string name) {
    catalog::CustomField field;
    field.id = 100;
    field.name = std::move(name);
    field.type = schema::find_custom_type(0);
    auto changed = std::make_shared<catalog::Catalog>(*store_.account);
    changed->fields = {std::move(field)};
    return changed;
  };
  schema::Record task(schema::task);
  task.set_custom(100, std::string("x"));
  store_.outcome.records = {task};
  const Sent asked{.path = "/rest/task/5", .query = "fields=id,100,nix"};
  EXPECT_EQ(header(send(asked), "Planstead-Notes"), "fields: 100, nix");
  for (const std::string name : {"Before", "After"}) {
    store_.account = account_with(name);
    for (int i = 0; i < 2; ++i) {
      const http::Response response = send(asked);
      EXPECT_NE(response.body.find("\"name\":\"" + name + "\""), std::string::npos)
          << response.body;
      EXPECT_EQ(header(response, "Planstead-Notes"), "fields: nix");
    }
  }
}

TEST_F(PipelineTest, a_created_task_answers_201_after_the_store_did) {
  store_.keep_writes = true;
  store_.outcome.id = 12;
  store_.outcome.notes = {"dateTime"};
  std::optional<http::Response> got;
  begin({.method = "POST", .path = "/rest/task/", .body = R"({"name":"Задача"})"},
        [&](http::Response&& response) { got = std::move(response); });
  EXPECT_FALSE(got.has_value());
  store_.kept.front()(store_.outcome);
  ASSERT_TRUE(got.has_value());
  EXPECT_EQ(got->status, 201);
  EXPECT_EQ(got->body, R"({"result":"success","id":12})");
  EXPECT_EQ(header(*got, "Planstead-Notes"), "dateTime");
}

TEST_F(PipelineTest, a_missing_task_is_400_when_read_and_404_when_changed) {
  store_.refusal = base::Error{
      .code = base::ErrorCode::task_not_found, .where = {}, .detail = "by id 9", .log = {}};
  EXPECT_EQ(send({.path = "/rest/task/9"}).status, 400);
  EXPECT_EQ(send({.method = "POST", .path = "/rest/task/9", .body = "{}"}).status, 404);
}

TEST_F(PipelineTest, a_bug_becomes_a_500_that_names_the_request_and_hides_the_rest) {
  store_.throws = [] { throw std::logic_error("secret detail"); };
  const auto response = send({.path = "/rest/task/9"});
  EXPECT_EQ(response.status, 500);
  EXPECT_TRUE(response.body.starts_with(R"({"result":"fail","code":0,)"));
  EXPECT_NE(response.body.find("77"), std::string::npos);
  EXPECT_EQ(response.body.find("secret"), std::string::npos);
  EXPECT_EQ(seen_.back().log, "secret detail");
}

TEST_F(PipelineTest, a_store_in_trouble_is_503) {
  store_.throws = [] { throw storage::StorageError("disk full"); };
  EXPECT_EQ(send({.path = "/rest/task/9"}).status, 503);
}

TEST_F(PipelineTest, a_list_waits_elsewhere_while_the_index_is_built) {
  store_.ready = false;
  std::binary_semaphore answered(0);
  std::thread::id answered_by;
  begin({.method = "POST", .path = "/rest/task/list"}, [&](http::Response&&) {
    answered_by = std::this_thread::get_id();
    answered.release();
  });
  answered.acquire();
  EXPECT_NE(answered_by, std::this_thread::get_id());
}

TEST_F(PipelineTest, a_key_and_a_lease_reach_the_store_with_what_the_request_is) {
  Sent sent{.method = "POST", .path = "/rest/task/5", .body = R"({"name":"x"})"};
  sent.headers = {{"idempotency-key", " k1 "}, {"planstead-lease", "7"}};
  send(sent);
  EXPECT_EQ(store_.last_sender.key, "k1");
  EXPECT_EQ(store_.last_sender.lease, 7);
  EXPECT_EQ(store_.last_sender.body, sent.body);
  EXPECT_FALSE(store_.last_sender.too_late());
  const plan::Answered answer = store_.last_sender.render(store_.outcome);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"result":"success"})");
  const std::string fingerprint = store_.last_sender.fingerprint;
  send(sent);
  EXPECT_EQ(store_.last_sender.fingerprint, fingerprint);
  sent.body = R"({"name":"y"})";
  send(sent);
  EXPECT_NE(store_.last_sender.fingerprint, fingerprint);
}

TEST_F(PipelineTest, a_repeated_request_is_answered_before_its_body_is_looked_at) {
  store_.known = plan::Answered{202, R"({"result":"success"})", {{"Planstead-Change", "4"}}};
  const Sent sent{.method = "POST",
                  .path = "/rest/task/5",
                  .body = "{",
                  .headers = {{"idempotency-key", "k1"}}};
  const auto response = send(sent);
  EXPECT_EQ(response.status, 202);
  EXPECT_EQ(header(response, "Planstead-Change"), "4");
  EXPECT_EQ(header(response, "Idempotency-Replayed"), "true");
  EXPECT_EQ(store_.writes, 0);
}

TEST_F(PipelineTest, a_queued_change_is_202_and_named) {
  store_.outcome.queued = 12;
  const auto response = send({.method = "POST", .path = "/rest/task/5", .body = "{}"});
  EXPECT_EQ(response.status, 202);
  EXPECT_EQ(response.body, R"({"result":"success"})");
  EXPECT_EQ(header(response, "Planstead-Change"), "12");
}

TEST_F(PipelineTest, marks_of_a_request_have_a_form) {
  using Headers = std::map<std::string, std::string>;
  for (const Headers& headers : {Headers{{"idempotency-key", "two words"}},
                                 Headers{{"idempotency-key", std::string(256, 'k')}},
                                 Headers{{"planstead-lease", "x"}},
                                 Headers{{"planstead-lease", "-1"}}})
    EXPECT_EQ(
        send({.method = "POST", .path = "/rest/task/5", .body = "{}", .headers = headers}).status,
        400)
        << headers.begin()->first;
}

TEST_F(PipelineTest, a_request_past_a_limit_is_told_when_to_come_again) {
  const auto first = send({.path = "/rest/ping", .token = "slow"});
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(header(first, "X-RateLimit-Limit"), "2");
  EXPECT_EQ(header(first, "X-RateLimit-Remaining"), "1");
  EXPECT_EQ(header(first, "X-RateLimit-Reset"), "1");
  EXPECT_EQ(send({.path = "/rest/nothing", .token = "slow"}).status, 404);
  const auto refused = send({.path = "/rest/nothing", .token = "slow"});
  EXPECT_EQ(refused.status, 403);
  EXPECT_TRUE(refused.body.starts_with(R"({"result":"fail","code":22,)")) << refused.body;
  EXPECT_TRUE(refused.body.ends_with(R"("timeToReset":1})")) << refused.body;
  EXPECT_NE(refused.body.find("rate limit exceeded"), std::string::npos);
  EXPECT_EQ(header(refused, "Retry-After"), "1");
  EXPECT_EQ(header(refused, "X-RateLimit-Remaining"), "0");
  EXPECT_EQ(header(send({.path = "/rest/ping"}), "X-RateLimit-Limit"), "");
}

TEST_F(PipelineTest, a_token_has_so_many_requests_under_way_and_no_more) {
  store_.keep_writes = true;
  const Sent create{.method = "POST", .path = "/rest/task/", .body = R"({"name":"x"})"};
  int answered = 0;
  for (int i = 0; i < 3; ++i) begin(create, [&](http::Response&&) { ++answered; });
  const auto refused = send({.path = "/rest/ping"});
  EXPECT_EQ(refused.status, 403);
  EXPECT_NE(refused.body.find("3 requests of the token are under way"), std::string::npos);
  EXPECT_EQ(send({.path = "/rest/ping", .token = "employee"}).status, 200);
  for (const auto& done : store_.kept) done(store_.outcome);
  EXPECT_EQ(answered, 3);
  EXPECT_EQ(send({.path = "/rest/ping"}).status, 200);
}

TEST_F(PipelineTest, pages_of_other_origins_may_ask_and_read) {
  const auto preflight = send({.method = "OPTIONS",
                               .path = "/rest/task/5",
                               .token = "",
                               .headers = {{"origin", "https://docs.example"},
                                           {"access-control-request-headers", "authorization"}}});
  EXPECT_EQ(preflight.status, 204);
  EXPECT_EQ(header(preflight, "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(header(preflight, "Access-Control-Allow-Headers"), "authorization");
  const auto refused =
      send({.path = "/rest/ping", .token = "", .headers = {{"origin", "https://docs.example"}}});
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(header(refused, "Access-Control-Allow-Origin"), "*");
  EXPECT_NE(header(refused, "Access-Control-Expose-Headers").find("Planstead-Notes"),
            std::string::npos);
  EXPECT_EQ(header(send({.path = "/rest/ping"}), "Access-Control-Allow-Origin"), "");
}

TEST(Cors, lets_in_only_the_origins_it_was_given) {
  const Cors cors("https://a.example, https://b.example");
  http::Response known, unknown;
  cors.allow("https://b.example", known);
  cors.allow("https://c.example", unknown);
  ASSERT_EQ(known.headers.size(), 3u);
  EXPECT_EQ(known.headers[0].second, "https://b.example");
  EXPECT_TRUE(unknown.headers.empty());
  http::Response none;
  Cors("off").allow("https://a.example", none);
  EXPECT_TRUE(none.headers.empty());
}

TEST_F(PipelineTest, documentation_needs_no_token_and_is_found_from_the_root) {
  EXPECT_EQ(header(send({.path = "/", .token = ""}), "Location"), "/restapidocs/");
  EXPECT_EQ(send({.path = "/restapidocs/swagger.json", .token = ""}).body,
            "{\"openapi\":\"3.0.3\"}");
  const auto page = send({.path = "/restapidocs/", .token = ""});
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.content_type.starts_with("text/html"));
  EXPECT_EQ(send({.method = "POST", .path = "/restapidocs/", .token = ""}).status, 404);
}

TEST_F(PipelineTest, what_takes_longer_than_allowed_is_given_up) {
  parts_.answer_within = std::chrono::seconds(-1);  // over before it begins
  pipeline_ = std::make_unique<Pipeline>(parts_);
  const auto refused = send({.path = "/rest/task/5"});
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.body,
            R"({"result":"fail","code":0,"error":"Rest API error: )"
            R"(it takes longer than the server allows"})");
  send({"POST", "/rest/task/5", "", R"({"name":"x"})"});
  EXPECT_TRUE(store_.last_deadline.is_over());

  parts_.answer_within = std::chrono::seconds(0);
  pipeline_ = std::make_unique<Pipeline>(parts_);
  EXPECT_EQ(send({"POST", "/rest/task/list", "", "{}"}).status, 200);
  send({"POST", "/rest/task/5", "", R"({"name":"x"})"});
  EXPECT_FALSE(store_.last_deadline.is_over());
}

}  // namespace
}  // namespace planstead::app
