import HTTPTypes

/// How the end of a request's body is found (RFC 9112 §6.3).
///
/// Two readers that disagree here can be made to see different requests on one connection (request smuggling),
/// so whatever has more than one reading is refused and never repaired.
enum BodyFraming: Equatable {
    case length(Int)
    case chunked

    init(of head: RequestHead) throws(Refusal) {
        guard head.fields.contains(.transferEncoding) || head.fields.contains(.contentLength) else {
            self = .length(0)
            return
        }
        let codings = head.fields[values: .transferEncoding]
        let lengths = head.fields[values: .contentLength]
        if codings.isEmpty {
            // A list of equal lengths may be taken for one (§6.3). No client sends it, so it is refused with the rest.
            guard lengths.count <= 1 else { throw .malformed }
            self = .length(try lengths.first.map { value throws(Refusal) in try Self.length(value) } ?? 0)
        } else {
            guard lengths.isEmpty, head.version == .http11 else { throw .malformed }
            guard codings.count == 1, codings[0].equalsIgnoringCase("chunked") else { throw .unknownTransferCoding }
            self = .chunked
        }
    }

    /// Digits and nothing else: no sign, no list, no white space within (RFC 9110 §8.6).
    private static func length(_ value: String) throws(Refusal) -> Int {
        guard !value.isEmpty else { throw .malformed }
        var length = 0
        var overflows = false
        for byte in value.utf8 {
            guard byte.isDigit else { throw .malformed }
            let (tens, overflow) = length.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) = tens.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
            overflows = overflows || overflow || overflow2
            length = sum
        }
        if overflows { throw .bodyTooLarge }
        return length
    }
}
