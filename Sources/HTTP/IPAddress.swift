/// An IPv4 or IPv6 address. An IPv4 address in IPv6 clothes (`::ffff:192.0.2.1`) is the IPv4 address.
package struct IPAddress: Sendable, Hashable {
    /// Four bytes, or sixteen.
    let bytes: [UInt8]

    /// - Parameter bytes: In network order; nil unless there are four or sixteen.
    package init?(networkOrder bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.init(bytes: bytes)
    }

    private init(bytes: [UInt8]) {
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        self.bytes = bytes.starts(with: mapped) ? Array(bytes[12...]) : bytes
    }

    package var isIPv4: Bool { bytes.count == 4 }

    /// - Parameter text: `192.0.2.1` or `2001:db8::1`, without port, brackets or zone. nil for anything else, and for
    ///   the other ways to write IPv4 (`10.1`, `012.0.0.1`, `0x7f.1`), which readers take for different addresses.
    package init?(_ text: some StringProtocol) {
        let text = Array(text.utf8)
        guard text.count <= 45 else { return nil }
        guard let bytes = text.contains(.colon) ? Self.ipv6(text[...]) : Self.ipv4(text[...]) else { return nil }
        self.init(bytes: bytes)
    }

    private static func ipv4(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard (1...3).contains(part.count), part.allSatisfy(\.isDigit),
                part.count == 1 || part.first != UInt8(ascii: "0")
            else { return nil }
            let number = part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            guard let byte = UInt8(exactly: number) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    /// RFC 4291 §2.2.
    private static func ipv6(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard let gap = gap(in: text) else {
            guard let bytes = groups(text), bytes.count == 16 else { return nil }
            return bytes
        }
        guard let head = groups(text[..<gap], mayEndAsIPv4: false), let tail = groups(text[(gap + 2)...]),
            head.count + tail.count <= 14
        else { return nil }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    /// Where the first "::" is. A second one makes an empty group, which is refused there.
    private static func gap(in text: ArraySlice<UInt8>) -> Int? {
        text.indices.dropLast().first { text[$0] == .colon && text[$0 + 1] == .colon }
    }

    private static func groups(_ text: ArraySlice<UInt8>, mayEndAsIPv4: Bool = true) -> [UInt8]? {
        if text.isEmpty { return [] }
        var bytes: [UInt8] = []
        let parts = text.split(separator: .colon, omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if mayEndAsIPv4, index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
                guard let last = ipv4(part) else { return nil }
                bytes += last
            } else {
                guard (1...4).contains(part.count) else { return nil }
                var group = 0
                for digit in part {
                    guard let value = digit.hexValue else { return nil }
                    group = group << 4 | value
                }
                bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
            }
        }
        return bytes.count <= 16 ? bytes : nil
    }
}

extension IPAddress: CustomStringConvertible {
    /// As RFC 5952 §4 wants it: one address, one text.
    package var description: String {
        if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") }
        let groups = stride(from: 0, to: 16, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
        func text(_ groups: ArraySlice<Int>) -> String {
            groups.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard let zeros = Self.longestRunOfZeros(groups) else { return text(groups[...]) }
        return "\(text(groups[..<zeros.lowerBound]))::\(text(groups[zeros.upperBound...]))"
    }

    /// The first of the longest; one zero alone is not shortened (§4.2).
    private static func longestRunOfZeros(_ groups: [Int]) -> Range<Int>? {
        var longest: Range<Int>?
        var start = 0
        while start < groups.count {
            let end = groups[start...].firstIndex { $0 != 0 } ?? groups.count
            if end - start >= 2, end - start > longest?.count ?? 0 { longest = start..<end }
            start = max(end, start) + 1
        }
        return longest
    }
}

/// All addresses that begin with the same bits: `10.0.0.0/8`.
package struct AddressRange: Sendable, Hashable {
    private let first: IPAddress
    private let prefixBits: Int

    /// - Parameter text: An address, or an address and a number of bits. nil for anything else, and for bits set
    ///   behind the prefix, which are a slip.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = IPAddress(parts[0]) else { return nil }
        let all = first.bytes.count * 8
        self.first = first
        guard parts.count == 2 else {
            prefixBits = all
            return
        }
        guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy(\.isDigit), let bits = Int(parts[1]),
            bits <= all, !parts[0].contains(":") || all == 128
        else { return nil }
        prefixBits = bits
        for bit in bits..<all where Self.bit(bit, of: first) { return nil }
    }

    package func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == first.bytes.count else { return false }
        return (0..<prefixBits).allSatisfy { Self.bit($0, of: address) == Self.bit($0, of: first) }
    }

    private static func bit(_ index: Int, of address: IPAddress) -> Bool {
        address.bytes[index / 8] & (0x80 >> (index % 8)) != 0
    }
}
