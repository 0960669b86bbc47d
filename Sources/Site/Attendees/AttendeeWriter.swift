package import Storage

/// A format that a list of attendees is written in, a batch at a time, so that memory stays flat.
package protocol AttendeeWriter: Sendable {
    /// The next bytes of the file, what comes before the first attendee included.
    mutating func bytes(of records: [AttendeeRecord]) throws -> [UInt8]
    /// What comes after the last.
    mutating func end() throws -> [UInt8]
}

/// A file as it is sent: the batches of an export, written.
actor AttendeeStream<Writer: AttendeeWriter> {
    private let batches: AttendeeBatches<[AttendeeRecord]>
    private var writer: Writer
    private var hasEnded = false

    init(_ export: AttendeeExport, parts: AttendeeRecord.Parts, writer: Writer) {
        batches = export.records(with: parts)
        self.writer = writer
    }

    /// The next piece, which is not empty; nil behind the last.
    func next() async throws -> [UInt8]? {
        while !hasEnded {
            let piece: [UInt8]
            if let records = try await batches.next() {
                piece = try writer.bytes(of: records)
            } else {
                hasEnded = true
                piece = try writer.end()
            }
            if !piece.isEmpty { return piece }
        }
        return nil
    }
}
