/// A list of what a client would like, such as Accept-Encoding, with weights (RFC 9110 §12.4.2).
extension Span<UInt8> {
    /// Goes through the members of the list. Those that are malformed are left out: a preference that cannot be read is
    /// none.
    ///
    /// They are read where they stand. Every request has such a list, and to make arrays of it took a sixth of the time
    /// of a page.
    ///
    /// - Parameter body: Gets each member as it was sent, and its weight in thousandths; 0 for what is not wanted.
    func forEachWeighted(_ body: (_ member: Span<UInt8>, _ weight: Int) -> Void) {
        var start = 0
        while start < count {
            let end = firstIndex(of: UInt8(ascii: ","), from: start) ?? count
            let item = extracting(start..<end)
            let name = item.trimmed(0..<(item.firstIndex(of: .semicolon) ?? item.count))
            if !name.isEmpty, let weight = item.weight(behind: name.upperBound) { body(item.extracting(name), weight) }
            start = end + 1
        }
    }

    /// 1000 if it is left out, nil if it is malformed.
    private func weight(behind start: Int) -> Int? {
        guard var start = firstIndex(of: .semicolon, from: start) else { return 1000 }
        while start < count, self[start] == .semicolon || self[start].isOptionalWhitespace { start += 1 }
        let parameter = trimmed(start..<(firstIndex(of: .semicolon, from: start) ?? count))
        return parameter.isEmpty ? 1000 : extracting(parameter).weight
    }

    /// `q=0.5`: three digits behind the point at most, and not above one.
    private var weight: Int? {
        guard (3...7).contains(count), self[0].lowercased == UInt8(ascii: "q"), self[1] == UInt8(ascii: "="),
            self[2] == UInt8(ascii: "0") || self[2] == UInt8(ascii: "1"),
            count == 3 || self[3] == UInt8(ascii: ".")
        else { return nil }
        var weight = self[2] == UInt8(ascii: "1") ? 1000 : 0
        var worth = 100
        for index in 4..<Swift.max(4, count) {
            guard self[index].isDigit else { return nil }
            weight += Int(self[index] - UInt8(ascii: "0")) * worth
            worth /= 10
        }
        return weight <= 1000 ? weight : nil
    }
}
