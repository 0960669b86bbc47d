import Glibc

/// A system call said no.
package struct SystemError: Error, Equatable, CustomStringConvertible {
    /// The name of the call, such as "bind".
    package let call: String
    /// `errno` of the call.
    package let code: Int32

    package init(_ call: String, code: Int32 = errno) {
        self.call = call
        self.code = code
    }

    package var description: String { "\(call): \(String(cString: strerror(code)))" }
}
