package import HTTP

/// What a connection's bytes were taken for.
package enum Reading: Equatable {
    case request(RequestHead, body: String)
    case refused(Refusal)
}

/// Reads all requests out of bytes that arrive in pieces.
package func readings(
    of pieces: [[UInt8]], limits: Limits = Limits(), bodyLimit: Int = 1000
) -> [Reading] {
    var parser = RequestParser(limits: limits)
    var head: RequestHead?
    var readings: [Reading] = []
    for piece in pieces {
        parser.append(piece.span)
        do throws(Refusal) {
            while true {
                if head == nil { head = try parser.head() }
                guard let current = head, let body = try parser.body(limit: bodyLimit) else { break }
                readings.append(.request(current, body: String(decoding: body, as: UTF8.self)))
                head = nil
            }
        } catch {
            return readings + [.refused(error)]
        }
    }
    return readings
}

package func readings(of text: String, limits: Limits = Limits(), bodyLimit: Int = 1000) -> [Reading] {
    readings(of: [Array(text.utf8)], limits: limits, bodyLimit: bodyLimit)
}

/// The one request of a text, if it has exactly one.
package func request(in text: String) -> (head: RequestHead, body: String)? {
    let all = readings(of: text)
    guard all.count == 1, case .request(let head, let body) = all[0] else { return nil }
    return (head, body)
}

/// How a text that holds one refused request is refused.
package func refusal(of text: String, limits: Limits = Limits(), bodyLimit: Int = 1000) -> Refusal? {
    guard case .refused(let refusal) = readings(of: text, limits: limits, bodyLimit: bodyLimit).last else { return nil }
    return refusal
}
