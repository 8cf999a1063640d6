// Store: the account's data. Reads on any thread, writes through one writer that shares commits.
// The adapter behind it (sqlite/) is the only place that knows a database.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "auth/token.h"
#include "base/result.h"
#include "catalog/catalog.h"
#include "domain/leases.h"
#include "domain/rules.h"
#include "plan/outcome.h"
#include "request/call.h"
#include "search/index.h"

namespace planstead::storage {

/// One item of the account's structure as stored: its kind (`process`, `task_template`,
/// `custom_field` …), number and canonical body (compact JSON of the structure file's keys).
struct StructureItem {
  std::string kind;
  std::int64_t id = 0;
  std::string body;
  bool operator==(const StructureItem&) const = default;
};

/// The store could not do its work: disk full, file corrupt, locked by somebody else. One clear
/// line.
class StorageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Work inside one write transaction, besides what rules need.
class Transaction : public domain::Records {
 public:
  virtual std::vector<StructureItem> structure() = 0;
  virtual void put_structure(const StructureItem& item) = 0;
  virtual void erase_structure(std::string_view kind, std::int64_t id) = 0;
  /// Later automatic numbers of the sequence are above `id`.
  virtual void jump_over(std::string_view sequence, std::int64_t id) = 0;
  virtual std::int64_t add_token(const auth::Token& token) = 0;
  virtual bool revoke_token(std::int64_t id) = 0;
  virtual std::vector<auth::Token> tokens() = 0;
  /// Does some file have this content?
  virtual bool names_content(std::string_view hash) = 0;
  virtual void put_meta(std::string_view key, std::string_view value) = 0;
  virtual std::optional<std::string> meta(std::string_view key) = 0;
};

/// What stands behind a change besides its call.
struct Sender {
  std::int64_t token = 0;
  std::string body;         ///< as sent, of a change that may have to wait
  std::int64_t lease = 0;   ///< by which the sender holds what he changes; 0: by none
  std::string key;          ///< `Idempotency-Key`; empty: each request stands for itself
  std::string fingerprint;  ///< of what a repeated request must have in common
  /// Has the request waited so long that it is refused rather than begun? Empty: it never has.
  std::function<bool()> too_late;
  /// Has an update that came while another one of the same thing was on its way stood behind it for
  /// so long that it is stored and answered, rather than made to wait? Empty: it waits.
  std::function<bool()> grace_over;
  /// The answer as it will be sent, to be kept for the key.
  std::function<plan::Answered(const plan::Outcome&)> render;
};

/// Changes that wait because somebody holds their task or contact, and letters on their way.
struct QueueFigures {
  std::int64_t waiting = 0, failed = 0;
  base::Seconds oldest = 0;  ///< when the first of those that wait was accepted; 0: none waits
  std::int64_t letters = 0;  ///< that wait for the mail server
  std::int64_t dropped = 0;  ///< letters since the start, to addresses that had got too many
};

/// A change that waited and has ended.
struct SettledChange {
  schema::Record row;  ///< of schema::queued_change
  std::string log;     ///< what only the log may say of a failure
};

/// What the writer has done since the start, for /metrics.
struct WriterFigures {
  std::uint64_t commits = 0;
  std::uint64_t writes = 0;  ///< requests and jobs in those commits
  std::size_t waiting = 0;  ///< received and not committed yet
};

/// A letter on its way.
struct Letter {
  std::int64_t id = 0;
  base::Seconds accepted = 0;
  std::string address, subject, text;
  bool operator==(const Letter&) const = default;
};

/// For how many days what is remembered of actions is kept; 0: for ever.
struct Retention {
  std::int64_t log_days = 0;
  std::int64_t read_days = 0, unread_days = 0;  ///< notifications
};

/// Builds a catalogue from structure items and the rows of employees; lives in structure/, passed
/// in so that storage need not know YAML.
using CatalogBuilder = std::function<catalog::CatalogPtr(const std::vector<StructureItem>&,
                                                         const std::vector<schema::Record>& users,
                                                         std::int64_t version)>;

struct Options {
  std::string folder;   ///< the account's data folder; made if absent
  bool create = false;  ///< make the database if there is none; else its absence is an error
  bool durable = true;  ///< full synchronisation; false only while loading a demonstration account
};

class Store {
 public:
  /// Opens, checks the version, runs missing migrations. Throws StorageError.
  static std::unique_ptr<Store> open(const Options& options, CatalogBuilder builder);
  /// Is there an account in the folder?
  static bool exists(const std::string& folder);
  virtual ~Store() = default;

