extension [UInt8] {
    mutating func append(_ text: String) {
        append(contentsOf: text.utf8)
    }

    mutating func append(_ number: Int, radix: Int = 10) {
        append(contentsOf: String(number, radix: radix).utf8)
    }
}
