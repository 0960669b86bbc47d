/// The fields of a form or of a query string, in the order in which they were sent
/// (application/x-www-form-urlencoded, WHATWG URL Standard §5).
package struct FormData: Sendable, Equatable {
    /// One field, decoded.
    package struct Pair: Sendable, Equatable {
        package let name: String
        package let value: String
    }

    /// Why bytes are not taken as form data.
    package enum FormError: Error, Equatable {
        case tooManyPairs(limit: Int)
    }

    /// More than any form of ours has, and few enough that looking one up stays cheap.
    package static let pairLimit = 500

    /// All fields, in the order in which they were sent.
    package private(set) var pairs: [Pair] = []

    /// Cannot fail on malformed input, as the standard says: a percent sign without two hexadecimal digits stands for
    /// itself, and bytes that are not UTF-8 become U+FFFD.
    package init(_ bytes: some Sequence<UInt8>) throws(FormError) {
        var bytes = Array(bytes)[...]
        while !bytes.isEmpty {
            let pair = bytes.prefix { $0 != UInt8(ascii: "&") }
            bytes = bytes.dropFirst(pair.count + 1)
            if pair.isEmpty { continue }
            guard pairs.count < Self.pairLimit else { throw .tooManyPairs(limit: Self.pairLimit) }
            let name = pair.prefix { $0 != UInt8(ascii: "=") }
            pairs.append(Pair(name: Self.decoded(name), value: Self.decoded(pair.dropFirst(name.count + 1))))
        }
    }

    /// The first value of that name.
    package subscript(name: String) -> String? {
        pairs.first { $0.name == name }?.value
    }

    /// All values of that name, as a list of checkboxes sends them.
    package func all(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }

    /// Writes a query string, without "?".
    package static func encode(_ pairs: [(String, String)]) -> String {
        var encoded: [UInt8] = []
        for (name, value) in pairs {
            if !encoded.isEmpty { encoded.append(UInt8(ascii: "&")) }
            for byte in name.utf8 { encoded.append(percentEncoding: byte) }
            encoded.append(UInt8(ascii: "="))
            for byte in value.utf8 { encoded.append(percentEncoding: byte) }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = bytes[index + 1].hexValue,
                let low = bytes[index + 2].hexValue
            {
                decoded.append(UInt8(high << 4 | low))
                index += 3
            } else {
                decoded.append(byte == UInt8(ascii: "+") ? .space : byte)
                index += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }
}

extension RequestHead {
    /// The query string's fields; none without one.
    package func queryFields() throws(FormData.FormError) -> FormData {
        try FormData((query ?? "").utf8)
    }
}
