import Foundation

/// One header field of a message (RFC 5322 §2.2), ready to send. Whatever text it is made of, it is one field: there is
/// no way to make one that has a line break of somebody's choosing.
struct HeaderField: Sendable, Equatable {
    /// With folds, without the line break at its end.
    let line: String

    /// Words for people. What is not plain ASCII goes as encoded words.
    static func text(_ name: StaticString, _ text: String) -> HeaderField {
        HeaderField(line: "\(name): \(EncodedWords.text(text, after: name.utf8CodeUnitCount + 2))")
    }

    static func mailbox(_ name: StaticString, _ mailbox: Mailbox) -> HeaderField {
        guard let display = mailbox.name, !display.isEmpty else {
            return HeaderField(line: "\(name): \(mailbox.address)")
        }
        let words = EncodedWords.phrase(display, after: name.utf8CodeUnitCount + 2)
        // The address on a line of its own: neither is then too long for the two of them.
        return HeaderField(line: "\(name): \(words)\r\n <\(mailbox.address)>")
    }

    /// A value of ours.
    static func fixed(_ name: StaticString, _ value: StaticString) -> HeaderField {
        HeaderField(line: "\(name): \(value)")
    }

    /// A message's name among all messages (RFC 5322 §3.6.4).
    ///
    /// - Parameter id: Letters, digits, `-` and `_`; anything else is left out.
    static func messageID(_ id: String, domain: String) -> HeaderField {
        HeaderField(line: "Message-ID: <\(id.filter(isPlain))@\(domain.filter { isPlain($0) || $0 == "." })>")
    }

    /// An address in angle brackets (RFC 2369 §2); what has no place in one is left out.
    static func address(_ name: StaticString, _ url: String) -> HeaderField {
        HeaderField(
            line: "\(name): <\(url.filter { $0.isASCII && $0 > " " && $0 != "<" && $0 != ">" && $0 != "\u{7F}" })>")
    }

    /// RFC 5322 §3.3, in UTC.
    static func date(_ date: Date) -> HeaderField {
        HeaderField(line: "Date: \(mailDate(date))")
    }

    private static func isPlain(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == "_")
    }
}

private func mailDate(_ date: Date) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents([.weekday, .day, .month, .year, .hour, .minute, .second], from: date)
    let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][parts.weekday! - 1]  // asked for, as are the others
    let month = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][parts.month! - 1]
    let time = [parts.hour!, parts.minute!, parts.second!].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(weekday), \(parts.day!) \(month) \(parts.year!) \(time.joined(separator: ":")) +0000"
}
