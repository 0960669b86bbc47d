/// Why a text is not taken. Our own reader, since two readers of a text with the same name twice may take different
/// ones (RFC 8259 §4), and Foundation's says nothing of it and nests as deep as the stack.
package enum JSONProblem: Error, Sendable, Equatable {
    case malformed(at: Int)
    case nestedTooDeep
    case nameTwice(String)
}

extension JSON {
    /// Lists and objects within each other, at most.
    package static let deepest = 16

    /// - Throws: `JSONProblem`.
    package init(parsing bytes: [UInt8]) throws(JSONProblem) {
        var reader = Reader(bytes: bytes)
        self = try reader.whole()
    }
}

private struct Reader {
    let bytes: [UInt8]
    var position = 0

    mutating func whole() throws(JSONProblem) -> JSON {
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw malformed }
        return value
    }

    private var malformed: JSONProblem { .malformed(at: position) }
    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let next, next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: Character) -> Bool {
        guard next == byte.asciiValue else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: Character) throws(JSONProblem) {
        guard take(byte) else { throw malformed }
    }

    private mutating func take(_ word: StaticString, _ value: JSON) throws(JSONProblem) -> JSON {
        let end = position + word.utf8CodeUnitCount
        let isThere = word.withUTF8Buffer { word in end <= bytes.count && bytes[position..<end].elementsEqual(word) }
        guard isThere else { throw malformed }
        position = end
        return value
    }

    private mutating func value(depth: Int) throws(JSONProblem) -> JSON {
        skipSpace()
        guard let next else { throw malformed }
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try list(depth: depth + 1)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try take("true", .yesNo(true))
        case UInt8(ascii: "f"): return try take("false", .yesNo(false))
        case UInt8(ascii: "n"): return try take("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw malformed
        }
    }

    private mutating func object(depth: Int) throws(JSONProblem) -> JSON {
        guard depth <= JSON.deepest else { throw .nestedTooDeep }
        position += 1
        var members: [JSON.Member] = []
        var names: Set<String> = []
        skipSpace()
        if take("}") { return .object([]) }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw malformed }
            let name = try text()
            guard names.insert(name).inserted else { throw .nameTwice(name) }
            skipSpace()
            try expect(":")
            members.append(JSON.Member(name, try value(depth: depth)))
            skipSpace()
        } while take(",")
        try expect("}")
        return .object(members)
    }

    private mutating func list(depth: Int) throws(JSONProblem) -> JSON {
        guard depth <= JSON.deepest else { throw .nestedTooDeep }
        position += 1
        var elements: [JSON] = []
        skipSpace()
        if take("]") { return .list([]) }
        repeat {
            elements.append(try value(depth: depth))
            skipSpace()
        } while take(",")
        try expect("]")
        return .list(elements)
    }

    /// RFC 8259 §6.
    private mutating func number() throws(JSONProblem) -> JSON {
        let start = position
        var isWhole = true
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") {
            isWhole = false
            try digits()
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") { _ = take("-") }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        return isWhole ? Int64(text).map { .number($0) } ?? .otherNumber(text) : .otherNumber(text)
    }

    private mutating func digits() throws(JSONProblem) {
        let start = position
        while let next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) { position += 1 }
        guard position > start else { throw malformed }
    }

    /// RFC 8259 §7. What is no Unicode, as half a surrogate pair, is no text.
    private mutating func text() throws(JSONProblem) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: text, as: UTF8.self) else { throw malformed }
                return text
            case UInt8(ascii: "\\"): text += try escaped()
            case 0..<0x20: throw malformed
            default: text.append(byte)
            }
        }
        throw malformed
    }

    private mutating func escaped() throws(JSONProblem) -> [UInt8] {
        guard let byte = next else { throw malformed }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(Character(try scalar())).utf8)
        default: throw malformed
        }
    }

    private mutating func scalar() throws(JSONProblem) -> Unicode.Scalar {
        let high = try hex()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard (0xD800..<0xDC00).contains(high), take("\\"), take("u") else { throw malformed }
        let low = try hex()
        guard (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { throw malformed }
        return scalar
    }

    private mutating func hex() throws(JSONProblem) -> UInt32 {
        guard position + 4 <= bytes.count else { throw malformed }
        var value: UInt32 = 0
        for byte in bytes[position..<(position + 4)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { throw malformed }
            value = value << 4 | UInt32(digit)
        }
        position += 4
        return value
    }
}
