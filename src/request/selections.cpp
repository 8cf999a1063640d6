// A map under a lock that those who look do not wait for.
#include "request/selections.h"

#include <mutex>

namespace planstead::request {

SelectionPtr Selections::Of::find(const schema::Operation& operation,
                                  std::string_view fields) const {
  const std::shared_lock lock(kept.mutex_);
  if (kept.catalog_ != catalog) return nullptr;
  const auto found = kept.by_text_.find(Asked(&operation, fields));
  return found == kept.by_text_.end() ? nullptr : found->second;
}

void Selections::Of::keep(const schema::Operation& operation, std::string_view fields,
                          SelectionPtr selection) const {
  if (fields.size() > longest) return;
  const std::unique_lock lock(kept.mutex_);
  if (kept.catalog_ != catalog || kept.by_text_.size() >= most) kept.by_text_.clear();
  kept.catalog_ = catalog;
  kept.by_text_.insert_or_assign({&operation, std::string(fields)}, std::move(selection));
}

std::size_t Selections::size() const {
  const std::shared_lock lock(mutex_);
  return by_text_.size();
}

}  // namespace planstead::request
