import CZlib

/// The bytes in the gzip format (RFC 1952).
///
/// - Parameter level: 1 for the fastest to 9 for the smallest.
/// - Returns: nil when that would be no smaller, or when memory is short.
package func gzip(_ bytes: [UInt8], level: Int32) -> [UInt8]? {
    var stream = z_stream()
    // 15 is the largest window; 16 more asks for gzip's frame instead of zlib's. deflateInit2 is a macro over this.
    guard
        deflateInit2_(
            &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { deflateEnd(&stream) }

    let compressed = bytes.withUnsafeBufferPointer { input in
        [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)  // zlib only reads there
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            // The room is that of the bytes themselves: what does not fit is no smaller.
            count = deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : 0
        }
    }
    return compressed.isEmpty || compressed.count >= bytes.count ? nil : compressed
}
