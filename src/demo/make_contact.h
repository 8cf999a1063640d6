// Makes people beyond those of the structure text, as rows, for accounts of a size. Knows no store.
#pragma once

#include "base/time.h"
#include "demo/random.h"
#include "schema/record.h"

namespace planstead::demo {

class ContactMaker {
 public:
  ContactMaker(Random random, base::Seconds now) : random_(random), now_(now) {}

  /// A person of the first template: name, e-mail, phone; some with a Telegram name, a birthday, a
  /// group, a discount.
  schema::Record make(std::int64_t id);

 private:
  void set_addresses(schema::Record& contact);

  Random random_;
  base::Seconds now_;
};

}  // namespace planstead::demo
