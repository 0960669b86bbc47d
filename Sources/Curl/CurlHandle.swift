package import CCurl

/// An easy handle of libcurl (libcurl-easy(3)). Blocks while it performs: for a queue of its own.
package final class CurlHandle {
    package let pointer: UnsafeMutableRawPointer

    /// Once in a program, before anything else of libcurl (libcurl-thread(3)).
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// - Throws: `CurlError` when libcurl has no memory.
    package init() throws {
        guard Self.isReady, let pointer = curl_easy_init() else { throw CurlError(reason: "libcurl is not usable") }
        self.pointer = pointer
    }

    deinit { curl_easy_cleanup(pointer) }

    package func set(_ option: CURLoption, _ value: Int) throws {
        try check(ccurl_set_long(pointer, option, value))
    }

    package func set(_ option: CURLoption, _ value: String) throws {
        try check(ccurl_set_string(pointer, option, value))  // libcurl keeps a copy
    }

    package func check(_ code: CURLcode) throws {
        if code != CURLE_OK { throw CurlError(reason: Self.reason(code)) }
    }

    package static func reason(_ code: CURLcode) -> String { String(cString: curl_easy_strerror(code)) }
}

/// libcurl cannot do what it is asked for, whatever the other side says.
package struct CurlError: Error, Equatable {
    package let reason: String
}
