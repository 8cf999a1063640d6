// Makes the certificate of a fresh installation, so that TLS works before anybody has bought one.
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>

#include "http/server.h"

namespace planstead::http {
namespace {

template <auto release>
struct Releaser {
  template <class T>
  void operator()(T* thing) const {
    release(thing);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Releaser<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Releaser<X509_EXTENSION_free>>;
using File = std::unique_ptr<std::FILE, Releaser<std::fclose>>;

constexpr long ten_years = 3652L * 24 * 3600;
constexpr long clock_slack = 24L * 3600;  // a client whose clock is behind must accept it too

struct ExtensionRow {
  int nid;
  const char* value;
};
constexpr ExtensionRow extensions[] = {
    {NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1"},
    {NID_basic_constraints, "critical,CA:FALSE"},
    {NID_key_usage, "critical,digitalSignature"},
    {NID_ext_key_usage, "serverAuth"},
    {NID_subject_key_identifier, "hash"},
};

void need(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("cannot make a certificate: ") + what);
}

Certificate make_certificate(EVP_PKEY* key, std::int64_t now_utc) {
  Certificate certificate(X509_new());
  X509* x = certificate.get();
  need(x && X509_set_version(x, X509_VERSION_3) == 1, "no memory");

  unsigned char serial[16];
  need(RAND_bytes(serial, sizeof serial) == 1, "no random numbers");
  serial[0] = static_cast<unsigned char>((serial[0] & 0x7f) | 0x40);  // positive and of full length
  const std::unique_ptr<BIGNUM, Releaser<BN_free>> number(
      BN_bin2bn(serial, sizeof serial, nullptr));
  need(number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(x)), "serial number");

  need(ASN1_TIME_set(X509_getm_notBefore(x), now_utc - clock_slack) &&
           ASN1_TIME_set(X509_getm_notAfter(x), now_utc + ten_years),
       "dates");
  X509_NAME* name = X509_get_subject_name(x);
  const auto* common = reinterpret_cast<const unsigned char*>("localhost");
  need(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0) == 1 &&
           X509_set_issuer_name(x, name) == 1 && X509_set_pubkey(x, key) == 1,
       "names");

  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, x, x, nullptr, nullptr, 0);
  for (const auto& [nid, value] : extensions) {
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    need(extension && X509_add_ext(x, extension.get(), -1) == 1, "extension");
  }
  need(X509_sign(x, key, EVP_sha256()) > 0, "signature");
  return certificate;
}

/// Writes a new file beside the target; `settle` puts it in place when both are complete.
template <class Write>
void write_new(const std::string& path, mode_t mode, Write write) {
  const std::string fresh = path + ".new";
  ::unlink(fresh.c_str());
  const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (descriptor < 0)
    throw std::runtime_error("cannot write " + path + ": " +
                             std::generic_category().message(errno));
  const File file(::fdopen(descriptor, "w"));
  need(file && write(file.get()) == 1 && std::fflush(file.get()) == 0 && ::fsync(descriptor) == 0,
       "writing failed");
}

void settle(const std::string& path) { std::filesystem::rename(path + ".new", path); }

}  // namespace

void make_self_signed(const TlsFiles& files, std::int64_t now_utc) {
  std::error_code ignored;
  const bool has_certificate = std::filesystem::exists(files.certificate_chain, ignored);
  const bool has_key = std::filesystem::exists(files.private_key, ignored);
  if (has_certificate && has_key) return;
  if (has_certificate || has_key)
    throw std::runtime_error(
        "only " + (has_key ? files.private_key : files.certificate_chain) + " is there, " +
        (has_key ? files.certificate_chain : files.private_key) + " is missing");

  const Key key(EVP_EC_gen("P-256"));
  need(key != nullptr, "no key");
  const Certificate certificate = make_certificate(key.get(), now_utc);
  write_new(files.private_key, 0600, [&](std::FILE* file) {
    return PEM_write_PKCS8PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
  write_new(files.certificate_chain, 0644,
            [&](std::FILE* file) { return PEM_write_X509(file, certificate.get()); });
  settle(files.private_key);
  settle(files.certificate_chain);
}

}  // namespace planstead::http
