import Foundation
import Glibc

/// Where messages go when there is no mail server: each a file that mail programs open, for the owner's eyes only.
package struct OutboxFolder: Sendable, Equatable {
    package let path: String

    /// Makes the folder when it is missing, and private in any case.
    ///
    /// - Throws: `CocoaError` when it cannot be made or written to.
    package init(path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        guard FileManager.default.isWritableFile(atPath: path) else {
            throw CocoaError(.fileWriteNoPermission, userInfo: [NSFilePathErrorKey: path])
        }
    }

    /// All of it or nothing. Written again, the message is the same file.
    func write(_ mail: ComposedMail) throws {
        let unfinished = file(mail.id) + ".part"
        guard
            FileManager.default.createFile(
                atPath: unfinished, contents: Data(mail.bytes), attributes: [.posixPermissions: 0o600]),
            rename(unfinished, file(mail.id)) == 0
        else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path]) }
    }

    /// The words of a message that was written here; nil when it is not there.
    ///
    /// - Parameter id: The part before @ of its Message-ID.
    package func text(of id: String) -> String? {
        guard let bytes = FileManager.default.contents(atPath: file(id)) else { return nil }
        // The only reader of files that `MIMEPart` alone writes: the first part of plain text is the message.
        let parts = String(decoding: bytes, as: UTF8.self).split(
            separator: "\r\n--=_", omittingEmptySubsequences: false)
        guard let part = parts.first(where: { $0.contains("\r\nContent-Type: text/plain;") }),
            let start = part.firstRange(of: "\r\n\r\n")
        else { return nil }
        return QuotedPrintable.decoded(part[start.upperBound...])
    }

    private func file(_ id: String) -> String { "\(path)/\(id).eml" }
}
