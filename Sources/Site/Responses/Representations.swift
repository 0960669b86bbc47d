import Compression
import HTTP
import HTTPTypes
import Secrets

/// One page or file in each coding it is kept in, every one of them with a strong tag of its own.
///
/// Only what is the same for everybody is kept here. A personal page is sent as it is: it holds secrets (links, form
/// tokens) beside words that others have chosen, and the length of its packed form would tell about them (BREACH).
struct Representations: Sendable {
    /// How long packing may take.
    enum Effort {
        /// For files, which are packed once in the life of the program.
        case most
        /// For pages, which are packed after every write that somebody looks at (docs/http.md has the times).
        case little
    }

    fileprivate struct Representation: Sendable {
        let whole: Response
        let bytes: [UInt8]
        let tag: EntityTag
        /// The answer to whoever has it already. Kept, because most visits of a browser that has been here end so.
        let unchanged: Response
    }

    private let byCoding: [ContentCoding: Representation]
    private let identity: Representation

    /// - Parameters:
    ///   - fields: Those of the whole answer, without the ones that are about codings and ranges.
    ///   - bytes: Not packed.
    init(fields: HTTPFields, bytes: [UInt8], effort: Effort) {
        let (gzipLevel, brotliQuality): (Int32, Int32) =
            switch effort {
            case .most: (9, 11)
            case .little: (6, 5)
            }
        let packed: [ContentCoding: [UInt8]] = [
            .gzip: gzip(bytes, level: gzipLevel), .brotli: brotli(bytes, quality: brotliQuality),
        ].compactMapValues(\.self)

        var fields = fields
        fields[.acceptRanges] = "bytes"
        if !packed.isEmpty { fields[.vary] = "Accept-Encoding" }
        let identity = Representation(fields: fields, bytes: bytes)
        self.identity = identity
        var all = [ContentCoding.identity: identity]
        for (coding, bytes) in packed {
            fields[.contentEncoding] = coding.rawValue
            all[coding] = Representation(fields: fields, bytes: bytes)
        }
        byCoding = all
    }

    /// The answer to GET or HEAD (RFC 9110 §13.2, §14.2).
    func response(to head: RequestHead) -> Response {
        // Offsets are those of the page itself: a packed form may come out differently the next time it is made.
        let chosen = head.asksForRange ? identity : preferred(by: head)
        switch head.precondition(for: chosen.tag) {
        case .unchanged: return chosen.unchanged
        case .failed: return Response(status: .preconditionFailed, fields: SecurityHeaders.everywhere)
        case .holds: break
        }
        switch head.byteRange(of: chosen.bytes.count, tag: chosen.tag) {
        case .whole: return chosen.whole
        case .part(let range): return chosen.part(range)
        case .unsatisfiable: return chosen.unsatisfiable
        }
    }

    private func preferred(by head: RequestHead) -> Representation {
        let available = ContentCoding.allCases.lazy.filter { byCoding[$0] != nil }
        return byCoding[head.preferredCoding(among: available)] ?? identity
    }
}

extension Representations.Representation {
    fileprivate init(fields: HTTPFields, bytes: [UInt8]) {
        let tag = strongETag(bytes)
        var fields = fields
        fields[.eTag] = tag
        whole = Response(status: .ok, fields: fields, body: .bytes(bytes)).written()
        self.bytes = bytes
        self.tag = EntityTag(tag)!  // base64url in quotes
        // What describes content that is not sent is left out (RFC 9110 §15.4.5).
        for name in [.contentType, .contentLanguage, .contentEncoding, .acceptRanges] as [HTTPField.Name] {
            fields[name] = nil
        }
        unchanged = Response(status: .notModified, fields: fields).written()
    }

    fileprivate func part(_ range: Range<Int>) -> Response {
        var fields = whole.fields
        fields[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(bytes.count)"
        return Response(status: .partialContent, fields: fields, body: .bytes(Array(bytes[range])))
    }

    fileprivate var unsatisfiable: Response {
        var fields = SecurityHeaders.everywhere
        fields[.contentRange] = "bytes */\(bytes.count)"
        return Response(status: .rangeNotSatisfiable, fields: fields)
    }
}

/// A strong validator (RFC 9110 §8.8.3): the same bytes, the same tag.
private func strongETag(_ bytes: [UInt8]) -> String { "\"\(base64URLEncode(Array(sha256(bytes).prefix(12))))\"" }
