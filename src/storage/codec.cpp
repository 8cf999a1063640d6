// Tags and variable-length integers. A tag, once stored, keeps its number and its meaning.
#include "storage/codec.h"

#include <bit>

#include "storage/store.h"

namespace planstead::storage {

using namespace schema;

namespace {

// Tags are stored: append, never renumber.
enum class Tag : std::uint8_t {
  empty,
  no,
  yes,
  integer,
  number,
  text,
  day,
  time,
  moment,
  period,
  frame,
  ref,
  refs,
  texts,
  text_map,
  location,
  colors,
  recurrence,
  phones,
  replacement,
  date_change,
  reminders,
  changes,
};

void put_unsigned(std::string& out, std::uint64_t number) {
  while (number >= 0x80) {
    out += static_cast<char>(0x80 | (number & 0x7F));
    number >>= 7;
  }
  out += static_cast<char>(number);
}

// Small negative numbers stay short: 0, -1, 1, -2 … become 0, 1, 2, 3 …
void put_signed(std::string& out, std::int64_t number) {
  put_unsigned(
      out, (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63));
}

void put_text(std::string& out, std::string_view text) {
  put_unsigned(out, text.size());
  out += text;
}

void put_double(std::string& out, double number) {
  const auto bits = std::bit_cast<std::uint64_t>(number);
  for (int shift = 0; shift < 64; shift += 8) out += static_cast<char>(bits >> shift);
}

void put_moment(std::string& out, const Moment& moment) {
  put_signed(out, moment.utc * 2 + (moment.has_time ? 1 : 0));
}

void put_ref(std::string& out, Ref ref) {
  out += static_cast<char>(ref.kind);
  put_signed(out, ref.id);
}

void put_tag(std::string& out, Tag tag) { out += static_cast<char>(tag); }

class Encoder {
 public:
  explicit Encoder(std::string& into) : out(into) {}

  void operator()(std::monostate) const { put_tag(out, Tag::empty); }
  void operator()(bool flag) const { put_tag(out, flag ? Tag::yes : Tag::no); }
  void operator()(std::int64_t number) const {
    put_tag(out, Tag::integer);
    put_signed(out, number);
  }
  void operator()(double number) const {
    put_tag(out, Tag::number);
    put_double(out, number);
  }
  void operator()(const std::string& text) const {
    put_tag(out, Tag::text);
    put_text(out, text);
  }
  void operator()(Day day) const {
    put_tag(out, Tag::day);
    put_signed(out, day.days);
  }
  void operator()(TimeOfDay time) const {
    put_tag(out, Tag::time);
    put_signed(out, time.minutes);
  }
  void operator()(const Moment& moment) const {
    put_tag(out, Tag::moment);
    put_moment(out, moment);
  }
  void operator()(const Period& period) const {
    put_tag(out, Tag::period);
    put_signed(out, period.from.minutes);
    put_signed(out, period.to.minutes);
  }
  void operator()(const Frame& frame) const {
    put_tag(out, Tag::frame);
    put_moment(out, frame.from);
    put_moment(out, frame.to);
    put_signed(out, frame.consider_time_zone ? 1 : 0);
  }
  void operator()(Ref ref) const {
    put_tag(out, Tag::ref);
    put_ref(out, ref);
  }
  void operator()(const RefList& refs) const {
    put_tag(out, Tag::refs);
    put_unsigned(out, refs.size());
    for (Ref ref : refs) put_ref(out, ref);
  }
  void operator()(const TextList& texts) const {
    put_tag(out, Tag::texts);
    put_unsigned(out, texts.size());
    for (const std::string& text : texts) put_text(out, text);
  }
  void operator()(const TextMap& texts) const {
    put_tag(out, Tag::text_map);
    put_unsigned(out, texts.size());
    for (const auto& [key, text] : texts) {
      put_text(out, key);
      put_text(out, text);
    }
  }
  void operator()(const Location& location) const {
    put_tag(out, Tag::location);
    put_text(out, location.address);
    put_signed(out, location.has_point ? 1 : 0);
    put_double(out, location.longitude);
    put_double(out, location.latitude);
  }
  void operator()(const ColorList& colors) const {
    put_tag(out, Tag::colors);
    put_unsigned(out, colors.size());
    for (const ValueColor& color : colors) {
      put_text(out, color.value);
      put_text(out, color.color);
      put_text(out, color.background);
    }
  }
  void operator()(const Recurrence& r) const {
    put_tag(out, Tag::recurrence);
    for (int number :
         {static_cast<int>(r.unit), static_cast<int>(r.rule), r.step, r.day, r.day_type,
          static_cast<int>(r.end), r.repeat_count, r.notify_type, r.notify_day})
      put_signed(out, number);
    put_unsigned(out, r.days.size());
    for (int day : r.days) put_signed(out, day);
    put_moment(out, r.start);
    put_moment(out, r.end_date);
  }
  void operator()(const PhoneList& phones) const {
    put_tag(out, Tag::phones);
    put_unsigned(out, phones.size());
    for (const Phone& phone : phones) {
      put_signed(out, phone.type);
      put_text(out, phone.number);
    }
  }
  void operator()(const Replacement& r) const {
    put_tag(out, Tag::replacement);
    put_signed(out, (r.enabled ? 1 : 0) + (r.indefinite ? 2 : 0));
    put_ref(out, r.employee);
    put_signed(out, r.from.days);
    put_signed(out, r.to.days);
  }
  void operator()(const DateChange& change) const {
    put_tag(out, Tag::date_change);
    put_optional(change.before);
    put_optional(change.after);
  }
  void operator()(const ReminderList& list) const {
    put_tag(out, Tag::reminders);
    put_unsigned(out, list.size());
    for (const Reminder& one : list) put_reminder(one);
  }

