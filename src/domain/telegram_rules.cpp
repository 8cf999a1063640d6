// Webhook settings of the account's Telegram bots (contract: POST
// /integration/telegram/bots/{botId}/webhook). The secret token is kept as a hash and never
// answered.
#include <algorithm>

#include "base/secret.h"
#include "domain/entity_rules.h"

namespace planstead::domain {

namespace {

constexpr std::size_t token_least = 32, token_most = 256;

bool fits_token(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

base::Error with_status(base::Error error, int http_status) {
  error.http_status = http_status;
  return error;
}

base::Result<std::string> token_of(const request::Change& change) {
  const auto* token = std::get_if<std::string>(&change.value);
  if (token == nullptr || token->size() < token_least || token->size() > token_most ||
      !std::ranges::all_of(*token, fits_token))
    return base::invalid("secretToken", "32 to 256 letters and digits of ASCII, _ and -");
  return *token;
}

}  // namespace

base::Status update_telegram_bot(const PathIds& ids, const request::Body& body, Context& context) {
  auto bot = context.records.find(schema::telegram_bot, ids.back());
  if (!bot)
    return with_status(
        base::invalid({}, "Telegram bot not found by id " + std::to_string(ids.back())), 404);
  const request::Change* token = body.find("secretToken");
  const request::Change* external = body.find("webhookManagedExternally");
  if (token == nullptr && external == nullptr)
    return base::missing("body", "secretToken or webhookManagedExternally");
  if (token != nullptr) {
    PS_TRY(const std::string text, token_of(*token));
    bot->set("secretToken", base::digest(text));
    bot->set("webhookSecretTokenConfigured", true);
  }
  if (external != nullptr) bot->set("webhookManagedExternally", external->value);
  context.records.save(*bot);
  return base::ok();
}

}  // namespace planstead::domain
