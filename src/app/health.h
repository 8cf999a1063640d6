// Whether the store answers: one row is asked for, as a request would.
#pragma once

#include "storage/store.h"

namespace planstead::app {

bool store_answers(storage::Store& store, base::Seconds now);

}  // namespace planstead::app
