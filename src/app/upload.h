// One upload: a form taken apart as it arrives, its file written to disk by a worker. Knows no
// rows.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/file_service.h"
#include "files/multipart.h"

namespace planstead::app {

class Upload final : public http::BodySink,
                     public files::Multipart::Listener,
                     public std::enable_shared_from_this<Upload> {
 public:
  Upload(files::BlobStore& blobs, Workers& workers, const std::string& boundary,
         std::uint64_t most_bytes, FileService::Done done);

  void take(std::string_view bytes, Next next) override;
  void finish() override;

 private:
  base::Status begin(const files::PartHead& head) override;
  base::Status data(std::string_view bytes) override;
  base::Status end() override;
  base::Result<StoredFile> conclude();
  void tell(base::Result<StoredFile> outcome);

  files::BlobStore& blobs_;
  Workers& workers_;
  const std::uint64_t most_bytes_;
  FileService::Done done_;  ///< empty once it was called
  files::Multipart form_;
  std::unique_ptr<files::Incoming> file_;
  std::string name_;
  bool in_file_ = false;
  std::vector<std::string> notes_;
};

/// A name fit to be kept, or code 41.
base::Result<std::string> file_name(const std::optional<std::string>& given);

}  // namespace planstead::app
