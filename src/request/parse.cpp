// One request to a Call: query and body by what the operation does. What was sent and not used
// becomes a note. Knows no operation by name.
#include <limits>

#include "base/text.h"
#include "request/coerce.h"
#include "request/list_body.h"
#include "request/options.h"
#include "request/parse_import.h"
#include "request/query.h"
#include "request/without_place.h"

namespace planstead::request {

using base::Node;
using base::Result;
using schema::Act;
using schema::On;

namespace {

constexpr int everything = std::numeric_limits<int>::max();

/// Reads one request; a step for each kind of operation.
class Reader {
 public:
  Reader(Call& call, Query& query, const ParseContext& context,
         std::span<const std::string> without)
      : call_(call),
        query_(query),
        context_(context),
        without_(without),
        entity_(call.operation->entity) {}

  base::Status read(std::string_view body) {
    switch (call_.operation->act) {
      case Act::ping:
        return without_body(body);
      case Act::get_one:
        return single(body);
      case Act::download:
        select(nullptr, On::get);  // where the content is follows from what is shown of a file
        return without_body(body);
      case Act::reference_list:
        return reference_list(body);
      case Act::list:
        return list(body);
      case Act::create:
        return change(body, On::create);
      case Act::update:
        return change(body, On::update);
      case Act::import_rows:
        return import_body(body);
      case Act::remove:
        read_silent();
        return without_body(body);
    }
    return base::ok();
  }

 private:
  void note(std::string text) { call_.notes.push_back(std::move(text)); }

  base::Status without_body(std::string_view body) {
    if (!base::trim(body).empty()) note("body");
    return base::ok();
  }

  void select(const std::string* fields, On on) {
    const std::string_view text = fields ? *fields : std::string_view();
    call_.selection = parse_fields(*call_.operation, text, on, context_, call_.notes);
  }

  base::Status single(std::string_view body) {
    PS_CHECK(read_query_options(call_, query_));
    const std::string* fields = asked_fields();
    if (call_.operation->source == schema::Source::objects && fields == nullptr)
      select_whole_object();
    else
      select(fields, On::get);
    return without_body(body);
  }

  // Clients read an object without `fields` as the map from its fields' names to their numbers
  // (observed 21.1).
  void select_whole_object() {
    Selection selection;
    for (const schema::Field& field : entity_->fields)
      if (has(field.on, On::get)) selection.fields.push_back(&field);
    selection.asked_custom = true;
    const std::int64_t id = call_.path_ids.empty() ? 0 : call_.path_ids.back();
    if (const catalog::Template* object = context_.catalog.task_template(id))
      selection.custom = known_fields(object->fields, context_);
    call_.selection = std::make_shared<const Selection>(std::move(selection));
  }

  base::Status reference_list(std::string_view body) {
    PS_CHECK(read_pages());
    PS_CHECK(read_query_options(call_, query_));
    select(asked_fields(), On::list);
    return without_body(body);
  }

  const std::string* asked_fields() {
    const bool whole = has(call_.operation->options, schema::Option::whole_rows);
    return whole ? nullptr : query_.take("fields");
  }

  base::Status read_pages() {
    if (has(call_.operation->options, schema::Option::unpaged)) {
      call_.page_size = everything;
      return base::ok();
    }
    const std::string* offset = query_.take("offset");
    const std::string* page_size = query_.take("pageSize");
    // The catalogue's lists come whole: hundreds of fields in one answer are normal (observed
    // 9.1 a).
    if (page_size == nullptr && entity_->table.empty()) call_.page_size = everything;
    return read_page(call_, offset, page_size);
  }

  base::Status list(std::string_view text) {
    if (call_.operation->source == schema::Source::saved_filters) call_.page_size = everything;
    PS_TRY(const Node body, parse_json(text));
    return read_list_body(call_, body, context_);
  }

  base::Status change(std::string_view text, On allowed) {
    read_silent();
    PS_CHECK(read_query_options(call_, query_));
    const schema::Takes takes = call_.operation->takes;
    if (takes == schema::Takes::nothing) return without_body(text);
    if (takes == schema::Takes::form) return base::ok();  // the form is read as it arrives
    PS_TRY(Node body, parse_json(text));
    PS_TRY(body, without_source(std::move(body)));
    for (const std::string& place : without_) {
      PS_TRY(body, without_place(body, place));
    }
    PS_TRY(call_.body, parse_body(*entity_, body, allowed, context_, call_.notes));
    return base::ok();
  }

  /// `sourceId` beside the fields of a row says whose name for it they hold.
  Result<Node> without_source(Node body) {
    const Node* source = body.find("sourceId");
    if (source == nullptr || !schema::takes_source(*call_.operation)) return body;
    const std::string in_query = call_.options.source;
    PS_CHECK(read_source(call_, *source));
    if (!in_query.empty() && in_query != call_.options.source) note("query: sourceId");
    return without_member(body, "sourceId");
  }

  base::Status import_body(std::string_view text) {
    read_silent();
    PS_TRY(const Node body, parse_json(text));
    if (const Node* source = body.find("sourceId")) PS_CHECK(read_source(call_, *source));
    PS_TRY(call_.import, parse_import(*entity_, body, context_, call_.notes));
    return base::ok();
  }

  // A widely used client sends `silent=true?silent=true` (observed 1.9): never a reason to refuse.
  void read_silent() {
    const std::string* text = query_.take("silent");
    if (text == nullptr) return;
    const std::string_view value = base::trim(std::string_view(*text).substr(0, text->find('?')));
    const auto flag = value.empty() ? std::optional<bool>(true) : as_flag(value);
    if (!flag) note("query: silent");
    call_.silent = flag.value_or(false);
  }

  Call& call_;
  Query& query_;
  const ParseContext& context_;
  const std::span<const std::string> without_;
  const schema::Entity* entity_;
};

}  // namespace

Result<Call> parse(const Route& route, std::string_view query_text, std::string_view body,
                   const ParseContext& given, std::span<const std::string> without) {
  Call call;
  call.operation = route.operation;
  call.path_ids = route.ids;
  ParseContext context = given;
  context.path_ids = call.path_ids;
  PS_TRY(Query query, Query::read(query_text));
  PS_CHECK(Reader(call, query, context, without).read(body));
  for (const std::string& name : query.unused()) call.notes.push_back("query: " + name);
  return call;
}

}  // namespace planstead::request
