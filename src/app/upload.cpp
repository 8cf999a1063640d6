// The part `file` goes to disk; what else a form holds is noted.
#include "app/upload.h"

#include "base/text.h"
#include "files/disposition.h"

namespace planstead::app {

namespace {
constexpr std::string_view file_part = "file";
constexpr std::string_view nameless = "blob";  // as browsers call what has no name
constexpr std::size_t name_max = 255;

base::Error too_large(std::uint64_t limit) {
  return {.code = base::ErrorCode::file_too_large,
          .where = "file",
          .detail = "the limit is " + std::to_string(limit) + " bytes",
          .log = {}};
}
}  // namespace

base::Result<std::string> file_name(const std::optional<std::string>& given) {
  if (given && !base::valid_utf8(*given)) return base::invalid("file", "its name is not UTF-8");
  std::string name = given ? files::clean_name(*given) : std::string();
  if (base::count_characters(name) > name_max)
    return base::invalid("file", "its name is longer than 255 characters");
  return name.empty() ? std::string(nameless) : name;
}

Upload::Upload(files::BlobStore& blobs, Workers& workers, const std::string& boundary,
               std::uint64_t most_bytes, FileService::Done done)
    : blobs_(blobs),
      workers_(workers),
      most_bytes_(most_bytes),
      done_(std::move(done)),
      form_(boundary, *this) {}

// The disk is no matter of the thread that serves connections.
void Upload::take(std::string_view bytes, Next next) {
  workers_.hand_over([self = shared_from_this(), bytes, next = std::move(next)] {
    if (!self->done_) return;  // refused: what still comes is read over
    auto taken = self->form_.take(bytes);
    if (!taken.ok()) self->tell(std::move(taken).error());
  });
}

void Upload::finish() {
  workers_.hand_over([self = shared_from_this()] {
    if (self->done_) self->tell(self->conclude());
  });
}

void Upload::tell(base::Result<StoredFile> outcome) {
  if (!outcome.ok()) file_.reset();
  std::exchange(done_, {})(std::move(outcome));
}

base::Result<StoredFile> Upload::conclude() {
  if (!form_.complete())
    return base::Error{.code = base::ErrorCode::file_not_added,
                       .where = "body",
                       .detail = "the form ends before its last boundary",
                       .log = {}};
  if (file_ == nullptr) return base::missing("file", "the part of the form that holds the file");
  PS_TRY(files::Kept kept, blobs_.keep(std::move(file_)));
  return StoredFile{std::move(kept), std::move(name_), std::move(notes_)};
}

base::Status Upload::begin(const files::PartHead& head) {
  in_file_ = head.name == file_part && file_ == nullptr;
  if (!in_file_) {
    const std::string name = base::valid_utf8(head.name) ? head.name : "?";
    notes_.push_back("body: " + name.substr(0, 60) + (name == file_part ? "[1]" : ""));
    return base::ok();
  }
  PS_TRY(name_, file_name(head.filename));
  PS_TRY(file_, blobs_.receive());
  return base::ok();
}

base::Status Upload::data(std::string_view bytes) {
  if (!in_file_) return base::ok();
  if (file_->size() + bytes.size() > most_bytes_) return too_large(most_bytes_);
  return file_->write(bytes);
}

base::Status Upload::end() {
  in_file_ = false;
  return base::ok();
}

}  // namespace planstead::app
