// MailSender: takes letters out of the outbox, one by one, to the server that was configured. When
// the next attempt is due, the store decides; how a letter looks is in jobs/letter.cpp.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "storage/store.h"

namespace planstead::jobs {

/// The server that takes letters, and who they are from. The password is never shown anywhere.
struct MailServer {
  std::string url;             ///< `smtp://host:25` or `smtps://host:465`
  std::string from;            ///< `Planstead <notes@example.org>`, or the address alone
  std::string user, password;  ///< both empty: the server asks for none
  std::string ca_file;         ///< who may vouch for the server; empty: whom the system knows
};

/// What became of one attempt to hand a letter over.
struct Attempt {
  std::string error;    ///< in one line; empty: the server took it
  bool is_his = false;  ///< it is this letter that the server refused: others may fare better
};

class MailSender {
 public:
  /// Told of each attempt in vain.
  using Report = std::function<void(const storage::Letter&, const std::string& error)>;

  MailSender(MailServer server, storage::Store& store, Report report)
      : server_(std::move(server)), store_(store), report_(std::move(report)) {}
  /// Sends what is due; answers how many letters were taken. A server that cannot be reached,
  /// hangs, or lets nobody in is not asked again before the next beat. While the store cannot note
  /// what became of a letter, it throws, and sends nothing more.
  int send_due(base::Seconds now);
  /// Breaks off what is under way, whose letter is as if it had not been tried.
  void end() { ending_ = true; }

 private:
  struct Tried {
    storage::Letter letter;
    std::string error;
  };
  void settle(base::Seconds now);

  MailServer server_;
  storage::Store& store_;
  Report report_;
  std::atomic<bool> ending_ = false;
  std::optional<Tried> tried_;  ///< whose outcome the store has not noted yet
};

/// Hands one letter to the server; breaks off once `ending` is true.
Attempt send_letter(const MailServer& server, const storage::Letter& letter,
                    const std::atomic<bool>& ending);

/// The letter as it goes over the wire (RFC 5322): UTF-8, in base64, with lines ended by CRLF. The
/// date is that of the notification.
std::string letter_text(const MailServer& server, const storage::Letter& letter);
/// `<notes@example.org>` out of what stands in `from`.
std::string bare_address(std::string_view address);

}  // namespace planstead::jobs
