// libcurl does the talking.
#include "jobs/mail_sender.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

namespace planstead::jobs {

namespace {

constexpr long connect_seconds = 10, letter_seconds = 60;
constexpr int letters_a_beat = 100;

struct Sending {
  std::string text;
  std::size_t sent = 0;
};

std::size_t read_text(char* into, std::size_t size, std::size_t count, void* from) {
  auto& sending = *static_cast<Sending*>(from);
  const std::size_t bytes = std::min(size * count, sending.text.size() - sending.sent);
  sending.text.copy(into, bytes, sending.sent);
  sending.sent += bytes;
  return bytes;
}

struct EndHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct EndList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// `smtp://name@host:port`: the host alone.
std::string_view host_of(std::string_view url) {
  if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos)
    url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  if (const std::size_t name = url.rfind('@'); name != std::string_view::npos)
    url.remove_prefix(name + 1);
  return url.starts_with('[') ? url.substr(0, url.find(']') + 1) : url.substr(0, url.find(':'));
}

bool is_loopback(std::string_view url) {
  const std::string_view host = host_of(url);
  return host == "localhost" || host == "[::1]" ||
         (host.starts_with("127.") &&
          host.find_first_not_of("0123456789.") == std::string_view::npos);
}

// Credentials go over TLS alone, but on this machine.
void set_server(CURL* handle, const MailServer& server) {
  curl_easy_setopt(handle, CURLOPT_URL, server.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, connect_seconds);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, letter_seconds);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  const bool secret = !server.user.empty() && !is_loopback(server.url);
  curl_easy_setopt(handle, CURLOPT_USE_SSL,
                   static_cast<long>(secret ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  if (!server.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, server.ca_file.c_str());
  if (server.user.empty()) return;
  curl_easy_setopt(handle, CURLOPT_USERNAME, server.user.c_str());
  curl_easy_setopt(handle, CURLOPT_PASSWORD, server.password.c_str());
}

void set_letter(CURL* handle, Sending& sending) {
  curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle, CURLOPT_READFUNCTION, read_text);
  curl_easy_setopt(handle, CURLOPT_READDATA, &sending);
}

// Called about once a second, also while the server says nothing.
int is_ending(void* ending, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return *static_cast<const std::atomic<bool>*>(ending) ? 1 : 0;
}

void break_off_at(CURL* handle, const std::atomic<bool>& ending) {
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, is_ending);
  // libcurl hands it back to is_ending alone, which changes nothing.
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(&ending));
}

// Later, not without TLS, not without a name: refusals that every letter would meet.
bool meets_all(long answer) {
  return answer == 421 || answer == 530 || answer == 534 || answer == 535 || answer == 538;
}

Attempt failed(CURL* handle, CURLcode code) {
  long answer = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer);
  Attempt attempt{curl_easy_strerror(code), false};
  if (answer != 0) attempt.error += " (server: " + std::to_string(answer) + ")";
  attempt.is_his = answer >= 400 && !meets_all(answer) &&
                   (code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY);
  return attempt;
}

}  // namespace

Attempt send_letter(const MailServer& server, const storage::Letter& letter,
                    const std::atomic<bool>& ending) {
  const std::unique_ptr<CURL, EndHandle> handle(curl_easy_init());
  if (handle == nullptr) return {"libcurl does not start", false};
  Sending sending{letter_text(server, letter)};
  const std::string from = bare_address(server.from), to = bare_address(letter.address);
  const std::unique_ptr<curl_slist, EndList> recipients(curl_slist_append(nullptr, to.c_str()));
  set_server(handle.get(), server);
  set_letter(handle.get(), sending);
  break_off_at(handle.get(), ending);
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
  const CURLcode code = curl_easy_perform(handle.get());
  return code == CURLE_OK ? Attempt{} : failed(handle.get(), code);
}

void MailSender::settle(base::Seconds now) {
  if (!tried_) return;
  store_.settle_letter(tried_->letter, tried_->error, now);
  tried_.reset();
}

int MailSender::send_due(base::Seconds now) {
  settle(now);
  int taken = 0;
  for (int i = 0; i < letters_a_beat && !ending_; ++i) {
    const auto letter = store_.next_letter(now);
    if (!letter) break;
    const Attempt attempt = send_letter(server_, *letter, ending_);
    if (ending_ && !attempt.error.empty()) break;
    tried_ = Tried{*letter, attempt.error};
    settle(now);
    if (attempt.error.empty()) {
      ++taken;
      continue;
    }
    report_(*letter, attempt.error);
    if (!attempt.is_his) break;
  }
  return taken;
}

}  // namespace planstead::jobs
