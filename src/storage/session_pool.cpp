// Sessions are kept when their readers are done: opening one costs more than a read.
#include "storage/session_pool.h"

namespace planstead::storage {

SessionPool::Lease::Lease(SessionPool& pool, std::unique_ptr<Session> session)
    : pool_(pool), session_(std::move(session)) {
  session_->begin_read();
}

SessionPool::Lease::~Lease() {
  session_->end_read();
  const std::lock_guard lock(pool_.mutex_);
  pool_.idle_.push_back(std::move(session_));
}

SessionPool::Lease SessionPool::lease() { return Lease(*this, take()); }

std::unique_ptr<Session> SessionPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<Session> session = std::move(idle_.back());
      idle_.pop_back();
      return session;
    }
  }
  return database_.open_session();
}

}  // namespace planstead::storage
