#pragma once
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <sys/socket.h>

// curl_easy_setopt(3) and curl_easy_getinfo(3) take arguments of any type, which Swift cannot call.

static inline CURLcode ccurl_set_long(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode ccurl_set_string(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode ccurl_set_recipients(CURL *curl, struct curl_slist *recipients) {
    return curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
}

static inline CURLcode ccurl_set_reader(CURL *curl, curl_read_callback reader, void *context) {
    CURLcode result = curl_easy_setopt(curl, CURLOPT_READFUNCTION, reader);
    return result == CURLE_OK ? curl_easy_setopt(curl, CURLOPT_READDATA, context) : result;
}

static inline CURLcode ccurl_set_listener(CURL *curl, curl_debug_callback listener, void *context) {
    CURLcode result = curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, listener);
    return result == CURLE_OK ? curl_easy_setopt(curl, CURLOPT_DEBUGDATA, context) : result;
}

static inline CURLcode ccurl_set_progress(CURL *curl, curl_xferinfo_callback progress, void *context) {
    CURLcode result = curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress);
    return result == CURLE_OK ? curl_easy_setopt(curl, CURLOPT_XFERINFODATA, context) : result;
}

static inline CURLcode ccurl_set_fields(CURL *curl, struct curl_slist *fields) {
    return curl_easy_setopt(curl, CURLOPT_HTTPHEADER, fields);
}

static inline CURLcode ccurl_set_body(CURL *curl, const void *bytes, long count) {
    CURLcode result = curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, count);
    return result == CURLE_OK ? curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, bytes) : result;
}

static inline CURLcode ccurl_set_writer(CURL *curl, curl_write_callback writer, void *context) {
    CURLcode result = curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, writer);
    return result == CURLE_OK ? curl_easy_setopt(curl, CURLOPT_WRITEDATA, context) : result;
}

static inline CURLcode ccurl_set_opener(CURL *curl, curl_opensocket_callback opener, void *context) {
    CURLcode result = curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, opener);
    return result == CURLE_OK ? curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, context) : result;
}

static inline CURLcode ccurl_get_status(CURL *curl, long *status) {
    return curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, status);
}

/// Ends the connection in both directions, so that libcurl's goodbye finds nobody to wait for.
static inline void ccurl_shut_connection(CURL *curl) {
    curl_socket_t socket = CURL_SOCKET_BAD;
    if (curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK && socket != CURL_SOCKET_BAD) {
        shutdown(socket, SHUT_RDWR);
    }
}
