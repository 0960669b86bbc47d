package import HTTPTypes

/// The fields of a request as they came: all their bytes in one array, and where in it each has its name and value.
///
/// A browser sends a dozen fields and most answers depend on two or three, so no string is made of any before somebody
/// asks for it, and looking one up compares bytes. With `HTTPFields` every request paid for three strings a field.
package struct RequestFields: Sendable {
    struct Line: Sendable {
        var name: Range<Int32>
        var value: Range<Int32>
    }

    private var bytes: [UInt8]
    private var lines: [Line] = []
    /// A bit for each name there is, which others may share. Most names that are asked for are not there.
    private var marks: UInt64 = 0

    /// - Parameter fields: For requests that did not come as bytes.
    package init(_ fields: HTTPFields) {
        bytes = []
        for field in fields { field.withUnsafeBytesOfValue { append(field.name, Array($0)) } }
    }

    /// - Parameter head: All that the lines to come are parts of.
    init(head: Span<UInt8>) {
        bytes = head.withUnsafeBufferPointer { Array($0) }
        lines.reserveCapacity(16)
    }

    /// All values of that name in one, as a list (RFC 9110 §5.3); nil if there is no such field.
    package subscript(name: HTTPField.Name) -> String? {
        guard var index = index(of: name) else { return nil }
        var all = text(of: lines[index].value)
        while let next = self.index(of: name, after: index) {
            index = next
            all += ", " + text(of: lines[index].value)
        }
        return all
    }

    /// The values of that name, line by line.
    package subscript(values name: HTTPField.Name) -> [String] {
        var values: [String] = []
        var index = index(of: name)
        while let found = index {
            values.append(text(of: lines[found].value))
            index = self.index(of: name, after: found)
        }
        return values
    }

    /// Calls `body` with each value of that name, line by line, where it stands.
    func forEachValue(of name: HTTPField.Name, _ body: (Span<UInt8>) -> Void) {
        var index = index(of: name)
        while let found = index {
            read(lines[found].value, body)
            index = self.index(of: name, after: found)
        }
    }

    /// Every value, in the order of the lines.
    package var values: [String] { lines.map { text(of: $0.value) } }

    package func contains(_ name: HTTPField.Name) -> Bool { index(of: name) != nil }

    /// Takes in a line of the head that was given at the start.
    ///
    /// - Parameter start: Where in the head the line begins; the same holds for what it says about its parts.
    mutating func append(_ line: FieldLine, at start: Int) {
        marks |= Self.mark(first: bytes[start], count: line.name.count)
        lines.append(
            Line(
                name: Int32(start)..<Int32(start + line.name.count),
                value: Int32(start + line.value.lowerBound)..<Int32(start + line.value.upperBound)))
    }

    /// Puts one value in the place of all of that name.
    mutating func replace(_ name: HTTPField.Name, with value: String) {
        let replaced = name.canonicalName
        lines = lines.filter { !matches($0, replaced.utf8.span) }
        append(name, Array(value.utf8))
    }

    private mutating func append(_ name: HTTPField.Name, _ value: [UInt8]) {
        let start = Int32(bytes.count)
        bytes.append(name.rawName)
        let middle = Int32(bytes.count)
        marks |= Self.mark(first: bytes[Int(start)], count: Int(middle - start))
        bytes += value
        lines.append(Line(name: start..<middle, value: middle..<Int32(bytes.count)))
    }

    private func index(of name: HTTPField.Name, after last: Int = -1) -> Int? {
        let wanted = name.canonicalName
        return index(of: wanted.utf8.span, after: last)
    }

    /// - Parameter name: In small letters.
    private func index(of name: Span<UInt8>, after last: Int) -> Int? {
        guard marks & Self.mark(first: name[0], count: name.count) != 0 else { return nil }
        for index in (last + 1)..<max(last + 1, lines.count) where matches(lines[index], name) { return index }
        return nil
    }

    private static func mark(first: UInt8, count: Int) -> UInt64 {
        1 << ((UInt64(first.lowercased) &+ UInt64(count)) & 63)
    }

    private func matches(_ line: Line, _ name: Span<UInt8>) -> Bool {
        guard line.name.count == name.count else { return false }
        let start = Int(line.name.lowerBound)
        for index in 0..<name.count where bytes[start + index].lowercased != name[index] { return false }
        return true
    }

    private func text(of range: Range<Int32>) -> String { read(range) { $0.string() } }

    private func read<Result>(_ range: Range<Int32>, _ body: (Span<UInt8>) -> Result) -> Result {
        body(bytes.span.extracting(Int(range.lowerBound)..<Int(range.upperBound)))
    }
}

extension RequestFields: Equatable {
    /// The same fields in the same order.
    package static func == (left: RequestFields, right: RequestFields) -> Bool {
        left.lines.count == right.lines.count
            && zip(left.lines, right.lines).allSatisfy { one, other in
                left.text(of: one.name).lowercased() == right.text(of: other.name).lowercased()
                    && left.text(of: one.value) == right.text(of: other.value)
            }
    }
}
