// A map under a lock that those who look do not wait for.
#include "request/selections.h"

#include <mutex>

namespace planstead::request {

SelectionPtr Selections::find(const schema::Operation& operation, std::string_view fields) const {
  const std::shared_lock lock(mutex_);
  const auto found = kept_.find(Asked(&operation, fields));
  return found == kept_.end() ? nullptr : found->second;
}

void Selections::keep(const schema::Operation& operation, std::string_view fields,
                      SelectionPtr selection) {
  if (fields.size() > longest) return;
  const std::unique_lock lock(mutex_);
  if (kept_.size() >= most) kept_.clear();
  kept_.insert_or_assign({&operation, std::string(fields)}, std::move(selection));
}

std::size_t Selections::size() const {
  const std::shared_lock lock(mutex_);
  return kept_.size();
}

}  // namespace planstead::request
