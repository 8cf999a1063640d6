// Settings of the TLS side.
#include "http/tls.h"

#include <openssl/ssl.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace planstead::http {
namespace {

namespace ssl = boost::asio::ssl;

constexpr unsigned char protocols[] = "\x08http/1.1";

/// Takes HTTP/1.1 where a client offers several protocols; without an offer of it, goes on unnamed.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size,
                    const unsigned char* in, unsigned int in_size, void*) {
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_size, protocols, sizeof protocols - 1, in, in_size) !=
      OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

[[noreturn]] void fail(std::string_view what, const std::string& path, const std::string& why) {
  throw std::runtime_error("cannot use the TLS " + std::string(what) + " " + path + ": " + why);
}

}  // namespace

std::shared_ptr<ssl::context> load_tls(const TlsFiles& files) {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  SSL_CTX* native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_max_proto_version(native, TLS1_3_VERSION);
  SSL_CTX_set_options(native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  // An encrypted key must fail, not ask at the terminal.
  context->set_password_callback(
      [](std::size_t, ssl::context::password_purpose) { return std::string(); });

  boost::system::error_code error;
  context->use_certificate_chain_file(files.certificate_chain, error);
  if (error) fail("certificate", files.certificate_chain, error.message());
  context->use_private_key_file(files.private_key, ssl::context::pem, error);
  if (error) fail("private key", files.private_key, error.message());
  if (SSL_CTX_check_private_key(native) != 1)
    fail("private key", files.private_key, "it does not belong to " + files.certificate_chain);
  return context;
}

}  // namespace planstead::http
