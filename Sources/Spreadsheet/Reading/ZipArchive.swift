internal import CZip
import Foundation

/// The parts of a zip that is in memory, unpacked piece by piece up to a limit.
final class ZipArchive {
    private static let pieceSize = 64 << 10

    private let archive: OpaquePointer
    /// Bytes that may still be unpacked.
    private var left: Int

    init(_ bytes: [UInt8], limits: WorkbookLimits) throws(WorkbookProblem) {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        // The source owns the copy.
        guard let copy = malloc(max(1, bytes.count)) else { throw .tooLarge }
        bytes.withUnsafeBytes { if let start = $0.baseAddress { memcpy(copy, start, bytes.count) } }
        guard let source = zip_source_buffer_create(copy, UInt64(bytes.count), 1, &error) else {
            free(copy)
            throw .unreadable
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            throw .unreadable
        }
        self.archive = archive
        left = limits.unpackedBytes
        guard zip_get_num_entries(archive, 0) <= limits.parts else { throw .tooLarge }
    }

    deinit { zip_discard(archive) }

    func has(_ name: String) -> Bool { zip_name_locate(archive, name, 0) >= 0 }

    /// Hands out a part in pieces.
    func read(_ name: String, each: (UnsafeRawBufferPointer) throws(WorkbookProblem) -> Void) throws(WorkbookProblem) {
        let index = zip_name_locate(archive, name, 0)
        guard index >= 0, let file = zip_fopen_index(archive, UInt64(index), 0) else { throw .unreadable }
        defer { zip_fclose(file) }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 1)
        defer { piece.deallocate() }
        while true {
            let count = zip_fread(file, piece.baseAddress, UInt64(piece.count))
            guard count >= 0 else { throw .unreadable }  // cut short, or its checksum is another
            if count == 0 { return }
            left -= Int(count)
            guard left >= 0 else { throw .tooLarge }
            try each(UnsafeRawBufferPointer(rebasing: piece[..<Int(count)]))
        }
    }
}
