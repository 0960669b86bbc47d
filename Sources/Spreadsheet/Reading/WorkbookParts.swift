/// Where the parts of a workbook are: what one part says about its others (ECMA-376 part 2, relationships).
final class Relationships: XMLSink {
    /// By their id: the last word of their type, and the path in the archive.
    private(set) var byID: [String: (type: String, path: String)] = [:]
    private let folder: [Substring]

    /// - Parameter part: Whose relationships they are.
    init(of part: String) {
        folder = part.split(separator: "/").dropLast()
    }

    func start(_ name: String, _ attributes: XMLAttributes) throws(WorkbookProblem) {
        guard name == "Relationship", let id = attributes["Id"], let type = attributes["Type"],
            let target = attributes["Target"]
        else { return }
        var path = target.hasPrefix("/") ? [] : folder
        for step in target.split(separator: "/") where step != "." {
            if step == ".." { _ = path.popLast() } else { path.append(step) }
        }
        byID[id] = (String(type.split(separator: "/").last ?? ""), path.joined(separator: "/"))
    }

    func text(_ bytes: UnsafeRawBufferPointer) {}
    func end(_ name: String) {}

    func first(_ type: String) -> String? { byID.values.first { $0.type == type }?.path }
}

/// The sheets of a workbook, in their order.
final class SheetList: XMLSink {
    private(set) var sheets: [(name: String, id: String, isHidden: Bool)] = []
    /// Days are counted from 1904, as old Macs did.
    private(set) var countsFrom1904 = false

    func start(_ name: String, _ attributes: XMLAttributes) throws(WorkbookProblem) {
        if name == "workbookPr" { countsFrom1904 = ["1", "true"].contains(attributes["date1904"]) }
        guard name == "sheet", let id = attributes["id", hasPrefix: true] else { return }
        let state = attributes["state"] ?? "visible"
        sheets.append((attributes["name"] ?? "", id, state != "visible"))
    }

    func text(_ bytes: UnsafeRawBufferPointer) {}
    func end(_ name: String) {}
}

/// Texts that cells refer to by number.
final class SharedStrings: XMLSink {
    private(set) var all: [String] = []
    private var text = RichText()
    private let limits: WorkbookLimits

    init(limits: WorkbookLimits) {
        self.limits = limits
    }

    func start(_ name: String, _ attributes: XMLAttributes) throws(WorkbookProblem) {
        if name == "si" { text = RichText() } else { text.start(name) }
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws(WorkbookProblem) {
        text.append(bytes)
        guard text.bytes.count <= limits.cellBytes else { throw .tooLarge }
    }

    func end(_ name: String) throws(WorkbookProblem) {
        if name == "si" { all.append(text.string) } else { text.end(name) }
    }
}

/// A text in runs of different looks; how it is pronounced stands beside it and is no part of it.
struct RichText {
    private(set) var bytes: [UInt8] = []
    private var isInText = false
    private var isInPronunciation = false

    mutating func start(_ name: String) {
        if name == "t" { isInText = true } else if name == "rPh" { isInPronunciation = true }
    }

    mutating func end(_ name: String) {
        if name == "t" { isInText = false } else if name == "rPh" { isInPronunciation = false }
    }

    mutating func append(_ more: UnsafeRawBufferPointer) {
        if isInText, !isInPronunciation { bytes += more }
    }

    var string: String { Self.unescaped(String(decoding: bytes, as: UTF8.self)) }

    /// "_x0041_" is "A" (ISO/IEC 29500-1 §22.9.2.19).
    static func unescaped(_ text: String) -> String {
        guard text.contains("_x") else { return text }
        return text.replacing(/_x([0-9A-Fa-f]{4})_/) { match in
            UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
        }
    }
}
