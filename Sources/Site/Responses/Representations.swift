import Compression
import HTTP
import HTTPTypes
import Secrets

/// One page or file in each coding it is kept in, every one of them with a strong tag of its own.
///
/// Only what is the same for everybody is kept here. A personal page is sent as it is: it holds secrets (links, form
/// tokens) beside words that others have chosen, and the length of its packed form would tell about them (BREACH).
///
/// A class, and one that has all its answers ready: to hand a struct of arrays and fields about counted thirty references
/// a request.
final class Representations: Sendable {
    /// How long packing may take.
    enum Effort {
        /// For files, which are packed once in the life of the program, and not while somebody waits for it to start.
        case most
        /// For pages, which are packed after every write that somebody looks at (docs/http.md has the times).
        case little
    }

    private let identity: Representation
    private let packed: [Representation]
    /// All there are, the better liked first.
    private let codings: [ContentCoding]

    /// - Parameters:
    ///   - fields: Those of the whole answer, without the ones that are about codings and ranges.
    ///   - bytes: Not packed.
    init(fields: HTTPFields, bytes: [UInt8], effort: Effort) {
        let (gzipLevel, brotliQuality): (Int32, Int32) =
            switch effort {
            case .most: (9, 11)
            case .little: (6, 5)
            }
        let forms = [
            (ContentCoding.brotli, brotli(bytes, quality: brotliQuality)), (.gzip, gzip(bytes, level: gzipLevel)),
        ]
        var fields = fields
        fields[.acceptRanges] = "bytes"
        if forms.contains(where: { $0.1 != nil }) { fields[.vary] = "Accept-Encoding" }
        identity = Representation(fields: fields, coding: .identity, bytes: bytes)
        packed = forms.compactMap { coding, bytes in
            bytes.map { Representation(fields: fields, coding: coding, bytes: $0) }
        }
        codings = ContentCoding.allCases.filter { [packed] coding in
            coding == .identity || packed.contains { $0.coding == coding }
        }
    }

    /// The same, packed with another effort.
    func repacked(_ effort: Effort) -> Representations {
        Representations(fields: identity.whole.response.fields, bytes: identity.bytes, effort: effort)
    }

    /// The answer to GET or HEAD (RFC 9110 §13.2, §14.2).
    func answer(to head: RequestHead) -> Answer {
        // Offsets are those of the page itself: a packed form may come out differently the next time it is made.
        let chosen = head.asksForRange ? identity : preferred(by: head)
        switch head.precondition(for: chosen.tag) {
        case .unchanged: return .written(chosen.unchanged)
        case .failed: return .now(Response(status: .preconditionFailed, fields: SecurityHeaders.everywhere))
        case .holds: break
        }
        switch head.byteRange(of: chosen.bytes.count, tag: chosen.tag) {
        case .whole: return .written(chosen.whole)
        case .part(let range): return .now(chosen.part(range))
        case .unsatisfiable: return .now(chosen.unsatisfiable)
        }
    }

    private func preferred(by head: RequestHead) -> Representation {
        let coding = head.preferredCoding(among: codings)
        return packed.first { $0.coding == coding } ?? identity
    }
}

private final class Representation: Sendable {
    let coding: ContentCoding
    let whole: WrittenResponse
    let tag: EntityTag
    /// The answer to whoever has it already. Kept, because most visits of a browser that has been here end so.
    let unchanged: WrittenResponse

    init(fields: HTTPFields, coding: ContentCoding, bytes: [UInt8]) {
        let tag = strongETag(bytes)
        var fields = fields
        fields[.contentEncoding] = coding == .identity ? nil : coding.rawValue
        fields[.eTag] = tag
        self.coding = coding
        whole = WrittenResponse(status: .ok, fields: fields, body: bytes)
        self.tag = EntityTag(tag)!  // base64url in quotes
        // What describes content that is not sent is left out (RFC 9110 §15.4.5).
        for name in [.contentType, .contentLanguage, .contentEncoding, .acceptRanges] as [HTTPField.Name] {
            fields[name] = nil
        }
        unchanged = WrittenResponse(status: .notModified, fields: fields)
    }

    var bytes: [UInt8] { whole.content.bytes }

    func part(_ range: Range<Int>) -> Response {
        var fields = whole.response.fields
        fields[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(bytes.count)"
        return Response(status: .partialContent, fields: fields, body: .bytes(Array(bytes[range])))
    }

    var unsatisfiable: Response {
        var fields = SecurityHeaders.everywhere
        fields[.contentRange] = "bytes */\(bytes.count)"
        return Response(status: .rangeNotSatisfiable, fields: fields)
    }
}

extension Answer {
    /// For what is answered from memory by a handler that could have taken its time.
    var response: Response {
        get async {
            switch self {
            case .now(let response): response
            case .written(let written): written.response
            case .later(let respond): await respond()
            }
        }
    }
}

/// A strong validator (RFC 9110 §8.8.3): the same bytes, the same tag.
private func strongETag(_ bytes: [UInt8]) -> String { "\"\(base64URLEncode(Array(sha256(bytes).prefix(12))))\"" }
