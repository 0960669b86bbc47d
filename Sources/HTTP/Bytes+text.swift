extension [UInt8] {
    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append(contentsOf: $0) }
    }

    mutating func append(_ number: Int, radix: Int = 10) {
        append(contentsOf: String(number, radix: radix).utf8)
    }
}
