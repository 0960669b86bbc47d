internal import COpenSSL

/// One entry of OpenSSL's error queue.
package struct OpenSSLError: Error, Sendable, Equatable, CustomStringConvertible {
    /// As `ERR_get_error(3)` packs it.
    package let code: UInt

    /// "SSL routines: no shared cipher"
    package var description: String {
        let library = ERR_lib_error_string(code).map { String(cString: $0) } ?? "OpenSSL"
        let reason = ERR_reason_error_string(code).map { String(cString: $0) } ?? "reason \(reason)"
        return "\(library): \(reason)"
    }

    var reason: Int32 { ERR_GET_REASON(code) }

    /// Takes all that the calls since `ERR_clear_error` have left in this thread's queue, the first cause first.
    static func drain() -> [OpenSSLError] {
        var errors: [OpenSSLError] = []
        while case let code = ERR_get_error(), code != 0 { errors.append(OpenSSLError(code: code)) }
        return errors
    }
}