  void operator()(const schema::FieldChangeList& changes) const {
    put_tag(out, Tag::changes);
    put_unsigned(out, changes.size());
    for (const schema::FieldChange& change : changes) {
      out += static_cast<char>(change.of);
      put_text(out, change.field);
      put_signed(out, change.custom);
      encode(out, change.before);
      encode(out, change.after);
    }
  }

 private:
  void put_optional(const std::optional<Moment>& moment) const {
    put_signed(out, moment ? 1 : 0);
    if (moment) put_moment(out, *moment);
  }
  void put_reminder(const Reminder& one) const {
    for (std::int64_t number : {one.id, one.recurrence, one.data_tag_entry, std::int64_t{one.type},
                                std::int64_t{one.subtype}})
      put_signed(out, number);
    put_optional(one.date);
    put_optional(one.date_to_create);
    put_signed(out, one.reminded ? 1 : 0);
    put_text(out, one.text);
    put_ref(out, one.owner);
    put_unsigned(out, one.recipients.size());
    for (Ref ref : one.recipients) put_ref(out, ref);
  }

  std::string& out;
};

[[noreturn]] void damaged() { throw StorageError("database: a stored value is damaged"); }

std::uint64_t take_unsigned(std::string_view& in) {
  std::uint64_t number = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (in.empty()) damaged();
    const auto byte = static_cast<std::uint8_t>(in.front());
    in.remove_prefix(1);
    number |= std::uint64_t{byte & 0x7Fu} << shift;
    if (byte < 0x80) return number;
  }
  damaged();
}

std::int64_t take_signed(std::string_view& in) {
  const std::uint64_t number = take_unsigned(in);
  return static_cast<std::int64_t>(number >> 1) ^ -static_cast<std::int64_t>(number & 1);
}

int take_int(std::string_view& in) { return static_cast<int>(take_signed(in)); }

std::string take_text(std::string_view& in) {
  const std::uint64_t size = take_unsigned(in);
  if (size > in.size()) damaged();
  std::string text(in.substr(0, size));
  in.remove_prefix(size);
  return text;
}

double take_double(std::string_view& in) {
  if (in.size() < 8) damaged();
  std::uint64_t bits = 0;
  for (int i = 0; i < 8; ++i)
    bits |= std::uint64_t{static_cast<std::uint8_t>(in[static_cast<std::size_t>(i)])} << (8 * i);
  in.remove_prefix(8);
  return std::bit_cast<double>(bits);
}

Moment take_moment(std::string_view& in) {
  const std::int64_t number = take_signed(in);
  return {number >> 1, (number & 1) != 0};
}

Ref take_ref(std::string_view& in) {
  if (in.empty()) damaged();
  const auto kind = static_cast<RefKind>(in.front());
  in.remove_prefix(1);
  return {kind, take_signed(in)};
}

// A count can be no larger than the bytes behind it: damaged bytes must not ask for gigabytes.
std::size_t take_count(std::string_view& in) {
  const std::uint64_t count = take_unsigned(in);
  if (count > in.size()) damaged();
  return count;
}

template <class T, class Take>
std::vector<T> take_list(std::string_view& in, Take take) {
  std::vector<T> list(take_count(in));
  for (T& item : list) item = take(in);
  return list;
}

Recurrence take_recurrence(std::string_view& in) {
  Recurrence r;
  r.unit = static_cast<Recurrence::Unit>(take_int(in));
  r.rule = static_cast<Recurrence::Rule>(take_int(in));
  r.step = take_int(in);
  r.day = take_int(in);
  r.day_type = take_int(in);
  r.end = static_cast<Recurrence::End>(take_int(in));
  r.repeat_count = take_int(in);
  r.notify_type = take_int(in);
  r.notify_day = take_int(in);
  r.days = take_list<int>(in, take_int);
  r.start = take_moment(in);
  r.end_date = take_moment(in);
  return r;
}

Period take_period(std::string_view& in) {
  Period period;
  period.from.minutes = static_cast<std::int16_t>(take_int(in));
  period.to.minutes = static_cast<std::int16_t>(take_int(in));
  return period;
}

Frame take_frame(std::string_view& in) {
  Frame frame;
  frame.from = take_moment(in);
  frame.to = take_moment(in);
  frame.consider_time_zone = take_signed(in) != 0;
  return frame;
}

Location take_location(std::string_view& in) {
  Location location;
  location.address = take_text(in);
  location.has_point = take_signed(in) != 0;
  location.longitude = take_double(in);
  location.latitude = take_double(in);
  return location;
}

std::pair<std::string, std::string> take_pair(std::string_view& in) {
  std::string key = take_text(in);
  return {std::move(key), take_text(in)};
}

ValueColor take_color(std::string_view& in) {
  ValueColor color;
  color.value = take_text(in);
  color.color = take_text(in);
  color.background = take_text(in);
  return color;
}

Phone take_phone(std::string_view& in) {
  Phone phone;
  phone.type = take_int(in);
  phone.number = take_text(in);
  return phone;
}

Replacement take_replacement(std::string_view& in) {
  Replacement r;
  const int flags = take_int(in);
  r.enabled = (flags & 1) != 0;
  r.indefinite = (flags & 2) != 0;
  r.employee = take_ref(in);
  r.from.days = take_int(in);
  r.to.days = take_int(in);
  return r;
}

std::optional<Moment> take_optional(std::string_view& in) {
  if (take_signed(in) == 0) return std::nullopt;
  return take_moment(in);
}

DateChange take_date_change(std::string_view& in) {
  DateChange change;
  change.before = take_optional(in);
  change.after = take_optional(in);
  return change;
}

Reminder take_reminder(std::string_view& in) {
  Reminder one;
  one.id = take_signed(in);
  one.recurrence = take_signed(in);
  one.data_tag_entry = take_signed(in);
  one.type = take_int(in);
  one.subtype = take_int(in);
  one.date = take_optional(in);
  one.date_to_create = take_optional(in);
  one.reminded = take_signed(in) != 0;
  one.text = take_text(in);
  one.owner = take_ref(in);
  one.recipients = take_list<Ref>(in, take_ref);
  return one;
}

schema::FieldChange take_change(std::string_view& in) {
  if (in.empty()) damaged();
  schema::FieldChange change;
  change.of = static_cast<RefKind>(in.front());
  in.remove_prefix(1);
  change.field = take_text(in);
  change.custom = take_signed(in);
  change.before = decode(in);
  change.after = decode(in);
  return change;
}

}  // namespace

