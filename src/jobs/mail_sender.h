// MailSender: takes letters out of the outbox, one by one, to the server that was configured. When
// the next attempt is due, the store decides; how a letter looks is in jobs/letter.cpp.
#pragma once

#include <string>

#include "storage/store.h"

namespace planstead::jobs {

/// The server that takes letters, and who they are from. The password is never shown anywhere.
struct MailServer {
  std::string url;             ///< `smtp://host:25` or `smtps://host:465`
  std::string from;            ///< `Planstead <notes@example.org>`, or the address alone
  std::string user, password;  ///< both empty: the server asks for none
};

class MailSender {
 public:
  MailSender(MailServer server, storage::Store& store)
      : server_(std::move(server)), store_(store) {}
  /// Sends what is due; answers how many letters were taken. A server that cannot be reached at all
  /// is not asked again before the next beat.
  int send_due(base::Seconds now);

 private:
  MailServer server_;
  storage::Store& store_;
};

/// Hands one letter to the server. Empty: it was taken; else why not, in one line.
std::string send_letter(const MailServer& server, const storage::Letter& letter);

/// The letter as it goes over the wire (RFC 5322): UTF-8, in base64, with lines ended by CRLF. The
/// date is that of the notification.
std::string letter_text(const MailServer& server, const storage::Letter& letter);
/// `<notes@example.org>` out of what stands in `from`.
std::string bare_address(std::string_view address);

}  // namespace planstead::jobs
