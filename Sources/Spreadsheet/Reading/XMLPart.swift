internal import CExpat

/// What becomes of a part's elements, in their order. Names are without prefix.
protocol XMLSink: AnyObject {
    func start(_ name: String, _ attributes: XMLAttributes) throws(WorkbookProblem)
    func text(_ bytes: UnsafeRawBufferPointer) throws(WorkbookProblem)
    func end(_ name: String) throws(WorkbookProblem)
}

/// Those of one element, valid while it is handed out.
struct XMLAttributes {
    fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    /// The value of the first attribute of that name.
    ///
    /// - Parameter hasPrefix: Whether it is one of another vocabulary, as "r:id" is.
    subscript(name: String, hasPrefix hasPrefix: Bool = false) -> String? {
        guard var pair = pairs else { return nil }
        while let key = pair[0], let value = pair[1] {
            let key = String(cString: key)
            if hasPrefix ? key.hasSuffix(":" + name) : key == name { return String(cString: value) }
            pair += 2
        }
        return nil
    }
}

/// Reads XML as it comes. A document type is refused: no spreadsheet has one, and entities are declared there.
final class XMLPart {
    private let parser: OpaquePointer
    private let sink: any XMLSink
    fileprivate var problem: WorkbookProblem?

    init(_ sink: any XMLSink) throws(WorkbookProblem) {
        guard let parser = XML_ParserCreate(nil) else { throw .tooLarge }
        self.parser = parser
        self.sink = sink
        // Not retained: the parser ends with this object.
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser, { part(in: $0)?.start($1, $2) }, { part(in: $0)?.end($1) })
        XML_SetCharacterDataHandler(parser) { part(in: $0)?.text($1, Int($2)) }
        XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in part(in: user)?.stop(.unreadable) }
    }

    deinit { XML_ParserFree(parser) }

    func feed(_ piece: UnsafeRawBufferPointer) throws(WorkbookProblem) {
        let start = piece.assumingMemoryBound(to: CChar.self).baseAddress
        try judge(XML_Parse(parser, start, Int32(piece.count), 0))
    }

    func end() throws(WorkbookProblem) { try judge(XML_Parse(parser, nil, 0, 1)) }

    private func judge(_ status: XML_Status) throws(WorkbookProblem) {
        if let problem { throw problem }
        guard status == XML_STATUS_OK else { throw .unreadable }
    }

    private func stop(_ reason: WorkbookProblem) {
        if problem == nil { problem = reason }
        XML_StopParser(parser, 0)
    }

    private func attempt(_ work: () throws(WorkbookProblem) -> Void) {
        guard problem == nil else { return }
        do throws(WorkbookProblem) { try work() } catch { stop(error) }
    }

    private func start(_ name: UnsafePointer<CChar>?, _ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
        guard let name else { return }
        attempt { () throws(WorkbookProblem) in try sink.start(localName(name), XMLAttributes(pairs: pairs)) }
    }

    private func end(_ name: UnsafePointer<CChar>?) {
        guard let name else { return }
        attempt { () throws(WorkbookProblem) in try sink.end(localName(name)) }
    }

    private func text(_ start: UnsafePointer<CChar>?, _ count: Int) {
        attempt { () throws(WorkbookProblem) in try sink.text(UnsafeRawBufferPointer(start: start, count: count)) }
    }
}

private func part(in user: UnsafeMutableRawPointer?) -> XMLPart? {
    user.map { Unmanaged<XMLPart>.fromOpaque($0).takeUnretainedValue() }
}

private func localName(_ name: UnsafePointer<CChar>) -> String {
    let name = String(cString: name)
    return name.utf8.lastIndex(of: UInt8(ascii: ":")).map { String(name[name.index(after: $0)...]) } ?? name
}

extension ZipArchive {
    /// Reads a part as XML.
    func parse(_ name: String, into sink: any XMLSink) throws(WorkbookProblem) {
        let part = try XMLPart(sink)
        try read(name) { (piece) throws(WorkbookProblem) in try part.feed(piece) }
        try part.end()
    }
}