void encode(std::string& out, const Value& value) { std::visit(Encoder{out}, value); }

Value decode(std::string_view& in) {
  if (in.empty()) damaged();
  const auto tag = static_cast<Tag>(in.front());
  in.remove_prefix(1);
  switch (tag) {
    case Tag::empty:
      return {};
    case Tag::no:
      return false;
    case Tag::yes:
      return true;
    case Tag::integer:
      return take_signed(in);
    case Tag::number:
      return take_double(in);
    case Tag::text:
      return take_text(in);
    case Tag::day:
      return Day{take_int(in)};
    case Tag::time:
      return TimeOfDay{static_cast<std::int16_t>(take_int(in))};
    case Tag::moment:
      return take_moment(in);
    case Tag::period:
      return take_period(in);
    case Tag::frame:
      return take_frame(in);
    case Tag::ref:
      return take_ref(in);
    case Tag::refs:
      return take_list<Ref>(in, take_ref);
    case Tag::texts:
      return take_list<std::string>(in, take_text);
    case Tag::text_map:
      return take_list<std::pair<std::string, std::string>>(in, take_pair);
    case Tag::location:
      return take_location(in);
    case Tag::colors:
      return take_list<ValueColor>(in, take_color);
    case Tag::recurrence:
      return take_recurrence(in);
    case Tag::phones:
      return take_list<Phone>(in, take_phone);
    case Tag::replacement:
      return take_replacement(in);
    case Tag::date_change:
      return take_date_change(in);
    case Tag::reminders:
      return take_list<Reminder>(in, take_reminder);
    case Tag::changes:
      return take_list<schema::FieldChange>(in, take_change);
  }
  damaged();
}

std::string encode_custom(const std::vector<CustomValue>& values) {
  constexpr std::size_t usual_size = 24;
  std::string out;
  out.reserve(values.size() * usual_size);
  for (const CustomValue& value : values) {
    put_unsigned(out, static_cast<std::uint64_t>(value.field));
    encode(out, value.value);
  }
  return out;
}

std::vector<CustomValue> decode_custom(std::string_view bytes) {
  std::vector<CustomValue> values;
  values.reserve(bytes.size() / 8 + 1);
  while (!bytes.empty()) {
    const auto field = static_cast<std::int64_t>(take_unsigned(bytes));
    values.push_back({field, decode(bytes)});
  }
  return values;
}

}  // namespace planstead::storage
