// Codec: values to bytes and back, for the columns that hold more than a number or a text. The
// format is the store's own: a tag byte, then the value; numbers as variable-length integers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/value.h"

namespace planstead::storage {

/// How a field stands in its column.
enum class Storing : std::uint8_t { integer, text, bytes };

/// Appends one value with its tag. Empty values have a tag of their own.
void encode(std::string& out, const schema::Value& value);
/// Reads one value and moves `in` past it. Damaged bytes throw StorageError.
schema::Value decode(std::string_view& in);

std::string encode_custom(const std::vector<schema::CustomValue>& values);
std::vector<schema::CustomValue> decode_custom(std::string_view bytes);

}  // namespace planstead::storage