  virtual catalog::CatalogPtr catalog() const = 0;
  virtual std::shared_ptr<const auth::TokenBook> tokens() const = 0;

  /// Reads: get_one, list and reference lists. Takes a snapshot. Blocks until the index is built
  /// where it needs it.
  virtual base::Result<plan::Outcome> read(const request::Call& call, const request::Viewer& viewer,
                                           base::Seconds now) = 0;
  /// Can `read` of a filtered list answer without waiting?
  virtual bool index_ready() const = 0;

  /// Queues a create or update; `done` is called from a thread of the store's when the commit that
  /// holds it is on the disk (or it was refused). Concurrent writes share commits. A change of what
  /// somebody holds is stored and waits: Outcome::queued.
  virtual void write(request::Call call, request::Viewer viewer, base::Seconds now, Sender sender,
                     std::function<void(base::Result<plan::Outcome>)> done) = 0;
  /// What a request with the sender's key was answered before; refused where the key belongs to
  /// another request.
  virtual base::Result<std::optional<plan::Answered>> answered(const Sender& sender,
                                                               base::Seconds now) = 0;
  /// Who holds which task or contact: whatever changes one in several steps takes a lease.
  virtual domain::Leases& leases() = 0;
  virtual QueueFigures queue_figures() { return {}; }
  /// Runs `work` alone in a transaction on the writer's thread and waits for its commit. Exceptions
  /// of `work` roll back and pass on. Used by commands, jobs and loading.
  virtual void transact(const std::function<void(Transaction&)>& work) = 0;

  /// Reads that wait for the index are given up, and so are those to come: before the store ends,
  /// whoever waits in it must have left it.
  virtual void stop_waiting() {}
  /// Takes over what other processes committed (tokens, structure, rows). Called once a second by
  /// jobs/.
  virtual void refresh() = 0;
  /// Runs what the clock makes due: recurrence, delayed tasks, changes whose lease is over. Answers
  /// how many tasks it touched.
  virtual int tick(base::Seconds now) = 0;
  /// Who removes the content (by its hash) that no file names any more. Called when the disk has
  /// the commit, which others may have followed: those hold what they name. Set before the first
  /// request.
  virtual void on_unnamed_content(std::function<void(const std::string& hash)>) {}
  /// Who is told of changes that waited and have ended, for the log of the program. Called after
  /// the commit, from any thread. Set before the first request.
  using SettledHook = std::function<void(const SettledChange&)>;
  virtual void on_settled_change(SettledHook) {}
  /// From now on notifications are also written as letters. Called before the first request.
  virtual void write_letters() {}
  /// Called before the first tick.
  virtual void keep(const Retention&) {}
  /// The letter that has waited longest for its moment. One for an address that has got too many
  /// lately is dropped on the way.
  virtual std::optional<Letter> next_letter(base::Seconds) { return std::nullopt; }
  /// What became of an attempt to send it; an empty error: it was taken.
  virtual void settle_letter(const Letter&, const std::string&, base::Seconds) {}
  /// Waits until the index is complete (tests, benchmarks).
  virtual void wait_ready() = 0;
  virtual std::size_t index_memory() const = 0;
  virtual WriterFigures writer_figures() const { return {}; }
};

}  // namespace planstead::storage
