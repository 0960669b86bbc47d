internal import COpenSSL

/// Makes libcrypto keep its tables until the process is gone. To be called before anything else is asked of it.
///
/// Left to itself it frees them in `exit` (OPENSSL_cleanup(3)), while other threads may be about to hash or to sign: a
/// file being packed, a transaction, an answer whose reader has hung up. That ended one stop in some thousands with a heap
/// in disorder, instead of with 0.
package func keepLibcryptoToTheEnd() {
    let isKept = OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil) == 1
    precondition(isKept, "libcrypto cannot begin")
}
