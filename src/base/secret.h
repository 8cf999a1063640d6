// Secrets that are kept: never as they were sent. Knows nobody who holds one.
#pragma once

#include <string>
#include <string_view>

namespace planstead::base {

/// A password with a salt of its own through scrypt: `scrypt$<salt>$<hash>`, both hexadecimal.
/// Takes some tens of milliseconds on purpose.
std::string salted_hash(std::string_view password);
/// Is it the password of this hash?
bool matches_hash(std::string_view password, std::string_view hash);
/// SHA-256, 32 bytes.
std::string sha256(std::string_view text);
/// SHA-256, hexadecimal: for secrets that are long and random by themselves.
std::string digest(std::string_view secret);

}  // namespace planstead::base
