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

/// Ends the connection in both directions, so that libcurl's goodbye finds nobody to wait for.
static inline void ccurl_shut_connection(CURL *curl) {
    curl_socket_t socket = CURL_SOCKET_BAD;
    if (curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK && socket != CURL_SOCKET_BAD) {
        shutdown(socket, SHUT_RDWR);
    }
}
